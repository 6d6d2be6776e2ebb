// Work beside the window: the newest question wins, parts are handed out, answers are kept.

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <stdexcept>
#include <thread>

#include "ui/work/beside.hpp"

namespace palabre::ui {
namespace beside_test {

using Numbers = Beside<int>;

bool wait_until(const std::function<bool()>& condition) {
  for (int k = 0; k < 10000; ++k) {
    if (condition()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

Numbers::Work answer(int number, std::atomic<int>* times = nullptr) {
  return [number, times](const Numbers::Tell&) {
    if (times) ++*times;
    return std::make_shared<const int>(number);
  };
}

// Hands out 1 as a part, then waits until it is stopped.
Numbers::Work endless() {
  return [](const Numbers::Tell& tell) -> std::shared_ptr<const int> {
    tell.progress(3, 10);
    tell.part(std::make_shared<const int>(1));
    while (!tell.stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return {};
  };
}

TEST(Beside, AnswersAndKeepsTheAnswer) {
  std::atomic<int> times{0}, woken{0};
  Numbers beside([&] { ++woken; });
  EXPECT_EQ(beside.asked().key, "");
  beside.ask("seven", answer(7, &times));
  ASSERT_TRUE(wait_until([&] { return !beside.asked().running; }));
  EXPECT_EQ(*beside.asked().answer, 7);
  EXPECT_GE(woken, 1);
  beside.ask("eight", answer(8, &times));
  ASSERT_TRUE(wait_until([&] { return !beside.asked().running; }));
  beside.ask("seven", answer(0, &times));
  EXPECT_FALSE(beside.asked().running);
  EXPECT_EQ(*beside.asked().answer, 7);
  EXPECT_EQ(times, 2);
}

TEST(Beside, ANewerQuestionStopsTheOneBefore) {
  Numbers beside;
  beside.ask("long", endless());
  ASSERT_TRUE(wait_until([&] { return beside.asked().answer != nullptr; }));
  EXPECT_EQ(beside.asked().done, 3);
  EXPECT_EQ(beside.asked().total, 10);
  EXPECT_TRUE(beside.asked().running);
  beside.ask("short", answer(5));
  ASSERT_TRUE(wait_until([&] { return !beside.asked().running; }));
  EXPECT_EQ(beside.asked().key, "short");
  EXPECT_EQ(*beside.asked().answer, 5);
}

TEST(Beside, StoppingKeepsThePartAndCanBeAskedAgain) {
  Numbers beside;
  beside.ask("long", endless());
  ASSERT_TRUE(wait_until([&] { return beside.asked().answer != nullptr; }));
  beside.stop();
  EXPECT_TRUE(beside.asked().stopped);
  EXPECT_FALSE(beside.asked().running);
  EXPECT_EQ(*beside.asked().answer, 1);
  beside.ask("long", answer(9));  // a part is no answer to keep
  ASSERT_TRUE(wait_until([&] { return !beside.asked().running; }));
  EXPECT_EQ(*beside.asked().answer, 9);
}

TEST(Beside, TheSameQuestionIsNotAskedTwice) {
  std::atomic<int> times{0};
  Numbers beside;
  for (int k = 0; k < 20; ++k) beside.ask("one", answer(1, &times));
  ASSERT_TRUE(wait_until([&] { return !beside.asked().running; }));
  EXPECT_EQ(times, 1);
}

TEST(Beside, AnExceptionIsTold) {
  Numbers beside;
  beside.ask("bad", [](const Numbers::Tell&) -> std::shared_ptr<const int> {
    throw std::runtime_error("no such thing");
  });
  ASSERT_TRUE(wait_until([&] { return !beside.asked().running; }));
  EXPECT_EQ(beside.asked().failure, "no such thing");
  EXPECT_EQ(beside.asked().answer, nullptr);
}

TEST(Beside, ForgetsTheOldestAnswerFirst) {
  std::atomic<int> times{0};
  Numbers beside({}, 2);
  for (const char* key : {"a", "b", "c", "c", "b", "a"}) {
    beside.ask(key, answer(1, &times));
    ASSERT_TRUE(wait_until([&] { return !beside.asked().running; }));
  }
  EXPECT_EQ(times, 4);  // a, b, c, and a again
}

TEST(Beside, EndsWhileWorking) {
  Numbers beside;
  beside.ask("long", endless());
  ASSERT_TRUE(wait_until([&] { return beside.asked().answer != nullptr; }));
  beside.drop();
  EXPECT_EQ(beside.asked().key, "");
  beside.ask("long again", endless());
}

}  // namespace beside_test
}  // namespace palabre::ui
