// How the case is looked at.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "sim/run/views/subset.hpp"
#include "ui/base/style.hpp"
#include "ui/panels/commands.hpp"
#include "ui/work/event_kinds.hpp"

namespace palabre::ui {

enum class Place { explore, compare, watch, analyse, sources };

inline constexpr std::size_t kChartSlots = 4;

/// How the case is looked at. No part of the case: not saved with it, not undone.
struct View {
  Lang lang = Lang::en;
  Theme theme = Theme::dark;
  double text_size = 1.0;  // [1..2] on top of the screen's own scale
  int week = 0;
  bool playing = false;
  double speed = 20.0;  // of playing [weeks/s]
  Place place = Place::explore;
  bool presentation = false;
  bool map_difference = false;  // the map of Explore: from what the case is held against
  bool tray = false;            // Compare: up to six cases rather than two
  std::set<std::string, std::less<>> locked;  // keys
  int cercle = -1;                            // whose charts are shown; -1: the whole country
  bool dots = true;                           // outcomes as dots rather than bars
  std::array<std::string, kChartSlots> charts{"territory", "deaths", "displaced", "stages"};
  // Shares of assumptions, outcomes, charts, and of the panel Why under the outcomes.
  std::array<double, 4> splits{0.21, 0.32, 0.46, 0.44};
  int tour = -1;     // step; -1: none
  int outcome = -1;  // that is explained; -1: the most frequent
  int story = 0;     // of the runs that stand for it
  CercleFieldId field = CercleFieldId::state_share;
  Filter filter = Filter::key;
  std::optional<RunQuestion> run_filter;  // map and charts of the runs that say yes
  bool lines = false;                     // single runs in the charts of Explore
  bool agents = false;                    // those of one run on the map of Explore
  bool edges = true;                      // of fans: what drawn assumptions reach
  bool map_hatching = true;               // where the runs disagree
  std::int64_t replicate = 0;             // the run that Watch tells
  std::int64_t replicate_came_for = 0;    // "same luck": where new luck started from
  unsigned event_kinds = kAllKinds;       // in the log of Watch
  int event = -1;                         // picked in that log; -1: none
  bool hide_timings = false;              // screenshots are the same every time
  bool still = false;                     // no easing
};

}  // namespace palabre::ui
