#include "sim/scenario/document.hpp"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cassert>

#include "sim/scenario/shape.hpp"
#include "sim/scenario/slips.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

SourcePosition place(toml::source_position at) { return {int(at.line), int(at.column)}; }

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Of a table whose header reads [a.b.c], a and b are only implied.
bool is_implied(const Document& document, const Node& node) {
  if (node.key_end < node.begin || !(node.key_end < node.end)) return false;
  std::size_t at = document.offset(node.key_end);
  const std::size_t end = document.offset(node.end);
  while (at < end && (document.text[at] == ' ' || document.text[at] == '\t')) ++at;
  return at < end && document.text[at] == '.';
}

Node::Form form_of(const Document& document, const toml::table& table, const Node& node) {
  if (table.is_inline()) return Node::Form::braces;
  const std::size_t at = document.offset(node.begin);
  if (at >= document.text.size() || document.text[at] != '[') return Node::Form::dotted;
  return is_implied(document, node) ? Node::Form::implied : Node::Form::header;
}

// Within braces or brackets every table is written in braces or by dots.
void convert(const Document& document, const toml::node& from, Node& to, bool enclosed) {
  to.begin = place(from.source().begin);
  to.end = place(from.source().end);
  if (const toml::table* table = from.as_table()) {
    to.kind = Node::Kind::table;
    to.form = !enclosed            ? form_of(document, *table, to)
              : table->is_inline() ? Node::Form::braces
                                   : Node::Form::dotted;
    enclosed = enclosed || to.form == Node::Form::braces;
    for (const auto& [key, value] : *table) {
      Node child;
      child.key_begin = place(key.source().begin);
      child.key_end = place(key.source().end);
      convert(document, value, child, enclosed);
      to.entries.push_back({std::string(key.str()), std::move(child)});
    }
    std::stable_sort(to.entries.begin(), to.entries.end(), [](const Entry& a, const Entry& b) {
      return a.node.key_begin < b.node.key_begin;
    });
  } else if (const toml::array* array = from.as_array()) {
    to.kind = Node::Kind::array;
    for (const toml::node& item : *array) {
      const bool in_brackets = !item.is_table() || item.as_table()->is_inline();
      convert(document, item, to.items.emplace_back(), enclosed || in_brackets);
    }
  } else if (const auto* text = from.as_string()) {
    to.kind = Node::Kind::text;
    to.text = text->get();
  } else if (const auto* integer = from.as_integer()) {
    to.kind = Node::Kind::integer;
    to.integer = integer->get();
    to.number = double(to.integer);
  } else if (const auto* number = from.as_floating_point()) {
    to.kind = Node::Kind::number;
    to.number = number->get();
  } else if (const auto* flag = from.as_boolean()) {
    to.kind = Node::Kind::flag;
    to.flag = flag->get();
  } else if (const auto* date = from.as_date()) {
    to.kind = Node::Kind::date;
    const toml::date day = date->get();
    to.date = Date::from(
        std::chrono::sys_days{std::chrono::year{int(day.year)} / int(day.month) / int(day.day)});
  } else {
    to.kind = Node::Kind::other;  // a time, or a date with a time
  }
}

std::string_view line_of(std::string_view text, int line) {
  for (int n = 1; n < line; ++n) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
  return text.substr(0, text.find('\n'));
}

// `key = 0,8` on the line of a syntax error: the author writes French.
std::optional<SyntaxFault> decimal_comma(std::string_view text, SourcePosition fault) {
  const std::string_view line = line_of(text, fault.line);
  for (std::size_t at = line.find('='); at != line.npos; at = line.find('=', at + 1)) {
    std::size_t begin = at + 1;
    while (begin < line.size() && line[begin] == ' ') ++begin;
    std::size_t end = begin;
    while (end < line.size() && (is_digit(line[end]) ||
                                 std::string_view("+-,").find(line[end]) != std::string_view::npos))
      ++end;
    const std::string written(line.substr(begin, end - begin));
    const std::optional<std::string> meant = with_decimal_point(written);
    if (!meant) continue;
    std::size_t key_end = at;
    while (key_end > 0 && line[key_end - 1] == ' ') --key_end;
    std::size_t key_begin = key_end;
    while (key_begin > 0 && std::string_view(" \t{,").find(line[key_begin - 1]) == line.npos)
      --key_begin;
    SourcePosition found = place_of(line, begin);
    found.line = fault.line;
    return SyntaxFault{found,
                       std::string(line.substr(key_begin, key_end - key_begin)),
                       {TextId::files_not_a_number, {written}},
                       Message{TextId::files_write, {*meant}}};
  }
  return std::nullopt;
}

SyntaxFault fault_of(std::string_view text, const toml::parse_error& error) {
  const SourcePosition at = place(error.source().begin);
  if (auto comma = decimal_comma(text, at)) return *comma;
  const std::string detail(error.description());
  if (detail.find("cannot redefine existing") != detail.npos) {
    const std::size_t from = detail.find('\''), to = detail.find('\'', from + 1);
    if (from != detail.npos && to != detail.npos)
      return {at, detail.substr(from + 1, to - from - 1), {TextId::files_written_twice, {}}, {}};
  }
  return slip_at(text, at);
}

}  // namespace

const Node* Node::find(std::string_view key) const {
  for (const auto& [name, node] : entries)
    if (name == key) return &node;
  return nullptr;
}

bool Node::is_blocks() const {
  return kind == Kind::array && !items.empty() && items.front().is_table() &&
         items.front().form == Form::header;
}

std::size_t Document::offset(SourcePosition at) const {
  if (at.line < 1) return 0;
  if (std::size_t(at.line) > lines.size()) return text.size();
  std::size_t offset = lines[std::size_t(at.line) - 1];
  if (offset == 0) offset = byte_order_mark(text);
  for (int column = 1; column < at.column && offset < text.size(); ++column) {
    ++offset;
    while (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0u) == 0x80u)
      ++offset;
  }
  return offset;
}

SourcePosition place_of(std::string_view text, std::size_t offset) {
  SourcePosition place{1, 1};
  for (std::size_t i = byte_order_mark(text); i < offset && i < text.size(); ++i) {
    if (text[i] == '\n') {
      ++place.line;
      place.column = 1;
    } else if ((static_cast<unsigned char>(text[i]) & 0xC0u) != 0x80u) {
      ++place.column;
    }
  }
  return place;
}

std::size_t byte_order_mark(std::string_view text) {
  return text.substr(0, 3) == "\xEF\xBB\xBF" ? 3 : 0;
}

std::optional<std::string> with_decimal_point(std::string_view text) {
  const std::size_t comma = text.find(',');
  if (comma == std::string_view::npos || comma + 1 == text.size()) return std::nullopt;
  const std::size_t first = text[0] == '+' || text[0] == '-' ? 1 : 0;
  if (comma == first) return std::nullopt;
  for (std::size_t i = first; i < text.size(); ++i)
    if (i != comma && !is_digit(text[i])) return std::nullopt;
  std::string meant(text);
  meant[comma] = '.';
  return meant;
}

std::optional<SyntaxFault> find_bad_byte(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = first_letter(text.substr(at)).length;
    const unsigned byte = static_cast<unsigned char>(text[at]);
    const bool control =
        (byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r') || byte == 0x7F;
    if (length == 0 || control)
      return SyntaxFault{place_of(text, at),
                         "",
                         {control ? TextId::files_control_byte : TextId::files_not_utf8,
                          {fmt::format("0x{:02x}", byte)}},
                         Message{TextId::files_save_as_utf8, {}}};
    at += length;
  }
  return std::nullopt;
}

bool is_toml_value(std::string_view words) {
  constexpr std::size_t kMost = 200;
  if (words.empty() || words.size() > kMost || words.find('\n') != words.npos) return false;
  try {
    return toml::parse(std::string("v = ").append(words)).size() == 1;
  } catch (const toml::parse_error&) {
    return false;
  }
}

Document parse_document(std::string text) {
  if (auto bad = find_bad_byte(text)) throw *bad;
  Document document;
  document.text = std::move(text);
  document.lines.push_back(0);
  for (std::size_t i = 0; i < document.text.size(); ++i)
    if (document.text[i] == '\n') document.lines.push_back(i + 1);
  const Shape shape = shape_of(document.text);
  if (shape.too_deep) throw *shape.too_deep;
  try {
    const toml::table root = toml::parse(document.text, std::string_view{});
    convert(document, root, document.root, false);
    document.root.form = Node::Form::header;
  } catch (const toml::parse_error& error) {
    throw fault_of(document.text, error);
  }
  return document;
}

}  // namespace palabre
