// Which assumption matters most: the points that each method runs, and what their values say. The
// command line and the window put their pictures of it together from here.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/run/analysis/evaluation.hpp"
#include "sim/run/stats/indices.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

using ParamList = std::vector<const ParamSpec*>;

/// How large an analysis is, known before any of it is made.
struct PlanSize {
  std::int64_t points = 0;
  int replicates = 0;
  std::int64_t runs() const { return points * replicates; }
};

/// The rows of a design: its points in [0, 1] at the plausible values of `params`, everything else
/// as in the scenario.
std::vector<PlanRow> design_rows(const Scenario& scenario, const Eigen::MatrixXd& points,
                                 const ParamList& params);
/// The same after the present case, which is point 0.
std::vector<PlanRow> present_and_design(const Scenario& scenario, const Eigen::MatrixXd& points,
                                        const ParamList& params);
/// Values of the points after the present case: those of a design.
PointValues design_values(const Evaluation& evaluation, std::size_t target = 0);

/// Why nothing can be said of a target whose values never vary; nothing when they do.
std::optional<TextId> why_undefined(const std::vector<std::optional<double>>& values,
                                    StatisticKind kind);

// --- one at a time -------------------------------------------------------------------------------

inline constexpr int kTornadoReplicates = 256;
PlanSize tornado_size(const ParamList& params);
/// The present case, then each assumption at its low and at its high end.
std::vector<PlanRow> tornado_rows(const Scenario& scenario, const ParamList& params);

/// What one assumption alone does at either end of its plausible range.
struct Swing {
  const ParamSpec* spec = nullptr;
  bool is_run = false;
  std::optional<Estimate> low, high;  // paired differences to the present case

  double size() const;   // the larger of the two; below 0 where there is none
  bool is_idle() const;  // nothing at all moves, to the last run
  bool tells() const;    // one of the two is told from nothing at 95 %
};
/// Largest first; what was not run comes last.
std::vector<Swing> swings_of(const Evaluation& evaluation, const ParamList& params);

// --- Morris --------------------------------------------------------------------------------------

inline constexpr int kMorrisReplicates = 32;
PlanSize morris_size(std::size_t trajectories, const ParamList& params);

struct MorrisFactor {
  const ParamSpec* spec = nullptr;
  MorrisEffect effect;
};
/// Largest mu* first, from an evaluation of present_and_design().
std::vector<MorrisFactor> morris_of(const Evaluation& evaluation, const MorrisDesign& design,
                                    const ParamList& params);

// --- Sobol ---------------------------------------------------------------------------------------

inline constexpr int kSobolReplicates = 16, kSobolRowsOfGroups = 256, kSobolRowsSingly = 64;
/// Below so many whole rows, bootstrap intervals are too narrow and indices stray below 0 and
/// above 1.
inline constexpr std::size_t kSobolRowsFew = 32;
/// An interval that reaches farther than this below 0 or above 1 is too wide to be believed.
/// [share]
inline constexpr double kSobolStray = 0.1;

/// Which assumptions go together: one group each, or those of one group of params.def.
struct FactorGroups {
  std::vector<std::string> ids;       // [group] key of the assumption, or name of the group
  std::vector<std::size_t> group_of;  // [factor]
};
FactorGroups factor_groups(const ParamList& params, bool whole_groups);
/// Label of an id of FactorGroups.
std::string_view factor_label(std::string_view id, Lang lang);
PlanSize sobol_size(std::size_t rows, const FactorGroups& groups);

struct SobolFactor {
  std::string id;
  SobolIndex index;
};
struct SobolFindings {
  std::vector<SobolFactor> factors;    // largest total first; empty when the value never varies
  std::size_t rows = 0;                // whole rows that they rest on
  std::optional<VarianceSplit> split;  // of one run; nothing when no single run has a value
  /// True when the rows are too few to say anything about what lies near 0 and 1.
  bool few() const { return rows < kSobolRowsFew; }
  /// True when an interval reaches far beyond what a share can be. A little beyond is no sign of
  /// too few rows: around a factor that does nothing, an interval reaches below 0 at any number.
  bool strays() const;
};
/// From an evaluation of present_and_design().
SobolFindings sobol_of(const Evaluation& evaluation, const SobolDesign& design,
                       const FactorGroups& groups);

}  // namespace palabre
