// A report as people and programs read it.

#pragma once

#include <string>

#include "sim/report/report.hpp"

namespace palabre {

/// For a terminal of 80 columns; ends with a line end. `color`: titles and headings in bold.
std::string text_of(const Report& report, bool color);

/// One object on one line without a line end. Bytes that are no UTF-8 are replaced.
std::string json_of(const Report& report);

/// The head of the table that csv_of() fills: file, kind, id, unit, week (of a series), mean, low
/// and high (95 % of sampling error), q05 to q95 (of a series).
std::string csv_head();
/// One row a number, always English and with a point; what does not exist is empty.
/// @param file  as the user named it
std::string csv_of(const Report& report, const std::string& file);

/// One page that needs nothing else. Pictures stand in it.
std::string html_of(const Report& report, std::string_view title);

}  // namespace palabre
