// What a change did to one figure, and how sure that is.

#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "sim/answer/changes.hpp"
#include "sim/run/analysis/evaluation.hpp"
#include "sim/run/views/compare.hpp"

namespace palabre {

/// How strong the evidence for a difference is. The sentence follows it.
enum class Evidence {
  unchanged,      // the inputs are the same
  none_finished,  // no pair of runs finished
  absent,         // the figure exists on neither side
  appears,        // only with the change
  vanishes,       // only without it
  no_path,        // nothing that was changed can reach this figure
  no_run,         // not one run differs in this figure
  too_few,        // it differs, in too few runs to give the difference an interval
  luck,           // the interval of the difference holds 0
  sure            // it does not
};
/// The sign behind an effect in a table: its interval holds 0, or not one run differs. With the
/// blank before it; empty for any other evidence.
std::string mark_of(Evidence evidence, Lang lang);

/// One figure with the change and without it, on the same draws.
struct Finding {
  Target about;
  std::optional<Estimate> without, with, difference;
  std::int64_t runs = 0;       // pairs that finished
  std::int64_t differing = 0;  // pairs in which the figure is not the same
  int weeks = 0;               // of each run; 0 where that is not known
  bool has_interval = true;
  bool nothing_differs = false;  // no run differs in anything at all
  bool same_inputs = false;

  Evidence evidence() const;
  /// The effect against half its interval; 0 where nothing is told.
  double strength() const;
};

/// An outcome or a statistic by its name, medians included; nothing when there is none.
std::optional<Target> find_figure(std::string_view id);
/// The figures that an answer chooses from when none is asked for.
std::vector<Target> headline_figures();

/// What a comparison says of one figure; its A is without the change, its B with it.
Finding finding_of(const Comparison& comparison, const Target& about);
/// The headline figure with the largest effect against its interval; the first of them when nothing
/// is told from luck.
Target strongest_figure(const Comparison& comparison);

/// The answer as one sentence: "With Imam Dicko mediating and a four-week French exit, talks begin
/// within two years in 71 of 100 runs instead of 57 (+14 [+11, +16])."
std::string answer_text(const std::vector<Change>& changes, const Finding& finding, Lang lang);

/// The figure by itself with its own interval: "talks begin within two years in 57 of 100 runs [54,
/// 60]". Needs a value with the change.
std::string present_in(const Finding& finding, Lang lang);

/// Numbers of one figure as a sentence shows them: with as many digits as the interval of the
/// difference supports, and one more where value, former value and difference would not add up.
struct Shown {
  double scale = 1.0;  // per hundred for shares
  double step = 1.0;   // of the last digit
  int decimals = 0;
};
Shown shown_for(const Finding& finding);
/// The same in a table, where one digit more in one row than in the next says nothing.
Shown shown_in_table(const Finding& finding);
/// Of all rows of a table or chart: where intervals of one unit are at most ten times as wide as
/// one another, they have the same digits, those of the narrowest.
std::vector<Shown> shown_in_table(const std::vector<Finding>& rows);
/// "+14", "−3 points", with the unit that a difference has.
std::string effect_in(double difference, const Finding& finding, const Shown& shown, Lang lang);
/// "+14 [+11, +16]"
std::string effect_with_interval(const Finding& finding, const Shown& shown, Lang lang);
/// One side: "71 of 100", "31%", "1,210"; "none" and "all" for shares of 0 and 1.
std::string value_in(double value, const Finding& finding, const Shown& shown, Lang lang);

}  // namespace palabre
