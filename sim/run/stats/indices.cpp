#include "sim/run/stats/indices.hpp"

#include <algorithm>
#include <cmath>

namespace palabre {
namespace {

constexpr std::size_t kBootstraps = 499;

/// Percentile interval of the samples of a bootstrap over so many rows, widened to hold the
/// estimate itself. Rows of which no sample says anything else show no spread.
Estimate percentile(double value, std::vector<double> samples, std::size_t rows) {
  const auto n = std::int64_t(rows);
  if (rows == 1) return {value, value, value, Basis::one_run, n};
  std::sort(samples.begin(), samples.end());
  if (samples.empty() || samples.front() == samples.back())
    return {value, value, value, Basis::no_spread, n};
  const auto at = [&](double level) {
    return samples[std::min(samples.size() - 1, std::size_t(level * double(samples.size())))];
  };
  return {value, std::min(value, at(0.025)), std::max(value, at(0.975))};
}

Estimate mean_with_bootstrap(const std::vector<double>& x, std::uint64_t stream) {
  const auto mean_of = [&](auto pick) {
    double sum = 0.0;
    for (std::size_t k = 0; k < x.size(); ++k) sum += x[pick(k)];
    return sum / double(x.size());
  };
  std::vector<double> samples;
  Draws draws(stream);
  for (std::size_t b = 0; b < kBootstraps; ++b)
    samples.push_back(mean_of([&](std::size_t) { return draws.below(x.size()); }));
  return percentile(mean_of([](std::size_t k) { return k; }), std::move(samples), x.size());
}

}  // namespace

std::vector<MorrisEffect> morris_effects(const MorrisDesign& design, const PointValues& values) {
  std::vector<std::vector<double>> effects(design.factors);
  for (std::size_t t = 0; t < design.trajectories; ++t)
    for (std::size_t step = 0; step < design.factors; ++step) {
      const std::size_t point = t * (design.factors + 1) + step;
      const std::size_t factor = design.moved[t * design.factors + step];
      if (!values[point] || !values[point + 1]) continue;
      const auto row = Eigen::Index(point), column = Eigen::Index(factor);
      const double moved = design.points(row + 1, column) - design.points(row, column);
      effects[factor].push_back((*values[point + 1] - *values[point]) / moved);
    }
  std::vector<MorrisEffect> out;
  for (std::size_t factor = 0; factor < design.factors; ++factor) {
    const std::vector<double>& x = effects[factor];
    MorrisEffect effect;
    effect.count = x.size();
    if (!x.empty()) {
      std::vector<double> sizes;
      for (double e : x) {
        sizes.push_back(std::abs(e));
        effect.mean += e / double(x.size());
      }
      for (double e : x) effect.sigma += (e - effect.mean) * (e - effect.mean);
      effect.sigma = x.size() > 1 ? std::sqrt(effect.sigma / double(x.size() - 1)) : 0.0;
      effect.size = mean_with_bootstrap(sizes, factor);
    }
    out.push_back(effect);
  }
  return out;
}

namespace {

/// One whole row of a Saltelli design: f(A), f(B), f(A with group g from B).
using Row = Eigen::ArrayXd;

struct SobolSums {
  double first, total;
};

/// Indices from rows picked with repetition, or all of them.
struct Indices {
  double variance = 0.0;
  std::vector<SobolSums> groups;  // none without variance

  Indices(const std::vector<Row>& rows, const std::vector<std::size_t>& picks) {
    const Eigen::Index width = rows.front().size();
    const auto n = double(picks.size());
    Eigen::ArrayXd first = Eigen::ArrayXd::Zero(width - 2), total = first;
    double sum = 0.0, squares = 0.0;
    for (const std::size_t k : picks) {
      const Row& row = rows[k];
      const double a = row(0), b = row(1);
      sum += a + b;
      squares += a * a + b * b;
      const Eigen::ArrayXd moved = row.tail(width - 2) - a;
      first += b * moved;
      total += moved.square();
    }
    const double mean = sum / (2 * n);
    variance = squares / (2 * n) - mean * mean;
    if (!(variance > 0.0)) return;  // a constant has no indices
    for (Eigen::Index g = 0; g < width - 2; ++g)
      groups.push_back({first(g) / n / variance, total(g) / (2 * n) / variance});
  }
};

std::vector<Row> whole_rows(const SobolDesign& design, const PointValues& values) {
  const std::size_t width = design.groups + 2;
  std::vector<Row> rows;
  for (std::size_t k = 0; k < design.rows; ++k) {
    Row row(static_cast<Eigen::Index>(width));
    bool whole = true;
    for (std::size_t c = 0; c < width && whole; ++c) {
      const auto& value = values[k * width + c];
      whole = value.has_value();
      if (whole) row(Eigen::Index(c)) = *value;
    }
    if (whole) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace

SobolIndices sobol_indices(const SobolDesign& design, const PointValues& values) {
  std::vector<Row> rows = whole_rows(design, values);
  SobolIndices out;
  out.rows = rows.size();
  if (rows.empty()) return out;
  for (const Row& row : rows) out.mean += (row(0) + row(1)) / (2.0 * double(rows.size()));
  bool varies = false;
  for (Row& row : rows) {
    varies = varies || (row != rows.front()(0)).any();
    row -= out.mean;  // products of values far from zero would drown the indices
  }
  std::vector<std::size_t> all(rows.size());
  for (std::size_t k = 0; k < all.size(); ++k) all[k] = k;
  const Indices whole(rows, all);
  if (!varies || !(whole.variance > 0.0)) return out;
  out.variance = whole.variance;
  std::vector<std::vector<double>> firsts(design.groups), totals(design.groups);
  Draws draws(design.groups);
  for (std::size_t b = 0; b < kBootstraps; ++b) {
    for (std::size_t& pick : all) pick = draws.below(rows.size());
    const Indices sample(rows, all);
    if (!(sample.variance > 0.0)) continue;
    for (std::size_t g = 0; g < design.groups; ++g) {
      firsts[g].push_back(sample.groups[g].first);
      totals[g].push_back(sample.groups[g].total);
    }
  }
  for (std::size_t g = 0; g < design.groups; ++g)
    out.groups.push_back({percentile(whole.groups[g].first, std::move(firsts[g]), out.rows),
                          percentile(whole.groups[g].total, std::move(totals[g]), out.rows)});
  return out;
}

std::optional<VarianceSplit> split_variance(const std::vector<std::vector<double>>& values) {
  const std::size_t p = values.size(), n = p > 0 ? values.front().size() : 0;
  if (p < 2 || n < 2) return {};
  Eigen::MatrixXd table(static_cast<Eigen::Index>(p), static_cast<Eigen::Index>(n));
  for (std::size_t i = 0; i < p; ++i)
    for (std::size_t k = 0; k < n; ++k) table(Eigen::Index(i), Eigen::Index(k)) = values[i][k];
  const double mean = table.mean();
  const Eigen::VectorXd by_point = table.rowwise().mean();
  const Eigen::RowVectorXd by_replicate = table.colwise().mean();
  const double rows = double(p - 1), columns = double(n - 1);
  const double of_points = double(n) * (by_point.array() - mean).square().sum() / rows;
  const double of_chance = double(p) * (by_replicate.array() - mean).square().sum() / columns;
  const Eigen::MatrixXd left =
      ((table.colwise() - by_point).rowwise() - by_replicate).array() + mean;
  const double together = left.squaredNorm() / rows / columns;
  VarianceSplit out;
  out.together = together;
  out.assumptions = std::max(0.0, (of_points - together) / double(n));
  out.chance = std::max(0.0, (of_chance - together) / double(p));
  out.points = p;
  out.replicates = n;
  return out;
}

}  // namespace palabre
