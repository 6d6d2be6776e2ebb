// palabre-bench [FILE] [--set KEY=VALUE]... [-n N] [-j N] [--json]: how fast this machine is.

#include <charconv>
#include <cstring>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/scenario/diagnostic.hpp"
#include "tests/bench/measure.hpp"

namespace {

constexpr int kThreadsMax = 1024;
constexpr int kUsage = 2, kInvalid = 3;  // exit statuses, as those of `palabre`
constexpr const char* kHelp =
    "usage: palabre-bench [FILE] [--set KEY=VALUE]... [-n N] [-j N] [--json]\n"
    "Measures FILE (by default the shipped baseline) on this machine: replicates per second, the\n"
    "time to a first answer, how near that is to the compute roofline, the share of each phase.\n"
    "  -n N   replicates of one measurement (by default as many as take about half a second)\n"
    "  -j N   the largest number of threads measured (by default one per processor)\n";

struct Arguments {
  std::string file;
  std::vector<std::string> sets;
  palabre::bench::Options options;
  bool json = false, help = false;
};

std::optional<int> number(const char* text, int most) {
  int value = 0;
  const char* end = text + std::strlen(text);
  const auto [at, error] = std::from_chars(text, end, value);
  if (error != std::errc() || at != end || value < 1 || value > most) return std::nullopt;
  return value;
}

/// Reads the command line, or says what is wrong with it.
std::optional<std::string> read(int argc, char** argv, Arguments& to) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const char* value = i + 1 < argc ? argv[i + 1] : nullptr;
    if (word == "--help" || word == "-h") {
      to.help = true;
    } else if (word == "--json") {
      to.json = true;
    } else if (word == "-n" || word == "-j" || word == "--set") {
      if (value == nullptr) return word + " needs a value";
      ++i;
      if (word == "--set") {
        to.sets.emplace_back(value);
        continue;
      }
      const auto n = number(value, word == "-n" ? palabre::kReplicatesMax : kThreadsMax);
      if (!n) return word + ": no such number: " + value;
      (word == "-n" ? to.options.replicates : to.options.threads) = *n;
    } else if (word.starts_with("-") || !to.file.empty()) {
      return "not understood: " + word;
    } else {
      to.file = word;
    }
  }
  return std::nullopt;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace palabre;
  Arguments arguments;
  if (const auto wrong = read(argc, argv, arguments)) {
    std::cerr << "palabre-bench: " << *wrong << "\n" << kHelp;
    return kUsage;
  }
  if (arguments.help) {
    std::cout << kHelp;
    return 0;
  }
  try {
    namespace fs = std::filesystem;
    const fs::path path =
        arguments.file.empty() ? shipped_scenarios() / "baseline.toml" : fs::path(arguments.file);
    ScenarioFile file = load_scenario(path);
    apply_overrides(file.scenario, arguments.sets);
    const auto model = std::make_shared<const Model>(compile(file.scenario, *file.world));
    const bench::Measured measured = bench::measure(file, model, arguments.options);
    std::cout << (arguments.json ? bench::to_json(measured, *model) + "\n"
                                 : bench::to_text(measured, *model));
  } catch (const std::exception& error) {
    std::cerr << "palabre-bench: " << error.what() << "\n";
    return kInvalid;
  }
  return 0;
}
