// Words and numbers inside a sentence: agreement, elision, lists, days; numbers with real minus
// signs and blanks that do not break.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/report/input_words.hpp"
#include "sim/run/explain/number_text.hpp"
#include "sim/tables/phrases.hpp"

namespace palabre {

/// fixed_text() with its sign: "+14", "−3", "0".
std::string signed_in(double value, int decimals, Lang lang);
/// As few digits as tell it from its neighbours, at most six: "0.8", "2,000", "0,012".
std::string plain_in(double value, Lang lang);
/// "four", "quatre"; digits above twelve. One is feminine: a week, "une semaine".
std::string in_words(int value, Lang lang);

/// What agrees with a number as shown: English has one for "1" alone, French below two.
bool is_one(std::string_view shown, double value, Lang lang);
/// The part of each <one|many> that agrees.
std::string agreed(std::string_view pattern, bool one);
/// The clause with "ne" where ~ stands in it, or without: "une trêve n'est conclue".
std::string negated(std::string_view clause, bool is_negated);
/// Replaces the first `place` in `pattern`, "{}" or "{d}".
std::string filled(std::string_view pattern, std::string_view place, std::string_view with);

/// "A, B and C"
std::string listed(const std::vector<std::string>& items, Lang lang);
/// French "de" with what follows: "du poids", "des armes", "de l'effort", "d'AQMI", "de Koufa".
std::string french_of(std::string_view noun);
/// What "porté" and "ramené" end in beside this noun: "", "e", "s", "es".
std::string_view french_ending(Form form);
/// With its first letter as a capital.
std::string capitalised(std::string_view words);

}  // namespace palabre
