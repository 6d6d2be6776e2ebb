#include "ui/base/words.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sim/platform/numbers.hpp"
#include "sim/report/input_words.hpp"
#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"

namespace palabre::ui {
namespace {

constexpr std::string_view kThinSpace = "\u202f", kMinusSign = "\u2212";

std::string grouped(std::string digits, Lang lang) {
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, lang == Lang::fr ? kThinSpace : ",");
  }
  return digits;
}

std::string word_at(std::string_view words, std::size_t wanted) {
  std::size_t from = 0;
  for (std::size_t k = 0; k < wanted; ++k) from = words.find(' ', from) + 1;
  return std::string(words.substr(from, words.find(' ', from) - from));
}

// Lower case without accents, for searching: covers the letters of French.
std::string plain(std::string_view words) {
  std::string out;
  for (std::size_t k = 0; k < words.size(); ++k) {
    const auto c = static_cast<unsigned char>(words[k]);
    if (c != 0xC3u || k + 1 == words.size()) {
      out += char(c < 0x80u ? std::tolower(c) : c);
      continue;
    }
    const unsigned letter = static_cast<unsigned char>(words[++k]) | 0x20u;  // lower case
    if (letter >= 0xA0u && letter <= 0xA5u)
      out += 'a';
    else if (letter == 0xA7u)
      out += 'c';
    else if (letter >= 0xA8u && letter <= 0xABu)
      out += 'e';
    else if (letter >= 0xACu && letter <= 0xAFu)
      out += 'i';
    else if (letter >= 0xB2u && letter <= 0xB6u)
      out += 'o';
    else if (letter >= 0xB9u && letter <= 0xBCu)
      out += 'u';
  }
  return out;
}

bool is_part(Unit unit) {
  return unit == Unit::Share || unit == Unit::ShareOfTerritory || unit == Unit::ShareOfIncome ||
         unit == Unit::ShareOfReplicates;
}

// As fine as the interval allows: two digits of its width.
std::string as_fine_as(double value, const Estimate& e, Lang lang) {
  const double width = e.high - e.low;
  if (!(width > 0.0)) return number(value, lang, 3);
  const double step = std::pow(10.0, std::floor(std::log10(width)) - 1.0);
  return number(std::round(value / step) * step, lang, 6);
}

std::string with_sign(double value, double step, Lang lang) {
  const double rounded = std::round(value / step) * step;
  const std::string digits = number(std::abs(rounded), lang, 6);
  return rounded > 0 ? "+" + digits : rounded < 0 ? "−" + digits : digits;
}

// As fine as the interval: one digit of a tenth of its width.
double step_of(const Estimate& e) {
  const double wide = std::max(e.high - e.low, 1e-9);
  return std::pow(10.0, std::floor(std::log10(wide / 4)));
}

}  // namespace

std::string limits_in_words(const Estimate& e, const std::string& limits, Lang lang) {
  if (e.basis == Basis::spread) return limits;
  if (e.basis == Basis::one_run) return std::string(text(TextId::cli_one_run, lang));
  if (e.basis == Basis::certain) return std::string(text(TextId::cli_certain, lang));
  const std::string runs = whole(e.runs, lang);
  return e.has_interval() ? say(lang, TextId::cli_same_within, limits, runs)
                          : say(lang, TextId::cli_same_in_all, runs);
}

std::string change_limits_in_words(const Estimate& e, const std::string& limits, Lang lang) {
  if (e.basis != Basis::no_spread) return limits_in_words(e, limits, lang);
  return say(lang, TextId::cli_same_in_all, whole(e.runs, lang));
}

std::string interval_csv(const Estimate& e) {
  return e.has_interval() ? fmt::format("{},{}", e.low, e.high) : ",";
}

std::string difference_in_words(const Estimate& difference, bool of_100, Lang lang) {
  const Estimate scaled = difference.times(of_100 ? 100.0 : 1.0);
  double step = of_100 ? 1.0 : step_of(scaled);
  // An interval that excludes 0 must not seem to end there.
  const double nearest = scaled.low > 0.0 ? scaled.low : scaled.high < 0.0 ? -scaled.high : step;
  while (nearest < step / 2 && step > 1e-6) step /= 10;
  if (difference.basis != Basis::spread) {
    const std::string limits = say(lang, TextId::ui_between, with_sign(scaled.low, step, lang),
                                   with_sign(scaled.high, step, lang));
    return fmt::format("{} [{}]", with_sign(scaled.value, step, lang),
                       change_limits_in_words(difference, limits, lang));
  }
  return say(lang, TextId::ui_effect_interval, with_sign(scaled.value, step, lang),
             with_sign(scaled.low, step, lang), with_sign(scaled.high, step, lang));
}

std::string number(double value, Lang lang, int digits) {
  if (value == 0.0) return "0";
  if (std::abs(value) >= 1000.0) {
    const double step = std::pow(
        10.0, std::max(0.0, std::floor(std::log10(std::abs(value))) + 1.0 - std::max(digits, 3)));
    return whole(std::int64_t(std::llround(value / step) * std::llround(step)), lang);
  }
  std::string out = fmt::format("{:.{}g}", value, digits);
  if (lang == Lang::fr) std::replace(out.begin(), out.end(), '.', ',');
  return with_minus_signs(out);
}

std::string whole(std::int64_t value, Lang lang) {
  return with_minus_signs(grouped(fmt::format("{}", value), lang));
}

std::string compact(double value, Lang lang) {
  const double size = std::abs(value);
  if (size >= 1e6) return number(value / 1e6, lang, 3) + "M";
  if (size >= 1e4) return number(value / 1e3, lang, 3) + "k";
  return number(value, lang, 3);
}

std::string range_in_words(double min, double max, Unit unit, Lang lang) {
  const std::string out = say(lang, TextId::ui_between, number(min, lang), number(max, lang));
  if (unit == Unit::Index) return out;
  if (unit == Unit::PerWeek) return say(lang, TextId::ui_per_week, out);
  return fmt::format("{} {}", out, label(unit, lang));
}

std::string percent(double share, Lang lang) {
  return say(lang, TextId::percent, number(std::round(100 * share), lang));
}

std::string share_in_words(std::int64_t count, std::int64_t runs, Lang lang) {
  if (runs <= 0) return "–";
  if (count == 0) return say(lang, TextId::ui_none_of, whole(runs, lang));
  if (count == runs) return say(lang, TextId::ui_all_of, whole(runs, lang));
  if (runs < 100) return say(lang, TextId::ui_of_runs, count, runs);
  const double of_100 = 100.0 * double(count) / double(runs);
  if (of_100 < 1.0) return say(lang, TextId::ui_fewer_than_1);
  if (of_100 > 99.0) return say(lang, TextId::ui_more_than_99);
  return say(lang, TextId::ui_of_runs, std::llround(of_100), 100);
}

std::string date_in_words(std::chrono::sys_days day, Lang lang) {
  const std::chrono::year_month_day ymd{day};
  return fmt::format("{} {} {}", unsigned(ymd.day()),
                     word_at(text(TextId::ui_months, lang), unsigned(ymd.month()) - 1u),
                     int(ymd.year()));
}

std::string date_in_words(Date date, Lang lang) {
  return date.is_never() ? std::string(text(TextId::never, lang))
                         : date_in_words(date.days(), lang);
}

std::string statistic_value(const Statistic& statistic, Lang lang) {
  const StatisticSpec& spec = statistic_specs()[std::size_t(statistic.id)];
  if (spec.kind == StatisticKind::Share)
    return share_in_words(statistic.estimate.value <= 0.0
                              ? 0
                              : std::max<std::int64_t>(1, std::llround(statistic.estimate.value *
                                                                       double(statistic.count))),
                          statistic.count, lang);
  if (is_part(spec.unit)) return percent(statistic.estimate.value, lang);
  std::string out = as_fine_as(statistic.estimate.value, statistic.estimate, lang);
  const bool bare = spec.unit == Unit::Index || spec.unit == Unit::Count ||
                    spec.unit == Unit::Ratio || spec.unit == Unit::Sieges;
  if (!bare) out += fmt::format(" {}", label(spec.unit, lang));
  return out;
}

std::string statistic_interval(const Statistic& statistic, Lang lang) {
  const StatisticSpec& spec = statistic_specs()[std::size_t(statistic.id)];
  const Estimate& e = statistic.estimate;
  if (spec.kind == StatisticKind::Share || is_part(spec.unit)) {
    // Of as many runs as statistic_value() speaks of.
    const bool few = spec.kind == StatisticKind::Share && statistic.count < 100;
    const double of = few ? double(statistic.count) : 100.0;
    return limits_in_words(e,
                           say(lang, TextId::ui_interval, number(std::round(of * e.low), lang),
                               number(std::round(of * e.high), lang)),
                           lang);
  }
  return limits_in_words(
      e, say(lang, TextId::ui_interval, as_fine_as(e.low, e, lang), as_fine_as(e.high, e, lang)),
      lang);
}

std::optional<double> parse_number(std::string_view typed) {
  std::string digits;
  for (std::size_t k = 0; k < typed.size(); ++k) {
    const char c = typed[k];
    if (c == ' ' || c == '\t' || (c == '+' && digits.empty())) continue;
    if (typed.substr(k).starts_with(kThinSpace)) {
      k += kThinSpace.size() - 1;
      continue;
    }
    if (typed.substr(k).starts_with(kMinusSign)) {
      k += kMinusSign.size() - 1;
      digits += '-';
      continue;
    }
    digits += c == ',' ? '.' : c;
  }
  double value = 0.0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = platform::parse_double(digits.data(), end, value);
  if (error != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

bool found_in(std::string_view hay, std::string_view needle) {
  return plain(hay).find(plain(needle)) != std::string::npos;
}

}  // namespace palabre::ui
