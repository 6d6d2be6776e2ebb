#include "ui/app/history.hpp"

namespace palabre::ui {

void History::before_change(const Scenario& now, const std::string& gesture, bool settled) {
  const bool goes_on = in_gesture() && gesture_ == gesture;
  gesture_ = settled ? std::string() : gesture;
  if (goes_on) return;
  past_.push_back(now);
  if (past_.size() > kStepsMax) past_.pop_front();
  future_.clear();
}

void History::drop_if_unchanged(const Scenario& now) {
  if (gesture_.empty() && !past_.empty() && past_.back() == now) past_.pop_back();
}

Scenario History::undo(const Scenario& now) {
  future_.push_back(now);
  Scenario before = std::move(past_.back());
  past_.pop_back();
  gesture_.clear();
  return before;
}

Scenario History::redo(const Scenario& now) {
  past_.push_back(now);
  Scenario after = std::move(future_.back());
  future_.pop_back();
  gesture_.clear();
  return after;
}

void History::clear() {
  past_.clear();
  future_.clear();
  gesture_.clear();
}

}  // namespace palabre::ui
