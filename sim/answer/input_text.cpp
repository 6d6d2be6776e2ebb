#include "sim/answer/input_text.hpp"

#include <algorithm>
#include <cmath>

#include "sim/answer/grammar.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr double kPerCent = 100.0;

/// How a number of this unit stands in a sentence: scaled, with a sign of its own, with words after
/// the last of several.
struct Manner {
  double scale = 1.0;
  bool per_cent = false;
  std::optional<TextId> after = {};
};

Manner manner_of(Unit unit) {
  switch (unit) {
    case Unit::Share:
    case Unit::ShareOfTerritory:
    case Unit::ShareOfIncome:
    case Unit::ShareOfReplicates:
    case Unit::PlusMinusShare:
      return {kPerCent, true, {}};
    case Unit::SharePerYear:
      return {kPerCent, false, TextId::ans_points_a_year};
    case Unit::PerWeek:
    case Unit::SharePerWeek:
      return {1.0, false, TextId::ans_a_week};
    case Unit::AttacksPerWeek:
      return {1.0, false, TextId::ans_attacks};
    case Unit::OperationsPerWeek:
      return {1.0, false, TextId::ans_operations};
    case Unit::Weeks:
      return {1.0, false, TextId::ans_weeks};
    default:
      return {};
  }
}

std::string bare_value(double value, const Manner& manner, Lang lang) {
  const std::string number = plain_in(value * manner.scale, lang);
  return manner.per_cent ? say(TextId::ans_per_cent, lang, number) : number;
}

std::string value_with_unit(double value, const Manner& manner, Lang lang) {
  const std::string number = bare_value(value, manner, lang);
  if (!manner.after) return number;
  return number + agreed(say(*manner.after, lang), is_one(number, value * manner.scale, lang));
}

struct Noun {
  Form form = Form::M;
  std::string words;
};

Noun noun_of(std::string_view key, Lang lang) {
  if (const NounPhrase* noun = noun_phrase(key))
    return {noun->form, std::string(noun->words.in(lang))};
  const auto issue = issue_phrase(key);
  if (!issue) return {Form::M, std::string(key)};
  const std::string_view name = issue->issue.in(lang);
  return {issue->form, filled(filled(issue->field.in(lang), "{of}", french_of(name)), "{}", name)};
}

/// A verb of ours beside this noun: "set", "fixée".
std::string verb_with(TextId verb, const Noun& noun, Lang lang) {
  std::string out = say(verb, lang);
  if (lang == Lang::fr) out += french_ending(noun.form);
  return out;
}

std::string number_phrase(const InputDifference& row, double from, double to, Lang lang) {
  const Manner manner = manner_of(row.unit);
  if (const ValuePhrase* special = value_phrase(row.key, to)) {
    const std::string shown = plain_in(to, lang);
    std::string out(special->words.in(lang));
    out = filled(out, "{w}", in_words(int(std::lround(to)), lang));
    out = filled(out, "{p}",
                 say(TextId::ans_per_cent, lang, plain_in(std::abs(to) * kPerCent, lang)));
    return agreed(filled(out, "{}", shown), is_one(shown, to, lang));
  }
  const Noun noun = noun_of(row.key, lang);
  const std::string verb =
      verb_with(to > from ? TextId::ans_raised : TextId::ans_lowered, noun, lang);
  return say(TextId::ans_from_to, lang, noun.words, verb, bare_value(from, manner, lang),
             value_with_unit(to, manner, lang));
}

std::string choice_of(const Value& value) {
  if (const bool* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  const std::string* words = std::get_if<std::string>(&value);
  return words != nullptr ? *words : std::string();
}

}  // namespace

std::string input_phrase(const InputDifference& row, Lang lang) {
  if (!row.b || row.key == "displaced") return row.label.in(lang);
  if (const Date* date = std::get_if<Date>(&*row.b)) {
    if (row.key == "start") return say(TextId::ans_start, lang, day_in(*date, lang));
    const DayPhrase* phrase = day_phrase(row.key);
    if (phrase == nullptr) return row.label.in(lang);
    if (date->is_never()) return std::string(phrase->never.in(lang));
    return filled(phrase->from.in(lang), "{d}", day_in(*date, lang));
  }
  if (const double* to = std::get_if<double>(&*row.b)) {
    const double* from = row.a ? std::get_if<double>(&*row.a) : nullptr;
    return number_phrase(row, from != nullptr ? *from : *to, *to, lang);
  }
  const ChoicePhrase* phrase = choice_phrase(row.key, choice_of(*row.b));
  return phrase != nullptr ? std::string(phrase->words.in(lang)) : row.label.in(lang);
}

std::string input_brief(const InputDifference& row, Lang lang) {
  if (row.key == "start") return say(TextId::ans_start_brief, lang);
  if (row.key == "displaced") return row.label.in(lang);
  if (issue_phrase(row.key)) return noun_of(row.key, lang).words;
  return std::string(short_phrase(row.key, row.b ? choice_of(*row.b) : std::string()).in(lang));
}

std::string input_move(const InputDifference& row, Lang lang) {
  return input_range(row, std::get<double>(*row.a), std::get<double>(*row.b), lang);
}

std::string input_set_in_worlds(const InputDifference& row, Lang lang) {
  const double to = std::get<double>(*row.b);
  if (value_phrase(row.key, to) != nullptr) return input_phrase(row, lang);
  const Noun noun = noun_of(row.key, lang);
  return say(TextId::ans_in_worlds, lang, noun.words, verb_with(TextId::ans_set, noun, lang),
             input_value(row.unit, to, lang));
}

std::string input_move_in_worlds(const InputDifference& row, Lang lang) {
  return say(TextId::ans_moved_in_worlds, lang, noun_of(row.key, lang).words,
             input_value(row.unit, std::get<double>(*row.b), lang));
}

std::string input_left_to_worlds(const InputDifference& row, Lang lang) {
  const Noun noun = noun_of(row.key, lang);
  return say(TextId::ans_to_worlds, lang, noun.words, verb_with(TextId::ans_left, noun, lang),
             input_value(row.unit, std::get<double>(*row.a), lang));
}

std::string input_range(const InputDifference& row, double low, double high, Lang lang) {
  const Manner manner = manner_of(row.unit);
  return say(TextId::ans_moved, lang, noun_of(row.key, lang).words, bare_value(low, manner, lang),
             value_with_unit(high, manner, lang));
}

std::string input_noun(std::string_view key, Lang lang) { return noun_of(key, lang).words; }

std::string input_value(Unit unit, double value, Lang lang) {
  return value_with_unit(value, manner_of(unit), lang);
}

std::string pacts_phrase(const std::vector<PlacedPact>& from, const std::vector<PlacedPact>& to,
                         Lang lang) {
  const auto without = [](const std::vector<PlacedPact>& all, const std::vector<PlacedPact>& some) {
    std::vector<PlacedPact> out;
    for (const PlacedPact& pact : all)
      if (std::find(some.begin(), some.end(), pact) == some.end()) out.push_back(pact);
    return out;
  };
  const auto gone = without(from, to), come = without(to, from);
  if (gone.empty() && come.empty()) return say(TextId::ans_pact_order, lang);
  if (gone.size() + come.size() == 1) {
    const PlacedPact& pact = gone.empty() ? come.front() : gone.front();
    return say(gone.empty() ? TextId::ans_pact : TextId::ans_pact_gone, lang, pact.cercle,
               day_in(pact.date, lang));
  }
  if (gone.size() == 1 && come.size() == 1 && gone.front().cercle == come.front().cercle &&
      gone.front().date == come.front().date)
    return say(TextId::ans_pact_terms, lang, come.front().cercle);
  const TextId words = gone.empty()   ? TextId::ans_pacts_come
                       : come.empty() ? TextId::ans_pacts_gone
                                      : TextId::ans_pacts;
  return say(words, lang, in_words(int(std::max(gone.size(), come.size())), lang));
}

}  // namespace palabre
