#include "sim/cli/json.hpp"

#include <nlohmann/json.hpp>
#include <numeric>

#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Json = nlohmann::ordered_json;

std::string unit_of(Unit unit) { return std::string(label(unit, Lang::en)); }

Json outcomes_json(const Results& results) {
  Json out = Json::array();
  for (const OutcomeShare& row : results.outcomes) {
    const OutcomeSpec& spec = outcome_specs()[std::size_t(row.outcome)];
    out.push_back({{"id", spec.id},
                   {"share", row.share.value},
                   {"low", row.share.low},
                   {"high", row.share.high}});
  }
  return out;
}

Json statistics_json(const Results& results) {
  Json out = Json::object();
  for (const Statistic& row : results.statistics) {
    const StatisticSpec& spec = statistic_specs()[std::size_t(row.id)];
    out[std::string(spec.id)] = {{"mean", row.estimate.value},
                                 {"low", row.estimate.low},
                                 {"high", row.estimate.high},
                                 {"unit", unit_of(spec.unit)}};
  }
  return out;
}

Json series_json(const Results& results) {
  Json out = Json::object();
  std::vector<int> weeks(std::size_t(results.manifest.weeks));
  std::iota(weeks.begin(), weeks.end(), 0);
  for (const Series& row : results.series) {
    const SeriesSpec& spec = series_specs()[std::size_t(row.id)];
    out[std::string(spec.id)] = {{"unit", unit_of(spec.unit)},
                                 {"week", weeks},
                                 {"q05", row.q05},
                                 {"q25", row.q25},
                                 {"q50", row.q50},
                                 {"q75", row.q75},
                                 {"q95", row.q95},
                                 {"mean", row.mean}};
  }
  for (std::size_t stage = 0; stage < results.stage_share.size(); ++stage)
    out["stage_share_" + std::string(stage_specs()[stage].id)] = {
        {"unit", unit_of(Unit::ShareOfReplicates)},
        {"week", weeks},
        {"mean", results.stage_share[stage]}};
  return out;
}

}  // namespace

std::string run_json(const Results& results, const std::string& file, bool series) {
  const Manifest& manifest = results.manifest;
  Json out;
  out["schema"] = "palabre.run/1";
  out["scenario"] = {{"file", file},
                     {"title", manifest.title_en.empty() ? manifest.title_fr : manifest.title_en},
                     {"digest", manifest.scenario_digest}};
  out["start"] = manifest.start;
  out["weeks"] = manifest.weeks;
  out["replicates"] = manifest.replicates;
  out["seed"] = manifest.seed;
  out["program"] = {{"version", manifest.version}, {"build", manifest.build}};
  out["digest"] = results.digest;
  out["failed_replicates"] = results.failed;
  out["outcomes"] = outcomes_json(results);
  out["statistics"] = statistics_json(results);
  if (series) out["series"] = series_json(results);
  // In every export: what this is, and what it leaves out.
  out["notice"] = text(TextId::not_a_forecast, Lang::en);
  out["not_modelled"] = Json::array();
  for (const LocalText& item : manifest.not_modelled)
    out["not_modelled"].push_back(item.in(Lang::en));
  // File names need not be UTF-8: replaced where they are not, rather than refused.
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace palabre
