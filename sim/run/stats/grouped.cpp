#include "sim/run/stats/grouped.hpp"

#include "sim/run/stats/intervals.hpp"

namespace palabre {

std::optional<Estimate> estimate_of_groups(const StatisticSums& totals, StatisticKind kind,
                                           const Range& range, std::int64_t replicates) {
  auto out = totals.ratio(range_of_groups(kind, range));
  if (!out || out->basis == Basis::spread) return out;
  if (kind == StatisticKind::Share && totals.count() > 1)
    return wilson(out->value > 0.5 ? totals.count() : 0, totals.count());
  out->runs = replicates;
  return out;
}

std::optional<Estimate> difference_of_groups(const PairedSums& totals, StatisticKind kind,
                                             const Range& range, std::int64_t replicates) {
  auto out = totals.difference(StatisticKind::Ratio, range_of_groups(kind, range));
  if (out && out->basis == Basis::no_spread) out->runs = replicates;
  return out;
}

}  // namespace palabre
