// Digests of every value at the end of a phase, lane by lane.

#include "sim/model/probe.hpp"

#include "sim/model/digest.hpp"
#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {
namespace {

/// One digest per lane that knows the order of what it took in.
struct Column {
  Bits hash = 0x8F14E45FCEEA167Aull;

  void take(const Real& value) {
    hash = (hash ^ widened(state_word(value))) * Bits(0x9E3779B185EBCA87ull);
    hash = hash ^ (hash >> 32);
  }
  void take(const Mask& holds) { take(as_real(holds)); }
  template <class T, std::size_t n>
  void take(const T (&values)[n]) {
    for (const T& value : values) take(value);
  }
};

/// Writes digests one after the other.
class Writer {
 public:
  Writer(const Block& b, std::uint64_t* to) : b_(b), to_(to) {}

  void field(const Field& values) {
    Column column;
    for (int i = 0; i < b_.model.cercle_count; ++i) {
      column.take(values[i]);
      rows_[i].take(values[i]);
    }
    put(column);
  }
  template <class Value>
  void value(const Value& taken) {
    Column column;
    column.take(taken);
    put(column);
  }
  void put(const Column& column) {
    for (int lane = 0; lane < kLanes; ++lane)
      to_[(kCercleMax + at_) * kLanes + std::size_t(lane)] = column.hash[lane];
    ++at_;
  }
  /// Last: the rows have seen every field.
  void put_rows() {
    for (std::size_t i = 0; i < kCercleMax; ++i)
      for (int lane = 0; lane < kLanes; ++lane)
        to_[i * kLanes + std::size_t(lane)] = rows_[i].hash[lane];
  }

 private:
  const Block& b_;
  std::uint64_t* to_;
  std::size_t at_ = 0;
  Column rows_[kCercleMax];
};

#if defined(__AVX512F__)
// Where a condition is a byte, the size of a week tells when a value has not been listed: the rest
// is one vector each for t and the seasons, the hub, sanctions and what was entered.
constexpr std::size_t kOffersMore = kIssueCount - 1;  // `offer` is one value of the list
static_assert(sizeof(Week) == (kWeekValueCount - 2 + kOffersMore + 4) * sizeof(Real) +
                                  kWeekFieldCount * sizeof(Field),
              "a value of the week is missing in probed.def");
#endif

}  // namespace

void write_probe_digests(const Block& b, std::uint64_t* to) {
  Writer words(b, to);
#define STATE_CERCLE(name, ...) words.field(b.at.name);
#include <rows/outputs.def>
#undef STATE_CERCLE
#define WEEK_FIELD(name) words.field(b.week.name);
#include "sim/model/probed.def"
#undef WEEK_FIELD
#define STATE_NATION(name, ...) words.value(b.nation.name);
#include <rows/outputs.def>
#undef STATE_NATION
#define WEEK_VALUE(name) words.value(b.week.name);
#include "sim/model/probed.def"
#undef WEEK_VALUE
  Column traits;
  for (const Real* trait = &b.traits.contest_speed; trait <= &b.traits.army_quality; ++trait)
    traits.take(*trait);
  for (int i = 0; i < b.model.cercle_count; ++i) traits.take(b.traits.obedience[i]);
  words.put(traits);
  Column tallies;
  tallies.take(b.tally.of);
  tallies.take(b.tally.deaths_by_region);
  words.put(tallies);
  words.put_rows();
}

}  // namespace palabre::PALABRE_ISA
