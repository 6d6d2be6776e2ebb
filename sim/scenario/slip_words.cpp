#include "sim/scenario/slip_words.hpp"

#include <charconv>

#include "sim/platform/numbers.hpp"
#include "sim/scenario/slips.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace slips {

struct Month {
  std::string_view name;
  unsigned month;
};
constexpr auto kMonths = std::to_array<Month>(
    {{"january", 1},   {"february", 2},  {"march", 3},     {"april", 4},     {"may", 5},
     {"june", 6},      {"july", 7},      {"august", 8},    {"september", 9}, {"october", 10},
     {"november", 11}, {"december", 12}, {"janvier", 1},   {"février", 2},   {"fevrier", 2},
     {"mars", 3},      {"avril", 4},     {"mai", 5},       {"juin", 6},      {"juillet", 7},
     {"août", 8},      {"aout", 8},      {"septembre", 9}, {"octobre", 10},  {"novembre", 11},
     {"décembre", 12}, {"decembre", 12}});

std::optional<unsigned> number_in(std::string_view text) {
  unsigned out = 0;
  if (!all_digits(text) || text.size() > 4) return std::nullopt;
  std::from_chars(text.data(), text.data() + text.size(), out);
  return out;
}

std::optional<Date> date_from(unsigned year, unsigned month, unsigned day) {
  const std::chrono::year_month_day ymd{std::chrono::year{int(year)}, std::chrono::month{month},
                                        std::chrono::day{day}};
  if (!ymd.ok() || year < 1000) return std::nullopt;
  return Date::from(std::chrono::sys_days{ymd});
}

std::optional<unsigned> month_named(std::string_view word) {
  const std::string small = lower(word);
  for (const Month& row : kMonths) {
    const bool is_short = small.size() >= 3 && row.name.starts_with(small);
    if (small == row.name || is_short) return row.month;
  }
  return std::nullopt;
}

std::optional<unsigned> day_in(std::string_view word) {
  for (std::string_view ending : {"er", "st", "nd", "rd", "th"})
    if (word.ends_with(ending)) word.remove_suffix(ending.size());
  return word.size() <= 2 ? number_in(word) : std::nullopt;
}

/// "1 000" and "1'000": groups of three.
std::optional<std::string> without_groups(std::string_view text) {
  std::string plain = replaced(text, kBlanks, " ");
  for (std::string_view apart : {" ", "'"}) {
    const auto groups = parts_of(plain, apart);
    if (groups.size() < 2 || groups.front().size() > 3) continue;
    const bool is_number = std::all_of(groups.begin(), groups.end(), all_digits) &&
                           std::all_of(groups.begin() + 1, groups.end(),
                                       [](std::string_view group) { return group.size() == 3; });
    if (!is_number) continue;
    std::string out;
    for (std::string_view group : groups) out += group;
    return out;
  }
  return std::nullopt;
}

std::vector<std::string_view> parts_of(std::string_view text, std::string_view between) {
  std::vector<std::string_view> out;
  std::size_t from = 0;
  for (std::size_t at = 0; at <= text.size(); ++at)
    if (at == text.size() || between.find(text[at]) != between.npos) {
      if (at > from) out.push_back(text.substr(from, at - from));
      from = at + 1;
    }
  return out;
}

std::optional<std::string> number_meant(std::string_view word) {
  if (auto plain = without_groups(word)) return plain;
  std::string out = replaced(word, kDashes, "-");
  bool is_share = false;
  if (out.ends_with('%')) {
    is_share = true;
    out = std::string(trimmed(std::string_view(out).substr(0, out.size() - 1)));
  }
  std::replace(out.begin(), out.end(), ',', '.');
  const std::string sign = out.starts_with('-') ? "-" : "";
  if (!sign.empty() || out.starts_with('+')) out.erase(0, 1);
  if (out.starts_with('.')) out.insert(out.begin(), '0');
  if (out.ends_with('.')) out += '0';
  while (out.size() > 1 && out[0] == '0' && is_digit(out[1])) out.erase(0, 1);
  double value = 0.0;
  const auto [end, error] = platform::parse_double(out.data(), out.data() + out.size(), value);
  if (out.empty() || error != std::errc{} || end != out.data() + out.size()) return std::nullopt;
  if (is_share) return number_text(sign.empty() ? value / 100.0 : -value / 100.0);
  return sign + out;
}

std::optional<Date> peoples_date(std::string_view words) {
  const std::string plain = replaced(replaced(trimmed(words), kDashes, "-"), kBlanks, " ");
  const auto numbers = parts_of(plain, "/.- ");
  if (numbers.size() != 3 || plain.size() > 40) return std::nullopt;
  const auto a = number_in(numbers[0]), b = number_in(numbers[1]), c = number_in(numbers[2]);
  if (a && b && c) {
    if (numbers[0].size() == 4 && plain != words) return date_from(*a, *b, *c);
    if (numbers[0].size() == 4)
      return plain.find('-') == plain.npos ? date_from(*a, *b, *c) : std::nullopt;
    if (numbers[2].size() != 4) return std::nullopt;
    const auto day_first = date_from(*c, *b, *a);
    return day_first ? day_first : date_from(*c, *a, *b);
  }
  const auto words_of = parts_of(plain, " ,.");
  if (words_of.size() != 3) return std::nullopt;
  const auto year = words_of[2].size() == 4 ? number_in(words_of[2]) : std::nullopt;
  if (!year) return std::nullopt;
  for (const auto& [day, month] : {std::pair(0, 1), std::pair(1, 0)}) {
    const auto d = day_in(words_of[std::size_t(day)]);
    const auto m = month_named(words_of[std::size_t(month)]);
    if (d && m) return date_from(*year, *m, *d);
  }
  return std::nullopt;
}

}  // namespace slips

std::optional<Date> date_of_people(std::string_view words) { return slips::peoples_date(words); }

Message date_hint(std::string_view words) {
  if (const auto date = date_of_people(words))
    return {TextId::files_without_quotes, {to_string(*date)}};
  return {TextId::files_date_example, {}};
}

}  // namespace palabre
