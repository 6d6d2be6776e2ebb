// Listens to a block of the portable kernel and hands out what happens in its cercles.

#define PALABRE_ISA portable
#include "sim/model/cercle_weeks.hpp"

#include "sim/model/state.hpp"

namespace palabre {
namespace portable {
namespace {

struct CercleListener {
  int lanes;
  const OnCercleWeek& on_week;

  static void on_moment(void* self, const void* block, Moment moment) {
    if (moment != Moment::after_week) return;
    const CercleListener& listener = *static_cast<const CercleListener*>(self);
    const Block& b = *static_cast<const Block*>(block);
    CercleWeek now;
    now.week = b.week.t;
    for (now.lane = 0; now.lane < listener.lanes; ++now.lane) {
      for (int i = 0; i < b.model.cercle_count; ++i) {
        now.attacks[std::size_t(i)] = b.at.attacks[i][now.lane];
        now.deaths[std::size_t(i)] = b.at.deaths[i][now.lane];
      }
      listener.on_week(now);
    }
  }
};

}  // namespace
}  // namespace portable

void observe_cercles(const BlockRequest& request, BlockOutput& out, const OnCercleWeek& on_week) {
  portable::CercleListener listener{request.lanes, on_week};
  const Observer observer{portable::CercleListener::on_moment, &listener};
  const Observer* before = out.observer;
  out.observer = &observer;
  kernels().front().run_block(request, out);
  out.observer = before;
}

}  // namespace palabre
