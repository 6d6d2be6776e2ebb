// A robot at the view Analyse, with the least work.

#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/ui/robot.hpp"
#include "ui/panels/commands.hpp"
#include "ui/work/analysis.hpp"

namespace palabre::ui::test {

/// The baseline over a few weeks and runs: analyses of it take a moment.
class Analyse : public testing::Test {
 protected:
  Analyse() : path_(folder_.baseline_copy()) {}
  AppOptions options(Lang lang = Lang::en) {
    AppOptions out = quick_options(lang);
    out.load.weeks = 60;
    out.replicates = 40;
    return out;
  }
  /// At a method, with the least work.
  static void show(Robot& robot, Method method) {
    robot.app().act(ShowMethod{method});
    AnalysisSettings settings = robot.app().analysis().settings;
    settings.method = method;
    settings.target = "good_offices_started";
    settings.y = "talks.tempo";
    settings.care.fill(Care::quick);
    robot.app().act(SetAnalysis{settings});
    robot.step(3);
  }
  static const AnalysisAnswer& run(Robot& robot, Method method) {
    show(robot, method);
    robot.click("button.an_start");
    robot.settle();
    EXPECT_TRUE(robot.app().analysis().fresh) << method_spec(method).id;
    EXPECT_TRUE(robot.app().analysis().answer->whole()) << method_spec(method).id;
    return *robot.app().analysis().answer;
  }
  static std::vector<std::string> lock_all_but(Robot& robot, std::string_view group) {
    std::vector<std::string> kept;
    for (const ParamSpec& spec : param_specs())
      if (spec.group != group)
        robot.app().act(ToggleLock{std::string(spec.key)});
      else
        kept.emplace_back(spec.key);
    return kept;
  }

  Folder folder_;
  fs::path path_;
};

}  // namespace palabre::ui::test
