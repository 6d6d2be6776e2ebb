// How values are spelled: dates, numbers, and the word that was probably meant.

#include <algorithm>
#include <charconv>
#include <vector>

#include "sim/tables/spelling.hpp"
#include "sim/tables/tables.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {

std::string to_string(Date date) {
  if (date.is_never()) return "never";
  const std::chrono::year_month_day ymd{date.days()};
  std::string out = std::to_string(int(ymd.year()));
  out.insert(0, out.size() < 4 ? 4 - out.size() : 0, '0');
  for (unsigned part : {unsigned(ymd.month()), unsigned(ymd.day())})
    out += (part < 10 ? "-0" : "-") + std::to_string(part);
  return out;
}

std::optional<Date> parse_date(std::string_view text) {
  if (text == "never") return Date::never();
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  std::array<int, 3> parts{};
  const std::array<std::string_view, 3> pieces{text.substr(0, 4), text.substr(5, 2),
                                               text.substr(8, 2)};
  for (std::size_t i = 0; i < 3; ++i) {
    for (char c : pieces[i])
      if (c < '0' || c > '9') return std::nullopt;
    std::from_chars(pieces[i].data(), pieces[i].data() + pieces[i].size(), parts[i]);
  }
  const std::chrono::year_month_day ymd{std::chrono::year{parts[0]},
                                        std::chrono::month{unsigned(parts[1])},
                                        std::chrono::day{unsigned(parts[2])}};
  if (!ymd.ok()) return std::nullopt;
  return Date::from(std::chrono::sys_days{ymd});
}

std::size_t letters_off(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::swap(before, last);
    std::swap(last, row);
    row[0] = i;
    for (std::size_t j = 1; j < row.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] != b[j - 1]);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      const bool is_swap = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (is_swap) row[j] = std::min(row[j], before[j - 2] + 1);
    }
  }
  return row.back();
}

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = word.size() / 3 + 2;  // further away is no misspelling
  for (std::string_view candidate : candidates) {
    const std::size_t distance = letters_off(word, candidate);
    if (distance >= best_distance) continue;
    best_distance = distance;
    best = candidate;
  }
  return best;
}

std::string csv_words(std::string_view words) {
  std::string harmless = visible(words);
  // Spreadsheets run what begins like a formula; an apostrophe makes it words.
  constexpr std::string_view kFormula = "=+-@";
  if (harmless.size() > 1 && kFormula.find(harmless.front()) != kFormula.npos)
    harmless.insert(0, 1, '\'');
  // Quotes too where a line would else begin like a comment.
  if (harmless.find_first_of(",\"\n") == harmless.npos && !harmless.starts_with('#'))
    return harmless;
  std::string out = "\"";
  for (char c : harmless) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

namespace {

/// "-1.5", "2.0e-05": with one point, and no more than a number needs.
bool has_decimal_point(std::string_view cell) {
  return std::count(cell.begin(), cell.end(), '.') == 1 &&
         cell.find_first_not_of("0123456789.+-e") == cell.npos;
}

/// A cell of a French table.
std::string french_cell(std::string cell) {
  if (cell.starts_with('"')) return cell;
  if (has_decimal_point(cell)) {
    std::replace(cell.begin(), cell.end(), '.', ',');
    return cell;
  }
  return cell.find(';') == cell.npos ? cell : "\"" + cell + "\"";
}

}  // namespace

std::string csv_in(std::string_view table, Lang style) {
  if (style == Lang::en) return std::string(table);
  std::string out, cell;
  bool is_quoted = false;
  for (const char c : table) {
    if (c == '"') is_quoted = !is_quoted;
    if (is_quoted || (c != ',' && c != '\n')) {
      cell += c;
      continue;
    }
    out += french_cell(std::move(cell)) + (c == ',' ? ';' : c);
    cell.clear();
  }
  return out + french_cell(std::move(cell));
}

std::string_view csv_mark(Lang style) { return style == Lang::fr ? "\xEF\xBB\xBF" : ""; }

std::string number_text(double value, bool as_float) {
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  std::string out(buffer.data(), end);
  if (as_float && out.find_first_of(".en") == std::string::npos) out += ".0";
  return out;
}

}  // namespace palabre
