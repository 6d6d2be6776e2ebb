// Undo and redo over whole scenarios: the case is small, so a step is a copy.

#pragma once

#include <deque>
#include <string>

#include "sim/scenario/scenario.hpp"

namespace palabre::ui {

class History {
 public:
  static constexpr std::size_t kStepsMax = 500;

  /// Call before the case changes. Changes of the same gesture (a drag) make one step; `settled`
  /// ends the gesture.
  void before_change(const Scenario& now, const std::string& gesture, bool settled);
  /// The gesture ended where it began: forget its step.
  void drop_if_unchanged(const Scenario& now);
  /// The case before the last change; `now` goes to redo. Call only when can_undo().
  Scenario undo(const Scenario& now);
  Scenario redo(const Scenario& now);
  bool can_undo() const { return !past_.empty(); }
  bool can_redo() const { return !future_.empty(); }
  std::size_t steps() const { return past_.size(); }
  /// True while a slider is held.
  bool in_gesture() const { return !gesture_.empty(); }
  void clear();

 private:
  std::deque<Scenario> past_, future_;
  std::string gesture_;
};

}  // namespace palabre::ui
