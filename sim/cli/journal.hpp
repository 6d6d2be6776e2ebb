// A journal of long work: one JSON object a line, each with a check over its own bytes, appended
// and never changed. However a process ends, what it has written stands, but for the line being
// written.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>
#include <string_view>

#include "sim/platform/files.hpp"
#include "sim/scenario/diagnostic.hpp"

namespace palabre {

/// An object, "{...}", as a line: `"check"` and 16 hex digits over what stands before it are its
/// last member. Without the line's end.
std::string sealed(std::string_view object);
/// True for a line whose check is right.
bool is_sealed(std::string_view line);

/// Reads the lines of a journal one by one. Throws FileError where one in the middle is damaged;
/// what is not whole at the end was being written when its process ended.
class JournalReader {
 public:
  explicit JournalReader(const std::filesystem::path& path);
  /// The next line that is whole, without its end; false when there is none.
  bool next(std::string& line);
  /// Bytes of all whole lines so far.
  std::int64_t bytes() const { return bytes_; }
  /// After the last line: whether something that is no whole line follows.
  bool is_cut() const { return is_cut_; }
  const std::filesystem::path& path() const { return path_; }
  /// Number of the last line, from 1 on.
  std::int64_t line() const { return line_; }
  [[noreturn]] void fail(std::int64_t line) const;

 private:
  bool read_line(std::string& line);

  std::filesystem::path path_;
  std::ifstream in_;
  std::int64_t bytes_ = 0, line_ = 0;
  bool is_cut_ = false, has_end_ = false;
};

/// Appends lines, each by one system call: a process that is killed loses the line being written at
/// most. They reach the disk once a second and at the end, so that a power cut loses what was
/// written in the last second; a line that finds no room is taken back.
class Journal {
 public:
  enum class Start {
    anew,    // there must be none
    resume,  // goes on after the last whole line of one with the same head, or begins one
  };
  /// Begins with `head`, an object. `visit` is told the lines that are there after it, without
  /// their ends. Throws FileError when another process writes it, when it is of other work, or
  /// damaged.
  Journal(const std::filesystem::path& path, std::string_view head, Start start,
          const std::function<void(const std::string& line)>& visit);
  ~Journal();
  Journal(const Journal&) = delete;
  Journal& operator=(const Journal&) = delete;

  /// Adds an object as a line. Throws FileError; what was there stays.
  void append(std::string_view object) { append_line(sealed(object)); }
  /// To the disk, all of it.
  void sync();
  /// Whether a line that was not whole was taken away.
  bool was_cut() const { return was_cut_; }

 private:
  void append_line(std::string line);

  std::filesystem::path path_;
  platform::OpenFile file_;
  std::int64_t size_ = 0;  // bytes of whole lines
  std::chrono::steady_clock::time_point synced_;
  bool was_cut_ = false;
};

}  // namespace palabre
