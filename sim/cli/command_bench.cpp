#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <ostream>

#include "sim/cli/commands.hpp"
#include "sim/cli/layout.hpp"
#include "sim/run/ensemble.hpp"

namespace palabre {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kMeasurements = 5;
constexpr int kFirstTry = 64;            // [replicates] to find out how many make a measurement
constexpr double kMeasureSeconds = 0.5;  // [s] of one measurement

/// Replicates per second over the measurements.
struct Rate {
  int threads = 1;
  double median = 0.0, least = 0.0, most = 0.0;  // [replicates/s]
};

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
  const auto begun = std::chrono::steady_clock::now();
  Ensemble(model, scenario.seed).grow_to(count, threads, stop);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
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

std::string bench_json(const std::vector<Rate>& rates, const Scenario& scenario) {
  Json rows = Json::array();
  for (const Rate& rate : rates)
    rows.push_back({{"threads", rate.threads},
                    {"replicates_per_second", rate.median},
                    {"low", rate.least},
                    {"high", rate.most}});
  return Json{{"schema", "palabre.bench/1"},
              {"program", {{"version", program_version()}, {"build", program_build()}}},
              {"processor", processor_name()},
              {"weeks", scenario.weeks},
              {"measurements", kMeasurements},
              {"rates", rows}}
      .dump();
}

std::string bench_text(const std::vector<Rate>& rates, const Scenario& scenario, Lang lang) {
  std::vector<std::vector<std::string>> rows;
  for (const Rate& rate : rates)
    rows.push_back({rate.threads == 1 ? say(TextId::cli_one_thread, lang)
                                      : say(TextId::cli_threads, lang, rate.threads),
                    say(TextId::cli_bench_row, lang, value_text(rate.median, lang)),
                    say(TextId::cli_from_to, lang, value_text(rate.least, lang),
                        value_text(rate.most, lang))});
  return table_text({{say(TextId::cli_program, lang),
                      fmt::format("palabre {}, {}", program_version(), program_build())},
                     {say(TextId::cli_processor, lang), processor_name()}},
                    {true, true}) +
         say(TextId::cli_bench_header, lang, scenario.weeks, kMeasurements) + "\n" +
         table_text(rows, {true, false, false});
}

ExitStatus bench(const BenchArgs& args, std::ostream& out, std::ostream& err) {
  std::filesystem::path file = args.file;
  if (file.empty()) {
    const std::filesystem::path folder = shipped_scenarios();
    if (folder.empty()) throw FileError("baseline.toml", {TextId::cli_no_baseline, {}});
    file = folder / "baseline.toml";
  }
  const ScenarioFile loaded = load_with(args.changes, file);
  say_what_was_read(loaded, args.speech, err);
  const auto model = std::make_shared<const Model>(compile(loaded.scenario, *loaded.world));

  const int most = threads_used(args.threads);
  std::vector<Rate> rates{measure(model, loaded.scenario, args, 1)};
  if (most > 1 && !args.stop.stop_requested())
    rates.push_back(measure(model, loaded.scenario, args, most));
  if (args.stop.stop_requested()) return ExitStatus::interrupted;
  if (args.json)
    out << bench_json(rates, loaded.scenario) << '\n';
  else
    out << bench_text(rates, loaded.scenario, args.speech.lang);
  return ExitStatus::done;
}

}  // namespace

int bench_command(const BenchArgs& args, std::ostream& out, std::ostream& err) {
  return code(guarded(args.speech, err, [&] { return bench(args, out, err); }));
}

}  // namespace palabre
