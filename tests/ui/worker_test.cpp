// Background runs: the newest request wins, old results are dropped, stopping keeps what is there.

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "ui/work/worker.hpp"

namespace palabre::ui {
namespace worker_test {

constexpr std::int64_t kWatchedSeed = 4242;
std::atomic<int> results_made{0};  // of jobs with that seed

/// A job in slow motion: each replicate takes a while, and it notes what was asked of it.
class SlowJob final : public Job {
 public:
  SlowJob(std::int64_t seed, std::chrono::microseconds pace) : seed_(seed), pace_(pace) {}
  bool grow_to(std::int64_t wanted, std::stop_token stop, const Progress& progress) override {
    while (size_ < wanted) {
      if (stop.stop_requested()) return false;
      std::this_thread::sleep_for(pace_);
      progress(++size_, wanted);
    }
    return true;
  }
  std::shared_ptr<const Results> results() const override {
    if (seed_ == kWatchedSeed) ++results_made;
    auto results = std::make_shared<Results>();
    results->manifest.replicates = size_;
    results->manifest.seed = seed_;
    return results;
  }

 private:
  std::int64_t seed_, size_ = 0;
  std::chrono::microseconds pace_;
};

MakeJob slow(std::chrono::microseconds pace) {
  return [pace](const Request& request) {
    return std::make_unique<SlowJob>(request.scenario.seed, pace);
  };
}

Request request(std::int64_t seed, int replicates = 300) {
  Request out;
  out.scenario.seed = seed;
  out.scenario.replicates = replicates;
  return out;
}

bool wait_until(const std::function<bool()>& condition) {
  for (int k = 0; k < 10000; ++k) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

TEST(Worker, RunsToTheEndInLooksThatOnlyAdd) {
  Worker worker(slow(std::chrono::microseconds(200)));
  worker.ask(request(7, 300));
  std::vector<std::int64_t> sizes;
  std::int64_t done = 0;
  ASSERT_TRUE(wait_until([&] {
    const Update u = worker.update();
    EXPECT_GE(u.done, done) << "progress went back";
    done = u.done;
    if (u.results && (sizes.empty() || sizes.back() != u.results->manifest.replicates))
      sizes.push_back(u.results->manifest.replicates);
    return !u.running;
  }));
  ASSERT_FALSE(sizes.empty());
  EXPECT_TRUE(std::is_sorted(sizes.begin(), sizes.end()));
  EXPECT_EQ(sizes.front(), 64);
  EXPECT_EQ(sizes.back(), 300);
  EXPECT_EQ(worker.update().done, 300);
}

TEST(Worker, TheNewestRequestWins) {
  Worker worker(slow(std::chrono::microseconds(500)));
  worker.ask(request(1, 100000));
  ASSERT_TRUE(wait_until([&] { return worker.update().done > 3; }));
  const std::uint64_t newest = worker.ask(request(2, 20));
  ASSERT_TRUE(wait_until([&] { return !worker.update().running; }));
  EXPECT_EQ(worker.update().number, newest);
  EXPECT_EQ(worker.update().results->manifest.seed, 2);
}

TEST(Worker, NothingIsMadeOfARequestThatANewerOneReplaced) {
  results_made = 0;
  Worker worker(slow(std::chrono::microseconds(2000)));
  worker.ask(request(kWatchedSeed, 100000));
  ASSERT_TRUE(wait_until([&] { return worker.update().done > 3; }));
  worker.ask(request(2, 10));
  ASSERT_TRUE(wait_until([&] { return !worker.update().running; }));
  EXPECT_EQ(results_made, 0);
}

TEST(Worker, ManyRequestsInARowEndWithTheLast) {
  Worker worker(slow(std::chrono::microseconds(50)));
  for (int k = 1; k <= 200; ++k) worker.ask(request(k, 10));
  ASSERT_TRUE(wait_until([&] { return !worker.update().running; }));
  EXPECT_EQ(worker.update().results->manifest.seed, 200);
}

TEST(Worker, ResultsOfAnOlderRequestAreNeverHandedOut) {
  Worker worker(slow(std::chrono::microseconds(100)));
  std::int64_t asked = 0;
  for (int k = 1; k <= 40; ++k) {
    asked = k;
    worker.ask(request(k, 100));
    for (int look = 0; look < 20; ++look) {
      const Update u = worker.update();
      EXPECT_TRUE(!u.results || u.results->manifest.seed == asked);
      std::this_thread::sleep_for(std::chrono::microseconds(300));
    }
  }
}

TEST(Worker, StoppingKeepsWhatIsThere) {
  Worker worker(slow(std::chrono::microseconds(300)));
  worker.ask(request(3, 100000));
  ASSERT_TRUE(wait_until([&] { return worker.update().results != nullptr; }));
  worker.stop();
  EXPECT_FALSE(worker.update().running);
  EXPECT_TRUE(worker.update().stopped);
  ASSERT_NE(worker.update().results, nullptr);
  EXPECT_GE(worker.update().results->manifest.replicates, 64);
  worker.ask(request(4, 5));
  ASSERT_TRUE(wait_until([&] { return !worker.update().running; }));
  EXPECT_FALSE(worker.update().stopped);
}

TEST(Worker, WhatAJobThrowsIsToldAndTheNextRequestRuns) {
  std::atomic<bool> broken = true;
  Worker worker([&](const Request& r) -> std::unique_ptr<Job> {
    if (broken) throw ScenarioError({Diagnostic{}});
    return std::make_unique<SlowJob>(r.scenario.seed, std::chrono::microseconds(10));
  });
  worker.ask(request(1));
  ASSERT_TRUE(wait_until([&] { return !worker.update().running; }));
  EXPECT_NE(worker.update().error, nullptr);
  broken = false;
  worker.ask(request(2));
  ASSERT_TRUE(wait_until([&] { return !worker.update().running; }));
  EXPECT_EQ(worker.update().error, nullptr);
  EXPECT_EQ(worker.update().results->manifest.seed, 2);
}

TEST(Worker, EndsAtOnceEvenInTheMiddleOfARun) {
  const auto begin = std::chrono::steady_clock::now();
  {
    Worker worker(slow(std::chrono::microseconds(500)));
    worker.ask(request(1, 1000000));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(Worker, WakesTheWindowWhenThereIsNews) {
  std::atomic<int> woken = 0;
  Worker worker(slow(std::chrono::microseconds(10)), [&] { ++woken; });
  worker.ask(request(1, 300));
  ASSERT_TRUE(wait_until([&] { return !worker.update().running && woken >= 4; }));
}

}  // namespace worker_test
}  // namespace palabre::ui
