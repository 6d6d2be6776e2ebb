#include "sim/scenario/values.hpp"

#include <algorithm>
#include <cmath>

#include "sim/scenario/input.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::string_view kLeverPrefix = "levers.", kIssuePrefix = "issues.",
                           kSwitchPrefix = "switches.";

// The rest of a key after its prefix; nothing when it has another.
std::optional<std::string_view> after(std::string_view key, std::string_view prefix) {
  if (key.substr(0, prefix.size()) != prefix) return std::nullopt;
  return key.substr(prefix.size());
}

const std::vector<std::string>& keys() {
  static const std::vector<std::string> all = scenario_keys();
  return all;
}

TextId no_such(std::string_view key) {
  if (after(key, kLeverPrefix)) return TextId::files_no_such_lever;
  if (after(key, kSwitchPrefix)) return TextId::files_no_such_switch;
  if (after(key, kIssuePrefix)) return TextId::files_no_such_issue;
  return TextId::files_no_such_parameter;
}

}  // namespace

const LeverSpec* lever_of(std::string_view key) {
  const auto input = InputRef::find(key);
  return input ? input->lever() : nullptr;
}

std::array<std::pair<std::string_view, double>, 4> preset_values(int mediator) {
  const MediatorPreset preset = mediator_preset(mediator);
  return {{{"talks.mediator", preset.mediator},
           {"talks.deniability", preset.deniability},
           {"talks.guarantee", preset.guarantee},
           {"jihadists.pact_approval", preset.pact_approval}}};
}

Message allowed(double min, double max, Unit unit) {
  if (unit == Unit::Index)
    return {TextId::files_allowed_index, {number_text(min), number_text(max)}};
  return {TextId::files_allowed, {number_text(min), number_text(max), unit_arg(unit)}};
}

std::optional<Message> meant(std::string_view word, std::span<const std::string_view> candidates) {
  constexpr std::size_t kWordMax = 64;  // longer is no misspelling, and slow to compare
  const std::string_view near =
      word.size() > kWordMax ? std::string_view{} : nearest(word, candidates);
  if (near.empty()) return std::nullopt;
  return Message{TextId::files_did_you_mean, {std::string(near)}};
}

Refusal refuse_key(std::string_view key) {
  const std::vector<std::string_view> candidates(keys().begin(), keys().end());
  if (const auto rest = after(key, "parameters."))
    if (find_param(*rest)) return {{no_such(key), {}}, meant(*rest, candidates)};
  const std::string ending = "." + std::string(key);
  const auto has_ending = [&](std::string_view full) {
    return full.ends_with(ending) && find_param(full) != nullptr;
  };
  if (std::count_if(candidates.begin(), candidates.end(), has_ending) == 1)  // its group is missing
    return {{no_such(key), {}},
            meant(*std::find_if(candidates.begin(), candidates.end(), has_ending), candidates)};
  return {{no_such(key), {}}, meant(key, candidates)};
}

std::optional<Refusal> refuse_before_start(Date date, std::chrono::sys_days start) {
  if (date.is_never() || date.day >= Date::from(start).day) return std::nullopt;
  return Refusal{{TextId::files_before_start, {to_string(date), to_string(Date::from(start))}},
                 std::nullopt};
}

std::optional<Message> remark_after_end(Date date, const Scenario& scenario) {
  const Date end = Date::from(scenario.start + std::chrono::days(7 * scenario.weeks));
  if (date.is_never() || date.day < end.day) return std::nullopt;
  return Message{TextId::files_after_end, {to_string(date), to_string(end)}};
}

std::optional<Refusal> assign(Scenario& scenario, std::string_view key, const Value& value) {
  const auto input = InputRef::find(key);
  return input ? input->assign(scenario, value) : refuse_key(key);
}

std::optional<Refusal> assign(Scenario& scenario, std::string_view key, const Node& node) {
  const auto input = InputRef::find(key);
  const LeverSpec* lever = input ? input->lever() : nullptr;
  const bool wants_date = lever && lever->kind == LeverKind::Date;
  switch (node.kind) {
    case Node::Kind::text:
      if (wants_date && node.text != "never" && parse_date(node.text))
        return Refusal{{TextId::files_needs_date_or_never, {}},
                       Message{TextId::files_without_quotes, {node.text}}};
      return assign(scenario, key, Value(node.text));
    case Node::Kind::number:
    case Node::Kind::integer:
      return assign(scenario, key, Value(node.number));
    case Node::Kind::flag:
      return assign(scenario, key, Value(node.flag));
    case Node::Kind::date:
      return assign(scenario, key, Value(node.date));
    case Node::Kind::table:
    case Node::Kind::array:
    case Node::Kind::other:
      break;
  }
  // No value of any key is a table, a list or a time: an impossible one asks for what is due.
  if (lever && lever->kind == LeverKind::Flag) return assign(scenario, key, Value(0.0));
  return assign(scenario, key, Value(false));
}

std::vector<std::string> scenario_keys() {
  std::vector<std::string> out;
  for (const InputRef& input : all_inputs()) out.push_back(input.key());
  return out;
}

std::optional<Value> get_value(const Scenario& scenario, std::string_view key) {
  const auto input = InputRef::find(key);
  return input ? input->get(scenario) : std::nullopt;
}

std::optional<Refusal> set_value(Scenario& scenario, std::string_view key, const Value& value) {
  const auto input = InputRef::find(key);
  return input ? input->set(scenario, value) : refuse_key(key);
}

namespace {

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool same(const Issues& a, const Issues& b) {
  for (std::size_t k = 0; k < a.size(); ++k)
    for (const IssueFieldSpec& field : issue_field_specs())
      if (!same(a[k].*field.field, b[k].*field.field)) return false;
  return true;
}

// Where a block stands in its file is no part of what it says.
template <class Block>
bool same_blocks(std::vector<Block> a, std::vector<Block> b) {
  for (Block& block : a) block.line = 0;
  for (Block& block : b) block.line = 0;
  return a == b;
}

}  // namespace

bool operator==(const Scenario& a, const Scenario& b) {
  return a.title == b.title && a.summary == b.summary && a.question == b.question &&
         a.notes == b.notes && a.about == b.about && a.world == b.world && a.start == b.start &&
         a.displaced == b.displaced && a.weeks == b.weeks && a.replicates == b.replicates &&
         a.seed == b.seed && a.not_modelled == b.not_modelled && a.params == b.params &&
         a.levers == b.levers && same(a.issues, b.issues) && a.switches == b.switches &&
         a.sources == b.sources && a.pacts == b.pacts &&
         same_blocks(a.expectations, b.expectations) && same_blocks(a.sweeps, b.sweeps);
}

}  // namespace palabre
