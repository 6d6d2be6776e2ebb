// How long frames take: the processor time of the thread that draws, and the time by the clock from
// one frame to the next while something moves.

#pragma once

#include <string>
#include <vector>

#include "sim/tables/tables.hpp"

namespace palabre::ui {

/// Durations [ms], and what people ask of them.
class Durations {
 public:
  void add(double milliseconds) { all_.push_back(milliseconds); }
  std::size_t count() const { return all_.size(); }
  /// The least duration that a share [0..1] of all does not pass; 0 of none. [ms]
  double quantile(double share) const;

 private:
  std::vector<double> all_;
};

class FrameTimes {
 public:
  /// At the beginning of a frame. `moving`: the frame before promised this one at once.
  void begin(bool moving);
  /// When the frame has been laid out, before the graphics card gets it.
  void end();
  const Durations& own() const { return own_; }          // processor time of each frame
  const Durations& between() const { return between_; }  // by the clock, while something moved
  /// A few lines for people.
  std::string in_words(Lang lang) const;

 private:
  Durations own_, between_;
  double begun_ = 0.0, before_ = -1.0;  // [ms]
};

}  // namespace palabre::ui
