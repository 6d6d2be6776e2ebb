#include "sim/run/engine/reach.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

namespace palabre {
namespace {

/// Nothing that begins in this week or later can reach a statistic; 0 for the state of week 0.
int decided_by(StatisticId id, int weeks) {
  constexpr int kStateOfWeekZero = 1;  // what needs one week is known before anything acts
  const int settled = statistic_specs()[std::size_t(id)].settled;
  if (settled == 0) return weeks;
  return settled == kStateOfWeekZero ? 0 : std::min(settled, weeks);
}

struct Later {
  std::string_view lever;
  int Calendar::*from;
};
constexpr auto kLater = std::to_array<Later>({
#define REACH_FROM(lever, date) {#lever, &Calendar::date},
#include <rows/reach.def>
#undef REACH_FROM
});
constexpr auto kOutcomeSwitches = std::to_array<std::string_view>({
#define REACH_OUTCOMES(name) #name,
#include <rows/reach.def>
#undef REACH_OUTCOMES
});
constexpr auto kIdleLevers = std::to_array<std::string_view>({
#define REACH_NOTHING(name) #name,
#include <rows/reach.def>
#undef REACH_NOTHING
});
constexpr auto kDates = std::to_array<int Calendar::*>(
    {&Calendar::french_withdrawal, &Calendar::minusma_exit, &Calendar::russian_arrival,
     &Calendar::sanctions_start, &Calendar::sanctions_end, &Calendar::talks_open,
     &Calendar::prisoner_release, &Calendar::election, &Calendar::niger_hub_end,
     &Calendar::accord_2015_end});
static_assert(sizeof(Calendar) == kDates.size() * sizeof(int), "a date is not compared here");

template <class List>
bool holds(const List& list, std::string_view name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

bool same_start(const CercleConstants& a, const CercleConstants& b) {
  return a.area == b.area && a.people == b.people && a.state == b.state &&
         a.jihadist == b.jihadist && a.rival_share == b.rival_share &&
         a.signatory_share == b.signatory_share && a.displaced == b.displaced;
}

/// All that CercleConstants holds; members are numbers without gaps that matter.
bool same_place(const CercleConstants& a, const CercleConstants& b) {
  constexpr auto kFields =
      std::to_array<double CercleConstants::*>({&CercleConstants::area,
                                                &CercleConstants::people,
                                                &CercleConstants::state,
                                                &CercleConstants::jihadist,
                                                &CercleConstants::rival_share,
                                                &CercleConstants::signatory_share,
                                                &CercleConstants::rival,
                                                &CercleConstants::cell_chance,
                                                &CercleConstants::blockade_chance,
                                                &CercleConstants::rival_capacity,
                                                &CercleConstants::mass_control,
                                                &CercleConstants::pressed,
                                                &CercleConstants::garrison_base,
                                                &CercleConstants::garrison,
                                                &CercleConstants::katiba,
                                                &CercleConstants::hunters,
                                                &CercleConstants::siege,
                                                &CercleConstants::displaced,
                                                &CercleConstants::excitation,
                                                &CercleConstants::hunters_weight,
                                                &CercleConstants::pact_hunters,
                                                &CercleConstants::clash_hunters,
                                                &CercleConstants::french,
                                                &CercleConstants::minusma,
                                                &CercleConstants::russian,
                                                &CercleConstants::niger_hub,
                                                &CercleConstants::post_base,
                                                &CercleConstants::post_french,
                                                &CercleConstants::hunters_hold,
                                                &CercleConstants::hold_needed,
                                                &CercleConstants::capacity,
                                                &CercleConstants::never_flee,
                                                &CercleConstants::coastal,
                                                &CercleConstants::per_neighbour});
  constexpr std::size_t kNumbers = kFields.size() * sizeof(double);
  constexpr std::size_t kRest = (4 + kNeighboursMax) * sizeof(int);  // foreign, zone, region, ...
  static_assert(sizeof(CercleConstants) - kNumbers - kRest < sizeof(double),
                "CercleConstants has a member that is not compared here");
  return std::all_of(kFields.begin(), kFields.end(),
                     [&](double CercleConstants::*field) { return same(a.*field, b.*field); }) &&
         a.foreign == b.foreign && a.zone == b.zone && a.region == b.region &&
         a.neighbour_count == b.neighbour_count && a.neighbours == b.neighbours;
}

bool same_side(const Side& a, const Side& b) { return a.ideal == b.ideal && a.weight == b.weight; }

/// All members, by names of their own: one more does not compile before it is compared too.
auto members_of(const Calibration& c) {
  const auto& [mass, fortune, tempo, own, anywhere, calms, people, flee, settled_start, relief] = c;
  return std::tuple(mass, fortune, tempo, own, anywhere, calms, people, flee, settled_start,
                    relief);
}
auto members_of(const ModelPact& p) {
  const auto& [cercle, week, approved, rules, released, armed, leaves] = p;
  return std::tuple(cercle, week, approved, rules, released, armed, leaves);
}

bool same_calibration(const Calibration& a, const Calibration& b) {
  return members_of(a) == members_of(b);
}

bool same_pact(const ModelPact& a, const ModelPact& b) { return members_of(a) == members_of(b); }

void add_switches(const Switches& a, const Switches& b, Reach& out) {
  for (const SwitchSpec& spec : switch_specs()) {
    const bool equal = std::visit([&](auto field) { return a.*field == b.*field; }, spec.field);
    if (equal) continue;
    if (holds(kOutcomeSwitches, spec.name))
      out.outcomes = true;
    else
      out.from_week = 0;
  }
}

void add_levers(const Model& a, const Model& b, Reach& out) {
  for (const LeverSpec& spec : lever_specs()) {
    if (spec.kind == LeverKind::Date || holds(kIdleLevers, spec.name)) continue;
    const bool equal =
        std::visit([&](auto field) { return a.levers.*field == b.levers.*field; }, spec.field);
    if (equal) continue;
    const auto later = std::find_if(kLater.begin(), kLater.end(),
                                    [&](const Later& row) { return row.lever == spec.name; });
    const int from =
        later == kLater.end() ? 0 : std::min(a.calendar.*later->from, b.calendar.*later->from);
    out.from_week = std::min(out.from_week, from);
  }
  for (const auto date : kDates)
    if (a.calendar.*date != b.calendar.*date)
      out.from_week = std::min({out.from_week, a.calendar.*date, b.calendar.*date});
}

void add_pacts(const std::vector<ModelPact>& a, const std::vector<ModelPact>& b, Reach& out) {
  if (std::equal(a.begin(), a.end(), b.begin(), b.end(), same_pact)) return;
  for (const auto* list : {&a, &b})
    for (const ModelPact& pact : *list) out.from_week = std::min(out.from_week, pact.week);
}

bool no_pact_but_placed(const Model& m) {
  return m.levers.local_effort == 0.0 || m.params.pacts_attempt_rate == 0.0;
}

/// Only secret good offices and talks leak (MODEL.md 7.7): never those that are announced as they
/// begin.
bool nothing_leaks(const Model& m) {
  const auto channel = TalksChannel(m.levers.talks_channel);
  const bool announced = channel == TalksChannel::public_ ||
                         (channel == TalksChannel::by_chance && m.params.talks_announcement >= 1.0);
  return announced || m.params.talks_leak_rate == 0.0 || m.calendar.talks_open >= m.weeks;
}

/// Every step up of the national track has the effort as a factor (MODEL.md 7.7).
bool nobody_seeks_talks(const Model& m) { return m.levers.national_effort == 0.0; }

/// The clause of all placed pacts, when they agree on it and no other pact can be signed.
std::optional<double> clause(const Model& m, double ModelPact::*field) {
  if (!no_pact_but_placed(m) || m.pacts.empty()) return std::nullopt;
  const double first = m.pacts.front().*field;
  const bool all = std::all_of(m.pacts.begin(), m.pacts.end(),
                               [&](const ModelPact& pact) { return pact.*field == first; });
  return all && first >= 0.0 ? std::optional(first) : std::nullopt;
}

}  // namespace

bool Reach::moves(StatisticId id, int weeks) const {
  const int decided = decided_by(id, weeks);
  if (decided == 0) return start;
  // The one statistic that asks for the class of a run.
  if (id == StatisticId::accord_on_jnim_terms) return moves_outcomes(weeks);
  return start || from_week < decided;
}

Reach reach_between(const Model& a, const Model& b) {
  Reach out;
  if (a.weeks != b.weeks || a.cercle_count != b.cercle_count || a.regions != b.regions)
    return {true, true, 0};
  for (std::size_t k = 0; k < std::size_t(a.cercle_count); ++k) {
    if (!same_start(a.places[k], b.places[k])) out.start = true;
    if (!same_place(a.places[k], b.places[k])) out.from_week = 0;
  }
  const bool same_rest = a.params == b.params && same_calibration(a.calibration, b.calibration) &&
                         same_side(a.junta, b.junta) && same_side(a.jnim, b.jnim) &&
                         same_side(a.ag_ghaly, b.ag_ghaly) && same_side(a.koufa, b.koufa) &&
                         same_side(a.aqim, b.aqim) && a.season_attacks == b.season_attacks &&
                         a.season_breaks == b.season_breaks && a.summer == b.summer &&
                         a.capital == b.capital && a.army_start == b.army_start;
  if (!same_rest) out.from_week = 0;
  add_switches(a.switches, b.switches, out);
  add_levers(a, b, out);
  add_pacts(a.pacts, b.pacts, out);
  return out;
}

Estimate settled(const Estimate& estimate, const std::optional<double>& certain) {
  // Runs that say otherwise are believed: the tables would be wrong.
  if (!certain || *certain != estimate.value) return estimate;
  return {*certain, *certain, *certain, Basis::certain, 0};
}

Estimate settled(const Estimate& estimate, StatisticId id, const Model& m) {
  // The state of week 0 is that of the world, without dice.
  const bool never_varied = estimate.basis != Basis::spread;
  if (never_varied && decided_by(id, m.weeks) == 0) return settled(estimate, estimate.value);
  return settled(estimate, certain_value(id, m));
}

std::optional<double> certain_value(StatisticId id, const Model& m) {
  using S = StatisticId;
  const auto zero_if = [](bool holds) { return holds ? std::optional(0.0) : std::nullopt; };
  switch (id) {
    case S::election_held:
    case S::election_postponed:
      return zero_if(m.calendar.election >= m.weeks);
    case S::good_offices_by_week_52:
    case S::talks_by_week_52:
      return zero_if(m.calendar.talks_open >= std::min(52, m.weeks) || nobody_seeks_talks(m));
    case S::talks_by_week_104:
    case S::truce_by_week_104:
      return zero_if(m.calendar.talks_open >= std::min(104, m.weeks) || nobody_seeks_talks(m));
    case S::good_offices_started:
    case S::talks_started:
    case S::truce_reached:
    case S::truce_broken:
    case S::accord_reached:
    case S::accord_broken:
    case S::accord_alive_end:
    case S::accord_on_jnim_terms:
    case S::talks_public:
    case S::last_card_played:
    case S::negotiated_from_weakness:
    case S::weeks_in_talks:
    case S::weeks_in_truce:
    case S::weeks_in_accord:
    case S::weeks_in_truce_or_accord:
      return zero_if(m.calendar.talks_open >= m.weeks || nobody_seeks_talks(m));
    case S::french_exit_early:
      return zero_if(m.params.partners_red_line == 0.0 || nobody_seeks_talks(m));
    case S::accord_2015_broken:
      return m.calendar.accord_2015_end < m.weeks ? std::optional(1.0) : std::nullopt;
    case S::leaks:
      return zero_if(nothing_leaks(m));
    case S::denials:
      return zero_if(nothing_leaks(m) || m.params.talks_deniability == 0.0);
    case S::deaths_by_russians:
      return zero_if(m.calendar.russian_arrival >= m.weeks);
    case S::pacts_started:
    case S::pacts_alive_mean:
    case S::pact_weeks_total:
    case S::trust_from_pacts:
    case S::convoys:
    case S::pact_revivals:
      return zero_if(no_pact_but_placed(m) && m.pacts.empty());
    case S::pacts_hunters_armed:
      return clause(m, &ModelPact::hunters_armed);
    case S::pacts_army_left: {
      // The clause may be dropped later, so that only its absence is certain.
      const auto left = clause(m, &ModelPact::army_post_leaves);
      return left && *left == 0.0 ? left : std::nullopt;
    }
    default:
      return std::nullopt;
  }
}

}  // namespace palabre
