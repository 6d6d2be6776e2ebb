// What the tests of the view Watch share.

#pragma once

#include <stdexcept>

#include "tests/ui/robot.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui::test {

constexpr Chord shift(Key key) { return {key, false, true, false}; }
inline constexpr std::int64_t kRun = 17;

inline AppOptions watch_options(Lang lang = Lang::en) {
  AppOptions options = quick_options(lang);
  options.place = Place::watch;
  options.watched = kRun;
  options.week = 0;
  options.replicates = 40;
  return options;
}

inline const Watched& watched_run(Robot& robot) {
  const Watched* run = robot.app().watch_news().run.get();
  if (!run) throw std::runtime_error("no run is told");
  return *run;
}

}  // namespace palabre::ui::test
