// The order of the submodels, and a block of replicates from start to end.

#include "sim/model/digest.hpp"
#include "sim/model/lane_sums.hpp"
#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

#ifdef PALABRE_FAULTS
Fault active_fault = Fault::none;
#endif

namespace {

/// base times 1 + unc (u1 + u2 - 1): triangular around the scenario's value. claim: C21
Real vary(const Block& b, double base, int entity) {
  const Words u = b.random.draw(Stream::uncertainty, entity);
  return Real(base) *
         (Real(1.0) + Real(b.model.params.uncertainty_width) * (u.uniform(0) + u.uniform(1) - 1.0));
}

void draw_traits(Block& b) {
  const Params& p = b.model.params;
  Traits& traits = b.traits;
  traits.contest_speed = vary(b, p.territory_contest_speed, 0);
  traits.guerrilla_leverage = vary(b, p.territory_guerrilla_leverage, 1);
  traits.recruitment = vary(b, p.war_recruitment, 2);
  traits.operation_tempo = vary(b, p.war_operation_tempo, 3);
  traits.attack_rate = vary(b, p.war_attack_rate, 4);
  traits.french_value = vary(b, p.partners_french_value, 5);
  traits.russian_value = vary(b, p.partners_russian_value, 6);
  traits.reach = vary(b, p.territory_reach, 7);
  const Words u = b.random.draw(Stream::uncertainty, 20);
  traits.bias_junta = Real(kBias * p.uncertainty_width) * (u.uniform(0) + u.uniform(1) - 1.0);
  traits.bias_jnim = Real(kBias * p.uncertainty_width) * (u.uniform(2) + u.uniform(3) - 1.0);
  traits.army_quality = vary(b, 1.0, 21);
}

void start_places(Block& b) {
  const Model& m = b.model;
  const double obedience = m.params.jihadists_obedience;
  const double spread = obedience < 1.0 - obedience ? obedience : 1.0 - obedience;
  CercleState& at = b.at;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = b.places[i];
    const Words u = b.random.draw(Stream::traits, i);
    const Real mean = (u.uniform(0) + u.uniform(1) + u.uniform(2)) / 3.0;
    b.traits.obedience[i] =
        clip(Real(obedience) + (mean - 0.5) * kObedienceSpread * spread, kObedienceMin, 1.0);
    at.state_share[i] = place.state;
    at.jihadist_share[i] = place.jihadist + place.rival_share;
    at.garrison[i] = place.garrison;
    at.katiba[i] =
        Real(place.katiba) * (Real(kKatibaDrawMin) + Real(kKatibaDrawSpan) * u.uniform(3));
    const Words there = b.random.draw(Stream::presence, i);
    at.rival[i] =
        Real(place.rival) * (Real(kKatibaDrawMin) + Real(kKatibaDrawSpan) * there.uniform(0));
    if (!is_off(b, MechanismOff::blockades))
      at.blockade[i] = as_real(there.uniform(1) < Real(place.blockade_chance));
    at.cell[i] = as_real(there.uniform(2) < Real(place.cell_chance));
    at.rival_share[i] = place.rival_share;
    at.signatory_share[i] = place.signatory_share;
    at.siege[i] = place.siege;
    at.displaced[i] = place.displaced;
    at.residents[i] = place.people - place.displaced;
    at.excitation[i] = m.calibration.settled_start
                           ? Real(place.excitation)
                           : critical_mass(at.katiba[i], m.calibration.attack_mass);
  }
}

}  // namespace

void start(Block& b) {
  const Params& p = b.model.params;
  NationState& n = b.nation;
  draw_traits(b);
  start_places(b);
  const int exit = b.model.calendar.french_withdrawal;
  n.french_exit_week = exit == kNeverWeek ? -1.0 : double(exit);
  n.cooperation = kCooperationStart;
  n.economy = 1.0;
  n.support = kSupportStart;
  n.trust = p.talks_initial_trust;
  n.stage = as_real(Stage::secret_contact);  // contacts never stopped (claim: C34)
  n.hostages = kHostagesStart;
  n.attacks_mean = kAttacksMeanStart;
  n.loss_mean = kLossMeanStart;
  n.jihadist_trend = p.territory_jihadist_trend / kWeeksPerYear;
  n.state_trend = -p.territory_jihadist_trend / kWeeksPerYear * kStateTrendStart;
  n.army_total = b.model.army_start;
  n.katiba_signed = 1.0;
  n.french_share_before = 1.0;
  for (TallyId never : {TallyId::good_offices_week, TallyId::talks_week, TallyId::truce_week,
                        TallyId::accord_week, TallyId::terms_at_accord, TallyId::card_week})
    b.tally[never] = -1.0;
}

namespace {

/// Without a probe: no code at all.
struct NoProbe {
  void operator()(const Block&, int, Phase) const {}
};
struct ProbeBlock {
  const Probe& probe;
  void operator()(const Block& b, int week, Phase phase) const {
    if (probe.words != nullptr) write_probe_digests(b, probe.words);
    probe.seen(probe.context, week, phase);
  }
};

/// An observer sees what stands before the stage is drawn, before the pacts, and after the week.
struct ObserveBlock {
  const Observer& observer;
  void operator()(const Block& b, int, Phase phase) const {
    if (phase == Phase::willingness) observer.on_moment(observer.self, &b, Moment::before_stage);
    if (phase == Phase::exchanges) observer.on_moment(observer.self, &b, Moment::before_pacts);
    if (phase == Phase::record) observer.on_moment(observer.self, &b, Moment::after_week);
  }
};

template <class Looking>
PALABRE_INLINE void step_probed(Block& b, int week, double* rows, const Looking& probe) {
  b.week.t = week;
  b.random.begin_week(week);
#define SUBMODEL(name) \
  name(b);             \
  probe(b, week, Phase::name);
#include "sim/model/probed.def"
#undef SUBMODEL
  record(b, rows);
  probe(b, week, Phase::record);
}

}  // namespace

void step(Block& b, int week, double* rows) { step_probed(b, week, rows, NoProbe{}); }

namespace {

/// Hands over, eight cercles at a time, sums over lanes of a whole number of each cercle, less what
/// all of them are too large by. value(cercle, all): all lanes count.
template <class Value, class Use>
PALABRE_INLINE void sum_cercles(const Block& b, const Bits& offset, Value&& value, Use&& use) {
  const Bits sign = b.weight < 0 ? ~0ull : 0ull;
  const auto each = [&](auto all) __attribute__((always_inline)) {
    for (int i = 0; i < b.model.cercle_count; i += kLanes) {
      Bits whole[kLanes];
      for (int k = 0; k < kLanes; ++k) whole[k] = value(i + k, all);
      use(i, sums_over_lanes(whole) - offset, sign);
    }
  };
  if (any(~b.counted))
    each(StaticBool<false>{});
  else
    each(StaticBool<true>{});
}
/// A value as a whole number at a scale, where a lane counts.
template <bool all>
PALABRE_INLINE Bits counted_at(const Block& b, const Scale& scale, const Real& x, StaticBool<all>) {
  return scale.of(all ? x : where(b.counted, x));
}
/// Adds the sums of eight cercles from the i-th on, or takes them away.
PALABRE_INLINE void add_eight(const Block& b, std::int64_t* sums, int i, const Bits& added,
                              const Bits& sign) {
  const Bits signed_sums = (added ^ sign) - sign;
  const int left = b.model.cercle_count - i;
  Bits now = 0;
  if (left >= kLanes) {
    std::memcpy(&now, sums + i, sizeof now);
    now += signed_sums;
    std::memcpy(sums + i, &now, sizeof now);
  } else {
    for (int k = 0; k < left; ++k) sums[i + k] += std::int64_t(signed_sums[k]);
  }
}
/// Adds one map field, as integers at a scale of 2^bits.
void add_map(const Block& b, const Field& values, int bits, std::int64_t* sums) {
  const Scale scale(bits);
  sum_cercles(
      b, scale.offset(),
      [&](int i, auto all)
          __attribute__((always_inline)) { return counted_at(b, scale, values[i], all); },
      [&](int i, const Bits& added, const Bits& sign)
          __attribute__((always_inline)) { add_eight(b, sums, i, added, sign); });
}
/// Sums by cercle of the map fields of whole numbers.
struct CountMaps {
  std::int64_t *pact, *blockade, *attacks, *deaths;
};
/// Adds them, three in one word: flags, 2^4 apart, and attacks above them. flag_bits: the scale at
/// which blockades are kept.
void add_counts(const Block& b, int flag_bits, const CountMaps& sums) {
  constexpr int kApart = 4;  // eight lanes with a flag each, and room
  constexpr std::uint32_t kPart = (1u << kApart) - 1u;
  constexpr std::uint32_t kDeathsOffset = kLanes * kWholeOffset;
  constexpr std::uint32_t kOffset = kDeathsOffset * (1u + (1u << kApart) + (1u << 2 * kApart));
  const Bits sign = b.weight < 0 ? ~0ull : 0ull;
  const bool all = !any(~b.counted);
  const auto whole = [&](const Real& x) __attribute__((always_inline)) {
    return whole_word(all ? x : where(b.counted, x));
  };
  for (int i = 0; i < b.model.cercle_count; i += kLanes) {
    Word together[kLanes], deaths[kLanes];
    for (int k = 0; k < kLanes; ++k) {
      together[k] = whole(b.at.pact[i + k]) + (whole(b.at.blockade[i + k]) << kApart) +
                    (whole(b.at.attacks[i + k]) << 2 * kApart);
      deaths[k] = whole(b.at.deaths[i + k]);
    }
    const Word sum = sums_over_lanes(together) - Word(kOffset);
    add_eight(b, sums.pact, i, widened(sum & Word(kPart)), sign);
    add_eight(b, sums.blockade, i, widened((sum >> kApart) & Word(kPart)) << flag_bits, sign);
    add_eight(b, sums.attacks, i, widened(sum >> 2 * kApart), sign);
    add_eight(b, sums.deaths, i, widened(sums_over_lanes(deaths) - Word(kDeathsOffset)), sign);
  }
}
static_assert(kCercleMax % kLanes == 0);
/// Adds one map field that is 0 but in some cercles.
void add_some(const Block& b, const Field& values, int bits, const CercleList& cercles,
              std::int64_t* sums) {
  const Scale scale(bits);
  for (int first = 0; first < cercles.size; first += kLanes) {
    Bits whole[kLanes];
    for (int k = 0; k < kLanes; ++k)
      whole[k] = first + k < cercles.size
                     ? scale.of(where(b.counted, values[cercles.of[first + k]]))
                     : Bits(0);
    const Bits added = sums_over_lanes(whole) - scale.offset();
    for (int k = 0; k < kLanes && first + k < cercles.size; ++k)
      sums[cercles.of[first + k]] += b.weight * std::int64_t(added[k]);
  }
}

constexpr int kMapBits[] = {
#define CERCLE_FIELD(id, unit, bits, ...) bits,
#include <rows/outputs.def>
#undef CERCLE_FIELD
};
static_assert(kCercleFieldCount == 10, "every map field is added before or after the week");

/// Sums of one map field in one week, by cercle.
std::int64_t* map_of(const Block& b, std::int64_t* maps, CercleFieldId field, int week) {
  return maps + (std::size_t(field) * std::size_t(b.model.weeks) + std::size_t(week)) *
                    std::size_t(b.model.cercle_count);
}
void add_to(const Block& b, std::int64_t* maps, CercleFieldId id, const Field& values, int week) {
  add_map(b, values, kMapBits[int(id)], map_of(b, maps, id, week));
}
/// Maps show shares, sieges and displaced as the leaders sense them ...
void add_maps_before(const Block& b, std::int64_t* maps, int week) {
  add_to(b, maps, CercleFieldId::state_share, b.at.state_share, week);
  add_to(b, maps, CercleFieldId::jihadist_share, b.at.jihadist_share, week);
  add_to(b, maps, CercleFieldId::siege, b.at.siege, week);
  add_to(b, maps, CercleFieldId::displaced, b.at.displaced, week);
}
/// ... and the rest as it stands after the week.
void add_maps_after(const Block& b, std::int64_t* maps, int week) {
  static_assert(kMapBits[int(CercleFieldId::pact)] == 0 &&
                kMapBits[int(CercleFieldId::attacks)] == 0 &&
                kMapBits[int(CercleFieldId::deaths)] == 0);
  add_counts(
      b, kMapBits[int(CercleFieldId::blockade)],
      {map_of(b, maps, CercleFieldId::pact, week), map_of(b, maps, CercleFieldId::blockade, week),
       map_of(b, maps, CercleFieldId::attacks, week),
       map_of(b, maps, CercleFieldId::deaths, week)});
  add_some(b, b.at.rival_share, kMapBits[int(CercleFieldId::rival_share)], b.with_rivals,
           map_of(b, maps, CercleFieldId::rival_share, week));
  add_some(b, b.at.signatory_share, kMapBits[int(CercleFieldId::signatory_share)],
           b.with_signatories, map_of(b, maps, CercleFieldId::signatory_share, week));
}

/// Writes a map field of the cercle asked for, in the same units and at the same moments as maps.
void write_place(const Block& b, CercleFieldId id, const Field& values, int week) {
  double* to = b.out.place + (std::size_t(week) * kCercleFieldCount + std::size_t(id)) * kLanes;
  store(values[b.out.place_of], to);
}
void write_place_before(const Block& b, int week) {
  write_place(b, CercleFieldId::state_share, b.at.state_share, week);
  write_place(b, CercleFieldId::jihadist_share, b.at.jihadist_share, week);
  write_place(b, CercleFieldId::siege, b.at.siege, week);
  write_place(b, CercleFieldId::displaced, b.at.displaced, week);
}
void write_place_after(const Block& b, int week) {
  write_place(b, CercleFieldId::pact, b.at.pact, week);
  write_place(b, CercleFieldId::attacks, b.at.attacks, week);
  write_place(b, CercleFieldId::deaths, b.at.deaths, week);
  write_place(b, CercleFieldId::rival_share, b.at.rival_share, week);
  write_place(b, CercleFieldId::signatory_share, b.at.signatory_share, week);
  write_place(b, CercleFieldId::blockade, b.at.blockade, week);
}

void write_stages(const Block& b, std::uint16_t* stage_of) {
  whole_part(b.nation.stage, stage_of + std::size_t(b.week.t) * kLanes);
}

struct Range {
  Number low, per_unit, last_bin;
};
constexpr Range kSeriesRange[] = {
#define SERIES(id, unit, bins, low, high, ...) \
  {Number(low), Number((bins) / ((high) - (low))), Number((bins)-1.0)},
#include <rows/outputs.def>
#undef SERIES
};
static_assert(sizeof kSeriesRange / sizeof(Range) == kSeriesCount);

constexpr int kSeriesRoom = (kSeriesCount + kLanes - 1) / kLanes * kLanes;

/// What the week adds to the histograms and sums of the series.
void add_series(const Block& b) {
  const BlockOutput& out = b.out;
  if (out.bins == nullptr && out.series_sums == nullptr && out.stages == nullptr) return;
  const std::size_t week = std::size_t(b.week.t);
  Bits whole[kSeriesRoom];
  const Scale scale(kSeriesBits);
  for (int s = kSeriesCount; s < kSeriesRoom; ++s) whole[s] = 0;
  for (int s = 0; s < kSeriesCount; ++s) {
    const Real& value = b.rows[s];
    whole[s] = scale.of(where(b.counted, value));
    if (out.bins == nullptr) continue;
    // The bin of a value: its place, counted in bins from the lower edge.
    const Range& range = kSeriesRange[s];
    const Real place = clip((value - range.low) * range.per_unit, 0.0, range.last_bin);
    whole_part(select(b.counted, place, range.last_bin + 1.0),
               out.bins + (week * kSeriesCount + std::size_t(s)) * kLanes);
  }
  if (out.series_sums != nullptr)
    for (int s = 0; s < kSeriesCount; s += kLanes) {
      const Bits added = sums_over_lanes(whole + s) - scale.offset();
      for (int k = 0; k < kLanes && s + k < kSeriesCount; ++k)
        out.series_sums[week * kSeriesCount + std::size_t(s + k)] +=
            b.weight * std::int64_t(added[k]);
    }
  if (out.stages != nullptr)
    for (int stage = 0; stage < kStageCount; ++stage)
      out.stages[week * kStageCount + std::size_t(stage)] +=
          b.weight * __builtin_popcount(lanes_of(b.counted & (b.nation.stage == Real(stage))));
}

Mask lanes_mask(const BlockRequest& request) {
  Mask counted = false;
  for (int lane = 0; lane < request.lanes; ++lane)
    if ((request.skip >> lane & 1u) == 0u) counted.set(lane);
  return counted;
}

void note_failures(const Block& b, const Mask& sound, Mask& alive, BlockOutput& out) {
  for (int lane = 0; lane < kLanes; ++lane) {
    if (!alive[lane] || sound[lane]) continue;
    LaneFailure& failure = out.failure[std::size_t(lane)];
    failure = find_failure(b, lane);
    failure.week = b.week.t;
  }
  alive = alive & sound;
}

void finish(Block& b, const StateHash& hash, BlockOutput& out) {
  conclude(b);
  for (std::size_t k = 0; k < kTallyCount; ++k)
    for (int lane = 0; lane < kLanes; ++lane) out.tally[k][std::size_t(lane)] = b.tally.of[k][lane];
  for (std::size_t r = 0; r < kRegionMax; ++r)
    for (int lane = 0; lane < kLanes; ++lane)
      out.deaths_by_region[r][std::size_t(lane)] = b.tally.deaths_by_region[r][lane];
  for (int lane = 0; lane < kLanes; ++lane) {
    out.digest[0][std::size_t(lane)] = hash.keyed[lane];
    out.digest[1][std::size_t(lane)] = hash.plain[lane];
  }
}

/// The words of the lanes that hold, and those of before in the others.
void take_words(const Mask& holds, const Bits& words, Bits& before) {
  const unsigned lanes = lanes_of(holds);
  for (int lane = 0; lane < kLanes; ++lane)
    if ((lanes >> lane & 1u) != 0u) before.set(lane, words[lane]);
}

}  // namespace

namespace {

template <class Looking>
PALABRE_INLINE void run_probed(const BlockRequest& request, BlockOutput& out,
                               const Looking& probe) {
  const Model& model = *request.model;
  Block b(model, request.seed, request.first_replicate, lanes_mask(request), out, request.weight);
  start(b);
  probe(b, 0, Phase::start);
  out.failure = {};
  StateHash hash{Bits(0x8F14E45FCEEA167Aull), Bits(0x45C48CCE2E2D7FBDull)};
  Mask alive = true;
  const int weeks = request.weeks > 0 && request.weeks < model.weeks ? request.weeks : model.weeks;
  for (int week = 0; week < weeks; ++week) {
    if (out.maps != nullptr) add_maps_before(b, out.maps, week);
    if (out.place != nullptr) write_place_before(b, week);
    if (out.map_thresholds != nullptr)
      count_map_thresholds(b, out.map_thresholds, week, SampleMoment::before);
    probe(b, week, Phase::maps);
    const bool one_week = request.brief || out.last_week_only;
    double* rows = out.series + (one_week ? 0 : std::size_t(week) * kWeekRows * kLanes);
    if (one_week && week + 1 < weeks) rows = nullptr;  // nobody keeps it
    step_probed(b, week, rows, probe);
    add_series(b);
    if (out.stage_of != nullptr) write_stages(b, out.stage_of);
    if (fault(Fault::poison) && week == 20 && request.first_replicate == 0)
      b.at.katiba[7].set(3, __builtin_nan(""));
    if (out.maps != nullptr) add_maps_after(b, out.maps, week);
    if (out.place != nullptr) write_place_after(b, week);
    if (out.map_thresholds != nullptr)
      count_map_thresholds(b, out.map_thresholds, week, SampleMoment::after);
    if (request.brief) {
      const Mask sound = sound_week(b);
      if (any(alive & ~sound)) note_failures(b, sound, alive, out);
      continue;
    }
    const WeekDigest after = digest_week(b, hash);
    if (any(alive & ~after.sound)) note_failures(b, after.sound, alive, out);
    if (!any(~alive)) {
      hash = after.hash;
    } else {
      take_words(alive, after.hash.keyed, hash.keyed);
      take_words(alive, after.hash.plain, hash.plain);
    }
    probe(b, week, Phase::output);
    if (out.week_digest == nullptr) continue;
    for (int lane = 0; lane < kLanes; ++lane) {
      out.week_digest[(std::size_t(week) * 2) * kLanes + std::size_t(lane)] = hash.keyed[lane];
      out.week_digest[(std::size_t(week) * 2 + 1) * kLanes + std::size_t(lane)] = hash.plain[lane];
    }
  }
  finish(b, hash, out);
}

}  // namespace

void run_block(const BlockRequest& request, BlockOutput& out) {
  if (out.probe != nullptr)
    run_probed(request, out, ProbeBlock{*out.probe});
  else if (out.observer != nullptr)
    run_probed(request, out, ObserveBlock{*out.observer});
  else
    run_probed(request, out, NoProbe{});
}

}  // namespace palabre::PALABRE_ISA
