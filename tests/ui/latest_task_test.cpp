// Work beside the window: the newest question wins, parts are handed out, answers are kept.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include "ui/work/latest_task.hpp"

namespace palabre::ui {
namespace latest_task_test {

using Numbers = LatestTask<int>;

bool wait_until(const std::function<bool()>& condition) {
  for (int k = 0; k < 10000; ++k) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

Numbers::Work answer(int number, std::atomic<int>* times = nullptr) {
  return [number, times](const Numbers::TaskContext&) {
    if (times) ++*times;
    return std::make_shared<const int>(number);
  };
}

// Hands out 1 as a part, then waits until it is stopped.
Numbers::Work endless() {
  return [](const Numbers::TaskContext& context) -> std::shared_ptr<const int> {
    context.progress(3, 10);
    context.part(std::make_shared<const int>(1));
    while (!context.stop.stop_requested())
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return {};
  };
}

TEST(LatestTask, AnswersAndKeepsTheAnswer) {
  TaskPool pool(2);
  std::atomic<int> times{0}, woken{0};
  Numbers task(pool, Urgency::asked, [&] { ++woken; });
  EXPECT_EQ(task.status().key, "");
  task.ask("seven", answer(7, &times));
  ASSERT_TRUE(wait_until([&] { return !task.status().running; }));
  EXPECT_EQ(*task.status().answer, 7);
  EXPECT_GE(woken, 1);
  task.ask("eight", answer(8, &times));
  ASSERT_TRUE(wait_until([&] { return !task.status().running; }));
  task.ask("seven", answer(0, &times));
  EXPECT_FALSE(task.status().running);
  EXPECT_EQ(*task.status().answer, 7);
  EXPECT_EQ(times, 2);
}

TEST(LatestTask, ANewerQuestionStopsTheOneBefore) {
  TaskPool pool(2);
  Numbers task(pool, Urgency::asked);
  task.ask("long", endless());
  ASSERT_TRUE(wait_until([&] { return task.status().answer != nullptr; }));
  EXPECT_EQ(task.status().done, 3);
  EXPECT_EQ(task.status().total, 10);
  EXPECT_TRUE(task.status().running);
  task.ask("short", answer(5));
  ASSERT_TRUE(wait_until([&] { return !task.status().running; }));
  EXPECT_EQ(task.status().key, "short");
  EXPECT_EQ(*task.status().answer, 5);
}

TEST(LatestTask, StoppingKeepsThePartAndCanBeAskedAgain) {
  TaskPool pool(2);
  Numbers task(pool, Urgency::asked);
  task.ask("long", endless());
  ASSERT_TRUE(wait_until([&] { return task.status().answer != nullptr; }));
  task.stop();
  EXPECT_TRUE(task.status().stopped);
  EXPECT_FALSE(task.status().running);
  EXPECT_EQ(*task.status().answer, 1);
  task.ask("long", answer(9));  // a part is no answer to keep
  ASSERT_TRUE(wait_until([&] { return !task.status().running; }));
  EXPECT_EQ(*task.status().answer, 9);
}

TEST(LatestTask, TheSameQuestionIsNotAskedTwice) {
  TaskPool pool(2);
  std::atomic<int> times{0};
  Numbers task(pool, Urgency::asked);
  for (int k = 0; k < 20; ++k) task.ask("one", answer(1, &times));
  ASSERT_TRUE(wait_until([&] { return !task.status().running; }));
  EXPECT_EQ(times, 1);
}

TEST(LatestTask, AnExceptionIsTold) {
  TaskPool pool(2);
  Numbers task(pool, Urgency::asked);
  task.ask("bad", [](const Numbers::TaskContext&) -> std::shared_ptr<const int> {
    throw std::runtime_error("no such thing");
  });
  ASSERT_TRUE(wait_until([&] { return !task.status().running; }));
  EXPECT_EQ(task.status().failure, "no such thing");
  EXPECT_EQ(task.status().answer, nullptr);
}

TEST(LatestTask, ForgetsTheOldestAnswerFirst) {
  TaskPool pool(2);
  std::atomic<int> times{0};
  Numbers task(pool, Urgency::asked, {}, 2);
  for (const char* key : {"a", "b", "c", "c", "b", "a"}) {
    task.ask(key, answer(1, &times));
    ASSERT_TRUE(wait_until([&] { return !task.status().running; }));
  }
  EXPECT_EQ(times, 4);  // a, b, c, and a again
}

TEST(LatestTask, TwoWorksOfOneTaskNeverRunBesideEachOther) {
  TaskPool pool(4);
  std::atomic<int> running{0}, most{0};
  Numbers task(pool, Urgency::asked);
  for (int k = 0; k < 50; ++k)
    task.ask(std::to_string(k), [&](const Numbers::TaskContext& context) {
      most = std::max(most.load(), ++running);
      for (int wait = 0; wait < 3 && !context.stop.stop_requested(); ++wait)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
      std::this_thread::sleep_for(std::chrono::microseconds(300));
      --running;
      return std::make_shared<const int>(1);
    });
  ASSERT_TRUE(wait_until([&] { return !task.status().running; }));
  EXPECT_EQ(most, 1);
}

TEST(LatestTask, ASupersededWorkIsToldSoAndAStoppedOneIsNot) {
  TaskPool pool(2);
  std::atomic<int> superseded{0}, stopped{0};
  const auto work = [&](const Numbers::TaskContext& context) -> std::shared_ptr<const int> {
    context.part(std::make_shared<const int>(1));
    while (!context.stop.stop_requested()) std::this_thread::yield();
    ++(context.superseded() ? superseded : stopped);
    return {};
  };
  Numbers task(pool, Urgency::asked);
  task.ask("first", work);
  ASSERT_TRUE(wait_until([&] { return task.status().answer != nullptr; }));
  task.ask("second", work);
  ASSERT_TRUE(wait_until([&] { return superseded == 1 && task.status().answer != nullptr; }));
  task.stop();
  ASSERT_TRUE(wait_until([&] { return stopped == 1; }));
  EXPECT_EQ(superseded, 1);
}

TEST(LatestTask, EndsWhileWorking) {
  TaskPool pool(2);
  Numbers task(pool, Urgency::asked);
  task.ask("long", endless());
  ASSERT_TRUE(wait_until([&] { return task.status().answer != nullptr; }));
  task.drop();
  EXPECT_EQ(task.status().key, "");
  task.ask("long again", endless());
}

}  // namespace latest_task_test
}  // namespace palabre::ui
