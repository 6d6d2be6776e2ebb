#include "ui/work/case_task.hpp"

#include <fmt/format.h>

#include "sim/model/compile.hpp"

namespace palabre::ui {

CaseKey CaseKey::of_inputs(const Scenario& scenario, const World& world) {
  std::string digest = scenario_digest(scenario, world);
  std::string text = fmt::format("{} {} {}", digest, scenario.seed, scenario.replicates);
  return {std::move(text), std::move(digest)};
}

CaseKey CaseKey::of_runs(const Results& results) {
  const Manifest& m = results.manifest;
  return {fmt::format("{} {} {} {}", m.scenario_digest, m.seed, m.replicates, results.digest),
          m.scenario_digest};
}

CaseKey CaseKey::of_pair(const CaseKey& a, const CaseKey& b, std::int64_t pairs) {
  return {fmt::format("{} / {} {}", a.text(), b.text(), pairs), a.digest()};
}

}  // namespace palabre::ui
