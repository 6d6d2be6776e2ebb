// Changes to a TOML text that leave everything else as its author wrote it; internal to this
// folder.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/document.hpp"

namespace palabre {

/// One step down a document: a key of a table, or an item of an array.
struct Step {
  std::string key;
  int item = -1;

  Step(std::string_view k) : key(k) {}    // NOLINT: a path reads as its keys
  Step(const char* k) : key(k) {}         // NOLINT
  Step(const std::string& k) : key(k) {}  // NOLINT
  Step(int i) : item(i) {}                // NOLINT
};
using Path = std::vector<Step>;

/// A text under change. Every change is one splice, after which the text is read again, so that
/// the next one sees what stands there. Throws SyntaxFault when a change broke the text.
class Editor {
 public:
  explicit Editor(std::string text);

  const std::string& text() const { return document_.text; }
  /// The value at a path; null when there is none.
  const Node* find(const Path& path) const;

  /// Replaces the value at a path, or adds it where it belongs: in the braces, under the header or
  /// beside the dotted keys of its table, or under a new header.
  void set(const Path& path, std::string_view value);
  /// Removes what stands at a path; nothing when nothing does.
  void remove(const Path& path);
  /// Adds a block [[name]] after the last of its kind, or at the end.
  void append_block(std::string_view name,
                    const std::vector<std::pair<std::string, std::string>>& entries);
  /// Makes a comment of the line on which a key stands.
  void comment_out(const Path& path);

 private:
  struct Range {
    std::size_t begin, end;
  };
  std::vector<const Node*> walk(const Path& path) const;
  void splice(std::size_t begin, std::size_t end, const std::string& replacement);
  void add_in_braces(const Node& table, const std::string& line);
  void add_line_after(std::size_t offset, const std::string& line, bool blank_before);
  void add_section(const Path& path, std::string_view value);
  std::size_t line_begin(std::size_t offset) const;
  std::size_t line_end(std::size_t offset) const;  // before the line break
  std::size_t last_of(const Node& table) const;    // end of the last value under this header
  std::string indent_of(const Node& table) const;
  void remove_lines(std::size_t begin, std::size_t end);
  void remove_from_braces(const Node& table, const Node& node);

  Document document_;
  std::string eol_;
};

/// A key as it must be written: bare when it may be, else in quotes.
std::string key_text(std::string_view key);
/// A text in quotes, escaped, on one line.
std::string quoted_text(std::string_view text);

}  // namespace palabre
