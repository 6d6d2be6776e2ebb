// A robot that has only keys.

#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/ui/watch_robot.hpp"
#include "ui/panels/frame.hpp"

namespace palabre::ui::test {

constexpr Chord alt(Key key) { return {key, false, false, true}; }

/// A robot without a mouse.
class KeysOnly : public Robot {
 public:
  using Robot::Robot;

  const std::string& focus() { return app().last_frame().focus; }
  std::vector<std::string> stops() {
    std::vector<std::string> out;
    int top = 0;
    for (const FocusStop& stop : app().last_frame().stops) top = std::max(top, stop.above);
    for (const FocusStop& stop : app().last_frame().stops)
      if (stop.above == top) out.push_back(stop.key);
    return out;
  }
  void go(Key key = Key::tab) {
    press(plain(key));
    step(2);
  }
  /// Steps with the arrow until it is there.
  void go_to(const std::string& key) {
    const std::size_t most = 2 * stops().size() + 2;
    for (std::size_t k = 0; k < most && focus() != key; ++k) go(Key::down);
    if (focus() != key) throw std::runtime_error("no key leads to " + key);
  }
  void enter() {
    press(plain(Key::enter));
    step(3);
  }
  void choose(const std::string& list, const std::string& line) {
    go_to(list);
    enter();
    go_to(line);
    enter();
    settle();
  }
  void write(const std::string& words) {
    select_all();
    type(words);
    edit_key(ImGuiKey_Enter);
    step(3);
  }
};

}  // namespace palabre::ui::test
