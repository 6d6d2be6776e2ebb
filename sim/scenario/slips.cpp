#include "sim/scenario/slips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

#include "sim/scenario/shape.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

constexpr std::size_t kShownMax = 60;  // bytes of a line that a message repeats

constexpr auto kForeignQuotes = std::to_array<std::string_view>(
    {"\u201C", "\u201D", "\u201E", "\u201F", "\u2018", "\u2019", "\u201A", "\u201B", "\u00AB",
     "\u00BB", "\u2039", "\u203A", "`", "\u00B4", "\u2033", "\u2032"});
constexpr auto kBlanks = std::to_array<std::string_view>(
    {" ", "\t", "\r", "\u00A0", "\u202F", "\u2009", "\u2007", "\u3000"});
constexpr auto kDashes =
    std::to_array<std::string_view>({"\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212"});

struct Word {
  std::string_view word, meant;
};
constexpr auto kFlags = std::to_array<Word>({{"yes", "true"},
                                             {"no", "false"},
                                             {"on", "true"},
                                             {"off", "false"},
                                             {"oui", "true"},
                                             {"non", "false"},
                                             {"vrai", "true"},
                                             {"faux", "false"},
                                             {"true", "true"},
                                             {"false", "false"}});
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

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_key_letter(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}
bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// Length of the first of `list` that begins the text, or 0.
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

std::string_view trimmed(std::string_view text) {
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

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = char(c - 'A' + 'a');
  return out;
}

std::string shortened(std::string_view text) {
  if (text.size() <= kShownMax) return visible_line(text);
  std::size_t end = kShownMax;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0u) == 0x80u) --end;
  return visible_line(text.substr(0, end)) + "...";
}

/// A text as TOML writes it.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return shortened(out + "\"");
}

Message write(std::string what) { return {TextId::files_write, {std::move(what)}}; }

// --- dates
// -----------------------------------------------------------------------------------------

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

// --- numbers
// ---------------------------------------------------------------------------------------

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

/// What a number that TOML does not take was meant to be.
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
  if (out.starts_with('.')) out.insert(0, "0");
  if (out.ends_with('.')) out += '0';
  while (out.size() > 1 && out[0] == '0' && is_digit(out[1])) out.erase(0, 1);
  double value = 0.0;
  const auto [end, error] = std::from_chars(out.data(), out.data() + out.size(), value);
  if (out.empty() || error != std::errc{} || end != out.data() + out.size()) return std::nullopt;
  if (is_share) return number_text(sign.empty() ? value / 100.0 : -value / 100.0);
  return sign + out;
}

// --- the line
// --------------------------------------------------------------------------------------

class Line {
 public:
  Line(std::string_view text, SourcePosition fault) : text_(text), fault_(fault) {
    std::size_t begin = 0;
    for (int n = 1; n < fault.line; ++n) {
      const std::size_t end = text.find('\n', begin);
      if (end == text.npos) break;
      begin = end + 1;
    }
    line_ = text.substr(begin, text.find('\n', begin) - begin);
    if (begin == 0) begin_ = byte_order_mark(line_);
    while (line_.ends_with('\r')) line_.remove_suffix(1);
  }

  SyntaxFault slip() {
    const Shape shape = shape_of(text_);
    if (auto fault = comment()) return *fault;
    if (auto fault = header()) return *fault;
    if (auto fault = assignment()) return *fault;
    for (std::size_t at = begin_; at < line_.size(); ++at)  // blanks that only look like one
      if (begins_with(line_.substr(at), kBlanks) > 1)
        return fault_at(at, {TextId::files_slip_blank, {}}, Message{TextId::files_slip_plain, {}});
    const bool at_end = fault_.line >= place_of(text_, text_.size()).line;
    for (const auto& open : {shape.open_quote, shape.open_bracket})
      if (open && at_end)
        return {place_of(text_, *open),
                "",
                {TextId::files_slip_unclosed, {std::string(text_.substr(*open, 1))}},
                std::nullopt};
    return unexpected();
  }

 private:
  SyntaxFault fault_at(std::size_t at, Message what, std::optional<Message> hint) const {
    SourcePosition place = place_of(line_, at);
    place.line = fault_.line;
    return {place, key_, std::move(what), std::move(hint)};
  }
  SyntaxFault fault_at(std::string_view part, Message what, std::optional<Message> hint) const {
    return fault_at(std::size_t(part.data() - line_.data()), std::move(what), std::move(hint));
  }

  SyntaxFault unexpected() const {
    std::size_t at = begin_;
    for (int column = 1; column < fault_.column && at < line_.size(); ++column)
      at += std::max<std::size_t>(first_letter(line_.substr(at)).length, 1);
    if (trimmed(line_.substr(at)).empty())
      return {fault_, key_, {TextId::files_syntax_end, {}}, std::nullopt};
    const std::size_t length = std::max<std::size_t>(first_letter(line_.substr(at)).length, 1);
    return {fault_,
            key_,
            {TextId::files_syntax, {visible_line(line_.substr(at, length))}},
            std::nullopt};
  }

  std::optional<SyntaxFault> comment() const {
    const std::string_view rest = trimmed(line_.substr(begin_));
    for (std::string_view sign : {"//", "/*", "--", ";", "%", "<!--"})
      if (rest.starts_with(sign))
        return fault_at(rest, {TextId::files_slip_comment, {std::string(sign)}},
                        Message{TextId::files_slip_hash, {}});
    return std::nullopt;
  }

  /// [name] and [[name]].
  std::optional<SyntaxFault> header() const {
    const std::string_view rest = trimmed(line_.substr(begin_));
    if (!rest.starts_with('[') || rest.find('=') != rest.npos || rest.find('"') != rest.npos)
      return std::nullopt;
    std::string_view name = rest;
    const bool is_block = name.starts_with("[[");
    name.remove_prefix(is_block ? 2 : 1);
    name = trimmed(name.substr(0, name.find_first_of("]#,")));
    const std::string whole = is_block ? fmt::format("[[{}]]", name) : fmt::format("[{}]", name);
    const std::string_view before_comment = trimmed(rest.substr(0, rest.find('#')));
    const bool is_plain = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
      return is_key_letter(c) || c == '.';
    });
    if (!is_plain || before_comment == whole) return std::nullopt;
    return fault_at(rest, {TextId::files_slip_header, {shortened(before_comment)}},
                    write(shortened(whole)));
  }

  std::optional<SyntaxFault> assignment() {
    const std::string_view rest = line_.substr(begin_);
    const std::size_t equals = rest.find('=');
    if (equals == rest.npos) return no_equals(trimmed(rest));
    const std::string_view key = trimmed(rest.substr(0, equals));
    if (key.empty())
      return fault_at(rest.substr(equals), {TextId::files_slip_no_key, {}}, std::nullopt);
    if (key.find_first_of("\"'[]{},") == key.npos) {
      key_ = shortened(key);
      const bool is_plain = std::all_of(
          key.begin(), key.end(), [](char c) { return is_key_letter(c) || c == '.' || c == ' '; });
      if (!is_plain || trimmed(key).find(' ') != key.npos) return bad_key(key);
    }
    return value(begin_ + equals + 1);
  }

  std::optional<SyntaxFault> bad_key(std::string_view key) {
    key_.clear();
    std::string plain;
    for (std::string_view left = key; !left.empty();) {
      const std::size_t length = std::max<std::size_t>(first_letter(left).length, 1);
      if (is_key_letter(left[0]) || left[0] == '.') plain += left[0];
      if (begins_with(left, kBlanks) > 0) plain += '_';
      left.remove_prefix(length);
    }
    return fault_at(key, {TextId::files_slip_key, {shortened(key)}},
                    Message{TextId::files_slip_key_letters, {}});
  }

  std::optional<SyntaxFault> no_equals(std::string_view rest) const {
    if (rest.empty() || !is_key_letter(rest[0])) return std::nullopt;
    const std::size_t end =
        std::size_t(std::find_if(rest.begin(), rest.end(),
                                 [](char c) { return !is_key_letter(c) && c != '.'; }) -
                    rest.begin());
    const std::string_view key = rest.substr(0, end);
    std::string_view after = trimmed(rest.substr(end));
    if (after.starts_with(':')) after = trimmed(after.substr(1));
    if (after.starts_with('=')) return std::nullopt;
    const std::string value = after.empty()                             ? "..."
                              : is_toml_value(after) || after[0] == '"' ? std::string(after)
                                                                        : quoted(after);
    return fault_at(rest, {TextId::files_slip_equals, {}},
                    write(shortened(fmt::format("{} = {}", key, value))));
  }

  // --- values
  // --------------------------------------------------------------------------------------

  std::optional<SyntaxFault> value(std::size_t at) {
    std::size_t braces_at = 0;
    int braces = 0;
    bool is_first = true;
    while (at < line_.size()) {
      const std::string_view rest = line_.substr(at);
      if (const std::size_t blank = begins_with(rest, kBlanks)) {
        at += blank;
        continue;
      }
      const char c = rest[0];
      if (c == '#') break;
      if (c == '{' && braces++ == 0) braces_at = at;
      if (c == '}') --braces;
      if (std::string_view("[]{},=").find(c) != std::string_view::npos) {
        is_first = false;
        ++at;
        continue;
      }
      is_first = false;
      if (c == '"' || c == '\'') {
        if (auto fault = text(at)) return fault;
        continue;
      }
      if (auto fault = word(at, braces > 0)) return fault;
    }
    if (is_first) return fault_at(at, {TextId::files_no_equals, {}}, std::nullopt);
    if (braces > 0) return fault_at(braces_at, {TextId::files_slip_braces, {}}, std::nullopt);
    return std::nullopt;
  }

  /// A text in straight quotes at `at`; goes past it when it is sound.
  std::optional<SyntaxFault> text(std::size_t& at) {
    const char quote = line_[at];
    if (line_.substr(at, 3) == std::string(3, quote)) {  // over several lines
      at = line_.size();
      return std::nullopt;
    }
    const std::size_t begin = at++;
    for (; at < line_.size() && line_[at] != quote; ++at) {
      if (quote != '"' || line_[at] != '\\') continue;
      const char escaped = at + 1 < line_.size() ? line_[at + 1] : ' ';
      if (std::string_view("btnfr\"\\uUe").find(escaped) == std::string_view::npos)
        return fault_at(at, {TextId::files_slip_escape, {shortened(line_.substr(at, 2))}},
                        Message{TextId::files_slip_backslash, {}});
      ++at;
    }
    const std::string_view whole = line_.substr(begin);
    if (at >= line_.size()) {
      std::string_view inner = trimmed(whole.substr(1));
      while (const std::size_t n = ends_with(inner, kForeignQuotes)) inner.remove_suffix(n);
      return fault_at(begin, {TextId::files_slip_unclosed, {std::string(1, quote)}},
                      write(quoted(trimmed(inner))));
    }
    ++at;
    return after_value(begin, at);
  }

  /// What may not follow a value that ends at `end`.
  std::optional<SyntaxFault> after_value(std::size_t begin, std::size_t end) {
    std::size_t at = end;
    while (const std::size_t n = begins_with(line_.substr(at), kBlanks)) at += n;
    if (at >= line_.size() || std::string_view(",]}#=.").find(line_[at]) != std::string_view::npos)
      return std::nullopt;
    const std::string_view rest = trimmed(line_.substr(at));
    std::optional<Message> hint = Message{TextId::files_slip_hash, {}};
    const char quote = line_[begin];
    if (rest.starts_with(';'))
      hint = write(shortened(trimmed(line_.substr(begin, end - begin))));
    else if ((quote == '"' || quote == '\'') && rest.find(quote) != rest.npos &&
             rest.find('=') == rest.npos)
      hint = quote == '"'
                 ? Message{TextId::files_slip_inner_quote, {}}
                 : write(quoted(trimmed(line_.substr(begin + 1, line_.rfind(quote) - begin - 1))));
    else if (rest.find('=') != rest.npos)
      hint = Message{TextId::files_slip_one_a_line, {}};
    return fault_at(at, {TextId::files_slip_after, {shortened(rest)}}, std::move(hint));
  }

  /// Anything without quotes at `at`; goes past it when it is sound.
  std::optional<SyntaxFault> word(std::size_t& at, bool in_braces) {
    const std::string_view rest = line_.substr(at);
    if (begins_with(rest, kForeignQuotes) > 0) return foreign_text(rest);
    std::size_t end = std::min(rest.find_first_of(",]}#"), rest.size());
    const std::size_t equals = rest.find('=');
    if (in_braces && equals < end) {  // a key within braces
      at += equals + 1;
      return std::nullopt;
    }
    const std::string_view whole = trimmed(rest.substr(0, end));
    if (is_toml_value(whole)) {
      at += end;
      return std::nullopt;
    }
    const std::string small = lower(whole);
    for (const Word& row : kFlags)
      if (small == row.word) return not_a_value(whole, write(std::string(row.meant)));
    if (const auto date = date_of_people(whole))
      return fault_at(whole, {TextId::files_slip_date, {shortened(whole)}},
                      write(to_string(*date)));
    if (is_no_day(whole))
      return fault_at(whole, {TextId::files_slip_no_day, {std::string(whole)}}, {});
    if (const auto number = number_meant(whole))
      return fault_at(whole, {TextId::files_not_a_number, {shortened(whole)}}, write(*number));
    const std::size_t blank = std::min(whole.find_first_of(" \t;"), whole.size());
    const std::string_view first = whole.substr(0, blank);
    if (first.size() < whole.size() && is_toml_value(first)) {
      const std::string_view second = trimmed(whole.substr(blank));
      if (is_toml_value(second) && is_in_list(at))
        return fault_at(second, {TextId::files_slip_comma, {}},
                        write(shortened(fmt::format("{}, {}", first, second))));
      return after_value(at, at + blank);
    }
    return not_a_value(whole, write(quoted(whole)));
  }

  bool is_in_list(std::size_t at) const {
    const std::string_view before = line_.substr(0, at);
    return std::count(before.begin(), before.end(), '[') >
           std::count(before.begin(), before.end(), ']');
  }

  SyntaxFault not_a_value(std::string_view whole, Message hint) const {
    return fault_at(whole, {TextId::files_slip_word, {shortened(whole)}}, std::move(hint));
  }

  static bool is_no_day(std::string_view word) {
    return word.size() == 10 && word[4] == '-' && word[7] == '-' && all_digits(word.substr(0, 4)) &&
           all_digits(word.substr(5, 2)) && all_digits(word.substr(8, 2)) && !parse_date(word);
  }

  SyntaxFault foreign_text(std::string_view rest) const {
    const std::size_t length = begins_with(rest, kForeignQuotes);
    const std::string_view mark = rest.substr(0, length);
    std::string_view inner = rest.substr(length);
    std::size_t end = inner.size();
    for (std::size_t at = 0; at < inner.size(); ++at)
      if (inner[at] == '"' || (begins_with(inner.substr(at), kForeignQuotes) > 0 &&
                               !inner.substr(at).starts_with("\u2019"))) {
        end = at;
        break;
      }
    inner = trimmed(inner.substr(0, end));
    while (const std::size_t n = ends_with(inner, kForeignQuotes)) inner.remove_suffix(n);
    return fault_at(rest, {TextId::files_slip_quote, {std::string(mark)}},
                    write(quoted(trimmed(inner))));
  }

  std::string_view text_, line_;
  SourcePosition fault_;
  std::size_t begin_ = 0;  // past a byte-order mark
  std::string key_;
};

}  // namespace

SyntaxFault slip_at(std::string_view text, SourcePosition fault) {
  return Line(text, fault).slip();
}

std::optional<Date> date_of_people(std::string_view words) {
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

Message date_hint(std::string_view words) {
  if (const auto date = date_of_people(words))
    return {TextId::files_without_quotes, {to_string(*date)}};
  return {TextId::files_date_example, {}};
}

}  // namespace palabre
