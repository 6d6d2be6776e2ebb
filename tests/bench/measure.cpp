#include "tests/bench/measure.hpp"

#include <algorithm>
#include <chrono>

#include "sim/run/engine/accumulator.hpp"
#include "sim/run/engine/ensemble.hpp"

namespace palabre::bench {
namespace {

constexpr int kFirstTry = 64;                    // [replicates] to find out how many to measure
constexpr std::uint32_t kPhaseReplicates = 256;  // [replicates] to time the phases
constexpr double kMeasureSeconds = 0.5;          // [s] of one measurement

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// Seconds that one ensemble takes. [s]
double seconds_of(const std::shared_ptr<const Model>& model, const Scenario& scenario, int count,
                  int threads) {
  const auto begun = Clock::now();
  Ensemble(model, scenario.seed).grow_to(count, threads);
  return seconds_since(begun);
}

Rate rate_of(const std::shared_ptr<const Model>& model, const Scenario& scenario,
             const Options& options, int threads) {
  int count = options.replicates;
  const double first = seconds_of(model, scenario, kFirstTry * threads, threads);
  if (count == 0)
    count = int(std::clamp(kFirstTry * threads * kMeasureSeconds / std::max(first, 1e-4),
                           double(kFirstTry * threads), double(kReplicatesMax)));
  std::array<double, kMeasurements> rates{};
  for (double& rate : rates)
    rate = count / std::max(seconds_of(model, scenario, count, threads), 1e-9);
  std::sort(rates.begin(), rates.end());
  return {threads, rates[kMeasurements / 2], rates.front(), rates.back()};
}

/// Everything between a new value and results that can be shown. [s]
double answer_seconds(const ScenarioFile& file, int replicates, int threads) {
  const auto begun = Clock::now();
  Ensemble ensemble(std::make_shared<const Model>(compile(file.scenario, *file.world)),
                    file.scenario.seed);
  ensemble.grow_to(replicates, threads);
  const auto results = ensemble.results(manifest_of(file.scenario));
  return results->manifest.replicates > 0 ? seconds_since(begun) : 0.0;
}

/// Medians of measurements in turn.
FirstAnswer first_answer(const ScenarioFile& file, int threads) {
  std::array<double, kMeasurements> first{}, whole{};
  for (std::size_t k = 0; k < first.size(); ++k) {
    first[k] = answer_seconds(file, kFirstAnswer, threads);
    whole[k] = answer_seconds(file, kWholeAnswer, threads);
  }
  std::sort(first.begin(), first.end());
  std::sort(whole.begin(), whole.end());
  return {first[kMeasurements / 2], whole[kMeasurements / 2]};
}

/// A clock that looks on.
struct PhaseClock {
  PhaseSeconds seconds{};
  Clock::time_point last;

  void stamp(std::size_t phase) {
    const auto now = Clock::now();
    seconds[phase] += std::chrono::duration<double>(now - last).count();
    last = now;
  }
  static void seen(void* context, int, Phase phase) {
    static_cast<PhaseClock*>(context)->stamp(std::size_t(phase));
  }
};

PhaseSeconds phase_seconds(const std::shared_ptr<const Model>& model, const Scenario& scenario) {
  PhaseClock clock;
  const Probe probe{PhaseClock::seen, &clock, nullptr};
  Accumulator sums(model);
  sums.set_probe(&probe);
  clock.last = Clock::now();
  for (std::uint32_t at = 0; at < kPhaseReplicates; at += kBlockLanes) {
    sums.run_block({model.get(), std::uint64_t(scenario.seed), at});
    clock.stamp(kPhaseCount);
  }
  return clock.seconds;
}

}  // namespace

Measured measure(const ScenarioFile& file, const std::shared_ptr<const Model>& model,
                 const Options& options) {
  const Scenario& scenario = file.scenario;
  const int most = threads_used(options.threads);
  Measured measured{{rate_of(model, scenario, options, 1)}, {}, {}, {}, {}};
  measured.roofline = measure_roofline(*model, std::uint64_t(scenario.seed));
  measured.precisions = measure_precisions(file);
  if (most > 1) measured.rates.push_back(rate_of(model, scenario, options, most));
  measured.answer = first_answer(file, options.threads);
  measured.phases = phase_seconds(model, scenario);
  return measured;
}

}  // namespace palabre::bench
