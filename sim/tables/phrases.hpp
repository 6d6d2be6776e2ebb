// What answers are made of: a clause in both languages for everything that can be changed and for
// every figure (phrases/*.def). How clauses become a sentence stands in sim/answer.

#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "sim/tables/tables.hpp"

namespace palabre {

/// Gender and number of a French noun: what "porté" and "ramené" agree with.
enum class Form { M, F, MP, FP };

/// "the mediator's standing", "la stature du médiateur".
struct NounPhrase {
  std::string_view key;  // "talks.mediator", "levers.army_surge"
  Form form;
  Words words;
};
/// Nothing for what is no number.
const NounPhrase* noun_phrase(std::string_view key);

/// What stands for a value in place of "raised from ... to ...".
struct ValuePhrase {
  std::string_view key;
  double low, high;
  Words words;
};
/// The first row of the key whose range holds the value.
const ValuePhrase* value_phrase(std::string_view key, double value);

struct DayPhrase {
  std::string_view key;
  Words from, never;
};
const DayPhrase* day_phrase(std::string_view key);

/// Of a choice, or of "true" and "false" of a flag.
struct ChoicePhrase {
  std::string_view key, choice;
  Words words;
};
const ChoicePhrase* choice_phrase(std::string_view key, std::string_view choice);

/// "Dicko" of "levers.mediator" and "dicko"; the row without a choice when there is none with it;
/// the noun when there is no row at all.
Words short_phrase(std::string_view key, std::string_view choice = {});

/// A row of the matrix of issues: a noun with a place for the issue, and the issue.
struct IssuePhrase {
  Form form;
  Words field, issue;
};
/// Nothing for what is no "issues.NAME.FIELD".
std::optional<IssuePhrase> issue_phrase(std::string_view key);

/// A clause: of a share of runs without, of any other figure with a place for its value. In French
/// ~ stands before the verb of a share of runs, where "ne" may go.
Words figure_phrase(OutcomeId id);
/// In runs of this length, where that is known; 0 [weeks] where it is not.
Words figure_phrase(StatisticId id, int weeks = 0);

}  // namespace palabre
