// Which of several cases holds up when the assumptions are not known: over worlds drawn within
// their plausible ranges, the same for each case (Lempert, Popper and Bankes 2003).

#pragma once

#include <Eigen/Core>

#include "sim/answer/finding.hpp"
#include "sim/run/analysis/sensitivity.hpp"
#include "sim/run/stats/prim.hpp"

namespace palabre {

/// A figure that cases may be judged by, and which way is good. Harm is never a thing to raise.
struct Goal {
  Target figure;
  bool more_is_better = true;
};
/// Deaths and displaced (less), sieges (less: people outside them), talks, truces, accords (more).
std::vector<Goal> goals();
/// The goal of that name, or of one of goal_names(); nothing when no case may be judged by it.
std::optional<Goal> find_goal(std::string_view id);
/// The short names of goals: talks, truces, accords, deaths, displaced, sieges.
std::vector<std::string_view> goal_names();

/// How one case does over the worlds.
struct Robustness {
  double best_share = 0.0;  // of the worlds in which it is best; those that are even share one
  double mean = 0.0;
  double worst_tenth = 0.0;  // one world in ten is worse than this
  Estimate regret;           // what it falls short of the best case of each world, mean
                             // over worlds
  double regret_90 = 0.0;    // nine worlds in ten have no more regret than this
};

/// From values alone. [case][world]; every case has every world. At least one of each (asserted).
std::vector<Robustness> robustness(const std::vector<std::vector<double>>& values,
                                   bool more_is_better);
/// The case with the best mean; the first of those that are even.
std::size_t best_case(const std::vector<Robustness>& cases, bool more_is_better);

/// How much better the best case is than the next one, mean over worlds, world by world: negative
/// where less is better. Nothing for one case. Same table as robustness().
std::optional<Estimate> lead(const std::vector<std::vector<double>>& values, bool more_is_better);

/// Where another case than the best one wins.
struct Turning {
  std::size_t other = 0;         // the case that wins most of the worlds that the best one loses
  double lost = 0.0;             // share of the worlds in which some other case is strictly better
  std::optional<Discovery> box;  // of the worlds where `other` is strictly better than the best,
                                 // with at most kMostConditions edges
};
/// More conditions than this no reader of a sentence keeps apart.
inline constexpr std::size_t kMostConditions = 4;

struct RobustnessStudy {
  Goal goal;
  std::vector<Robustness> cases;
  std::size_t best = 0;
  std::optional<Estimate> lead;  // of the best case over the next one
  Turning turning;
  std::int64_t worlds = 0,
               refused = 0;       // refused: no model could be made of these for some case
  int replicates = 0;             // of each case in each world
  ParamList drawn;                // assumptions that are drawn
  std::vector<std::string> kept;  // assumptions that are not, for some case sets them
};

inline constexpr int kRobustWorlds = 200, kRobustReplicates = 64;

struct RobustOptions {
  int worlds = kRobustWorlds;
  int replicates = kRobustReplicates;
  int threads = 0;
  std::stop_token stop = {};
  Progress progress = {};
};

/// Runs every case in every world on the same draws, with the seed and weeks of the first. What a
/// case changes against the first is drawn for none of them. Nothing when stopped early, or when no
/// world is left in which every case has a value.
std::optional<RobustnessStudy> study_robustness(const std::vector<Scenario>& cases,
                                                std::shared_ptr<const World> world,
                                                const Goal& goal, const RobustOptions& options);

/// "Of the three cases, B holds up best: it is best in 62 of 100 worlds, ..."; `names` by case.
std::string robustness_text(const RobustnessStudy& study, const std::vector<std::string>& names,
                            Lang lang);
/// A value or a regret of the study with as many digits as the narrowest interval of a regret
/// needs, a share out of 100: "21.3", "1,210".
std::string goal_number(const RobustnessStudy& study, double value, Lang lang);
/// The same where a sentence needs its unit: "71 of 100 runs".
std::string goal_value(const RobustnessStudy& study, double value, Lang lang);
/// The edges of a box in words: "the mediator's standing at least 0.5 and ...".
std::string box_in(const Discovery& box, const ParamList& params, Lang lang);

}  // namespace palabre
