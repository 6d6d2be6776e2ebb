// What the window remembers between sessions, in $XDG_STATE_HOME/palabre/dashboard. Nothing there
// changes a result.

#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/tables/tables.hpp"
#include "ui/base/style.hpp"

namespace palabre::ui {

struct Remembered {
  std::optional<Lang> lang;
  std::optional<Theme> theme;
  double text_size = 1.0;
  int width = 0, height = 0;                  // 0: not known
  std::vector<std::filesystem::path> recent;  // newest first
  std::array<double, 4> splits{0.21, 0.32, 0.46, 0.44};
  std::array<std::string, 4> charts{"territory", "deaths", "displaced", "stages"};
  bool dots = true, tour_done = false;
  bool edges = true, map_hatching = true;
  bool lines = false, agents = false;
  std::vector<std::string> tray;  // the cases side by side: files and share codes
  friend bool operator==(const Remembered&, const Remembered&) = default;
};

inline constexpr std::size_t kRecentMax = 10;

/// Reads what is there; anything unreadable is left at its default.
Remembered read_remembered(const std::filesystem::path& folder);
/// Writes it; a folder that cannot be written is no error.
void write_remembered(const std::filesystem::path& folder, const Remembered& what);
/// Puts a file in front of the recent ones.
void remember_file(Remembered& what, const std::filesystem::path& path);

}  // namespace palabre::ui
