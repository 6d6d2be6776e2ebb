#include "sim/run/analysis/calibration.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/model/compile.hpp"
#include "sim/run/engine/blocks.hpp"

namespace palabre {
namespace {

using Id = CalibrationTargetId;
using T = TallyId;

constexpr int kYears = 5, kYearWeeks = 52, kWeeks = kYears * kYearWeeks;
constexpr int kMonthWeeks = 4, kMonths = 31;  // as the data of the dispersion has
constexpr double kPressed = 0.1;              // share of the French deployed in a cercle

/// Mean and standard error of what replicates say.
class Mean {
 public:
  void add(double x) {
    if (!std::isfinite(x)) return;
    ++count_;
    sum_ += x;
    squares_ += x * x;
  }
  TargetValue value() const {
    if (count_ == 0) return {};
    const double mean = sum_ / count_;
    const double variance = std::max(0.0, squares_ / count_ - mean * mean);
    return {mean, count_ < 2 ? 0.0 : std::sqrt(variance / (count_ - 1))};
  }

 private:
  double count_ = 0.0, sum_ = 0.0, squares_ = 0.0;
};

/// Runs one setting block by block and keeps its sums over cercles.
class Setting {
 public:
  Setting(const Scenario& scenario, const World& world, int weeks)
      : model_(compile(scenario, world, Digest::none)),
        weeks_(weeks),
        rows_(std::size_t(model_.weeks) * kWeekRows * kBlockLanes),
        maps_(kCercleFieldCount * std::size_t(model_.weeks) * std::size_t(model_.cercle_count)) {}

  /// Calls visit(lane) for each replicate that did not fail. False when stopped.
  template <class Visit>
  bool run(const CalibrationOptions& options, const Visit& visit) {
    ReplicateRange range{options.seed, 0, options.replicates};
    range.on_end = options.replicates;  // one piece
    visit_piece(&model_, range, 0, [&](const BlockTask& task) {
      if (options.stop.stop_requested()) return;
      out_ = {};
      out_.series = rows_.data();
      out_.maps = maps_.data();
      BlockRequest request = task.request;
      request.weeks = weeks_;
      const std::uint32_t sound = run_counted(request, out_);
      for (int lane = 0; lane < kBlockLanes; ++lane)
        if ((sound >> lane & 1u) != 0u) visit(lane);
    });
    return !options.stop.stop_requested();
  }
  const Model& model() const { return model_; }
  double tally(TallyId id, int lane) const {
    return out_.tally[std::size_t(id)][std::size_t(lane)];
  }
  double region(std::size_t region, int lane) const {
    return out_.deaths_by_region[region][std::size_t(lane)];
  }
  double row(int week, SeriesId id, int lane) const {
    return rows_[(std::size_t(week) * kWeekRows + std::size_t(id)) * kBlockLanes +
                 std::size_t(lane)];
  }
  /// Sum over all replicates so far. [unit of the field, times 2^bits]
  double map(CercleFieldId field, int week, int cercle) const {
    return double(maps_[(std::size_t(field) * std::size_t(model_.weeks) + std::size_t(week)) *
                            std::size_t(model_.cercle_count) +
                        std::size_t(cercle)]);
  }
  double deaths(int from, int to, int lane) const {
    double sum = 0.0;
    for (int week = from; week < to; ++week) sum += row(week, SeriesId::deaths, lane);
    return sum;
  }
  /// Attacks where a tenth or more of the French stood, over all replicates.
  double pressed(int from, int to) const {
    double sum = 0.0;
    for (int i = 0; i < model_.cercle_count; ++i)
      if (model_.places[std::size_t(i)].french >= kPressed)
        for (int week = from; week < to; ++week) sum += map(CercleFieldId::attacks, week, i);
    return sum;
  }

 private:
  Model model_;
  int weeks_;
  std::vector<double> rows_;
  std::vector<std::int64_t> maps_;
  BlockOutput out_;
};

double region_share(const Setting& war, int lane, std::initializer_list<const char*> names) {
  double sum = 0.0, all = 0.0;
  const std::vector<std::string>& regions = war.model().regions;
  for (std::size_t r = 0; r < regions.size(); ++r) {
    all += war.region(r, lane);
    for (const char* name : names) sum += regions[r] == name ? war.region(r, lane) : 0.0;
  }
  return sum / all;
}

/// Variance over mean of the deaths of 31 four-week months.
double dispersion(const Setting& war, int lane) {
  double sum = 0.0, squares = 0.0;
  for (int month = 0; month < kMonths; ++month) {
    const double dead = war.deaths(month * kMonthWeeks, (month + 1) * kMonthWeeks, lane);
    sum += dead;
    squares += dead * dead;
  }
  const double mean = sum / kMonths;
  return (squares / kMonths - mean * mean) * kMonths / (kMonths - 1) / mean;
}

/// Deaths by who killed whom, as UCDP sorts them, over all replicates.
class KindsOfDeath {
 public:
  void add(const Setting& war, int lane) {
    const Params& p = war.model().params;
    const auto dead = [&](TallyId id) { return war.tally(id, lane); };
    const auto civil = [](double harm) { return harm / (constants::kCountedHarmless + harm); };
    const double massacres = dead(T::deaths_massacres);
    const double army = dead(T::deaths_by_army), russians = dead(T::deaths_by_russians);
    // Massacres are counted among the deaths by army and Russians; here they are taken out by size.
    const double forces = std::max(army + russians, 1.0);
    groups_ +=
        constants::kCivilJihadists * (dead(T::deaths_by_jihadists) + dead(T::deaths_by_rivals)) +
        constants::kCivilHunters * dead(T::deaths_by_hunters);
    governments_ += massacres + (army - massacres * army / forces) * civil(p.war_army_harm) +
                    (russians - massacres * russians / forces) * civil(p.war_russian_harm);
    between_ +=
        dead(T::deaths_in_feuds) + (1.0 - constants::kCivilHunters) * dead(T::deaths_by_hunters);
    all_ += dead(T::deaths);
  }
  double state_based() const { return (all_ - groups_ - governments_ - between_) / all_; }
  double non_state() const { return between_ / all_; }
  double by_groups() const { return groups_ / all_; }
  double by_governments() const { return governments_ / all_; }

 private:
  double groups_ = 0.0, governments_ = 0.0, between_ = 0.0, all_ = 0.0;
};

double median_growth_in_the_south(const Setting& war, int replicates) {
  std::vector<double> change;
  for (int i = 0; i < war.model().cercle_count; ++i) {
    if (war.model().places[std::size_t(i)].zone != 0) continue;
    change.push_back((war.map(CercleFieldId::jihadist_share, kWeeks - 1, i) -
                      war.map(CercleFieldId::jihadist_share, 0, i)) /
                     0x1p40 / replicates);
  }
  if (change.empty()) return std::numeric_limits<double>::quiet_NaN();
  const auto middle = change.begin() + std::ptrdiff_t(change.size() / 2);
  std::nth_element(change.begin(), middle, change.end());
  return *middle;
}

class Measurement {
 public:
  Measurement(const Scenario& scenario, const World& world, const CalibrationOptions& options)
      : scenario_(scenario), world_(world), options_(options) {
    scenario_.weeks = kWeeks;
    scenario_.switches.assumptions = int(AssumptionsChoice::set);
    scenario_.pacts.clear();
  }

  std::optional<TargetValues> measure() {
    Scenario stay = scenario_;
    stay.levers.national_effort = stay.levers.local_effort = 0.0;
    Scenario leave = stay;
    stay.levers.french_withdrawal = Date::never();
    Setting war(stay, world_, 0);
    if (!look_at_war(war)) return {};
    if (is_out()) return out_;
    if (!look_at_exit(war, leave)) return {};
    if (is_out()) return out_;
    return look_at_talks() ? std::optional(out_) : std::nullopt;
  }

 private:
  TargetValue& at(Id id) { return out_[std::size_t(id)]; }
  bool is_out() const {
    for (std::size_t k = 0; k < measured_; ++k)
      if (!options_.ignored[k] &&
          implausibility(calibration_target_specs()[k], out_[k]) > options_.cut)
        return true;
    return false;
  }

  bool look_at_war(Setting& war) {
    Mean growth, deaths, attacks, spread, mopti, gao, south, displaced;
    KindsOfDeath kinds;
    double changes = 0.0, sum = 0.0, squares = 0.0;
    int replicates = 0;
    const bool whole = war.run(options_, [&](int lane) {
      ++replicates;
      growth.add(war.tally(T::jihadist_area_end, lane) - war.tally(T::jihadist_area_start, lane));
      deaths.add(war.tally(T::deaths_first_year, lane));
      double fought = 0.0;
      for (int week = 0; week < kYearWeeks; ++week)
        fought += war.row(week, SeriesId::attacks, lane);
      attacks.add(fought / kYearWeeks);
      spread.add(dispersion(war, lane));
      mopti.add(region_share(war, lane, {"Mopti"}));
      gao.add(region_share(war, lane, {"Gao", "Menaka"}));
      south.add(region_share(war, lane, {"Bamako", "Kayes", "Koulikoro", "Sikasso"}));
      displaced.add(war.row(kWeeks - 1, SeriesId::displaced, lane) /
                    war.row(0, SeriesId::displaced, lane));
      kinds.add(war, lane);
      for (int year = 1; year < kYears; ++year) {
        const double change =
            std::log(std::max(1.0, war.deaths(year * kYearWeeks, (year + 1) * kYearWeeks, lane)) /
                     std::max(1.0, war.deaths((year - 1) * kYearWeeks, year * kYearWeeks, lane)));
        ++changes;
        sum += change;
        squares += change * change;
      }
    });
    if (!whole) return false;
    at(Id::area_growth) = growth.value();
    at(Id::deaths_first_year) = deaths.value();
    at(Id::attacks_first_year) = attacks.value();
    at(Id::dispersion) = spread.value();
    at(Id::deaths_mopti) = mopti.value();
    at(Id::deaths_gao) = gao.value();
    at(Id::deaths_south) = south.value();
    at(Id::displaced_growth) = displaced.value();
    if (changes > 1.0) {
      const double deviation =
          std::sqrt(std::max(0.0, squares / changes - sum / changes * (sum / changes)));
      at(Id::log_change) = {deviation, deviation / std::sqrt(2.0 * (changes - 1.0))};
    }
    at(Id::state_based) = {kinds.state_based()};
    at(Id::non_state) = {kinds.non_state()};
    at(Id::groups_on_civilians) = {kinds.by_groups()};
    at(Id::governments_on_civilians) = {kinds.by_governments()};
    at(Id::south_median) = {median_growth_in_the_south(war, std::max(1, replicates))};
    measured_ = std::size_t(Id::lull);
    return true;
  }

  bool look_at_exit(const Setting& stay, const Scenario& leaving) {
    constexpr int kExit = 26;
    Setting leave(leaving, world_, kExit + kYearWeeks);
    if (!leave.run(options_, [](int) {})) return false;
    at(Id::lull) = {leave.pressed(0, kExit) / stay.pressed(0, kExit)};
    at(Id::surge) = {leave.pressed(kExit, kExit + kYearWeeks) /
                     stay.pressed(kExit, kExit + kYearWeeks)};
    measured_ = std::size_t(Id::vote_put_off);
    return true;
  }

  bool look_at_talks() {
    constexpr int kEndOf2025 = 202;  // [weeks] from 14 February 2022
    Setting all(scenario_, world_, kEndOf2025);
    Mean put_off, truce;
    const bool whole = all.run(options_, [&](int lane) {
      put_off.add(all.tally(T::election_held, lane) > 0.0 ? 0.0 : 1.0);
      truce.add(all.tally(T::truce_week, lane) >= 0.0 ? 1.0 : 0.0);
    });
    at(Id::vote_put_off) = put_off.value();
    at(Id::truce_by_2025) = truce.value();
    measured_ = kCalibrationTargetCount;
    return whole;
  }

  Scenario scenario_;
  const World& world_;
  const CalibrationOptions& options_;
  TargetValues out_{};
  std::size_t measured_ = 0;
};

}  // namespace

double implausibility(const CalibrationTargetSpec& target, const TargetValue& measured) {
  if (std::isnan(measured.value)) return std::numeric_limits<double>::infinity();
  const double scale = std::hypot(target.spread, measured.error);
  if (std::isinf(target.low))
    return std::max(0.0, measured.value - (target.high - 2.0 * target.spread)) / scale;
  if (std::isinf(target.high))
    return std::max(0.0, target.low + 2.0 * target.spread - measured.value) / scale;
  return std::abs(measured.value - 0.5 * (target.low + target.high)) / scale;
}

std::optional<TargetValues> measure_targets(const Scenario& scenario, const World& world,
                                            const CalibrationOptions& options) {
  try {
    return Measurement(scenario, world, options).measure();
  } catch (const ScenarioError&) {
    return {};  // values that exclude each other
  }
}

double worst_of(const TargetValues& values, const IgnoredTargets& ignored) {
  double worst = 0.0;
  for (std::size_t k = 0; k < values.size(); ++k)
    if (!ignored[k])
      worst = std::max(worst, implausibility(calibration_target_specs()[k], values[k]));
  return worst;
}

}  // namespace palabre
