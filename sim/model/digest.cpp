// A week's digest of the state, and the check of its bounds (digest.hpp).

#include "sim/model/digest.hpp"

#include <cstddef>

namespace palabre::PALABRE_ISA {

namespace {

struct Bound {
  double low, high;
};
constexpr Bound kCercleBounds[] = {
#define STATE_CERCLE(name, unit, low, high, ...) {low, high},
#include <rows/outputs.def>
#undef STATE_CERCLE
};
constexpr Bound kNationBounds[] = {
#define STATE_NATION(name, unit, low, high, ...) {low, high},
#include <rows/outputs.def>
#undef STATE_NATION
};
static_assert(kCercleStateCount + kCercleMax + kNationStateCount <= int(kDigestWords));
static_assert(
    [] {
      for (const Bound& bound : kCercleBounds)
        if (bound.low != 0.0) return false;
      return true;
    }(),
    "sum_columns takes the halves as numbers without a sign");

// Fields that only ever hold flags and counts, set and drawn as whole numbers from 0 up: they can
// leave their bounds only after another field has.
constexpr bool kCountsOnly[] = {
#define STATE_CERCLE(name, unit, ...)                                                    \
  Unit::unit == Unit::YesNo || Unit::unit == Unit::Weeks || Unit::unit == Unit::Count || \
      Unit::unit == Unit::Attacks || Unit::unit == Unit::Deaths,
#include <rows/outputs.def>
#undef STATE_CERCLE
};

// Values of a local pact stand together: they are all 0 in a cercle that is untouched.
constexpr int kFirstPactField = int(offsetof(CercleState, pact) / sizeof(Field));
constexpr int kFirstEventField = int(offsetof(CercleState, operations) / sizeof(Field));

const Field& cercle_field(const Block& b, int f) { return (&b.at.state_share)[f]; }
const Real& nation_value(const Block& b, int f) { return (&b.nation.french_troops)[f]; }

PALABRE_INLINE Mask within(const Real& x, const Bound& bound) {
  return (x >= Real(bound.low)) & (x <= Real(bound.high));
}

}  // namespace

namespace {

/// Sums of the state's words down the columns and along the rows, and the largest upper halves of
/// each column: a column whose largest is below that of its bound is within bounds.
struct Table {
  Bits columns[kCercleStateCount], largest[kCercleStateCount], rows[kCercleMax];
};

/// A few columns at a time, so that their sums stay in registers.
/// hashed: else only bounds are looked at. again: -0 is read as 0. touched: only where a local pact
/// was ever tried; elsewhere they are 0.
template <bool hashed, bool again, int kFirst, int kEnd, bool touched = false>
PALABRE_INLINE void sum_columns(const Block& b, Table& table) {
  constexpr int kColumns = kEnd - kFirst;
  Bits column[kColumns], largest[kColumns];
#pragma GCC unroll 8
  for (int k = 0; k < kColumns; ++k) column[k] = largest[k] = 0;
  for (int i = 0; i < b.model.cercle_count; ++i) {
    if (touched && b.untouched[i]) continue;
    Bits row = kFirst == 0 || !hashed ? Bits(0) : table.rows[i];
#pragma GCC unroll 8
    for (int k = 0; k < kColumns; ++k) {
      if (!hashed && kCountsOnly[kFirst + k]) continue;
      const Real& value = cercle_field(b, kFirst + k)[i];
      const Bits word = again ? state_word(value) : bits_of(value);
      if (hashed) column[k] += word;
      if (hashed) row = row ^ word;
      if (!kCountsOnly[kFirst + k]) largest[k] = max_of_halves(largest[k], word);
    }
    if (hashed) table.rows[i] = row;
  }
#pragma GCC unroll 8
  for (int k = 0; k < kColumns; ++k) {
    table.columns[kFirst + k] = column[k];
    table.largest[kFirst + k] = largest[k];
  }
}

/// Whether every value of a column is within its bounds.
Mask column_within(const Block& b, int f) {
  Mask sound = true;
  for (int i = 0; i < b.model.cercle_count; ++i)
    sound = sound & within(cercle_field(b, f)[i], kCercleBounds[f]);
  return sound;
}

template <bool hashed, bool again>
PALABRE_INLINE void sum_table(const Block& b, Table& table) {
  static_assert(kFirstPactField == 9 && kFirstEventField == 18);
  sum_columns<hashed, again, 0, 3>(b, table);
  sum_columns<hashed, again, 3, 6>(b, table);
  sum_columns<hashed, again, 6, 9>(b, table);
  sum_columns<hashed, again, 9, 13, true>(b, table);
  sum_columns<hashed, again, 13, kFirstEventField, true>(b, table);
  sum_columns<hashed, again, kFirstEventField, kCercleStateCount>(b, table);
}
[[gnu::noinline, gnu::cold]] void sum_again(const Block& b, Table& table) {
  sum_table<true, true>(b, table);
}

/// Cost: every value of the state is read once and enters its column, its row and the
/// check of its bounds, an operation each. What is not hashed is not computed. A -0 is hashed as 0,
/// yet nothing is done to look for one: its word is above every bound, so that it shows where
/// bounds are looked at (flags and counts, set to whole numbers, are never -0), and only then the
/// table is summed again.
template <bool hashed>
PALABRE_INLINE WeekDigest look_through(const Block& b, const StateHash& before) {
  WeekDigest d{before, Mask(true)};
  Table table;
  sum_table<hashed, false>(b, table);
  bool unsure = false;
  for (int f = 0; f < kCercleStateCount; ++f) {
    if (kCountsOnly[f]) continue;
    const std::uint64_t bound = __builtin_bit_cast(std::uint64_t, kCercleBounds[f].high) >> 32;
    const Mask sure = highest_bit((table.largest[f] >> 32) - Bits(bound));
    if (!any(~sure)) continue;
    d.sound = d.sound & column_within(b, f);
    unsure = true;
  }
  if (hashed && unsure) sum_again(b, table);
  for (int i = 0; hashed && i < b.model.cercle_count; ++i)
    absorb(d.hash, table.rows[i], kDigestKeys[std::size_t(kCercleStateCount + i)]);
  for (int f = 0; hashed && f < kCercleStateCount; ++f)
    absorb(d.hash, table.columns[f], kDigestKeys[std::size_t(f)]);
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
