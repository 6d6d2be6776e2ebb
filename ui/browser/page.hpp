// The page around the canvas, as the program sees it; what is done there stands in page.js. Called
// from the browser's own thread, but for wake().

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace palabre::ui::page {

/// From any thread: a frame should follow.
void wake();
/// Was there news since the last call?
bool take_news();

/// Dear ImGui's clipboard is the browser's.
void join_clipboard();
/// The address of the page, up to where a share code begins.
std::string address();

struct Size {
  int width = 0, height = 0;  // [pixels of the screen]
  double scale = 1.0;         // of them to a pixel of the page
};
Size size();

/// What tests and style sheets read of the program, as attributes of the page.
struct State {
  int frames = 0;
  bool waited_for = true, settled = false, asks_for_file = false;
  bool offers_recovery = false;  // of unsaved work
  std::string digest, lang;
  std::string problem;  // what is told to be wrong with a file or a link; empty: nothing
};
void show(const State& state);
/// The same case as text beside the canvas, for screen readers, translation and search.
void show_text(const std::string& answer, const std::string& report_html);
/// A few assumptions as controls of the page, for a screen that is too narrow for the window.
struct Slider {
  std::string key, label, shown;  // `shown`: its value in words
  double min = 0.0, max = 1.0, value = 0.0;
  friend bool operator==(const Slider&, const Slider&) = default;
};
void show_sliders(const std::vector<Slider>& sliders);
/// What of the address is not understood and left out: "n=abc".
void tell_left_out(const std::string& what);
/// The program could not begin, or has ended: these words instead of the canvas.
void close_with(const std::string& words);

/// Hands a file to the person, as a download.
void download(const std::filesystem::path& file);
/// Keeps the folders /state and /files in the browser's own storage.
void keep_files();

}  // namespace palabre::ui::page
