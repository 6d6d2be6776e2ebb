#include "sim/report/number_words.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr double kPoints = 100.0;

/// As many decimals as tell the ends of the interval apart, and no more than two digits of noise.
int decimals_for(const Estimate& estimate, int most) {
  const double width = estimate.high - estimate.low;
  if (!(width > 0.0)) return decimals_of(estimate.value);
  return std::clamp(1 - int(std::floor(std::log10(width))), 0, most);
}

double scale_of(Unit unit) { return is_share(unit) ? kPoints : 1.0; }

}  // namespace

bool is_share(Unit unit) {
  return unit == Unit::Share || unit == Unit::ShareOfReplicates || unit == Unit::ShareOfTerritory ||
         unit == Unit::ShareOfIncome;
}

std::string figure_text(double value, const Estimate& whole, Unit unit, Lang lang) {
  constexpr double kFine = 0.02;  // an interval narrower than this needs a decimal to be seen
  constexpr int kMost = 3;
  // One run has an outcome or has it not.
  const bool is_whole = unit == Unit::ShareOfReplicates && !whole.has_interval();
  if (is_share(unit)) return percent_text(value, lang, !is_whole && whole.high - whole.low < kFine);
  return fixed_text(value, decimals_for(whole, kMost), lang);
}

std::string interval_text(const Estimate& estimate, Unit unit, Lang lang) {
  return interval_words(
      estimate,
      say(TextId::cli_from_to, lang, figure_text(estimate.low, estimate, unit, lang),
          figure_text(estimate.high, estimate, unit, lang)),
      lang);
}

std::string interval_words(const Estimate& estimate, const std::string& limits, Lang lang) {
  if (estimate.basis == Basis::spread) return limits;
  if (estimate.basis == Basis::one_run) return say(TextId::cli_one_run, lang);
  if (estimate.basis == Basis::certain) return say(TextId::cli_certain, lang);
  const std::string runs = count_text(estimate.runs, lang);
  return estimate.has_interval() ? say(TextId::cli_same_within, lang, limits, runs)
                                 : say(TextId::cli_same_in_all, lang, runs);
}

std::string_view basis_name(Basis basis) {
  constexpr std::array<std::string_view, 4> kNames{"spread", "one_run", "no_spread", "certain"};
  return kNames[std::size_t(basis)];
}

std::string unit_text(Unit unit, Lang lang) {
  if (unit == Unit::ShareOfReplicates) return say(TextId::cli_of_replicates, lang);
  return std::string(label(unit == Unit::Sieges ? Unit::Index : unit, lang));
}

std::string change_text(double value, const Estimate& whole, Unit unit, Lang lang) {
  constexpr int kMost = 3;
  const double scale = scale_of(unit);
  if (value == 0.0) return "0";
  const std::string out = fixed_text(value * scale, decimals_for(whole.times(scale), kMost), lang);
  const bool is_zero = out.find_first_of("123456789") == std::string::npos;
  return value > 0.0 && !is_zero ? "+" + out : out;
}

std::string change_interval_text(const Estimate& difference, Unit unit, Lang lang) {
  // Short: tables of two runs have no room for the limits too; data hold them.
  if (difference.basis == Basis::no_spread)
    return say(TextId::cli_same_in_all, lang, count_text(difference.runs, lang));
  return interval_words(
      difference,
      say(TextId::cli_from_to, lang, change_text(difference.low, difference, unit, lang),
          change_text(difference.high, difference, unit, lang)),
      lang);
}

std::string change_unit_text(Unit unit, Lang lang) {
  return is_share(unit) ? say(TextId::compare_points, lang) : unit_text(unit, lang);
}

}  // namespace palabre
