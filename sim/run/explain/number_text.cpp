#include "sim/run/explain/number_text.hpp"

#include <algorithm>
#include <cmath>

#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00a0", kMinus = "\u2212";

/// Digits in groups of three, and the decimal sign of the language.
std::string grouped(std::string digits, Lang lang) {
  const bool negative = digits.starts_with('-');
  if (negative) digits.erase(0, 1);
  const std::size_t point = std::min(digits.find('.'), digits.size());
  std::string out;
  for (std::size_t i = 0; i < point; ++i) {
    if (i > 0 && (point - i) % 3 == 0) out += lang == Lang::fr ? kNoBreakSpace : ",";
    out += digits[i];
  }
  if (point < digits.size()) {
    out += lang == Lang::fr ? ',' : '.';
    out += digits.substr(point + 1);
  }
  const bool is_zero = digits.find_first_not_of("0.") == std::string::npos;
  return negative && !is_zero ? std::string(kMinus) + out : out;
}

}  // namespace

std::string count_text(std::int64_t value, Lang lang) {
  return grouped(std::to_string(value), lang);
}

std::string fixed_text(double value, int decimals, Lang lang) {
  return grouped(fmt::format("{:.{}f}", value, decimals), lang);
}

std::string plain_text(double value, Lang lang) {
  std::string out = number_text(std::abs(value));
  if (lang == Lang::fr) std::replace(out.begin(), out.end(), '.', ',');
  return value < 0.0 ? std::string(kMinus) + out : out;
}

int decimals_of(double value) {
  const double size = std::abs(value);
  if (size >= 100.0) return 0;
  if (size >= 10.0) return 1;
  return size >= 1.0 ? 2 : 3;
}

std::string value_text(double value, Lang lang) {
  return fixed_text(value, decimals_of(value), lang);
}

std::string percent_text(double share, Lang lang, bool fine) {
  const double percent = 100.0 * share;
  const bool whole = percent == 0.0 || (!fine && percent >= 9.95);
  return say(TextId::percent, lang, fixed_text(percent, whole ? 0 : 1, lang));
}

}  // namespace palabre
