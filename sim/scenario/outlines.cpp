#include "sim/scenario/outlines.hpp"

#include <cmath>
#include <map>
#include <nlohmann/json.hpp>

#include "sim/scenario/document.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

using Json = nlohmann::json;

/// Steps through a text and leaves its place where others see it: the parser itself keeps none.
struct Step {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  const char* at = nullptr;
  const char** seen = nullptr;

  char operator*() const { return *at; }
  Step& operator++() {
    *seen = ++at;
    return *this;
  }
  friend bool operator==(const Step& a, const Step& b) { return a.at == b.at; }
  friend bool operator!=(const Step& a, const Step& b) { return a.at != b.at; }
};

/// Takes the parser's events one by one, so that nothing is kept that no map needs:
/// {"outlines": {NAME: [ring, ...]}}, a ring [[longitude, latitude], ...].
class OutlineReader : public nlohmann::json_sax<Json> {
 public:
  OutlineReader(std::string_view text, const std::string& shown, const std::vector<Cercle>& cercles,
                Complaints& complaints)
      : text_(text), shown_(shown), complaints_(complaints), out_(cercles.size()) {
    for (const Cercle& cercle : cercles) {
      ids_.emplace(cercle.name, names_.size());
      names_.push_back(cercle.name);
    }
    seen_.assign(names_.size(), false);
    id_ = names_.size();
  }

  std::vector<Outline> read() {
    at_ = text_.data();
    const bool whole =
        Json::sax_parse(Step{text_.data(), &at_}, Step{text_.data() + text_.size(), &at_}, this);
    if (!whole) return std::move(out_);
    if (!has_outlines_) {
      complain({1, 1}, "outlines", {TextId::files_missing, {}});
      return std::move(out_);
    }
    for (std::size_t i = 0; i < names_.size(); ++i)
      if (!seen_[i]) complain({}, std::string(names_[i]), {TextId::files_no_outline, {}});
    check_count("rings", rings_, LimitId::rings);
    check_count("points", points_, LimitId::points);
    return std::move(out_);
  }

  bool key(std::string& name) override {
    if (depth_ == 1) is_outlines_ = name == "outlines";
    if (depth_ == 2 && is_outlines_) begin_cercle(name);
    return !complaints_.is_hopeless(shown_);
  }
  bool start_object(std::size_t) override {
    if (depth_ == 1 && is_outlines_) has_outlines_ = true;
    is_sound_ = false;
    return deeper();
  }
  bool end_object() override {
    if (depth_ == 2) is_outlines_ = false;
    return higher();
  }
  bool start_array(std::size_t) override {
    if (!deeper()) return false;
    if (depth_ == kRing) ring_.clear();
    if (depth_ == kPoint) numbers_ = 0;
    return true;
  }
  bool end_array() override {
    if (depth_ == kPoint) end_point();
    if (depth_ == kRing) end_ring();
    return higher();
  }
  bool number_integer(std::int64_t value) override { return number(double(value)); }
  bool number_unsigned(std::uint64_t value) override { return number(double(value)); }
  bool number_float(double value, const std::string&) override { return number(value); }
  bool null() override { return other(); }
  bool boolean(bool) override { return other(); }
  bool string(std::string&) override { return other(); }
  bool binary(Json::binary_t&) override { return other(); }

  bool parse_error(std::size_t byte, const std::string&, const Json::exception&) override {
    const std::size_t at = byte > 0 ? byte - 1 : 0;
    if (at >= text_.size()) {
      complain(place_of(text_, text_.size()), "", {TextId::files_json_end, {}});
      return false;
    }
    const Letter letter = first_letter(text_.substr(at));
    complain(place_of(text_, at), "",
             {TextId::files_json,
              {visible_line(text_.substr(at, std::max<std::size_t>(letter.length, 1)))}});
    return false;
  }

 private:
  // How many brackets are open within a list of rings, a ring and a point.
  static constexpr std::size_t kRings = 3, kRing = 4, kPoint = 5;

  void complain(SourcePosition place, const std::string& name, Message what,
                std::optional<Message> hint = std::nullopt) {
    complaints_.add({shown_, place.line, place.column, name, std::move(what), std::move(hint)});
  }
  void check_count(const char* what, std::size_t count, LimitId row) {
    if (count > limit(row))
      complain({}, what,
               {TextId::files_too_many, {std::to_string(count), std::to_string(limit(row))}});
  }

  /// Where the key stands whose closing quote was just read; asked for in the order of the text.
  SourcePosition place_of_key() {
    std::size_t at = std::size_t(at_ - text_.data()) - 1;
    const auto is_escaped = [&](std::size_t quote) {
      std::size_t slashes = 0;
      while (quote > slashes && text_[quote - 1 - slashes] == '\\') ++slashes;
      return slashes % 2 == 1;
    };
    do --at;
    while (at > 0 && (text_[at] != '"' || is_escaped(at)));
    const SourcePosition from_there = place_of(text_.substr(counted_), at - counted_);
    place_ = from_there.line > 1
                 ? SourcePosition{place_.line + from_there.line - 1, from_there.column}
                 : SourcePosition{place_.line, place_.column + from_there.column - 1};
    counted_ = at;
    return place_;
  }

  void begin_cercle(const std::string& name) {
    const bool is_full = complaints_.is_full(shown_);
    key_place_ = is_full ? SourcePosition{} : place_of_key();
    name_ = name;
    const auto found = ids_.find(name);
    id_ = found == ids_.end() ? names_.size() : found->second;
    is_sound_ = true;
    if (id_ == names_.size())
      complain(key_place_, name, {TextId::files_no_such_cercle, {name}},
               is_full ? std::nullopt : meant(name, names_));
    else if (seen_[id_])
      complain(key_place_, name, {TextId::files_written_twice, {}});
    if (id_ < names_.size()) {
      seen_[id_] = true;
      out_[id_].rings.clear();
    }
  }
  bool is_in_cercle() const { return is_outlines_ && depth_ >= 2; }

  bool deeper() {
    if (++depth_ <= limit(LimitId::brackets)) return true;
    complain(place_of(text_, std::size_t(at_ - text_.data()) - 1), "",
             {TextId::files_brackets_deep, {std::to_string(limit(LimitId::brackets))}});
    return false;
  }
  bool higher() {
    if (--depth_ == 2 && is_outlines_) end_cercle();
    return true;
  }
  bool number(double value) {
    if (depth_ != kPoint) return other();
    if (numbers_ < 2) point_[numbers_] = value;
    ++numbers_;
    return true;
  }
  bool other() {
    is_sound_ = false;
    if (depth_ == 2 && is_outlines_) end_cercle();
    return true;
  }

  void end_point() {
    if (id_ == names_.size()) return;
    ++points_;
    if (numbers_ != 2 || !(std::abs(point_[0]) <= 180.0) || !(std::abs(point_[1]) <= 90.0))
      is_sound_ = false;
    if (points_ <= limit(LimitId::points)) ring_.push_back({float(point_[0]), float(point_[1])});
  }
  void end_ring() {
    if (id_ == names_.size()) return;
    ++rings_;
    if (ring_.size() < 3) is_sound_ = false;
    if (rings_ <= limit(LimitId::rings)) out_[id_].rings.push_back(ring_);
  }
  void end_cercle() {
    if (id_ == names_.size()) return;
    const bool is_full = points_ > limit(LimitId::points) || rings_ > limit(LimitId::rings);
    if (!is_full && (!is_sound_ || out_[id_].rings.empty()))
      complain(key_place_, name_, {TextId::files_bad_ring, {}});
    id_ = names_.size();
  }

  std::string_view text_;
  const std::string& shown_;
  Complaints& complaints_;
  std::vector<Outline> out_;
  std::map<std::string, std::size_t, std::less<>> ids_;  // of the cercles, by name
  std::vector<std::string_view> names_;
  std::vector<bool> seen_;

  const char* at_ = nullptr;  // what the parser has read
  std::size_t counted_ = 0;   // offset of place_
  SourcePosition place_{1, 1};
  std::size_t depth_ = 0, rings_ = 0, points_ = 0;
  bool is_outlines_ = false, has_outlines_ = false;

  // The cercle being read; names_.size(): none, or none that is known.
  std::size_t id_ = 0;
  std::string name_;
  SourcePosition key_place_;
  bool is_sound_ = true;
  std::vector<Point> ring_;
  std::size_t numbers_ = 0;  // of the point
  std::array<double, 2> point_{};
};

}  // namespace

std::vector<Outline> read_outlines(std::string_view text, const std::string& shown,
                                   const std::vector<Cercle>& cercles, Complaints& complaints) {
  return OutlineReader(text, shown, cercles, complaints).read();
}

}  // namespace palabre
