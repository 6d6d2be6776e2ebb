// The view Analyse without its pixels: what can be asked, what an answer holds, and the work
// between the two, which runs beside the window (latest_task.hpp) on the engines of the commands.

#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/answer/needs.hpp"
#include "sim/answer/robust.hpp"
#include "sim/run/analysis/ablation.hpp"
#include "sim/run/analysis/discovery.hpp"
#include "sim/run/analysis/heatmap.hpp"
#include "sim/run/analysis/precision.hpp"
#include "sim/run/analysis/variance.hpp"
#include "sim/score/score.hpp"
#include "ui/work/analysis_settings.hpp"
#include "ui/work/latest_task.hpp"

namespace palabre::ui {

/// What a method is called, the question that it answers, and the name robots know it by.
struct MethodSpec {
  std::string_view id;
  TextId name, question;
  bool needs_target;
};
const MethodSpec& method_spec(Method method);

/// A case that is judged beside others.
struct JudgedCase {
  LocalText name;
  Scenario scenario;
  std::shared_ptr<const World> world;
  friend bool operator==(const JudgedCase& a, const JudgedCase& b) {
    return a.scenario == b.scenario && a.world == b.world && a.name == b.name;
  }
};

/// Everything that an answer depends on.
struct AnalysisQuestion {
  std::string key;  // of all that follows, by the digest of the inputs
  Scenario scenario;
  std::shared_ptr<const World> world;
  AnalysisSettings settings;
  Target target;
  ParamList params;                 // that are swept: all but the locked ones
  std::vector<std::string> locked;  // assumptions that stay where they are
  Interest interest;
  std::vector<JudgedCase> cases;  // which of them holds up
  PlanSize size;
  std::vector<Target> targets() const;
  /// Why it cannot be asked: words for the screen; nothing when it can.
  std::optional<TextId> refusal;
};
/// @param cases  that can be judged beside each other
/// @param mean  of the target in the present case, when it is known: where discovery draws the line
AnalysisQuestion question_of(const Scenario& scenario, std::shared_ptr<const World> world,
                             const AnalysisSettings& settings,
                             const std::set<std::string, std::less<>>& locked,
                             std::optional<double> mean, const std::vector<JudgedCase>& cases = {});

struct HeatFindings {
  HeatAxis x, y;
  std::vector<std::optional<Estimate>> cells;  // row by row from the lowest y
};
struct ThresholdFindings {
  const SwitchSpec* threshold = nullptr;
  double value = 0.0;
  std::optional<ThresholdReport> near;
  std::optional<std::int64_t> lower, higher;  // runs that move to another class
};

/// What `claims` or `mechanisms` switches off.
AblationTable ablations_of(Method method);

/// What is known so far. Only the part of the method that was asked for is filled.
struct AnalysisAnswer {
  std::shared_ptr<const AnalysisQuestion> question;
  std::size_t points_done = 0;
  int look = 0;  // replicates of each point that are there, while that is not all of them; 0: all
  std::int64_t failed = 0;          // runs that left the bounds of the model
  std::int64_t refused = 0;         // points whose values exclude each other
  std::optional<Estimate> present;  // of the target
  std::optional<TextId> undefined;  // why nothing can be said
  std::vector<Swing> swings;
  std::vector<MorrisFactor> morris;
  SobolFindings sobol;
  std::vector<AblationEffect> ablations;  // of claims or mechanisms
  std::optional<HeatFindings> heat;
  std::shared_ptr<const DrawnWorlds> worlds;
  std::optional<Discovery> found;
  std::vector<VarianceDecomposition> variance;
  std::optional<RunsNeeded> needed;
  double within = 0.0;  // in the unit of the target
  std::vector<ThresholdFindings> thresholds;
  std::shared_ptr<const ScoreStudy> score;
  std::shared_ptr<const RobustnessStudy> robust;
  std::shared_ptr<const NeedsStudy> needs;

  bool has_all_points() const { return std::int64_t(points_done) == question->size.points; }
  bool whole() const { return has_all_points() && look == 0; }
  /// Replicates of each point that it rests on.
  int replicates() const { return look > 0 ? look : question->size.replicates; }
};

using Analyst = LatestTask<AnalysisAnswer>;
/// The work that answers a question, on this many threads. `before`: an answer whose worlds may
/// serve again (another step of the same trajectory); may be null.
Analyst::Work analysis_work(std::shared_ptr<const AnalysisQuestion> question, int threads,
                            std::shared_ptr<const AnalysisAnswer> before);

/// The sentence that concludes it; empty where the picture says it all.
std::string conclusion_of(const AnalysisAnswer& answer, Lang lang);

/// What the view shows.
struct AnalysisState {
  AnalysisSettings settings;
  std::shared_ptr<const AnalysisQuestion>
      question;                                  // as it would be asked now; null: not looked at
  std::shared_ptr<const AnalysisAnswer> answer;  // the newest of the method
  bool fresh = false;                            // it answers the question
  bool running = false;                          // this method
  std::optional<Method> running_method;
  std::int64_t done = 0, total = 0;  // runs
  std::string failure;
  std::optional<double> pace;  // of one run on all threads [s]; nothing: not measured yet
  std::shared_ptr<const AnalysisAnswer> box;  // discovery of the present case: bands on sliders
};

}  // namespace palabre::ui
