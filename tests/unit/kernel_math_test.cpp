// Does the arithmetic under the equations do what its comments say?

#define PALABRE_ISA portable
#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <memory>

#include "sim/model/digest.hpp"
#include "sim/model/lane_sums.hpp"
#include "sim/model/submodels.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/float_traps.hpp"

namespace palabre::portable {
namespace kernel_math_test {

TEST(Philox, ReproducesTheKnownAnswersOfRandom123) {
  struct Known {
    std::array<std::uint32_t, 4> counter;
    std::array<std::uint32_t, 2> key;
    std::array<std::uint32_t, 4> answer;
  };
  const std::array<Known, 3> known{{
      {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
      {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
       {0xffffffff, 0xffffffff},
       {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
      {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
       {0xa4093822, 0x299f31d0},
       {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
  }};
  for (const Known& k : known) {
    const Words w =
        philox(k.counter[0], k.counter[1], k.counter[2], k.counter[3], k.key[0], k.key[1]);
    for (std::size_t i = 0; i < 4; ++i)
      for (int lane = 0; lane < kLanes; ++lane)
        EXPECT_EQ(std::uint32_t(w.word[i][lane]), k.answer[i]);
  }
}

TEST(Philox, UniformsStayBelowOneAndKeepTheBitsOfWhatIsSmall) {
  const std::uint64_t high = 0xABCDEF0123456789ull << 32;  // which is none of a word's business
  const auto of = [&](std::uint32_t word) {
    Words w;
    w.word[0] = Bits(high | word);
    for (int lane = 1; lane < kLanes; ++lane) EXPECT_EQ(w.uniform(0)[lane], w.uniform(0)[0]);
    return w.uniform(0)[0];
  };
  EXPECT_EQ(of(0), 0.0);
  EXPECT_EQ(of(0xFFFFFFFFu), 1.0 - 0x1p-24);
  double before = 0.0;
  for (std::uint64_t word = 0; word < 1ull << 32; word += word / 37 + 1) {
    const double u = of(std::uint32_t(word));
    EXPECT_GE(u, before);
    EXPECT_NEAR(u, std::ldexp(double(word), -32),
                std::ldexp(double(word), -32) * 0x1p-22 + 0x1p-31);
    before = u;
  }
}

TEST(Lanes, WordsAreNarrowedWidenedAndPairedLaneByLane) {
  Bits x;
  for (int lane = 0; lane < kLanes; ++lane)
    x.set(lane, std::uint64_t(900 + lane) << 32 | std::uint64_t(70 + lane));
  const Word low = low_words(x);
  const Bits wide = widened(low), both = paired(low, low_words(x >> 32));
  for (int lane = 0; lane < kLanes; ++lane) {
    EXPECT_EQ(low[lane], 70u + unsigned(lane));
    EXPECT_EQ(wide[lane], 70u + unsigned(lane));
    EXPECT_EQ(both[lane], x[lane]);
  }
  EXPECT_TRUE(all_below(low, 78));
  EXPECT_FALSE(all_below(low, 77));
  EXPECT_FALSE(all_below(word_of(Real(-0.0)), 0x7F000000u)) << "a word has no sign";
  double kept[kLanes];
  Real real;
  for (int lane = 0; lane < kLanes; ++lane) real.set(lane, 0.1 * lane);
  store(real, kept);
  for (int lane = 0; lane < kLanes; ++lane) EXPECT_EQ(kept[lane], real[lane]);
}

TEST(Lanes, TwoUniformNumbersAtOnceAreThoseOfOneAfterTheOther) {
  const Words words = philox(Bits(1), Bits(2), Bits(3), Bits(4), 5, 6);
  for (const auto& [k, l] : {std::pair{0, 1}, {0, 3}, {2, 1}}) {
    const auto [first, second] = words.uniforms(k, l);
    for (int lane = 0; lane < kLanes; ++lane) {
      EXPECT_EQ(first[lane], words.uniform(k)[lane]);
      EXPECT_EQ(second[lane], words.uniform(l)[lane]);
    }
  }
}

TEST(Lanes, ANumberReachesTheStepsThatAreNotAboveIt) {
  constexpr double kSteps[] = {0.25, 0.5, 0.5, 3.0};
  Real x = 0.0;
  const double at[] = {0.0, 0.24, 0.25, 0.4, 0.5, 2.9, 3.0, 9.0},
               wanted[] = {0, 0, 1, 1, 3, 3, 4, 4};
  for (int lane = 0; lane < kLanes; ++lane) x.set(lane, at[lane]);
  const Real reached = number_reached(x, kSteps);
  for (int lane = 0; lane < kLanes; ++lane) EXPECT_EQ(reached[lane], wanted[lane]) << lane;
  x.add(2, Number(0.25));
  EXPECT_EQ(x[2], 0.5);
  EXPECT_EQ(x[1], double(Number(0.24)));
}

TEST(RandomStream, ADrawIsPhiloxOfItsKeysThoughAWeekSharesTwoRounds) {
  const std::uint64_t seed = 0xFEDCBA9876543210ull;
  const std::uint32_t first = 4000;
  RandomStream random(seed, first);
  const StreamKeys<50> keys(random, Stream::pact, 50);
  for (const int week : {0, 1, 259}) {
    random.begin_week(week);
    for (const int entity : {0, 7, 49}) {
      Bits replicate;
      for (int lane = 0; lane < kLanes; ++lane) replicate.set(lane, first + std::uint32_t(lane));
      const Bits key(std::uint64_t(entity) | std::uint64_t(Stream::pact) << 16);
      const Words wanted = philox(key, Bits(std::uint64_t(week)), replicate, Bits(0),
                                  std::uint32_t(seed), std::uint32_t(seed >> 32));
      const Words drawn = random.draw(Stream::pact, entity);
      const Words kept = random.draw(keys, entity);
      Bits lanes;
      for (int lane = 0; lane < kLanes; ++lane) lanes.set(lane, std::uint64_t(lane));
      const Words event = random.draw_events(key, lanes, Bits(0));
      for (int k = 0; k < 4; ++k)
        for (int lane = 0; lane < kLanes; ++lane) {
          const std::uint32_t known = std::uint32_t(wanted.word[k][lane]);
          EXPECT_EQ(std::uint32_t(drawn.word[k][lane]), known);
          EXPECT_EQ(std::uint32_t(kept.word[k][lane]), known);
          EXPECT_EQ(std::uint32_t(event.word[k][lane]), known);
        }
    }
  }
}

/// Eight replicates after a week, in which values can be set.
struct DigestTest : testing::Test {
  const Model model = test::model();
  const BlockOutput nowhere{};
  const std::unique_ptr<Block> block{new Block(model, 1, 0, Mask(true), nowhere)};

  void SetUp() override {
    double rows[kWeekRows * kLanes];
    start(*block);
    step(*block, 0, rows);
    block->untouched[7] = false;
  }
  StateHash hash() const { return digest_week(*block, {Bits(1), Bits(2)}).hash; }
  bool same(const StateHash& a, const StateHash& b, int lane) const {
    return a.keyed[lane] == b.keyed[lane] && a.plain[lane] == b.plain[lane];
  }
};

TEST_F(DigestTest, ReadsMinusZeroAsZero) {
  for (Field* field : {&block->at.state_share, &block->at.jihadist_share, &block->at.garrison,
                       &block->at.excitation, &block->at.harm, &block->at.siege,
                       &block->at.displaced, &block->at.pact_rules, &block->at.relief}) {
    Real& value = (*field)[7];
    const Real before = value;
    value.set(3, 0.0);
    const StateHash zero = hash();
    value.set(3, -0.0);
    for (int lane = 0; lane < kLanes; ++lane) EXPECT_TRUE(same(hash(), zero, lane)) << lane;
    value.set(3, 1e-30);
    EXPECT_FALSE(same(hash(), zero, 3));
    EXPECT_TRUE(same(hash(), zero, 4));
    value = before;
  }
}

TEST(Lanes, InversesAreThoseOfEachAlone) {
  Real x[5];
  for (int k = 0; k < 5; ++k)
    for (int lane = 0; lane < kLanes; ++lane)
      x[k].set(lane, std::ldexp(1.0 + 0.1 * k, 3 * lane - k));
  const auto near = [](const Real& inverse, const Real& of) {
    for (int lane = 0; lane < kLanes; ++lane) EXPECT_NEAR(inverse[lane] * of[lane], 1.0, 4e-7);
  };
  const auto two = inverses(x[0], x[1]);
  near(two.a, x[0]), near(two.b, x[1]);
  const auto three = inverses(x[0], x[1], x[2]);
  near(three.a, x[0]), near(three.b, x[1]), near(three.c, x[2]);
  const auto four = inverses(x[0], x[1], x[2], x[3]);
  near(four.a, x[0]), near(four.b, x[1]), near(four.c, x[2]), near(four.d, x[3]);
  const auto five = inverses(x[0], x[1], x[2], x[3], x[4]);
  near(five.a, x[0]), near(five.b, x[1]), near(five.c, x[2]), near(five.d, x[3]),
      near(five.e, x[4]);
}

TEST(Lanes, ListsAndSumsOverLanesAreThoseOfALoop) {
  for (unsigned set = 0; set < 256; ++set) {
    std::uint32_t list[16] = {9};
    ASSERT_EQ(append(list, 1, set, 800), 1 + __builtin_popcount(set));
    int at = 1;
    for (std::uint32_t lane = 0; lane < 8; ++lane)
      if ((set >> lane & 1u) != 0u) {
        EXPECT_EQ(list[at++], 800 + lane) << set;
      }
    EXPECT_EQ(list[0], 9u);
  }
  Bits x[8];
  for (int k = 0; k < 8; ++k)
    for (int lane = 0; lane < 8; ++lane) x[k].set(lane, std::uint64_t(1) << (7 * k) << lane);
  const Bits sums = sums_over_lanes(x);
  for (int k = 0; k < 8; ++k) EXPECT_EQ(sums[k], std::uint64_t(255) << (7 * k)) << k;
}

TEST(Lanes, WholeNumbersAreAddedOverLanesAsWords) {
  std::array<Word, kLanes> words;
  std::array<std::uint32_t, kLanes> wanted{};
  for (int k = 0; k < kLanes; ++k) {
    Real x = 0.0;
    for (int lane = 0; lane < kLanes; ++lane) {
      const std::uint32_t whole = std::uint32_t(240'000 * k + 77 * lane);
      x.set(lane, whole);
      wanted[std::size_t(k)] += whole;
    }
    words[std::size_t(k)] = whole_word(x);
  }
  const Word sums = sums_over_lanes(words.data()) - Word(kLanes * kWholeOffset);
  for (int k = 0; k < kLanes; ++k) {
    EXPECT_EQ(sums[k], wanted[std::size_t(k)]) << k;
    EXPECT_EQ(((sums >> 3) & Word(0xFFu))[k], wanted[std::size_t(k)] >> 3 & 0xFFu);
    EXPECT_EQ((sums << 9)[k], wanted[std::size_t(k)] << 9);
  }
}

TEST(Lanes, WholePartsAreCutOffAndNotRounded) {
  const test::FloatFaultsAllowed allowed;
  const double x[8] = {0.0, 0.999999, 1.0, 511.5, 1535.9999, 65535.0, 3.5, __builtin_nan("")};
  Real values;
  for (int lane = 0; lane < 8; ++lane) values.set(lane, x[lane]);
  std::uint16_t whole[8];
  whole_part(values, whole);
  for (int lane = 0; lane < 7; ++lane) EXPECT_EQ(whole[lane], std::uint16_t(x[lane])) << x[lane];
  EXPECT_EQ(whole[7], 0);
}

TEST(Lanes, AScaleRoundsToItsMultiplesWhileItAdds) {
  for (const int bits : {0, 16, 20, 40}) {
    const Scale scale(bits);
    Bits whole[8];
    std::int64_t wanted[8] = {};
    for (int k = 0; k < 8; ++k) {
      Real x;
      for (int lane = 0; lane < 8; ++lane) {
        x.set(lane, std::sqrt(k + 1.0) * lane / 7.0);
        wanted[k] += std::llrint(std::ldexp(x[lane], bits));
      }
      whole[k] = scale.of(x);
    }
    const Bits sums = sums_over_lanes(whole) - scale.offset();
    for (int k = 0; k < 8; ++k) EXPECT_EQ(std::int64_t(sums[k]), wanted[k]) << bits << " " << k;
  }
}

TEST(Lanes, TheLargerWordIsTakenWithoutASign) {
  EXPECT_EQ(max(Word(0x80000001u), Word(0x7FFFFFFFu))[3], 0x80000001u);
  EXPECT_EQ(max(Word(0x7FFFFFFFu), Word(0x80000001u))[7], 0x80000001u);
}

TEST(Lanes, CountAddsOneWhereTheConditionHoldsAndAnySeesEveryLane) {
  for (int lane = 0; lane < 8; ++lane) {
    Mask one = false;
    one.set(lane);
    EXPECT_TRUE(any(one));
    Real number = 2.0;
    count(number, one);
    for (int k = 0; k < 8; ++k) EXPECT_EQ(number[k], k == lane ? 3.0 : 2.0);
  }
  EXPECT_FALSE(any(Mask(false)));
}

TEST(Lanes, SelectTakesEachLaneFromItsOwnSide) {
  Real x;
  for (int lane = 0; lane < kLanes; ++lane) x.set(lane, lane);
  const Real y = select(x < Real(3.0), x * 10.0, x);
  for (int lane = 0; lane < kLanes; ++lane) EXPECT_EQ(y[lane], lane < 3 ? lane * 10.0 : lane);
  EXPECT_TRUE(any(x > Real(6.5)));
  EXPECT_FALSE(any(x > Real(7.0)));
}

TEST(Exp, StaysWithinTwoStepsOfAUniformNumberOfTheLibrary) {
  double worst = 0.0;
  for (int i = 0; i <= 200000; ++i) {
    const double x = 40.0 * i / 200000;
    const Real argument = x;
    worst =
        std::max(worst, std::abs(exp_minus(argument)[i % kLanes] / std::exp(-argument[0]) - 1.0));
  }
  EXPECT_LT(worst, 1.2e-7);
  EXPECT_GT(exp_minus(Real(87.0))[0], 0.0);
  EXPECT_EQ(exp_minus(Real(0.0))[0], 1.0);
}

// poisson() skips the exponential where 1 - m is enough; were that ever above the first sum, what a
// lane draws would depend on its neighbours.
TEST(Poisson, TheFirstSumIsNeverBelowOneMinusTheMean) {
  for (double x = 1e-18; x < 1.0; x *= 1.001) {
    const Real mean = x, none = Real(1.0) - mean;
    ASSERT_GE(PoissonSearch(mean).sum[0], none[0]) << x;
  }
}

TEST(Poisson, ANumberAboveAllThatTheSumReachesEndsTheSearch) {
  for (const double rate : {1e-6, 0.01, 0.3, 2.0, 11.0, 40.0}) {
    const double drawn = poisson(Real(rate), Real(1.0 - 0x1p-24))[3];
    EXPECT_LE(drawn, rate + 8.0 * std::sqrt(rate) + 9.0) << rate;
    EXPECT_GE(drawn, std::floor(rate)) << rate;
  }
}

TEST(Poisson, MeanAndVarianceAreTheRate) {
  for (const double rate : {0.05, 0.4, 1.7, 6.0, 25.0}) {
    double sum = 0.0, squares = 0.0;
    const int n = 100000;
    for (int i = 0; i < n; i += kLanes) {
      Bits counter;
      for (int lane = 0; lane < kLanes; ++lane) counter.set(lane, std::uint64_t(i + lane));
      const Words u = philox(counter, Bits(1), Bits(2), Bits(3), 4, 5);
      const Real drawn = poisson(Real(rate), u.uniform(0));
      for (int lane = 0; lane < kLanes; ++lane) {
        sum += drawn[lane];
        squares += drawn[lane] * drawn[lane];
      }
    }
    const double mean = sum / n, variance = squares / n - mean * mean;
    EXPECT_LT(std::abs(mean - rate) / std::sqrt(rate / n), 4.5) << rate;
    EXPECT_LT(std::abs(variance - rate) / std::sqrt(rate * (1 + 2 * rate) / n), 4.5) << rate;
  }
}

TEST(Poisson, NeverFallsWhenTheRateRisesAtTheSameDice) {
  for (int i = 0; i < 2000; ++i) {
    const Real u = (i + 0.5) / 2000;
    double before = -1.0;
    for (double rate = 0.01; rate < 30.0; rate *= 1.3) {
      const double drawn = poisson(Real(rate), u)[0];
      ASSERT_GE(drawn, before);
      before = drawn;
    }
  }
  EXPECT_EQ(poisson(Real(0.0), Real(0.999))[0], 0.0);
}

TEST(Maps, HazardSigmoidAndSaturationKeepTheirBounds) {
  for (const double x : {-5.0, 0.0, 1e-9, 0.3, 2.0, 1e9}) {
    const double h = hazard(Real(x))[0], s = sigmoid(Real(x))[0];
    EXPECT_NEAR(h, x <= 0 ? 0.0 : x / (1 + x), 1e-7);
    EXPECT_GE(h, 0.0);
    EXPECT_LE(h, 1.0);
    EXPECT_NEAR(s, 0.5 * (1 + x / (1 + std::abs(x))), 1e-7);
    EXPECT_NEAR(saturate(Real(x), Real(3.0))[0], x <= 0 ? 0.0 : x / (x + 3), 1e-7);
  }
  EXPECT_EQ(critical_mass(Real(120.0), 120.0)[0], 0.5);
  EXPECT_EQ(critical_mass(Real(-1.0), 120.0)[0], 0.0);
}

TEST(Deaths, EventSizesHaveThePublishedSharesAndTail) {
  const int n = 1000000;
  std::array<double, 5> share{};
  double mean = 0.0, from_large = 0.0, before = 0.0;
  for (int i = 0; i < n; i += kLanes) {
    Real u;
    for (int lane = 0; lane < kLanes; ++lane) u.set(lane, (i + lane + 0.5) / n);
    const Real dead = deaths_of_event(u);
    for (int lane = 0; lane < kLanes; ++lane) {
      const double d = dead[lane];
      ASSERT_GE(d, before) << "not monotone at " << i + lane;
      ASSERT_EQ(d, std::floor(d));
      before = d;
      share[d == 0 ? 0 : d < 5 ? 1 : d < 10 ? 2 : d < 50 ? 3 : 4] += 1.0 / n;
      mean += d / n;
      if (d >= 10) from_large += d / n;
    }
  }
  const std::array<double, 5> wanted{0.38, 0.43, 0.09, 0.098, 0.002};
  for (std::size_t k = 0; k < wanted.size(); ++k) EXPECT_NEAR(share[k], wanted[k], 1e-5) << k;
  EXPECT_LE(before, 600.0);
  EXPECT_NEAR(mean, 2.64, 0.01);
  EXPECT_NEAR(from_large / mean, 0.54, 0.01);
}

TEST(Hazard, AConstantHazardLivesOnePlusHOverHWeeks) {
  for (const double h : {0.012, 0.04, 0.3}) {
    double weeks = 0.0;
    const int n = 40000;
    for (int i = 0; i < n; i += kLanes) {
      Mask alive = true;
      Bits who;
      for (int lane = 0; lane < kLanes; ++lane) who.set(lane, std::uint64_t(i + lane));
      for (int t = 1; any(alive); ++t) {
        for (int lane = 0; lane < kLanes; ++lane) weeks += alive[lane] ? 1.0 : 0.0;
        alive = alive & (philox(Bits(std::uint64_t(t)), who, Bits(9), Bits(0), 1, 2).uniform(0) >=
                         hazard(Real(h)));
      }
    }
    const double wanted = (1 + h) / h, p = h / (1 + h);
    EXPECT_LT(std::abs(weeks / n - wanted), 4 * std::sqrt(1 - p) / p / std::sqrt(double(n))) << h;
  }
}

}  // namespace kernel_math_test
}  // namespace palabre::portable
