#include "sim/run/engine/statistics.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

namespace palabre {
namespace {

// The words of the rows of outputs.def.

using Maybe = std::optional<Contribution>;
using S = SeriesId;
using T = TallyId;

/// What one replicate counted, and over how many weeks.
struct Counted {
  const ReplicateRecord& record;
  double weeks;
  int region;         // that a statistic is about; -1: not in this world, or none
  double jnim_terms;  // switches.jnim_terms

  double operator[](TallyId id) const { return record[id]; }
  double end(SeriesId id) const { return record.end(id); }
  Stage stage_at_end() const { return Stage(int(record.last_week[kStageRow])); }
  bool ever(TallyId week) const { return record[week] >= 0; }
  bool before(TallyId week, int limit) const { return ever(week) && record[week] < limit; }
  double first_year() const { return std::min(weeks, constants::kWeeksPerYear); }  // [weeks]
  double yearly() const { return constants::kWeeksPerYear / weeks; }
  double agreement() const { return record[T::truce_weeks] + record[T::accord_weeks]; }  // [weeks]
  OutcomeId outcome() const { return OutcomeId(int(record[T::outcome])); }
  double unapproved() const { return record[T::pact_weeks] - record[T::pact_weeks_approved]; }
};

Maybe nothing() { return {}; }
Maybe share(bool holds) { return Contribution{holds ? 1.0 : 0.0, 1.0}; }
Maybe value(double x) { return Contribution{x, 1.0}; }
Maybe only_if(bool exists, double x) { return exists ? value(x) : nothing(); }
Maybe quotient(double a, double b) { return b > 0.0 ? value(a / b) : nothing(); }
Maybe sums(double a, double b) { return Contribution{a, b}; }

Maybe share_of_region(const Counted& r) {
  if (r.region < 0) return {};
  return quotient(r.record.deaths_by_region[std::size_t(r.region)], r[T::deaths]);
}

Maybe dispersion(const Counted& r) {
  const double months = std::floor(r.weeks / constants::kWeeksPerMonth);
  const double mean = months > 0 ? r[T::deaths_month_sum] / months : 0.0;
  if (months < 2 || !(mean > 0.0)) return {};
  const double squares = r[T::deaths_month_squares] / months - mean * mean;
  return value(squares * months / (months - 1) / mean);
}

Maybe pact_ratio(const Counted& r) {
  const double with = r[T::centre_weeks_pact], without = r[T::centre_weeks_free];
  if (!(with > 0.0) || !(without > 0.0) || !(r[T::centre_attacks_free] > 0.0)) return {};
  return value(r[T::centre_attacks_pact] / with / (r[T::centre_attacks_free] / without));
}

using Rule = Maybe (*)(const Counted& r);
constexpr Rule kRules[] = {
#define STATISTIC(id, kind, unit, settled, value, ...) \
  []([[maybe_unused]] const Counted& r) -> Maybe { return value; },
#include <rows/outputs.def>
#undef STATISTIC
};

}  // namespace

std::optional<Contribution> contribution(StatisticId id, const ReplicateRecord& r, const Model& m,
                                         const std::vector<int>& region_of_statistic) {
  return kRules[std::size_t(id)](
      {r, double(m.weeks), region_of_statistic[std::size_t(id)], m.switches.jnim_terms});
}

std::vector<int> regions_of_statistics(const std::vector<std::string>& regions) {
  constexpr std::string_view kPrefix = "deaths_share_";
  std::vector<int> out;
  for (const StatisticSpec& spec : statistic_specs()) {
    int found = -1;
    for (std::size_t k = 0; k < regions.size(); ++k) {
      std::string id(kPrefix);
      for (const char c : regions[k]) id += char(std::tolower(static_cast<unsigned char>(c)));
      if (id == spec.id) found = int(k);
    }
    out.push_back(found);
  }
  return out;
}

ReplicateRecord record_of(const BlockOutput& out, int weeks, std::size_t lane) {
  ReplicateRecord record;
  for (std::size_t t = 0; t < kTallyCount; ++t) record.tally[t] = out.tally[t][lane];
  for (std::size_t r = 0; r < kRegionMax; ++r)
    record.deaths_by_region[r] = out.deaths_by_region[r][lane];
  const std::size_t last_week = out.last_week_only ? 0 : std::size_t(weeks - 1);
  const double* last = out.series + last_week * kWeekRows * kBlockLanes;
  for (std::size_t row = 0; row < kWeekRows; ++row)
    record.last_week[row] = last[row * kBlockLanes + lane];
  return record;
}

}  // namespace palabre
