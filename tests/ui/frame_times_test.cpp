// How long frames take, in figures and words.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "ui/app/frame_times.hpp"

namespace palabre::ui {
namespace frame_times_test {

using testing::HasSubstr;

TEST(FrameTimes, QuantilesAreDurationsThatWereMeasured) {
  Durations durations;
  EXPECT_EQ(durations.quantile(0.5), 0.0) << "of none";
  for (int k = 100; k >= 1; --k) durations.add(k);
  EXPECT_EQ(durations.quantile(0.5), 50.0);
  EXPECT_EQ(durations.quantile(0.95), 95.0);
  EXPECT_EQ(durations.quantile(1.0), 100.0);
  EXPECT_EQ(durations.quantile(0.0), 1.0);
}

TEST(FrameTimes, OnlyMovingFramesCountForTheClockAndSleepIsNoWork) {
  FrameTimes times;
  for (const bool moving : {false, true, true, false}) {
    times.begin(moving);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    times.end();
  }
  EXPECT_THAT(times.in_words(Lang::en), HasSubstr("Frames drawn: 4."));
  EXPECT_THAT(times.in_words(Lang::en), HasSubstr("while something moved: 2."));
  EXPECT_THAT(times.in_words(Lang::fr), HasSubstr("Images dessinées\u00a0: 4."));
  EXPECT_LT(times.own().quantile(0.5), times.between().quantile(0.5));
  EXPECT_GE(times.between().quantile(0.0), 20.0);
}

}  // namespace frame_times_test
}  // namespace palabre::ui
