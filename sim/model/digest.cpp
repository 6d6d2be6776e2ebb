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
        if (bound.low != 0.0 || double(float(bound.high)) != bound.high) return false;
      return true;
    }(),
    "look_through compares words as numbers without a sign, in single precision");

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

#if defined(__AVX512F__) && !defined(PALABRE_DOUBLE)

/// Words of two cercles next to each other: as many as one register holds.
inline constexpr int kRowsAtOnce = 2;
typedef std::uint32_t NativeRows __attribute__((vector_size(64)));
struct Rows {
  NativeRows v;

  Rows() = default;
  PALABRE_INLINE Rows(std::uint32_t x) : v(NativeRows{} + x) {}
};
PALABRE_INLINE Rows operator^(Rows a, const Rows& b) {
  a.v ^= b.v;
  return a;
}
PALABRE_INLINE void operator+=(Rows& a, const Rows& b) { a.v += b.v; }
PALABRE_INLINE Rows max(Rows a, const Rows& b) {
  a.v = (NativeRows)_mm512_maskz_max_epu32(0xFFFF, (__m512i)a.v, (__m512i)b.v);
  return a;
}
template <class T>
PALABRE_INLINE Rows rows_at(const T* words) {
  static_assert(sizeof(T) == sizeof(Word));
  Rows r;
  r.v = (NativeRows)_mm512_loadu_si512(words);
  return r;
}
PALABRE_INLINE void put(const Rows& rows, Word* words) {
  _mm512_storeu_si512(words, (__m512i)rows.v);
}
PALABRE_INLINE Word sum_of(const Rows& rows) {
  Word each[kRowsAtOnce];
  put(rows, each);
  return each[0] + each[1];
}
PALABRE_INLINE Word largest_of(const Rows& rows) {
  Word each[kRowsAtOnce];
  put(rows, each);
  return max(each[0], each[1]);
}

#else

inline constexpr int kRowsAtOnce = 1;
using Rows = Word;
PALABRE_INLINE Rows rows_at(const Word* words) { return *words; }
PALABRE_INLINE Rows rows_at(const Real* values) { return word_of(*values); }
PALABRE_INLINE void put(const Rows& rows, Word* words) { *words = rows; }
PALABRE_INLINE Word sum_of(const Rows& rows) { return rows; }
PALABRE_INLINE Word largest_of(const Rows& rows) { return rows; }

#endif

/// The words of values next to each other. again: -0 is read as 0.
template <bool again>
PALABRE_INLINE Rows rows_of(const Real* values) {
  if (!again) return rows_at(values);
  Word words[kRowsAtOnce];
  for (int k = 0; k < kRowsAtOnce; ++k) words[k] = state_word(values[k]);
  return rows_at(words);
}

/// Sums of the state's words down the columns and along the rows, and the largest word of each
/// column: a column whose largest is not above that of its bound is within bounds.
struct Table {
  Word columns[kCercleStateCount], largest[kCercleStateCount], rows[kCercleMax];
};

/// A few columns at a time, so that their sums stay in registers.
/// hashed: else only bounds are looked at. again: -0 is read as 0. touched: only where a local pact
/// was ever tried; elsewhere they are 0.
template <bool hashed, bool again, int kFirst, int kEnd, bool touched = false>
PALABRE_INLINE void sum_columns(const Block& b, Table& table) {
  constexpr int kColumns = kEnd - kFirst;
  Rows column[kColumns], largest[kColumns];
#pragma GCC unroll 8
  for (int k = 0; k < kColumns; ++k) column[k] = largest[k] = 0u;
  // Past the last cercle all values are 0, which moves no sum.
  for (int i = 0; i < b.model.cercle_count; i += kRowsAtOnce) {
    if (touched && b.untouched[i] && b.untouched[i + kRowsAtOnce - 1]) continue;
    Rows row = kFirst == 0 || !hashed ? Rows(0u) : rows_at(&table.rows[i]);
#pragma GCC unroll 8
    for (int k = 0; k < kColumns; ++k) {
      if (!hashed && kCountsOnly[kFirst + k]) continue;
      const Rows words = rows_of<again>(&cercle_field(b, kFirst + k)[i]);
      if (hashed) column[k] += words;
      if (hashed) row = row ^ words;
      if (!kCountsOnly[kFirst + k]) largest[k] = max(largest[k], words);
    }
    if (hashed) put(row, &table.rows[i]);
  }
#pragma GCC unroll 8
  for (int k = 0; k < kColumns; ++k) {
    table.columns[kFirst + k] = sum_of(column[k]);
    table.largest[kFirst + k] = largest_of(largest[k]);
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

/// Takes in so many words, two by two, each pair by the key of its first.
PALABRE_INLINE void absorb_all(StateHash& hash, const Word* words, int count, int first_key) {
  for (int k = 0; k < count; k += 2)
    absorb(hash, paired(words[k], k + 1 < count ? words[k + 1] : Word(0u)),
           kDigestKeys[std::size_t(first_key + k)]);
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
    const auto bound = __builtin_bit_cast(std::uint32_t, float(kCercleBounds[f].high));
    // The bound itself is within; a double next to it may read as it.
    if (all_below(table.largest[f], bound + (sizeof(Number) == 4 ? 1u : 0u))) continue;
    d.sound = d.sound & column_within(b, f);
    unsure = true;
  }
  if (hashed && unsure) sum_again(b, table);
  if (hashed) {
    absorb_all(d.hash, table.rows, b.model.cercle_count, kCercleStateCount);
    absorb_all(d.hash, table.columns, kCercleStateCount, 0);
    Word nation[kNationStateCount];
    for (int f = 0; f < kNationStateCount; ++f) nation[f] = state_word(nation_value(b, f));
    absorb_all(d.hash, nation, kNationStateCount, kCercleStateCount + int(kCercleMax));
  }
  for (int f = 0; f < kNationStateCount; ++f)
    d.sound = d.sound & within(nation_value(b, f), kNationBounds[f]);
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
