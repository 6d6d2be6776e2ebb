#include "sim/scenario/slips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "sim/scenario/shape.hpp"
#include "sim/scenario/slip_words.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace slips {

constexpr std::size_t kShownMax = 60;   // bytes of a line that a message repeats
constexpr std::size_t kLineMax = 4096;  // bytes; a longer line is no slip of a hand

constexpr auto kForeignQuotes = std::to_array<std::string_view>(
    {"\u201C", "\u201D", "\u201E", "\u201F", "\u2018", "\u2019", "\u201A", "\u201B", "\u00AB",
     "\u00BB", "\u2039", "\u203A", "`", "\u00B4", "\u2033", "\u2032"});
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
bool is_key_letter(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
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

// --- the line

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
    if (line_.size() > kLineMax) return unexpected();
    const Shape shape = shape_of(text_);
    // What was opened on an earlier line and never closed makes the lines after it look wrong.
    if (const auto fault = unclosed(shape); fault && fault->place.line < fault_.line) return *fault;
    if (auto fault = comment()) return *fault;
    if (auto fault = header()) return *fault;
    if (auto fault = assignment()) return *fault;
    for (std::size_t at = begin_; at < line_.size(); ++at)  // blanks that only look like one
      if (begins_with(line_.substr(at), kBlanks) > 1)
        return fault_at(at, {TextId::files_slip_blank, {}}, Message{TextId::files_slip_plain, {}});
    if (const auto fault = unclosed(shape)) return *fault;
    return unexpected();
  }

 private:
  /// A quotation mark or bracket that is still open where the text ends, if the parser stopped
  /// there.
  std::optional<SyntaxFault> unclosed(const Shape& shape) const {
    const std::size_t end = text_.find_last_not_of("\r\n") + 1;
    if (fault_.line < place_of(text_, end).line) return std::nullopt;
    for (const auto& open : {shape.open_quote, shape.open_bracket})
      if (open)
        return SyntaxFault{place_of(text_, *open),
                           "",
                           {TextId::files_slip_unclosed, {std::string(text_.substr(*open, 1))}},
                           std::nullopt};
    return std::nullopt;
  }
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
    const auto number = number_meant(whole);
    if (number && *number == whole)  // it is written well, and has too many digits
      return fault_at(whole, {TextId::files_number_too_large, {shortened(whole)}}, {});
    if (number)
      return fault_at(whole, {TextId::files_not_a_number, {shortened(whole)}}, write(*number));
    const std::size_t blank = std::min(whole.find_first_of(" \t;"), whole.size());
    const std::string_view first = whole.substr(0, blank);
    if (first.size() < whole.size() && is_toml_value(first)) {
      const std::string_view second = trimmed(whole.substr(blank));
      if (is_toml_value(second) && is_in_list(at))
        return fault_at(second, {TextId::files_slip_comma, {}},
                        write(shortened(fmt::format("{}, {}", first, second))));
      auto fault = after_value(at, at + blank);
      at += blank;
      return fault;
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

}  // namespace slips

SyntaxFault slip_at(std::string_view text, SourcePosition fault) {
  return slips::Line(text, fault).slip();
}

}  // namespace palabre
