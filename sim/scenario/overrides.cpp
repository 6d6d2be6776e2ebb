// --set key=value: the same keys, the same checks as in a file.

#include <algorithm>

#include "sim/scenario/document.hpp"
#include "sim/scenario/plausible_worlds.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/old_names.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

// A TOML value, or else a bare word as text.
Node parse_value(const std::string& written) {
  Node word;
  word.kind = Node::Kind::text;
  word.text = written;
  try {
    const Document document = parse_document("value = " + written);
    if (document.root.entries.size() == 1) return document.root.entries.front().node;
  } catch (const SyntaxFault&) {
  }
  return word;
}

bool is_preset_key(std::string_view key) {
  const auto presets = preset_values(0);
  return std::any_of(presets.begin(), presets.end(),
                     [&](const auto& preset) { return preset.first == key; });
}

std::string trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(" \t");
  if (from == text.npos) return {};
  return std::string(text.substr(from, text.find_last_not_of(" \t") - from + 1));
}

std::string key_as_written(std::string_view assignment) {
  return trimmed(assignment.substr(0, assignment.find('=')));
}
std::string key_of(std::string_view assignment) {
  std::string key = key_as_written(assignment);
  const std::string_view now = name_now(NameKind::key, key);
  return now.empty() ? key : std::string(now);
}

std::vector<Diagnostic> old_names_in(std::span<const std::string> assignments) {
  std::vector<Diagnostic> notes;
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    std::string key = key_as_written(assignments[i]);
    const std::string_view now = name_now(NameKind::key, key);
    if (!now.empty())
      notes.push_back({"--set",
                       int(i) + 1,
                       0,
                       std::move(key),
                       {TextId::files_old_name, {std::string(now)}},
                       std::nullopt});
  }
  return notes;
}

/// Of two assignments to one key the number of the last: it is the one that holds. From 1 on.
std::map<std::string, int> last_of_each(std::span<const std::string> assignments) {
  std::map<std::string, int> last;
  for (std::size_t i = 0; i < assignments.size(); ++i) last[key_of(assignments[i])] = int(i) + 1;
  return last;
}

std::vector<Diagnostic> dates_that_never_act(const Scenario& scenario,
                                             std::span<const std::string> assignments) {
  std::vector<Diagnostic> notes;
  for (const auto& [key, number] : last_of_each(assignments)) {
    const LeverSpec* lever = lever_of(key);
    if (!lever || lever->kind != LeverKind::Date) continue;
    const Date date = scenario.levers.*std::get<Date Levers::*>(lever->field);
    if (auto remark = remark_after_end(date, scenario))
      notes.push_back({"--set", number, 0, key, std::move(*remark), std::nullopt});
  }
  return notes;
}

// What a user meant to hold is not held: a case cannot say of a value that it was set.
std::vector<Diagnostic> defaults_over_worlds(const Scenario& scenario,
                                             std::span<const std::string> assignments) {
  std::vector<Diagnostic> notes;
  if (!is_over_worlds(scenario.switches)) return notes;
  for (const auto& [key, number] : last_of_each(assignments)) {
    const ParamSpec* spec = find_param(key);
    if (spec == nullptr || !is_drawn(*spec)) continue;
    if (const double value = scenario.params.*(spec->field); value == spec->initial)
      notes.push_back({"--set",
                       number,
                       0,
                       key,
                       {TextId::files_default_in_worlds, {number_text(value)}},
                       Message{TextId::files_hold_in_worlds, {}}});
  }
  return notes;
}

std::optional<Refusal> override_one(Scenario& scenario, const std::string& key, const Node& value) {
  for (const char* flag : {"weeks", "replicates", "seed"})
    if (key == flag)
      return Refusal{{TextId::files_no_such_key, {}},
                     Message{TextId::files_use_flag, {std::string("--") + flag}}};
  if (auto refusal = assign(scenario, key, value)) return refusal;
  const LeverSpec* lever = lever_of(key);
  if (!lever || lever->kind != LeverKind::Date) return std::nullopt;
  return refuse_before_start(scenario.levers.*std::get<Date Levers::*>(lever->field),
                             scenario.start);
}

}  // namespace

std::vector<Diagnostic> apply_overrides(Scenario& scenario,
                                        std::span<const std::string> assignments) {
  std::vector<Diagnostic> complaints;
  Scenario changed = scenario;
  std::map<std::string, Value> kept;  // a preset yields to what --set says of its parameters
  std::size_t last_share = assignments.size();
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    const std::size_t equals = assignments[i].find('=');
    const std::string key = key_of(assignments[i]);
    std::optional<Refusal> refusal;
    if (equals == std::string::npos) {
      refusal =
          Refusal{{TextId::files_no_equals, {}}, Message{TextId::files_write, {key + "=..."}}};
    } else {
      Scenario before = changed;
      refusal = override_one(changed, key, parse_value(trimmed(assignments[i].substr(equals + 1))));
      if (refusal) changed = std::move(before);
    }
    if (!refusal && is_preset_key(key)) kept[key] = *get_value(changed, key);
    if (!refusal && key == "levers.mediator")
      for (const auto& [name, value] : kept) assign(changed, name, value);
    if (key.substr(0, 10) == "territory.") last_share = i;
    if (refusal)
      complaints.push_back(
          {"--set", int(i) + 1, 0, key, std::move(refusal->what), std::move(refusal->hint)});
  }
  if (last_share < assignments.size())
    if (auto refusal = refuse_shares(changed))
      complaints.push_back({"--set", int(last_share) + 1, 0, key_of(assignments[last_share]),
                            std::move(refusal->what), std::move(refusal->hint)});
  if (!complaints.empty()) throw ScenarioError(std::move(complaints));
  scenario = std::move(changed);
  std::vector<Diagnostic> notes = old_names_in(assignments);
  for (Diagnostic& note : dates_that_never_act(scenario, assignments))
    notes.push_back(std::move(note));
  for (Diagnostic& note : defaults_over_worlds(scenario, assignments))
    notes.push_back(std::move(note));
  return notes;
}

}  // namespace palabre
