#include "sim/cli/run_csv.hpp"

#include <fmt/core.h>

#include <span>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace palabre {
namespace {

// A number that reads back the same; nothing where there is none.
std::string cell(double value) { return fmt::format(",{}", number_text(value)); }

std::string begin_row(const std::string& file, const char* kind, std::string_view id, Unit unit) {
  return fmt::format("{},{},{},{}", csv_words(file), kind, id, csv_words(label(unit, Lang::en)));
}

std::string weeks_of(const Results& results, const std::string& file) {
  std::string out;
  for (const Series& row : results.series) {
    const SeriesSpec& spec = series_specs()[std::size_t(row.id)];
    const std::string head = begin_row(file, "series", spec.id, spec.unit);
    for (std::size_t week = 0; week < row.mean.size(); ++week)
      out += fmt::format("{},{}{},,{}{}{}{}{}\n", head, week, cell(row.mean[week]),
                         cell(row.q05[week]), cell(row.q25[week]), cell(row.q50[week]),
                         cell(row.q75[week]), cell(row.q95[week]));
  }
  for (std::size_t stage = 0; stage < results.stage_share.size(); ++stage) {
    const std::string id = fmt::format("stage_share_{}", stage_specs()[stage].id);
    const std::string head = begin_row(file, "series", id, Unit::ShareOfReplicates);
    const std::span<const double> share = results.stage_share[stage];
    for (std::size_t week = 0; week < share.size(); ++week)
      out += fmt::format("{},{}{},,,,,,,\n", head, week, cell(share[week]));
  }
  return out;
}

}  // namespace

std::string run_csv_header() {
  return "file,kind,id,unit,week,mean,low,high,q05,q25,q50,q75,q95\n";
}

std::string run_csv(const Results& results, const std::string& file, bool series) {
  std::string out;
  const auto estimate = [&](const char* kind, std::string_view id, Unit unit, const Estimate& e) {
    out += fmt::format("{},{}{}{},,,,,\n", begin_row(file, kind, id, unit), cell(e.value),
                       cell(e.low), cell(e.high));
  };
  for (const OutcomeShare& row : results.outcomes)
    estimate("outcome", outcome_specs()[std::size_t(row.outcome)].id, Unit::ShareOfReplicates,
             row.share);
  for (const Statistic& row : results.statistics) {
    const StatisticSpec& spec = statistic_specs()[std::size_t(row.id)];
    estimate("statistic", spec.id, spec.unit, row.estimate);
  }
  if (series) out += weeks_of(results, file);
  return out;
}

}  // namespace palabre
