// Chance and parameter uncertainty look different: hatched edges of fans, hatching of the map, and
// when both are there or not.

#include <fmt/core.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/ui/robot.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/hatch.hpp"
#include "ui/draw/map.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/parameter_uncertainty.hpp"

namespace palabre::ui::test {
namespace fans_test {

/// Real ensembles with the assumptions as set: their edges are drawn.
AppOptions real_options(int replicates = 48) {
  AppOptions options;
  options.assignments = {"switches.assumptions=set"};
  options.asks_why = false;  // thirty ensembles beside each case
  options.still = true;
  options.replicates = replicates;
  return options;
}

// --- hatching ------------------------------------------------------------------------------------

double length(const std::vector<Segment>& strokes) {
  double sum = 0.0;
  for (const Segment& s : strokes) sum += std::hypot(s.b.x - s.a.x, s.b.y - s.a.y);
  return sum;
}

TEST(Hatch, FillsAnAreaEvenlyWhateverItsShape) {
  // Strokes 2 apart: their length is half of the area, for a square and for one with a hole.
  const std::vector<ImVec2> square{{0, 0}, {100, 0}, {100, 100}, {0, 100}};
  const int end = 4;
  for (const Lean lean : {Lean::rising, Lean::falling})
    EXPECT_NEAR(length(hatch_strokes(square, {&end, 1}, {2.0f, lean})), 5000.0, 50.0);
  std::vector<ImVec2> holed = square;
  for (ImVec2 p : {ImVec2{20, 20}, ImVec2{20, 70}, ImVec2{70, 70}, ImVec2{70, 20}})
    holed.push_back(p);
  const std::vector<int> ends{4, 8};
  EXPECT_NEAR(length(hatch_strokes(holed, ends, {2.0f})), 3750.0, 50.0);
}

TEST(Hatch, StaysInsideAndLeansAsAsked) {
  const std::vector<ImVec2> triangle{{10, 10}, {90, 20}, {30, 80}};
  const int end = 3;
  for (const Lean lean : {Lean::rising, Lean::falling}) {
    const auto strokes = hatch_strokes(triangle, {&end, 1}, {5.0f, lean, {3, 7}});
    ASSERT_GT(strokes.size(), 5u);
    for (const Segment& s : strokes) {
      EXPECT_GE(std::min(s.a.x, s.b.x), 9.99f);
      EXPECT_LE(std::max(s.a.y, s.b.y), 80.01f);
      const float slope = (s.b.y - s.a.y) / (s.b.x - s.a.x);
      EXPECT_NEAR(slope, lean == Lean::rising ? -1.0f : 1.0f, 1e-3f);
    }
  }
}

TEST(Hatch, BetweenTwoLinesItIsOnlyWhereTheyPart) {
  std::vector<ImVec2> upper, lower;
  for (int k = 0; k <= 100; ++k) {
    upper.push_back({float(k), k < 50 ? 40.0f : 20.0f});
    lower.push_back({float(k), 40.0f});
  }
  for (const Segment& s : hatch_between(upper, lower, {3.0f}))
    EXPECT_GE(std::min(s.a.x, s.b.x), 48.9f);
  std::swap(upper, lower);  // the wrong way round: nothing
  EXPECT_TRUE(hatch_between(upper, lower, {3.0f}).empty());
}

// --- the hatched edge ----------------------------------------------------------------------------

TEST(Edges, ComeWhenTheEnsembleIsWholeAndAreThoseOfTheLibrary) {
  Robot robot(real_options());
  const Edges& edges = robot.app().edges();
  ASSERT_EQ(edges.state, EdgeState::there);
  UncertaintyOptions options;
  options.replicates = 48;
  const auto wanted = uncertainty_ensemble(robot.app().draft(), *robot.app().file().world, options);
  EXPECT_EQ(edges.spread->results->digest, wanted->results->digest);
  EXPECT_NE(edges.spread->results->digest, robot.app().digest());
  EXPECT_EQ(edges.spread->draws, 6);
}

TEST(Edges, CanBeHiddenByKeyMenuAndStatusLine) {
  Robot robot(real_options());
  ASSERT_EQ(robot.app().edges().state, EdgeState::there);
  robot.press(plain(letter('H')));
  EXPECT_EQ(robot.app().edges().state, EdgeState::off);
  EXPECT_EQ(robot.app().edges().spread, nullptr);
  robot.click("status.bands");
  robot.settle();
  EXPECT_EQ(robot.app().edges().state, EdgeState::there);
  robot.click("menu.view");
  robot.click("menu.edges");
  EXPECT_EQ(robot.app().edges().state, EdgeState::off);
}

TEST(Edges, GoWhileASliderIsHeldAndTheAxesStay) {
  Robot robot(real_options());
  const Placed slider = robot.at("talks.mediator");
  const float y = slider.centre().y;
  robot.move({slider.low.x + 20, y});
  robot.button(true);
  robot.move({slider.low.x + 60, y});
  robot.move({slider.low.x + 90, y});
  robot.step(30);
  EXPECT_EQ(robot.app().edges().state, EdgeState::waiting);
  EXPECT_EQ(robot.app().edges().spread, nullptr);
  EXPECT_EQ(robot.app().edges().disagreement, nullptr);
  robot.button(false);
  robot.settle();
  EXPECT_EQ(robot.app().edges().state, EdgeState::there);
  EXPECT_NE(robot.app().edges().disagreement, nullptr);
}

TEST(Edges, BelongToTheCaseShown) {
  Robot robot(real_options());
  const std::string before = robot.app().edges().spread->results->digest;
  robot.app().act(SetValue{"talks.mediator", Value{0.95}, true});
  robot.step();
  EXPECT_EQ(robot.app().edges().spread, nullptr);
  robot.settle();
  ASSERT_NE(robot.app().edges().spread, nullptr);
  EXPECT_NE(robot.app().edges().spread->results->digest, before);
  robot.press(ctrl('Z'));
  robot.settle();
  EXPECT_EQ(robot.app().edges().spread->results->digest, before);
}

TEST(Edges, ALockedAssumptionIsNotDrawn) {
  Robot robot(real_options());
  const auto drawn = [&](std::string_view key) {
    const auto& keys = robot.app().edges().spread->keys;
    return std::find(keys.begin(), keys.end(), key) != keys.end();
  };
  EXPECT_TRUE(drawn("talks.mediator"));
  robot.app().act(ToggleLock{"talks.mediator"});
  robot.step();
  robot.settle();
  ASSERT_EQ(robot.app().edges().state, EdgeState::there);
  EXPECT_FALSE(drawn("talks.mediator"));
}

TEST(Edges, WithoutWidthNothingIsDrawnAndItSaysSo) {
  AppOptions options = real_options();
  options.assignments.push_back("uncertainty.width=0");
  Robot robot(std::move(options));
  EXPECT_EQ(robot.app().edges().state, EdgeState::fixed);
  EXPECT_EQ(robot.app().edges().spread, nullptr);
}

TEST(Edges, EscapeStopsTheDrawingAndItStaysStopped) {
  Robot robot(real_options(48));
  robot.app().act(SetReplicates{3000});
  for (int k = 0; k < 20000 && robot.app().edges().state != EdgeState::running; ++k) {
    robot.step();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ASSERT_EQ(robot.app().edges().state, EdgeState::running);
  robot.press(plain(Key::escape));
  robot.step(30);
  EXPECT_EQ(robot.app().edges().state, EdgeState::stopped);
  EXPECT_TRUE(robot.app().settled());
}

TEST(Edges, AreRemembered) {
  const Folder folder;
  Remembered what;
  what.edges = false;
  write_remembered(folder.path(), what);
  EXPECT_FALSE(read_remembered(folder.path()).edges);
  EXPECT_TRUE(read_remembered(folder.path()).map_hatching);
}

TEST(Edges, MadeUpEnsemblesHaveNone) {
  Robot robot;
  EXPECT_EQ(robot.app().edges().spread, nullptr);
  EXPECT_TRUE(robot.has("status.bands"));
}

TEST(Edges, TheTopOfTheAxisHoldsThem) {
  Series set, drawn;
  set.q95 = {10, 10};
  drawn.q95 = {10, 40};
  FanLine line{&set, 0, ""};
  EXPECT_EQ(fan_top({&line, 1}), 10.0);
  line.drawn = &drawn;
  EXPECT_EQ(fan_top({&line, 1}), 40.0);
}

// The data of a chart, a line a week and layer.
std::string exported(Robot& robot, const std::string& id, FigureFormat format) {
  const Folder folder;
  const fs::path file = folder.path() / "figure";
  robot.app().act(ExportFigure{id, format, file});
  return read_file(file, 1 << 22);
}
std::string chart_data(Robot& robot, std::size_t slot) {
  return without_comments(exported(robot, fmt::format("chart.{}", slot), FigureFormat::csv));
}

TEST(Edges, TheStackOfStagesHasTheRangesOfTheLibrary) {
  Robot robot(real_options());
  ASSERT_EQ(robot.app().edges().state, EdgeState::there);
  const StageSpread& stages = robot.app().edges().spread->stages;
  const ShareRange last = stages.in[1].back();
  const std::string data = chart_data(robot, 3);
  EXPECT_THAT(data, testing::HasSubstr(fmt::format(",{},{}\n", last.low, last.high)));
  robot.press(plain(letter('H')));
  EXPECT_THAT(chart_data(robot, 3),
              testing::Not(testing::HasSubstr(fmt::format(",{},{}\n", last.low, last.high))));
}

TEST(Edges, ACercleHasBandsAndEdgesOfItsOwn) {
  Robot robot(real_options());
  constexpr int kCercle = 7;
  EXPECT_EQ(robot.app().details().cercle, nullptr);
  robot.app().act(SelectCercle{kCercle});
  robot.step();
  EXPECT_TRUE(robot.has("chart.cercle_deaths")) << "means at once, bands when they are there";
  robot.settle();
  const EnsembleDetails& details = robot.app().details();
  ASSERT_NE(details.cercle, nullptr);
  ASSERT_NE(details.cercle_drawn, nullptr);
  EXPECT_EQ(details.cercle->runs, 48);
  const auto field = std::size_t(CercleFieldId::displaced);
  const int week = robot.app().draft().weeks - 1;
  const double mean = robot.app().results()->map(CercleFieldId::displaced, week, kCercle);
  EXPECT_NEAR(details.cercle->fields[field].mean.back(), mean, 1e-5 * mean);
  const Results& drawn = *robot.app().edges().spread->results;
  const double other = drawn.map(CercleFieldId::displaced, week, kCercle);
  EXPECT_NEAR(details.cercle_drawn->fields[field].mean.back(), other, 1e-5 * other);

  robot.press(plain(letter('H')));
  EXPECT_EQ(robot.app().details().cercle_drawn, nullptr) << "no edges wanted, none here";
  EXPECT_NE(robot.app().details().cercle, nullptr);
  robot.app().act(SetValue{"talks.mediator", Value{0.95}, true});
  robot.step();
  EXPECT_EQ(robot.app().details().cercle, nullptr) << "it belonged to the case before";
  robot.app().act(SelectCercle{-1});
  robot.settle();
  EXPECT_EQ(robot.app().details().cercle, nullptr);
}

TEST(Edges, TheChartsOfACercleCanBeExportedBesideThoseOfTheCountry) {
  Robot robot(real_options());
  const std::string country = exported(robot, "chart.2", FigureFormat::csv);
  robot.app().act(Do{Action::export_figure});
  robot.settle();
  EXPECT_TRUE(robot.has("figure.chart.2"));
  EXPECT_FALSE(robot.has("figure.cercle.2")) << "none is open";
  robot.app().act(CloseDialog{});
  robot.app().act(SelectCercle{7});
  robot.settle();
  robot.app().act(Do{Action::export_figure});
  robot.settle();
  EXPECT_TRUE(robot.has("figure.chart.2"));
  EXPECT_TRUE(robot.has("figure.cercle.2"));
  robot.app().act(CloseDialog{});
  robot.settle();
  const std::string& name = robot.app().file().world->cercles[7].name;
  const Series& drawn =
      robot.app().details().cercle_drawn->fields[std::size_t(CercleFieldId::displaced)];
  const std::string csv = exported(robot, "cercle.2", FigureFormat::csv);
  EXPECT_THAT(csv, testing::HasSubstr("," + name + " – "));
  EXPECT_THAT(csv, testing::EndsWith(fmt::format(",{},{}\n", drawn.q05.back(), drawn.q95.back())));
  EXPECT_THAT(exported(robot, "cercle.2", FigureFormat::svg), testing::HasSubstr(name + " – "));
  EXPECT_EQ(exported(robot, "chart.2", FigureFormat::csv), country) << "whatever is open";
}

TEST(Edges, ACercleOfSomeRunsHasTheirBandsAndNoEdges) {
  Robot robot(real_options());
  robot.app().act(SelectCercle{7});
  robot.app().act(SetRunFilter{EndsIn{OutcomeId::frozen}});
  robot.settle();
  const EnsembleDetails& details = robot.app().details();
  ASSERT_NE(details.cercle, nullptr);
  EXPECT_EQ(details.cercle->runs, details.subset.answer->results->finished());
  EXPECT_LT(details.cercle->runs, 48);
  EXPECT_EQ(details.cercle_drawn, nullptr);
}

// --- plausible worlds: bands and shares hold them already
// -------------------------------------------

AppOptions worlds_options(int replicates = 96) {
  AppOptions options = real_options(replicates);
  options.assignments = {"switches.assumptions=plausible"};
  return options;
}

TEST(Worlds, NoSecondEnsembleIsRunAndTheRangesAreThoseOfTheResults) {
  Robot robot(worlds_options());
  const Edges& edges = robot.app().edges();
  EXPECT_EQ(edges.state, EdgeState::worlds);
  EXPECT_EQ(edges.spread, nullptr);
  EXPECT_NE(edges.disagreement, nullptr);
  bool wide = false;
  for (const OutcomeShare& share : robot.app().results()->outcomes) {
    ASSERT_TRUE(share.worlds);
    EXPECT_EQ(edges.range(share)->low, share.worlds->low);
    EXPECT_EQ(edges.range(share)->high, share.worlds->high);
    wide = wide || share.worlds->high - share.worlds->low > 0.1;
  }
  EXPECT_TRUE(wide) << "nothing to look at";
  const OutcomeShare& first =
      robot.app().results()->outcomes[std::size_t(OutcomeId::creeping_advance)];
  EXPECT_THAT(exported(robot, "outcomes", FigureFormat::csv),
              testing::HasSubstr(fmt::format(",{},{},", first.worlds->low, first.worlds->high)));
  robot.press(plain(letter('H')));
  EXPECT_FALSE(robot.app().edges().range(first)) << "hidden";
}

TEST(Worlds, ACercleHasBandsOfTheRunsOnScreenAlone) {
  Robot robot(worlds_options(48));
  robot.app().act(SelectCercle{7});
  robot.settle();
  EXPECT_NE(robot.app().details().cercle, nullptr);
  EXPECT_EQ(robot.app().details().cercle_drawn, nullptr);
}

TEST(Worlds, AValueAtTheDefaultIsEachWorldsOwnAndAnyOtherHoldsInAll) {
  Robot robot(worlds_options(48));
  const World& world = *robot.app().file().world;
  const auto own = [&](const char* key) {
    return each_world_has_its_own(robot.app().draft(), world, key);
  };
  EXPECT_TRUE(own("talks.mediator"));
  EXPECT_TRUE(own("switches.bargaining"));
  EXPECT_FALSE(own("levers.mediator")) << "no assumption";
  robot.app().act(SetValue{"talks.mediator", Value{0.95}, true});
  robot.step();
  EXPECT_FALSE(own("talks.mediator"));
  EXPECT_TRUE(held_in_all_worlds(robot.app().draft(), world, "talks.mediator"));
  robot.app().act(SetValue{"switches.assumptions", Value{std::string("set")}, true});
  robot.step();
  EXPECT_FALSE(own("talks.guarantee"));
  EXPECT_FALSE(held_in_all_worlds(robot.app().draft(), world, "talks.mediator"));
}

TEST(Worlds, TheMiddleNinetyOfTheirValues) {
  auto table = std::make_shared<PlausibleWorlds>();
  table->keys = {"talks.mediator", "talks.guarantee"};
  for (int w = 0; w <= 100; ++w) {
    table->draws.push_back(w);
    table->values.push_back(0.01 * (100 - w));
    table->values.push_back(0.5);
  }
  WorldValuesByKey values;
  EXPECT_DOUBLE_EQ(values.of(table, "talks.mediator").low, 0.05);
  EXPECT_DOUBLE_EQ(values.of(table, "talks.mediator").high, 0.95);
  EXPECT_DOUBLE_EQ(values.of(table, "talks.guarantee").high, 0.5);
  auto other = std::make_shared<PlausibleWorlds>(*table);
  other->values.assign(other->values.size(), 0.2);
  EXPECT_DOUBLE_EQ(values.of(other, "talks.mediator").low, 0.2) << "of other worlds";
}

// --- the map -------------------------------------------------------------------------------------

TEST(MapHatching, IsThatOfTheLibraryAndCanBeHidden) {
  Robot robot(real_options());
  ASSERT_NE(robot.app().edges().disagreement, nullptr);
  const Scenario& s = robot.app().draft();
  const auto wanted = count_disagreement(compile(s, *robot.app().file().world), s.seed, 48, 1);
  EXPECT_EQ(robot.app().edges().disagreement->yes, wanted->yes);
  robot.press({letter('H'), false, true, false});
  EXPECT_EQ(robot.app().edges().disagreement, nullptr);
  EXPECT_EQ(robot.app().edges().state, EdgeState::there);
}

TEST(MapHatching, MarksExactlyTheCerclesWhereRunsDisagree) {
  const ScenarioFile file = load_scenario(baseline_path());
  const MapShape shape = map_shape(*file.world);
  const Look look;
  Disagreement d;
  d.weeks = few_results()->manifest.weeks;
  d.cercle_count = 50;
  d.runs = 100;
  for (auto& rows : d.yes) rows.assign(std::size_t(d.weeks) * 50, 0);
  d.yes[std::size_t(MapThresholdId::state_holds)][10 * 50 + 7] = 21;   // more than 20: hatched
  d.yes[std::size_t(MapThresholdId::state_holds)][10 * 50 + 8] = 20;   // not more
  d.yes[std::size_t(MapThresholdId::state_holds)][10 * 50 + 9] = 85;   // 15 disagree
  d.yes[std::size_t(MapThresholdId::state_holds)][11 * 50 + 12] = 50;  // in another week
  SvgCanvas canvas(700, 600);
  draw_map(canvas, look, shape, place_map(shape, {{0, 0}, {700, 600}}), *file.world,
           few_results().get(), CercleFieldId::state_share, 10, -1, &d);
  const std::string svg = canvas.document();
  std::vector<int> hatched;
  for (int c = 0; c < 50; ++c) {
    const std::size_t from = svg.find("<g id=\"cercle-" + std::to_string(c) + "\">");
    const std::string part = svg.substr(from, svg.find("</g>", from) - from);
    if (part.find("fill=\"none\" stroke=\"#ffffff\"") != std::string::npos ||
        part.find("fill=\"none\" stroke=\"#000000\"") != std::string::npos)
      hatched.push_back(c);
  }
  EXPECT_THAT(hatched, testing::ElementsAre(7));
}

TEST(MapHatching, TheKeySaysWhatIsHatchedAndWhatIsNot) {
  const Disagreement d;
  EXPECT_EQ(hatching_of(CercleFieldId::state_share, false, nullptr), Hatching::none);
  EXPECT_EQ(hatching_of(CercleFieldId::state_share, true, nullptr), Hatching::counting);
  EXPECT_EQ(hatching_of(CercleFieldId::state_share, true, &d), Hatching::shown);
  EXPECT_EQ(hatching_of(CercleFieldId::deaths, true, &d), Hatching::not_asked);
  for (const Lang lang : {Lang::en, Lang::fr}) {
    EXPECT_EQ(map_signs(Hatching::none, lang).size(), 2u);
    EXPECT_THAT(map_signs(Hatching::shown, lang).back().words, testing::HasSubstr("20"));
  }
}

}  // namespace fans_test
}  // namespace palabre::ui::test
