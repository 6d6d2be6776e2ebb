#include <algorithm>
#include <nlohmann/json.hpp>
#include <ostream>

#include "sim/cli/commands.hpp"
#include "sim/report/layout.hpp"
#include "sim/report/report.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Row = std::vector<std::string>;

// --- JSON --------------------------------------------------------------------------------------

Json words_json(const Words& words) { return {{"en", words.en}, {"fr", words.fr}}; }

Json claims_json(const Claims& claims) {
  Json out = Json::array();
  for (ClaimId id : claims.list()) out.push_back(claim(id).name);
  return out;
}

Json described(Json row, Unit unit, const Claims& claims, const Words& label_words,
               const Words& meaning) {
  row["unit"] = label(unit, Lang::en);
  row["claims"] = claims_json(claims);
  row["label"] = words_json(label_words);
  row["meaning"] = words_json(meaning);
  return row;
}

std::string_view tier_name(Tier tier) {
  return tier == Tier::Key ? "key" : tier == Tier::All ? "all" : "advanced";
}

Json params_rows() {
  Json out = Json::array();
  for (const ParamSpec& spec : param_specs())
    out.push_back(described({{"key", spec.key},
                             {"group", spec.group},
                             {"symbol", spec.symbol},
                             {"tier", tier_name(spec.tier)},
                             {"default", spec.initial},
                             {"plausible", {spec.low, spec.high}},
                             {"allowed", {spec.min, spec.max}},
                             {"scale", spec.scale == Scale::Log ? "log" : "linear"}},
                            spec.unit, spec.claims, spec.label, spec.meaning));
  return out;
}

Json lever_row(const LeverSpec& spec) {
  Json row{{"key", "levers." + std::string(spec.name)}, {"symbol", spec.symbol}};
  switch (spec.kind) {
    case LeverKind::Date:
      row["kind"] = "date";
      row["default_week"] = spec.initial_week < 0 ? Json("never") : Json(spec.initial_week);
      break;
    case LeverKind::Number:
      row["kind"] = "number";
      row["default"] = spec.initial;
      row["allowed"] = {spec.min, spec.max};
      break;
    case LeverKind::Flag:
      row["kind"] = "flag";
      row["default"] = spec.initial != 0.0;
      break;
    case LeverKind::Choice:
      row["kind"] = "choice";
      row["default"] = spec.choices[std::size_t(spec.initial)];
      row["choices"] = spec.choices;
      break;
  }
  return described(row, spec.unit, spec.claims, spec.label, spec.meaning);
}

Json issue_row(int issue) {
  const IssueSpec& spec = issue_specs()[std::size_t(issue)];
  Json fields = Json::object();
  for (const IssueFieldSpec& field : issue_field_specs()) {
    const ParamSpec* from = issue_param(issue, field);
    fields[std::string(field.name)] =
        from != nullptr ? Json(from->key) : Json(spec.initial.*field.field);
  }
  return described({{"key", "issues." + std::string(spec.name)}, {"default", fields}}, Unit::Index,
                   spec.claims, spec.label, spec.meaning);
}

Json switch_row(const SwitchSpec& spec) {
  Json row{{"key", "switches." + std::string(spec.name)}};
  if (spec.choices.empty()) {
    row["default"] = spec.initial;
    row["allowed"] = {spec.min, spec.max};
  } else {
    row["default"] = spec.choices[std::size_t(spec.initial)];
    row["choices"] = spec.choices;
  }
  return described(row, spec.unit, spec.claims, spec.label, spec.meaning);
}

Json constant_row(const ConstantSpec& spec) {
  return {{"name", spec.name},
          {"value", spec.value},
          {"unit", label(spec.unit, Lang::en)},
          {"claims", claims_json(spec.claims)},
          {"meaning", words_json(spec.meaning)}};
}

Json claim_row(const ClaimSpec& spec) {
  return {{"id", spec.name},
          {"kind", label(spec.kind, Lang::en)},
          {"priority", std::string(1, "ABC"[int(spec.priority)])},
          {"source", spec.source},
          {"locator", spec.locator},
          {"says", words_json(spec.says)}};
}

template <class Specs, class Make>
Json rows_of(const Specs& specs, Make make) {
  Json out = Json::array();
  for (const auto& spec : specs) out.push_back(make(spec));
  return out;
}

// --- text --------------------------------------------------------------------------------------

std::string plain(double value, Lang lang) {
  std::string out = number_text(value);
  if (lang == Lang::fr) std::replace(out.begin(), out.end(), '.', ',');
  return out;
}

std::string range(double low, double high, Lang lang) {
  return say(TextId::cli_from_to, lang, plain(low, lang), plain(high, lang));
}

std::string joined(std::span<const std::string_view> words) {
  std::string out;
  for (std::string_view word : words) out += (out.empty() ? "" : ", ") + std::string(word);
  return out;
}

std::string lever_default(const LeverSpec& spec, Lang lang) {
  switch (spec.kind) {
    case LeverKind::Date:
      return spec.initial_week < 0 ? say(TextId::never, lang)
                                   : say(TextId::cli_week, lang, spec.initial_week);
    case LeverKind::Flag:
      return spec.initial != 0.0 ? "true" : "false";
    case LeverKind::Choice:
      return std::string(spec.choices[std::size_t(spec.initial)]);
    case LeverKind::Number:
      break;
  }
  return plain(spec.initial, lang);
}

std::string lever_allowed(const LeverSpec& spec, Lang lang) {
  switch (spec.kind) {
    case LeverKind::Date:
      return "YYYY-MM-DD, never";
    case LeverKind::Flag:
      return "true, false";
    case LeverKind::Choice:
      return joined(spec.choices);
    case LeverKind::Number:
      break;
  }
  return range(spec.min, spec.max, lang);
}

Row heading(TextId title, Lang lang) {
  return {say(title, lang), say(TextId::cli_default, lang), say(TextId::cli_allowed, lang),
          say(TextId::cli_unit, lang)};
}

std::string params_table(Lang lang, bool color) {
  std::string out;
  for (const std::string_view group : param_groups()) {
    std::vector<Row> rows{{say(TextId::cli_key, lang), say(TextId::cli_default, lang),
                           say(TextId::cli_plausible, lang), say(TextId::cli_allowed, lang),
                           say(TextId::cli_unit, lang)}};
    for (const ParamSpec& spec : param_specs())
      if (spec.group == group)
        rows.push_back({std::string(spec.key), plain(spec.initial, lang),
                        range(spec.low, spec.high, lang), range(spec.min, spec.max, lang),
                        std::string(label(spec.unit, lang))});
    out += bold(group_title(group, lang), color) + "\n" +
           table_text(rows, {true, false, false, false, true}) + "\n";
  }
  return out;
}

std::string levers_table(Lang lang) {
  std::vector<Row> rows{heading(TextId::cli_levers, lang)};
  for (const LeverSpec& spec : lever_specs())
    rows.push_back({"levers." + std::string(spec.name), lever_default(spec, lang),
                    lever_allowed(spec, lang), std::string(label(spec.unit, lang))});
  return table_text(rows, {true, true, true, true}) + "\n";
}

std::string switches_table(Lang lang) {
  std::vector<Row> rows{heading(TextId::cli_switches, lang)};
  for (const SwitchSpec& spec : switch_specs()) {
    const bool is_choice = !spec.choices.empty();
    rows.push_back({"switches." + std::string(spec.name),
                    is_choice ? std::string(spec.choices[std::size_t(spec.initial)])
                              : plain(spec.initial, lang),
                    is_choice ? joined(spec.choices) : range(spec.min, spec.max, lang),
                    std::string(label(spec.unit, lang))});
  }
  return table_text(rows, {true, true, true, true}) + "\n";
}

std::string issues_table(Lang lang) {
  Row titles{say(TextId::cli_issues, lang)};
  for (const IssueFieldSpec& field : issue_field_specs()) titles.emplace_back(field.name);
  std::string out = titles.front() + "\n";
  for (int issue = 0; issue < kIssueCount; ++issue) {
    const IssueSpec& spec = issue_specs()[std::size_t(issue)];
    std::string line;
    for (const IssueFieldSpec& field : issue_field_specs()) {
      const ParamSpec* from = issue_param(issue, field);
      line += fmt::format("{}{}={}", line.empty() ? "" : ", ", field.name,
                          from != nullptr ? say(TextId::cli_from_parameter, lang, from->key)
                                          : number_text(spec.initial.*field.field));
    }
    out += fmt::format("issues.{}\n", spec.name);
    for (const std::string& piece : wrapped(line, 76)) out += "    " + piece + "\n";
  }
  return out + "\n";
}

}  // namespace

std::string params_json(bool with_program) {
  Json issues = Json::array();
  for (int issue = 0; issue < kIssueCount; ++issue) issues.push_back(issue_row(issue));
  Json out{{"schema", "palabre.params/1"},
           {"parameters", params_rows()},
           {"levers", rows_of(lever_specs(), lever_row)},
           {"issues", issues},
           {"switches", rows_of(switch_specs(), switch_row)},
           {"constants", rows_of(constant_specs(), constant_row)},
           {"claims", rows_of(claim_specs(), claim_row)}};
  if (with_program) out["program"] = program_json();
  return out.dump();
}

int params_command(const ParamsArgs& args, std::ostream& out, std::ostream&) {
  const Lang lang = args.output_options.lang;
  switch (args.format) {
    case ListFormat::json:
      out << params_json(true) << '\n';
      break;
    case ListFormat::markdown:
      out << params_markdown();
      break;
    case ListFormat::schema:
      out << schema_json();
      break;
    case ListFormat::text:
      out << params_table(lang, args.output_options.color) << levers_table(lang)
          << issues_table(lang) << switches_table(lang) << say(TextId::cli_params_more, lang)
          << '\n';
      break;
  }
  return code(ExitStatus::done);
}

}  // namespace palabre
