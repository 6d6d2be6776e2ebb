// A run without a user: how many frames, when the window is quiet, where every control stands.

#pragma once

#include <filesystem>
#include <string>

#include "ui/app/app.hpp"

namespace palabre::ui {

/// Counts frames and knows when a run without a user is over.
class Script {
 public:
  struct Plan {
    int frames = 0;                    // to draw at least
    bool alone = false;                // leaves by itself
    bool digest = false;               // only the digest is wanted: alone when there is no window
    std::filesystem::path widget_map;  // empty: not wanted
  };
  explicit Script(Plan plan) : plan_(std::move(plan)) {}
  /// After each frame. True when the last one has been drawn.
  bool over(const App& app) {
    ++frames_;
    quiet_ = app.waited_for() ? 0 : quiet_ + 1;
    settled_ = app.settled() ? settled_ + 1 : 0;
    if (!restless()) write_map(app);
    const bool alone = plan_.alone || (plan_.digest && offscreen);
    return alone && settled_ >= kSettleFrames && frames_ >= plan_.frames;
  }
  /// Something happened: the next frames matter again.
  void disturb() { quiet_ = settled_ = 0; }
  /// What an event opens takes a few frames to get its size.
  bool restless() const { return quiet_ < kSettleFrames; }
  bool offscreen = false;

 private:
  static constexpr int kSettleFrames = 4;
  void write_map(const App& app) {
    if (plan_.widget_map.empty()) return;
    std::string json = widget_map_json(app.last_frame());
    if (json == written_) return;
    write_file(plan_.widget_map, json, false);
    written_ = std::move(json);
  }
  Plan plan_;
  int frames_ = 0, quiet_ = 0, settled_ = 0;
  std::string written_;
};

}  // namespace palabre::ui
