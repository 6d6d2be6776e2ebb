// An outcome over a grid of two assumptions.

#include <algorithm>
#include <cmath>

#include "sim/cli/analysis.hpp"
#include "sim/report/layout.hpp"
#include "sim/run/analysis/heatmap.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

Unit unit_of(const std::string& key) {
  const ParamSpec* param = find_param(key);
  return param != nullptr ? param->unit : find_lever(key.substr(key.find('.') + 1))->unit;
}
std::string_view label_of(const std::string& key, Lang lang) {
  const ParamSpec* param = find_param(key);
  return (param != nullptr ? param->label : find_lever(key.substr(key.find('.') + 1))->label)
      .in(lang);
}

Json axis_json(const HeatAxis& axis) {
  Json out{{"key", axis.key}};
  if (axis.is_number())
    out.update(
        {{"unit", label(unit_of(axis.key), Lang::en)}, {"low", axis.low}, {"high", axis.high}});
  out["values"] = Json::array();
  for (const Value& value : axis.values) out["values"].push_back(value_json(value));
  out["present"] = value_json(axis.present);
  out["present_cell"] = axis.here < 0 ? Json() : Json(axis.here);
  return out;
}

std::string axis_value(double value, Lang lang) {
  return fixed_text(value, std::max(0, decimals_of(value) - (value < 1.0 ? 0 : 1)), lang);
}

/// A value as a cell of the margin: dates without their day, choices by name.
std::string axis_text(const Value& value, Lang lang) {
  if (const auto* number = std::get_if<double>(&value)) return axis_value(*number, lang);
  if (const auto* flag = std::get_if<bool>(&value))
    return say(*flag ? TextId::yes : TextId::no, lang);
  constexpr std::size_t kYearAndMonth = 7;
  if (const auto* date = std::get_if<Date>(&value))
    return date->is_never() ? std::string(text(TextId::never, lang))
                            : to_string(*date).substr(0, kYearAndMonth);
  return std::get<std::string>(value);
}
std::string present_value(const Value& value, Lang lang) {
  if (const auto* number = std::get_if<double>(&value)) return value_text(*number, lang);
  if (const auto* date = std::get_if<Date>(&value); date != nullptr && !date->is_never())
    return to_string(*date);
  return axis_text(value, lang);
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
std::string grid_text(const Job& job, const HeatAxis& x, const HeatAxis& y,
                      const std::vector<std::optional<double>>& values) {
  const Lang lang = job.lang();
  const bool is_in_percent = is_share(job.target->unit());
  const std::size_t cells = x.values.size();
  const double scale = is_in_percent ? 0.01 : thousands(values);
  std::vector<std::vector<std::string>> rows;
  for (std::size_t r = y.values.size(); r-- > 0;) {
    rows.push_back({axis_text(y.values[r], lang)});
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
  for (const Value& value : x.values) rows.back().push_back(axis_text(value, lang));
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

void heatmap_report(Job& job, Report& report) {
  const Lang lang = job.lang();
  const HeatAxis x = *heat_axis(job.scenario(), job.args.x, job.args.cells);
  const HeatAxis y = *heat_axis(job.scenario(), job.args.y, job.args.cells);
  say_cost(job, fmt::format("{} x {}", x.key, y.key),
           {1 + std::int64_t(x.values.size() * y.values.size()), kHeatReplicates});
  std::vector<PlanRow> rows = heat_rows(job.scenario(), x, y);
  rows.insert(rows.begin(), row_of(job.scenario()));
  Evaluation evaluation = evaluation_of(job, std::move(rows), {*job.target}, kHeatReplicates);
  run_points(job, evaluation, report);
  const auto values = evaluation.values();
  add_present(job, evaluation, report);
  report.blank();
  report.pre(grid_text(job, x, y, values));
  report.say(TextId::an_heat_axes, label_of(x.key, lang), x.key, label_of(y.key, lang), y.key);
  const bool is_inside = x.here >= 0 && y.here >= 0;
  report.say(is_inside ? TextId::an_heat_here : TextId::an_heat_outside,
             present_value(x.present, lang), present_value(y.present, lang));
  if (const auto why = why_undefined(values, job.target->kind()); why && evaluation.done() > 1)
    report.say(*why);
  report.data["x"] = axis_json(x);
  report.data["y"] = axis_json(y);
  report.data["present"] = estimate_json(evaluation.estimate(0));
  Json shares = Json::array();  // [y][x]
  for (std::size_t r = 0; r < y.values.size(); ++r) {
    shares.push_back(Json::array());
    for (std::size_t c = 0; c < x.values.size(); ++c)
      shares.back().push_back(estimate_json(evaluation.estimate(1 + r * x.values.size() + c)));
  }
  report.data["rows"] = std::move(shares);
}

}  // namespace palabre
