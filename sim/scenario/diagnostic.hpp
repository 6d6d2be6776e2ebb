// What is wrong with a file, said so that its author can fix it without reading our code.

#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "sim/tables/tables.hpp"

namespace palabre {

/// A sentence of the text table with its arguments, so that it can be said in either language.
struct Message {
  TextId id{};
  std::vector<std::string> args;

  std::string in(Lang lang) const;
};

/// An argument said in the language of the message: the label of a unit, or another text.
std::string unit_arg(Unit unit);
std::string text_arg(TextId id);
/// Why the machine refuses something: words of ours where there are some, `words` elsewhere.
std::string error_arg(std::errc error, const std::string& words);
std::string error_arg(const std::error_code& error);

/// One thing wrong. Line and column are 1-based; 0 when the text did not come from a file.
/// `file` is as the user named it ("--set" for an override, then line counts the overrides).
struct Diagnostic {
  std::string file;
  int line = 0;
  int column = 0;
  std::string key;
  Message what;
  std::optional<Message> hint;

  /// "file:line:column: key: what is wrong (hint)"; parts that are absent are left out.
  std::string to_string(Lang lang = Lang::en) const;
};

/// The only exception a scenario can cause. Holds everything that is wrong, sorted by place.
class ScenarioError : public std::runtime_error {
 public:
  explicit ScenarioError(std::vector<Diagnostic> diagnostics);
  const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
  /// One line per diagnostic.
  std::string in(Lang lang) const;

 private:
  std::vector<Diagnostic> diagnostics_;
};

/// A file that cannot be opened, read or written. Exit status 4.
class FileError : public std::runtime_error {
 public:
  FileError(std::string path, Message what);
  const std::string& path() const { return path_; }
  const Message& message() const { return what_; }
  std::string in(Lang lang) const;  // "path: what is wrong"

 private:
  std::string path_;
  Message what_;
};

}  // namespace palabre
