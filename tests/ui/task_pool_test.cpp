// One pool for all work beside the window: most urgent first, and never more than there are
// threads.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <set>
#include <stop_token>
#include <string>
#include <thread>

#include "sim/run/engine/blocks.hpp"
#include "ui/work/case_task.hpp"
#include "ui/work/task_pool.hpp"

namespace palabre::ui {
namespace task_pool_test {

bool wait_until(const std::function<bool()>& condition) {
  for (int k = 0; k < 10000; ++k) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

void a_moment() { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

/// Work in tasks that goes on until it is told to stop.
struct Endless {
  std::stop_source stop;
  std::atomic<std::int64_t> blocks{0};
  std::atomic<bool> over{false};
  void run(int threads) {
    share_out(
        1'000'000, threads, stop.get_token(),
        [&](int, std::int64_t) {
          ++blocks;
          a_moment();
        },
        [](int) {});
    over = true;
  }
};

TEST(TaskPool, RunsTheMostUrgentFirst) {
  TaskPool pool(1);
  std::atomic<bool> go{false}, begun{false};
  std::mutex mutex;
  std::string order;
  const auto note = [&](char c) {
    return [&, c] {
      const std::scoped_lock lock(mutex);
      order += c;
    };
  };
  pool.post(Urgency::asked, [&] {
    begun = true;
    while (!go) a_moment();
  });
  ASSERT_TRUE(wait_until([&] { return begun.load(); }));
  pool.post(Urgency::slow, note('s'));
  pool.post(Urgency::completing, note('c'));
  pool.post(Urgency::asked, note('a'));
  pool.post(Urgency::asked, note('b'));
  go = true;
  ASSERT_TRUE(wait_until([&] {
    const std::scoped_lock lock(mutex);
    return order.size() == 4;
  }));
  EXPECT_EQ(order, "abcs");
}

TEST(TaskPool, WhatIsMoreUrgentIsDoneBetweenTwoBlocks) {
  TaskPool pool(1);
  Endless slow;
  pool.post(Urgency::slow, [&] { slow.run(1); });
  ASSERT_TRUE(wait_until([&] { return slow.blocks > 3; }));
  std::atomic<bool> asked{false};
  pool.post(Urgency::asked, [&] { asked = true; });
  EXPECT_TRUE(wait_until([&] { return asked.load(); }));
  EXPECT_FALSE(slow.over);
  slow.stop.request_stop();
  EXPECT_TRUE(wait_until([&] { return slow.over.load(); }));
}

TEST(TaskPool, ADragTakesTheThreadOfOneThatIsLessUrgent) {
  TaskPool pool(2);
  Endless slow, drag;
  pool.post(Urgency::slow, [&] { slow.run(2); });
  ASSERT_TRUE(wait_until([&] { return slow.blocks > 10; }));
  pool.post(Urgency::drag, [&] { drag.run(pool.threads_for(Urgency::drag)); });
  ASSERT_TRUE(wait_until([&] { return drag.blocks > 10; }));
  std::this_thread::sleep_for(std::chrono::milliseconds(20));
  const std::int64_t slow_before = slow.blocks, drag_before = drag.blocks;
  ASSERT_TRUE(wait_until([&] { return drag.blocks > drag_before + 200; }));
  // One thread is left to the slow work: about as many blocks, not twice as many.
  EXPECT_LT(slow.blocks - slow_before, (drag.blocks - drag_before) * 3 / 2);
  drag.stop.request_stop();
  slow.stop.request_stop();
  EXPECT_TRUE(wait_until([&] { return drag.over && slow.over; }));
}

TEST(TaskPool, BlocksAreDoneOnceEachOnNoMoreThreadsThanThereAre) {
  TaskPool pool(3);
  std::atomic<int> at_a_time{0}, most{0};
  std::atomic<std::int64_t> sum{0};
  std::atomic<std::int64_t> done{0};
  std::atomic<bool> over{false};
  pool.post(Urgency::asked, [&] {
    done = share_out(
        200, 8, {},
        [&](int, std::int64_t block) {
          most = std::max(most.load(), ++at_a_time);
          sum += block;
          a_moment();
          --at_a_time;
        },
        [](int) {});
    over = true;
  });
  ASSERT_TRUE(wait_until([&] { return over.load(); }));
  EXPECT_EQ(done, 200);
  EXPECT_EQ(sum, 199 * 200 / 2);
  EXPECT_LE(most, 3);
  EXPECT_GE(most, 2);
}

TEST(TaskPool, WhatIsThrownInABlockReachesTheWork) {
  TaskPool pool(2);
  std::atomic<bool> caught{false};
  pool.post(Urgency::asked, [&] {
    try {
      share_out(
          50, 2, {},
          [&](int, std::int64_t block) {
            a_moment();
            if (block == 20) throw std::runtime_error("block 20");
          },
          [](int) {});
    } catch (const std::runtime_error& error) {
      caught = std::string(error.what()) == "block 20";
    }
  });
  EXPECT_TRUE(wait_until([&] { return caught.load(); }));
}

TEST(TaskPool, WhatHasNotBegunCanBeWithdrawn) {
  TaskPool pool(1);
  std::atomic<bool> go{false}, begun{false}, ran{false};
  pool.post(Urgency::asked, [&] {
    begun = true;
    while (!go) a_moment();
  });
  ASSERT_TRUE(wait_until([&] { return begun.load(); }));
  const TaskPool::Ticket ticket = pool.post(Urgency::asked, [&] { ran = true; });
  EXPECT_TRUE(pool.withdraw(ticket));
  EXPECT_FALSE(pool.withdraw(ticket));
  go = true;
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  EXPECT_FALSE(ran);
}

CaseKey key_of_runs(const std::string& digest) {
  Results results;
  results.manifest.scenario_digest = digest;
  results.digest = digest;
  return CaseKey::of_runs(results);
}

TEST(CaseTask, NothingIsReadWithTheKeyOfAnotherCase) {
  TaskPool pool(2);
  CaseTask<int> task(pool, Urgency::asked, {});
  const CaseKey a = key_of_runs("a"), b = key_of_runs("b");
  std::atomic<int> may_answer{1};
  const auto answer = [&](int number) {
    return [&, number] {
      return [&, number](const CaseTask<int>::TaskContext&) {
        while (may_answer < number) a_moment();
        return std::make_shared<const int>(number);
      };
    };
  };
  task.ask(a, "how many", answer(1));
  ASSERT_TRUE(wait_until([&] { return task.read(a).answer != nullptr; }));
  EXPECT_EQ(*task.read(a).answer, 1);
  EXPECT_EQ(task.read(b).answer, nullptr);
  EXPECT_EQ(task.read(CaseKey()).answer, nullptr);
  task.ask(b, "how many", answer(2));
  EXPECT_EQ(task.read(a).answer, nullptr) << "the answer about a is a's, and a is asked no more";
  EXPECT_EQ(*task.outdated().answer, 1) << "what is old may be shown as old";
  may_answer = 2;
  ASSERT_TRUE(wait_until([&] { return task.read(b).answer != nullptr; }));
  EXPECT_EQ(*task.read(b).answer, 2);
  EXPECT_EQ(*task.outdated().answer, 2);
}

TEST(CaseTask, IsBusyUntilItsAnswerWasRead) {
  TaskPool pool(1);
  CaseTask<int> task(pool, Urgency::asked, {});
  std::atomic<bool> go{false}, done{false};
  const CaseKey a = key_of_runs("a");
  EXPECT_FALSE(task.busy());
  task.ask(a, {}, [&] {
    return [&](const CaseTask<int>::TaskContext&) {
      while (!go) a_moment();
      done = true;
      return std::make_shared<const int>(1);
    };
  });
  go = true;
  ASSERT_TRUE(wait_until([&] { return done.load(); }));
  EXPECT_TRUE(task.busy());
  ASSERT_TRUE(wait_until([&] { return task.read(a).answer && !task.read(a).running; }));
  EXPECT_FALSE(task.busy());
}

TEST(CaseTask, WhatWasStoppedByHandIsAskedAgainOnlyAfterItWasDropped) {
  TaskPool pool(1);
  CaseTask<int> task(pool, Urgency::asked, {});
  const CaseKey a = key_of_runs("a");
  std::atomic<int> begun{0};
  const auto endless = [&] {
    return [&](const CaseTask<int>::TaskContext& context) -> std::shared_ptr<const int> {
      ++begun;
      while (!context.stop.stop_requested()) a_moment();
      return {};
    };
  };
  task.ask(a, {}, endless);
  ASSERT_TRUE(wait_until([&] { return begun == 1; }));
  task.stop();
  EXPECT_TRUE(task.ask(a, {}, endless).stopped);
  task.drop();
  task.ask(a, {}, endless);
  EXPECT_TRUE(wait_until([&] { return begun == 2; }));
}

TEST(TaskPool, WithoutThreadsABlockMakesRoomForWhatIsMoreUrgent) {
  TaskPool pool(0, false);
  EXPECT_EQ(pool.threads_for(Urgency::drag), 1);
  EXPECT_EQ(pool.threads_for(Urgency::slow), 1);
  std::string order;
  pool.post(Urgency::slow, [&] {
    order += "slow ";
    pool.post(Urgency::slow, [&] { order += "later "; });
    share_out(
        3, 1, {},
        [&](int, std::int64_t block) {
          order += std::to_string(block) + " ";
          if (block == 0) pool.post(Urgency::asked, [&] { order += "asked "; });
          if (block != 1) return;
          pool.post(Urgency::drag, [&] {
            share_out(
                2, 1, {},
                [&](int, std::int64_t part) { order += "drag" + std::to_string(part) + " "; },
                [](int) {});
          });
        },
        [](int) {});
  });
  EXPECT_EQ(order, "slow 0 asked 1 drag0 drag1 2 later ");
  EXPECT_EQ(thread_lender, nullptr);
  pool.post(Urgency::slow, [&] { order += "again"; });
  EXPECT_TRUE(order.ends_with("again"));
}

}  // namespace task_pool_test
}  // namespace palabre::ui
