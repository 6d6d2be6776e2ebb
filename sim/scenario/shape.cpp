#include "sim/scenario/shape.hpp"

#include <string>
#include <vector>

#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

class ShapeReader {
 public:
  explicit ShapeReader(std::string_view text) : text_(text) {}

  Shape read() {
    while (at_ < text_.size() && !shape_.too_deep) step();
    if (!open_.empty()) shape_.open_bracket = open_.back();
    return shape_;
  }

 private:
  void step() {
    const char c = text_[at_];
    switch (c) {
      case '#':
        at_ = std::min(text_.find('\n', at_), text_.size());
        return;
      case '"':
      case '\'':
        return pass_quoted(c);
      case '[':
      case '{':
        count_part();
        open_.push_back(at_);
        if (open_.size() > limit(LimitId::brackets))
          complain(TextId::files_brackets_deep, LimitId::brackets);
        points_ = 0;
        break;
      case ']':
      case '}':
        if (!open_.empty()) open_.pop_back();
        points_ = 0;
        break;
      case '.':
        if (++points_ >= limit(LimitId::key_parts))
          complain(TextId::files_key_deep, LimitId::key_parts);
        if (!is_digit(at_ + 1)) count_part();  // of a number it is a decimal point
        break;
      case '=':
      case ',':
        count_part();
        points_ = 0;
        break;
      case '\n':
        points_ = 0;
        break;
      default:
        break;
    }
    ++at_;
  }

  void pass_quoted(char quote) {
    const std::size_t begin = at_;
    const std::string three(3, quote);
    const bool is_long = text_.substr(at_, 3) == three;
    at_ += is_long ? 3 : 1;
    while (at_ < text_.size()) {
      if (quote == '"' && text_[at_] == '\\') {
        at_ += 2;
      } else if (is_long && text_.substr(at_, 3) == three) {
        at_ += 3;
        for (int more = 0; more < 2 && at_ < text_.size() && text_[at_] == quote; ++more) ++at_;
        return;
      } else if (!is_long && (text_[at_] == quote || text_[at_] == '\n')) {
        if (text_[at_] == '\n') break;
        ++at_;
        return;
      } else {
        ++at_;
      }
    }
    at_ = std::min(at_, text_.size());
    if (!shape_.open_quote) shape_.open_quote = begin;
  }

  bool is_digit(std::size_t at) const {
    return at < text_.size() && text_[at] >= '0' && text_[at] <= '9';
  }
  /// A key, a part of one, a value or a table more, each of which takes memory.
  void count_part() {
    if (++parts_ > limit(LimitId::parts)) complain(TextId::files_parts_many, LimitId::parts);
  }

  void complain(TextId what, LimitId row) {
    shape_.too_deep =
        SyntaxFault{place_of(text_, at_), "", {what, {std::to_string(limit(row))}}, std::nullopt};
  }

  std::string_view text_;
  std::size_t at_ = 0, points_ = 0, parts_ = 0;
  std::vector<std::size_t> open_;  // offsets of brackets and braces
  Shape shape_;
};

}  // namespace

Shape shape_of(std::string_view text) { return ShapeReader(text).read(); }

}  // namespace palabre
