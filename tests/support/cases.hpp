// Shorthand of the model's tests: the baseline with `--set` texts, compiled; blocks and ensembles
// of it.

#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/model/kernel.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/support/paths.hpp"

namespace palabre::test {

using Sets = std::vector<std::string>;

inline const ScenarioFile& baseline() {
  static const ScenarioFile file =
      load_scenario(std::filesystem::path(palabre::test::root()) / "scenarios/baseline.toml");
  return file;
}

inline Scenario scenario(const Sets& sets = {}, int weeks = 260) {
  Scenario s = baseline().scenario;
  s.weeks = weeks;
  s.switches.assumptions = int(AssumptionsChoice::set);  // one world, unless a test asks for more
  apply_overrides(s, sets);
  return s;
}

inline Model model(const Sets& sets = {}, int weeks = 260) {
  return compile(scenario(sets, weeks), *baseline().world);
}

/// Eight replicates with everything they leave behind.
struct Lanes {
  BlockOutput out;
  std::vector<double> rows;
  std::vector<std::uint64_t> digests;

  double row(int week, SeriesId id, int lane) const {
    return rows[(std::size_t(week) * kWeekRows + std::size_t(id)) * kBlockLanes +
                std::size_t(lane)];
  }
  double stage(int week, int lane) const {
    return rows[(std::size_t(week) * kWeekRows + kStageRow) * kBlockLanes + std::size_t(lane)];
  }
  double tally(TallyId id, int lane) const { return out.tally[std::size_t(id)][std::size_t(lane)]; }
  /// Hash of weeks 0..week of one replicate, first of its two words.
  std::uint64_t digest(int week, int lane) const {
    return digests[(std::size_t(week) * 2) * kBlockLanes + std::size_t(lane)];
  }
};

inline Lanes run_lanes(const Model& m, std::uint32_t first = 0, std::uint64_t seed = 12345,
                       RunBlock kernel = nullptr) {
  Lanes lanes;
  lanes.rows.resize(std::size_t(m.weeks) * kWeekRows * kBlockLanes);
  lanes.digests.resize(std::size_t(m.weeks) * 2 * kBlockLanes);
  lanes.out.series = lanes.rows.data();
  lanes.out.week_digest = lanes.digests.data();
  (kernel != nullptr ? kernel : chosen_kernel().run_block)({&m, seed, first, kBlockLanes, 0},
                                                           lanes.out);
  return lanes;
}

inline std::shared_ptr<const Results> ensemble(const Sets& sets, std::int64_t replicates,
                                               int weeks = 260, int threads = 2) {
  Ensemble e(std::make_shared<const Model>(model(sets, weeks)), 12345);
  e.grow_to(replicates, threads);
  return e.results();
}

inline double value(const Results& r, StatisticId id) { return r.find(id)->estimate.value; }

}  // namespace palabre::test
