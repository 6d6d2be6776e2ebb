#include <fmt/format.h>

#include "sim/report/draw.hpp"
#include "sim/report/layout.hpp"

namespace palabre {
namespace {

constexpr std::size_t kEventIndent = 22, kDetailIndent = 24, kTold = 2;

std::string lines_of(const std::string& words, std::size_t indent = 0) {
  std::string out;
  for (const std::string& line : wrapped(words, kColumns - indent))
    out += std::string(indent, ' ') + line + "\n";
  return out;
}

std::string bold_lines(const std::string& words, bool color) {
  std::string out;
  for (const std::string& line : wrapped(words, kColumns)) out += bold(line, color) + "\n";
  return out;
}

/// The first cell of a row, then the others further in, each after the head of its column.
std::string told_rows(const Table& table, Lang lang) {
  std::string out;
  for (const TableRow& row : table.rows) {
    if (row.cells.empty()) continue;
    out += lines_of(row.cells.front().words);
    for (std::size_t c = 1; c < row.cells.size(); ++c) {
      const std::string& words = row.cells[c].words;
      const bool has_head = c < table.heads.size() && !table.heads[c].empty();
      if (words.empty()) continue;
      out +=
          lines_of(has_head ? say(TextId::label_value, lang, table.heads[c], words) : words, kTold);
    }
  }
  return out;
}

std::string table_lines(const Table& table, Lang lang) {
  if (!table.has_words()) return "";
  std::vector<std::vector<std::string>> rows;
  if (!table.heads.empty()) rows.push_back(table.heads);
  for (const TableRow& row : table.rows) {
    if (row.cells.empty()) continue;
    rows.emplace_back();
    for (const TableCell& cell : row.cells) rows.back().push_back(cell.words);
  }
  const bool may_be_told = table.left.empty() || table.has_sentences;
  const std::string out = table.left.empty() ? fitted_table(rows) : table_text(rows, table.left);
  return may_be_told && is_too_wide(out) ? told_rows(table, lang) : out;
}

/// The date in a margin of its own; details further in.
std::string event_lines(const ReportBlock& block) {
  std::string out = lines_of(block.words, kEventIndent);
  const std::string lead = pad_right(block.lead, kEventIndent);
  out.replace(0, kEventIndent, lead);
  for (const std::string& detail : block.more) out += lines_of(detail, kDetailIndent);
  return out;
}

/// The first line a little in, the others more.
std::string item_lines(const std::string& words) {
  std::string out;
  for (const std::string& line : wrapped(words, kColumns - 4))
    out += (out.empty() ? "  " : "    ") + line + "\n";
  return out;
}

std::string block_lines(const ReportBlock& block, Lang lang, bool color) {
  switch (block.kind) {
    case ReportBlock::Kind::title:
      return bold_lines(block.words, color);
    case ReportBlock::Kind::heading:
    case ReportBlock::Kind::subheading:
      return bold(block.words, color) + "\n";
    case ReportBlock::Kind::paragraph:
    case ReportBlock::Kind::notice:
    case ReportBlock::Kind::note:
      return lines_of(block.words);
    case ReportBlock::Kind::blank:
      return "\n";
    case ReportBlock::Kind::table:
      return table_lines(block.table, lang);
    case ReportBlock::Kind::event:
      return event_lines(block);
    case ReportBlock::Kind::item: {
      std::string out = item_lines(block.words);
      for (const std::string& more : block.more) out += lines_of(more, 4);
      return out;
    }
    case ReportBlock::Kind::pre:
      return block.words;
    case ReportBlock::Kind::picture:
      break;
  }
  return "";
}

}  // namespace

std::string text_of(const Report& report, bool color) {
  std::string out;
  for (const ReportBlock& block : report.blocks) {
    const std::string lines = block_lines(block, report.lang, color);
    out += block.kind == ReportBlock::Kind::pre ? lines : with_minus_signs(lines);
  }
  return out;
}

}  // namespace palabre
