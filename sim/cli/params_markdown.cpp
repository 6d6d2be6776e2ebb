#include "sim/cli/commands.hpp"
#include "sim/report/layout.hpp"

namespace palabre {
namespace {

constexpr Lang kLang = Lang::en;

/// A cell: bars would end it.
std::string cell(std::string_view utf8) {
  std::string out;
  for (char c : utf8) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string row(const std::vector<std::string>& cells) {
  std::string out = "|";
  for (const std::string& each : cells) out += " " + cell(each) + " |";
  return out + "\n";
}

std::string head(const std::vector<std::string>& titles) {
  std::string out = row(titles) + "|";
  for (std::size_t i = 0; i < titles.size(); ++i) out += "---|";
  return out + "\n";
}

std::string mono(std::string_view name) { return "`" + std::string(name) + "`"; }

std::string range(double low, double high) { return number_text(low) + " to " + number_text(high); }

std::string names(const Claims& claims) {
  std::string out;
  for (ClaimId id : claims.list()) out += (out.empty() ? "" : ", ") + std::string(claim(id).name);
  return out;
}

std::string listed(std::span<const std::string_view> words) {
  std::string out;
  for (std::string_view word : words) out += (out.empty() ? "" : ", ") + mono(word);
  return out;
}

std::string lever_default(const LeverSpec& spec) {
  switch (spec.kind) {
    case LeverKind::Date:
      return spec.initial_week < 0 ? "never" : "week " + std::to_string(spec.initial_week);
    case LeverKind::Flag:
      return spec.initial != 0.0 ? "true" : "false";
    case LeverKind::Choice:
      return mono(spec.choices[std::size_t(spec.initial)]);
    case LeverKind::Number:
      break;
  }
  return number_text(spec.initial);
}

std::string lever_allowed(const LeverSpec& spec) {
  switch (spec.kind) {
    case LeverKind::Date:
      return "a date from the start on, or never";
    case LeverKind::Flag:
      return "true, false";
    case LeverKind::Choice:
      return listed(spec.choices);
    case LeverKind::Number:
      break;
  }
  return range(spec.min, spec.max);
}

std::string parameters_section() {
  std::string out = "## Parameters\n\nUnder `[parameters.GROUP]`, or `--set GROUP.NAME=VALUE`.\n";
  for (const std::string_view group : param_groups()) {
    out += fmt::format("\n### {}\n\n", group_title(group, kLang));
    out += head({"key", "symbol", "unit", "default", "plausible", "allowed", "meaning", "claims"});
    for (const ParamSpec& spec : param_specs())
      if (spec.group == group)
        out += row({mono(spec.key), std::string(spec.symbol), std::string(label(spec.unit, kLang)),
                    number_text(spec.initial), range(spec.low, spec.high),
                    range(spec.min, spec.max), std::string(spec.meaning.en), names(spec.claims)});
  }
  return out;
}

std::string levers_section() {
  std::string out =
      "\n## Levers\n\nUnder `[levers]`, or `--set levers.NAME=VALUE`. Default dates count from the "
      "start.\n\n";
  out += head({"key", "symbol", "unit", "default", "allowed", "meaning", "claims"});
  for (const LeverSpec& spec : lever_specs())
    out += row({mono(spec.name), std::string(spec.symbol), std::string(label(spec.unit, kLang)),
                lever_default(spec), lever_allowed(spec), std::string(spec.meaning.en),
                names(spec.claims)});
  return out;
}

std::string mediators_section() {
  std::string out = "\nWhat `mediator` sets where the file does not:\n\n";
  out += head({"mediator", "`talks.mediator`", "`talks.deniability`", "`talks.guarantee`",
               "`jihadists.pact_approval`"});
  const LeverSpec* lever = find_lever("mediator");
  for (std::size_t i = 0; i < lever->choices.size(); ++i) {
    const MediatorPreset preset = mediator_preset(int(i));
    out +=
        row({mono(lever->choices[i]), number_text(preset.mediator), number_text(preset.deniability),
             number_text(preset.guarantee), number_text(preset.pact_approval)});
  }
  return out;
}

std::string issues_section() {
  std::string out =
      "\n## Issues\n\nUnder `[issues.NAME]`: ideal points from 0 (the state's status quo) to 1 "
      "(JNIM's "
      "maximum), and\nweights. Where a parameter stands, it gives the value.\n\n";
  std::vector<std::string> titles{"issue", "meaning", "claims"};
  for (const IssueFieldSpec& field : issue_field_specs()) titles.push_back(mono(field.name));
  out += head(titles);
  for (int issue = 0; issue < kIssueCount; ++issue) {
    const IssueSpec& spec = issue_specs()[std::size_t(issue)];
    std::vector<std::string> cells{mono(spec.name), std::string(spec.meaning.en),
                                   names(spec.claims)};
    for (const IssueFieldSpec& field : issue_field_specs()) {
      const ParamSpec* from = issue_param(issue, field);
      cells.push_back(from != nullptr ? mono(from->key) : number_text(spec.initial.*field.field));
    }
    out += row(cells);
  }
  return out;
}

std::string switches_section() {
  std::string out =
      "\n## Switches\n\nUnder `[switches]`: other ways to write an equation, and the thresholds of "
      "the "
      "outcome classes.\n\n";
  out += head({"key", "unit", "default", "allowed", "meaning", "claims"});
  for (const SwitchSpec& spec : switch_specs()) {
    const bool is_choice = !spec.choices.empty();
    out +=
        row({mono(spec.name), std::string(label(spec.unit, kLang)),
             is_choice ? mono(spec.choices[std::size_t(spec.initial)]) : number_text(spec.initial),
             is_choice ? listed(spec.choices) : range(spec.min, spec.max),
             std::string(spec.meaning.en), names(spec.claims)});
  }
  return out;
}

std::string constants_section() {
  std::string out = "\n## Constants\n\nFixed numbers of the equations; no slider moves them.\n\n";
  out += head({"name", "value", "unit", "meaning", "claims"});
  for (const ConstantSpec& spec : constant_specs())
    out += row({mono(spec.name), number_text(spec.value), std::string(label(spec.unit, kLang)),
                std::string(spec.meaning.en), names(spec.claims)});
  return out;
}

std::string claims_section() {
  std::string out =
      "\n## Claims\n\nWhat the rows above rest on. C1 to C52 paraphrase the two source articles: "
      "S0, RFI, "
      "October 2021,\nand S1, France 24, February 2022. An assumption is a claim too, and says "
      "so.\n\n";
  out += head({"id", "kind", "says", "source"});
  for (const ClaimSpec& spec : claim_specs())
    out += row({std::string(spec.name), std::string(label(spec.kind, kLang)),
                std::string(spec.says.en), fmt::format("{}; {}", spec.source, spec.locator)});
  return out;
}

}  // namespace

std::string params_markdown() {
  return "# Parameters, levers and what they rest on\n\n"
         "Generated by `palabre params --markdown` from the tables in `sim/tables/`: do not edit. "
         "A test compares\nthem; `bash tests/run --update-goldens` writes this file anew.\n\n"
         "*Plausible* is what the evidence supports; *allowed* is where the equations still mean "
         "something.\n\n" +
         parameters_section() + levers_section() + mediators_section() + issues_section() +
         switches_section() + constants_section() + claims_section();
}

}  // namespace palabre
