// Numbers that only patterns ask for.

#include <algorithm>

#include "tests/pattern/pattern.hpp"

namespace palabre::pattern {
namespace {

constexpr Contribution kAbsent{0.0, 0.0};

Contribution own(Own id, const Replicate& r, const Model& m) {
  using T = TallyId;
  const ReplicateRecord& x = r.record;
  const double agreement = x[T::truce_weeks] + x[T::accord_weeks];
  const double war = double(m.weeks) - agreement;
  const auto outcome = OutcomeId(int(x[T::outcome]));
  const auto mean = [&](SeriesId series) { return Contribution{r.mean[std::size_t(series)], 1.0}; };
  const auto zone = [&](double sum) { return Contribution{sum, r.block}; };
  switch (id) {
    case Own::accords_alive_of_signed:  // of the accords signed, those that hold as a class
      if (x[T::accord_week] < 0) return kAbsent;
      return {outcome == OutcomeId::accord ? 1.0 : 0.0, 1.0};
    case Own::agreement_breaks_net:  // breaks beyond two in a hundred weeks held
      return {x[T::truce_breaks] + x[T::accord_breaks] - .02 * agreement, 1.0};
    case Own::truce_breaks_net:  // breaks beyond one in a hundred weeks held
      return {x[T::truce_breaks] - .01 * x[T::truce_weeks], 1.0};
    case Own::truce_breaks_per_100_weeks:
      return {100.0 * x[T::truce_breaks], x[T::truce_weeks]};
    case Own::attacks_last_week:
      return {x.end(SeriesId::attacks), 1.0};
    case Own::attacks_at_war:
      return {x[T::attacks] - x[T::attacks_in_agreement], war};
    case Own::attacks_under_agreement:
      return {x[T::attacks_in_agreement], agreement};
    case Own::attacks_under_pacts:  // a cercle and week, in the centre
      return {x[T::centre_attacks_pact], x[T::centre_weeks_pact]};
    case Own::attacks_without_pacts:
      return {x[T::centre_attacks_free], x[T::centre_weeks_free]};
    case Own::border_cercles:  // jihadist share of Menaka, Ansongo, Gao, Gourma-Rharous at the end
      return zone(r.end_by_zone[3]);
    case Own::centre_gains_most:  // jihadist gain in the centre less the larger of the others
      return zone(r.gain_by_zone[1] - std::max(r.gain_by_zone[0], r.gain_by_zone[2]));
    case Own::south_at_the_end:  // jihadist share of the south
      return zone(r.end_by_zone[0]);
    case Own::deaths_share_south: {  // Bamako, Kayes, Koulikoro, Sikasso
      double south = 0.0;
      for (std::size_t k = 0; k < m.regions.size(); ++k)
        for (const char* name : {"Bamako", "Kayes", "Koulikoro", "Sikasso"})
          if (m.regions[k] == name) south += x.deaths_by_region[k];
      return {south, x[T::deaths]};
    }
    case Own::good_offices_without_talks_by_52: {
      const double mission = x[T::good_offices_week], talks = x[T::talks_week];
      return {mission >= 0 && mission < 52 && !(talks >= 0 && talks < 52) ? 1.0 : 0.0, 1.0};
    }
    case Own::jihadist_gain:
      return {x[T::jihadist_area_end] - x[T::jihadist_area_start], 1.0};
    case Own::mean_approval:
      return mean(SeriesId::approval);
    case Own::mean_commitment:
      return mean(SeriesId::commitment);
    case Own::mean_trust:
      return mean(SeriesId::trust);
    case Own::readiness_gap:  // junta's willingness less JNIM's in the first year
      return {(x[T::willingness_junta_first_year] - x[T::willingness_jnim_first_year]) / 52.0, 1.0};
    case Own::revived_share:  // of the pacts signed, those where one had broken
      return {x[T::pact_revivals], x[T::pacts_started]};
    case Own::summer_breaks:
      return {r.breaks_two_summers, r.breaks_two_years};
    case Own::support_after_card:
      return {r.support_after_card, 1.0};
  }
  return kAbsent;
}

}  // namespace

Needs Measure::needs() const {
  if (!is_own) return Needs::nothing;
  if (own == Own::summer_breaks) return Needs::summers;
  const bool mapped =
      own == Own::border_cercles || own == Own::centre_gains_most || own == Own::south_at_the_end;
  return mapped ? Needs::maps : Needs::nothing;
}

Contribution Measure::of(const Replicate& r, const Model& m) const {
  if (is_own) return pattern::own(own, r, m);
  static const std::vector<int> regions = regions_of_statistics(m.regions);
  return contribution(statistic, r.record, m, regions).value_or(kAbsent);
}

bool Measure::looks_at(const Replicate& r) const {
  const ReplicateRecord& x = r.record;
  const double stage = x.last_week[kStageRow];
  switch (among) {
    case Among::all:
      return true;
    case Among::accord_stands:
      return stage == 5.0;
    case Among::broke_in_vain:
      return x[TallyId::truce_breaks] + x[TallyId::accord_breaks] > 0 && stage < 4.0;
  }
  return true;
}

}  // namespace palabre::pattern
