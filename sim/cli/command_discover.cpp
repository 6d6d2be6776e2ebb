// Scenario discovery: the box of assumptions in which an outcome is frequent.

#include "sim/cli/analysis.hpp"
#include "sim/report/layout.hpp"
#include "sim/run/analysis/discovery.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

std::string edge_text(const BoxEdge& edge, const ParamList& params, Lang lang) {
  const ParamSpec& spec = *params[edge.factor];
  return say(edge.is_low ? TextId::an_box_low : TextId::an_box_high, lang, spec.label.in(lang),
             value_text(plausible_value(spec, edge.edge), lang));
}

/// The box in sentences, each of a paragraph of its own.
std::vector<std::string> sentences(const Discovery& found, const ParamList& params, Lang lang) {
  const auto percent = [&](double share) { return percent_text(share, lang); };
  if (found.edges.empty()) return {say(TextId::an_box_none, lang, percent(found.base_rate))};
  std::string list;
  for (std::size_t k = 0; k < found.edges.size(); ++k)
    list += (k == 0                        ? ""
             : k + 1 == found.edges.size() ? say(TextId::an_box_and, lang)
                                           : std::string(", ")) +
            edge_text(found.edges[k], params, lang);
  std::vector<std::string> out{
      say(TextId::an_box, lang, percent(found.checked.mass), list, percent(found.checked.density),
          percent(found.base_rate), percent(found.checked.coverage)),
      say(TextId::an_box_checked, lang, percent(found.found.density),
          percent(found.found.coverage))};
  if (found.checked.density < 0.5) out.push_back(say(TextId::an_box_thin, lang));
  return out;
}

std::string p_text(double p, Lang lang) {
  return p < 0.0001 ? "< " + fixed_text(0.0001, 4, lang) : fixed_text(p, 4, lang);
}

std::size_t cut_faces(const BoxStep& step) {
  std::size_t out = 0;
  for (std::size_t j = 0; j < step.low.size(); ++j)
    out += std::size_t(step.low[j] > 0.0) + std::size_t(step.high[j] < 1.0);
  return out;
}

Table edge_table(const Discovery& found, const ParamList& params, Lang lang) {
  Table out{.name = "edges"};
  if (!found.edges.empty())
    out.heads = {say(TextId::an_box_edge, lang), say(TextId::an_box_quasi, lang)};
  for (const BoxEdge& edge : found.edges)
    out.add(
        {edge_text(edge, params, lang), p_text(edge.quasi_p, lang)},
        {{"key", params[edge.factor]->key},
         {edge.is_low ? "at_least" : "at_most", plausible_value(*params[edge.factor], edge.edge)},
         {"quasi_p", edge.quasi_p}});
  return out;
}

Json figures_json(const BoxFigures& f) {
  return {{"density", f.density}, {"coverage", f.coverage}, {"mass", f.mass}, {"points", f.points}};
}

Json step_json(const BoxStep& step, const ParamList& params) {
  Json out = figures_json(step.figures);
  out["box"] = Json::object();
  for (std::size_t j = 0; j < params.size(); ++j)
    if (step.low[j] > 0.0 || step.high[j] < 1.0)
      out["box"][std::string(params[j]->key)] = {plausible_value(*params[j], step.low[j]),
                                                 plausible_value(*params[j], step.high[j])};
  return out;
}

Table step_table(const Discovery& found, const ParamList& params, bool all, Lang lang) {
  constexpr std::size_t kEvery = 5;
  Table out{.name = "trajectory",
            .heads = {say(TextId::an_box_step, lang), say(TextId::an_box_density, lang),
                      say(TextId::an_box_coverage, lang), say(TextId::an_box_mass, lang),
                      say(TextId::an_box_edges, lang)}};
  for (std::size_t k = 0; k < found.trajectory.size(); ++k) {
    const BoxStep& step = found.trajectory[k];
    const BoxFigures& f = step.figures;
    std::vector<TableCell> cells;
    if (all || k % kEvery == 0 || k == found.chosen || k + 1 == found.trajectory.size())
      cells = {fmt::format("{}{}", k, k == found.chosen ? " *" : ""), percent_text(f.density, lang),
               percent_text(f.coverage, lang), percent_text(f.mass, lang),
               std::to_string(cut_faces(step))};
    out.add(std::move(cells), step_json(step, params));
  }
  return out;
}

/// What is of interest, in words.
std::string interest_text(const Job& job) {
  const Lang lang = job.lang();
  std::string out(job.target->label().in(lang));
  if (job.args.at_least)
    out = say(TextId::an_interest_least, lang, out, value_text(*job.args.at_least, lang));
  if (job.args.at_most)
    out = say(TextId::an_interest_most, lang, out, value_text(*job.args.at_most, lang));
  return fmt::format("{} ({})", out, job.target->id());
}

}  // namespace

void discover_report(Job& job, Report& report) {
  const Lang lang = job.lang();
  const ParamList params = chosen_params(job.args.vary);
  const int count = job.args.points.value_or(kDiscoveryPoints);
  say_cost(job, "PRIM", discovery_size(count));
  const Eigen::MatrixXd points = discovery_points(count, params);
  Evaluation evaluation = evaluation_of(job, present_and_design(job.scenario(), points, params),
                                        {*job.target}, kDiscoveryReplicates);
  run_points(job, evaluation, report);
  const DrawnWorlds worlds =
      worlds_of(evaluation, points, Interest{job.args.at_least, job.args.at_most});
  report.paragraph(interest_text(job));
  const std::optional<std::size_t> step =
      job.args.step ? std::optional(std::size_t(*job.args.step)) : std::nullopt;
  const auto found = discover(worlds.points, worlds.shares, {}, step);
  if (!found) {
    const TextId why = why_no_box(worlds);
    report.data["undefined"] = text(why, Lang::en);
    return report.say(why);
  }
  report.data["base_rate"] = found->base_rate;
  report.data["chosen_step"] = found->chosen;
  report.data["found"] = figures_json(found->found);
  report.data["checked"] = figures_json(found->checked);
  for (const std::string& one : sentences(*found, params, lang)) report.paragraph(one);
  report.blank();
  report.add(edge_table(*found, params, lang));
  if (!found->edges.empty()) report.blank();
  report.add(step_table(*found, params, job.args.output_options.verbose, lang));
  std::string sentence;
  for (const std::string& one : sentences(*found, params, Lang::en)) sentence += paragraph(one);
  report.data["sentence"] = sentence;
}

}  // namespace palabre
