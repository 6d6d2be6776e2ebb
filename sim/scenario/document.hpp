// A TOML text as a tree that knows its places. The one door of toml++ is document.cpp.

#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/diagnostic.hpp"
#include "sim/tables/tables.hpp"

namespace palabre {

/// 1-based; columns count code points, as editors do. 0: nowhere.
struct SourcePosition {
  int line = 0, column = 0;
  friend bool operator==(const SourcePosition&, const SourcePosition&) = default;
  friend auto operator<=>(const SourcePosition&, const SourcePosition&) = default;
};

struct Entry;

/// A value of a document.
struct Node {
  enum class Kind { table, array, text, number, integer, flag, date, other };
  /// How a table came about: `[a.b]`, as a part of `[a.b.c]`, by `a.b.c = 1`, or `{ ... }`.
  enum class Form { header, implied, dotted, braces };

  Kind kind = Kind::table;
  Form form = Form::header;
  SourcePosition key_begin, key_end;  // nowhere for the items of an array
  SourcePosition begin, end;          // the value; of a table with a header: the header
  std::string text;
  double number = 0.0;  // also of an integer
  std::int64_t integer = 0;
  bool flag = false;
  Date date;
  std::vector<Entry> entries;  // of a table, in the order of the file
  std::vector<Node> items;     // of an array

  bool is_table() const { return kind == Kind::table; }
  const Node* find(std::string_view key) const;
  /// An array written as [[name]] blocks.
  bool is_blocks() const;
};

/// One key of a table and what it holds.
struct Entry {
  std::string key;
  Node node;
};

/// Thrown for the first thing that is not TOML.
struct SyntaxFault {
  SourcePosition place;
  std::string key;
  Message what;
  std::optional<Message> hint;
};

struct Document {
  std::string text;
  std::vector<std::size_t> lines;  // byte offset of each line
  Node root;

  /// Byte offset of a place in the text.
  std::size_t offset(SourcePosition place) const;
};

/// Throws SyntaxFault. Bytes that are no text (not UTF-8, control characters) are faults too.
Document parse_document(std::string text);

/// True for one value as TOML writes it, on one line.
bool is_toml_value(std::string_view words);

/// A key or a group written under a name of before (old_names.def).
struct OldKey {
  SourcePosition place;
  std::string key;       // where it stands: "parameters.ignorance"
  std::string_view now;  // what it is called now
};
/// Gives such keys of a scenario file their present names in the tree, not in the text: reading and
/// editing know these alone. One stays as it is where the present name is written beside it.
std::vector<OldKey> rename_old_keys(Node& root);

/// The first byte that is not UTF-8 or is a control character no text file holds.
std::optional<SyntaxFault> find_bad_byte(std::string_view text);
/// "0,8" written where a number is due: the number with a point, or nothing.
std::optional<std::string> with_decimal_point(std::string_view text);
/// Line and column of a byte offset.
SourcePosition place_of(std::string_view text, std::size_t offset);
/// Length of the UTF-8 byte-order mark at the start of a text: 0 or 3.
std::size_t byte_order_mark(std::string_view text);

}  // namespace palabre
