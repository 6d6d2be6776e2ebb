// Watching a run changes nothing, and what two traces differ in is where a fault was planted.

#include <gtest/gtest.h>

#include <set>

#include "sim/run/engine/digest_trace.hpp"
#include "tests/support/cases.hpp"
#include "tests/support/float_traps.hpp"

namespace palabre {
namespace digest_trace_test {

constexpr int kWeeks = 30;
constexpr std::int64_t kReplicates = 12;  // a whole block and a part of one

DigestTrace trace_of(const Model& m, RunBlock run_block = nullptr, int threads = 1) {
  return {m, 12345, kReplicates, threads, {}, run_block};
}

/// The first moment at which two traces differ, and the words that do.
struct Moment {
  int week = -1;
  Phase phase{};
  std::set<std::size_t> words;
};
Moment first_difference(const DigestTrace& a, const DigestTrace& b) {
  Moment m;
  for (int week = 0; week < a.weeks() && m.words.empty(); ++week)
    for (std::size_t k = 0; k < kPhaseCount && m.words.empty(); ++k)
      for (std::size_t w = 0; w < kProbeWords; ++w)
        if (a.word(week, Phase(k), w) != b.word(week, Phase(k), w)) {
          m.week = week;
          m.phase = Phase(k);
          m.words.insert(w);
        }
  return m;
}

std::size_t variable(std::string_view name) {
  const auto names = DigestTrace::variables();
  return kCercleMax + std::size_t(std::find(names.begin(), names.end(), name) - names.begin());
}

TEST(Trace, IsOfTheRunThatNobodyWatched) {
  EXPECT_EQ(trace_of(test::model({}, kWeeks)).digest(),
            trace_of(test::model({}, kWeeks), faulty::run_block).digest());
  EXPECT_EQ(hex(trace_of(test::model({}, kWeeks)).digest()),
            test::ensemble({}, kReplicates, kWeeks)->digest);
}

TEST(Trace, NamesEveryColumn) {
  const auto names = DigestTrace::variables();
  EXPECT_EQ(names.size(), kProbeWords - kCercleMax);
  EXPECT_LT(variable("tallies"), kProbeWords);
}

TEST(Trace, IsTheSameForEveryPathAndAnyThreads) {
  const Model m = test::model({}, kWeeks);
  const DigestTrace whole = trace_of(m);
  for (const Kernel& kernel : kernels())
    EXPECT_EQ(first_difference(whole, trace_of(m, kernel.run_block, 3)).week, -1) << kernel.name;
}

TEST(Trace, FindsAPlantedNumberInItsCercleAndVariable) {
  const test::FloatFaultsAllowed allowed;
  const Model m = test::model({}, kWeeks);
  faulty::active_fault = Fault::poison;  // katiba of cercle 7 at the end of week 20
  const DigestTrace poisoned = trace_of(m, faulty::run_block);
  faulty::active_fault = Fault::none;
  const Moment m1 = first_difference(trace_of(m), poisoned);
  EXPECT_EQ(m1.week, 20);
  EXPECT_EQ(m1.phase, Phase::output);
  EXPECT_EQ(m1.words, (std::set<std::size_t>{7, variable("katiba")}));
}

TEST(Trace, FindsThePhaseOfAFaultyEquation) {
  const Model m = test::model({}, kWeeks);
  const DigestTrace sound = trace_of(m);
  faulty::active_fault = Fault::cooperation_constant;
  const DigestTrace constant = trace_of(m, faulty::run_block);
  faulty::active_fault = Fault::gates_open;
  const DigestTrace open = trace_of(m, faulty::run_block);
  faulty::active_fault = Fault::none;
  const Moment a = first_difference(sound, constant), b = first_difference(sound, open);
  EXPECT_EQ(a.week, 0);
  EXPECT_EQ(a.phase, Phase::france);
  EXPECT_TRUE(a.words.contains(variable("cooperation")));
  EXPECT_EQ(b.week, 0);
  EXPECT_EQ(b.phase, Phase::willingness);
  EXPECT_TRUE(b.words.contains(variable("gate")));
}

TEST(Trace, EveryPhaseButTheLastChangesSomething) {
  const DigestTrace t = trace_of(test::model({}, kWeeks));
  for (std::size_t k = std::size_t(Phase::calendar); k < std::size_t(Phase::output); ++k) {
    bool changed = false;
    for (int week = 0; week < kWeeks; ++week)
      for (std::size_t w = 0; w < kProbeWords; ++w)
        changed = changed || t.word(week, Phase(k), w) != t.word(week, Phase(k - 1), w);
    EXPECT_TRUE(changed) << kPhaseNames[k];
  }
}

}  // namespace digest_trace_test
}  // namespace palabre
