#include "sim/scenario/input.hpp"

#include <algorithm>
#include <cmath>

#include "sim/scenario/slips.hpp"
#include "sim/scenario/values.hpp"
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

LocalText local(const Words& words) { return {std::string(words.en), std::string(words.fr)}; }

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
  if (at == choices.end())
    return Refusal{{TextId::files_no_such_choice, {*text}}, meant(*text, choices).value_or(list)};
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

}  // namespace

std::optional<InputRef::IssueCell> InputRef::find_cell(std::string_view name) {
  for (std::size_t k = 0; k < issue_specs().size(); ++k)
    for (const IssueFieldSpec& field : issue_field_specs()) {
      const std::string_view issue = issue_specs()[k].name;
      if (name.size() == issue.size() + 1 + field.name.size() && after(name, issue) &&
          name[issue.size()] == '.' && name.substr(issue.size() + 1) == field.name)
        return IssueCell{int(k), &field};
    }
  return std::nullopt;
}

std::optional<InputRef> InputRef::find(std::string_view key) {
  if (const auto name = after(key, kLeverPrefix))
    if (const LeverSpec* spec = find_lever(*name)) return InputRef(spec);
  if (const auto name = after(key, kSwitchPrefix))
    if (const SwitchSpec* spec = find_switch(*name)) return InputRef(spec);
  if (const auto name = after(key, kIssuePrefix))
    if (const auto cell = find_cell(*name)) return InputRef(*cell);
  if (const ParamSpec* spec = find_param(key)) return InputRef(spec);
  return std::nullopt;
}

std::string InputRef::key() const {
  if (const ParamSpec* spec = param()) return std::string(spec->key);
  if (const LeverSpec* spec = lever()) return std::string(kLeverPrefix).append(spec->name);
  if (const SwitchSpec* spec = model_switch()) return std::string(kSwitchPrefix).append(spec->name);
  const IssueCell& cell = std::get<IssueCell>(row_);
  return std::string(kIssuePrefix)
      .append(issue_specs()[std::size_t(cell.issue)].name)
      .append(".")
      .append(cell.field->name);
}

LocalText InputRef::label() const {
  if (const ParamSpec* spec = param()) return local(spec->label);
  if (const LeverSpec* spec = lever()) return local(spec->label);
  if (const SwitchSpec* spec = model_switch()) return local(spec->label);
  const IssueCell& cell = std::get<IssueCell>(row_);
  const IssueSpec& issue = issue_specs()[std::size_t(cell.issue)];
  return {std::string(issue.label.en).append(": ").append(cell.field->label.en),
          std::string(issue.label.fr).append(" : ").append(cell.field->label.fr)};
}

Unit InputRef::unit() const {
  if (const ParamSpec* spec = param()) return spec->unit;
  if (const LeverSpec* spec = lever()) return spec->unit;
  if (const SwitchSpec* spec = model_switch()) return spec->unit;
  return Unit::Index;
}

const Claims* InputRef::claims() const {
  if (const ParamSpec* spec = param()) return &spec->claims;
  if (const LeverSpec* spec = lever()) return &spec->claims;
  if (const SwitchSpec* spec = model_switch()) return &spec->claims;
  return nullptr;
}

std::optional<Value> InputRef::get(const Scenario& scenario) const {
  if (const ParamSpec* row = param()) return scenario.params.*row->field;
  if (const LeverSpec* row = lever()) {
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
  if (const SwitchSpec* row = model_switch()) {
    if (row->choices.empty()) return scenario.switches.*std::get<double Switches::*>(row->field);
    return std::string(
        row->choices[std::size_t(scenario.switches.*std::get<int Switches::*>(row->field))]);
  }
  const IssueCell& cell = std::get<IssueCell>(row_);
  if (issue_param(cell.issue, *cell.field)) return std::nullopt;
  return scenario.issues[std::size_t(cell.issue)].*cell.field->field;
}

std::optional<Refusal> InputRef::assign(Scenario& scenario, const Value& value) const {
  if (const LeverSpec* spec = lever()) return assign_lever(scenario, *spec, value);
  if (const SwitchSpec* spec = model_switch()) return assign_switch(scenario, *spec, value);
  if (const ParamSpec* spec = param())
    return read_number(value, spec->min, spec->max, spec->unit, false,
                       scenario.params.*spec->field);
  const IssueCell& cell = std::get<IssueCell>(row_);
  if (const ParamSpec* given = issue_param(cell.issue, *cell.field))
    return Refusal{{TextId::files_given_by_parameter, {}},
                   Message{TextId::files_set_instead, {std::string(given->key)}}};
  return read_number(value, 0.0, 1.0, Unit::Index, false,
                     scenario.issues[std::size_t(cell.issue)].*cell.field->field);
}

std::optional<Refusal> InputRef::set(Scenario& scenario, const Value& value) const {
  if (const LeverSpec* spec = lever(); spec && spec->kind == LeverKind::Date) {
    Date date;
    if (auto refusal = read_date(value, date)) return refusal;
    if (auto refusal = refuse_before_start(date, scenario.start)) return refusal;
  }
  return assign(scenario, value);
}

std::vector<InputRef> make_inputs() {
  std::vector<InputRef> out;
  for (const ParamSpec& row : param_specs()) out.push_back(InputRef(&row));
  for (const LeverSpec& row : lever_specs()) out.push_back(InputRef(&row));
  for (std::size_t k = 0; k < issue_specs().size(); ++k)
    for (const IssueFieldSpec& field : issue_field_specs())
      if (!issue_param(int(k), field)) out.push_back(InputRef(InputRef::IssueCell{int(k), &field}));
  for (const SwitchSpec& row : switch_specs()) out.push_back(InputRef(&row));
  return out;
}

const std::vector<InputRef>& all_inputs() {
  static const std::vector<InputRef> kAll = make_inputs();
  return kAll;
}

}  // namespace palabre
