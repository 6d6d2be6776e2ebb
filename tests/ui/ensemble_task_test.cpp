// The ensemble beside the window: the newest request wins, stopping keeps what is there.

#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <thread>

#include "ui/work/ensemble_task.hpp"

namespace palabre::ui {
namespace ensemble_task_test {

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

/// Asks for one request after the other, as the dashboard does.
class Runs {
 public:
  explicit Runs(MakeJob make, std::function<void()> wake = {})
      : make_(std::move(make)), task_(pool_, Urgency::drag, std::move(wake), 0) {}
  void ask(Request request) {
    task_.ask(std::to_string(++asked_), ensemble_work(make_, std::move(request)));
  }
  void stop() { task_.stop(); }
  TaskStatus<EnsembleNews> status() const { return task_.status(); }
  EnsembleNews news() const {
    const auto answer = task_.status().answer;
    return answer ? *answer : EnsembleNews{};
  }

 private:
  TaskPool pool_{2};
  MakeJob make_;
  EnsembleTask task_;
  int asked_ = 0;
};

bool wait_until(const std::function<bool()>& condition) {
  for (int k = 0; k < 10000; ++k) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

TEST(EnsembleTask, RunsToTheEndInLooksThatOnlyAdd) {
  Runs runs(slow(std::chrono::microseconds(200)));
  runs.ask(request(7, 300));
  std::vector<std::int64_t> sizes;
  std::int64_t done = 0;
  ASSERT_TRUE(wait_until([&] {
    const TaskStatus<EnsembleNews> now = runs.status();
    EXPECT_GE(now.done, done) << "progress went back";
    done = now.done;
    const auto results = now.answer ? now.answer->results : nullptr;
    if (results && (sizes.empty() || sizes.back() != results->manifest.replicates))
      sizes.push_back(results->manifest.replicates);
    return !now.running;
  }));
  ASSERT_FALSE(sizes.empty());
  EXPECT_TRUE(std::is_sorted(sizes.begin(), sizes.end()));
  EXPECT_EQ(sizes.front(), 64);
  EXPECT_EQ(sizes.back(), 300);
  EXPECT_EQ(runs.status().done, 300);
}

TEST(EnsembleTask, TheFirstLookIsAsLargeAsWasAskedFor) {
  for (const std::int64_t first : {8, 32, 400}) {
    std::atomic<std::int64_t> seen{0};
    TaskPool pool{2};
    EnsembleTask task(pool, Urgency::drag, {}, 0);
    task.ask("one", ensemble_work(slow(std::chrono::microseconds(300)), request(7, 300), first));
    ASSERT_TRUE(wait_until([&] {
      const TaskStatus<EnsembleNews> now = task.status();
      if (now.answer && now.answer->results && seen == 0)
        seen = now.answer->results->manifest.replicates;
      return !now.running;
    }));
    EXPECT_EQ(seen, std::min<std::int64_t>(first, 300));
  }
}

// A first look that is larger than the second takes its place.
TEST(EnsembleTask, NoLookIsSmallerThanTheOneBefore) {
  results_made = 0;
  TaskPool pool{2};
  EnsembleTask task(pool, Urgency::drag, {}, 0);
  task.ask("one",
           ensemble_work(slow(std::chrono::microseconds(20)), request(kWatchedSeed, 600), 400));
  ASSERT_TRUE(wait_until([&] { return !task.status().running; }));
  EXPECT_EQ(results_made, 2);
  EXPECT_EQ(task.status().answer->results->manifest.replicates, 600);
}

TEST(EnsembleTask, TheNewestRequestWins) {
  Runs runs(slow(std::chrono::microseconds(500)));
  runs.ask(request(1, 100000));
  ASSERT_TRUE(wait_until([&] { return runs.status().done > 3; }));
  runs.ask(request(2, 20));
  ASSERT_TRUE(wait_until([&] { return !runs.status().running; }));
  EXPECT_EQ(runs.status().key, "2");
  EXPECT_EQ(runs.news().results->manifest.seed, 2);
}

TEST(EnsembleTask, NothingIsMadeOfARequestThatANewerOneReplaced) {
  results_made = 0;
  Runs runs(slow(std::chrono::microseconds(2000)));
  runs.ask(request(kWatchedSeed, 100000));
  ASSERT_TRUE(wait_until([&] { return runs.status().done > 3; }));
  runs.ask(request(2, 10));
  ASSERT_TRUE(wait_until([&] { return !runs.status().running; }));
  EXPECT_EQ(results_made, 0);
}

TEST(EnsembleTask, ManyRequestsInARowEndWithTheLast) {
  Runs runs(slow(std::chrono::microseconds(50)));
  for (int k = 1; k <= 200; ++k) runs.ask(request(k, 10));
  ASSERT_TRUE(wait_until([&] { return !runs.status().running; }));
  EXPECT_EQ(runs.news().results->manifest.seed, 200);
}

TEST(EnsembleTask, ResultsOfAnOlderRequestAreNeverHandedOut) {
  Runs runs(slow(std::chrono::microseconds(100)));
  std::int64_t asked = 0;
  for (int k = 1; k <= 40; ++k) {
    asked = k;
    runs.ask(request(k, 100));
    for (int look = 0; look < 20; ++look) {
      const auto results = runs.news().results;
      EXPECT_TRUE(!results || results->manifest.seed == asked);
      std::this_thread::sleep_for(std::chrono::microseconds(300));
    }
  }
}

TEST(EnsembleTask, StoppingKeepsWhatIsThere) {
  Runs runs(slow(std::chrono::microseconds(300)));
  runs.ask(request(3, 100000));
  ASSERT_TRUE(wait_until([&] { return runs.news().results != nullptr; }));
  runs.stop();
  EXPECT_FALSE(runs.status().running);
  EXPECT_TRUE(runs.status().stopped);
  ASSERT_NE(runs.news().results, nullptr);
  EXPECT_GE(runs.news().results->manifest.replicates, 64);
  runs.ask(request(4, 5));
  ASSERT_TRUE(wait_until([&] { return !runs.status().running; }));
  EXPECT_FALSE(runs.status().stopped);
}

TEST(EnsembleTask, WhatAJobThrowsIsToldAndTheNextRequestRuns) {
  std::atomic<bool> broken = true;
  Runs runs([&](const Request& r) -> std::unique_ptr<Job> {
    if (broken) throw ScenarioError({Diagnostic{}});
    return std::make_unique<SlowJob>(r.scenario.seed, std::chrono::microseconds(10));
  });
  runs.ask(request(1));
  ASSERT_TRUE(wait_until([&] { return !runs.status().running; }));
  EXPECT_NE(runs.news().error, nullptr);
  broken = false;
  runs.ask(request(2));
  ASSERT_TRUE(wait_until([&] { return !runs.status().running; }));
  EXPECT_EQ(runs.news().error, nullptr);
  EXPECT_EQ(runs.news().results->manifest.seed, 2);
}

TEST(EnsembleTask, EndsAtOnceEvenInTheMiddleOfARun) {
  const auto begin = std::chrono::steady_clock::now();
  {
    Runs runs(slow(std::chrono::microseconds(500)));
    runs.ask(request(1, 1000000));
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
}

TEST(EnsembleTask, WakesTheWindowWhenThereIsNews) {
  std::atomic<int> woken = 0;
  Runs runs(slow(std::chrono::microseconds(10)), [&] { ++woken; });
  runs.ask(request(1, 300));
  ASSERT_TRUE(wait_until([&] { return !runs.status().running && woken >= 4; }));
}

}  // namespace ensemble_task_test
}  // namespace palabre::ui
