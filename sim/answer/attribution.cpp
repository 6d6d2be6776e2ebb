#include "sim/answer/attribution.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <map>
#include <numeric>

#include "sim/run/stats/design.hpp"
#include "sim/run/stats/intervals.hpp"
#include "sim/run/stats/paired.hpp"

namespace palabre {
namespace {

using Set = std::uint64_t;  // bit k: change k is made
__extension__ using Wide = __int128;

constexpr std::uint64_t kOrderStream = 15;  // dice of their own for the orders
constexpr double kGrid = 0x1p30;            // values are added up as whole multiples of 1 / kGrid

Set only(std::size_t k) { return Set{1} << k; }
Set all_of(std::size_t count) { return count == 64 ? ~Set{0} : only(count) - 1; }

/// Orders in pairs, each with its reverse, so that what is added early in one comes late in the
/// other.
std::vector<std::vector<std::size_t>> orders_of(std::size_t changes) {
  constexpr std::size_t kMost = 12, kSteps = 100;
  const std::size_t pairs = std::clamp<std::size_t>(kSteps / changes, 2, kMost);
  Draws draws(kOrderStream);
  std::vector<std::vector<std::size_t>> out;
  for (std::size_t k = 0; k < pairs; ++k) {
    out.push_back(draws.shuffled(changes));
    out.emplace_back(out.back().rbegin(), out.back().rend());
  }
  return out;
}

/// A sum of values of sets with whole coefficients, over a common divisor.
struct Combination {
  std::map<Set, std::int64_t> coefficients;
  std::int64_t divisor = 1;
  void add(Set set, std::int64_t coefficient) { coefficients[set] += coefficient; }
};

/// The Shapley value of a change over all sets: |S|! (k - |S| - 1)! / k! before each of them.
Combination share_over_sets(std::size_t change, std::size_t changes) {
  const auto factorial = [](std::size_t n) {
    std::int64_t out = 1;
    for (std::size_t k = 2; k <= n; ++k) out *= std::int64_t(k);
    return out;
  };
  Combination out;
  out.divisor = factorial(changes);
  for (Set set = 0; set <= all_of(changes); ++set) {
    if ((set & only(change)) != 0) continue;
    const auto size = std::size_t(__builtin_popcountll(set));
    const std::int64_t weight = factorial(size) * factorial(changes - size - 1);
    out.add(set | only(change), weight);
    out.add(set, -weight);
  }
  return out;
}

Combination share_over_orders(std::size_t change,
                              const std::vector<std::vector<std::size_t>>& orders) {
  Combination out;
  out.divisor = std::int64_t(orders.size());
  for (const auto& order : orders) {
    Set before = 0;
    for (std::size_t k = 0; order[k] != change; ++k) before |= only(order[k]);
    out.add(before | only(change), 1);
    out.add(before, -1);
  }
  return out;
}

/// What the runs of the sets gave.
class Values {
 public:
  Values(const Target& about, const Scenario& scenario) : independent_(scenario, about) {}

  void put(Set set, std::span<const Cell> replicates, bool is_refused) {
    One& one = sets_[set];
    one.cells = independent_.cells(replicates);
    count_ = int(one.cells.size());
    StatisticSums sums;
    for (const Cell& cell : one.cells)
      if (cell) {
        sums.add(*cell);
        one.weight += cell->weight;
      }
    const auto estimate = sums.estimate(independent_.kind());
    if (!estimate || is_refused) return;
    one.value = estimate->value;
    one.grid = std::llround(estimate->value * kGrid);
    one.weight /= double(count_);
  }

  /// `to` minus `from`, as everywhere.
  std::optional<Estimate> difference(Set from, Set to) const {
    const One &a = sets_.at(from), &b = sets_.at(to);
    if (!a.value || !b.value) return {};
    PairedSums sums;
    for (std::size_t k = 0; k < a.cells.size(); ++k)
      if (a.cells[k] || b.cells[k]) sums.add(a.cells[k], b.cells[k]);
    return sums.difference(independent_.kind(), independent_.range());
  }

  bool same(Set a, Set b) const {
    const auto &x = sets_.at(a).cells, &y = sets_.at(b).cells;
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](const Cell& p, const Cell& q) {
      return p.has_value() == q.has_value() &&
             (!p || (p->value == q->value && p->weight == q->weight));
    });
  }

  bool has_all(const Combination& c) const {
    return std::all_of(c.coefficients.begin(), c.coefficients.end(),
                       [&](const auto& row) { return sets_.at(row.first).value.has_value(); });
  }

  /// Exact: whole multiples of the grid, added up before they are divided.
  double value_of(const Combination& c) const {
    Wide sum = 0;
    for (const auto& [set, coefficient] : c.coefficients)
      sum += Wide(coefficient) * Wide(sets_.at(set).grid);
    return double(sum) / (double(c.divisor) * kGrid);
  }

  /// Variance of the combination over replicates, from the linearised value of each,
  ///   e = (v - R w) / mean(w).
  double variance_of(const Combination& c) const {
    if (count_ < 2) return 0.0;
    double squares = 0.0;
    for (std::size_t k = 0; k < std::size_t(count_); ++k) {
      double sum = 0.0;
      for (const auto& [set, coefficient] : c.coefficients) {
        const One& one = sets_.at(set);
        if (coefficient == 0 || !one.cells[k]) continue;
        const double off = one.cells[k]->value - *one.value * one.cells[k]->weight;
        sum += double(coefficient) * off / one.weight;
      }
      squares += (sum / double(c.divisor)) * (sum / double(c.divisor));
    }
    const double n = double(count_);
    return squares / (n - 1.0) / n;
  }

  /// The variance that comes from sampling orders, by pairs of an order and its reverse.
  double variance_of_orders(std::size_t change,
                            const std::vector<std::vector<std::size_t>>& orders) const {
    std::vector<double> pairs;
    for (std::size_t k = 0; k + 1 < orders.size(); k += 2)
      pairs.push_back(value_of(share_over_orders(change, {orders[k], orders[k + 1]})));
    if (pairs.size() < 2) return 0.0;
    const double n = double(pairs.size());
    const double mean = std::accumulate(pairs.begin(), pairs.end(), 0.0) / n;
    double squares = 0.0;
    for (const double pair : pairs) squares += (pair - mean) * (pair - mean);
    return squares / (n - 1.0) / n;
  }

  /// What the figure changes by, with its interval; never outside what such a change can be.
  Estimate around(double value, double variance) const {
    if (count_ < 2) return {value, value, value, Basis::one_run, 1};
    if (!(variance > 0.0)) return {value, value, value, Basis::no_spread, count_};
    const double half = t_quantile(count_ - 1) * std::sqrt(variance);
    const double most = independent_.range().high - independent_.range().low;
    return {value, std::max(-most, value - half), std::min(most, value + half)};
  }

 private:
  struct One {
    std::vector<Cell> cells;
    std::optional<double> value;
    std::int64_t grid = 0;
    double weight = 0.0;  // mean over replicates
  };
  Independent independent_;
  int count_ = 0;  // of what is independent
  std::map<Set, One> sets_;
};

/// Which sets have to be run, and what is made of them.
class Plan {
 public:
  explicit Plan(std::size_t changes) : changes_(changes) {
    if (changes > kAllSubsetsUpTo) orders_ = orders_of(changes);
    for (std::size_t k = 0; k < changes; ++k)
      shares_.push_back(orders_.empty() ? share_over_sets(k, changes)
                                        : share_over_orders(k, orders_));
    std::map<Set, bool> wanted{{0, true}, {all_of(changes), true}};
    for (std::size_t k = 0; k < changes; ++k) {
      wanted[only(k)] = wanted[all_of(changes) & ~only(k)] = true;
      for (const auto& [set, coefficient] : shares_[k].coefficients) wanted[set] = true;
    }
    for (const auto& [set, is_wanted] : wanted) sets_.push_back(set);
  }

  const std::vector<Set>& sets() const { return sets_; }

  Attribution attribution(const Values& values, const Target& about, int replicates) const {
    const Set all = all_of(changes_);
    Attribution out;
    out.about = about;
    out.replicates = replicates;
    out.sets = std::int64_t(sets_.size());
    out.orders = int(orders_.size());
    out.whole = values.difference(0, all);
    Combination together;
    together.add(all, 1);
    together.add(0, std::int64_t(changes_) - 1);
    for (std::size_t k = 0; k < changes_; ++k) {
      together.add(only(k), -1);
      ChangeEffect effect;
      effect.alone = values.difference(0, only(k));
      effect.left_out = values.difference(all & ~only(k), all);
      effect.is_idle = std::all_of(sets_.begin(), sets_.end(), [&](Set set) {
        const Set other = set ^ only(k);
        return !std::binary_search(sets_.begin(), sets_.end(), other) || values.same(set, other);
      });
      out.effects.push_back(effect);
    }
    if (changes_ == 1)
      out.effects[0].share = out.whole;
    else if (std::all_of(shares_.begin(), shares_.end(),
                         [&](const Combination& c) { return values.has_all(c); }))
      add_shares(values, out);
    if (out.whole && values.has_all(together)) {
      double sum = 0.0;
      for (const ChangeEffect& effect : out.effects) sum += effect.alone->value;
      out.together = values.around(out.whole->value - sum, values.variance_of(together));
    }
    return out;
  }

 private:
  void add_shares(const Values& values, Attribution& out) const {
    std::vector<double> shares;
    for (std::size_t k = 0; k < changes_; ++k) {
      shares.push_back(out.effects[k].is_idle ? 0.0 : values.value_of(shares_[k]));
    }
    add_up_to(out.whole->value, shares);
    for (std::size_t k = 0; k < changes_; ++k) {
      if (out.effects[k].is_idle) {
        out.effects[k].share = out.effects[k].alone;  // zero, on the same basis
        continue;
      }
      double variance = values.variance_of(shares_[k]);
      if (!orders_.empty()) variance += values.variance_of_orders(k, orders_);
      out.effects[k].share = values.around(shares[k], variance);
    }
  }

  /// On the grid the shares are exact; as doubles they are rounded, each by itself. One of them
  /// takes what the others lose, to the last bit: the largest with which that comes out, for the
  /// sum moves in steps of the one that is moved.
  static void add_up_to(double whole, std::vector<double>& shares) {
    constexpr int kTries = 64;
    const auto sum = [&] { return std::accumulate(shares.begin(), shares.end(), 0.0); };
    const std::vector<double> rounded = shares;
    std::vector<std::size_t> by_size(shares.size());
    std::iota(by_size.begin(), by_size.end(), std::size_t{0});
    std::stable_sort(by_size.begin(), by_size.end(), [&](std::size_t a, std::size_t b) {
      return std::abs(rounded[a]) > std::abs(rounded[b]);
    });
    for (const std::size_t one : by_size) {
      if (rounded[one] == 0.0) return;  // what does nothing has no share
      shares = rounded;
      for (int k = 0; k < kTries && sum() != whole; ++k) {
        const double off = whole - sum();
        const double moved = shares[one] + off;
        shares[one] =
            moved != shares[one] ? moved : std::nextafter(moved, off > 0.0 ? INFINITY : -INFINITY);
      }
      if (sum() == whole) return;
    }
  }

  std::size_t changes_;
  std::vector<std::vector<std::size_t>> orders_;
  std::vector<Combination> shares_;
  std::vector<Set> sets_;  // in order
};

/// The runs of all sets, at one number of replicates.
class Runner {
 public:
  Runner(const Scenario& from, const Scenario& to, std::shared_ptr<const World> world,
         const std::vector<Change>& changes, const Target& about, const AttributionOptions& options)
      : from_(from),
        to_(to),
        world_(std::move(world)),
        changes_(changes),
        about_(about),
        options_(options) {}

  std::optional<Attribution> run(const Plan& plan, int replicates) {
    Values values(about_, to_);
    for (const Set set : plan.sets()) {
      Scenario scenario = with_changes(from_, to_, changes_, set);
      scenario.seed = to_.seed;
      scenario.weeks = to_.weeks;
      Evaluation evaluation(scenario, world_, {row_of(scenario)}, {about_}, replicates);
      const auto report = [&](std::int64_t done, std::int64_t) {
        if (options_.progress) options_.progress(std::min(done_ + done, total_), total_);
      };
      if (!evaluation.run(options_.threads, options_.stop, report)) return {};
      values.put(set, evaluation.cells(0), evaluation.refused() > 0);
      done_ += replicates;
    }
    return plan.attribution(values, about_, replicates);
  }

  /// Replicates that the time allowed for a first answer is enough for; 0: no first answer.
  int count_at_first(const Plan& plan) const {
    constexpr int kFewest = 32;
    if (!options_.first || !(options_.first_seconds > 0.0)) return 0;
    const double runs = options_.first_seconds * threads_used(options_.threads) /
                        seconds_per_run(to_, *world_, {about_});
    const int each = int(runs / double(plan.sets().size())) / kBlockLanes * kBlockLanes;
    return std::max(each, kFewest) * 2 <= options_.replicates ? std::max(each, kFewest) : 0;
  }

  void expect(std::int64_t runs) { total_ = runs; }

 private:
  const Scenario& from_;
  const Scenario& to_;
  std::shared_ptr<const World> world_;
  const std::vector<Change>& changes_;
  Target about_;
  const AttributionOptions& options_;
  std::int64_t done_ = 0, total_ = 0;
};

}  // namespace

std::optional<Attribution> attribute(const Scenario& from, const Scenario& to,
                                     std::shared_ptr<const World> world,
                                     const std::vector<Change>& changes, const Target& about,
                                     const AttributionOptions& options) {
  assert(options.replicates > 0 && changes.size() <= kChangesMax);
  if (changes.empty() || about.kind() == StatisticKind::Median) return {};
  const Plan plan(changes.size());
  Runner runner(from, to, std::move(world), changes, about, options);
  const int first = runner.count_at_first(plan);
  runner.expect(std::int64_t(plan.sets().size()) * (first + options.replicates));
  if (first > 0) {
    const auto made = runner.run(plan, first);
    if (!made) return {};
    options.first(*made);
  }
  auto made = runner.run(plan, options.replicates);
  if (made) made->is_final = true;
  return made;
}

}  // namespace palabre
