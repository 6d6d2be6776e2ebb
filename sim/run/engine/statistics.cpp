#include "sim/run/engine/statistics.hpp"

#include <algorithm>
#include <cassert>
#include <cctype>
#include <cmath>

namespace palabre {
namespace {

using Maybe = std::optional<Contribution>;

Maybe share(bool holds) { return Contribution{holds ? 1.0 : 0.0, 1.0}; }
Maybe value(double x) { return Contribution{x, 1.0}; }
Maybe quotient(double a, double b) { return b > 0.0 ? value(a / b) : Maybe{}; }
Maybe sums(double a, double b) { return Contribution{a, b}; }
bool by_week(double week, int limit) { return week >= 0.0 && week < limit; }

Maybe dispersion(const ReplicateRecord& r, int weeks) {
  const double months = std::floor(weeks / constants::kWeeksPerMonth);
  const double mean = months > 0 ? r[TallyId::deaths_month_sum] / months : 0.0;
  if (months < 2 || !(mean > 0.0)) return {};
  const double squares = r[TallyId::deaths_month_squares] / months - mean * mean;
  return value(squares * months / (months - 1) / mean);
}

Maybe pact_ratio(const ReplicateRecord& r) {
  const double with = r[TallyId::centre_weeks_pact], without = r[TallyId::centre_weeks_free];
  if (!(with > 0.0) || !(without > 0.0) || !(r[TallyId::centre_attacks_free] > 0.0)) return {};
  return value(r[TallyId::centre_attacks_pact] / with /
               (r[TallyId::centre_attacks_free] / without));
}

Maybe talks_statistic(StatisticId id, const ReplicateRecord& r, double weeks) {
  const double first_year = std::min(weeks, constants::kWeeksPerYear);
  const double agreement = r[TallyId::truce_weeks] + r[TallyId::accord_weeks];
  using S = StatisticId;
  using T = TallyId;
  switch (id) {
    case S::good_offices_started:
      return share(r[T::good_offices_week] >= 0);
    case S::talks_started:
      return share(r[T::talks_week] >= 0);
    case S::truce_reached:
      return share(r[T::truce_week] >= 0);
    case S::accord_reached:
      return share(r[T::accord_week] >= 0);
    case S::good_offices_by_week_52:
      return share(by_week(r[T::good_offices_week], 52));
    case S::talks_by_week_52:
      return share(by_week(r[T::talks_week], 52));
    case S::talks_by_week_104:
      return share(by_week(r[T::talks_week], 104));
    case S::truce_by_week_104:
      return share(by_week(r[T::truce_week], 104));
    case S::talks_public:
      return share(r[T::ever_public] > 0);
    case S::truce_broken:
      return share(r[T::truce_breaks] > 0);
    case S::accord_broken:
      return share(r[T::accord_breaks] > 0);
    case S::accord_alive_end:
      return share(r.last_week[kStageRow] == 5.0);
    case S::breaks_per_100_agreement_weeks:
      return sums(100.0 * (r[T::truce_breaks] + r[T::accord_breaks]), agreement);
    case S::weeks_in_talks:
      return value(r[T::talks_weeks]);
    case S::weeks_in_truce:
      return value(r[T::truce_weeks]);
    case S::weeks_in_accord:
      return value(r[T::accord_weeks]);
    case S::weeks_in_truce_or_accord:
      return value(agreement);
    case S::terms_index:
      return r[T::accord_week] >= 0 ? value(r[T::terms_at_accord]) : Maybe{};
    case S::terms_offered_first_year:
      return value(r[T::terms_offered_first_year] / first_year);
    case S::negotiated_from_weakness:
      return share(r[T::from_weakness] > 0);
    case S::french_exit_early:
      return share(r[T::french_exit_early] > 0);
    case S::last_card_played:
      return share(r[T::card_week] >= 0);
    case S::trust_from_pacts:
      return value(r[T::trust_from_pacts]);
    default:
      return {};
  }
}

Maybe mood_statistic(StatisticId id, const ReplicateRecord& r, double weeks) {
  const double first_year = std::min(weeks, constants::kWeeksPerYear);
  using S = StatisticId;
  using T = TallyId;
  switch (id) {
    case S::leaks:
      return value(r[T::leaks]);
    case S::denials:
      return value(r[T::denials]);
    case S::prisoner_exchanges:
      return value(r[T::exchanges]);
    case S::willingness_junta:
      return value(r[T::willingness_junta] / weeks);
    case S::willingness_jnim:
      return value(r[T::willingness_jnim] / weeks);
    case S::ripeness:
      return value(r[T::ripeness] / weeks);
    case S::willingness_junta_first_year:
      return value(r[T::willingness_junta_first_year] / first_year);
    case S::willingness_jnim_first_year:
      return value(r[T::willingness_jnim_first_year] / first_year);
    case S::ripeness_first_year:
      return value(r[T::ripeness_first_year] / first_year);
    case S::french_cooperation:
      return value(r[T::french_cooperation] / weeks);
    default:
      return {};
  }
}

Maybe war_statistic(StatisticId id, const ReplicateRecord& r, double weeks) {
  const double agreement = r[TallyId::truce_weeks] + r[TallyId::accord_weeks];
  const double yearly = constants::kWeeksPerYear / weeks;
  using S = StatisticId;
  using T = TallyId;
  switch (id) {
    case S::state_share_area_start:
      return value(r[T::state_area_start]);
    case S::state_share_area_end:
      return value(r[T::state_area_end]);
    case S::jihadist_share_area_start:
      return value(r[T::jihadist_area_start]);
    case S::jihadist_share_area_end:
      return value(r[T::jihadist_area_end]);
    case S::state_share_population_start:
      return value(r[T::state_people_start]);
    case S::state_share_population_end:
      return value(r[T::state_people_end]);
    case S::jihadist_share_population_start:
      return value(r[T::jihadist_people_start]);
    case S::jihadist_share_population_end:
      return value(r[T::jihadist_people_end]);
    case S::attacks_per_week:
      return value(r[T::attacks] / weeks);
    case S::attacks_per_week_in_truce:
      return quotient(r[T::attacks_in_agreement], agreement);
    case S::attacks_per_week_in_war:
      return quotient(r[T::attacks] - r[T::attacks_in_agreement], weeks - agreement);
    case S::attacks_ratio_pact:
      return pact_ratio(r);
    case S::deaths_per_year:
      return value(r[T::deaths] * yearly);
    case S::deaths_first_year:
      return value(r[T::deaths_first_year]);
    case S::deaths_by_jihadists:
      return value(r[T::deaths_by_jihadists] * yearly);
    case S::deaths_by_army:
      return value(r[T::deaths_by_army] * yearly);
    case S::deaths_by_french:
      return value(r[T::deaths_by_french] * yearly);
    case S::deaths_by_russians:
      return value(r[T::deaths_by_russians] * yearly);
    case S::deaths_by_hunters:
      return value(r[T::deaths_by_hunters] * yearly);
    case S::deaths_by_rivals:
      return value(r[T::deaths_by_rivals] * yearly);
    case S::deaths_in_feuds:
      return value(r[T::deaths_in_feuds] * yearly);
    case S::deaths_by_signatories:
      return value(r[T::deaths_by_signatories] * yearly);
    case S::deaths_in_massacres:
      return value(r[T::deaths_massacres] * yearly);
    case S::blockades:
      return value(r[T::blockades]);
    case S::besieged_end:
      return value(r[T::besieged_end]);
    case S::cells_new:
      return value(r[T::cells_seeded]);
    case S::rival_share_area_end:
      return value(r[T::rival_area_end]);
    case S::accord_2015_broken:
      return share(r[T::accord_2015_broken] > 0);
    case S::deaths_dispersion:
      return dispersion(r, int(weeks));
    case S::katiba_strength_end:
      return value(r[T::katiba_end]);
    case S::army_strength_end:
      return value(r[T::army_end]);
    case S::spillover:
      return value(r.end(SeriesId::spillover));
    case S::convoys:
      return value(r[T::convoys]);
    default:
      return {};
  }
}

Maybe people_statistic(StatisticId id, const ReplicateRecord& r, double weeks) {
  const double unapproved = r[TallyId::pact_weeks] - r[TallyId::pact_weeks_approved];
  using S = StatisticId;
  using T = TallyId;
  switch (id) {
    case S::displaced_start:
      return value(r[T::displaced_start]);
    case S::displaced_end:
      return value(r[T::displaced_end]);
    case S::displaced_peak:
      return value(r[T::displaced_peak]);
    case S::returns_total:
      return value(r[T::returns]);
    case S::sieges_end:
      return value(r[T::sieges_end]);
    case S::pacts_started:
      return value(r[T::pacts_started]);
    case S::pacts_alive_mean:
      return value(r[T::pacts_alive] / weeks);
    case S::pact_weeks_total:
      return value(r[T::pact_weeks]);
    case S::pact_weeks_mean:
      return sums(r[T::pact_weeks], r[T::pact_breaks]);
    case S::pact_weeks_mean_approved:
      return sums(r[T::pact_weeks_approved], r[T::pact_breaks_approved]);
    case S::pact_weeks_mean_unapproved:
      return sums(unapproved, r[T::pact_breaks] - r[T::pact_breaks_approved]);
    case S::support_end:
      return value(r.end(SeriesId::support));
    case S::support_week_52:
      return weeks > constants::kWeeksPerYear ? value(r[T::support_week_52]) : Maybe{};
    case S::economy_end:
      return value(r.end(SeriesId::economy));
    case S::trust_end:
      return value(r.end(SeriesId::trust));
    case S::coup:
      return share(r[T::coups] > 0);
    case S::election_held:
      return share(r[T::election_held] > 0);
    case S::election_postponed:
      return share(r[T::election_postponed] > 0);
    case S::hostages_end:
      return value(r.end(SeriesId::hostages));
    case S::pact_clauses_dropped:
      return value(r[T::pact_clauses_dropped]);
    case S::pact_revivals:
      return value(r[T::pact_revivals]);
    case S::pact_social_rules:
      return sums(r[T::pact_rules], r[T::pact_weeks]);
    case S::pacts_hunters_armed:
      return sums(r[T::pact_armed], r[T::pact_weeks]);
    case S::pacts_army_left:
      return sums(r[T::pact_army_left], r[T::pact_weeks]);
    default:
      return {};
  }
}

}  // namespace

std::optional<Contribution> contribution(StatisticId id, const ReplicateRecord& r, const Model& m,
                                         const std::vector<int>& region_of_statistic) {
  const int region = region_of_statistic[std::size_t(id)];
  if (region >= 0) return quotient(r.deaths_by_region[std::size_t(region)], r[TallyId::deaths]);
  if (id == StatisticId::accord_on_jnim_terms)
    return share(OutcomeId(int(r[TallyId::outcome])) == OutcomeId::accord &&
                 r[TallyId::terms_at_accord] >= m.switches.jnim_terms);
  for (const auto group : {talks_statistic, mood_statistic, war_statistic, people_statistic})
    if (const Maybe c = group(id, r, double(m.weeks))) return c;
  return {};
}

std::vector<int> regions_of_statistics(const std::vector<std::string>& regions) {
  constexpr std::string_view kPrefix = "deaths_share_";
  std::vector<int> out;
  for (const StatisticSpec& spec : statistic_specs()) {
    int found = -1;
    for (std::size_t k = 0; k < regions.size(); ++k) {
      std::string id(kPrefix);
      for (const char c : regions[k]) id += char(std::tolower(static_cast<unsigned char>(c)));
      if (id == spec.id) found = int(k);
    }
    out.push_back(found);
  }
  return out;
}

ReplicateRecord record_of(const BlockOutput& out, int weeks, std::size_t lane) {
  ReplicateRecord record;
  for (std::size_t t = 0; t < kTallyCount; ++t) record.tally[t] = out.tally[t][lane];
  for (std::size_t r = 0; r < kRegionMax; ++r)
    record.deaths_by_region[r] = out.deaths_by_region[r][lane];
  const std::size_t last_week = out.last_week_only ? 0 : std::size_t(weeks - 1);
  const double* last = out.series + last_week * kWeekRows * kBlockLanes;
  for (std::size_t row = 0; row < kWeekRows; ++row)
    record.last_week[row] = last[row * kBlockLanes + lane];
  return record;
}

}  // namespace palabre
