// The one loop over replicates, and what it collects: every replicate once, whatever the threads;
// sums that are written, read and put together to the last byte; no number that overflows on the
// way to 10^10 replicates.

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <numeric>
#include <vector>

#include "sim/run/engine/accumulator.hpp"
#include "sim/run/engine/blocks.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/float_traps.hpp"

namespace palabre {
namespace engine_test {

constexpr std::int64_t kTwo32 = std::int64_t{1} << 32;

std::shared_ptr<const Model> short_model(int weeks = 12) {
  return std::make_shared<const Model>(test::model({}, weeks));
}

/// Notes which replicates of which points it is given.
struct Note {
  struct Seen {
    std::int64_t point, replicate;
    friend auto operator<=>(const Seen&, const Seen&) = default;
  };
  using State = std::vector<Seen>;

  State make() const { return {}; }
  void add(State& state, const BlockTask& task) const {
    EXPECT_GT(task.lanes(), 0);
    EXPECT_LE(task.lanes(), kBlockLanes);
    const std::int64_t last = task.first() + task.lanes() - 1;
    EXPECT_EQ(task.first() / kTwo32, last / kTwo32) << "two keys in one block";
    for (std::int64_t k = task.first(); k <= last; ++k) state.push_back({task.point, k});
  }
  void merge(State& to, const State& from) const { to.insert(to.end(), from.begin(), from.end()); }
};

TEST(ForEachBlock, VisitsEveryReplicateOfEveryPointOnce) {
  for (const std::int64_t first : {std::int64_t{0}, std::int64_t{5}, kTwo32 - 13, 3 * kTwo32 - 8})
    for (const std::int64_t count : {0, 1, 8, 61})
      for (const std::int64_t on_end : {8, 32})
        for (const int threads : {1, 3}) {
          ReplicateRange range{7, first, count, 3, on_end};
          Note note;
          auto all = for_each_block(nullptr, range, {threads, {}, {}}, note);
          EXPECT_TRUE(all.whole);
          EXPECT_EQ(all.pieces_done, range.pieces());
          std::sort(all.state.begin(), all.state.end());
          Note::State wanted;
          for (std::int64_t point = 0; point < 3; ++point)
            for (std::int64_t k = 0; k < count; ++k) wanted.push_back({point, first + k});
          EXPECT_EQ(all.state, wanted) << first << " " << count << " " << threads;
        }
}

TEST(ForEachBlock, AfterAStopThoseDoneAreAPrefixAndTheRestFollowsOn) {
  ReplicateRange range{7, 3, 100, 2, 16};
  std::stop_source stop;
  std::int64_t last = 0;
  Note note;
  const RunControl control{1, stop.get_token(), [&](std::int64_t done, std::int64_t total) {
                             EXPECT_EQ(total, 200);
                             EXPECT_GT(done, last);
                             last = done;
                             if (done > 60) stop.request_stop();
                           }};
  const auto begun = for_each_block(nullptr, range, control, note);
  EXPECT_FALSE(begun.whole);
  EXPECT_EQ(std::ssize(begun.state), last);
  EXPECT_EQ(begun.state.back(), (Note::Seen{0, 3 + last - 1}));
  range.pieces_done = begun.pieces_done;
  const auto rest = for_each_block(nullptr, range, {2, {}, {}}, note);
  EXPECT_TRUE(rest.whole);
  EXPECT_EQ(std::ssize(begun.state) + std::ssize(rest.state), 200);
}

/// The sums that a block can add to.
struct Sums {
  std::vector<std::int64_t> series, stages, maps, lives;
  std::vector<double> rows;
  BlockOutput out;

  explicit Sums(const Model& m)
      : series(std::size_t(m.weeks) * kSeriesCount),
        stages(std::size_t(m.weeks) * kStageCount),
        maps(kCercleFieldCount * std::size_t(m.weeks) * std::size_t(m.cercle_count)),
        lives(std::size_t(m.weeks)),
        rows(std::size_t(m.weeks) * kWeekRows * kBlockLanes) {
    out.series = rows.data();
    out.series_sums = series.data();
    out.stages = stages.data();
    out.maps = maps.data();
    out.pact_lives = lives.data();
  }
};

TEST(RunCounted, TakesBackWhatAFailedReplicateHadAdded) {
  const test::FloatFaultsAllowed allowed;
  const auto model = short_model(40);
  faulty::active_fault = Fault::poison;  // replicate 3 fails in week 20
  Sums with(*model), without(*model);
  BlockRequest request{model.get(), 5};
  const std::uint32_t counted = run_counted(request, with.out, faulty::run_block);
  EXPECT_EQ(counted, 0xFFu & ~(1u << 3));
  EXPECT_EQ(with.out.failure[3].week, 20);
  request.skip = 1u << 3;
  faulty::run_block(request, without.out);
  faulty::active_fault = Fault::none;
  EXPECT_EQ(with.series, without.series);
  EXPECT_EQ(with.stages, without.stages);
  EXPECT_EQ(with.maps, without.maps);
  EXPECT_EQ(with.lives, without.lives);
}

// --- sums as bytes -------------------------------------------------------------------------------

TEST(Sums, OfAnySplitMergeToTheBytesOfTheWhole) {
  const auto model = short_model(30);
  Ensemble whole(model, 11);
  whole.grow_to(700, 2);
  for (const auto& cuts : std::initializer_list<std::vector<std::int64_t>>{
           {350}, {8}, {3, 5, 699}, {100, 200, 300, 301, 513}}) {
    std::vector<std::string> shards;
    std::int64_t from = 0;
    for (std::size_t k = 0; k <= cuts.size(); ++k) {
      const std::int64_t to = k < cuts.size() ? cuts[k] : 700;
      Ensemble shard(model, 11, from);
      shard.grow_to(to - from, 1 + int(k % 2));
      shards.push_back(shard.sums());
      from = to;
    }
    Ensemble merged = Ensemble::from_sums(model, shards[0]);
    for (std::size_t k = 1; k < shards.size(); ++k)
      merged.append(Ensemble::from_sums(model, shards[k]));
    EXPECT_EQ(merged.size(), 700);
    EXPECT_EQ(merged.sums(), whole.sums());
  }
}

TEST(Sums, AreReadBackAsTheyWereWrittenAndGrowOn) {
  const auto model = short_model(30);
  Ensemble written(model, 11, 5);
  written.grow_to(333, 1);
  Ensemble read = Ensemble::from_sums(model, written.sums());
  EXPECT_EQ(read.sums(), written.sums());
  EXPECT_EQ(read.first(), 5);
  EXPECT_EQ(read.seed(), 11);
  read.grow_to(500, 2);
  written.grow_to(500, 1);
  const auto a = read.results(), b = written.results();
  EXPECT_EQ(a->digest, b->digest);
  EXPECT_EQ(a->maps, b->maps);
  for (std::size_t s = 0; s < kSeriesCount; ++s) {
    EXPECT_EQ(a->series[s].q25, b->series[s].q25);
    EXPECT_EQ(a->series[s].q95, b->series[s].q95);
    EXPECT_EQ(a->series[s].mean, b->series[s].mean);
  }
  for (std::size_t k = 0; k < b->statistics.size(); ++k) {
    EXPECT_EQ(a->statistics[k].estimate.value, b->statistics[k].estimate.value);
    EXPECT_EQ(a->statistics[k].estimate.high, b->statistics[k].estimate.high);
  }
}

SumsFault fault_of(const std::shared_ptr<const Model>& model, const std::string& bytes) {
  try {
    Ensemble::from_sums(model, bytes);
  } catch (const SumsError& error) {
    return error.fault();
  }
  ADD_FAILURE() << "was read";
  return SumsFault::version;
}

TEST(Sums, RefuseAChangedByteACutOtherInputsAndGaps) {
  const auto model = short_model(4);
  Ensemble some(model, 11);
  some.grow_to(16, 1);
  const std::string bytes = some.sums();
  for (std::size_t at = 0; at < bytes.size(); at += at < 100 ? 1 : 37) {
    std::string changed = bytes;
    changed[at] = char(changed[at] ^ 0x10);
    EXPECT_EQ(fault_of(model, changed), at < 13 ? SumsFault::not_sums : SumsFault::damaged) << at;
    EXPECT_EQ(fault_of(model, bytes.substr(0, at)),
              at < 13 ? SumsFault::not_sums : SumsFault::damaged);
  }
  EXPECT_EQ(fault_of(model, bytes + "0"), SumsFault::damaged);
  EXPECT_EQ(fault_of(short_model(5), bytes), SumsFault::other_inputs);
  Ensemble gap(model, 11, 24), overlap(model, 11, 8), other_seed(model, 12, 16);
  EXPECT_THROW(some.append(std::move(gap)), SumsError);
  EXPECT_THROW(some.append(std::move(overlap)), SumsError);
  EXPECT_THROW(some.append(std::move(other_seed)), SumsError);
  EXPECT_EQ(some.sums(), bytes) << "what was refused left a trace";
}

TEST(SumsArchive, HasOneWayToWriteANumber) {
  const Int128 most = Int128(~UInt128(0) >> 1);
  for (const Int128 x : {Int128(0), Int128(1), Int128(-1), Int128(63), Int128(64), Int128(-65),
                         Int128(1) << 62, -(Int128(1) << 63), most, -most - 1}) {
    SumsArchive to;
    Int128 number = x, read = 0;
    to.number(number);
    SumsArchive from(to.written());
    from.number(read);
    from.end();
    EXPECT_TRUE(read == x);
  }
  for (const std::string& bytes : {std::string("\x80\x00", 2), std::string(), std::string("\xFF"),
                                   std::string(18, '\xFF') + "\x04", std::string(30, '\x80')}) {
    SumsArchive from(bytes);
    Int128 x = 0;
    EXPECT_THROW(from.number(x), SumsError);
  }
  std::vector<std::int64_t> some{0, 0, 5, 0, -7, 0, 0, 0}, read(8, 99);
  SumsArchive to;
  to.numbers(some);
  SumsArchive from(to.written());
  from.numbers(read);
  EXPECT_EQ(read, some);
  std::vector<std::int64_t> fewer(7);
  SumsArchive again(to.written());
  EXPECT_THROW(again.numbers(fewer), SumsError);  // a run of zeros that is too long
}

// --- on the way to 10^10 replicates --------------------------------------------------------------

Accumulator copy_of(const std::shared_ptr<const Model>& model, Accumulator& from) {
  SumsArchive to;
  from.exchange(to);
  SumsArchive again(to.written());
  Accumulator out(model);
  out.exchange(again);
  return out;
}

TEST(TenBillionReplicates, OverflowNothing) {
  const auto model = short_model(3);
  Accumulator sums(model);
  for (std::uint64_t at = 0; at < 64; at += 8) sums.run_block({model.get(), 7, at});
  const auto few = sums.results({});
  for (int doubling = 0; doubling < 28; ++doubling) {
    Accumulator same = copy_of(model, sums);
    sums += same;
  }
  const std::int64_t times = std::int64_t{1} << 28;  // of 64: 17 billion
  const auto many = sums.results({});
  EXPECT_EQ(many->manifest.replicates, 64 * times);
  EXPECT_EQ(many->maps, few->maps);
  EXPECT_EQ(many->stage_share, few->stage_share);
  for (std::size_t k = 0; k < kOutcomeCount; ++k) {
    EXPECT_EQ(many->outcomes[k].count, few->outcomes[k].count * times);
    EXPECT_EQ(many->outcomes[k].share.value, few->outcomes[k].share.value);
  }
  for (std::size_t s = 0; s < kSeriesCount; ++s) {
    EXPECT_EQ(many->series[s].mean, few->series[s].mean);
    EXPECT_EQ(many->series[s].q50, few->series[s].q50);
    EXPECT_EQ(many->series[s].q95, few->series[s].q95);
  }
  ASSERT_EQ(many->statistics.size(), few->statistics.size());
  for (std::size_t k = 0; k < few->statistics.size(); ++k)
    EXPECT_EQ(many->statistics[k].estimate.value, few->statistics[k].estimate.value)
        << statistic_specs()[std::size_t(few->statistics[k].id)].id;
}

TEST(CarriedSums, HoldMoreThanTheirCounters) {
  CarriedSums sums(2);
  Int128 wanted = 0;
  for (int k = 0; k < 5; ++k) {
    sums.data()[0] += std::int64_t{1} << 62;
    sums.data()[1] -= std::int64_t{1} << 62;
    wanted += Int128(1) << 62;
    EXPECT_TRUE(sums.at(0) == wanted && sums.at(1) == -wanted);
    sums.carry();
    EXPECT_TRUE(sums.at(0) == wanted && sums.at(1) == -wanted);
  }
  CarriedSums more(2);
  more += sums;
  EXPECT_TRUE(more.at(0) == wanted && more.at(1) == -wanted);
}

TEST(CarriedSums, OfAnEnsembleThatCarriesAreThoseOfItsParts) {
  const auto model = short_model(2);
  constexpr std::int64_t kPart = 50'000;  // less than what is added up before a carry, and more
  Ensemble whole(model, 7), first(model, 7), second(model, 7, kPart);
  whole.grow_to(2 * kPart, 1);
  first.grow_to(kPart, 2);
  second.grow_to(kPart, 1);
  const auto maps = whole.results()->maps;
  first.append(std::move(second));
  EXPECT_EQ(first.sums(), whole.sums());
  EXPECT_EQ(first.results()->maps, maps);
}

std::string digest_of(const std::shared_ptr<const Model>& model, std::int64_t first,
                      std::int64_t count) {
  Ensemble ensemble(model, 7, first);
  ensemble.grow_to(count, 2);
  return ensemble.results()->digest;
}

TEST(ReplicateNumbers, BeyondTwoToThe32MeetDiceOfTheirOwn) {
  const auto model = short_model(20);
  Accumulator near(model), far(model), seed(model);
  near.run_block({model.get(), 7, 0});
  far.run_block({model.get(), 7, std::uint64_t(kTwo32)});
  EXPECT_NE(near.results({})->series[4].mean, far.results({})->series[4].mean);
  EXPECT_NE(digest_of(model, 0, 16), digest_of(model, kTwo32, 16));
  EXPECT_NE(digest_of(model, kTwo32, 16), digest_of(model, 2 * kTwo32, 16));
}

TEST(ReplicateNumbers, AreTheSameWhereverARangeOfThemBegins) {
  const auto model = short_model(20);
  Ensemble across(model, 7, kTwo32 - 11), before(model, 7, kTwo32 - 11), after(model, 7, kTwo32);
  across.grow_to(30, 2);
  before.grow_to(11, 1);
  after.grow_to(19, 1);
  before.append(std::move(after));
  EXPECT_EQ(across.sums(), before.sums());
}

}  // namespace engine_test
}  // namespace palabre
