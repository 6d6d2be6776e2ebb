// The sentence of a finding.

#include <algorithm>
#include <cmath>

#include "sim/answer/finding.hpp"
#include "sim/answer/grammar.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr double kHundred = 100.0;

bool is_per_cent(Unit unit) {
  return unit == Unit::Share || unit == Unit::ShareOfTerritory || unit == Unit::ShareOfIncome;
}
bool is_of_runs(const Finding& finding) { return finding.about.unit() == Unit::ShareOfReplicates; }

/// A number rounded to the last digit shown.
double rounded(double value, const Shown& shown) {
  return std::round(value * shown.scale / shown.step) * shown.step;
}

/// Without digits that the step does not show: 412,345 at a step of 1,000 is 412,000.
std::string number_of(double value, const Shown& shown, Lang lang) {
  if (value == 0.0) return fixed_text(0.0, 0, lang);
  return fixed_text(rounded(value, shown), shown.decimals, lang);
}

Shown at_step(double scale, int power) {
  return {scale, std::pow(10.0, power), std::max(0, -power)};
}

/// What a reader can add: value, former value and difference; and nothing that is there shows as 0.
bool adds_up(const Finding& finding, const Shown& shown) {
  if (!finding.with || !finding.without || !finding.difference) return true;
  const double a = rounded(finding.without->value, shown), b = rounded(finding.with->value, shown);
  const double d = rounded(finding.difference->value, shown);
  if (std::abs(b - a - d) > shown.step / 2.0) return false;
  for (const double value : {finding.without->value, finding.with->value})
    if (value != 0.0 && rounded(value, shown) == 0.0) return false;
  return true;
}

std::string clause_with(const Finding& finding, double value, const Shown& shown, Lang lang) {
  if (is_of_runs(finding)) {
    const Words phrase = finding.about.outcome
                             ? figure_phrase(*finding.about.outcome)
                             : figure_phrase(finding.about.statistic, finding.weeks);
    const std::string clause = negated(phrase.in(lang), value == 0.0);
    if (value == 0.0) return say(TextId::ans_in_none, lang, clause);
    if (value == 1.0) return say(TextId::ans_in_all, lang, clause);
    const std::string number = number_of(value, shown, lang);
    return agreed(say(TextId::ans_in_runs, lang, clause, number),
                  is_one(number, rounded(value, shown), lang));
  }
  const std::string number = number_of(value, shown, lang);
  const bool one = is_one(number, rounded(value, shown), lang);
  const std::string text = value_in(value, finding, shown, lang);
  return filled(agreed(figure_phrase(finding.about.statistic).in(lang), one), "{}", text);
}

/// What follows "instead of" and "au lieu".
std::string former_value(const Finding& finding, const Shown& shown, Lang lang) {
  const double value = finding.without->value;
  if (!is_of_runs(finding))
    return say(TextId::ans_of_value, lang, value_in(value, finding, shown, lang));
  if (value == 0.0) return say(TextId::ans_of_none, lang);
  if (value == 1.0) return say(TextId::ans_of_all, lang);
  // "no run instead of 6 of 100": nothing before it says of how many.
  const bool bare = finding.with && finding.with->value > 0.0 && finding.with->value < 1.0;
  return say(bare ? TextId::ans_of_value : TextId::ans_of_100, lang, number_of(value, shown, lang));
}

/// The difference as shown: that of the values shown, where the last digit would not add up.
double difference_shown(double difference, const Finding& finding, const Shown& shown) {
  const double d = rounded(difference, shown);
  if (!finding.with || !finding.without || !finding.difference ||
      difference != finding.difference->value)
    return d;
  const double moved = rounded(finding.with->value, shown) - rounded(finding.without->value, shown);
  const double off = std::abs(moved - d) / shown.step;
  constexpr double kOneStep = 1.5, kNone = 0.5;
  return off > kNone && off < kOneStep ? moved : d;
}

std::string interval_of(const Estimate& estimate, const Shown& shown, bool with_sign, Lang lang) {
  const auto end = [&](double value) {
    return with_sign ? signed_in(rounded(value, shown), shown.decimals, lang)
                     : number_of(value, shown, lang);
  };
  return say(TextId::ans_interval, lang, end(estimate.low), end(estimate.high));
}

std::string main_clause(const Finding& finding, bool is_one_change, Lang lang) {
  const std::string without = say(is_one_change ? TextId::ans_it : TextId::ans_them, lang);
  const Shown shown = shown_for(finding);
  const std::string label(finding.about.label().in(lang));
  const auto clause = [&] { return clause_with(finding, finding.with->value, shown, lang); };
  const auto effect = [&] { return effect_with_interval(finding, shown, lang); };
  switch (finding.evidence()) {
    case Evidence::none_finished:
      return say(TextId::ans_none_finished, lang);
    case Evidence::absent:
      return say(TextId::ans_absent, lang, label, without);
    case Evidence::appears:
      return say(TextId::ans_appears, lang, present_in(finding, lang), without);
    case Evidence::vanishes:
      return say(TextId::ans_vanishes, lang, label,
                 value_in(finding.without->value, finding, shown, lang), without);
    case Evidence::no_path:
      return say(is_one_change ? TextId::ans_no_path : TextId::ans_no_paths, lang,
                 present_in(finding, lang), without);
    case Evidence::no_run:
      return say(finding.nothing_differs ? TextId::ans_no_run : TextId::ans_no_run_here, lang,
                 present_in(finding, lang), without);
    case Evidence::too_few:
      return say(TextId::ans_too_few, lang, clause(), former_value(finding, shown, lang),
                 effect_in(finding.difference->value, finding, shown, lang));
    case Evidence::luck: {
      if (rounded(finding.difference->value, shown) == 0.0)
        return say(TextId::ans_luck_same, lang, clause(), without, effect());
      return say(TextId::ans_luck, lang, clause(), former_value(finding, shown, lang), effect());
    }
    case Evidence::unchanged:
    case Evidence::sure:
      break;
  }
  return say(TextId::ans_sure, lang, clause(), former_value(finding, shown, lang), effect());
}

/// An interval whose bounds are the same number when rounded tells a reader nothing.
bool shows_width(const Estimate& value, const Shown& shown) {
  return rounded(value.low, shown) < rounded(value.high, shown);
}

/// Not one run differs: the limits are those of what was not seen, far wider than those of a
/// difference that was seen in one run, and a reader is told that no run differs instead.
bool is_same_in_all(const std::optional<Estimate>& difference) {
  return difference && difference->value == 0.0 && difference->basis == Basis::no_spread;
}

}  // namespace

std::string present_in(const Finding& finding, Lang lang) {
  Finding alone = finding;
  alone.difference = alone.without = {};
  const Shown shown = shown_for(alone);
  const Estimate& value = *finding.with;
  std::string out = clause_with(alone, value.value, shown, lang);
  if (finding.has_interval && shows_width(value, shown))
    out += " " + interval_of(value, shown, false, lang);
  return out;
}

namespace {

/// The last digit that a share of so many runs can have: 400 runs make steps of 0.25 of 100, and no
/// hundredths. Tenths are always allowed, so that numbers add up.
int finest_of_runs(std::int64_t runs) {
  constexpr int kFinest = -2, kTenths = -1;
  if (runs <= 0) return kFinest;
  return std::clamp(int(std::floor(std::log10(kHundred / double(runs)))), kFinest, kTenths);
}

/// With up to `more` digits beyond those that the interval supports, so that numbers add up.
Shown shown_with(const Finding& finding, int more) {
  const bool of_runs = is_of_runs(finding);
  const bool scaled = of_runs || is_per_cent(finding.about.unit());
  const double scale = scaled ? kHundred : 1.0;
  const bool is_told_apart = finding.difference && !is_same_in_all(finding.difference);
  const std::optional<Estimate>& told = is_told_apart  ? finding.difference
                                        : finding.with ? finding.with
                                                       : finding.without;
  constexpr int kCoarsest = 6, kSmallest = -6;
  const int finest = of_runs ? finest_of_runs(finding.runs) : scaled ? -2 : -3;
  if (!told) return at_step(scale, 0);
  // An interval is four to forty steps wide; without one, three digits of the value.
  const double width = (told->high - told->low) * scale;
  const double size = std::abs(told->value) * scale;
  int power = width > 0.0  ? int(std::floor(std::log10(width / 4.0)))
              : size > 0.0 ? int(std::floor(std::log10(size))) - 2
                           : 0;
  power = std::clamp(power, finest, kCoarsest);
  if (scaled) power = std::min(power, 0);
  Shown out = at_step(scale, power);
  for (int k = 0; k < more && power > finest && !adds_up(finding, out); ++k)
    out = at_step(scale, --power);
  // What is told from luck is not 0, however small it is; nor is what stands by itself.
  const bool is_told = finding.difference ? finding.evidence() == Evidence::sure : more > 0;
  for (Shown fine = out; is_told && told->value != 0.0 && power >= kSmallest;
       fine = at_step(scale, --power))
    if (rounded(told->value, fine) != 0.0) return fine;
  return out;
}

}  // namespace

Shown shown_for(const Finding& finding) {
  constexpr int kMore = 1;
  return shown_with(finding, kMore);
}

Shown shown_in_table(const Finding& finding) { return shown_with(finding, 0); }

std::vector<Shown> shown_in_table(const std::vector<Finding>& rows) {
  constexpr double kSameOrder = 10.0;
  std::vector<Shown> out;
  std::vector<std::size_t> order;
  for (std::size_t k = 0; k < rows.size(); ++k) {
    out.push_back(shown_in_table(rows[k]));
    const auto& difference = rows[k].difference;
    if (difference && difference->high > difference->low && !is_same_in_all(difference))
      order.push_back(k);
  }
  const auto width = [&](std::size_t k) {
    return rows[k].difference->high - rows[k].difference->low;
  };
  // The widest of a unit opens a class, and takes in all that are not much narrower.
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const Unit x = rows[a].about.unit(), y = rows[b].about.unit();
    return x != y ? x < y : width(a) > width(b);
  });
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
    Shown finest = out[order[from]];
    for (to = from;
         to < order.size() && rows[order[to]].about.unit() == rows[order[from]].about.unit() &&
         width(order[to]) * kSameOrder >= width(order[from]);
         ++to)
      if (out[order[to]].step < finest.step) finest = out[order[to]];
    for (std::size_t k = from; k < to; ++k) out[order[k]] = finest;
  }
  return out;
}

std::string effect_in(double difference, const Finding& finding, const Shown& shown, Lang lang) {
  const double value = difference_shown(difference, finding, shown);
  const std::string number = signed_in(value, shown.decimals, lang);
  if (!is_per_cent(finding.about.unit())) return number;
  const std::string size = fixed_text(std::abs(value), shown.decimals, lang);
  return number + agreed(say(TextId::ans_points, lang), is_one(size, 0.0, lang));
}

std::string effect_with_interval(const Finding& finding, const Shown& shown, Lang lang) {
  const Estimate& difference = *finding.difference;
  const std::string effect = effect_in(difference.value, finding, shown, lang);
  if (is_same_in_all(difference) || !shows_width(difference, shown)) return effect;
  return say(TextId::ans_effect, lang, effect, interval_of(difference, shown, true, lang));
}

std::string mark_of(Evidence evidence, Lang lang) {
  if (evidence == Evidence::luck) return say(TextId::ans_mark_luck, lang);
  return evidence == Evidence::no_run ? say(TextId::ans_mark_same, lang) : std::string();
}

std::string value_in(double value, const Finding& finding, const Shown& shown, Lang lang) {
  const std::string number = number_of(value, shown, lang);
  return is_per_cent(finding.about.unit()) ? say(TextId::ans_per_cent, lang, number) : number;
}

std::string answer_text(const std::vector<Change>& changes, const Finding& finding, Lang lang) {
  if (changes.empty() || finding.evidence() == Evidence::unchanged) {
    const std::string what =
        finding.runs == 0 ? say(TextId::ans_none_finished, lang)
        : finding.with    ? present_in(finding, lang)
                          : say(TextId::ans_none_at_all, lang, finding.about.label().in(lang));
    return say(TextId::ans_unchanged, lang, what);
  }
  return say(TextId::ans_with, lang, changes_text(changes, lang),
             main_clause(finding, changes.size() == 1, lang));
}

}  // namespace palabre
