#include "sim/report/layout.hpp"

#include <algorithm>
#include <cctype>

#include "sim/tables/visible.hpp"

namespace palabre {

std::size_t width_of(std::string_view utf8) {
  return std::size_t(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;  // not a continuation byte
  }));
}

std::string pad_right(std::string_view utf8, std::size_t width) {
  const std::size_t used = width_of(utf8);
  return std::string(utf8) + std::string(used < width ? width - used : 0, ' ');
}

std::string pad_left(std::string_view utf8, std::size_t width) {
  const std::size_t used = width_of(utf8);
  return std::string(used < width ? width - used : 0, ' ') + std::string(utf8);
}

namespace {

/// May a line end at this blank?
bool may_break(std::string_view utf8, std::size_t blank) {
  constexpr std::string_view kOpening = "\u00ab", kClosing = "\u00bb", kSigns = ":;?!%";
  const std::string_view after = utf8.substr(blank + 1);
  if (utf8.substr(0, blank).ends_with(kOpening) || after.starts_with(kClosing)) return false;
  if (after.empty() || kSigns.find(after[0]) == kSigns.npos) return true;
  // A sign that begins a word, as in ":key", is none of a sentence.
  return after.size() > 1 &&
         (std::isalnum(static_cast<unsigned char>(after[1])) || after[1] == '_');
}

}  // namespace

std::size_t next_break(std::string_view utf8, std::size_t from) {
  std::size_t at = utf8.find(' ', from);
  while (at != utf8.npos && !may_break(utf8, at)) at = utf8.find(' ', at + 1);
  return std::min(at, utf8.size());
}

std::string with_hard_blanks(std::string_view utf8) {
  std::string out(utf8);
  for (std::size_t at = utf8.rfind(' '); at != utf8.npos;
       at = at > 0 ? utf8.rfind(' ', at - 1) : utf8.npos)
    if (!may_break(utf8, at)) out.replace(at, 1, "\u00a0");
  return out;
}

std::string with_minus_signs(std::string_view utf8) {
  constexpr std::string_view kMinus = "\u2212", kHardBlank = "\u00a0";
  const auto is_digit = [&](std::size_t at) {
    return at < utf8.size() && utf8[at] >= '0' && utf8[at] <= '9';
  };
  std::string out;
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    const std::string_view before = utf8.substr(0, at);
    const bool begins = before.empty() ||
                        std::string_view(" \n([").find(before.back()) != std::string_view::npos ||
                        before.ends_with(kHardBlank);
    if (utf8[at] == '-' && begins && is_digit(at + 1))
      out += kMinus;
    else
      out += utf8[at];
  }
  return out;
}

std::vector<std::string> wrapped(std::string_view utf8, std::size_t width) {
  // A title may hold anything.
  const std::string harmless = visible_line(utf8);
  utf8 = harmless;
  std::vector<std::string> lines;
  std::string line;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t end = next_break(utf8, at);
    const std::string_view word = utf8.substr(at, end - at);
    at = end + 1;
    if (word.empty()) continue;
    if (!line.empty() && width_of(line) + 1 + width_of(word) > width) {
      lines.push_back(line);
      line.clear();
    }
    if (!line.empty()) line += ' ';
    line += word;
  }
  if (!line.empty()) lines.push_back(line);
  return lines;
}

std::string table_text(const std::vector<std::vector<std::string>>& rows,
                       const std::vector<bool>& left) {
  std::vector<std::size_t> widths(left.size(), 0);
  for (const std::vector<std::string>& row : rows)
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], width_of(row[c]));
  std::string out;
  for (const std::vector<std::string>& row : rows) {
    std::string line;
    for (std::size_t c = 0; c < row.size(); ++c) {
      if (c > 0) line += "  ";
      line += left[c] ? pad_right(row[c], widths[c]) : pad_left(row[c], widths[c]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

namespace {

using Rows = std::vector<std::vector<std::string>>;
constexpr std::size_t kGap = 2, kLeast = 16;  // [columns] between columns, of the first one

/// Columns that all but the first take.
std::size_t taken_by_others(const Rows& rows) {
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows)
    for (std::size_t c = 1; c < row.size() && c < widths.size(); ++c)
      widths[c] = std::max(widths[c], width_of(row[c]));
  std::size_t out = 0;
  for (std::size_t c = 1; c < widths.size(); ++c) out += widths[c] + kGap;
  return out;
}

/// Each row in as many lines as its cells need: the first of `room` columns, further lines of it
/// further in; the others broken at `most` columns.
Rows broken(const Rows& rows, std::size_t room, std::size_t most) {
  Rows out;
  for (const auto& row : rows) {
    Rows lines;  // [column]
    for (std::size_t c = 0; c < row.size(); ++c) {
      const std::size_t width = c > 0 ? most : width_of(row[c]) > room ? room - kGap : room;
      lines.push_back(width_of(row[c]) > width ? wrapped(row[c], width)
                                               : std::vector<std::string>{row[c]});
    }
    std::size_t height = 1;
    for (const auto& cell : lines) height = std::max(height, cell.size());
    for (std::size_t k = 0; k < height; ++k) {
      auto& line = out.emplace_back();
      for (std::size_t c = 0; c < lines.size(); ++c) {
        const std::string words = k < lines[c].size() ? lines[c][k] : std::string();
        line.push_back(c == 0 && k > 0 && !words.empty() ? "  " + words : words);
      }
    }
  }
  return out;
}

}  // namespace

bool fits_columns(const Rows& rows) { return taken_by_others(rows) + kLeast <= kColumns; }

bool is_too_wide(std::string_view lines) {
  while (!lines.empty()) {
    const std::size_t end = lines.find('\n');
    if (width_of(lines.substr(0, end)) > kColumns) return true;
    lines.remove_prefix(end == lines.npos ? lines.size() : end + 1);
  }
  return false;
}

std::string fitted_table(const Rows& rows) {
  constexpr std::size_t kNarrow = 8;  // [columns] of a column that must be broken
  std::vector<bool> left(rows.front().size(), false);
  left.front() = true;
  const auto table = [&](std::size_t most) {
    const std::size_t taken = taken_by_others(broken(rows, kColumns, most));
    const std::size_t room = taken + kLeast < kColumns ? kColumns - taken : kLeast;
    return table_text(broken(rows, room, most), left);
  };
  // A long word of the first column may need more room than the others leave.
  const std::string out = table(kColumns);
  return is_too_wide(out) ? table(kNarrow) : out;
}

std::string paragraph(std::string_view utf8) {
  std::string out;
  for (const std::string& line : wrapped(utf8, kColumns)) out += line + "\n";
  return out;
}

std::string bold(std::string_view utf8, bool color) {
  return color ? "\x1b[1m" + std::string(utf8) + "\x1b[0m" : std::string(utf8);
}

}  // namespace palabre
