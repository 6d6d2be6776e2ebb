#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "sim/cli/commands.hpp"
#include "sim/cli/roofline.hpp"
#include "sim/report/layout.hpp"
#include "sim/run/engine/accumulator.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMeasurements = 5;
constexpr int kFirstTry = 64;  // [replicates] to find out how many make a measurement
constexpr int kFirstAnswer = 64,
              kWholeAnswer = 1000;               // [replicates] as the dashboard asks for them
constexpr std::uint32_t kPhaseReplicates = 256;  // [replicates] to time the phases
constexpr double kMeasureSeconds = 0.5;          // [s] of one measurement

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point begun) {
  return std::chrono::duration<double>(Clock::now() - begun).count();
}

/// Replicates per second over the measurements.
struct Rate {
  int threads = 1;
  double median = 0.0, least = 0.0, most = 0.0;  // [replicates/s]

  /// What a week of one cercle costs. [ns]
  double nanoseconds(const Model& m) const { return 1e9 / median / m.weeks / m.cercle_count; }
};

/// From a changed value to something to show, and to the whole. [s]
struct FirstAnswer {
  double first = 0.0, whole = 0.0;
};

/// Seconds of each phase; the last is what is added up after a block.
using PhaseSeconds = std::array<double, kPhaseCount + 1>;

std::string processor_name() {
  std::ifstream file("/proc/cpuinfo");
  for (std::string line; std::getline(file, line);)
    if (line.starts_with("model name") && line.find(": ") != std::string::npos)
      return line.substr(line.find(": ") + 2);
  return "unknown";
}

/// Seconds that one ensemble takes. Stops early when asked to. [s]
double seconds_of(const std::shared_ptr<const Model>& model, const Scenario& scenario, int count,
                  int threads, const std::stop_token& stop) {
  const auto begun = Clock::now();
  Ensemble(model, scenario.seed).grow_to(count, threads, stop);
  return seconds_since(begun);
}

Rate measure(const std::shared_ptr<const Model>& model, const Scenario& scenario,
             const BenchArgs& args, int threads) {
  int count = args.changes.replicates.value_or(0);
  const double first = seconds_of(model, scenario, kFirstTry * threads, threads, args.stop);
  if (count == 0)
    count = int(std::clamp(kFirstTry * threads * kMeasureSeconds / std::max(first, 1e-4),
                           double(kFirstTry * threads), double(kReplicatesMax)));
  std::array<double, kMeasurements> rates{};
  for (double& rate : rates)
    rate = count / std::max(seconds_of(model, scenario, count, threads, args.stop), 1e-9);
  std::sort(rates.begin(), rates.end());
  return {threads, rates[kMeasurements / 2], rates.front(), rates.back()};
}

/// Everything between a new value and results that can be shown. [s]
double answer_seconds(const ScenarioFile& file, int replicates, const BenchArgs& args) {
  const auto begun = Clock::now();
  Ensemble ensemble(std::make_shared<const Model>(compile(file.scenario, *file.world)),
                    file.scenario.seed);
  ensemble.grow_to(replicates, args.threads, args.stop);
  const auto results = ensemble.results(manifest_of(file.scenario));
  return results->manifest.replicates > 0 ? seconds_since(begun) : 0.0;
}

/// Medians of measurements in turn.
FirstAnswer first_answer(const ScenarioFile& file, const BenchArgs& args) {
  std::array<double, kMeasurements> first{}, whole{};
  for (std::size_t k = 0; k < first.size(); ++k) {
    first[k] = answer_seconds(file, kFirstAnswer, args);
    whole[k] = answer_seconds(file, kWholeAnswer, args);
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

PhaseSeconds phase_seconds(const std::shared_ptr<const Model>& model, const Scenario& scenario,
                           const BenchArgs& args) {
  PhaseClock clock;
  const Probe probe{PhaseClock::seen, &clock, nullptr};
  Accumulator sums(model);
  sums.set_probe(&probe);
  clock.last = Clock::now();
  for (std::uint32_t at = 0; at < kPhaseReplicates && !args.stop.stop_requested();
       at += kBlockLanes) {
    sums.run_block(std::uint64_t(scenario.seed), at, kBlockLanes);
    clock.stamp(kPhaseCount);
  }
  return clock.seconds;
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

/// What `palabre bench` measured.
struct Measured {
  std::vector<Rate> rates;
  FirstAnswer answer;
  PhaseSeconds phases{};
  Roofline roofline;

  /// How many times the roofline a cercle-week takes on one thread.
  double times_roofline(const Model& m) const {
    return rates.front().nanoseconds(m) / roofline.nanoseconds();
  }
};

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

std::string roofline_text(const Measured& measured, const Model& model, Lang lang) {
  const Roofline& roof = measured.roofline;
  std::vector<std::vector<std::string>> rows;
  for (const auto& [name, work] : {std::pair{TextId::cli_bench_operations, &roof.operations},
                                   std::pair{TextId::cli_bench_divisions, &roof.divisions},
                                   std::pair{TextId::cli_bench_draws, &roof.draws}})
    rows.push_back({say(name, lang), fixed_text(work->per_cercle_week, 1, lang),
                    say(TextId::cli_bench_peak, lang, fixed_text(work->per_second / 1e6, 0, lang)),
                    fixed_text(work->nanoseconds(), 1, lang) + " ns"});
  return say(TextId::cli_bench_roofline, lang, kBlockLanes) + "\n" +
         table_text(rows, {true, false, false, false}) +
         say(TextId::cli_bench_times, lang, fixed_text(roof.nanoseconds(), 1, lang),
             fixed_text(measured.rates.front().nanoseconds(model), 1, lang),
             fixed_text(measured.times_roofline(model), 2, lang)) +
         "\n";
}

std::string bench_json(const Measured& measured, const Model& model) {
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
              {"phases", phases}}
      .dump();
}

std::string bench_text(const Measured& measured, const Model& model, Lang lang) {
  std::vector<std::vector<std::string>> rows, phases;
  const auto threads = [&](int count) {
    return count == 1 ? say(TextId::cli_one_thread, lang) : say(TextId::cli_threads, lang, count);
  };
  for (const Rate& rate : measured.rates)
    rows.push_back(
        {threads(rate.threads), say(TextId::cli_bench_row, lang, value_text(rate.median, lang)),
         say(TextId::cli_from_to, lang, value_text(rate.least, lang), value_text(rate.most, lang)),
         say(TextId::cli_bench_cost, lang, fixed_text(rate.nanoseconds(model), 1, lang))});
  for (const auto& [name, share] : phase_shares(measured.phases))
    phases.push_back({name, percent_text(share, lang, true)});
  return table_text({{say(TextId::cli_program, lang),
                      fmt::format("palabre {}, {}", program_version(), program_build())},
                     {say(TextId::cli_processor, lang), processor_name()}},
                    {true, true}) +
         say(TextId::cli_bench_header, lang, model.weeks, kMeasurements) + "\n" +
         table_text(rows, {true, false, false, false}) +
         say(TextId::cli_bench_first, lang, kFirstAnswer,
             fixed_text(measured.answer.first * 1e3, 1, lang), count_text(kWholeAnswer, lang),
             fixed_text(measured.answer.whole * 1e3, 1, lang),
             threads(measured.rates.back().threads)) +
         "\n" + roofline_text(measured, model, lang) + say(TextId::cli_bench_phases, lang) + "\n" +
         table_text(phases, {true, false});
}

ExitStatus bench(const BenchArgs& args, std::ostream& out, std::ostream& err) {
  std::filesystem::path file = args.file;
  if (file.empty()) {
    const std::filesystem::path folder = shipped_scenarios();
    if (folder.empty()) throw FileError("baseline.toml", {TextId::cli_no_baseline, {}});
    file = folder / "baseline.toml";
  }
  const ScenarioFile loaded = load_with(args.changes, file);
  say_what_was_read(loaded, args.output_options, err);
  const auto model = std::make_shared<const Model>(compile(loaded.scenario, *loaded.world));

  const int most = threads_used(args.threads);
  Measured measured{{measure(model, loaded.scenario, args, 1)}, {}, {}, {}};
  measured.roofline = measure_roofline(*model, std::uint64_t(loaded.scenario.seed), args.stop);
  if (most > 1 && !args.stop.stop_requested())
    measured.rates.push_back(measure(model, loaded.scenario, args, most));
  measured.answer = first_answer(loaded, args);
  measured.phases = phase_seconds(model, loaded.scenario, args);
  if (args.stop.stop_requested()) return ExitStatus::interrupted;
  if (args.json)
    out << bench_json(measured, *model) << '\n';
  else
    out << bench_text(measured, *model, args.output_options.lang);
  return ExitStatus::done;
}

}  // namespace

int bench_command(const BenchArgs& args, std::ostream& out, std::ostream& err) {
  return code(guarded(args.output_options, err, [&] { return bench(args, out, err); }));
}

}  // namespace palabre
