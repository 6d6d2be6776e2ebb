// The week's attacks and operations, how many and how deadly: part of phase 10.

#include "sim/model/deaths.hpp"
#include "sim/model/lane_sums.hpp"
#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

namespace {

constexpr double kLargeFrom = 0.90, kMassacreFrom = 0.998;

/// Deaths of events below ten, and ten for the larger ones.
PALABRE_INLINE Real deaths_below_ten(const Real& u) {
  // claim: M_event_sizes; shares as published, see MODEL.md 7.11
  constexpr double kAtLeast[] = {0.38,
                                 0.38 + 0.43 * 0.70,
                                 0.38 + 0.43 * 0.885,
                                 0.38 + 0.43 * 0.965,
                                 0.81,
                                 0.81 + 0.09 * 0.30,
                                 0.81 + 0.09 * 0.55,
                                 0.81 + 0.09 * 0.75,
                                 0.81 + 0.09 * 0.90,
                                 kLargeFrom};
  return number_reached(u, kAtLeast);
}

/// Deaths of an event of ten and more: tails x^-5 up to 49, then x^-3 up to 600. A twenty-fifth of
/// all events: one at a time.
double deaths_of_large_event(double u) {
  const double place = u < kMassacreFrom ? (u - kLargeFrom) / 0.098 : (u - kMassacreFrom) / 0.002;
  const double w = place < 1.0 ? place : 1.0;
  const double x = u < kMassacreFrom
                       ? 10.0 / __builtin_sqrt(__builtin_sqrt(1.0 - w * (1.0 - 0.0016)))
                       : 50.0 / __builtin_sqrt(1.0 - w * (1.0 - 1.0 / 144));
  const double most = u < kMassacreFrom ? 49.0 : 600.0;
  const double whole = double(int(x));
  return whole < most ? whole : most;
}

}  // namespace

Real deaths_of_event(const Real& u) {
  Real dead = deaths_below_ten(u);
  for (int lane = 0; lane < kLanes; ++lane)
    if (u[lane] >= kLargeFrom) dead.set(lane, deaths_of_large_event(u[lane]));
  return dead;
}

namespace {

/// Violent events of a week, of any cercle and replicate, drawn eight at a time. Draws are keyed by
/// the event and deaths are whole numbers, so that neither company nor order changes a bit.
class EventList {
 public:
  /// Adds the events of some cercles: so many in each lane, at least one in some lane.
  [[gnu::noinline]] void add(Block& b, Stream stream, const CercleList& where,
                             const Field& events) {
    struct Left {
      int cercle;
      unsigned lanes;  // with another event
    };
    Left left[kCercleMax];
    for (int k = 0; k < where.size; ++k)
      left[k] = {where.of[k], lanes_of(events[where.of[k]] > Real(0.0))};
    int cercle_count = where.size, size = size_;  // a register: what is written may be size_
    for (std::uint32_t number = 0; cercle_count > 0; ++number) {
      if (size + cercle_count * kLanes > kRoom) size = draw_all(b, stream, size);
      const Real next = double(number + 1);
      int more = 0;  // cercles where some lane has another event after this one
      for (int k = 0; k < cercle_count; ++k) {
        const auto [cercle, lanes] = left[k];
        size = append(code_, size, lanes, std::uint32_t(cercle) << 16 | number << 3);
        left[more] = {cercle, lanes_of(events[cercle] > next)};
        more += int(left[more].lanes != 0);
      }
      cercle_count = more;
    }
    size_ = size;
  }
  void draw(Block& b, Stream stream) { size_ = draw_all(b, stream, size_); }

 private:
  static constexpr int kRoom = 1024, kDrawn = 128;
  static_assert(kCercleMax * kLanes <= kRoom, "there is room for one event of each");

  /// Draws so many; none is left.
  int draw_all(Block& b, Stream stream, int size) {
    for (int k = 0; k < kLanes; ++k) code_[size + k] = 0;
    for (int first = 0; first < size; first += kDrawn)
      draw_some(b, stream, code_ + first, first + kDrawn < size ? kDrawn : size - first);
    return 0;
  }

  /// First all that can be done eight at a time, then what is left of it one by one: those of ten
  /// and more deaths, then who caused what.
  /// Cost: each event is owed its own draw of ten rounds, whether it is counted or not,
  /// and about five of twenty are deadly, each with places of its own to be written to.
  [[gnu::noinline]] static void draw_some(Block& b, Stream stream, const std::uint32_t* codes,
                                          int count) {
    const bool attack = stream == Stream::attack_deaths;
    const RandomStream random = b.random;  // its own copy: nothing that is written can change it
    const Weights weight(b.model.params);
    const Real chance = attack ? kCountedAttacks : kCountedOperations * weight.most();
    Number counted[kDrawn], size[kDrawn], who[kDrawn], dead[kDrawn];
    std::uint32_t deadly[kDrawn + kLanes], large[kDrawn + kLanes];
    int deadly_count = 0, large_count = 0;
    for (int first = 0; first < count; first += kLanes) {
      const auto keep = [first](const Real& x, Number* to) __attribute__((always_inline)) {
        std::memcpy(to + first, &x, sizeof x);
      };
      const Bits code = widen(codes + first);
      const Words u = random.draw_events((code >> 16) | Bits(std::uint64_t(stream) << 16),
                                         code & Bits(7), (code >> 3) & Bits(0x1FFF));
      const auto [chance_of, size_of] = u.uniforms(0, 1);
      const Real dead_of = deaths_below_ten(size_of);
      keep(chance_of, counted);
      keep(size_of, size);
      keep(u.uniform(2), who);
      keep(dead_of, dead);
      unsigned lanes = lanes_of((chance_of < chance) & (dead_of > Real(0.0)));
      if (count - first < kLanes) lanes &= (1u << (count - first)) - 1u;
      deadly_count = append(deadly, deadly_count, lanes, std::uint32_t(first));
      large_count =
          append(large, large_count, lanes & lanes_of(dead_of >= Real(10.0)), std::uint32_t(first));
    }
    for (int k = 0; k < large_count; ++k)
      dead[large[k]] = Number(deaths_of_large_event(size[large[k]]));
    for (int k = 0; k < deadly_count; ++k) {
      const std::uint32_t n = deadly[k], code = codes[n];
      const int cercle = int(code >> 16), lane = int(code & 7u);
      const Culprit by = attack ? attacker(b, cercle, lane, who[n])
                                : operator_of(b, weight, cercle, lane, who[n], counted[n]);
      const Number deaths = dead[n] * by.counts;
      b.at.deaths[cercle].add(lane, deaths);
      b.tally[by.tally].add(lane, deaths);
    }
  }
  /// Who caused the deaths of an event, and whether they count: 1 or 0. Numbers and not branches,
  /// which here no processor could foresee.
  struct Culprit {
    TallyId tally;
    Number counts;
  };
  static Culprit attacker(const Block& b, int cercle, int lane, double u) {
    constexpr TallyId kBy[] = {TallyId::deaths_by_hunters, TallyId::deaths_by_rivals,
                               TallyId::deaths_in_feuds, TallyId::deaths_by_signatories,
                               TallyId::deaths_by_jihadists};
    const Week& w = b.week;
    const double clashes = w.clashes[cercle][lane];
    const double rivals = clashes + w.rival_raids[cercle][lane];
    const double feuds = rivals + w.feuds[cercle][lane];
    const double rebels = feuds + w.rebels[cercle][lane];
    const double place = u * (rebels + w.raids[cercle][lane] + kTiny);
    return {kBy[int(place >= clashes) + int(place >= rivals) + int(place >= feuds) +
                int(place >= rebels)],
            Number(1.0)};
  }
  /// How often an operation is counted, by who led it. [x]
  struct Weights {
    double of[3];  // army, French, Russians

    explicit Weights(const Params& p)
        : of{kCountedHarmless + p.war_army_harm,
             kFrenchLethality * (kCountedHarmless + kHarmFrench),
             kCountedHarmless + p.war_russian_harm} {}
    double most() const {
      const double own = of[0] > of[2] ? of[0] : of[2];
      return own > of[1] ? own : of[1];
    }
  };
  /// Who led the operation, in proportion to forces.
  static Culprit operator_of(const Block& b, const Weights& weight, int cercle, int lane, double u,
                             double counted) {
    constexpr TallyId kBy[] = {TallyId::deaths_by_army, TallyId::deaths_by_french,
                               TallyId::deaths_by_russians};
    const Week& w = b.week;
    const double place = u * w.forces[cercle][lane];
    const int by =
        int(place >= b.at.garrison[cercle][lane]) + int(place >= w.army_and_french[cercle][lane]);
    return {kBy[by], Number(counted < kCountedOperations * weight.of[by])};
  }

  int size_ = 0;
  std::uint32_t code_[kRoom + 2 * kLanes];  // cercle * 2^16 + number * 8 + lane
};

/// How many events there are where there may be some. Cost: an exponential, and
/// three steps that most searches end within, for each cercle and kind with a chance in some lane.
/// Found in steps: each step is taken for all cercles that still need it, without a branch for one
/// of them.
void draw_numbers(const CercleList& some, const Field& rate, const Field& luck, Field& number) {
  int searching = 0;
  PoissonSearch searches[kCercleMax + 1];
  int whose[kCercleMax + 1];
  for (int k = 0; k < some.size; ++k) {
    const int i = some.of[k];
    PoissonSearch& search = searches[searching];
    search = PoissonSearch(rate[i]);
    search.first_steps(rate[i], luck[i]);
    number[i] = search.number;
    whose[searching] = i;
    searching += int(any(search.goes_on(luck[i])));
  }
  for (int k = 0; k < searching; ++k) {
    searches[k].finish(rate[whose[k]], luck[whose[k]]);
    number[whose[k]] = searches[k].number;
  }
}

}  // namespace

// Cost: the draws, as for pacts (pacts.cpp), and the lists of who has events.
void draw_events(Block& b) {
  const Model& m = b.model;
  CercleState& at = b.at;
  Week& w = b.week;
  Field luck_attacks, luck_operations;
  CercleList attacked, operated;
  const RandomStream random = b.random;  // its own copy: nothing that is written can change it
  for (int i = 0; i < m.cercle_count; ++i) {
    const Words u = random.draw(b.event_keys, i);
    const auto [luck, other] = u.uniforms(0, 1);
    w.cell_luck[i] = u.uniform(2);
    attacked.add(i, any(PoissonSearch::may_be_some(w.attack_rate[i], luck)));
    operated.add(i, any(PoissonSearch::may_be_some(w.operation_rate[i], other)));
    luck_attacks[i] = luck;
    luck_operations[i] = other;
    at.attacks[i] = at.operations[i] = at.deaths[i] = 0.0;
  }
  draw_numbers(attacked, w.attack_rate, luck_attacks, at.attacks);
  draw_numbers(operated, w.operation_rate, luck_operations, at.operations);
  EventList attacks, operations;
  attacks.add(b, Stream::attack_deaths, attacked, at.attacks);
  operations.add(b, Stream::operation_deaths, operated, at.operations);
  attacks.draw(b, Stream::attack_deaths);
  operations.draw(b, Stream::operation_deaths);
  for (int i = 0; i < m.cercle_count; ++i) {
    w.attacks += at.attacks[i];
    w.deaths += at.deaths[i];
    b.tally.deaths_by_region[b.places[i].region] += at.deaths[i];
    if (b.places[i].zone != 1) continue;
    const Mask pact = is_set(at.pact[i]);
    b.tally[TallyId::centre_attacks_pact] += where(pact, at.attacks[i]);
    b.tally[TallyId::centre_attacks_free] += where(~pact, at.attacks[i]);
    count(b.tally[TallyId::centre_weeks_pact], pact);
    count(b.tally[TallyId::centre_weeks_free], ~pact);
  }
  if (!is_off(b, MechanismOff::army_size)) b.nation.army_total -= w.attacks * kSoldiersPerAttack;
}

namespace {

/// The cercle at `place` of the summed risks of a lane.
int place_of_massacre(const Block& b, int lane, double place) {
  double sum = 0.0;
  for (int i = 0; i < b.model.cercle_count; ++i) {
    sum += b.week.massacre_risk[i][lane];
    if (place < sum) return i;
  }
  return b.model.cercle_count - 1;
}

void note_massacre(Block& b, int lane, const Words& u, double all) {
  const Params& p = b.model.params;
  CercleState& at = b.at;
  Week& w = b.week;
  const auto add = [lane](Real& to, double more) { to.set(lane, to[lane] + more); };
  const int i = place_of_massacre(b, lane, u.uniform(1)[lane] * all);
  constexpr double kLeast = kMassLeast / kMassMost;
  const double rest = 1.0 - u.uniform(2)[lane] * (1.0 - kLeast * kLeast);
  const double dead = double(int(kMassLeast / __builtin_sqrt(rest)));
  const double army = p.war_army_harm * at.garrison[i][lane];
  const double russian = p.war_russian_harm * (w.forces[i][lane] - w.army_and_french[i][lane]);
  const bool by_russians = u.uniform(3)[lane] * (army + russian) >= army;
  add(b.tally[by_russians ? TallyId::deaths_by_russians : TallyId::deaths_by_army], dead);
  add(by_russians ? w.massacred_russians : w.massacred_army, dead);
  add(b.tally[TallyId::deaths_massacres], dead);
  add(b.tally[TallyId::massacres], 1.0);
  add(b.tally.deaths_by_region[b.places[i].region], dead);
  add(at.deaths[i], dead);
  add(at.harm[i], kMassHarm * dead);
  add(w.deaths, dead);
  add(b.nation.outrage, dead / kOutrageNorm);
}

}  // namespace

void massacres(Block& b) {
  Week& w = b.week;
  Real all = 0.0;
  for (int i = 0; i < b.model.cercle_count; ++i) all += w.massacre_risk[i];
  b.nation.outrage *= kHarmMemory;
  w.massacred_army = w.massacred_russians = 0.0;
  const Words u = b.random.draw(Stream::massacre, 0);
  const unsigned lanes = lanes_of(happens(u.uniform(0), all));
  for (int lane = 0; lane < kLanes; ++lane)
    if ((lanes >> lane & 1u) != 0u) note_massacre(b, lane, u, all[lane]);
  b.nation.outrage = min(b.nation.outrage, kOutrageMax);
}

}  // namespace palabre::PALABRE_ISA
