// An outcome over a grid of two assumptions.

#include <algorithm>
#include <cmath>

#include "sim/cli/analysis.hpp"
#include "sim/cli/figures.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// One axis: values at the middle of each cell, and where the present case lies.
struct Axis {
  const ParamSpec* spec;
  std::vector<double> values;
  double present;
  int here = -1;  // cell of the present case; -1: outside

  Axis(const std::string& key, int cells, const Params& params)
      : spec(find_param(key)), present(params.*spec->field) {
    for (int k = 0; k < cells; ++k) values.push_back(plausible_value(*spec, (k + 0.5) / cells));
    const double place = plausible_place(*spec, present);
    if (place >= 0.0 && place <= 1.0) here = std::min(cells - 1, int(place * cells));
  }
  Json json() const {
    return {{"key", spec->key},
            {"unit", label(spec->unit, Lang::en)},
            {"low", spec->low},
            {"high", spec->high},
            {"values", values},
            {"present", present},
            {"present_cell", here < 0 ? Json() : Json(here)}};
  }
};

std::string axis_value(double value, Lang lang) {
  return fixed_text(value, std::max(0, decimals_of(value) - (value < 1.0 ? 0 : 1)), lang);
}

/// Powers of a thousand that bring the largest value below 10,000.
double thousands(const std::vector<std::optional<double>>& values) {
  constexpr double kMost = 10'000.0, kThousand = 1000.0;
  double most = 0.0, scale = 1.0;
  for (const auto& value : values) most = std::max(most, value ? std::abs(*value) : 0.0);
  while (most / scale >= kMost) scale *= kThousand;
  return scale;
}

/// Rows from the top, the highest values of y first. values[1 + row * cells + column]
std::string grid_text(const Job& job, const Axis& x, const Axis& y,
                      const std::vector<std::optional<double>>& values) {
  const Lang lang = job.lang();
  const bool is_in_percent = is_share(job.target->unit());
  const std::size_t cells = x.values.size();
  const double scale = is_in_percent ? 0.01 : thousands(values);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t r = y.values.size(); r-- > 0;) {
    rows.push_back({axis_value(y.values[r], lang)});
    for (std::size_t c = 0; c < cells; ++c) {
      const auto& value = values[1 + r * cells + c];
      const std::string cell = !value ? "-"
                                      : (is_in_percent ? fixed_text(*value / scale, 0, lang)
                                                       : axis_value(*value / scale, lang));
      const bool is_here = int(c) == x.here && int(r) == y.here;
      rows.back().push_back(is_here ? "[" + cell + "]" : cell);
    }
  }
  rows.push_back({""});
  for (double value : x.values) rows.back().push_back(axis_value(value, lang));
  std::string unit = is_in_percent ? "%" : unit_text(job.target->unit(), lang);
  if (!is_in_percent && scale > 1.0) unit += " x " + count_text(std::int64_t(scale), lang);
  std::vector<std::size_t> widths(cells + 1, 0);
  for (const auto& row : rows)
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width_of(row[c]));
  std::string out = fmt::format("{} [{}]\n", job.target->label().in(lang), unit);
  for (const auto& row : rows) {
    for (std::size_t c = 0; c < row.size(); ++c)
      out += (c > 0 ? " " : "") + pad_left(row[c], widths[c]);
    out += "\n";
  }
  return out;
}

}  // namespace

Report heatmap_report(Job& job) {
  constexpr int kReplicates = 200;
  const Lang lang = job.lang();
  const Axis x(job.args.x, job.args.cells, job.scenario().params);
  const Axis y(job.args.y, job.args.cells, job.scenario().params);
  std::vector<PlanRow> rows{row_of(job.scenario())};
  for (double up : y.values)
    for (double across : x.values) {
      rows.push_back(rows.front());
      rows.back().params.*x.spec->field = across;
      rows.back().params.*y.spec->field = up;
    }
  Report report;
  Evaluation evaluation = evaluation_of(job, std::move(rows), {*job.target}, kReplicates);
  run_points(job, evaluation, fmt::format("{} x {}", x.spec->key, y.spec->key), report);
  const auto values = evaluation.values();
  report.text += present_text(job, evaluation) + "\n" + grid_text(job, x, y, values);
  report.text += paragraph(say(TextId::an_heat_axes, lang, x.spec->label.in(lang), x.spec->key,
                               y.spec->label.in(lang), y.spec->key));
  const bool is_inside = x.here >= 0 && y.here >= 0;
  report.text += paragraph(say(is_inside ? TextId::an_heat_here : TextId::an_heat_outside, lang,
                               value_text(x.present, lang), value_text(y.present, lang)));
  if (const auto why = why_undefined(values, job.target->kind()); why && evaluation.done() > 1)
    report.text += paragraph(text(*why, lang));
  report.json["x"] = x.json();
  report.json["y"] = y.json();
  report.json["present"] = estimate_json(evaluation.estimate(0));
  report.json["rows"] = Json::array();  // [y][x]
  for (std::size_t r = 0; r < y.values.size(); ++r) {
    report.json["rows"].push_back(Json::array());
    for (std::size_t c = 0; c < x.values.size(); ++c)
      report.json["rows"].back().push_back(
          estimate_json(evaluation.estimate(1 + r * x.values.size() + c)));
  }
  return report;
}

}  // namespace palabre
