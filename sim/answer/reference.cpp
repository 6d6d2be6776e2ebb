#include "sim/answer/reference.hpp"

namespace palabre {

std::filesystem::path reference_path(const ScenarioFile& file) {
  // A code counts from the nearest shipped scenario, to be short: it stands for that scenario, with
  // changes or without, and is held against what the scenario is held against.
  if (file.from_code && file.chain.size() > 2) return file.chain[2];
  if (file.chain.size() > 1) return file.chain[1];
  const std::filesystem::path folder = shipped_scenarios();
  if (folder.empty()) return file.path;
  return folder / "baseline.toml";
}

ScenarioFile load_reference(const ScenarioFile& file, const LoadOptions& options) {
  LoadOptions asked = options;
  asked.weeks = file.scenario.weeks;
  return load_scenario(reference_path(file), asked);
}

}  // namespace palabre
