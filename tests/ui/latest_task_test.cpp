// Work beside the window: the newest question wins, parts are handed out, answers are kept.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
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
  std::atomic<int> times{0}, woken{0};
  Numbers task([&] { ++woken; });
  EXPECT_EQ(task.asked().key, "");
  task.ask("seven", answer(7, &times));
  ASSERT_TRUE(wait_until([&] { return !task.asked().running; }));
  EXPECT_EQ(*task.asked().answer, 7);
  EXPECT_GE(woken, 1);
  task.ask("eight", answer(8, &times));
  ASSERT_TRUE(wait_until([&] { return !task.asked().running; }));
  task.ask("seven", answer(0, &times));
  EXPECT_FALSE(task.asked().running);
  EXPECT_EQ(*task.asked().answer, 7);
  EXPECT_EQ(times, 2);
}

TEST(LatestTask, ANewerQuestionStopsTheOneBefore) {
  Numbers task;
  task.ask("long", endless());
  ASSERT_TRUE(wait_until([&] { return task.asked().answer != nullptr; }));
  EXPECT_EQ(task.asked().done, 3);
  EXPECT_EQ(task.asked().total, 10);
  EXPECT_TRUE(task.asked().running);
  task.ask("short", answer(5));
  ASSERT_TRUE(wait_until([&] { return !task.asked().running; }));
  EXPECT_EQ(task.asked().key, "short");
  EXPECT_EQ(*task.asked().answer, 5);
}

TEST(LatestTask, StoppingKeepsThePartAndCanBeAskedAgain) {
  Numbers task;
  task.ask("long", endless());
  ASSERT_TRUE(wait_until([&] { return task.asked().answer != nullptr; }));
  task.stop();
  EXPECT_TRUE(task.asked().stopped);
  EXPECT_FALSE(task.asked().running);
  EXPECT_EQ(*task.asked().answer, 1);
  task.ask("long", answer(9));  // a part is no answer to keep
  ASSERT_TRUE(wait_until([&] { return !task.asked().running; }));
  EXPECT_EQ(*task.asked().answer, 9);
}

TEST(LatestTask, TheSameQuestionIsNotAskedTwice) {
  std::atomic<int> times{0};
  Numbers task;
  for (int k = 0; k < 20; ++k) task.ask("one", answer(1, &times));
  ASSERT_TRUE(wait_until([&] { return !task.asked().running; }));
  EXPECT_EQ(times, 1);
}

TEST(LatestTask, AnExceptionIsTold) {
  Numbers task;
  task.ask("bad", [](const Numbers::TaskContext&) -> std::shared_ptr<const int> {
    throw std::runtime_error("no such thing");
  });
  ASSERT_TRUE(wait_until([&] { return !task.asked().running; }));
  EXPECT_EQ(task.asked().failure, "no such thing");
  EXPECT_EQ(task.asked().answer, nullptr);
}

TEST(LatestTask, ForgetsTheOldestAnswerFirst) {
  std::atomic<int> times{0};
  Numbers task({}, 2);
  for (const char* key : {"a", "b", "c", "c", "b", "a"}) {
    task.ask(key, answer(1, &times));
    ASSERT_TRUE(wait_until([&] { return !task.asked().running; }));
  }
  EXPECT_EQ(times, 4);  // a, b, c, and a again
}

TEST(LatestTask, EndsWhileWorking) {
  Numbers task;
  task.ask("long", endless());
  ASSERT_TRUE(wait_until([&] { return task.asked().answer != nullptr; }));
  task.drop();
  EXPECT_EQ(task.asked().key, "");
  task.ask("long again", endless());
}

}  // namespace latest_task_test
}  // namespace palabre::ui
