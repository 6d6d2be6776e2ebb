// The form of a scenario file for editors that complete and check while one types (JSON Schema,
// draft 7, which TOML editors read). Everything comes from the tables, so it cannot go stale.

#include <fmt/core.h>

#include <array>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <span>

#include "sim/cli/commands.hpp"
#include "sim/report/report.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre {
namespace {

Json text_of(std::string_view title, std::string_view meaning) {
  return {{"title", title}, {"description", meaning}};
}

// The label, and below it what hovering shows: meaning, unit, claims.
Json described(const Words& label_words, const Words& meaning, std::string_view facts,
               const Claims& claims) {
  std::string names;
  for (ClaimId id : claims.list())
    names += (names.empty() ? "" : ", ") + std::string(claim(id).name);
  return text_of(label_words.en, fmt::format("{} {} Rests on {}.", meaning.en, facts,
                                             names.empty() ? "no claim" : names));
}

Json with(Json row, const Json& more) {
  row.update(more);
  return row;
}

Json number(double min, double max) {
  return {{"type", "number"}, {"minimum", min}, {"maximum", max}};
}
Json whole(std::int64_t min, std::int64_t max) {
  return {{"type", "integer"}, {"minimum", min}, {"maximum", max}};
}
Json text() { return {{"type", "string"}}; }
Json flag() { return {{"type", "boolean"}}; }
Json one_of(std::span<const std::string_view> choices) {
  return {{"type", "string"}, {"enum", choices}};
}

Json table(Json properties, std::initializer_list<const char*> required = {}) {
  Json out{
      {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
  if (required.size() > 0) out["required"] = required;
  return out;
}

// Plain, or one string a language.
Json words(std::string_view meaning) {
  return {{"description", meaning}, {"anyOf", {text(), table({{"en", text()}, {"fr", text()}})}}};
}

Json date(bool or_never) {
  Json day{{"type", "string"}, {"format", "date"}};
  if (!or_never) return day;
  return {{"anyOf", {day, Json{{"type", "string"}, {"enum", {"never"}}}}}};
}

Json parameters() {
  Json groups = Json::object();
  for (std::string_view group : param_groups()) {
    Json rows = Json::object();
    for (const ParamSpec& spec : param_specs())
      if (spec.group == group)
        rows[std::string(spec.name)] =
            with(with(described(spec.label, spec.meaning,
                                fmt::format("Unit: {}; plausible {} to {}.", label(spec.unit),
                                            number_text(spec.low), number_text(spec.high)),
                                spec.claims),
                      number(spec.min, spec.max)),
                 {{"default", spec.initial}});
    groups[std::string(group)] = with(table(rows), {{"title", group_title(group, Lang::en)}});
  }
  return table(groups);
}

Json lever(const LeverSpec& spec) {
  const Json says =
      described(spec.label, spec.meaning, fmt::format("Unit: {}.", label(spec.unit)), spec.claims);
  switch (spec.kind) {
    case LeverKind::Date:
      return with(says, date(true));
    case LeverKind::Number:
      return with(with(says, number(spec.min, spec.max)), {{"default", spec.initial}});
    case LeverKind::Flag:
      return with(with(says, flag()), {{"default", spec.initial != 0.0}});
    case LeverKind::Choice:
      return with(with(says, one_of(spec.choices)),
                  {{"default", spec.choices[std::size_t(spec.initial)]}});
  }
  return says;
}

Json levers() {
  Json rows = Json::object();
  for (const LeverSpec& spec : lever_specs()) rows[std::string(spec.name)] = lever(spec);
  return table(rows);
}

Json issues() {
  Json out = Json::object();
  for (int issue = 0; issue < kIssueCount; ++issue) {
    const IssueSpec& spec = issue_specs()[std::size_t(issue)];
    Json fields = Json::object();
    for (const IssueFieldSpec& field : issue_field_specs())
      if (issue_param(issue, field) == nullptr)
        fields[std::string(field.name)] =
            with(with(text_of(field.label.en, spec.meaning.en), number(0.0, 1.0)),
                 {{"default", spec.initial.*field.field}});
    out[std::string(spec.name)] =
        with(described(spec.label, spec.meaning, "0 is the state's status quo, 1 JNIM's most.",
                       spec.claims),
             table(fields));
  }
  return table(out);
}

Json switches() {
  Json rows = Json::object();
  for (const SwitchSpec& spec : switch_specs()) {
    const Json says = described(spec.label, spec.meaning,
                                fmt::format("Unit: {}.", label(spec.unit)), spec.claims);
    if (!spec.choices.empty())
      rows[std::string(spec.name)] = with(with(says, one_of(spec.choices)),
                                          {{"default", spec.choices[std::size_t(spec.initial)]}});
    else
      rows[std::string(spec.name)] =
          with(with(says, spec.whole ? whole(std::int64_t(spec.min), std::int64_t(spec.max))
                                     : number(spec.min, spec.max)),
               {{"default", spec.initial}});
  }
  return table(rows);
}

Json claim_names() {
  Json names = Json::array();
  for (const ClaimSpec& spec : claim_specs()) names.push_back(spec.name);
  return {{"type", "string"}, {"enum", names}};
}

Json sources() {
  constexpr auto kConfidence = std::to_array<std::string_view>({"low", "medium", "high"});
  return {{"type", "object"},
          {"description", "Why this file departs from the defaults, by key."},
          {"additionalProperties",
           table({{"claim", claim_names()}, {"says", text()}, {"confidence", one_of(kConfidence)}},
                 {"claim"})}};
}

Json statistic_names() {
  Json names = Json::array();
  for (const OutcomeSpec& spec : outcome_specs())
    names.push_back("outcome." + std::string(spec.id));
  for (const StatisticSpec& spec : statistic_specs()) names.push_back(spec.id);
  return {{"type", "string"}, {"enum", names}};
}

Json expectations() {
  const Json any{{"type", "number"}};
  return {{"type", "array"},
          {"description", "What the results must show: the file is also a test."},
          {"items", table({{"statistic", statistic_names()},
                           {"at_least", any},
                           {"at_most", any},
                           {"compared_to", text()},
                           {"higher_by", any},
                           {"lower_by", any},
                           {"same_within", {{"type", "number"}, {"minimum", 0}}},
                           {"why", text()},
                           {"claim", claim_names()}},
                          {"statistic"})}};
}

Json pacts() {
  return {{"type", "array"},
          {"description", "Local pacts placed by the author."},
          {"items", table({{"cercle", text()},
                           {"date", date(false)},
                           {"approved", flag()},
                           {"social_rules", number(0.0, 1.0)},
                           {"prisoners_released", flag()},
                           {"hunters_armed", flag()},
                           {"army_post_leaves", flag()}},
                          {"cercle", "date"})}};
}

Json sweeps() {
  constexpr auto kMethods =
      std::to_array<std::string_view>({"grid", "list", "latin_hypercube", "sobol", "morris"});
  return {{"type", "array"},
          {"description", "Points to run in one go."},
          {"items", table({{"name", text()},
                           {"method", one_of(kMethods)},
                           {"vary", {{"type", "object"}}},
                           {"replicates", whole(1, kReplicatesMax)},
                           {"points", whole(1, kSweepPointsMax)},
                           {"trajectories", whole(1, kSweepPointsMax)},
                           {"levels", whole(2, kSweepLevelsMax)}},
                          {"name", "method", "vary"})}};
}

}  // namespace

std::string schema_json() {
  const Json strings{{"type", "array"},
                     {"items", words("One thing that is left out.")},
                     {"description", "Always shown with the results."}};
  Json out{{"$schema", "http://json-schema.org/draft-07/schema#"},
           {"title", "Palabre scenario"},
           {"description", "Says how it differs from its base and the defaults, and no more."}};
  out.update(table({{"format", {{"type", "integer"}, {"enum", {kFormat}}}},
                    {"title", words("What the case is called.")},
                    {"summary", words("What it says, in a sentence or two.")},
                    {"question", words("What it asks, in one sentence.")},
                    {"about", with(statistic_names(),
                                   text_of("About", "The figure that answers the question."))},
                    {"notes", words("What its author adds.")},
                    {"base", with(text(), text_of("Base", "The file this one departs from."))},
                    {"world", with(text(), text_of("World", "Folder with cercles and borders."))},
                    {"start", date(false)},
                    {"displaced", whole(0, kDisplacedMax)},
                    {"weeks", whole(1, kWeeksMax)},
                    {"replicates", whole(1, kReplicatesMax)},
                    {"seed", {{"type", "integer"}, {"minimum", 0}}},
                    {"not_modelled", strings},
                    {"parameters", parameters()},
                    {"levers", levers()},
                    {"issues", issues()},
                    {"switches", switches()},
                    {"sources", sources()},
                    {"expect", expectations()},
                    {"pact", pacts()},
                    {"sweep", sweeps()}},
                   {"format"}));
  return out.dump(1) + "\n";
}

}  // namespace palabre
