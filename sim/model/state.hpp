// The changing state of a block of replicates: structure of arrays, one lane per replicate.

#pragma once

#include "sim/model/kernel.hpp"
#include "sim/model/lane_math.hpp"
#include "sim/model/rng.hpp"
#include "sim/tables/tables.hpp"

namespace palabre::PALABRE_ISA {

static_assert(kLanes == kBlockLanes);
using namespace palabre::constants;

#ifdef PALABRE_FAULTS
inline bool fault(Fault f) { return active_fault == f; }
#else
constexpr bool fault(Fault) { return false; }
#endif

/// One value per cercle and lane. Some more than there may be cercles: fields that lie a multiple
/// of 4,096 bytes apart would share the few places of a cache that one address may go to, and a
/// load would wait for a store to another field whose address ends alike.
inline constexpr int kFieldApart = sizeof(Number) == 4 ? 4 : 1;  // [Real]
using Field = Real[kCercleMax + kFieldApart];
static_assert(sizeof(Field) % 4096 != 0);

/// State of the places; units and bounds stand in outputs.def.
struct CercleState {
#define STATE_CERCLE(name, ...) Field name;
#include <rows/outputs.def>
#undef STATE_CERCLE
};

struct NationState {
#define STATE_NATION(name, ...) Real name;
#include <rows/outputs.def>
#undef STATE_NATION
};

inline constexpr int kCercleStateCount = sizeof(CercleState) / sizeof(Field);
inline constexpr int kNationStateCount = sizeof(NationState) / sizeof(Real);

/// What each replicate draws once: parameter uncertainty, and the temper of each katiba.
struct Traits {
  Real contest_speed;       // kc [1/week]
  Real guerrilla_leverage;  // eJ [soldiers/fighter]
  Real recruitment;         // rec [1/week]
  Real operation_tempo;     // ops [operations/week/cercle]
  Real attack_rate;         // v0 [attacks/week/cercle]
  Real french_value;        // eF [soldier equivalents]
  Real russian_value;       // eW [soldier equivalents]
  Real reach;               // dlt [0..1]
  Real bias_junta;          // b_G [utility] private valuation of the junta
  Real bias_jnim;           // b_J [utility]
  Real army_quality;        // e_A [x]
  Field obedience;          // o [0..1]
};

/// What is known within one week, in the order in which the phases learn it.
struct Week {
  int t;
  // calendar
  double season_attacks, season_breaks;  // s_V, s_P [x]
  Real french_share, minusma_share;      // F/3000, U/13000
  double hub;                            // Niger hub open [0..1]
  double minusma;                        // U [persons]
  Real hub_force;                        // F_H [persons]
  Real presence;                         // X [0..1]
  Real vacuum, lull;                     // further attacks, and attacks held back, where pressed
  Mask sanctions;
  // sensing
  Real state_area, jihadist_area, state_people, jihadist_people;  // [share]
  Real displaced, sieges;                                         // [persons], [0..1]
  Real violence;                                                  // v [0..1]
  Real rival_area, signatory_area;                                // [share]
  Real besieged;                                                  // [persons]
  Real luck_of_years;                                             // [x]
  // France
  Real visibility;  // V [0..1]
  Real joint;       // C F/3000 [0..1]
  // economy and support
  Real hurt_junta, hurt_jnim;  // [0..1]
  // bargaining
  Real state_expected, jihadist_expected;  // g_E, j_E [0..1]
  Real strong;                             // how strong JNIM feels [0..1]
  Real war_junta, war_jnim;                // d_G, d_J [utility]
  Real offer[kIssueCount];                 // x [0..1]
  Real utility_junta, utility_jnim;
  Real terms;  // terms index of the solution [0..1]
  Real guarantee, french_cost;
  Real willingness_junta, willingness_jnim, ripeness, approval, approval_aqim;
  Real gate, gate_hard, power_shift, commitment, onset;
  Real haste;  // [x] of every step while the exit is news
  Real spoilers, violations;
  // national stage: what was entered this week
  Mask entered[kStageCount];
  // field
  Real pacts_alive, pacts_approved;  // [count]
  Real calm;                         // tau_s: how far a truce or accord calms the obedient [0..1]
  Real attacks, deaths, losses, katiba_total, returns, sieges_lifted;
  // [deaths] of civilians
  Real harm_jihadists, harm_hunters, harm_army, harm_french, harm_russians;
  Real massacred_army, massacred_russians;  // [deaths] in massacres, by army and contractors
  Field contest;                            // K: how contested each cercle is [0..1]
  Field attack_rate;                        // lambda [attacks/week]
  Field operation_rate;                     // nu [operations/week]
  // parts of lambda before season and luck: with hunters, by JNIM, by its rivals, between these
  // two, by the signatory groups
  Field clashes, raids, rival_raids, feuds, rebels;
  Field army_and_french, forces;  // at work: A + 4 F*, A + 4 F* + 2 W [soldiers]
  Field massacre_risk;            // [1/week]
  Field cell_luck;                // uniform number
  Field katiba_near;              // mean of the neighbours' fighters [persons]
  Field cells_near;               // neighbours with a katiba, each at most 1
  Field active_control;           // act': critical mass for holding ground, JNIM [0..1]
  Field army_weight;              // s_A: the army's against the katiba [0..1]
};

/// What a replicate counts, see TALLY in outputs.def.
struct Tallies {
  Real of[kTallyCount];
  Real deaths_by_region[kRegionMax];

  Real& operator[](TallyId id) { return of[int(id)]; }
  const Real& operator[](TallyId id) const { return of[int(id)]; }
};

/// Constants of one cercle, as lanes hold numbers: a conversion for each use would cost more than
/// the use.
struct Place : CercleNumbers<Number>, CerclePlace {
  void take(const CercleConstants& from) {
    constexpr std::size_t kCount = sizeof(CercleNumbers<double>) / sizeof(double);
    static_assert(sizeof(CercleNumbers<Number>) == kCount * sizeof(Number));
    double numbers[kCount];
    Number rounded[kCount];
    std::memcpy(numbers, static_cast<const CercleNumbers<double>*>(&from), sizeof numbers);
    for (std::size_t k = 0; k < kCount; ++k) rounded[k] = Number(numbers[k]);
    std::memcpy(static_cast<CercleNumbers<Number>*>(this), rounded, sizeof rounded);
    static_cast<CerclePlace&>(*this) = from;
  }
};

/// Who lies next to whom: the cercles with few neighbours first, so that a sum over neighbours has
/// a length that is known while compiling.
struct Neighbours {
  int first[kNeighboursMax + 2];  // of those with so many neighbours, in `cercle`
  std::uint8_t cercle[kCercleMax];
  std::uint8_t near[kCercleMax * kNeighboursMax];  // of one after the other
  static_assert(kCercleMax <= 256);

  explicit Neighbours(const Model& m) {
    int at = 0, end = 0;
    for (int count = 0; count <= int(kNeighboursMax); ++count) {
      first[count] = at;
      for (int i = 0; i < m.cercle_count; ++i) {
        const CerclePlace& place = m.places[std::size_t(i)];
        if (place.neighbour_count != count) continue;
        cercle[at++] = std::uint8_t(i);
        for (int k = 0; k < count; ++k)
          near[end++] = std::uint8_t(place.neighbours[std::size_t(k)]);
      }
    }
    first[kNeighboursMax + 1] = at;
  }
};

/// Ideal points and weights of one side, the same.
struct LaneSide {
  Number ideal[kIssueCount], weight[kIssueCount];

  explicit LaneSide(const Side& from) {
    for (std::size_t k = 0; k < kIssueCount; ++k) {
      ideal[k] = Number(from.ideal[k]);
      weight[k] = Number(from.weight[k]);
    }
  }
};

/// Cercles in order, in a list that grows without a branch, which no processor could foresee.
struct CercleList {
  int size = 0;
  int of[kCercleMax + 1];

  PALABRE_INLINE void add(int i, bool is_in) {
    of[size] = i;
    size += int(is_in);
  }
};

/// kLanes replicates of one model, in one week.
struct Block {
  Block(const Model& m, std::uint64_t seed, std::uint64_t first_replicate, const Mask& kept,
        const BlockOutput& output, int sign = 1)
      : model(m),
        out(output),
        weight(sign),
        random(seed, first_replicate),
        pact_keys(random, Stream::pact, m.cercle_count),
        event_keys(random, Stream::attacks_operations, m.cercle_count),
        neighbours(m),
        junta(m.junta),
        jnim(m.jnim),
        counted(kept) {
    for (bool& cercle : untouched) cercle = true;
    for (int i = 0; i < int(kCercleMax); ++i) {
      places[i].take(m.places[std::size_t(i)]);
      rivals[i] = false;
    }
    for (int i = 0; i < m.cercle_count; ++i) {
      const CercleConstants& place = m.places[std::size_t(i)];
      if (place.rival > 0.0 || place.rival_share > 0.0) note_rivals(i);
      with_signatories.add(i, places[i].signatory_share > Number(0.0));
    }
  }

  /// From now on some lane may have rivals of JNIM in this cercle.
  void note_rivals(int i) {
    with_rivals.add(i, !rivals[i]);
    rivals[i] = true;
  }

  const Model& model;
  Place places[kCercleMax];  // the model's, as lanes hold them
  const BlockOutput& out;    // where sums over lanes go
  int weight;                // 1, or -1 to take them back
  RandomStream random;
  StreamKeys<int(kCercleMax)> pact_keys, event_keys;
  Neighbours neighbours;
  LaneSide junta, jnim;
  Mask counted;  // lanes whose results are kept
  CercleState at{};
  NationState nation{};
  Traits traits{};
  Tallies tally{};
  Week week{};
  Real rows[kWeekRows];  // the week's value of each series, then the stage
  /// Cercles where no lane has seen as much as an attempt at a pact yet: all their pact values are
  /// 0.
  bool untouched[kCercleMax];
  /// Cercles where some lane has fighters or ground of the Islamic State, or of a band that left
  /// JNIM.
  bool rivals[kCercleMax];
  CercleList with_rivals;       // the same as a list
  CercleList with_signatories;  // where signatory groups have ground at the start
  /// Flight an attack causes in each cercle, as so many peacekeepers protect. [1/attack]
  Number flight_per_attack[kCercleMax];
  double protecting = -1.0;                                                          // [persons]
  Real state_people_start = 0.0, state_area_start = 0.0, jihadist_area_start = 0.0;  // [share]
};

/// Is this part of the model held still (switches.mechanism_off)?
PALABRE_INLINE bool is_off(const Block& b, MechanismOff mechanism) {
  return b.model.switches.mechanism_off == int(mechanism);
}

/// A national stage as lanes hold it.
PALABRE_INLINE Real as_real(Stage stage) { return double(int(stage)); }

/// True or false while compiling.
template <bool value>
struct StaticBool {
  constexpr operator bool() const { return value; }
};
/// Calls visit(cercle, touched, calm) for each cercle in order. touched: some lane has had to do
/// with a pact there. calm: some lane is under a truce or an accord. Both are known while
/// compiling, so that what they alone bring about costs nothing where it is absent.
template <class Visit>
PALABRE_INLINE void each_cercle(const Block& b, Visit&& visit) {
  const auto each = [&](auto calm) __attribute__((always_inline)) {
    for (int i = 0; i < b.model.cercle_count; ++i)
      if (b.untouched[i])
        visit(i, StaticBool<false>{}, calm);
      else
        visit(i, StaticBool<true>{}, calm);
  };
  if (any(b.nation.stage >= as_real(Stage::truce)))
    each(StaticBool<true>{});
  else
    each(StaticBool<false>{});
}

// --- maps shared by the equations --------------------------------------------------------------

/// H(h) = h / (1 + h): weekly probability of a hazard h per week; 0 for h <= 0, at most 1.
PALABRE_INLINE Real hazard(const Real& h) {
  return select(h <= Real(0.0), Real(0.0), h / (Real(1.0) + h));
}
/// True where u < H(h), without the division.
PALABRE_INLINE Mask happens(const Real& u, const Real& h) { return u * (Real(1.0) + h) < h; }
/// S(z) = (1 + z / (1 + |z|)) / 2: algebraic sigmoid.
PALABRE_INLINE Real sigmoid(const Real& z) {
  return Real(0.5) * (Real(1.0) + z / (Real(1.0) + abs(z)));
}
/// sat(x; k) = x / (x + k), 0 for x <= 0.
PALABRE_INLINE Real saturate(const Real& x, const Real& half) {
  return select(x <= Real(0.0), Real(0.0), x / (x + half));
}
/// Critical mass: J^2 / (J^2 + half^2).
PALABRE_INLINE Real critical_mass(const Real& fighters, double half) {
  const Real square = fighters * fighters;
  return select(fighters <= Real(0.0), Real(0.0), square / (square + Real(half * half)));
}
/// Contested share n = 1 - g - (j + i) - c of cercle i.
PALABRE_INLINE Real contested(const CercleState& at, int i) {
  return Real(1.0) - at.state_share[i] - at.jihadist_share[i] - at.signatory_share[i];
}
/// JNIM's own ground j: the jihadists' without the Islamic State's.
PALABRE_INLINE Real jnim_share(const CercleState& at, int i) {
  return at.jihadist_share[i] - at.rival_share[i];
}
}  // namespace palabre::PALABRE_ISA
