#include "sim/cli/answer_text.hpp"

#include <array>

#include "sim/run/stats/design.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::array kEvidence{"unchanged", "none_finished", "absent",  "appears", "vanishes",
                               "no_path",   "no_run",        "too_few", "luck",    "sure"};

}  // namespace

std::string no_such_figure(std::string_view flag, const std::string& name, Lang lang) {
  const std::string said = say(TextId::ans_no_such_figure, lang, flag, name);
  auto known = target_names();
  const std::string_view meant = nearest(name, known);
  return meant.empty() ? said : say(TextId::cli_did_you_mean, lang, said, meant);
}

std::string figure_label(const Target& figure, Lang lang) {
  if (is_share(figure.unit())) return std::string(figure.label().in(lang));
  return fmt::format("{} ({})", figure.label().in(lang), unit_text(figure.unit(), lang));
}

std::string effect_cell(const Estimate& effect, const Finding& finding, const Shown& shown,
                        Lang lang) {
  Finding one = finding;
  one.difference = effect;
  one.with = one.without = {};
  return effect_with_interval(one, shown, lang);
}

std::string side_cell(const Finding& finding, bool with, const Shown& shown, Lang lang) {
  const auto& side = with ? finding.with : finding.without;
  return side ? value_in(side->value, finding, shown, lang) : "-";
}

std::string difference_cell(const Finding& finding, const Shown& shown, Lang lang) {
  if (!finding.difference || !finding.has_interval) return "-";
  return effect_cell(*finding.difference, finding, shown, lang) + mark_of(finding.evidence(), lang);
}

Table effects_table(const Comparison& comparison, Lang lang) {
  Table out{.heads = {say(TextId::ans_column_figure, lang), say(TextId::ans_column_without, lang),
                      say(TextId::ans_column_with, lang), say(TextId::ans_column_effect, lang)}};
  std::vector<Finding> rows;
  for (const Target& figure : headline_figures()) rows.push_back(finding_of(comparison, figure));
  for (std::size_t k = 0; k < outcome_specs().size(); ++k)
    rows.push_back(finding_of(comparison, {OutcomeId(k), {}}));
  const std::vector<Shown> shown = shown_in_table(rows);
  for (std::size_t k = 0; k < rows.size(); ++k)
    out.add({figure_label(rows[k].about, lang), side_cell(rows[k], false, shown[k], lang),
             side_cell(rows[k], true, shown[k], lang), difference_cell(rows[k], shown[k], lang)});
  return out;
}

ScenarioFile load_case(const Changes& changes, const std::filesystem::path& file) {
  ScenarioFile out = load_with(changes, file);
  if (changes.assignments.empty()) return out;
  Changes none = changes;
  none.assignments.clear();
  const LocalText name = changed_name(load_with(none, file).scenario, out.scenario);
  out.scenario.title = name;
  return out;
}

Json case_json(const ScenarioFile& file) {
  return scenario_json(file.path.string(), file.scenario.title.in(Lang::en),
                       scenario_digest(file.scenario, *file.world));
}

Json finding_json(const Finding& finding) {
  return {{"evidence", kEvidence[std::size_t(finding.evidence())]},
          {"without", estimate_json(finding.without)},
          {"with", estimate_json(finding.with)},
          {"difference", finding.has_interval ? estimate_json(finding.difference) : Json()},
          {"runs", finding.runs},
          {"differing",
           finding.about.kind() == StatisticKind::Median ? Json() : Json(finding.differing)}};
}

Json box_edges_json(const std::optional<Discovery>& box, const ParamList& params) {
  if (!box) return {};
  Json out{{"density", box->checked.density},
           {"coverage", box->checked.coverage},
           {"mass", box->checked.mass},
           {"base_rate", box->base_rate},
           {"edges", Json::array()}};
  for (const BoxEdge& edge : box->edges)
    out["edges"].push_back(
        {{"key", params[edge.factor]->key},
         {edge.is_low ? "at_least" : "at_most", plausible_value(*params[edge.factor], edge.edge)}});
  return out;
}

Json effects_json(const Comparison& comparison) {
  Json out = Json::object();
  const auto add = [&](const Target& figure, const std::string& prefix) {
    const Finding finding = finding_of(comparison, figure);
    Json one{{"label", figure.label().en}, {"unit", label(figure.unit(), Lang::en)}};
    one.update(finding_json(finding));
    out[prefix + std::string(figure.id())] = one;
  };
  for (const Target& figure : headline_figures()) add(figure, "");
  for (std::size_t k = 0; k < outcome_specs().size(); ++k) add({OutcomeId(k), {}}, "outcome.");
  return out;
}

}  // namespace palabre
