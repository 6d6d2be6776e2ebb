// Patterns: what the articles say the model must do, each one row of a table.
//
//   articles.def      the 78 of the design
//   claims.def        one for each claim of priority A that no other row carries
//   interactions.def  the effect of one thing depends on another; written before they were run
//
// A row compares the same replicates with the same dice under two settings, and holds when the
// difference has the right sign and exceeds both the noise size in the row and two paired standard
// errors. Every number is a ratio of sums over replicates (a mean has weight 1), as in
// sim/run/engine/statistics.hpp.

#pragma once

#include <map>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/kernel.hpp"
#include "sim/run/engine/statistics.hpp"

namespace palabre::pattern {

/// What one replicate leaves behind, beyond what the program keeps of it.
struct Replicate {
  ReplicateRecord record;
  std::array<double, kSeriesCount> mean{};  // of every series over all weeks
  double support_after_card = 0.0;          // 1/26 of the sum over the 26 weeks after it
  double breaks_two_summers = 0.0;          // pact breaks in June-September 2022 and 2023
  double breaks_two_years = 0.0;            // in the first 104 weeks
  // jihadist share of south, centre, north, border: sum over a block, kept by its first lane
  std::array<double, 4> gain_by_zone{}, end_by_zone{};
  double block = 0.0;  // lanes in those sums; 0 for the other lanes
};

/// Numbers that only patterns ask for; what they are stands in measure.cpp.
enum class Own {
  accords_alive_of_signed,
  agreement_breaks_net,
  attacks_last_week,
  attacks_at_war,
  attacks_under_agreement,
  attacks_under_pacts,
  attacks_without_pacts,
  border_cercles,
  centre_gains_most,
  deaths_share_south,
  good_offices_without_talks_by_52,
  jihadist_gain,
  mean_approval,
  mean_commitment,
  mean_trust,
  readiness_gap,
  revived_share,
  south_at_the_end,
  summer_breaks,
  support_after_card,
  truce_breaks_net,
  truce_breaks_per_100_weeks,
};

/// Which replicates a measure looks at.
enum class Among {
  all,
  accord_stands,  // at the end
  broke_in_vain,  // a truce or accord broke, and none stands at the end
};

/// Runs that a measure needs besides the ordinary one.
enum class Needs { nothing, maps, summers };

struct Measure {
  Measure(StatisticId id) : statistic(id), is_own(false) {}  // NOLINT: rows name statistics
  Measure(Own id) : own(id), is_own(true) {}                 // NOLINT
  StatisticId statistic{};
  Own own{};
  bool is_own;
  Among among = Among::all;
  std::optional<Own> relative_to;  // divided by that number of the same runs

  Needs needs() const;
  /// Is the replicate, as it went under the setting `to`, one of those looked at?
  bool looks_at(const Replicate& r) const;
  /// Value and weight of one replicate; weight 0 where the number does not exist.
  Contribution of(const Replicate& r, const Model& m) const;
};
inline Measure among(Among which, Measure measure) {
  measure.among = which;
  return measure;
}
/// One number over another, both summed over the same replicates first.
inline Measure over(Own number, Own other) {
  Measure measure = number;
  measure.relative_to = other;
  return measure;
}

enum class Sense {
  up,       // rises by more than size and two standard errors
  down,     // falls so
  same,     // moves by less than size, give or take two standard errors, and never by twice size
  keeps,    // stays above that share of what it was
  zero,     // nothing, in any replicate
  between,  // a level: from low to high
};
struct Want {
  Sense sense;
  double size = 0.0, high = 0.0;
};
inline Want up(double noise) { return {Sense::up, noise}; }
inline Want down(double noise) { return {Sense::down, noise}; }
inline Want same(double within) { return {Sense::same, within}; }
inline Want keeps(double share) { return {Sense::keeps, share}; }
inline Want zero() { return {Sense::zero}; }
inline Want between(double low, double high) { return {Sense::between, low, high}; }

enum class Kind {
  wiring,       // the sign is nearly built in: is the mechanism connected?
  emergent,     // several channels, some opposed
  level,        // a size, used to choose a default
  interaction,  // the effect of one thing depends on another
};

/// One row. Settings are texts of `--set`, separated by blanks; `weeks=N` is the horizon.
struct Row {
  const char* id;
  Kind kind;
  const char* claims;      // ids of claims.def, separated by blanks
  int replicates;          // enough not to be flaky
  const char* where;       // holds in all runs
  const char *from, *to;   // what changes
  const char *low, *high;  // interactions: the effect under `high` less the effect under `low`
  Measure measure;
  Want want;
  const char* says;
  const char* first;  // interactions: what happened when it was first run
};
const std::vector<Row>& articles();
const std::vector<Row>& claims();
const std::vector<Row>& interactions();
/// The row of that id in any of the three tables; it must exist.
const Row& row(std::string_view id);
/// How a row appears in a failed test.
void PrintTo(const Row& row, std::ostream* out);

/// A row, measured.
struct Verdict {
  std::vector<double> values;        // one per setting, in the order from, to (low first)
  double change = 0.0, error = 0.0;  // difference and its paired standard error
  bool right_sign = false, holds = false;
  std::string text;  // one line: id, sentence, values, error, noise size
};

/// A ratio of sums over replicates, and how far each replicate pulls it (the delta method: the
/// standard error is that of the mean of the pulls).
struct Number {
  double value = 0.0;
  bool is_zero = true;  // nothing in any replicate
  std::vector<double> pulls;
};

/// Runs each distinct setting once. Not for several threads at a time; uses two itself.
class Bench {
 public:
  explicit Bench(Fault fault = Fault::none) : fault_(fault) {}
  /// All parameters drawn half-way to their limits; the draw belongs to the number.
  static Bench random_world(int number);

  /// @param replicates  0: as many as the row says
  Verdict judge(const Row& row, int replicates = 0);
  std::size_t replicates_run() const { return run_; }

 private:
  struct Setting {
    Model model;
    std::vector<Replicate> replicates;
  };
  const Setting& at(const std::string& settings, Needs needs, int replicates);
  Model compiled(const std::string& settings, int weeks) const;
  Number number(const Measure& measure, const Setting& setting, const Setting& last, int n);
  void run(Setting& setting, const std::string& settings, Needs needs, int replicates);

  Fault fault_;
  std::map<std::string, double> world_;  // parameters that differ from the baseline
  std::map<std::pair<std::string, Needs>, Setting> settings_;
  std::size_t run_ = 0;
};

}  // namespace palabre::pattern
