// Work that is not saved yet, kept aside in the folder of states so that a crash loses nothing; and
// whether a file is still what it was.

#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace palabre::ui {

/// What a file looks like from outside.
struct FileStamp {
  bool there = false;
  std::uintmax_t size = 0;
  std::filesystem::file_time_type time{};
  friend bool operator==(const FileStamp&, const FileStamp&) = default;
};
FileStamp stamp_of(const std::filesystem::path& path);

/// Unsaved work: the text that saving would write, and where; and the text of the case that was
/// pinned meanwhile, written the same way. Empty: none was.
struct Autosave {
  std::filesystem::path path;
  std::string text;
  std::string pinned = {};
};
/// Where this process keeps its own; empty when there is no folder of states.
std::filesystem::path autosave_file(const std::filesystem::path& state);
/// Returns whether it could be written.
bool write_autosave(const std::filesystem::path& file, const Autosave& work);
/// Nothing when there is no such file or it is not one of ours.
std::optional<Autosave> read_autosave(const std::filesystem::path& file);
/// Files whose process is gone, in order of name.
std::vector<std::filesystem::path> recoverable_files(const std::filesystem::path& state);

}  // namespace palabre::ui
