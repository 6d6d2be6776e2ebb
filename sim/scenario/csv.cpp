#include "sim/scenario/csv.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sim/platform/numbers.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

std::vector<CsvCell> split(std::string_view line, int number) {
  std::vector<CsvCell> cells;
  int column = 1;
  CsvCell cell{"", {number, 1}};
  for (char c : line) {
    if ((static_cast<unsigned char>(c) & 0xC0u) != 0x80u) ++column;
    if (c != ',') {
      cell.text += c;
      continue;
    }
    cells.push_back(std::move(cell));
    cell = {"", {number, column}};
  }
  cells.push_back(std::move(cell));
  return cells;
}

bool all_digits(std::string_view text) {
  return !text.empty() &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "0,49" in the column of numbers, which splits it in two and makes the line one cell too long; in
/// quotes too. Its text with the comma, and where it begins.
std::optional<CsvCell> number_with_comma(const Csv& table, std::string_view line, int number,
                                         std::string_view column) {
  const auto at = std::find_if(table.header.begin(), table.header.end(),
                               [&](const CsvCell& cell) { return cell.text == column; });
  if (column.empty() || at == table.header.end()) return std::nullopt;
  const std::vector<CsvCell> cells = split(line, number);
  if (cells.size() != table.header.size() + 1) return std::nullopt;
  const CsvCell& whole = cells[std::size_t(at - table.header.begin())];
  std::string_view before = whole.text;
  std::string_view after = cells[std::size_t(at - table.header.begin()) + 1].text;
  if (before.starts_with('"') && after.ends_with('"')) {
    before.remove_prefix(1);
    after.remove_suffix(1);
  }
  const std::string_view unsigned_part = before.substr(before.starts_with('-') ? 1 : 0);
  if (!all_digits(unsigned_part) || !all_digits(after)) return std::nullopt;
  return CsvCell{std::string(before) + "," + std::string(after), whole.place};
}

}  // namespace

Csv parse_csv(std::string_view text, const std::string& shown, Complaints& complaints,
              std::string_view numbers) {
  Csv table;
  table.shown = shown;
  const auto refuse = [&](SourcePosition place, Message what,
                          std::optional<Message> hint = std::nullopt) {
    complaints.add({shown, place.line, place.column, "", std::move(what), std::move(hint)});
    table = {shown, false, {}, {}};
    return table;
  };
  const auto too_many = [](std::size_t count, LimitId row) {
    return Message{TextId::files_too_many, {std::to_string(count), std::to_string(limit(row))}};
  };
  if (const auto bad = find_bad_byte(text)) return refuse(bad->place, bad->what, bad->hint);
  text.remove_prefix(byte_order_mark(text));
  const std::size_t lines = std::size_t(std::count(text.begin(), text.end(), '\n'));
  if (lines > limit(LimitId::rows) + 1)  // the header, too
    return refuse({}, too_many(lines - 1, LimitId::rows));
  for (int number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) continue;
    const std::size_t count = std::size_t(std::count(line.begin(), line.end(), ',')) + 1;
    if (table.header.empty()) {
      if (count > limit(LimitId::columns))
        return refuse({number, 0}, too_many(count, LimitId::columns));
      table.header = split(line, number);
    } else if (const auto slip = number_with_comma(table, line, number, numbers)) {
      complaints.add({shown,
                      slip->place.line,
                      slip->place.column,
                      std::string(numbers),
                      {TextId::files_comma, {slip->text}},
                      Message{TextId::files_comma_hint, {}}});
    } else if (count != table.header.size()) {
      complaints.add(
          {shown,
           number,
           0,
           "",
           {TextId::files_csv_cells, {std::to_string(count), std::to_string(table.header.size())}},
           std::nullopt});
    } else {
      table.rows.push_back(split(line, number));
    }
  }
  return table;
}

bool CsvReader::has_columns(std::span<const std::string_view> needed,
                            std::span<const std::string_view> ignored) {
  if (!table_.is_text) return false;
  std::vector<std::string_view> known(needed.begin(), needed.end());
  known.insert(known.end(), ignored.begin(), ignored.end());
  std::vector<std::string_view> present;
  for (const CsvCell& cell : table_.header) {
    if (std::find(known.begin(), known.end(), cell.text) == known.end())
      complaints_.add({table_.shown,
                       cell.place.line,
                       cell.place.column,
                       cell.text,
                       {TextId::files_no_such_column, {}},
                       meant(cell.text, known)});
    if (std::find(present.begin(), present.end(), cell.text) != present.end())
      complaints_.add({table_.shown,
                       cell.place.line,
                       cell.place.column,
                       cell.text,
                       {TextId::files_written_twice, {}},
                       std::nullopt});
    present.push_back(cell.text);
  }
  bool complete = true;
  for (std::string_view name : needed) {
    if (std::find(present.begin(), present.end(), name) != present.end()) continue;
    complete = false;
    complaints_.add(
        {table_.shown, 1, 0, std::string(name), {TextId::files_column_missing, {}}, std::nullopt});
  }
  return complete;
}

const CsvCell& CsvReader::cell(std::size_t row, std::string_view column) const {
  const auto at = std::find_if(table_.header.begin(), table_.header.end(),
                               [&](const CsvCell& cell) { return cell.text == column; });
  assert(at != table_.header.end());
  return table_.rows[row][std::size_t(at - table_.header.begin())];
}

std::string CsvReader::text(std::size_t row, std::string_view column) {
  const CsvCell& at = cell(row, column);
  if (at.text.empty()) complain(row, column, {TextId::files_cell_empty, {}});
  return at.text;
}

double CsvReader::number(std::size_t row, std::string_view column, double min, double max) {
  const std::string& text = cell(row, column).text;
  double value = 0.0;
  const auto [end, error] = platform::parse_double(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) {
    complain(row, column, {TextId::files_not_a_number, {text}});
    return min;
  }
  if (std::isfinite(value) && value >= min && value <= max) return value;
  if (!std::isfinite(value))
    complain(row, column, {TextId::files_not_finite, {text}});
  else if (std::isfinite(max))
    complain(row, column, {TextId::files_out_of_range, {text}},
             Message{TextId::files_allowed_index, {number_text(min), number_text(max)}});
  else
    complain(row, column, {TextId::files_too_small, {text}},
             Message{TextId::files_at_least, {number_text(min)}});
  return min;
}

bool CsvReader::flag(std::size_t row, std::string_view column) {
  const std::string& text = cell(row, column).text;
  if (text != "0" && text != "1") complain(row, column, {TextId::files_needs_0_or_1, {text}});
  return text == "1";
}

void CsvReader::complain(std::size_t row, std::string_view column, Message what,
                         std::optional<Message> hint) {
  const SourcePosition place = cell(row, column).place;
  complaints_.add({table_.shown, place.line, place.column, std::string(column), std::move(what),
                   std::move(hint)});
}

}  // namespace palabre
