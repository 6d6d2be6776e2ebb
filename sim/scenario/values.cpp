#include "sim/scenario/values.hpp"

#include <algorithm>
#include <cmath>

#include "sim/scenario/slips.hpp"
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

const SwitchSpec* switch_of(std::string_view key) {
  const auto name = after(key, kSwitchPrefix);
  return name ? find_switch(*name) : nullptr;
}

struct IssueEntry {
  int issue;
  const IssueFieldSpec* field;
};
std::optional<IssueEntry> issue_of(std::string_view key) {
  const auto name = after(key, kIssuePrefix);
  if (!name) return std::nullopt;
  for (std::size_t k = 0; k < issue_specs().size(); ++k)
    for (const IssueFieldSpec& field : issue_field_specs())
      if (name->size() == issue_specs()[k].name.size() + 1 + field.name.size() &&
          after(*name, issue_specs()[k].name) && (*name)[issue_specs()[k].name.size()] == '.' &&
          name->substr(issue_specs()[k].name.size() + 1) == field.name)
        return IssueEntry{int(k), &field};
  return std::nullopt;
}

const std::vector<std::string>& keys() {
  static const std::vector<std::string> all = scenario_keys();
  return all;
}

std::optional<Refusal> read_number(const Value& value, double min, double max, Unit unit,
                                   bool whole, double& out) {
  if (const auto* text = std::get_if<std::string>(&value))
    if (const auto meant_number = with_decimal_point(*text))
      return Refusal{{TextId::files_not_a_number, {*text}},
                     Message{TextId::files_write, {*meant_number}}};
  const double* number = std::get_if<double>(&value);
  if (!number) return Refusal{{TextId::files_needs_number, {}}, allowed(min, max, unit)};
  if (!std::isfinite(*number))
    return Refusal{{TextId::files_not_finite, {number_text(*number)}}, allowed(min, max, unit)};
  if (!(*number >= min && *number <= max))
    return Refusal{{TextId::files_out_of_range, {number_text(*number)}}, allowed(min, max, unit)};
  if (whole && *number != std::floor(*number))
    return Refusal{{TextId::files_needs_whole, {}}, allowed(min, max, unit)};
  out = *number;
  return std::nullopt;
}

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (std::string_view word : words) out.append(out.empty() ? "" : ", ").append(word);
  return out;
}

std::optional<Refusal> read_choice(const Value& value, std::span<const std::string_view> choices,
                                   int& out) {
  const Message list{TextId::files_choices, {joined(choices)}};
  const auto* text = std::get_if<std::string>(&value);
  if (!text) return Refusal{{TextId::files_needs_choice, {}}, list};
  const auto at = std::find(choices.begin(), choices.end(), *text);
  if (at == choices.end()) return Refusal{{TextId::files_no_such_choice, {*text}}, list};
  out = int(at - choices.begin());
  return std::nullopt;
}

std::optional<Refusal> read_date(const Value& value, Date& out) {
  if (const Date* date = std::get_if<Date>(&value)) {
    out = *date;
    return std::nullopt;
  }
  const auto* text = std::get_if<std::string>(&value);
  if (text)
    if (const auto date = parse_date(*text)) {
      out = *date;
      return std::nullopt;
    }
  return Refusal{{TextId::files_needs_date_or_never, {}}, date_hint(text ? *text : "")};
}

std::optional<Refusal> assign_lever(Scenario& scenario, const LeverSpec& spec, const Value& value) {
  Levers& levers = scenario.levers;
  switch (spec.kind) {
    case LeverKind::Date:
      return read_date(value, levers.*std::get<Date Levers::*>(spec.field));
    case LeverKind::Number:
      return read_number(value, spec.min, spec.max, spec.unit, false,
                         levers.*std::get<double Levers::*>(spec.field));
    case LeverKind::Flag: {
      const bool* flag = std::get_if<bool>(&value);
      if (!flag) return Refusal{{TextId::files_needs_flag, {}}, std::nullopt};
      levers.*std::get<bool Levers::*>(spec.field) = *flag;
      return std::nullopt;
    }
    case LeverKind::Choice:
      break;
  }
  if (auto refusal = read_choice(value, spec.choices, levers.*std::get<int Levers::*>(spec.field)))
    return refusal;
  if (spec.name == "mediator")
    for (const auto& [key, number] : preset_values(levers.mediator))
      scenario.params.*find_param(key)->field = number;
  return std::nullopt;
}

std::optional<Refusal> assign_switch(Scenario& scenario, const SwitchSpec& spec,
                                     const Value& value) {
  if (!spec.choices.empty())
    return read_choice(value, spec.choices,
                       scenario.switches.*std::get<int Switches::*>(spec.field));
  return read_number(value, spec.min, spec.max, spec.unit, spec.whole,
                     scenario.switches.*std::get<double Switches::*>(spec.field));
}

TextId no_such(std::string_view key) {
  if (after(key, kLeverPrefix)) return TextId::files_no_such_lever;
  if (after(key, kSwitchPrefix)) return TextId::files_no_such_switch;
  if (after(key, kIssuePrefix)) return TextId::files_no_such_issue;
  return TextId::files_no_such_parameter;
}

}  // namespace

const LeverSpec* lever_of(std::string_view key) {
  const auto name = after(key, kLeverPrefix);
  return name ? find_lever(*name) : nullptr;
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
  if (const LeverSpec* lever = lever_of(key)) return assign_lever(scenario, *lever, value);
  if (const SwitchSpec* row = switch_of(key)) return assign_switch(scenario, *row, value);
  if (const auto entry = issue_of(key)) {
    if (const ParamSpec* param = issue_param(entry->issue, *entry->field))
      return Refusal{{TextId::files_given_by_parameter, {}},
                     Message{TextId::files_set_instead, {std::string(param->key)}}};
    return read_number(value, 0.0, 1.0, Unit::Index, false,
                       scenario.issues[std::size_t(entry->issue)].*entry->field->field);
  }
  if (const ParamSpec* param = find_param(key))
    return read_number(value, param->min, param->max, param->unit, false,
                       scenario.params.*param->field);
  return refuse_key(key);
}

std::optional<Refusal> assign(Scenario& scenario, std::string_view key, const Node& node) {
  const LeverSpec* lever = lever_of(key);
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
  for (const ParamSpec& row : param_specs()) out.emplace_back(row.key);
  for (const LeverSpec& row : lever_specs())
    out.push_back(std::string(kLeverPrefix).append(row.name));
  for (std::size_t k = 0; k < issue_specs().size(); ++k)
    for (const IssueFieldSpec& field : issue_field_specs())
      if (!issue_param(int(k), field))
        out.push_back(
            std::string(kIssuePrefix).append(issue_specs()[k].name).append(".").append(field.name));
  for (const SwitchSpec& row : switch_specs())
    out.push_back(std::string(kSwitchPrefix).append(row.name));
  return out;
}

std::optional<Value> get_value(const Scenario& scenario, std::string_view key) {
  if (const LeverSpec* row = lever_of(key)) {
    const Levers& levers = scenario.levers;
    switch (row->kind) {
      case LeverKind::Date:
        return levers.*std::get<Date Levers::*>(row->field);
      case LeverKind::Number:
        return levers.*std::get<double Levers::*>(row->field);
      case LeverKind::Flag:
        return levers.*std::get<bool Levers::*>(row->field);
      case LeverKind::Choice:
        break;
    }
    return std::string(row->choices[std::size_t(levers.*std::get<int Levers::*>(row->field))]);
  }
  if (const SwitchSpec* row = switch_of(key)) {
    if (row->choices.empty()) return scenario.switches.*std::get<double Switches::*>(row->field);
    return std::string(
        row->choices[std::size_t(scenario.switches.*std::get<int Switches::*>(row->field))]);
  }
  if (const auto entry = issue_of(key)) {
    if (issue_param(entry->issue, *entry->field)) return std::nullopt;
    return scenario.issues[std::size_t(entry->issue)].*entry->field->field;
  }
  if (const ParamSpec* row = find_param(key)) return scenario.params.*row->field;
  return std::nullopt;
}

std::optional<Refusal> set_value(Scenario& scenario, std::string_view key, const Value& value) {
  const LeverSpec* lever = lever_of(key);
  if (lever && lever->kind == LeverKind::Date) {
    Date date;
    if (auto refusal = read_date(value, date)) return refusal;
    if (auto refusal = refuse_before_start(date, scenario.start)) return refusal;
  }
  return assign(scenario, key, value);
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
  return a.title == b.title && a.summary == b.summary && a.world == b.world && a.start == b.start &&
         a.weeks == b.weeks && a.replicates == b.replicates && a.seed == b.seed &&
         a.not_modelled == b.not_modelled && a.params == b.params && a.levers == b.levers &&
         same(a.issues, b.issues) && a.switches == b.switches && a.sources == b.sources &&
         a.pacts == b.pacts && same_blocks(a.expectations, b.expectations) &&
         same_blocks(a.sweeps, b.sweeps);
}

}  // namespace palabre
