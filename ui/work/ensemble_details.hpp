// A closer look at the ensemble that is shown: some of its runs by themselves, single runs as
// lines, one cercle.

#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/run/views/cercle_fans.hpp"
#include "sim/run/views/lines.hpp"
#include "sim/run/views/map_difference.hpp"
#include "sim/run/views/subset.hpp"
#include "ui/work/case_task.hpp"

namespace palabre::ui {

/// So many runs are drawn as lines: the first of the ensemble.
inline constexpr std::size_t kLinesDrawn = 40;

/// What panels read of it; null: not wanted, or not there yet.
struct EnsembleDetails {
  TaskStatus<Subset> subset;                            // the runs that match
  std::shared_ptr<const Lines> lines;                   // of them, or of all
  std::shared_ptr<const CercleFans> cercle;             // over them, or over all
  std::shared_ptr<const CercleFans> cercle_drawn;       // over all, with drawn assumptions
  std::shared_ptr<const MapDifference> map_difference;  // from what the case is held against
};

/// Where on the map the case differs from another that it can be paired with.
CaseTask<MapDifference>::Work map_difference_work(const Scenario& against,
                                                  const std::shared_ptr<const World>& its_world,
                                                  const Scenario& scenario,
                                                  const std::shared_ptr<const World>& world,
                                                  std::int64_t replicates, int threads);

/// The runs that say yes to a question.
CaseTask<Subset>::Work subset_work(const Scenario& scenario,
                                   const std::shared_ptr<const World>& world,
                                   const RunQuestion& question, std::int64_t replicates,
                                   int threads);

/// Which runs are drawn as lines: the first of those that may be, and one more.
/// @param some  the runs that may be; null: all of `replicates`
/// @param also  a run that is to be among them if it may be; -1: none
std::vector<std::int64_t> line_numbers(const Subset* some, std::int64_t replicates,
                                       std::int64_t also);
CaseTask<Lines>::Work lines_work(const Scenario& scenario,
                                 const std::shared_ptr<const World>& world,
                                 std::vector<std::int64_t> numbers, int cercle);

/// One cercle over the first replicates.
/// @param some  these runs alone; null: all
CaseTask<CercleFans>::Work cercle_work(const Scenario& scenario,
                                       const std::shared_ptr<const World>& world, int cercle,
                                       std::int64_t replicates, std::shared_ptr<const Subset> some,
                                       int threads);
/// The same with drawn assumptions, but for the locked ones.
CaseTask<CercleFans>::Work drawn_cercle_work(const Scenario& scenario,
                                             const std::shared_ptr<const World>& world, int cercle,
                                             std::int64_t replicates,
                                             const std::set<std::string, std::less<>>& locked,
                                             int threads);

}  // namespace palabre::ui
