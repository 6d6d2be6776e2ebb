#include "sim/run/stats/design.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>

#include "sim/model/hash.hpp"

namespace palabre {

std::uint64_t Draws::bits() {
  const std::uint64_t number = count_++;
  return mixed({stream_, number}, stream_ ^ (number * 0x9E3779B97F4A7C15ull)).high;
}

double Draws::uniform() { return double(bits() >> 11) * 0x1p-53; }

std::size_t Draws::below(std::size_t n) { return std::size_t(uniform() * double(n)); }

std::vector<std::size_t> Draws::shuffled(std::size_t n) {
  std::vector<std::size_t> out(n);
  std::iota(out.begin(), out.end(), std::size_t{0});
  for (std::size_t k = n; k > 1; --k) std::swap(out[k - 1], out[below(k)]);
  return out;
}

double plausible_value(const ParamSpec& spec, double u) {
  if (spec.scale == Scale::Linear) return spec.low + u * (spec.high - spec.low);
  return std::clamp(spec.low * std::pow(spec.high / spec.low, u), spec.low, spec.high);
}

double plausible_place(const ParamSpec& spec, double value) {
  if (spec.scale == Scale::Linear) return (value - spec.low) / (spec.high - spec.low);
  return std::log(value / spec.low) / std::log(spec.high / spec.low);
}

std::vector<const ParamSpec*> chosen_params(const std::vector<std::string>& keys_and_groups) {
  std::vector<const ParamSpec*> out;
  for (const ParamSpec& spec : param_specs())
    if (keys_and_groups.empty() ||
        std::any_of(keys_and_groups.begin(), keys_and_groups.end(),
                    [&](const std::string& s) { return s == spec.key || s == spec.group; }))
      out.push_back(&spec);
  return out;
}

Eigen::MatrixXd latin_hypercube(std::size_t points, std::size_t columns, std::uint64_t stream) {
  const auto n = Eigen::Index(points), d = Eigen::Index(columns);
  Eigen::MatrixXd out(n, d);
  for (Eigen::Index column = 0; column < d; ++column) {
    Draws draws(stream * 1'000'003u + std::uint64_t(column));
    const std::vector<std::size_t> slices = draws.shuffled(points);
    for (Eigen::Index k = 0; k < n; ++k)
      out(k, column) = (double(slices[std::size_t(k)]) + draws.uniform()) / double(points);
  }
  return out;
}

MorrisTrajectory morris_trajectory(std::size_t number, std::size_t factors, int levels,
                                   std::uint64_t stream) {
  assert(levels >= 2 && levels % 2 == 0);
  MorrisTrajectory out;
  const auto d = Eigen::Index(factors);
  out.points.resize(d + 1, d);
  const double steps = levels - 1, delta = levels / (2.0 * steps);
  Draws draws(stream * 1'000'003u + number);
  // Each factor begins low and goes up by delta, or high and goes down.
  Eigen::RowVectorXd point(d), step(d);
  for (Eigen::Index j = 0; j < d; ++j) {
    const double low = double(draws.below(std::size_t(levels / 2))) / steps;
    const bool rises = draws.uniform() < 0.5;
    point(j) = rises ? low : low + delta;
    step(j) = rises ? delta : -delta;
  }
  Eigen::Index row = 0;
  out.points.row(row) = point;
  out.moved = draws.shuffled(factors);
  for (const std::size_t factor : out.moved) {
    point(Eigen::Index(factor)) += step(Eigen::Index(factor));
    out.points.row(++row) = point;
  }
  return out;
}

MorrisDesign morris_design(std::size_t trajectories, std::size_t factors, int levels,
                           std::uint64_t stream) {
  MorrisDesign out;
  out.trajectories = trajectories;
  out.factors = factors;
  const auto d = Eigen::Index(factors);
  out.points.resize(Eigen::Index(trajectories) * (d + 1), d);
  for (std::size_t t = 0; t < trajectories; ++t) {
    const MorrisTrajectory one = morris_trajectory(t, factors, levels, stream);
    out.points.middleRows(Eigen::Index(t) * (d + 1), d + 1) = one.points;
    out.moved.insert(out.moved.end(), one.moved.begin(), one.moved.end());
  }
  return out;
}

SobolDesign sobol_design(std::size_t rows, const std::vector<std::size_t>& group_of,
                         std::uint64_t stream) {
  SobolDesign out;
  out.rows = rows;
  out.groups = 1 + *std::max_element(group_of.begin(), group_of.end());
  const auto d = Eigen::Index(group_of.size());
  const Eigen::MatrixXd both = latin_hypercube(rows, 2 * group_of.size(), stream);
  out.points.resize(Eigen::Index(rows * (out.groups + 2)), d);
  Eigen::Index at = 0;
  for (Eigen::Index k = 0; k < Eigen::Index(rows); ++k) {
    const Eigen::RowVectorXd a = both.row(k).head(d), b = both.row(k).tail(d);
    out.points.row(at++) = a;
    out.points.row(at++) = b;
    for (std::size_t group = 0; group < out.groups; ++group, ++at)
      for (Eigen::Index j = 0; j < d; ++j)
        out.points(at, j) = group_of[std::size_t(j)] == group ? b(j) : a(j);
  }
  return out;
}

}  // namespace palabre
