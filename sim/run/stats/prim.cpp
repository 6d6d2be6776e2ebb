#include "sim/run/stats/prim.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace {

/// The points of one half of the sample.
struct Sample {
  const Eigen::MatrixXd& points;
  const std::vector<double>& interest;
  std::vector<Eigen::Index> rows;
  double all = 0.0;  // interest in all rows together

  Sample(const Eigen::MatrixXd& p, const std::vector<double>& y, Eigen::Index first)
      : points(p), interest(y) {
    for (Eigen::Index k = first; k < p.rows(); k += 2) rows.push_back(k);
    for (Eigen::Index k : rows) all += y[std::size_t(k)];
  }
  double of(Eigen::Index k) const { return interest[std::size_t(k)]; }
};

using Box = BoxStep;

bool holds(const Box& box, const Eigen::MatrixXd& points, Eigen::Index k) {
  for (Eigen::Index j = 0; j < points.cols(); ++j)
    if (points(k, j) < box.low[std::size_t(j)] || points(k, j) > box.high[std::size_t(j)])
      return false;
  return true;
}

std::vector<Eigen::Index> inside(const Box& box, const Sample& sample) {
  std::vector<Eigen::Index> out;
  for (Eigen::Index k : sample.rows)
    if (holds(box, sample.points, k)) out.push_back(k);
  return out;
}

double sum_of(const std::vector<Eigen::Index>& rows, const Sample& sample) {
  double sum = 0.0;
  for (Eigen::Index k : rows) sum += sample.of(k);
  return sum;
}

BoxFigures figures_of(const std::vector<Eigen::Index>& rows, const Sample& sample) {
  BoxFigures out;
  out.points = rows.size();
  const double sum = sum_of(rows, sample);
  out.density = rows.empty() ? 0.0 : sum / double(rows.size());
  out.coverage = sample.all > 0.0 ? sum / sample.all : 0.0;
  out.mass = double(rows.size()) / double(sample.rows.size());
  return out;
}

/// Takes away the face whose loss raises the density of what stays the most. False when none can.
bool peel(Box& box, std::vector<Eigen::Index>& rows, const Sample& sample,
          const PrimOptions& options) {
  const std::size_t takes =
      std::max<std::size_t>(1, std::size_t(options.peel * double(rows.size())));
  if (rows.size() <= takes ||
      double(rows.size() - takes) < options.least_mass * double(sample.rows.size()))
    return false;
  const double sum = sum_of(rows, sample);
  double best = -1.0;
  Eigen::Index best_column = 0;
  bool best_is_low = false;
  double best_edge = 0.0;
  std::vector<Eigen::Index> order = rows;
  for (Eigen::Index j = 0; j < sample.points.cols(); ++j) {
    const auto before = [&](Eigen::Index a, Eigen::Index b) {
      return sample.points(a, j) < sample.points(b, j);
    };
    for (const bool is_low : {true, false}) {
      // The point at the new face stays; ties are kept together by comparing with the face.
      const std::size_t face = is_low ? takes : rows.size() - 1 - takes;
      std::nth_element(order.begin(), order.begin() + std::ptrdiff_t(face), order.end(), before);
      const double edge = sample.points(order[face], j);
      double taken = 0.0, count = 0.0;
      for (Eigen::Index k : rows)
        if (is_low ? sample.points(k, j) < edge : sample.points(k, j) > edge) {
          taken += sample.of(k);
          count += 1.0;
        }
      if (count == 0.0 || count == double(rows.size())) continue;
      const double density = (sum - taken) / (double(rows.size()) - count);
      if (density > best) {
        best = density;
        best_column = j;
        best_is_low = is_low;
        best_edge = edge;
      }
    }
  }
  if (best < 0.0) return false;
  (best_is_low ? box.low : box.high)[std::size_t(best_column)] = best_edge;
  std::erase_if(rows, [&](Eigen::Index k) {
    const double x = sample.points(k, best_column);
    return best_is_low ? x < best_edge : x > best_edge;
  });
  return true;
}

/// Moves faces outwards again while that raises the density: peeling is greedy.
void paste(Box& box, const Sample& sample, const PrimOptions& options) {
  for (bool moved = true; moved;) {
    moved = false;
    std::vector<Eigen::Index> rows = inside(box, sample);
    double density = figures_of(rows, sample).density;
    const std::size_t adds =
        std::max<std::size_t>(1, std::size_t(options.peel * double(rows.size())));
    Box best = box;
    for (std::size_t j = 0; j < box.low.size(); ++j)
      for (const bool is_low : {true, false}) {
        if (is_low ? box.low[j] <= 0.0 : box.high[j] >= 1.0) continue;
        Box wide = box;
        (is_low ? wide.low : wide.high)[j] = is_low ? 0.0 : 1.0;
        std::vector<double> beyond;  // places of the points that the face keeps out
        for (Eigen::Index k : inside(wide, sample)) {
          const double x = sample.points(k, Eigen::Index(j));
          if (is_low ? x < box.low[j] : x > box.high[j]) beyond.push_back(x);
        }
        if (beyond.empty()) continue;
        std::sort(beyond.begin(), beyond.end());
        if (is_low) std::reverse(beyond.begin(), beyond.end());
        if (beyond.size() > adds) (is_low ? wide.low : wide.high)[j] = beyond[adds - 1];
        const double gained = figures_of(inside(wide, sample), sample).density;
        if (gained > density) {
          density = gained;
          best = wide;
          moved = true;
        }
      }
    box = best;
  }
}

/// Runs that the shares of several are worth: n p (1 - p) over their variance (Kish).
double effective_runs(const std::vector<Eigen::Index>& rows, const Sample& sample, double mean) {
  double squares = 0.0;
  for (Eigen::Index k : rows) squares += (sample.of(k) - mean) * (sample.of(k) - mean);
  if (rows.size() < 2 || !(squares > 0.0)) return double(rows.size());
  return double(rows.size()) * mean * (1.0 - mean) / (squares / double(rows.size() - 1));
}

/// Chance that these rows would hold as much density had each its chance `expected`.
double chance_of(const std::vector<Eigen::Index>& rows, const Sample& sample, double expected) {
  if (rows.empty() || expected <= 0.0 || expected >= 1.0) return 1.0;
  const double n = std::max(1.0, effective_runs(rows, sample, expected));
  return binomial_tail(figures_of(rows, sample).density * n, n, expected);
}

/// Had the edge said nothing, the density inside would be that of the box without it.
double quasi_p(const Box& box, const Sample& sample, std::size_t factor, bool is_low) {
  Box without = box;
  (is_low ? without.low : without.high)[factor] = is_low ? 0.0 : 1.0;
  const std::vector<Eigen::Index> wide = inside(without, sample), rows = inside(box, sample);
  if (wide.size() == rows.size()) return 1.0;
  return chance_of(rows, sample, figures_of(wide, sample).density);
}

std::vector<BoxEdge> edges_of(const Box& box, const Sample& sample) {
  std::vector<BoxEdge> out;
  for (std::size_t j = 0; j < box.low.size(); ++j) {
    if (box.low[j] > 0.0) out.push_back({j, true, box.low[j], quasi_p(box, sample, j, true)});
    if (box.high[j] < 1.0) out.push_back({j, false, box.high[j], quasi_p(box, sample, j, false)});
  }
  return out;
}

/// Drops the edges that say nothing, the worst first, and then those that are too many.
std::vector<BoxEdge> drop_idle_edges(Box& box, const Sample& sample, const PrimOptions& options) {
  while (true) {
    std::vector<BoxEdge> edges = edges_of(box, sample);
    const auto worst =
        std::max_element(edges.begin(), edges.end(),
                         [](const BoxEdge& a, const BoxEdge& b) { return a.quasi_p < b.quasi_p; });
    const bool few = options.most_edges == 0 || edges.size() <= options.most_edges;
    if (worst == edges.end() || (few && worst->quasi_p <= options.significant)) {
      std::sort(edges.begin(), edges.end(),
                [](const BoxEdge& a, const BoxEdge& b) { return a.quasi_p < b.quasi_p; });
      return edges;
    }
    (worst->is_low ? box.low : box.high)[worst->factor] = worst->is_low ? 0.0 : 1.0;
  }
}

std::size_t best_step(const std::vector<BoxStep>& trajectory) {
  double densest = 0.0, best = -1.0;
  const double everywhere = trajectory.front().figures.density;
  for (const BoxStep& step : trajectory) densest = std::max(densest, step.figures.density);
  if (!(densest > everywhere)) return 0;
  std::size_t out = 0;
  for (std::size_t k = 0; k < trajectory.size(); ++k) {
    const double density =
        std::max(0.0, trajectory[k].figures.density - everywhere) / (densest - everywhere);
    const double coverage = trajectory[k].figures.coverage;
    const double both = 2.0 * density * coverage / (density + coverage);
    if (both > best) {
      best = both;
      out = k;
    }
  }
  return out;
}

}  // namespace

std::optional<Discovery> discover(const Eigen::MatrixXd& points,
                                  const std::vector<double>& interest, const PrimOptions& options,
                                  std::optional<std::size_t> step) {
  constexpr Eigen::Index kPointsMin = 40;
  if (points.rows() < kPointsMin) return {};
  const Sample search(points, interest, 0), check(points, interest, 1);
  const auto varies = [](const Sample& s) { return s.all > 0.0 && s.all < double(s.rows.size()); };
  if (!varies(search) || !varies(check)) return {};
  const auto columns = std::size_t(points.cols());
  Discovery out;
  Box box{{}, std::vector<double>(columns, 0.0), std::vector<double>(columns, 1.0)};
  std::vector<Eigen::Index> rows = search.rows;
  do {
    box.figures = figures_of(rows, search);
    out.trajectory.push_back(box);
  } while (peel(box, rows, search, options));
  out.base_rate = (search.all + check.all) / double(points.rows());
  out.chosen = std::min(step.value_or(best_step(out.trajectory)), out.trajectory.size() - 1);
  Box chosen = out.trajectory[out.chosen];
  paste(chosen, search, options);
  out.edges = drop_idle_edges(chosen, search, options);
  out.found = figures_of(inside(chosen, search), search);
  const std::vector<Eigen::Index> apart = inside(chosen, check);
  out.checked = figures_of(apart, check);
  out.checked_p = chance_of(apart, check, out.base_rate);
  return out;
}

double binomial_tail(double k, double n, double p) {
  if (k <= 0.0) return 1.0;
  if (k > n) return 0.0;
  if (p <= 0.0) return 0.0;
  if (p >= 1.0) return 1.0;
  return beta_below(p, k, n - k + 1.0);
}

}  // namespace palabre
