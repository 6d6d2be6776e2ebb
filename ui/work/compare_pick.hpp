// Which case the one on screen is compared with.

#pragma once

#include <filesystem>

namespace palabre::ui {

/// Where A comes from. Automatic: the pinned case; or else what the case is based on; or else, of
/// what is based on nothing, the file when the case has unsaved changes.
enum class SideA { automatic, pinned, saved, file };

struct ComparePick {
  SideA side = SideA::automatic;
  std::filesystem::path path;  // of a file
  friend bool operator==(const ComparePick&, const ComparePick&) = default;
};

}  // namespace palabre::ui
