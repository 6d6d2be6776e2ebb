#include "ui/base/controls.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

constexpr double kNeverRoom = 0.14;  // of the timeline, after its end
constexpr double kNudge = 0.01;      // of a slider

std::optional<int> whole_number(std::string_view digits) {
  int value = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, value);
  if (digits.empty() || error != std::errc{} || stop != end) return std::nullopt;
  return value;
}

std::optional<Date> date_of(std::optional<int> year, std::optional<int> month,
                            std::optional<int> day) {
  if (!year || !month || !day || *month < 1 || *month > 12 || *day < 1 || *day > 31 ||
      *year < 1000 || *year > 9999)
    return std::nullopt;
  return parse_date(fmt::format("{:04}-{:02}-{:02}", *year, *month, *day));
}

std::vector<std::string> pieces_of(std::string_view words, std::string_view cuts) {
  std::vector<std::string> out(1);
  for (char c : words) {
    if (cuts.find(c) == std::string_view::npos)
      out.back() += c;
    else if (!out.back().empty())
      out.emplace_back();
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

// 1 for "janv.", "Jan" or "january"; nothing for anything else.
std::optional<int> month_of(std::string_view word) {
  for (Lang lang : {Lang::en, Lang::fr}) {
    const auto names = pieces_of(text(TextId::ui_months, lang), " ");
    for (std::size_t k = 0; k < names.size(); ++k) {
      std::string name = names[k];
      if (name.ends_with('.')) name.pop_back();
      if (found_in(word, name) && found_in(word.substr(0, name.size() + 1), name))
        return int(k) + 1;
    }
  }
  return std::nullopt;
}

std::optional<Value> nudged_lever(const Scenario& scenario, const LeverSpec& spec, int direction) {
  const Value now = lever_value(scenario.levers, spec);
  switch (spec.kind) {
    case LeverKind::Flag:
      return Value{!std::get<bool>(now)};
    case LeverKind::Choice: {
      const auto at = std::find(spec.choices.begin(), spec.choices.end(),
                                std::string_view(std::get<std::string>(now)));
      const auto next = (at - spec.choices.begin()) + direction;
      if (next < 0 || next >= std::ssize(spec.choices)) return std::nullopt;
      return Value{std::string(spec.choices[std::size_t(next)])};
    }
    case LeverKind::Date: {
      const Date date = std::get<Date>(now);
      if (date.is_never())
        return direction > 0 ? std::nullopt
                             : std::optional<Value>{date_at(scenario.weeks - 1, scenario)};
      const double place = std::floor(date_place(date, scenario)) + direction;
      if (place < 0.0) return std::nullopt;
      return Value{place >= scenario.weeks ? Date::never() : date_at(place, scenario)};
    }
    case LeverKind::Number:
      break;
  }
  const double value = std::get<double>(now);
  const SliderRange range = range_of(spec);
  const double next = std::clamp(value + direction * range.step, range.min, range.max);
  return next == value ? std::nullopt : std::optional<Value>{range.value_at(range.share_of(next))};
}

std::optional<Value> nudged_switch(const Value& now, const SwitchSpec& spec, int direction) {
  if (const auto* chosen = std::get_if<std::string>(&now)) {
    const auto at = std::find(spec.choices.begin(), spec.choices.end(), std::string_view(*chosen));
    const auto next = (at - spec.choices.begin()) + direction;
    if (next < 0 || next >= std::ssize(spec.choices)) return std::nullopt;
    return Value{std::string(spec.choices[std::size_t(next)])};
  }
  const double value = std::get<double>(now);
  const SliderRange range = range_of(spec);
  const double next = std::clamp(value + direction * range.step, range.min, range.max);
  return next == value ? std::nullopt : std::optional<Value>{range.value_at(range.share_of(next))};
}

}  // namespace

double SliderRange::share_of(double value) const {
  const double share =
      logarithmic ? std::log(value / min) / std::log(max / min) : (value - min) / (max - min);
  return std::clamp(share, 0.0, 1.0);
}

double SliderRange::value_at(double share) const {
  if (share <= 0.0) return min;
  if (share >= 1.0) return max;
  const double value =
      logarithmic ? min * std::exp(share * std::log(max / min)) : min + share * (max - min);
  const double unit =
      step > 0.0 ? step : std::pow(10.0, std::floor(std::log10(std::abs(value) + 1e-300)) - 2.0);
  // Through text, so that 0.1 * 7 is the 0.7 a person would write.
  const double snapped = std::stod(fmt::format("{:.12g}", std::round(value / unit) * unit));
  return std::clamp(snapped, min, max);
}

SliderRange range_of(const ParamSpec& spec) {
  SliderRange range{spec.min, spec.max, spec.scale == Scale::Log, 0.0};
  if (!range.logarithmic)
    range.step = std::pow(10.0, std::floor(std::log10(spec.max - spec.min)) - 2.0);
  return range;
}

SliderRange range_of(const LeverSpec& spec) {
  return {spec.min, spec.max, false, spec.max - spec.min >= 50 ? 1.0 : 0.01};
}

SliderRange range_of(const SwitchSpec& spec) {
  return {spec.min, spec.max, false, spec.whole ? 1.0 : 0.01};
}

std::string key_of(const LeverSpec& spec) { return fmt::format("levers.{}", spec.name); }

Value lever_value(const Levers& levers, const LeverSpec& spec) {
  switch (spec.kind) {
    case LeverKind::Date:
      return levers.*std::get<Date Levers::*>(spec.field);
    case LeverKind::Number:
      return levers.*std::get<double Levers::*>(spec.field);
    case LeverKind::Flag:
      return levers.*std::get<bool Levers::*>(spec.field);
    case LeverKind::Choice:
      break;
  }
  return std::string(spec.choices[std::size_t(levers.*std::get<int Levers::*>(spec.field))]);
}

std::string value_in_words(const Value& value, Lang lang) {
  if (const auto* date = std::get_if<Date>(&value)) return date_in_words(*date, lang);
  if (const auto* v = std::get_if<double>(&value)) return number(*v, lang);
  if (const auto* flag = std::get_if<bool>(&value))
    return std::string(text(*flag ? TextId::yes : TextId::no, lang));
  return choice_in_words(std::get<std::string>(value), lang);
}

std::string control_name(const InputRef& input, Lang lang) { return input.label().in(lang); }

std::string control_name(std::string_view key, Lang lang) {
  const auto input = InputRef::find(key);
  return input ? control_name(*input, lang) : std::string(key);
}

std::optional<Value> initial_value(const Scenario& scenario, const InputRef& input) {
  Scenario plain;
  plain.start = scenario.start;
  plain.levers = default_levers(scenario.start);
  return input.get(plain);
}

std::optional<Value> initial_value(const Scenario& scenario, std::string_view key) {
  const auto input = InputRef::find(key);
  return input ? initial_value(scenario, *input) : std::nullopt;
}

bool is_assumed(const Claims& claims) {
  return std::any_of(claims.list().begin(), claims.list().end(), [](ClaimId id) {
    return claim(id).kind == ClaimKind::Assumption || claim(id).kind == ClaimKind::Judgement;
  });
}

double timeline_end(int weeks) { return double(weeks) * (1.0 + kNeverRoom); }

double date_place(Date date, const Scenario& scenario) {
  if (date.is_never()) return timeline_end(scenario.weeks);
  const double weeks = double(date.day - Date::from(scenario.start).day) / 7.0;
  return std::clamp(weeks, 0.0, double(scenario.weeks) - 0.01);
}

Date date_at(double place, const Scenario& scenario) {
  if (place >= double(scenario.weeks) * (1.0 + kNeverRoom / 2)) return Date::never();
  const int week = std::clamp(int(place), 0, scenario.weeks - 1);
  return Date::from(scenario.start + std::chrono::days(7 * week));
}

std::string typed_date(Date date, Lang lang) {
  if (date.is_never()) return std::string(text(TextId::never, lang));
  if (lang != Lang::fr) return to_string(date);
  const std::chrono::year_month_day ymd{date.days()};
  return fmt::format("{:02}/{:02}/{}", unsigned(ymd.day()), unsigned(ymd.month()), int(ymd.year()));
}

std::optional<Date> read_typed_date(std::string_view typed, Lang lang) {
  while (!typed.empty() && typed.front() == ' ') typed.remove_prefix(1);
  while (!typed.empty() && typed.back() == ' ') typed.remove_suffix(1);
  for (Lang either : {Lang::en, Lang::fr})
    if (found_in(typed, text(TextId::never, either)) &&
        typed.size() == text(TextId::never, either).size())
      return Date::never();
  if (const std::optional<Date> date = parse_date(typed)) return date;
  if (lang == Lang::fr)
    if (const auto parts = pieces_of(typed, "/.-"); parts.size() == 3)
      if (const auto date =
              date_of(whole_number(parts[2]), whole_number(parts[1]), whole_number(parts[0])))
        return date;
  const auto words = pieces_of(typed, " \t");
  if (words.size() != 3) return std::nullopt;
  return date_of(whole_number(words[2]), month_of(words[1]), whole_number(words[0]));
}

std::optional<Value> nudged(const Scenario& scenario, const InputRef& input, int direction) {
  if (const LeverSpec* lever = input.lever()) return nudged_lever(scenario, *lever, direction);
  const std::optional<Value> now = input.get(scenario);
  if (!now) return std::nullopt;
  if (const SwitchSpec* spec = input.model_switch()) return nudged_switch(*now, *spec, direction);
  const double value = std::get<double>(*now);
  const ParamSpec* spec = input.param();
  const SliderRange range = spec ? range_of(*spec) : SliderRange{0.0, 1.0, false, 0.01};
  const double next = range.value_at(range.share_of(value) + direction * kNudge);
  return next == value ? std::nullopt : std::optional<Value>{next};
}

std::optional<Value> nudged(const Scenario& scenario, std::string_view key, int direction) {
  const auto input = InputRef::find(key);
  return input ? nudged(scenario, *input, direction) : std::nullopt;
}

}  // namespace palabre::ui
