#include "sim/run/analysis/expect.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace {

/// A bound in the sense "at least": sign -1 turns "at most x" into "at least -x" of the negative.
struct Bound {
  double sign, bound;
  bool strict;  // the whole interval above the bound, not on it
};

std::vector<Bound> bounds_of(const Expectation& e) {
  std::vector<Bound> out;
  if (e.at_least) out.push_back({1, *e.at_least, false});
  if (e.at_most) out.push_back({-1, -*e.at_most, false});
  if (e.higher_by) out.push_back({1, *e.higher_by, true});
  if (e.lower_by) out.push_back({-1, *e.lower_by, true});
  if (e.same_within) {
    out.push_back({1, -*e.same_within, false});
    out.push_back({-1, -*e.same_within, false});
  }
  return out;
}

Verdict verdict_of(const Bound& b, const Estimate& e) {
  const double low = b.sign > 0 ? e.low : -e.high, high = b.sign > 0 ? e.high : -e.low;
  if (b.strict ? low > b.bound : low >= b.bound) return Verdict::passed;
  if (b.strict ? high <= b.bound : high < b.bound) return Verdict::failed;
  return Verdict::undecided;
}

double margin_of(const Bound& b, const Estimate& e) {
  const double distance = b.sign * e.value - b.bound;
  if (!e.has_interval()) return 0.0;
  const double error = (e.high - e.low) / (2 * kNormal975);
  if (error > 0.0) return distance / error;
  const bool right = verdict_of(b, e) == Verdict::passed;
  return right ? std::numeric_limits<double>::infinity() : -std::numeric_limits<double>::infinity();
}

/// The number that an expectation is about, and whether its interval can be trusted.
struct Subject {
  std::optional<Estimate> estimate;
  bool is_known = true;
};

Subject subject_of(const Expectation& e, const Comparison& c) {
  const bool paired = !e.compared_to.empty();
  if (c.finished() == 0) return {};
  if (e.statistic.starts_with("outcome.")) {
    const OutcomeSpec* spec = find_outcome(std::string_view(e.statistic).substr(8));
    if (spec == nullptr) return {};
    const auto& row = c.outcomes[std::size_t(spec - outcome_specs().data())];
    return {paired ? row.difference : row.b, !paired || c.finished() > 1};
  }
  const StatisticSpec* spec = find_statistic(e.statistic);
  const auto* row =
      spec == nullptr ? nullptr : c.find(StatisticId(spec - statistic_specs().data()));
  if (row == nullptr) return {};
  if (paired) return {row->difference, row->has_interval && c.finished() > 1};
  return {row->b, row->count_b > 1 || spec->kind == StatisticKind::Share};
}

}  // namespace

Judgement judge(const Expectation& expectation, const Comparison& comparison) {
  const Subject subject = subject_of(expectation, comparison);
  Judgement out;
  out.estimate = subject.estimate;
  if (!subject.estimate) return out;
  out.verdict = Verdict::passed;
  out.margin = std::numeric_limits<double>::infinity();
  for (const Bound& bound : bounds_of(expectation)) {
    // The same value in every run, of a quantity without bounds, decides nothing.
    const bool decides = subject.estimate->has_interval();
    const Verdict one = decides ? verdict_of(bound, *subject.estimate) : Verdict::undecided;
    if (one == Verdict::failed || out.verdict == Verdict::passed) out.verdict = one;
    out.margin = std::min(out.margin, margin_of(bound, *subject.estimate));
  }
  if (!subject.is_known) out.verdict = Verdict::undecided;
  return out;
}

}  // namespace palabre
