#include "sim/run/analysis/discovery.hpp"

#include <algorithm>

namespace palabre {
namespace {

constexpr std::uint64_t kDiscoveryStream = 2;  // random numbers of its own
constexpr double kYes = 0.5;                   // a share is of interest when it is 1

}  // namespace

PlanSize discovery_size(int points) { return {1 + std::int64_t(points), kDiscoveryReplicates}; }

Eigen::MatrixXd discovery_points(int points, const ParamList& params) {
  return latin_hypercube(std::size_t(points), params.size(), kDiscoveryStream);
}

bool Interest::holds(const Contribution& value) const {
  if (!at_least && !at_most) return value.value >= kYes;
  return (!at_least || value.value >= *at_least) && (!at_most || value.value <= *at_most);
}

DrawnWorlds worlds_of(const Evaluation& evaluation, const Eigen::MatrixXd& points,
                      const Interest& interest) {
  DrawnWorlds out;
  out.points.resize(points.rows(), points.cols());
  for (std::size_t point = 1; point < evaluation.done(); ++point) {
    double sum = 0.0, count = 0.0;
    for (const Cell& cell : evaluation.cells(point))
      if (cell) {
        sum += interest.holds(*cell) ? 1.0 : 0.0;
        count += 1.0;
      }
    if (count == 0.0) continue;
    out.points.row(Eigen::Index(out.shares.size())) = points.row(Eigen::Index(point) - 1);
    out.shares.push_back(sum / count);
  }
  out.points.conservativeResize(Eigen::Index(out.shares.size()), Eigen::NoChange);
  return out;
}

TextId why_no_box(const DrawnWorlds& worlds) {
  if (worlds.shares.size() < kDiscoveryFewest) return TextId::an_box_few;
  const bool has_some = std::any_of(worlds.shares.begin(), worlds.shares.end(),
                                    [](double share) { return share > 0.0; });
  return has_some ? TextId::an_always : TextId::an_never;
}

}  // namespace palabre
