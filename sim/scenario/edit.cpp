#include "sim/scenario/edit.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cassert>

namespace palabre {
namespace {

bool in_own_section(const Node& node) {
  return node.is_blocks() ||
         (node.is_table() && (node.form == Node::Form::header || node.form == Node::Form::implied));
}

// End of the last value that stands under the header of `table` itself, or nowhere.
SourcePosition last_value(const Node& table) {
  SourcePosition last;
  for (const auto& [key, node] : table.entries) {
    if (in_own_section(node)) continue;
    const bool dotted = node.is_table() && node.form == Node::Form::dotted;
    last = std::max(last, dotted ? last_value(node) : node.end);
  }
  return last;
}

// The same with the sections below it: [sweep.vary] belongs to its [[sweep]].
SourcePosition last_below(const Node& table) {
  SourcePosition last = std::max(table.end, last_value(table));
  for (const auto& [key, node] : table.entries)
    if (node.is_table() && in_own_section(node)) last = std::max(last, last_below(node));
  return last;
}

struct Section {
  std::string top;  // first key of its header
  const Node* table;
};

// The tables with a header of their own, blocks and what belongs to them left out.
void collect_sections(const Node& table, const std::string& top, std::vector<Section>& out) {
  for (const auto& [key, node] : table.entries) {
    if (!node.is_table() || node.form == Node::Form::braces) continue;
    const std::string& name = top.empty() ? key : top;
    if (node.form == Node::Form::header) out.push_back({name, &node});
    collect_sections(node, name, out);
  }
}

std::string joined(const Path& path, std::size_t from, std::size_t to) {
  std::string out;
  for (std::size_t i = from; i < to; ++i) {
    if (i > from) out += '.';
    out += key_text(path[i].key);
  }
  return out;
}

}  // namespace

std::string key_text(std::string_view key) {
  const bool bare = !key.empty() && std::all_of(key.begin(), key.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  });
  return bare ? std::string(key) : quoted_text(key);
}

std::string quoted_text(std::string_view text) {
  std::string out = "\"";
  for (char c : text) {
    const unsigned byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\')
      out.append(1, '\\').append(1, c);
    else if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\r')
      out += "\\r";
    else if (byte < 0x20 || byte == 0x7F)
      out += fmt::format("\\u{:04X}", byte);
    else
      out += c;
  }
  return out + '"';
}

Editor::Editor(std::string text) : document_(parse_document(std::move(text))) {
  rename_old_keys(document_.root);
  const std::size_t end = document_.text.find('\n');
  eol_ = end != std::string::npos && end > 0 && document_.text[end - 1] == '\r' ? "\r\n" : "\n";
}

std::vector<const Node*> Editor::walk(const Path& path) const {
  std::vector<const Node*> nodes{&document_.root};
  for (const Step& step : path) {
    const Node* next = nullptr;
    if (step.item < 0)
      next = nodes.back()->find(step.key);
    else if (std::size_t(step.item) < nodes.back()->items.size())
      next = &nodes.back()->items[std::size_t(step.item)];
    if (!next) break;
    nodes.push_back(next);
  }
  return nodes;
}

const Node* Editor::find(const Path& path) const {
  const auto nodes = walk(path);
  return nodes.size() == path.size() + 1 ? nodes.back() : nullptr;
}

void Editor::splice(std::size_t begin, std::size_t end, const std::string& replacement) {
  std::string text = document_.text;
  text.replace(begin, end - begin, replacement);
  document_ = parse_document(std::move(text));
  rename_old_keys(document_.root);
}

std::size_t Editor::line_begin(std::size_t offset) const {
  const std::size_t before =
      offset == 0 ? std::string::npos : document_.text.rfind('\n', offset - 1);
  return before == std::string::npos ? byte_order_mark(document_.text) : before + 1;
}

std::size_t Editor::line_end(std::size_t offset) const {
  std::size_t end = std::min(document_.text.find('\n', offset), document_.text.size());
  if (end < document_.text.size() && end > offset && document_.text[end - 1] == '\r') --end;
  return end;
}

std::size_t Editor::last_of(const Node& table) const {
  const SourcePosition last = last_value(table);
  if (last.line > 0) return document_.offset(last);
  return &table == &document_.root ? byte_order_mark(document_.text) : document_.offset(table.end);
}

// What stands before the keys of a table, for new lines to stand in one column with them.
std::string Editor::indent_of(const Node& table) const {
  SourcePosition at = table.begin;
  for (const auto& [key, node] : table.entries)
    if (!in_own_section(node)) at = node.key_begin;
  const std::size_t begin = line_begin(document_.offset(at));
  const std::size_t end = document_.text.find_first_not_of(" \t", begin);
  return document_.text.substr(begin, std::min(end, document_.text.size()) - begin);
}

void Editor::add_line_after(std::size_t offset, const std::string& line, bool blank_before) {
  const std::string& text = document_.text;
  std::size_t at = line_end(offset);
  const std::string gap = blank_before ? eol_ : std::string{};
  if (at == text.size()) {  // no newline at the end: none afterwards either
    const bool empty = at == byte_order_mark(text);
    splice(at, at, (empty ? std::string{} : eol_ + gap) + line);
    return;
  }
  at = text.find('\n', at) + 1;
  // A new section keeps apart from what follows, too.
  const bool follows = at < text.size() && text[at] != '\n' && text[at] != '\r';
  splice(at, at, gap + line + eol_ + (blank_before && follows ? eol_ : std::string{}));
}

void Editor::add_in_braces(const Node& table, const std::string& line) {
  const std::size_t end = document_.offset(table.end);
  if (table.entries.empty()) return splice(document_.offset(table.begin), end, "{ " + line + " }");
  const std::size_t at = document_.offset(last_value(table));
  splice(at, at, ", " + line);
}

void Editor::add_section(const Path& path, std::string_view value) {
  const std::string header = joined(path, 0, path.size() - 1);
  const std::string line = key_text(path.back().key) + " = " + std::string(value);
  std::vector<Section> sections;
  collect_sections(document_.root, "", sections);
  const Node* after = &document_.root;
  bool same_top = false;
  for (const Section& section : sections) {
    const bool same = section.top == path.front().key;
    if (same_top && !same) continue;
    const bool later = after == &document_.root || after->begin < section.table->begin;
    if ((same && !same_top) || later) after = section.table;
    same_top = same_top || same;
  }
  add_line_after(last_of(*after), "[" + header + "]" + eol_ + line, true);
}

void Editor::set(const Path& path, std::string_view value) {
  const auto nodes = walk(path);
  const std::size_t depth = nodes.size() - 1;
  if (depth == path.size())
    return splice(document_.offset(nodes.back()->begin), document_.offset(nodes.back()->end),
                  std::string(value));

  const Node& table = *nodes.back();
  assert(table.is_table() && "only tables take new keys");
  const std::string line = joined(path, depth, path.size()) + " = " + std::string(value);
  if (table.form == Node::Form::braces) return add_in_braces(table, line);
  if (table.form == Node::Form::dotted) {  // spelled as its neighbours are, from their header on
    std::size_t header = depth;
    while (nodes[header]->form == Node::Form::dotted) --header;
    const std::string full = joined(path, header, path.size()) + " = " + std::string(value);
    if (nodes[header]->form == Node::Form::braces) return add_in_braces(*nodes[header], full);
    return add_line_after(document_.offset(last_value(table)), indent_of(table) + full, false);
  }
  const bool here = table.form == Node::Form::header && depth + 1 == path.size();
  if (here) return add_line_after(last_of(table), indent_of(table) + line, false);
  add_section(path, value);
}

void Editor::remove_lines(std::size_t begin, std::size_t end) {
  const std::string& text = document_.text;
  begin = line_begin(begin);
  const std::size_t next = text.find('\n', line_end(end));
  if (next != std::string::npos) return splice(begin, next + 1, "");
  // The last line goes with the line break before it: there was none at the end.
  std::size_t from = begin;
  if (from > byte_order_mark(text)) --from;
  if (from > byte_order_mark(text) && text[from - 1] == '\r') --from;
  splice(from, text.size(), "");
}

void Editor::remove_from_braces(const Node& table, const Node& node) {
  std::size_t begin = document_.offset(node.key_begin), end = document_.offset(node.end);
  const std::string& text = document_.text;
  const std::size_t close = document_.offset(table.end);
  const std::size_t next = text.find_first_not_of(" \t", end);
  if (next < close && text[next] == ',') {
    end = text.find_first_not_of(" \t", next + 1);
  } else {
    const std::size_t before = text.find_last_not_of(" \t", begin - 1);
    if (text[before] == ',') begin = before;
  }
  splice(begin, end, "");
}

void Editor::remove(const Path& path) {
  const auto nodes = walk(path);
  if (nodes.size() != path.size() + 1) return;
  const Node& node = *nodes.back();
  const Node& parent = *nodes[nodes.size() - 2];
  if (node.is_table() && node.form != Node::Form::braces) {
    const bool has_header = node.form == Node::Form::header;
    for (const auto& [key, child] : node.entries) {
      if (has_header && !in_own_section(child)) continue;
      Path below = path;
      below.emplace_back(key);
      remove(below);
      return remove(path);  // the tree is a new one now
    }
    if (has_header) remove_lines(document_.offset(node.begin), last_of(node));
    return;
  }
  if (parent.is_table() && parent.form == Node::Form::braces)
    return remove_from_braces(parent, node);
  remove_lines(document_.offset(node.key_begin), document_.offset(node.end));
}

void Editor::append_block(std::string_view name,
                          const std::vector<std::pair<std::string, std::string>>& entries) {
  std::string block = "[[" + key_text(name) + "]]";
  for (const auto& [key, value] : entries) block += eol_ + key_text(key) + " = " + value;
  const Node* blocks = document_.root.find(name);
  if (blocks && blocks->is_blocks())
    return add_line_after(document_.offset(last_below(blocks->items.back())), block, true);
  const std::string& text = document_.text;
  const bool closed = !text.empty() && text.back() == '\n';
  if (closed)
    splice(text.size(), text.size(), eol_ + block + eol_);
  else
    add_line_after(text.size(), block, true);
}

void Editor::comment_out(const Path& path) {
  const Node* node = find(path);
  if (!node) return;
  if (node->begin.line != node->end.line) return remove(path);
  const std::size_t at = line_begin(document_.offset(node->key_begin));
  splice(at, at, "# ");
}

}  // namespace palabre
