// What was observed: figures of a series, a place and a period, read from a CSV. Nothing in it is
// guessed; what is wrong is told with line and column, all of it at once.

#pragma once

#include <array>
#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

/// What can be observed, and what a run says of it over a period.
enum class ObservedSeries {
  deaths,        // sum over the weeks of the period
  attacks,       // the same
  displaced,     // mean over the weeks that the period touches
  breadth,       // cercles with at least one attack in those weeks
  deaths_share,  // deaths in some regions over deaths in the whole country
};
inline constexpr std::size_t kObservedSeriesCount = 5;

struct ObservedSeriesSpec {
  std::string_view id, unit;  // as in the CSV
  TextId label;
  bool is_count;    // of events: also has a log score
  bool is_stock;    // what stands at a time, not what happens in it
  bool grows;       // changes are taken as ratios (of the figure plus 1), not as differences
  bool of_country;  // may be of the whole country
  bool of_regions;  // may be of regions
  double most;
};
const ObservedSeriesSpec& spec_of(ObservedSeries series);

/// One line of the CSV.
struct Observation {
  ObservedSeries series{};
  std::string place;                   // as written
  std::vector<int> regions;            // indices of the world; empty: the whole country
  std::chrono::sys_days from{}, to{};  // both of the period
  double value = 0.0;
  std::string source;  // for people; may be empty
  int line = 0;        // of the file

  double days() const { return double((to - from).count() + 1); }
  /// The middle of the period. [years since 1970]
  double when() const;
  bool same_row(const Observation& other) const {
    return series == other.series && regions == other.regions;
  }
};

/// The lines of a file, sorted by series, place and time, as a run meets them.
struct Observed {
  std::string file;                 // as the user named it
  std::vector<Observation> past;    // ended before the run began: what benchmarks know
  std::vector<Observation> within;  // in the run: scored
  std::vector<Diagnostic> notes;    // lines left out, and gaps
  std::size_t left_out = 0;
};

/// Days of a run, both included.
struct RunDays {
  std::chrono::sys_days first, last;
};
RunDays days_of(const Scenario& scenario);

/// Weeks [first, last) of the run that a figure is of: those whose fourth day lies in its period;
/// of a stock those that the period touches.
struct RunWeeks {
  int first = 0, last = 0;
};
RunWeeks weeks_of(const Observation& observation, const Scenario& scenario);

/// Reads the text of a file; columns as in README.md. Throws ScenarioError with everything that is
/// wrong in it.
Observed parse_observed(std::string_view text, const std::string& shown, const World& world,
                        const Scenario& scenario);
/// The same for a file. Throws FileError too.
Observed load_observed(const std::filesystem::path& path, const World& world,
                       const Scenario& scenario);

}  // namespace palabre
