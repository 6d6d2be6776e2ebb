// The order of the submodels, and a block of replicates from start to end.

#include "sim/model/digest.hpp"
#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

#ifdef PALABRE_FAULTS
Fault active_fault = Fault::none;
#endif

namespace {

/// base times 1 + unc (u1 + u2 - 1): triangular around the scenario's value. claim: C21
Real vary(const Block& b, double base, int entity) {
  const Words u = b.dice.draw(Stream::ignorance, 0, entity);
  return Real(base) *
         (Real(1.0) + Real(b.model.params.ignorance_width) * (u.uniform(0) + u.uniform(1) - 1.0));
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
  const Words u = b.dice.draw(Stream::ignorance, 0, 20);
  traits.bias_junta = Real(kBias * p.ignorance_width) * (u.uniform(0) + u.uniform(1) - 1.0);
  traits.bias_jnim = Real(kBias * p.ignorance_width) * (u.uniform(2) + u.uniform(3) - 1.0);
  traits.army_quality = vary(b, 1.0, 21);
}

void start_places(Block& b) {
  const Model& m = b.model;
  const double obedience = m.params.jihadists_obedience;
  const double spread = obedience < 1.0 - obedience ? obedience : 1.0 - obedience;
  CercleState& at = b.at;
  for (int i = 0; i < m.cercle_count; ++i) {
    const Place& place = m.places[i];
    const Words u = b.dice.draw(Stream::traits, 0, i);
    const Real mean = (u.uniform(0) + u.uniform(1) + u.uniform(2)) / 3.0;
    b.traits.obedience[i] =
        clip(Real(obedience) + (mean - 0.5) * kObedienceSpread * spread, kObedienceMin, 1.0);
    at.state_share[i] = place.state;
    at.jihadist_share[i] = place.jihadist;
    at.garrison[i] = place.garrison;
    at.katiba[i] =
        Real(place.katiba) * (Real(kKatibaDrawMin) + Real(kKatibaDrawSpan) * u.uniform(3));
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
  n.stage = 1.0;  // contacts never stopped (claim: C34)
  n.hostages = kHostagesStart;
  n.attacks_mean = kAttacksMeanStart;
  n.loss_mean = kLossMeanStart;
  n.jihadist_trend = p.territory_jihadist_trend / kWeeksPerYear;
  n.state_trend = -p.territory_jihadist_trend / kWeeksPerYear * kStateTrendStart;
  n.army_total = kArmyTotal;
  for (TallyId never : {TallyId::good_offices_week, TallyId::talks_week, TallyId::truce_week,
                        TallyId::accord_week, TallyId::terms_at_accord, TallyId::card_week})
    b.tally[never] = -1.0;
}

void step(Block& b, int week, double* rows) {
  b.week.t = week;
  calendar(b);
  sense(b);
  france(b);
  support(b);
  bargain(b);
  willingness(b);
  national_stage(b);
  exchanges(b);
  local_pacts(b);
  allocate_army(b);
  events(b);
  control(b);
  people(b);
  rally(b);
  record(b, rows);
}

namespace {

/// Values that the maps show, as they stand when the leaders sense them (shares, siege, displaced)
/// or after the week (the others).
struct Snapshot {
  Field state_share, jihadist_share, siege, displaced;
};

void remember(const Block& b, Snapshot& s) {
  for (int i = 0; i < b.model.cercle_count; ++i) {
    s.state_share[i] = b.at.state_share[i];
    s.jihadist_share[i] = b.at.jihadist_share[i];
    s.siege[i] = b.at.siege[i];
    s.displaced[i] = b.at.displaced[i];
  }
}

/// Adds the counted lanes of one map field, as integers at a scale of 2^bits.
void add_map(const Block& b, const Field& values, int bits, std::int64_t* sums) {
  const Real scale = double(std::int64_t{1} << bits);
  const Real magic = 0x1.8p52;
  for (int i = 0; i < b.model.cercle_count; ++i) {
    const Bits whole = bits_of(select(b.counted, values[i] * scale, 0.0) + magic);
    std::uint64_t sum = 0;
    for (int lane = 0; lane < kLanes; ++lane) sum += whole[lane];
    sums[i] += std::int64_t(sum - kLanes * 0x4338000000000000ull);
  }
}

void add_maps(const Block& b, const Snapshot& s, std::int64_t* maps) {
  const Field* fields[kCercleFieldCount] = {&s.state_share, &s.jihadist_share, &s.siege,
                                            &b.at.pact,     &b.at.attacks,     &b.at.deaths,
                                            &s.displaced};
  static_assert(kCercleFieldCount == 7, "add_maps lists every map field of outputs.def");
  constexpr int kBits[] = {
#define CERCLE_FIELD(id, unit, bits, ...) bits,
#include "sim/tables/outputs.def"
#undef CERCLE_FIELD
  };
  const std::size_t cercles = std::size_t(b.model.cercle_count);
  const std::size_t weeks = std::size_t(b.model.weeks);
  for (std::size_t f = 0; f < kCercleFieldCount; ++f)
    add_map(b, *fields[f], kBits[f], maps + (f * weeks + std::size_t(b.week.t)) * cercles);
}

Mask lanes_mask(const BlockRequest& request) {
  Mask counted = false;
  for (int lane = 0; lane < request.lanes; ++lane)
    if ((request.skip >> lane & 1u) == 0u) counted.v[lane / kPerPart][lane % kPerPart] = -1;
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

Bits where(const Mask& m, const Bits& a, const Bits& b) {
  return bits_of(select(m, real_of_bits(a), real_of_bits(b)));
}

}  // namespace

void run_block(const BlockRequest& request, BlockOutput& out) {
  const Model& model = *request.model;
  Dice dice{std::uint32_t(request.seed), std::uint32_t(request.seed >> 32), Bits(0)};
  for (int lane = 0; lane < kLanes; ++lane)
    dice.replicate.v[lane / kPerPart][lane % kPerPart] =
        std::uint32_t(request.first_replicate + std::uint32_t(lane));
  Block b{model, dice, lanes_mask(request), {}, {}, {}, {}, {}, 0.0, 0.0, 0.0, out.pact_lives};
  start(b);
  out.failure = {};
  StateHash hash{Bits(0x8F14E45FCEEA167Aull), Bits(0x45C48CCE2E2D7FBDull)};
  Mask alive = true;
  Snapshot seen;
  for (int week = 0; week < model.weeks; ++week) {
    if (out.maps != nullptr) remember(b, seen);
    step(b, week, out.series + std::size_t(week) * kWeekRows * kLanes);
    if (fault(Fault::poison) && week == 20 && request.first_replicate == 0)
      b.at.katiba[7].set(3, __builtin_nan(""));
    if (out.maps != nullptr) add_maps(b, seen, out.maps);
    const WeekDigest after = digest_week(b, hash);
    if (any(alive & ~after.sound)) note_failures(b, after.sound, alive, out);
    hash.keyed = where(alive, after.hash.keyed, hash.keyed);
    hash.plain = where(alive, after.hash.plain, hash.plain);
    if (out.week_digest == nullptr) continue;
    for (int lane = 0; lane < kLanes; ++lane) {
      out.week_digest[(std::size_t(week) * 2) * kLanes + std::size_t(lane)] = hash.keyed[lane];
      out.week_digest[(std::size_t(week) * 2 + 1) * kLanes + std::size_t(lane)] = hash.plain[lane];
    }
  }
  finish(b, hash, out);
}

// --- digest --------------------------------------------------------------------------------------

namespace {

struct Bound {
  double low, high;
};
constexpr Bound kCercleBounds[] = {
#define STATE_CERCLE(name, unit, low, high, ...) {low, high},
#include "sim/tables/outputs.def"
#undef STATE_CERCLE
};
constexpr Bound kNationBounds[] = {
#define STATE_NATION(name, unit, low, high, ...) {low, high},
#include "sim/tables/outputs.def"
#undef STATE_NATION
};
static_assert(kCercleStateCount * kCercleMax + kNationStateCount <= int(kDigestWords));

const Field& cercle_field(const Block& b, int f) { return (&b.at.state_share)[f]; }
const Real& nation_value(const Block& b, int f) { return (&b.nation.french_troops)[f]; }

PALABRE_INLINE Mask within(const Real& x, const Bound& bound) {
  return (x >= Real(bound.low)) & (x <= Real(bound.high));
}

}  // namespace

WeekDigest digest_week(const Block& b, const StateHash& before) {
  WeekDigest d{before, Mask(true)};
  for (int f = 0; f < kCercleStateCount; ++f) {
    const Field& field = cercle_field(b, f);
    const std::uint64_t* keys = &kDigestKeys[std::size_t(f) * kCercleMax];
    for (int i = 0; i < b.model.cercle_count; ++i) {
      absorb(d.hash, field[i], keys[i]);
      d.sound = d.sound & within(field[i], kCercleBounds[f]);
    }
  }
  for (int f = 0; f < kNationStateCount; ++f) {
    const Real& x = nation_value(b, f);
    absorb(d.hash, x, kDigestKeys[std::size_t(kCercleStateCount * kCercleMax + f)]);
    d.sound = d.sound & within(x, kNationBounds[f]);
  }
  scramble(d.hash);
  return d;
}

LaneFailure find_failure(const Block& b, int lane) {
  const auto ok = [&](const Real& x, const Bound& bound) {
    return x[lane] >= bound.low && x[lane] <= bound.high;
  };
  for (int i = 0; i < b.model.cercle_count; ++i)
    for (int f = 0; f < kCercleStateCount; ++f)
      if (!ok(cercle_field(b, f)[i], kCercleBounds[f])) return {b.week.t, i, f};
  for (int f = 0; f < kNationStateCount; ++f)
    if (!ok(nation_value(b, f), kNationBounds[f])) return {b.week.t, -1, f};
  return {b.week.t, -1, -1};
}

}  // namespace palabre::PALABRE_ISA
