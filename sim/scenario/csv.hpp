// Tables with a header line, commas and no frills; internal to this folder.

#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario/complaints.hpp"
#include "sim/scenario/document.hpp"

namespace palabre {

struct CsvCell {
  std::string text;
  SourcePosition place;
};

struct Csv {
  std::string shown;    // the file, as messages name it
  bool is_text = true;  // false: no table, and nothing below
  std::vector<CsvCell> header;
  std::vector<std::vector<CsvCell>> rows;  // of the header's length
};

/// Splits a table. Lines of another length than the header's are complained of and left out; more
/// lines or columns than limits.def allows are counted and no table.
/// @param numbers  a column in which a decimal comma, which makes a line one cell longer, is told
/// as
///                 what it is; empty: none
Csv parse_csv(std::string_view text, const std::string& shown, Complaints& complaints,
              std::string_view numbers = {});

/// Reads cells by the name of their column, complaining of what is not there or no number.
class CsvReader {
 public:
  CsvReader(const Csv& table, Complaints& complaints) : table_(table), complaints_(complaints) {}

  /// Complains of columns that are missing or unknown; false when one is missing.
  bool has_columns(std::span<const std::string_view> needed,
                   std::span<const std::string_view> ignored);
  /// See Complaints.
  bool is_hopeless() const { return complaints_.is_hopeless(table_.shown); }
  const CsvCell& cell(std::size_t row, std::string_view column) const;
  std::string text(std::size_t row, std::string_view column);
  double number(std::size_t row, std::string_view column, double min, double max);
  bool flag(std::size_t row, std::string_view column);
  void complain(std::size_t row, std::string_view column, Message what,
                std::optional<Message> hint = std::nullopt);

 private:
  const Csv& table_;
  Complaints& complaints_;
};

}  // namespace palabre
