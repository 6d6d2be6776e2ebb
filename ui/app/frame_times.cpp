#include "ui/app/frame_times.hpp"

#include <time.h>

#include <algorithm>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

double milliseconds(clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  return 1e3 * double(now.tv_sec) + 1e-6 * double(now.tv_nsec);
}

std::string line(TextId id, const Durations& durations, Lang lang) {
  const auto ms = [&](double share) { return number(durations.quantile(share), lang, 3); };
  return say(lang, id, whole(std::int64_t(durations.count()), lang), ms(0.5), ms(0.95), ms(1.0)) +
         "\n";
}

}  // namespace

double Durations::quantile(double share) const {
  if (all_.empty()) return 0.0;
  std::vector<double> sorted = all_;
  std::sort(sorted.begin(), sorted.end());
  const double rank = std::ceil(share * double(sorted.size()));
  return sorted[std::size_t(std::clamp(rank, 1.0, double(sorted.size()))) - 1];
}

void FrameTimes::begin(bool moving) {
  const double now = milliseconds(CLOCK_MONOTONIC);
  if (moving && before_ >= 0.0) between_.add(now - before_);
  before_ = now;
  begun_ = milliseconds(CLOCK_THREAD_CPUTIME_ID);
}

void FrameTimes::end() { own_.add(milliseconds(CLOCK_THREAD_CPUTIME_ID) - begun_); }

std::string FrameTimes::in_words(Lang lang) const {
  return line(TextId::ui_frame_times_own, own_, lang) +
         line(TextId::ui_frame_times_between, between_, lang);
}

}  // namespace palabre::ui
