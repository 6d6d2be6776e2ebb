#include "sim/tables/tables.hpp"

#include <algorithm>
#include <limits>

#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr int kNever = -1;                                               // in levers.def
constexpr double kFromParam = std::numeric_limits<double>::quiet_NaN();  // in issues.def

using enum ClaimId;  // rows write BY(C14, J_forces)

template <class... Ids>
constexpr Claims claims_of(Ids... ids) {
  static_assert(sizeof...(ids) >= 1 && sizeof...(ids) <= 8, "a row names one to eight claims");
  Claims claims;
  for (ClaimId id : {ids...}) claims.ids[claims.count++] = id;
  return claims;
}
#define BY(...) claims_of(__VA_ARGS__)

template <std::size_t N>
using Choices = std::array<std::string_view, N>;
#define CHOICES(...) std::to_array<std::string_view>({__VA_ARGS__})

// --- rows into tables --------------------------------------------------------------------------

constexpr auto kUnits = std::to_array<Words>({
#define UNIT(id, en, fr) {en, fr},
#include "sim/tables/units.def"
#undef UNIT
});

constexpr auto kClaims = std::to_array<ClaimSpec>({
#define CLAIM(id, kind, priority, source, locator, en, fr) \
  {ClaimId::id, #id, ClaimKind::kind, Priority::priority, source, locator, {en, fr}},
#include "sim/tables/claims.def"
#undef CLAIM
});

struct TextRow {
  std::string_view id;
  Words words;
};
constexpr auto kTexts = std::to_array<TextRow>({
#define TEXT(id, en, fr) {#id, {en, fr}},
#include "sim/tables/text.def"
#undef TEXT
});

constexpr auto kParams = std::to_array<ParamSpec>({
#define PARAM(group, name, symbol, tier, initial, low, high, min, max, scale, unit, claims, label, \
              label_fr, meaning, meaning_fr)                                                       \
  {#group "." #name,                                                                               \
   #group,                                                                                         \
   #name,                                                                                          \
   &Params::group##_##name,                                                                        \
   symbol,                                                                                         \
   Tier::tier,                                                                                     \
   initial,                                                                                        \
   low,                                                                                            \
   high,                                                                                           \
   min,                                                                                            \
   max,                                                                                            \
   Scale::scale,                                                                                   \
   Unit::unit,                                                                                     \
   claims,                                                                                         \
   {label, label_fr},                                                                              \
   {meaning, meaning_fr}},
#include "sim/tables/params.def"
#undef PARAM
});

#define LEVER_DATE(...)
#define LEVER_NUMBER(...)
#define LEVER_FLAG(...)
#define LEVER_CHOICE(name, symbol, initial, choices, ...) constexpr auto kChoices_##name = choices;
#include "sim/tables/levers.def"
#undef LEVER_DATE
#undef LEVER_NUMBER
#undef LEVER_FLAG
#undef LEVER_CHOICE

constexpr auto kLevers = std::to_array<LeverSpec>({
#define LEVER_DATE(name, symbol, week, claims, label, label_fr, meaning, meaning_fr)       \
  {#name, symbol, LeverKind::Date,   &Levers::name,        week, 0.0, 0.0, 0.0, Unit::Day, \
   {},    claims, {label, label_fr}, {meaning, meaning_fr}},
#define LEVER_NUMBER(name, symbol, initial, min, max, unit, claims, label, label_fr, meaning, \
                     meaning_fr)                                                              \
  {#name, symbol, LeverKind::Number, &Levers::name,        0, initial, min, max, Unit::unit,  \
   {},    claims, {label, label_fr}, {meaning, meaning_fr}},
#define LEVER_FLAG(name, symbol, initial, claims, label, label_fr, meaning, meaning_fr) \
  {#name,                                                                               \
   symbol,                                                                              \
   LeverKind::Flag,                                                                     \
   &Levers::name,                                                                       \
   0,                                                                                   \
   initial ? 1.0 : 0.0,                                                                 \
   0.0,                                                                                 \
   1.0,                                                                                 \
   Unit::YesNo,                                                                         \
   {},                                                                                  \
   claims,                                                                              \
   {label, label_fr},                                                                   \
   {meaning, meaning_fr}},
#define LEVER_CHOICE(name, symbol, initial, choices, claims, label, label_fr, meaning, meaning_fr) \
  {#name,                                                                                          \
   symbol,                                                                                         \
   LeverKind::Choice,                                                                              \
   &Levers::name,                                                                                  \
   0,                                                                                              \
   double(initial),                                                                                \
   0.0,                                                                                            \
   double(kChoices_##name.size() - 1),                                                             \
   Unit::Choice,                                                                                   \
   kChoices_##name,                                                                                \
   claims,                                                                                         \
   {label, label_fr},                                                                              \
   {meaning, meaning_fr}},
#include "sim/tables/levers.def"
#undef LEVER_DATE
#undef LEVER_NUMBER
#undef LEVER_FLAG
#undef LEVER_CHOICE
});

constexpr auto kIssues = std::to_array<IssueSpec>({
#define ISSUE(name, junta, ag_ghaly, koufa, aqim, wg, wa, wk, wq, wj, claims, label, label_fr, \
              meaning, meaning_fr)                                                             \
  {#name,                                                                                      \
   {junta, ag_ghaly, koufa, aqim, wg, wa, wk, wq, wj},                                         \
   claims,                                                                                     \
   {label, label_fr},                                                                          \
   {meaning, meaning_fr}},
#include "sim/tables/issues.def"
#undef ISSUE
});
static_assert(kIssues.size() == kIssueCount);

constexpr auto kIssueFields = std::to_array<IssueFieldSpec>({
    {"junta", &Issue::junta, {"Junta", "Junte"}},
    {"ag_ghaly", &Issue::ag_ghaly, {"Ag Ghaly", "Ag Ghaly"}},
    {"koufa", &Issue::koufa, {"Koufa", "Koufa"}},
    {"aqim", &Issue::aqim, {"AQIM", "AQMI"}},
    {"weight_junta", &Issue::weight_junta, {"Weight, junta", "Poids, junte"}},
    {"weight_ag_ghaly", &Issue::weight_ag_ghaly, {"Weight, Ag Ghaly", "Poids, Ag Ghaly"}},
    {"weight_koufa", &Issue::weight_koufa, {"Weight, Koufa", "Poids, Koufa"}},
    {"weight_aqim", &Issue::weight_aqim, {"Weight, AQIM", "Poids, AQMI"}},
    {"weight_jnim", &Issue::weight_jnim, {"Weight, JNIM", "Poids, JNIM"}},
});

#define SWITCH_CHOICE(name, initial, choices, ...) constexpr auto kSwitchChoices_##name = choices;
#define SWITCH_NUMBER(...)
#include "sim/tables/switches.def"
#undef SWITCH_CHOICE
#undef SWITCH_NUMBER

constexpr auto kSwitches = std::to_array<SwitchSpec>({
#define SWITCH_CHOICE(name, initial, choices, claims, label, label_fr, meaning, meaning_fr) \
  {#name,                                                                                   \
   &Switches::name,                                                                         \
   double(initial),                                                                         \
   0.0,                                                                                     \
   double(kSwitchChoices_##name.size() - 1),                                                \
   true,                                                                                    \
   Unit::Choice,                                                                            \
   kSwitchChoices_##name,                                                                   \
   claims,                                                                                  \
   {label, label_fr},                                                                       \
   {meaning, meaning_fr}},
#define SWITCH_NUMBER(name, initial, min, max, whole, unit, claims, label, label_fr, meaning, \
                      meaning_fr)                                                             \
  {#name,                                                                                     \
   &Switches::name,                                                                           \
   initial,                                                                                   \
   min,                                                                                       \
   max,                                                                                       \
   whole,                                                                                     \
   Unit::unit,                                                                                \
   {},                                                                                        \
   claims,                                                                                    \
   {label, label_fr},                                                                         \
   {meaning, meaning_fr}},
#include "sim/tables/switches.def"
#undef SWITCH_CHOICE
#undef SWITCH_NUMBER
});

constexpr auto kConstants = std::to_array<ConstantSpec>({
#define CONSTANT(name, value, unit, claims, en, fr) {#name, value, Unit::unit, claims, {en, fr}},
#include "sim/tables/constants.def"
#undef CONSTANT
});

constexpr auto kOutcomes = std::to_array<OutcomeSpec>({
#define OUTCOME(id, claims, label, label_fr, meaning, meaning_fr) \
  {#id, claims, {label, label_fr}, {meaning, meaning_fr}},
#include "sim/tables/outputs.def"
#undef OUTCOME
});

constexpr auto kStatistics = std::to_array<StatisticSpec>({
#define STATISTIC(id, kind, unit, settled, value, label, label_fr, meaning, meaning_fr) \
  {#id, StatisticKind::kind, Unit::unit, settled, {label, label_fr}, {meaning, meaning_fr}},
#include "sim/tables/outputs.def"
#undef STATISTIC
});

constexpr auto kSeries = std::to_array<SeriesSpec>({
#define SERIES(id, unit, bins, low, high, label, label_fr, meaning, meaning_fr) \
  {#id, Unit::unit, bins, low, high, {label, label_fr}, {meaning, meaning_fr}},
#include "sim/tables/outputs.def"
#undef SERIES
});

constexpr auto kStages = std::to_array<StageSpec>({
#define STAGE_SERIES(id, label, label_fr) {#id, {label, label_fr}},
#include "sim/tables/outputs.def"
#undef STAGE_SERIES
});

constexpr auto kCercleFields = std::to_array<CercleFieldSpec>({
#define CERCLE_FIELD(id, unit, bits, label, label_fr) {#id, Unit::unit, bits, {label, label_fr}},
#include "sim/tables/outputs.def"
#undef CERCLE_FIELD
});

constexpr auto kStateCercle = std::to_array<StateSpec>({
#define STATE_CERCLE(name, unit, low, high, meaning) {#name, Unit::unit, low, high, meaning},
#include "sim/tables/outputs.def"
#undef STATE_CERCLE
});

constexpr auto kStateNation = std::to_array<StateSpec>({
#define STATE_NATION(name, unit, low, high, meaning) {#name, Unit::unit, low, high, meaning},
#include "sim/tables/outputs.def"
#undef STATE_NATION
});

// --- checks: a bad row fails the build here, and the compiler quotes the reason ------------------

constexpr bool said(const Words& words) { return !words.en.empty() && !words.fr.empty(); }

constexpr std::size_t placeholders(std::string_view s) {
  return std::size_t(std::count(s.begin(), s.end(), '{'));
}

template <class Table, class Key>
consteval bool unique(const Table& table, Key key) {
  for (std::size_t i = 0; i < table.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      if (key(table[i]) == key(table[j])) throw "a name is used twice";
  return true;
}

consteval bool params_are_sound() {
  for (const ParamSpec& row : kParams) {
    if (!(row.min <= row.low && row.low < row.high && row.high <= row.max))
      throw "plausible range is empty or leaves the allowed one";
    if (row.initial < row.low || row.initial > row.high) throw "default is not plausible";
    if (row.scale == Scale::Log && !(row.min > 0.0)) throw "log scale needs a positive minimum";
    if (!said(row.label) || !said(row.meaning)) throw "parameter without label or meaning";
    if (row.claims.count == 0) throw "parameter without a claim";
  }
  return unique(kParams, [](const ParamSpec& row) { return row.key; });
}

consteval bool levers_are_sound() {
  for (const LeverSpec& row : kLevers) {
    if (!said(row.label) || !said(row.meaning)) throw "lever without label or meaning";
    if (row.kind == LeverKind::Number &&
        !(row.min < row.max && row.initial >= row.min && row.initial <= row.max))
      throw "lever default outside its limits";
    if (row.kind == LeverKind::Date && row.initial_week < kNever) throw "lever week is negative";
  }
  return unique(kLevers, [](const LeverSpec& row) { return row.name; });
}

consteval bool switches_are_sound() {
  for (const SwitchSpec& row : kSwitches) {
    if (!said(row.label) || !said(row.meaning)) throw "switch without label or meaning";
    if (!(row.min < row.max && row.initial >= row.min && row.initial <= row.max))
      throw "switch default outside its limits";
  }
  return unique(kSwitches, [](const SwitchSpec& row) { return row.name; });
}

consteval bool outputs_are_sound() {
  for (const SeriesSpec& row : kSeries) {
    if (row.bins < 256 || !(row.low < row.high)) throw "series histogram too coarse or empty";
    if (!said(row.label) || !said(row.meaning)) throw "series without label or meaning";
  }
  for (const OutcomeSpec& row : kOutcomes)
    if (!said(row.label) || !said(row.meaning)) throw "outcome without label or meaning";
  for (const StatisticSpec& row : kStatistics)
    if (!said(row.label) || !said(row.meaning)) throw "statistic without label or definition";
  for (const CercleFieldSpec& row : kCercleFields)
    if (!said(row.label) || row.bits < 0 || row.bits > 40) throw "map field without label or scale";
  return unique(kSeries, [](const SeriesSpec& row) { return row.id; }) &&
         unique(kStatistics, [](const StatisticSpec& row) { return row.id; });
}

consteval bool words_are_sound() {
  for (const TextRow& row : kTexts) {
    if (!said(row.words)) throw "a text lacks one of its languages";
    if (placeholders(row.words.en) != placeholders(row.words.fr))
      throw "the languages of a text take different arguments";
  }
  for (const ClaimSpec& row : kClaims)
    if (!said(row.says) || row.source.empty()) throw "claim without words or source";
  for (const ConstantSpec& row : kConstants)
    if (!said(row.meaning)) throw "constant without meaning";
  for (const Words& row : kUnits)
    if (!said(row)) throw "unit without words";
  return unique(kConstants, [](const ConstantSpec& row) { return row.name; });
}

static_assert(params_are_sound());
static_assert(levers_are_sound());
static_assert(switches_are_sound());
static_assert(outputs_are_sound());
static_assert(words_are_sound());
static_assert(sizeof(Params) == kParams.size() * sizeof(double), "a field of Params has no row");

template <class Spec, std::size_t N, class Key>
const Spec* find_in(const std::array<Spec, N>& table, std::string_view wanted, Key key) {
  const auto at =
      std::find_if(table.begin(), table.end(), [&](const Spec& row) { return key(row) == wanted; });
  return at == table.end() ? nullptr : &*at;
}

constexpr auto kGroups = std::to_array<std::string_view>(
    {"territory", "war", "partners", "jihadists", "junta", "talks", "pacts", "uncertainty"});
constexpr auto kGroupTitles =
    std::to_array<Words>({{"Territory", "Territoire"},
                          {"War", "Guerre"},
                          {"Foreign forces", "Forces étrangères"},
                          {"Jihadist side", "Camp jihadiste"},
                          {"Junta and society", "Junte et société"},
                          {"National talks", "Pourparlers nationaux"},
                          {"Local pacts", "Pactes locaux"},
                          {"Parameter uncertainty", "Incertitude des paramètres"}});

consteval bool groups_are_listed() {
  for (const ParamSpec& row : kParams)
    if (std::find(kGroups.begin(), kGroups.end(), row.group) == kGroups.end())
      throw "a parameter's group has no title";
  return kGroups.size() == kGroupTitles.size();
}
static_assert(groups_are_listed());

}  // namespace

std::string_view label(Unit unit, Lang lang) { return kUnits[std::size_t(unit)].in(lang); }

std::span<const ClaimSpec> claim_specs() { return kClaims; }
const ClaimSpec& claim(ClaimId id) { return kClaims[std::size_t(id)]; }
const ClaimSpec* find_claim(std::string_view name) {
  return find_in(kClaims, name, [](const ClaimSpec& row) { return row.name; });
}
std::string_view label(ClaimKind kind, Lang lang) {
  constexpr std::array<Words, 5> kKinds{{{"article", "article"},
                                         {"measured", "mesure"},
                                         {"literature", "littérature"},
                                         {"judgement", "jugement"},
                                         {"assumption", "hypothèse"}}};
  return kKinds[std::size_t(kind)].in(lang);
}

std::string_view text(TextId id, Lang lang) { return kTexts[std::size_t(id)].words.in(lang); }

std::span<const ParamSpec> param_specs() { return kParams; }
const ParamSpec* find_param(std::string_view key) {
  return find_in(kParams, key, [](const ParamSpec& row) { return row.key; });
}
std::span<const std::string_view> param_groups() { return kGroups; }
std::string_view group_title(std::string_view group, Lang lang) {
  const auto at = std::find(kGroups.begin(), kGroups.end(), group);
  return at == kGroups.end() ? group : kGroupTitles[std::size_t(at - kGroups.begin())].in(lang);
}

std::span<const LeverSpec> lever_specs() { return kLevers; }
const LeverSpec* find_lever(std::string_view name) {
  return find_in(kLevers, name, [](const LeverSpec& row) { return row.name; });
}
Levers default_levers(std::chrono::sys_days start) {
  Levers levers;
  for (const LeverSpec& row : kLevers)
    if (row.kind == LeverKind::Date && row.initial_week >= 0)
      levers.*std::get<Date Levers::*>(row.field) =
          Date::from(start + std::chrono::days(7 * row.initial_week));
  return levers;
}
MediatorPreset mediator_preset(int mediator) {
  // claim: J_mediators (MODEL.md 14.2)
  constexpr std::array<MediatorPreset, 4> kPresets{{{0.60, 0.70, 0.20, 0.70},
                                                    {0.80, 0.60, 0.20, 0.80},
                                                    {0.50, 0.50, 0.40, 0.60},
                                                    {0.15, 0.80, 0.10, 0.50}}};
  return kPresets.at(std::size_t(mediator));
}

std::span<const IssueSpec> issue_specs() { return kIssues; }
std::span<const IssueFieldSpec> issue_field_specs() { return kIssueFields; }
Issues default_issues() {
  Issues issues;
  for (std::size_t k = 0; k < kIssues.size(); ++k) issues[k] = kIssues[k].initial;
  return issues;
}
const ParamSpec* issue_param(int issue, const IssueFieldSpec& field) {
  const double initial = kIssues[std::size_t(issue)].initial.*field.field;
  if (initial == initial) return nullptr;
  const bool is_position = field.field == &Issue::junta;
  return find_param(is_position ? "partners.junta_exit_wish" : "jihadists.social_rules");
}

std::span<const SwitchSpec> switch_specs() { return kSwitches; }
const SwitchSpec* find_switch(std::string_view name) {
  return find_in(kSwitches, name, [](const SwitchSpec& row) { return row.name; });
}

std::span<const ConstantSpec> constant_specs() { return kConstants; }
std::span<const OutcomeSpec> outcome_specs() { return kOutcomes; }
const OutcomeSpec* find_outcome(std::string_view id) {
  return find_in(kOutcomes, id, [](const OutcomeSpec& row) { return row.id; });
}
std::span<const StatisticSpec> statistic_specs() { return kStatistics; }
const StatisticSpec* find_statistic(std::string_view id) {
  return find_in(kStatistics, id, [](const StatisticSpec& row) { return row.id; });
}
std::span<const SeriesSpec> series_specs() { return kSeries; }
const SeriesSpec* find_series(std::string_view id) {
  return find_in(kSeries, id, [](const SeriesSpec& row) { return row.id; });
}
std::span<const StageSpec> stage_specs() { return kStages; }
std::span<const CercleFieldSpec> cercle_field_specs() { return kCercleFields; }
const CercleFieldSpec* find_cercle_field(std::string_view id) {
  return find_in(kCercleFields, id, [](const CercleFieldSpec& row) { return row.id; });
}
std::span<const StateSpec> state_cercle_specs() { return kStateCercle; }
std::span<const StateSpec> state_nation_specs() { return kStateNation; }

}  // namespace palabre
