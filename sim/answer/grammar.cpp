#include "sim/answer/grammar.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::string_view kMinus = "\u2212";
constexpr int kWordsMax = 12;

constexpr std::array<Words, kWordsMax + 1> kNumbers{{{"no", "zéro"},
                                                     {"one", "une"},
                                                     {"two", "deux"},
                                                     {"three", "trois"},
                                                     {"four", "quatre"},
                                                     {"five", "cinq"},
                                                     {"six", "six"},
                                                     {"seven", "sept"},
                                                     {"eight", "huit"},
                                                     {"nine", "neuf"},
                                                     {"ten", "dix"},
                                                     {"eleven", "onze"},
                                                     {"twelve", "douze"}}};
/// Letters whose French "de" and "le" lose their vowel; no "h", for none of our words needs it.
bool begins_with_vowel(std::string_view word) {
  constexpr std::array<std::string_view, 14> kVowels{"a", "e", "i", "o", "u", "A", "E",
                                                     "I", "O", "U", "é", "É", "ê", "à"};
  return std::any_of(kVowels.begin(), kVowels.end(),
                     [&](std::string_view vowel) { return word.starts_with(vowel); });
}

}  // namespace

std::string signed_in(double value, int decimals, Lang lang) {
  const std::string out = fixed_text(value, decimals, lang);
  const bool is_zero = out.find_first_of("123456789") == std::string::npos;
  return value > 0.0 && !is_zero ? "+" + out : is_zero ? fixed_text(0.0, 0, lang) : out;
}

std::string plain_in(double value, Lang lang) {
  constexpr int kMost = 6;
  int decimals = 0;
  const auto differs = [&] {
    const double scale = std::pow(10.0, decimals);
    return std::abs(std::round(value * scale) / scale - value) >
           1e-9 * std::max(1.0, std::abs(value));
  };
  while (decimals < kMost && differs()) ++decimals;
  return fixed_text(value, decimals, lang);
}

std::string in_words(int value, Lang lang) {
  if (value < 0 || value > kWordsMax) return count_text(value, lang);
  return std::string(kNumbers[std::size_t(value)].in(lang));
}

bool is_one(std::string_view shown, double value, Lang lang) {
  if (lang == Lang::en) return shown == "1" || shown == std::string(kMinus) + "1";
  // What is shown decides: 1.96 shown as "2,0" is many.
  std::string digits;
  for (const char c : shown)
    if ((c >= '0' && c <= '9') || c == ',') digits += c == ',' ? '.' : c;
  return digits.empty() ? std::abs(value) < 2.0 : std::strtod(digits.c_str(), nullptr) < 2.0;
}

std::string agreed(std::string_view pattern, bool one) {
  std::string out;
  for (std::size_t at = 0; at < pattern.size();) {
    if (pattern[at] != '<') {
      out += pattern[at++];
      continue;
    }
    const std::size_t bar = pattern.find('|', at), end = pattern.find('>', at);
    out += one ? pattern.substr(at + 1, bar - at - 1) : pattern.substr(bar + 1, end - bar - 1);
    at = end + 1;
  }
  return out;
}

std::string negated(std::string_view clause, bool is_negated) {
  const std::size_t at = clause.find('~');
  if (at == clause.npos) return std::string(clause);
  const std::string_view verb = clause.substr(at + 1);
  const std::string_view word = !is_negated ? "" : begins_with_vowel(verb) ? "n'" : "ne ";
  return std::string(clause.substr(0, at)).append(word).append(verb);
}

std::string filled(std::string_view pattern, std::string_view place, std::string_view with) {
  std::string out(pattern);
  const std::size_t at = out.find(place);
  return at == std::string::npos ? out : out.replace(at, place.size(), with);
}

std::string listed(const std::vector<std::string>& items, Lang lang) {
  if (items.empty()) return {};
  std::string out = items.front();
  for (std::size_t k = 1; k + 1 < items.size(); ++k) out += ", " + items[k];
  return items.size() == 1 ? out : say(TextId::ans_and, lang, out, items.back());
}

std::string french_of(std::string_view noun) {
  const auto rest = [&](std::size_t from) { return std::string(noun.substr(from)); };
  if (noun.starts_with("le ")) return "du " + rest(3);
  if (noun.starts_with("les ")) return "des " + rest(4);
  if (begins_with_vowel(noun)) return "d'" + rest(0);
  return "de " + rest(0);
}

std::string_view french_ending(Form form) {
  constexpr std::array<std::string_view, 4> kEndings{"", "e", "s", "es"};
  return kEndings[std::size_t(form)];
}

std::string capitalised(std::string_view words) {
  std::string out(words);
  if (out.empty()) return out;
  if (out[0] >= 'a' && out[0] <= 'z') out[0] = char(out[0] - 'a' + 'A');
  if (out.starts_with("é")) out.replace(0, 2, "É");
  if (out.starts_with("à")) out.replace(0, 2, "À");
  return out;
}

}  // namespace palabre
