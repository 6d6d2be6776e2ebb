#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "sim/report/draw.hpp"
#include "sim/run/engine/ensemble.hpp"

namespace palabre {
namespace {

Json series_json(const Report& report) {
  Json out = Json::object();
  for (const WeeklySeries& series : report.series) {
    Json& one = out[series.id] = {{"unit", label(series.unit, Lang::en)}};
    std::vector<int> weeks(series.columns.front().second.size());
    std::iota(weeks.begin(), weeks.end(), 0);
    one["week"] = weeks;
    for (const auto& [name, values] : series.columns) one[name] = values;
  }
  return out;
}

/// The columns of numbers of the table, in its order.
constexpr std::array<std::string_view, 8> kNumberColumns = {"mean", "low", "high", "q05",
                                                            "q25",  "q50", "q75",  "q95"};
constexpr std::size_t kEstimateColumns = 3;

// A number that reads back the same.
std::string cell(double value) { return fmt::format(",{}", number_text(value)); }

std::string head_of(const std::string& file, std::string_view kind, std::string_view id,
                    Unit unit) {
  return fmt::format("{},{},{},{}", csv_words(file), kind, id, csv_words(label(unit, Lang::en)));
}

std::string table_csv(const Table& table, const std::string& file) {
  std::string out;
  for (const TableRow& row : table.rows)
    for (const TableCell& c : row.cells) {
      if (!c.number) continue;
      const Estimate& e = c.number->estimate;
      const std::string limits = e.has_interval() ? cell(e.low) + cell(e.high) : ",,";
      out += head_of(file, table.csv, row.id, c.number->unit) + "," + cell(e.value) + limits +
             std::string(kNumberColumns.size() - kEstimateColumns, ',') + "\n";
    }
  return out;
}

std::string series_csv(const WeeklySeries& series, const std::string& file) {
  std::string out;
  const std::string head = head_of(file, "series", series.id, series.unit);
  for (std::size_t week = 0; week < series.columns.front().second.size(); ++week) {
    out += fmt::format("{},{}", head, week);
    for (const std::string_view name : kNumberColumns) {
      const auto column = std::find_if(series.columns.begin(), series.columns.end(),
                                       [&](const auto& c) { return c.first == name; });
      out += column == series.columns.end() ? "," : cell(column->second[week]);
    }
    out += "\n";
  }
  return out;
}

}  // namespace

std::string json_of(const Report& report) {
  Json out = report.data;
  if (!report.series.empty()) out["series"] = series_json(report);
  // In every export: what this is, and what it leaves out.
  out["notice"] = text(TextId::not_a_forecast, Lang::en);
  out["not_modelled"] = Json::array();
  for (const LocalText& item : report.not_modelled)
    out["not_modelled"].push_back(item.in(Lang::en));
  // File names need not be UTF-8: replaced where they are not, rather than refused.
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string csv_head() {
  std::string out = "file,kind,id,unit,week";
  for (const std::string_view name : kNumberColumns) out += "," + std::string(name);
  return out + "\n";
}

std::string csv_of(const Report& report, const std::string& file) {
  std::string out = fmt::format("{},program,palabre {},,{}\n", csv_words(file), program_version(),
                                std::string(kNumberColumns.size(), ','));
  for (const ReportBlock& block : report.blocks)
    if (!block.table.csv.empty()) out += table_csv(block.table, file);
  for (const WeeklySeries& series : report.series) out += series_csv(series, file);
  return out;
}

}  // namespace palabre
