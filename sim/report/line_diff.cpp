#include "sim/report/line_diff.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace palabre {
namespace {

constexpr std::size_t kContext = 3;
constexpr std::size_t kCellsMax = 4'000'000;  // of the table; above it all is told as replaced

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    out.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

struct Line {
  char sign;  // ' ', '-' or '+'
  std::string_view words;
};

/// Longest common subsequence, by the table of lengths of all tails.
void add_middle(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b,
                std::vector<Line>& out) {
  const std::size_t n = a.size(), m = b.size();
  std::vector<int> length;
  if (n * m <= kCellsMax) length.assign((n + 1) * (m + 1), 0);
  const auto at = [&](std::size_t i, std::size_t j) -> int& { return length[i * (m + 1) + j]; };
  if (!length.empty())
    for (std::size_t i = n; i-- > 0;)
      for (std::size_t j = m; j-- > 0;)
        at(i, j) = a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
  std::size_t i = 0, j = 0;
  while (i < n || j < m) {
    const bool is_same = i < n && j < m && !length.empty() && a[i] == b[j];
    const bool is_gone = i < n && (j == m || length.empty() || at(i + 1, j) >= at(i, j + 1));
    if (is_same)
      out.push_back({' ', a[i]}), ++i, ++j;
    else if (is_gone)
      out.push_back({'-', a[i++]});
    else
      out.push_back({'+', b[j++]});
  }
}

std::vector<Line> diff_of(std::vector<std::string_view> a, std::vector<std::string_view> b) {
  std::vector<Line> out, end;
  std::size_t first = 0;
  while (first < std::min(a.size(), b.size()) && a[first] == b[first])
    out.push_back({' ', a[first++]});
  a.erase(a.begin(), a.begin() + std::ptrdiff_t(first));
  b.erase(b.begin(), b.begin() + std::ptrdiff_t(first));
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    end.push_back({' ', a.back()});
    a.pop_back();
    b.pop_back();
  }
  add_middle(a, b, out);
  out.insert(out.end(), end.rbegin(), end.rend());
  return out;
}

/// "@@ -12,7 +12,8 @@" and the lines; counts what went before.
std::string hunk(const std::vector<Line>& lines, std::size_t from, std::size_t to) {
  const auto count = [&](std::size_t begin, std::size_t end, char other) {
    return std::count_if(lines.begin() + std::ptrdiff_t(begin), lines.begin() + std::ptrdiff_t(end),
                         [&](const Line& line) { return line.sign != other; });
  };
  const auto before = count(from, to, '+'), after = count(from, to, '-');
  std::string out = fmt::format("@@ -{},{} +{},{} @@\n", count(0, from, '+') + (before > 0), before,
                                count(0, from, '-') + (after > 0), after);
  for (std::size_t k = from; k < to; ++k)
    out += fmt::format("{}{}\n", lines[k].sign, lines[k].words);
  return out;
}

}  // namespace

std::string line_diff(std::string_view before, std::string_view after, std::string_view name) {
  if (before == after) return "";
  std::string out = fmt::format("--- {0}\n+++ {0}\n", name);
  const std::vector<Line> lines = diff_of(lines_of(before), lines_of(after));
  for (std::size_t k = 0; k < lines.size();) {
    if (lines[k].sign == ' ') {
      ++k;
      continue;
    }
    const std::size_t from = k - std::min(k, kContext);
    std::size_t last = k;  // a change; the next one begins within two contexts, or not at all
    for (std::size_t j = k; j < lines.size() && j <= last + 2 * kContext; ++j)
      if (lines[j].sign != ' ') last = j;
    k = std::min(last + 1 + kContext, lines.size());
    out += hunk(lines, from, k);
  }
  return out;
}

}  // namespace palabre
