#include "sim/report/layout.hpp"

#include <algorithm>

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

std::size_t next_break(std::string_view utf8, std::size_t from) {
  constexpr std::string_view kOpening = "\u00ab", kClosing = "\u00bb";
  for (std::size_t at = from; (at = utf8.find(' ', at)) != utf8.npos; ++at) {
    const std::string_view before = utf8.substr(0, at), after = utf8.substr(at + 1);
    if (before.ends_with(kOpening) || after.starts_with(kClosing)) continue;
    const bool is_sign = !after.empty() && std::string_view(":;?!%").find(after[0]) != after.npos;
    if (!is_sign || (after.size() > 1 && after[1] != ' ' && after[1] != '.')) return at;
  }
  return utf8.size();
}

std::string with_hard_blanks(std::string_view utf8) {
  std::string out;
  std::size_t soft = next_break(utf8, 0);
  for (std::size_t at = 0; at < utf8.size(); ++at) {
    if (at == soft)
      soft = next_break(utf8, at + 1);
    else if (utf8[at] == ' ') {
      out += "\u00a0";
      continue;
    }
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

std::string fitted_table(const std::vector<std::vector<std::string>>& rows) {
  constexpr std::size_t kGap = 2, kLeast = 16;
  std::vector<std::size_t> widths(rows.front().size(), 0);
  for (const auto& row : rows)
    for (std::size_t c = 1; c < row.size(); ++c) widths[c] = std::max(widths[c], width_of(row[c]));
  std::size_t taken = 0;
  for (std::size_t c = 1; c < widths.size(); ++c) taken += widths[c] + kGap;
  const std::size_t room = taken + kLeast < kColumns ? kColumns - taken : kLeast;
  std::vector<std::vector<std::string>> fitted;
  for (const auto& row : rows) {
    const std::vector<std::string> lines = wrapped(row.front(), room - kGap);
    fitted.push_back(row);
    if (width_of(row.front()) <= room) continue;
    fitted.back().front() = lines.front();
    for (std::size_t k = 1; k < lines.size(); ++k) fitted.push_back({"  " + lines[k]});
  }
  std::vector<bool> left(widths.size(), false);
  left.front() = true;
  return table_text(fitted, left);
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
