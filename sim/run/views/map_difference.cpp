#include "sim/run/views/map_difference.hpp"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <limits>
#include <optional>

#include "sim/run/engine/blocks.hpp"
#include "sim/run/stats/intervals.hpp"

namespace palabre {
namespace {

/// Exact sums over blocks of differences d, of weights w (the pairs of a block), and their
/// products.
struct Sums {
  std::vector<std::int64_t> d;  // [field][week][cercle] at the scale of the field
  std::vector<Int128> dw, dd;
  std::vector<std::int64_t> differing;  // blocks in which it is not 0
  std::int64_t w = 0, ww = 0, blocks = 0, failed = 0;
};

/// What a block leaves: the map sums of both runs over the lanes that count in both.
struct PairBlocks {
  struct State {
    Sums sums;
    std::vector<std::int64_t> before, after;
    std::vector<double> rows;
  };
  const Model& a;
  const Model& b;
  std::size_t cells;
  RunBlock run_b;

  State make() const {
    State out;
    out.sums.d.resize(cells);
    out.sums.dw.resize(cells);
    out.sums.dd.resize(cells);
    out.sums.differing.resize(cells);
    out.before.resize(cells);
    out.after.resize(cells);
    out.rows.resize(std::size_t(kWeekRows) * kBlockLanes);
    return out;
  }
  void add(State& state, const BlockTask& task) const {
    std::optional<BlockModel> own;
    BlockRequest first = task.request, second = task.request;
    if (b.worlds) own.emplace(b, task.index());
    second.model = own ? own->get() : &b;
    std::uint32_t in_a = run(first, state.before, state.rows, chosen_kernel().run_block);
    std::uint32_t in_b = run(second, state.after, state.rows, run_b);
    const std::uint32_t both = in_a & in_b;
    // A partner of a failed run counts nowhere either.
    first.skip = second.skip = task.asked() & ~both;
    if (in_a != both) in_a = run(first, state.before, state.rows, chosen_kernel().run_block);
    if (in_b != both) in_b = run(second, state.after, state.rows, run_b);
    const std::int64_t lanes = std::popcount(both);
    state.sums.failed += task.lanes() - lanes;
    if (lanes > 0) add_block(state, lanes);
  }
  void merge(State& to, const State& from) const {
    Sums& s = to.sums;
    for (std::size_t k = 0; k < cells; ++k) {
      s.d[k] += from.sums.d[k];
      s.dw[k] += from.sums.dw[k];
      s.dd[k] += from.sums.dd[k];
      s.differing[k] += from.sums.differing[k];
    }
    s.w += from.sums.w;
    s.ww += from.sums.ww;
    s.blocks += from.sums.blocks;
    s.failed += from.sums.failed;
  }

 private:
  static std::uint32_t run(BlockRequest request, std::vector<std::int64_t>& maps,
                           std::vector<double>& rows, RunBlock kernel) {
    std::fill(maps.begin(), maps.end(), 0);
    BlockOutput out;
    out.series = rows.data();
    out.maps = maps.data();
    request.brief = true;  // no digest is wanted
    return run_counted(request, out, kernel);
  }
  void add_block(State& state, std::int64_t lanes) const {
    Sums& s = state.sums;
    for (std::size_t k = 0; k < cells; ++k) {
      const std::int64_t d = state.after[k] - state.before[k];
      if (d == 0) continue;
      s.d[k] += d;
      s.dw[k] += Int128(d) * lanes;
      s.dd[k] += Int128(d) * d;
      ++s.differing[k];
    }
    s.w += lanes;
    s.ww += lanes * lanes;
    ++s.blocks;
  }
};

/// Half of the interval of R = sum(d) / sum(w): residuals d - R w between blocks.
double half_of(const Sums& s, std::size_t k, double ratio) {
  if (s.blocks < 2) return std::numeric_limits<double>::infinity();
  const double squares =
      double(s.dd[k]) - 2.0 * ratio * double(s.dw[k]) + ratio * ratio * double(s.ww);
  const double n = double(s.blocks);
  const double spread = std::sqrt(std::max(squares, 0.0) * n / (n - 1.0)) / double(s.w);
  return t_quantile(s.blocks - 1) * spread;
}

}  // namespace

struct MapDifferenceMaker {
  static std::shared_ptr<const MapDifference> make(const Model& a, const Sums& s) {
    auto out = std::make_shared<MapDifference>();
    out->weeks = a.weeks;
    out->cercle_count = a.cercle_count;
    out->pairs = s.w;
    out->failed = s.failed;
    out->blocks = s.blocks;
    out->mean_.resize(s.d.size());
    out->half_.resize(s.d.size(), -1.0f);
    const std::size_t of_field = s.d.size() / kCercleFieldCount;
    for (std::size_t k = 0; k < s.d.size() && s.w > 0; ++k) {
      if (s.differing[k] == 0) continue;
      const std::size_t field = k / of_field;
      const double scale = double(std::int64_t{1} << cercle_field_specs()[field].bits);
      const double ratio = double(s.d[k]) / double(s.w);
      const double mean = ratio / scale, half = half_of(s, k, ratio) / scale;
      out->mean_[k] = float(mean);
      out->half_[k] = float(half);
      if (std::abs(mean) > half)
        out->largest_[field] = std::max(out->largest_[field], std::abs(mean));
    }
    return out;
  }
};

Estimate MapDifference::at(CercleFieldId field, int week, int cercle) const {
  const std::size_t k = cell(field, week, cercle);
  if (half_[k] < 0.0f) return {0.0, 0.0, 0.0, Basis::no_spread, pairs};
  const double mean = mean_[k], half = half_[k];
  return {mean, mean - half, mean + half, Basis::spread, pairs};
}

bool MapDifference::is_equal(CercleFieldId field, int week, int cercle) const {
  return half_[cell(field, week, cercle)] < 0.0f;
}

std::shared_ptr<const MapDifference> map_difference(const Model& a, const Model& b,
                                                    std::int64_t seed, std::int64_t replicates,
                                                    const RunControl& control, RunBlock run_b) {
  assert(a.weeks == b.weeks && a.cercle_count == b.cercle_count);
  PairBlocks collector{a, b, kCercleFieldCount * std::size_t(a.weeks) * std::size_t(a.cercle_count),
                       run_b};
  const auto all = for_each_block(a, {seed, 0, replicates}, control, collector);
  return all.whole ? MapDifferenceMaker::make(a, all.state.sums) : nullptr;
}

}  // namespace palabre
