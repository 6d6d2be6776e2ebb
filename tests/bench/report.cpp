// What was measured, as text and as JSON.

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/report/layout.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "tests/bench/measure.hpp"

namespace palabre::bench {
namespace {

using Json = nlohmann::ordered_json;

std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name") && line.find(": ") != std::string::npos)
      return line.substr(line.find(": ") + 2);
  return "unknown";
}

/// Phases by the time they take, largest first, as shares of all.
std::vector<std::pair<std::string, double>> phase_shares(const PhaseSeconds& seconds) {
  std::vector<std::pair<std::string, double>> shares;
  double all = 0.0;
  for (const double one : seconds) all += one;
  for (std::size_t k = 0; k < seconds.size(); ++k)
    shares.emplace_back(k < kPhaseCount ? kPhaseNames[k] : "statistics", seconds[k] / all);
  std::stable_sort(shares.begin(), shares.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return shares;
}

Json roofline_json(const Measured& measured, const Model& model) {
  const auto row = [](const Work& work) {
    return Json{{"per_cercle_week", work.per_cercle_week},
                {"per_second", work.per_second},
                {"nanoseconds", work.nanoseconds()}};
  };
  const Roofline& roof = measured.roofline;
  return {{"lanes", kBlockLanes},
          {"operations", row(roof.operations)},
          {"divisions", row(roof.divisions)},
          {"draws", row(roof.draws)},
          {"nanoseconds_per_cercle_week", roof.nanoseconds()},
          {"measured_nanoseconds_per_cercle_week", measured.rates.front().nanoseconds(model)},
          {"times", measured.times_roofline(model)}};
}

std::string roofline_text(const Measured& measured, const Model& model) {
  const Roofline& roof = measured.roofline;
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, work] : {std::pair{"operations", &roof.operations},
                                   std::pair{"divisions and roots", &roof.divisions},
                                   std::pair{"calls of the generator", &roof.draws}})
    rows.push_back({name, fmt::format("{:.1f}", work->per_cercle_week),
                    fmt::format("{:.0f} million/s", work->per_second / 1e6),
                    fmt::format("{:.1f} ns", work->nanoseconds())});
  return fmt::format(
             "Compute roofline: work of a cercle-week of {} replicates, over what one thread was "
             "measured to do of it\n{}",
             kBlockLanes, table_text(rows, {true, false, false, false})) +
         fmt::format(
             "roofline {:.1f} ns a cercle-week and replicate; measured {:.1f} ns, {:.2f} times "
             "the roofline\n",
             roof.nanoseconds(), measured.rates.front().nanoseconds(model),
             measured.times_roofline(model));
}

std::string threads_text(int count) {
  return count == 1 ? "1 thread" : fmt::format("{} threads", count);
}

}  // namespace

std::string to_json(const Measured& measured, const Model& model) {
  Json rows = Json::array(), phases = Json::object();
  for (const Rate& rate : measured.rates)
    rows.push_back({{"threads", rate.threads},
                    {"replicates_per_second", rate.median},
                    {"low", rate.least},
                    {"high", rate.most},
                    {"nanoseconds_per_cercle_week", rate.nanoseconds(model)}});
  for (const auto& [name, share] : phase_shares(measured.phases)) phases[name] = share;
  return Json{{"schema", "palabre.bench/1"},
              {"program", {{"version", program_version()}, {"build", program_build()}}},
              {"processor", processor_name()},
              {"instruction_path", chosen_kernel().name},
              {"weeks", model.weeks},
              {"cercles", model.cercle_count},
              {"measurements", kMeasurements},
              {"rates", rows},
              {"first_answer",
               {{"replicates", kFirstAnswer},
                {"milliseconds", measured.answer.first * 1e3},
                {"of_replicates", kWholeAnswer},
                {"of_milliseconds", measured.answer.whole * 1e3}}},
              {"roofline", roofline_json(measured, model)},
              {"block_nanoseconds_per_cercle_week",
               {{"single", measured.precisions.in_single},
                {"double", measured.precisions.in_double},
                {"reference", measured.precisions.in_reference}}},
              {"times_reference", measured.precisions.times_reference()},
              {"phases", phases}}
      .dump();
}

std::string to_text(const Measured& measured, const Model& model) {
  std::vector<std::vector<std::string>> rows, phases;
  for (const Rate& rate : measured.rates)
    rows.push_back({threads_text(rate.threads), fmt::format("{:.0f} replicates/s", rate.median),
                    fmt::format("{:.0f} to {:.0f}", rate.least, rate.most),
                    fmt::format("{:.1f} ns a cercle-week", rate.nanoseconds(model))});
  for (const auto& [name, share] : phase_shares(measured.phases))
    phases.push_back({name, fmt::format("{:.1f} %", 100.0 * share)});
  return table_text({{"Program", fmt::format("palabre {}, {}", program_version(), program_build())},
                     {"Processor", processor_name()}},
                    {true, true}) +
         fmt::format("{} weeks a replicate; median of {} measurements, least to most\n{}",
                     model.weeks, kMeasurements, table_text(rows, {true, false, false, false})) +
         fmt::format("A first answer: {} replicates in {:.1f} ms; all {} in {:.1f} ms ({})\n",
                     kFirstAnswer, measured.answer.first * 1e3, kWholeAnswer,
                     measured.answer.whole * 1e3, threads_text(measured.rates.back().threads)) +
         fmt::format(
             "Blocks alone: {:.1f} ns a cercle-week in single precision, {:.1f} in double, "
             "{:.1f} by the scalar reference program: {:.1f} times the first\n",
             measured.precisions.in_single, measured.precisions.in_double,
             measured.precisions.in_reference, measured.precisions.times_reference()) +
         roofline_text(measured, model) + "Where the time goes, with one thread\n" +
         table_text(phases, {true, false});
}

}  // namespace palabre::bench
