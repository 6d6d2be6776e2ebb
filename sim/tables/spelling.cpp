// How values are spelled: dates, numbers, and the word that was probably meant.

#include <algorithm>
#include <charconv>

#include "sim/tables/tables.hpp"

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

std::string_view nearest(std::string_view word, std::span<const std::string_view> candidates) {
  std::string_view best;
  std::size_t best_distance = word.size() / 3 + 2;  // further away is no misspelling
  std::vector<std::size_t> row;
  for (std::string_view candidate : candidates) {
    row.resize(candidate.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= word.size(); ++i) {
      std::size_t diagonal = row[0];
      row[0] = i;
      for (std::size_t j = 1; j < row.size(); ++j) {
        const std::size_t replace = diagonal + (word[i - 1] != candidate[j - 1]);
        diagonal = row[j];
        row[j] = std::min({replace, row[j] + 1, row[j - 1] + 1});
      }
    }
    if (row.back() < best_distance) {
      best_distance = row.back();
      best = candidate;
    }
  }
  return best;
}

std::string csv_words(std::string_view words) {
  if (words.find_first_of(",\"\n") == std::string_view::npos) return std::string(words);
  std::string out = "\"";
  for (char c : words) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string number_text(double value, bool as_float) {
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  std::string out(buffer.data(), end);
  if (as_float && out.find_first_of(".en") == std::string::npos) out += ".0";
  return out;
}

}  // namespace palabre
