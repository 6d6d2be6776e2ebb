#include "sim/model/digest.hpp"

#include <bit>
#include <cstddef>

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

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
static_assert(kCercleStateCount + kCercleMax + kNationStateCount <= int(kDigestWords));
static_assert(
    [] {
      for (const Bound& bound : kCercleBounds)
        if (bound.low != 0.0) return false;
      return true;
    }(),
    "digest_week looks for values below 0 or above the bound");

// Fields that only ever hold flags and counts, set and drawn as whole numbers from 0 up: they can
// leave their bounds only after another field has.
constexpr bool kCountsOnly[] = {
#define STATE_CERCLE(name, unit, ...)                                                    \
  Unit::unit == Unit::YesNo || Unit::unit == Unit::Weeks || Unit::unit == Unit::Count || \
      Unit::unit == Unit::Attacks || Unit::unit == Unit::Deaths,
#include "sim/tables/outputs.def"
#undef STATE_CERCLE
};

// Values of a local pact stand together: they are all 0 in a cercle that is untouched.
constexpr int kFirstPactField = int(offsetof(CercleState, pact) / sizeof(Field));
constexpr int kFirstEventField = int(offsetof(CercleState, operations) / sizeof(Field));

const Field& cercle_field(const Block& b, int f) { return (&b.at.state_share)[f]; }
const Real& nation_value(const Block& b, int f) { return (&b.nation.french_troops)[f]; }

/// Added to the bits of a value from 0 up, this reaches the highest bit if the value is above its
/// bound: bits of doubles from 0 up are in the order of the numbers.
constexpr auto kRoomAbove = [] {
  struct {
    std::uint64_t of[kCercleStateCount] = {};
  } room;
  for (int f = 0; f < kCercleStateCount; ++f)
    room.of[f] = 0x7FFFFFFFFFFFFFFFull - std::bit_cast<std::uint64_t>(kCercleBounds[f].high);
  return room;
}();

PALABRE_INLINE Mask within(const Real& x, const Bound& bound) {
  return (x >= Real(bound.low)) & (x <= Real(bound.high));
}

/// What is not hashed is not computed: the compiler drops it.
template <bool hashed>
PALABRE_INLINE WeekDigest look_through(const Block& b, const StateHash& before) {
  WeekDigest d{before, Mask(true)};
  Bits columns[kCercleStateCount] = {};
  Bits alarm = 0;  // highest bit set: negative, too large or not a number
  const auto take = [&](int f, int i, Bits& row) __attribute__((always_inline)) {
    const Real& value = cercle_field(b, f)[i];
    if (!hashed && kCountsOnly[f]) return;
    const Bits word = kCountsOnly[f] ? bits_of(value) : state_word(value);
    if (hashed) columns[f] += word;
    if (hashed) row = row ^ word;
    if (!kCountsOnly[f]) alarm = alarm | word | (word + Bits(kRoomAbove.of[f]));
  };
  for (int i = 0; i < b.model.cercle_count; ++i) {
    Bits row = 0;
#pragma GCC unroll 32
    for (int f = 0; f < kFirstPactField; ++f) take(f, i, row);
    if (!b.untouched[i])
#pragma GCC unroll 32
      for (int f = kFirstPactField; f < kFirstEventField; ++f) take(f, i, row);
#pragma GCC unroll 32
    for (int f = kFirstEventField; f < kCercleStateCount; ++f) take(f, i, row);
    if (hashed) absorb(d.hash, row, kDigestKeys[std::size_t(kCercleStateCount + i)]);
  }
  d.sound = ~highest_bit(alarm);
  for (int f = 0; hashed && f < kCercleStateCount; ++f)
    absorb(d.hash, columns[f], kDigestKeys[std::size_t(f)]);
  for (int f = 0; f < kNationStateCount; ++f) {
    const Real& x = nation_value(b, f);
    if (hashed)
      absorb(d.hash, state_word(x), kDigestKeys[std::size_t(kCercleStateCount + kCercleMax + f)]);
    d.sound = d.sound & within(x, kNationBounds[f]);
  }
  if (hashed) scramble(d.hash);
  return d;
}

}  // namespace

WeekDigest digest_week(const Block& b, const StateHash& before) {
  return look_through<true>(b, before);
}
Mask sound_week(const Block& b) { return look_through<false>(b, {}).sound; }

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
