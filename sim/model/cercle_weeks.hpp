// What happens in each cercle and replicate, week by week: for experiments that need places one by
// one, which an ensemble only adds up.

#pragma once

#include <functional>

#include "sim/model/kernel.hpp"

namespace palabre {

/// One week of one lane: attacks and deaths of the week by cercle.
struct CercleWeek {
  int week = 0, lane = 0;
  std::array<double, kCercleMax> attacks{}, deaths{};
};
using OnCercleWeek = std::function<void(const CercleWeek& now)>;

/// Runs a block as any other, to the last bit, and hands out the weeks of its lanes from 0 to
/// lanes - 1, also of lanes that have failed. It runs on the portable kernel: about twice as long.
void observe_cercles(const BlockRequest& request, BlockOutput& out, const OnCercleWeek& on_week);

}  // namespace palabre
