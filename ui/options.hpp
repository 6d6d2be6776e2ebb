// The command line of palabre-ui.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "ui/app/app.hpp"
#include "ui/app/remembered.hpp"

namespace palabre::ui {

enum Exit { kDone = 0, kUsage = 2, kInvalid = 3, kUnreadable = 4, kInternal = 70 };

struct Options {
  std::filesystem::path file;
  std::string size, lang, theme, analyse, map;
  double scale = 0.0;  // 0: the screen's own
  int frames = 0;
  std::filesystem::path screenshot, widget_map, compare_with;
  std::vector<std::filesystem::path> beside;  // cases that stand beside the file
  bool difference = false;
  bool think = false;  // without a user too: wait for what is worked out beside the window
  bool print_digest = false, list_bindings = false, frame_times = false;
  AppOptions app;  // what the flags say of it
  std::string show;
  int width = 1440, height = 900;
  bool leaves_by_itself() const { return frames > 0 || !screenshot.empty(); }
  /// Reads what stands after the name of the program. Nothing when the program is to go on; else
  /// its exit status, and what there was to say has been said.
  std::optional<int> read(std::vector<std::string> words);
  /// Takes width and height from "1440x900"; false when that is no size of a window.
  bool read_size();
};

/// The language asked for, or the remembered one, or that of the machine.
Lang lang_of(const Options& options, const Remembered& remembered);
AppOptions app_options(const Options& options, Lang lang, const Remembered& remembered);
/// What the flags ask for once a case is there.
void begin_with(App& app, const Options& options);

}  // namespace palabre::ui
