#include "sim/scenario/tidy_text.hpp"

#include <algorithm>

namespace palabre {
namespace {

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed_right(std::string_view line) {
  return line.substr(0, line.find_last_not_of(kBlanks) + 1);
}
std::string_view trimmed(std::string_view line) {
  const std::size_t first = line.find_first_not_of(kBlanks);
  return first == std::string_view::npos ? std::string_view() : trimmed_right(line.substr(first));
}

/// Whether the text read so far stands inside a string of several lines, or inside brackets.
class Inside {
 public:
  bool string() const { return !quotes_.empty(); }
  bool brackets() const { return depth_ > 0; }

  /// Goes on over one line, or the value at its end.
  void read(std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
      const std::string_view rest = line.substr(at);
      if (string())
        at += in_string(rest);
      else if (rest.front() == '#')
        return;
      else
        at += outside(rest);
    }
  }

 private:
  static constexpr std::string_view kLong[] = {"\"\"\"", "'''"};

  std::size_t in_string(std::string_view rest) {
    if (quotes_.front() == '"' && rest.front() == '\\')
      return std::min<std::size_t>(2, rest.size());
    if (!rest.starts_with(quotes_)) return 1;
    const std::size_t length = quotes_.size();
    quotes_ = {};
    return length;
  }
  std::size_t outside(std::string_view rest) {
    for (const std::string_view quotes : kLong)
      if (rest.starts_with(quotes)) {
        quotes_ = quotes;
        return quotes.size();
      }
    if (rest.front() == '"' || rest.front() == '\'') {
      quotes_ = rest.front() == '"' ? kLong[0].substr(2) : kLong[1].substr(2);
      return 1;
    }
    if (rest.front() == '[' || rest.front() == '{') ++depth_;
    if (rest.front() == ']' || rest.front() == '}') --depth_;
    return 1;
  }

  std::string_view quotes_;  // that end the string; empty: in none
  int depth_ = 0;
};

/// Where the "=" of `key = value` stands: not the one inside a quoted key.
std::size_t equals_sign(std::string_view line) {
  char quote = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (quote != 0)
      quote = c == quote ? 0 : quote;
    else if (c == '"' || c == '\'')
      quote = c;
    else if (c == '=' || c == '#')
      return c == '=' ? at : std::string_view::npos;
  }
  return std::string_view::npos;
}

class Tidier {
 public:
  void add(std::string_view line) {
    if (inside_.string()) {
      inside_.read(line);
      out_ += inside_.string() ? line : trimmed_right(line);  // its blanks belong to it
      out_ += '\n';
    } else if (inside_.brackets()) {
      inside_.read(line);
      put(trimmed_right(line));
    } else {
      add_plain(line, trimmed(line));
    }
  }
  std::string text() && { return std::move(out_); }

 private:
  void add_plain(std::string_view whole, std::string_view line) {
    if (line.empty()) {
      wants_gap_ = !out_.empty();
      return;
    }
    const bool is_comment = line.front() == '#';
    if (line.front() == '[' && !after_comment_) wants_gap_ = !out_.empty();
    if (wants_gap_) out_ += '\n';
    wants_gap_ = false;
    after_comment_ = is_comment;
    const std::size_t sign = equals_sign(line);
    if (is_comment || line.front() == '[' || sign == std::string_view::npos) return put(line);
    const std::string_view value = trimmed(line.substr(sign + 1));
    inside_.read(value);
    out_ += trimmed_right(line.substr(0, sign));
    out_ += " = ";
    // Blanks after the quotes that begin a long string belong to it.
    put(inside_.string() ? whole.substr(std::size_t(value.data() - whole.data())) : value);
  }
  void put(std::string_view line) {
    out_ += line;
    out_ += '\n';
  }

  std::string out_;
  Inside inside_;
  bool wants_gap_ = false, after_comment_ = false;
};

}  // namespace

std::string tidy_text(std::string_view text) {
  Tidier tidier;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    tidier.add(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return std::move(tidier).text();
}

}  // namespace palabre
