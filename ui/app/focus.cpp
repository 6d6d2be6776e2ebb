#include "ui/app/focus.hpp"

#include <algorithm>
#include <utility>

#include "ui/panels/frame.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {
namespace {

int top_of(const std::vector<FocusStop>& stops) {
  int top = 0;
  for (const FocusStop& stop : stops) top = std::max(top, stop.above);
  return top;
}

// Only the list or dialog that stands above all others can be gone through.
std::vector<const FocusStop*> stops_on_top(const Frame& frame) {
  std::vector<const FocusStop*> out;
  const int top = top_of(frame.stops);
  for (const FocusStop& stop : frame.stops)
    if (stop.above == top) out.push_back(&stop);
  return out;
}

}  // namespace

void FocusWalk::step(const Frame& frame, UiState& ui_state, int direction) {
  leave_text();
  const auto stops = stops_on_top(frame);
  if (stops.empty()) return;
  const auto count = std::ssize(stops);
  auto at = std::find_if(stops.begin(), stops.end(),
                         [&](const FocusStop* stop) { return stop->key == ui_state.focus; });
  auto next = ((at - stops.begin()) + direction + count) % count;
  if (at == stops.end()) {  // begins with the values, or else below the bar above
    const auto begins = [&](bool value) {
      return std::find_if(stops.begin(), stops.end(), [&](const FocusStop* stop) {
        return value ? stop->value : stop->part > 0 || stop->above > 0;
      });
    };
    at = begins(true) != stops.end() ? begins(true) : begins(false);
    next = at == stops.end() ? 0 : at - stops.begin();
    if (direction < 0) next = (next - 1 + count) % count;
  }
  ui_state.focus = ui_state.reveal = stops[std::size_t(next)]->key;
}

void FocusWalk::step_part(const Frame& frame, UiState& ui_state, int direction) {
  leave_text();
  const auto stops = stops_on_top(frame);
  if (stops.empty()) return;
  std::vector<int> parts;
  for (const FocusStop* stop : stops)
    if (parts.empty() || parts.back() != stop->part) parts.push_back(stop->part);
  const auto at = std::find_if(stops.begin(), stops.end(),
                               [&](const FocusStop* stop) { return stop->key == ui_state.focus; });
  const auto count = std::ssize(parts);
  auto next = direction > 0 ? 0 : count - 1;
  if (at != stops.end())
    next =
        ((std::find(parts.begin(), parts.end(), (*at)->part) - parts.begin()) + direction + count) %
        count;
  const auto first = std::find_if(stops.begin(), stops.end(), [&](const FocusStop* stop) {
    return stop->part == parts[std::size_t(next)];
  });
  ui_state.focus = ui_state.reveal = (*first)->key;
}

// What is framed and is no value: a button, a list, a text box.
bool FocusWalk::press(const Frame& frame, UiState& ui_state) {
  for (const FocusStop* stop : stops_on_top(frame))
    if (stop->key == ui_state.focus && !stop->value) {
      ui_state.press = stop->key;
      return true;
    }
  return false;
}

// A list that opens is gone through by itself, from where it wants to begin; when it closes, the
// keyboard is where it was.
void FocusWalk::follow_lists(const Frame& frame, UiState& ui_state) {
  const auto top = std::size_t(top_of(frame.stops));
  const bool is_other = frame.begins_at != began_at_;
  began_at_ = frame.begins_at;
  while (below_.size() < top) below_.push_back(std::exchange(ui_state.focus, frame.begins_at));
  if (below_.size() == top) {
    // Another list in the place of the one before, such as a message: what was framed went with it.
    const auto stops = stops_on_top(frame);
    const bool stands = std::any_of(stops.begin(), stops.end(), [&](const FocusStop* stop) {
      return stop->key == ui_state.focus;
    });
    if (top > 0 && is_other && !stands) ui_state.focus = frame.begins_at;
    return;
  }
  const bool led_on = std::any_of(
      frame.stops.begin(), frame.stops.end(),
      [&](const FocusStop& stop) { return stop.key == ui_state.focus && stop.above <= int(top); });
  if (!led_on) ui_state.focus = below_[top];
  below_.resize(top);
}

}  // namespace palabre::ui
