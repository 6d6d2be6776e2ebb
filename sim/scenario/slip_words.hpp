// Words of a TOML text taken apart: what tells of slips and of dates as people write them; internal
// to this folder.

#pragma once

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::slips {

inline constexpr auto kBlanks = std::to_array<std::string_view>(
    {" ", "\t", "\r", "\u00A0", "\u202F", "\u2009", "\u2007", "\u3000"});
inline constexpr auto kDashes =
    std::to_array<std::string_view>({"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"});

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Length of the first of `list` that begins the text, or 0.

/// Length of the first of `list` that begins (or ends) the text, or 0.
template <class List>
std::size_t begins_with(std::string_view text, const List& list) {
  for (std::string_view one : list)
    if (text.starts_with(one)) return one.size();
  return 0;
}
template <class List>
std::size_t ends_with(std::string_view text, const List& list) {
  for (std::string_view one : list)
    if (text.ends_with(one)) return one.size();
  return 0;
}

inline std::string_view trimmed(std::string_view text) {
  while (const std::size_t n = begins_with(text, kBlanks)) text.remove_prefix(n);
  while (const std::size_t n = ends_with(text, kBlanks)) text.remove_suffix(n);
  return text;
}

template <class List>
std::string replaced(std::string_view text, const List& list, std::string_view by) {
  std::string out;
  while (!text.empty()) {
    const std::size_t n = begins_with(text, list);
    if (n > 0) out += by;
    if (n == 0) out += text[0];
    text.remove_prefix(std::max<std::size_t>(n, 1));
  }
  return out;
}

inline std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
  return out;
}

/// The parts of a text between any of the letters `between`, empty ones left out.
std::vector<std::string_view> parts_of(std::string_view text, std::string_view between);
/// What a number that TOML does not take was meant to be: "80 %", "1 000", ".5", "−0.5".
std::optional<std::string> number_meant(std::string_view word);

}  // namespace palabre::slips
