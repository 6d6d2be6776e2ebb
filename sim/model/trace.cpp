// Listens to a block of the portable kernel and writes down what becomes of one lane.

#define PALABRE_ISA portable
#include "sim/model/trace.hpp"

#include "sim/model/trace_factors.hpp"

namespace palabre {
namespace portable {
namespace {

constexpr double kHysteresis = 0.01;  // a line is crossed back a point below it
// A siege is told when its index passes the first line, and as lifted below the second. [0..1]
constexpr double kSiegeTold = 0.5, kSiegeLifted = 0.4;

/// National values of one lane at the end of a week, or before it.
struct Standing {
  double stage = double(int(Stage::secret_contact)), french_exit_week = -1.0, french_troops = 0.0,
         minusma_troops = 0.0;
  double collapsed = 0.0;
  bool sanctions = false, advance = false, recovery = false;
  std::array<double, kTallyCount> tally{};
};

/// One pact, before phase 8 and after the week.
struct PactStanding {
  double pact = 0.0, army_left = 0.0, convoy = 0.0, broke_before = 0.0, hazard = 0.0;
  FactorValues factors{};
};

class TraceRecorder {
 public:
  TraceRecorder(const Model& model, int lane, Trace& trace)
      : model_(model), lane_(lane), trace_(trace) {
    const auto weeks = std::size_t(model.weeks), places = std::size_t(model.cercle_count);
    trace_.weeks = model.weeks;
    trace_.cercle_count = model.cercle_count;
    trace_.cercles.resize(kCercleStateCount * weeks * places);
    before_.french_troops = kFrenchTroops;
    before_.minusma_troops = kMinusmaTroops;
    const int exit = model.calendar.french_withdrawal;
    before_.french_exit_week = exit == kNeverWeek ? -1.0 : double(exit);
  }

  static void on_moment(void* self, const void* block, Moment moment) {
    TraceRecorder& recorder = *static_cast<TraceRecorder*>(self);
    const Block& b = *static_cast<const Block*>(block);
    if (moment == Moment::before_stage) recorder.before_stage(b);
    if (moment == Moment::before_pacts) recorder.before_pacts(b);
    if (moment == Moment::after_week) recorder.after_week(b);
  }

  /// Means over the weeks recorded.
  void finish() {
    if (pact_weeks_ > 0.0) trace_.pact_hazard_mean /= pact_weeks_;
    for (std::size_t f = 0; f < std::size_t(kFactorCount); ++f) {
      const bool of_pacts = FactorId(f) >= FactorId::pact_season;
      double sum = of_pacts ? pact_sums_[f] : 0.0;
      if (!of_pacts)
        for (const FactorValues& week : trace_.factors) sum += week[f];
      const double count = of_pacts ? pact_weeks_ : double(trace_.factors.size());
      trace_.mean[f] = count > 0.0 ? sum / count : 0.0;
    }
  }

 private:
  void before_stage(const Block& b) {
    const Hazards h = stage_hazards(b);
    trace_.stage.push_back(int(b.nation.stage[lane_]));
    trace_.hazard_up.push_back(h.up[lane_]);
    trace_.hazard_down.push_back(h.down[lane_]);
    trace_.factors.push_back(national_factors_of(b, lane_));
    keep_cercles(b, 0, kFirstAfter);
    note_sieges(b);
  }

  void before_pacts(const Block& b) {
    for (int i = 0; i < model_.cercle_count; ++i) {
      PactStanding& at = pacts_[std::size_t(i)];
      at = standing_of(b, i);
      if (at.pact == 0.0) continue;
      at.hazard = pact_break_hazard(b, i)[lane_];
      trace_.pact_hazard_mean += at.hazard;
      at.factors = pact_factors_of(b, lane_, i);
      ++pact_weeks_;
      for (std::size_t f = 0; f < at.factors.size(); ++f) pact_sums_[f] += at.factors[f];
    }
  }

  void after_week(const Block& b) {
    Standing now = standing_of(b);
    note_calendar(b, now);
    note_politics(b, now);
    note_stage(b, now);
    note_pacts(b);
    note_blockades(b);
    note_lines(b, now);
    keep_cercles(b, kFirstAfter, kCercleStateCount);
    const Real* values = &b.nation.french_troops;
    for (int f = 0; f < kNationStateCount; ++f) trace_.nation.push_back(values[f][lane_]);
    before_ = now;
  }

  TraceEvent& note(EventId id, int cercle = -1) {
    trace_.events.push_back({int(trace_.stage.size()) - 1, id, cercle, -1, -1, 0.0, {}});
    return trace_.events.back();
  }
  /// A tally that grew this week.
  bool counted(TallyId id, const Standing& now) const {
    return now.tally[std::size_t(id)] > before_.tally[std::size_t(id)];
  }
  Standing standing_of(const Block& b) const {
    const NationState& n = b.nation;
    Standing out{n.stage[lane_],          n.french_exit_week[lane_], n.french_troops[lane_],
                 n.minusma_troops[lane_], n.collapsed[lane_],        b.week.sanctions[lane_],
                 before_.advance,         before_.recovery,          {}};
    for (std::size_t k = 0; k < out.tally.size(); ++k) out.tally[k] = b.tally.of[k][lane_];
    return out;
  }
  PactStanding standing_of(const Block& b, int i) const {
    return {b.at.pact[i][lane_], b.at.pact_army_left[i][lane_], b.at.convoy[i][lane_],
            b.at.pact_broke_before[i][lane_]};
  }

  void note_calendar(const Block& b, const Standing& now) {
    const Calendar& when = model_.calendar;
    const int t = b.week.t;
    if (before_.french_exit_week == double(t)) note(EventId::french_exit_begins);
    if (before_.french_troops > 0.0 && now.french_troops == 0.0) note(EventId::french_exit_ends);
    if (t == when.minusma_exit) note(EventId::minusma_exit_begins);
    if (before_.minusma_troops > 0.0 && now.minusma_troops == 0.0) note(EventId::minusma_exit_ends);
    if (t == when.russian_arrival && model_.params.partners_russian_troops > 0.0)
      note(EventId::russians_arrive);
    if (t == when.niger_hub_end) note(EventId::niger_hub_ends);
    if (t > 0 && t == when.talks_open) note(EventId::talks_open);
    if (now.sanctions && !before_.sanctions) note(EventId::sanctions_begin);
    if (!now.sanctions && before_.sanctions) note(EventId::sanctions_end);
    // The order comes in phase 3 and takes effect in the next week.
    if (now.french_exit_week != before_.french_exit_week) note(EventId::french_exit_ordered);
  }

  void note_politics(const Block& b, const Standing& now) {
    if (counted(TallyId::coups, now)) {
      TraceEvent& event = note(EventId::coup);
      const int met = trace_.stage.back();
      if (before_.stage != double(met)) {
        event.from = int(before_.stage);
        event.to = met;
      }
    }
    if (counted(TallyId::massacres, now)) note(EventId::massacre);
    const bool broken = b.nation.accord_2015_broken[lane_] > 0.0;
    if (broken && !accord_2015_broken_) note(EventId::accord_2015_breaks);
    accord_2015_broken_ = broken;
    if (b.week.t == model_.calendar.election)
      note(now.tally[std::size_t(TallyId::election_held)] > 0.0 ? EventId::election_held
                                                                : EventId::election_postponed);
  }

  void note_move(EventId id, int from, int to, bool up) {
    TraceEvent& event = note(id);
    event.from = from;
    event.to = to;
    event.hazard = up ? trace_.hazard_up.back() : trace_.hazard_down.back();
    event.factors = trace_.factors.back();
  }

  void note_stage(const Block& b, const Standing& now) {
    const int met = trace_.stage.back(), end = int(now.stage);
    bool up = false;
    for (const Mask& entered : b.week.entered) up = up || entered[lane_];
    const bool denied = counted(TallyId::denials, now);
    const bool suspended =
        denied && end == 1 && met + int(up) == 2 && b.nation.talks_pause[lane_] > 0.0;
    if (up) note_move(EventId::stage_up, met, met + 1, true);
    if (!up && !suspended && end < met) note_move(EventId::stage_broken, met, end, false);
    if (counted(TallyId::card_week, now)) note(EventId::last_card);
    if (counted(TallyId::leaks, now)) note(denied ? EventId::leak_denied : EventId::leak_public);
    if (suspended) {
      TraceEvent& event = note(EventId::mission_suspended);
      event.from = 2;
      event.to = 1;
    }
    if (counted(TallyId::exchanges, now)) note(EventId::prisoner_exchange);
    if (b.week.t == model_.calendar.prisoner_release && model_.levers.prisoners_released > 0.0)
      note(EventId::prisoner_release);
  }

  void note_pacts(const Block& b) {
    for (int i = 0; i < model_.cercle_count; ++i) {
      const PactStanding& before = pacts_[std::size_t(i)];
      const PactStanding now = standing_of(b, i);
      const bool is_new = now.pact > 0.0 && b.at.pact_age[i][lane_] == 0.0;
      const bool dropped = before.pact > 0.0 && before.army_left > 0.0 && now.army_left == 0.0;
      if (is_new)
        note(before.broke_before > 0.0 ? EventId::pact_revived : EventId::pact_signed, i);
      else if (dropped)
        note(EventId::pact_clause_dropped, i);
      if (before.pact > 0.0 && now.pact == 0.0) {
        TraceEvent& event = note(EventId::pact_broken, i);
        event.hazard = before.hazard;
        event.factors = before.factors;
        if (dropped) {  // first the clause, then the break
          double& left = event.factors[std::size_t(FactorId::pact_army_left)];
          event.hazard /= left;
          left = 1.0;
        }
      }
      if (before.convoy == 0.0 && now.convoy > 0.0) note(EventId::convoy, i);
    }
  }

  /// Those of the start are no event.
  void note_blockades(const Block& b) {
    for (int i = 0; i < model_.cercle_count; ++i) {
      const bool now = b.at.blockade[i][lane_] > 0.0;
      bool& stands = blockades_[std::size_t(i)];
      if (b.week.t > 0 && now != stands)
        note(now ? EventId::blockade_begins : EventId::blockade_lifted, i);
      stands = now;
    }
  }

  /// Those that stand at the start are no event.
  void note_sieges(const Block& b) {
    for (int i = 0; i < model_.cercle_count; ++i) {
      const double siege = b.at.siege[i][lane_];
      bool& stands = sieges_[std::size_t(i)];
      const bool now = siege >= (stands ? kSiegeLifted : kSiegeTold);
      if (b.week.t > 0 && now != stands)
        note(now ? EventId::siege_begins : EventId::siege_lifted, i);
      stands = now;
    }
  }

  /// The lines of the outcome classes (switches), and collapse.
  void note_lines(const Block& b, Standing& now) {
    const double gain = b.week.jihadist_area[lane_] - b.jihadist_area_start[lane_];
    const double regain = b.week.state_area[lane_] - b.state_area_start[lane_];
    const auto cross = [&](double by, double line, bool& above, EventId begins, EventId ends) {
      if (!above && by >= line) note(begins);
      if (above && by < line - kHysteresis) note(ends);
      above = above ? by >= line - kHysteresis : by >= line;
    };
    cross(gain, model_.switches.advance_points, now.advance, EventId::advance_begins,
          EventId::advance_ends);
    cross(regain, model_.switches.recovery_points, now.recovery, EventId::recovery_begins,
          EventId::recovery_ends);
    if (now.collapsed > before_.collapsed) note(EventId::collapse);
  }

  void keep_cercles(const Block& b, int first, int last) {
    const Field* fields = &b.at.state_share;
    const auto week = trace_.stage.size() - 1, places = std::size_t(model_.cercle_count);
    for (int f = first; f < last; ++f)
      for (std::size_t i = 0; i < places; ++i)
        trace_.cercles[(std::size_t(f) * std::size_t(model_.weeks) + week) * places + i] =
            fields[f][i][lane_];
  }

  static constexpr int kFirstAfter = int(offsetof(CercleState, pact) / sizeof(Field));

  const Model& model_;
  int lane_;
  Trace& trace_;
  Standing before_;
  std::array<PactStanding, kCercleMax> pacts_{};
  std::array<bool, kCercleMax> sieges_{}, blockades_{};
  bool accord_2015_broken_ = false;
  FactorValues pact_sums_{};
  double pact_weeks_ = 0.0;
};

/// Hands out the factors of every counted lane.
struct LaneFactorObserver {
  int lanes;
  const OnFactors& on_factors;

  static void on_moment(void* self, const void* block, Moment moment) {
    if (moment != Moment::before_stage) return;
    const LaneFactorObserver& lane_observer = *static_cast<const LaneFactorObserver*>(self);
    const Block& b = *static_cast<const Block*>(block);
    for (int lane = 0; lane < lane_observer.lanes; ++lane)
      lane_observer.on_factors(b.week.t, lane, int(b.nation.stage[lane]),
                               national_factors_of(b, lane));
  }
};

/// Takes out what happened from `week` on.
void forget_from(Trace& trace, int week) {
  const auto kept = std::size_t(week);
  std::erase_if(trace.events, [&](const TraceEvent& event) { return event.week >= week; });
  trace.stage.resize(kept);
  trace.hazard_up.resize(kept);
  trace.hazard_down.resize(kept);
  trace.factors.resize(kept);
  trace.nation.resize(kept * kNationStateCount);
  const std::size_t all = std::size_t(trace.weeks), places = std::size_t(trace.cercle_count);
  std::vector<double> cercles;
  for (std::size_t f = 0; f < std::size_t(kCercleStateCount); ++f) {
    const auto from = trace.cercles.begin() + std::ptrdiff_t(f * all * places);
    cercles.insert(cercles.end(), from, from + std::ptrdiff_t(kept * places));
  }
  trace.cercles = std::move(cercles);
  trace.weeks = week;
}

}  // namespace
}  // namespace portable

Trace trace(const Model& model, std::uint64_t seed, std::uint64_t replicate) {
  constexpr auto kLanes = std::uint64_t(kBlockLanes);
  Trace out;
  out.lane = int(replicate % kLanes);
  const auto lane = std::size_t(out.lane);
  portable::TraceRecorder recorder(model, out.lane, out);
  const Observer observer{portable::TraceRecorder::on_moment, &recorder};
  std::vector<double> rows(std::size_t(model.weeks) * kWeekRows * kBlockLanes);
  out.last.series = rows.data();
  out.last.observer = &observer;
  BlockRequest request{&model, seed, replicate - replicate % kLanes, kBlockLanes, 0};
  request.skip = ~(1u << lane);
  kernels().front().run_block(request, out.last);
  out.last.series = nullptr;
  out.last.observer = nullptr;
  out.failure = out.last.failure[lane];
  out.digest = {out.last.digest[0][lane], out.last.digest[1][lane]};
  if (out.failure.week >= 0) portable::forget_from(out, out.failure.week);
  recorder.finish();
  for (std::size_t k = 0; k < std::size_t(out.weeks) * kWeekRows; ++k)
    out.rows.push_back(rows[k * kBlockLanes + lane]);
  return out;
}

PerLane<LaneFailure> observe_factors(const Model& model, std::uint64_t seed,
                                     std::uint64_t first_replicate, int lanes,
                                     const OnFactors& on_factors) {
  portable::LaneFactorObserver lane_observer{lanes, on_factors};
  const Observer observer{portable::LaneFactorObserver::on_moment, &lane_observer};
  std::vector<double> rows(std::size_t(model.weeks) * kWeekRows * kBlockLanes);
  BlockOutput out;
  out.series = rows.data();
  out.observer = &observer;
  kernels().front().run_block({&model, seed, first_replicate, lanes, 0}, out);
  return out.failure;
}

}  // namespace palabre
