#include "sim/tables/phrases.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace palabre {
namespace {

using enum Form;

constexpr auto kNouns = std::to_array<NounPhrase>({
#define PHRASE_NOUN(key, form, en, fr) {key, form, {en, fr}},
#include "sim/tables/phrases/inputs.def"
#undef PHRASE_NOUN
});

constexpr auto kValues = std::to_array<ValuePhrase>({
#define PHRASE_VALUE(key, low, high, en, fr) {key, low, high, {en, fr}},
#include "sim/tables/phrases/inputs.def"
#undef PHRASE_VALUE
});

constexpr auto kDays = std::to_array<DayPhrase>({
#define PHRASE_DAY(key, en, fr, never_en, never_fr) {key, {en, fr}, {never_en, never_fr}},
#include "sim/tables/phrases/inputs.def"
#undef PHRASE_DAY
});

constexpr auto kChoices = std::to_array<ChoicePhrase>({
#define PHRASE_CHOICE(key, choice, en, fr) {key, choice, {en, fr}},
#include "sim/tables/phrases/inputs.def"
#undef PHRASE_CHOICE
});

struct ShortPhrase {
  std::string_view key;  // or KEY=CHOICE
  Words words;
};
constexpr auto kShort = std::to_array<ShortPhrase>({
#define PHRASE_SHORT(key, en, fr) {key, {en, fr}},
#include "sim/tables/phrases/inputs.def"
#undef PHRASE_SHORT
});

struct IssueFieldPhrase {
  std::string_view field;
  Form form;
  Words words;
};
constexpr auto kIssueFields = std::to_array<IssueFieldPhrase>({
#define PHRASE_ISSUE_FIELD(field, form, en, fr) {field, form, {en, fr}},
#include "sim/tables/phrases/inputs.def"
#undef PHRASE_ISSUE_FIELD
});

struct IssueName {
  std::string_view name;
  Words words;
};
constexpr auto kIssueNames = std::to_array<IssueName>({
#define PHRASE_ISSUE(name, en, fr) {name, {en, fr}},
#include "sim/tables/phrases/inputs.def"
#undef PHRASE_ISSUE
});

constexpr auto kOutcomes = std::to_array<Words>({
#define FIGURE_OUTCOME(id, en, fr) {en, fr},
#include "sim/tables/phrases/figures.def"
#undef FIGURE_OUTCOME
});
constexpr auto kFigures = std::to_array<Words>({
#define FIGURE(id, en, fr) {en, fr},
#include "sim/tables/phrases/figures.def"
#undef FIGURE
});
struct CutFigure {
  StatisticId id;
  int week;
  Words words;
};
constexpr auto kCutFigures = std::to_array<CutFigure>({
#define FIGURE_CUT(id, week, en, fr) {StatisticId::id, week, {en, fr}},
#include "sim/tables/phrases/figures.def"
#undef FIGURE_CUT
});

// --- checks: a bad row fails the build here, and the compiler quotes the reason ------------------

struct Figure {
  std::string_view id;
  bool is_share;
};
constexpr auto kWantedFigures = std::to_array<Figure>({
#define STATISTIC(id, kind, ...) {#id, StatisticKind::kind == StatisticKind::Share},
#include "sim/tables/outputs.def"
#undef STATISTIC
});
constexpr auto kFigureIds = std::to_array<std::string_view>({
#define FIGURE(id, ...) #id,
#include "sim/tables/phrases/figures.def"
#undef FIGURE
});
constexpr auto kWantedOutcomes = std::to_array<std::string_view>({
#define OUTCOME(id, ...) #id,
#include "sim/tables/outputs.def"
#undef OUTCOME
});
constexpr auto kOutcomeIds = std::to_array<std::string_view>({
#define FIGURE_OUTCOME(id, ...) #id,
#include "sim/tables/phrases/figures.def"
#undef FIGURE_OUTCOME
});

constexpr auto kWantedNouns = std::to_array<std::string_view>({
#define PARAM(group, name, ...) #group "." #name,
#include "sim/tables/params.def"
#undef PARAM
#define LEVER_DATE(...)
#define LEVER_NUMBER(name, ...) "levers." #name,
#define LEVER_FLAG(...)
#define LEVER_CHOICE(...)
#include "sim/tables/levers.def"
#undef LEVER_DATE
#undef LEVER_NUMBER
#undef LEVER_FLAG
#undef LEVER_CHOICE
#define SWITCH_CHOICE(...)
#define SWITCH_NUMBER(name, ...) "switches." #name,
#include "sim/tables/switches.def"
#undef SWITCH_CHOICE
#undef SWITCH_NUMBER
});
constexpr auto kWantedDays = std::to_array<std::string_view>({
#define LEVER_DATE(name, ...) "levers." #name,
#define LEVER_NUMBER(...)
#define LEVER_FLAG(...)
#define LEVER_CHOICE(...)
#include "sim/tables/levers.def"
#undef LEVER_DATE
#undef LEVER_NUMBER
#undef LEVER_FLAG
#undef LEVER_CHOICE
});
struct WantedChoices {
  std::string_view key;
  const char* choices[16] = {};  // the rest are null
};
#define CHOICES(...) \
  { __VA_ARGS__ }
constexpr auto kWantedChoices = std::to_array<WantedChoices>({
#define LEVER_DATE(...)
#define LEVER_NUMBER(...)
#define LEVER_FLAG(name, ...) {"levers." #name, {"true", "false"}},
#define LEVER_CHOICE(name, symbol, initial, choices, ...) {"levers." #name, choices},
#include "sim/tables/levers.def"
#undef LEVER_DATE
#undef LEVER_NUMBER
#undef LEVER_FLAG
#undef LEVER_CHOICE
#define SWITCH_CHOICE(name, initial, choices, ...) {"switches." #name, choices},
#define SWITCH_NUMBER(...)
#include "sim/tables/switches.def"
#undef SWITCH_CHOICE
#undef SWITCH_NUMBER
});
constexpr auto kWantedIssues = std::to_array<std::string_view>({
#define ISSUE(name, ...) #name,
#include "sim/tables/issues.def"
#undef ISSUE
});

template <class Table, class Is>
constexpr std::size_t count_if(const Table& table, Is is) {
  std::size_t out = 0;
  for (const auto& row : table) out += is(row) ? 1u : 0u;
  return out;
}

constexpr std::size_t count_of(std::string_view text, std::string_view what) {
  std::size_t out = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++out;
  return out;
}

/// <one|many>, each closed before the next.
constexpr bool agreements_are_whole(std::string_view text) {
  for (std::size_t at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
    const std::size_t bar = text.find('|', at), end = text.find('>', at);
    if (bar == text.npos || end == text.npos || bar > end) return false;
  }
  return count_of(text, "<") == count_of(text, ">") && count_of(text, "|") == count_of(text, ">");
}

/// Both languages say something and take the same arguments.
consteval bool sound(const Words& words) {
  if (words.en.empty() || words.fr.empty()) throw "a phrase lacks one of its languages";
  for (const char* place : {"{}", "{w}", "{p}", "{d}"})
    if (count_of(words.en, place) != count_of(words.fr, place))
      if (count_of(words.fr, "{of}") == 0) throw "the languages of a phrase take other arguments";
  if (!agreements_are_whole(words.en) || !agreements_are_whole(words.fr))
    throw "an agreement is not <one|many>";
  return true;
}

consteval bool nouns_are_whole() {
  for (const std::string_view key : kWantedNouns)
    if (count_if(kNouns, [&](const NounPhrase& row) { return row.key == key; }) != 1)
      throw "a number that can be changed has not exactly one noun";
  if (kNouns.size() != kWantedNouns.size()) throw "a noun is of nothing that can be changed";
  for (const NounPhrase& row : kNouns) sound(row.words);
  for (const ValuePhrase& row : kValues) {
    sound(row.words);
    if (count_if(kNouns, [&](const NounPhrase& noun) { return noun.key == row.key; }) != 1)
      throw "a phrase is about a value of nothing";
    if (!(row.low <= row.high)) throw "a range is empty";
  }
  return true;
}

consteval bool days_are_whole() {
  for (const std::string_view key : kWantedDays)
    if (count_if(kDays, [&](const DayPhrase& row) { return row.key == key; }) != 1 ||
        count_if(kShort, [&](const ShortPhrase& row) { return row.key == key; }) != 1)
      throw "a day that can be changed has not exactly one phrase and one short one";
  if (kDays.size() != kWantedDays.size()) throw "a phrase is about a day of nothing";
  for (const DayPhrase& row : kDays) {
    sound(row.from);
    sound(row.never);
    if (count_of(row.from.en, "{d}") != 1) throw "a phrase about a day does not say which";
  }
  return true;
}

consteval bool choices_are_whole() {
  std::size_t wanted = 0;
  for (const WantedChoices& row : kWantedChoices) {
    for (const char* choice : row.choices) {
      if (choice == nullptr) continue;
      ++wanted;
      if (count_if(kChoices, [&](const ChoicePhrase& phrase) {
            return phrase.key == row.key && phrase.choice == choice;
          }) != 1)
        throw "a choice has not exactly one phrase";
    }
    if (count_if(kShort, [&](const ShortPhrase& phrase) {
          return phrase.key.substr(0, phrase.key.find('=')) == row.key;
        }) == 0)
      throw "a choice has no short phrase";
  }
  if (kChoices.size() != wanted) throw "a phrase is about a choice of nothing";
  for (const ChoicePhrase& row : kChoices) sound(row.words);
  for (const ShortPhrase& row : kShort) sound(row.words);
  return true;
}

consteval bool issues_are_whole() {
  constexpr std::size_t kFields = sizeof(Issue) / sizeof(double);
  if (kIssueFields.size() != kFields) throw "a field of an issue has no phrase";
  for (const IssueFieldPhrase& row : kIssueFields) {
    sound(row.words);
    if (count_of(row.words.en, "{}") != 1 ||
        count_of(row.words.fr, "{}") + count_of(row.words.fr, "{of}") != 1)
      throw "a phrase about an issue does not name it";
  }
  for (std::size_t k = 0; k < kWantedIssues.size(); ++k)
    if (kIssueNames.size() != kWantedIssues.size() || kIssueNames[k].name != kWantedIssues[k])
      throw "the issues and their phrases are not the same, in the same order";
  for (const IssueName& row : kIssueNames) sound(row.words);
  return true;
}

/// A share of runs says where "ne" goes, once; nothing else has a mark.
consteval bool verb_is_marked(const Words& words, bool is_share) {
  if (count_of(words.fr, "~") != (is_share ? 1u : 0u) || count_of(words.en, "~") != 0)
    throw "the French verb of a share of runs is not marked with ~, or something else is";
  return true;
}

consteval bool figures_are_whole() {
  if (kFigures.size() != kWantedFigures.size()) throw "a statistic has no phrase";
  for (std::size_t k = 0; k < kFigures.size(); ++k) {
    if (kFigureIds[k] != kWantedFigures[k].id)
      throw "the statistics and their phrases are not in the same order";
    sound(kFigures[k]);
    if (count_of(kFigures[k].en, "{}") != (kWantedFigures[k].is_share ? 0u : 1u))
      throw "a figure does not say its value once, or a share of runs says one";
    verb_is_marked(kFigures[k], kWantedFigures[k].is_share);
  }
  if (kOutcomes.size() != kWantedOutcomes.size()) throw "an outcome has no phrase";
  for (std::size_t k = 0; k < kOutcomes.size(); ++k) {
    if (kOutcomeIds[k] != kWantedOutcomes[k])
      throw "the outcomes and their phrases are not in the same order";
    sound(kOutcomes[k]);
    verb_is_marked(kOutcomes[k], true);
  }
  for (const CutFigure& row : kCutFigures) {
    sound(row.words);
    verb_is_marked(row.words, true);
  }
  return true;
}

static_assert(nouns_are_whole());
static_assert(days_are_whole());
static_assert(choices_are_whole());
static_assert(issues_are_whole());
static_assert(figures_are_whole());

template <class Table, class Is>
auto first_of(const Table& table, Is is) -> decltype(table.data()) {
  const auto at = std::find_if(table.begin(), table.end(), is);
  return at == table.end() ? nullptr : &*at;
}

}  // namespace

const NounPhrase* noun_phrase(std::string_view key) {
  return first_of(kNouns, [&](const NounPhrase& row) { return row.key == key; });
}

const ValuePhrase* value_phrase(std::string_view key, double value) {
  return first_of(kValues, [&](const ValuePhrase& row) {
    return row.key == key && row.low <= value && value <= row.high;
  });
}

const DayPhrase* day_phrase(std::string_view key) {
  return first_of(kDays, [&](const DayPhrase& row) { return row.key == key; });
}

const ChoicePhrase* choice_phrase(std::string_view key, std::string_view choice) {
  return first_of(kChoices,
                  [&](const ChoicePhrase& row) { return row.key == key && row.choice == choice; });
}

Words short_phrase(std::string_view key, std::string_view choice) {
  const auto of = [](std::string_view wanted) {
    return first_of(kShort, [&](const ShortPhrase& row) { return row.key == wanted; });
  };
  const std::string full = std::string(key).append("=").append(choice);
  if (const auto* row = of(full)) return row->words;
  if (const auto* row = of(key)) return row->words;
  const NounPhrase* noun = noun_phrase(key);
  return noun != nullptr ? noun->words : Words{key, key};
}

std::optional<IssuePhrase> issue_phrase(std::string_view key) {
  constexpr std::string_view kPrefix = "issues.";
  if (!key.starts_with(kPrefix)) return {};
  key.remove_prefix(kPrefix.size());
  const std::size_t point = std::min(key.find('.'), key.size());
  const std::string_view name = key.substr(0, point);
  const std::string_view field = key.substr(std::min(point + 1, key.size()));
  const auto* issue = first_of(kIssueNames, [&](const IssueName& row) { return row.name == name; });
  const auto* row =
      first_of(kIssueFields, [&](const IssueFieldPhrase& f) { return f.field == field; });
  if (issue == nullptr || row == nullptr) return {};
  return IssuePhrase{row->form, row->words, issue->words};
}

Words figure_phrase(OutcomeId id) { return kOutcomes[std::size_t(id)]; }
Words figure_phrase(StatisticId id, int weeks) {
  const CutFigure* cut = first_of(kCutFigures, [&](const CutFigure& row) { return row.id == id; });
  return cut != nullptr && weeks > 0 && weeks < cut->week ? cut->words : kFigures[std::size_t(id)];
}

}  // namespace palabre
