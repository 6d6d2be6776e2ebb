// The part of App that the keyboard moves: from control to control, from part to part of the
// window, into lists and out of them, and over the map.

#include <algorithm>
#include <cmath>

#include "ui/app/app.hpp"
#include "ui/base/input.hpp"

namespace palabre::ui {
namespace {

constexpr float kMapStep = 0.12f;  // of what is seen
constexpr double kZoomStep = 1.25, kZoomMax = 8.0;

int top_of(const std::vector<FocusStop>& stops) {
  int top = 0;
  for (const FocusStop& stop : stops) top = std::max(top, stop.above);
  return top;
}

}  // namespace

// Only the list or dialog that stands above all others can be gone through.
std::vector<const FocusStop*> App::stops_on_top() const {
  std::vector<const FocusStop*> out;
  const int top = top_of(frame_.stops);
  for (const FocusStop& stop : frame_.stops)
    if (stop.above == top) out.push_back(&stop);
  return out;
}

void App::step_focus(int direction) {
  leave_text();
  const auto stops = stops_on_top();
  if (stops.empty()) return;
  const auto count = std::ssize(stops);
  auto at = std::find_if(stops.begin(), stops.end(),
                         [&](const FocusStop* stop) { return stop->key == ui_state_.focus; });
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
  ui_state_.focus = ui_state_.reveal = stops[std::size_t(next)]->key;
}

void App::step_part(int direction) {
  leave_text();
  const auto stops = stops_on_top();
  if (stops.empty()) return;
  std::vector<int> parts;
  for (const FocusStop* stop : stops)
    if (parts.empty() || parts.back() != stop->part) parts.push_back(stop->part);
  const auto at = std::find_if(stops.begin(), stops.end(),
                               [&](const FocusStop* stop) { return stop->key == ui_state_.focus; });
  const auto count = std::ssize(parts);
  auto next = direction > 0 ? 0 : count - 1;
  if (at != stops.end())
    next =
        ((std::find(parts.begin(), parts.end(), (*at)->part) - parts.begin()) + direction + count) %
        count;
  const auto first = std::find_if(stops.begin(), stops.end(), [&](const FocusStop* stop) {
    return stop->part == parts[std::size_t(next)];
  });
  ui_state_.focus = ui_state_.reveal = (*first)->key;
}

// What is framed and is no value: a button, a list, a text box.
bool App::press_focused() {
  for (const FocusStop* stop : stops_on_top())
    if (stop->key == ui_state_.focus && !stop->value) {
      ui_state_.press = stop->key;
      return true;
    }
  return false;
}

// A list that opens is gone through by itself, from where it wants to begin; when it closes, the
// keyboard is where it was.
void App::follow_lists() {
  const auto top = std::size_t(top_of(frame_.stops));
  while (focus_below_.size() < top)
    focus_below_.push_back(std::exchange(ui_state_.focus, frame_.begins_at));
  if (focus_below_.size() == top) return;
  const bool led_on = std::any_of(
      frame_.stops.begin(), frame_.stops.end(),
      [&](const FocusStop& stop) { return stop.key == ui_state_.focus && stop.above <= int(top); });
  if (!led_on) ui_state_.focus = focus_below_[top];
  focus_below_.resize(top);
}

// By a share of what is seen; App and not the panel, so that it works wherever the keyboard is.
void App::move_map(ImVec2 share) {
  const float seen = kMapStep / float(ui_state_.zoom);
  ui_state_.pan.x += share.x * seen * (map_->high.x - map_->low.x);
  ui_state_.pan.y += share.y * seen * (map_->high.y - map_->low.y);
}

void App::zoom_map(double factor) {
  ui_state_.zoom = std::clamp(ui_state_.zoom * factor, 1.0, kZoomMax);
  if (ui_state_.zoom == 1.0) ui_state_.pan = {0, 0};
}

// In the order of the world, the whole country between the last and the first.
void App::step_cercle(int direction) {
  const int count = int(map_->pieces.size()) + 1;
  view_.cercle = (view_.cercle + 1 + direction + count) % count - 1;
}

bool App::do_with_keyboard(Action action) {
  switch (action) {
    case Action::next_value:
      step_focus(1);
      return true;
    case Action::previous_value:
      step_focus(-1);
      return true;
    case Action::next_part:
      step_part(1);
      return true;
    case Action::previous_part:
      step_part(-1);
      return true;
    case Action::map_left:
      move_map({1, 0});
      return true;
    case Action::map_right:
      move_map({-1, 0});
      return true;
    case Action::map_up:
      move_map({0, 1});
      return true;
    case Action::map_down:
      move_map({0, -1});
      return true;
    case Action::map_larger:
      zoom_map(kZoomStep);
      return true;
    case Action::map_smaller:
      zoom_map(1 / kZoomStep);
      return true;
    case Action::map_whole:
      zoom_map(0.0);
      return true;
    case Action::next_cercle:
      step_cercle(1);
      return true;
    case Action::previous_cercle:
      step_cercle(-1);
      return true;
    default:
      return false;
  }
}

}  // namespace palabre::ui
