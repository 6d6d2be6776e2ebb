// Charts and map as numbers and as SVG text, without a window.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <regex>
#include <set>

#include "tests/ui/robot.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/map.hpp"
#include "ui/panels/map_words.hpp"

namespace palabre::ui::test {
namespace charts_test {

const Look kLook{};

const World& world() {
  static const ScenarioFile file = load_scenario(baseline_path());
  return *file.world;
}

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
    ++found;
  return found;
}

TEST(Chart, TheMedianStandsWhereTheAxisPutsIt) {
  const SvgCanvas canvas(300, 200);
  const Series& deaths = few_results()->of(SeriesId::deaths);
  const int weeks = int(deaths.q50.size());
  const ChartFrame frame =
      chart_frame(canvas, kLook, {{0, 0}, {300, 200}}, {"chart.deaths", "D"}, weeks, 80.0, 10.0f);
  const std::vector<ImVec2> median = quantile_points(frame, deaths.q50);
  ASSERT_EQ(median.size(), deaths.q50.size());
  for (int week : {0, 17, weeks - 1}) {
    const auto w = std::size_t(week);
    const Rect& plot = frame.plot;
    const double x = double(plot.low.x) + double(plot.width()) * week / (weeks - 1);
    const double y = double(plot.high.y) - double(plot.height()) * deaths.q50[w] / 80.0;
    EXPECT_NEAR(median[w].x, x, 0.01);
    EXPECT_NEAR(median[w].y, y, 0.01);
    EXPECT_NEAR(frame.values.value(median[w].y), deaths.q50[w], 1e-3);
  }
}

TEST(Chart, QuantilesNest) {
  const SvgCanvas canvas(300, 200);
  for (const Series& s : few_results()->series) {
    const ChartFrame frame =
        chart_frame(canvas, kLook, {{0, 0}, {300, 200}}, {}, int(s.q50.size()), 1.0, 0.0f);
    const auto low = quantile_points(frame, s.q05), high = quantile_points(frame, s.q95);
    for (std::size_t w = 0; w < low.size(); ++w) EXPECT_GE(low[w].y, high[w].y);
  }
}

TEST(Chart, TheTopHoldsEveryValueAndIsRound) {
  for (double v : {0.003, 0.37, 1.0, 7.3, 99.0, 101.0, 412000.0}) {
    const double top = nice_top(v);
    EXPECT_GE(top, v);
    EXPECT_LE(top, v * 2.0 + 1e-12);
    EXPECT_LE(top / nice_step(top), 5.0);
  }
}

TEST(Chart, LabelsMoveApartAndStayInside) {
  const std::vector<float> at = spread_labels({50, 51, 52, 10, 99}, 12, 0, 100);
  std::vector<float> sorted = at;
  std::sort(sorted.begin(), sorted.end());
  for (std::size_t k = 1; k < sorted.size(); ++k) EXPECT_GE(sorted[k] - sorted[k - 1], 11.99f);
  EXPECT_GE(sorted.front(), 0.0f);
  EXPECT_LE(sorted.back(), 100.0f);
  EXPECT_LT(at[0], at[1]);
  EXPECT_LT(at[1], at[2]);
}

TEST(Chart, AFanInSvgHasTwoBandsAMedianAndItsLabel) {
  SvgCanvas canvas(300, 200);
  const ChartWords words{"chart.territory", "Territory & people", ValueKind::share, Lang::en};
  const Series& s = few_results()->of(SeriesId::state_share_area);
  const FanLine line{&s, IM_COL32(10, 20, 30, 255), "State"};
  const ChartFrame frame = chart_frame(canvas, kLook, {{0, 0}, {300, 200}}, words,
                                       int(s.q50.size()), fan_top({&line, 1}), 40.0f);
  draw_axes(canvas, kLook, frame, words, load_scenario(baseline_path()).scenario.start);
  draw_fan(canvas, kLook, frame, words, {&line, 1});
  const std::string svg = canvas.document();
  EXPECT_EQ(count(svg, "<polygon"), 2u);
  EXPECT_EQ(count(svg, "<polyline"), 1u);
  EXPECT_EQ(count(svg, "#0a141e"), 4u);
  EXPECT_THAT(svg, testing::HasSubstr("<g id=\"chart.territory\"><title>Territory &amp; people"));
  EXPECT_THAT(svg, testing::HasSubstr(">State</text>"));
  EXPECT_THAT(svg, testing::HasSubstr(">2024</text>"));
  EXPECT_EQ(count(svg, "<g "), count(svg, "</g>") - 0u);
  EXPECT_EQ(svg.find("nan"), std::string::npos);
}

TEST(Map, EveryCercleIsDrawnAndColoursDiffer) {
  const MapShape shape = map_shape(world());
  ASSERT_EQ(shape.pieces.size(), 50u);
  SvgCanvas canvas(700, 600);
  const MapPlace place = place_map(shape, {{0, 0}, {700, 600}});
  draw_map(canvas, kLook, shape, place, world(), few_results().get(), CercleFieldId::state_share,
           10, -1);
  const std::string svg = canvas.document();
  for (int c = 0; c < 50; ++c)
    EXPECT_THAT(svg, testing::HasSubstr("<g id=\"cercle-" + std::to_string(c) + "\"><title>" +
                                        world().cercles[std::size_t(c)].name));
  EXPECT_EQ(count(svg, "<path"), 50u);
  std::set<std::string> colours;
  const std::regex fill("fill-rule=\"evenodd\" fill=\"(#[0-9a-f]{6})\"");
  for (auto at = std::sregex_iterator(svg.begin(), svg.end(), fill); at != std::sregex_iterator();
       ++at)
    colours.insert((*at)[1]);
  EXPECT_GT(colours.size(), 25u);
}

double ring_area(const MapPiece& piece) {
  double sum = 0.0;
  int from = 0;
  for (int end : piece.ring_ends) {
    for (int k = from; k < end; ++k) {
      const ImVec2 a = piece.points[std::size_t(k)];
      const ImVec2 b = piece.points[std::size_t(k + 1 == end ? from : k + 1)];
      sum += double(a.x) * b.y - double(b.x) * a.y;
    }
    from = end;
  }
  return std::abs(sum);
}

TEST(Map, TrianglesCoverEachOutlineAndNoHole) {
  const MapShape shape = map_shape(world());
  for (std::size_t c = 0; c < shape.pieces.size(); ++c)
    EXPECT_NEAR(area_of(shape.pieces[c]) / ring_area(shape.pieces[c]), 1.0, 1e-3)
        << world().cercles[c].name;
}

TEST(Map, TheHoleInKatiBelongsToBamako) {
  const MapShape shape = map_shape(world());
  const int bamako = world().find("Bamako"), kati = world().find("Kati");
  ASSERT_GE(bamako, 0);
  ASSERT_GE(kati, 0);
  const MapPlace place = place_map(shape, {{0, 0}, {700, 600}});
  const MapPiece& piece = shape.pieces[std::size_t(bamako)];
  const ImVec2 middle{(piece.low.x + piece.high.x) / 2, (piece.low.y + piece.high.y) / 2};
  EXPECT_EQ(cercle_at(shape, place, place.at(middle)), bamako);
  EXPECT_EQ(cercle_at(shape, place, {-50, -50}), -1);
}

TEST(Map, TheMapFillsItsPlaceAndKeepsProportions) {
  const MapShape shape = map_shape(world());
  const Rect box{{10, 20}, {310, 420}};
  const MapPlace place = place_map(shape, box);
  const ImVec2 low = place.at(shape.low), high = place.at(shape.high);
  EXPECT_GE(low.x, box.low.x - 0.5f);
  EXPECT_LE(high.x, box.high.x + 0.5f);
  EXPECT_GE(low.y, box.low.y - 0.5f);
  EXPECT_LE(high.y, box.high.y + 0.5f);
  const float ratio = (high.x - low.x) / (high.y - low.y);
  EXPECT_NEAR(ratio, (shape.high.x - shape.low.x) / (shape.high.y - shape.low.y), 1e-3);
}

TEST(Words, SharesAreWordsAndNeverFinerThanTheSample) {
  EXPECT_EQ(share_in_words(340, 1000, Lang::en), "34 of 100 runs");
  EXPECT_EQ(share_in_words(3, 1000, Lang::en), "fewer than 1 of 100");
  EXPECT_EQ(share_in_words(0, 1000, Lang::en), "none of 1,000 runs");
  EXPECT_EQ(share_in_words(997, 1000, Lang::en), "more than 99 of 100");
  EXPECT_EQ(share_in_words(1000, 1000, Lang::en), "all 1,000 runs");
  EXPECT_EQ(share_in_words(5, 16, Lang::en), "5 of 16 runs");
  EXPECT_EQ(share_in_words(340, 1000, Lang::fr), "34 sur 100 simulations");
}

TEST(Words, AnIntervalCountsTheSameRunsAsItsValue) {
  Statistic statistic;
  statistic.id = StatisticId::talks_started;
  statistic.count = 64;
  statistic.estimate = {37.0 / 64.0, 0.45, 0.70};
  EXPECT_EQ(statistic_value(statistic, Lang::en), "37 of 64 runs");
  EXPECT_EQ(statistic_interval(statistic, Lang::en), "29 to 45");
  statistic.count = 1000;
  EXPECT_EQ(statistic_interval(statistic, Lang::en), "45 to 70");
}

TEST(Words, ADifferenceThatIsSureDoesNotSeemToEndAtZero) {
  EXPECT_EQ(difference_in_words({-0.032, -0.06, -0.004}, true, Lang::en), "−3.2 [−6, −0.4]");
  EXPECT_EQ(difference_in_words({0.032, 0.0004, 0.06}, true, Lang::en), "+3.2 [+0.04, +6]");
  EXPECT_EQ(difference_in_words({-0.03, -0.06, 0.0}, true, Lang::en), "−3 [−6, 0]");
  EXPECT_EQ(difference_in_words({-0.03, -0.06, 0.004}, true, Lang::fr), "−3 [−6 ; 0]");
  EXPECT_EQ(difference_in_words({0.2, 0.15, 0.25}, true, Lang::en), "+20 [+15, +25]");
  EXPECT_EQ(difference_in_words({1.0, 0.02, 1.98}, false, Lang::en), "+1 [+0.02, +1.98]");
}

TEST(Words, WhatHasNoIntervalSaysWhy) {
  const Estimate one{0.3, 0.3, 0.3, Basis::one_run, 1};
  const Estimate same{0.0, -0.004, 0.004, Basis::no_spread, 1000};
  const Estimate unbounded{7.0, 7.0, 7.0, Basis::no_spread, 20};
  const Estimate exact{0.0, 0.0, 0.0, Basis::certain};
  EXPECT_EQ(difference_in_words(one, true, Lang::en), "+30 [no interval: one run or world]");
  EXPECT_EQ(difference_in_words(same, true, Lang::en), "0 [the same in all 1,000 runs]");
  EXPECT_EQ(difference_in_words(unbounded, false, Lang::fr), "+7 [même valeur sur 20 simulations]");
  EXPECT_EQ(difference_in_words(exact, true, Lang::en), "0 [exact: chance plays no part]");
  Statistic statistic;
  statistic.id = StatisticId::talks_started;
  statistic.count = 1;
  statistic.estimate = {1.0, 1.0, 1.0, Basis::one_run, 1};
  EXPECT_EQ(statistic_interval(statistic, Lang::en), "no interval: one run or world");
  EXPECT_EQ(interval_csv(one), ",") << "empty cells, not low = high";
  EXPECT_EQ(interval_csv(unbounded), ",");
  EXPECT_EQ(interval_csv(same), "-0.004,0.004");
  EXPECT_EQ(interval_csv(exact), "0,0");
}

TEST(Words, NumbersAndDatesFollowTheLanguage) {
  EXPECT_EQ(number(0.125, Lang::en), "0.125");
  EXPECT_EQ(number(0.125, Lang::fr), "0,125");
  EXPECT_EQ(number(1234567, Lang::en, 7), "1,234,567");
  EXPECT_EQ(whole(1250, Lang::fr), "1\u202f250");
  const auto day = std::chrono::sys_days{std::chrono::year{2024} / 6 / 12};
  EXPECT_EQ(date_in_words(day, Lang::en), "12 Jun 2024");
  EXPECT_EQ(date_in_words(day, Lang::fr), "12 juin 2024");
  EXPECT_EQ(date_in_words(Date::never(), Lang::fr), "jamais");
}

TEST(Words, AmountsOnTheMapAreNeverFinerThanTheyMean) {
  EXPECT_EQ(amount_in_words(0.00011, Unit::Sieges, Lang::en), "<\u00a00.01");
  EXPECT_EQ(amount_in_words(0.0, Unit::Sieges, Lang::en), "0");
  EXPECT_EQ(amount_in_words(0.44, Unit::Sieges, Lang::fr), "0,44");
  EXPECT_EQ(amount_in_words(0.001, Unit::Attacks, Lang::fr), "<\u00a00,01 par semaine");
  EXPECT_EQ(amount_in_words(62.3, Unit::Persons, Lang::en), "62 persons");
  EXPECT_EQ(amount_in_words(31294.0, Unit::Persons, Lang::en), "31,300 persons");
  EXPECT_EQ(amount_in_words(0.82, Unit::Share, Lang::en), "82%");
}

TEST(Words, TypedNumbersTakeBothSigns) {
  EXPECT_EQ(parse_number("0,8"), 0.8);
  EXPECT_EQ(parse_number(" 0.8 "), 0.8);
  EXPECT_EQ(parse_number("1 250"), 1250.0);
  EXPECT_EQ(parse_number("-0,5"), -0.5);
  EXPECT_EQ(parse_number("abc"), std::nullopt);
  EXPECT_EQ(parse_number(""), std::nullopt);
  EXPECT_EQ(parse_number("1e999"), std::nullopt);
}

TEST(Words, SearchIgnoresCaseAndAccents) {
  EXPECT_TRUE(found_in("Médiateur", "mediat"));
  EXPECT_TRUE(found_in("ÉTAT", "état"));
  EXPECT_FALSE(found_in("State", "junta"));
}

TEST(Style, TextAndMarksStandOutInBothThemes) {
  for (Theme theme : {Theme::dark, Theme::light}) {
    const Palette& p = palette(theme);
    for (ImU32 back : {p.panel, p.background}) {
      for (ImU32 text : {p.text, p.dim, p.accent, p.changed, p.danger})
        EXPECT_GE(contrast(text, back), 4.5);
      for (ImU32 mark : {p.state, p.jihadist, p.faint}) EXPECT_GE(contrast(mark, back), 3.0);
    }
    EXPECT_GE(contrast(p.on_accent, p.accent), 4.5);
    EXPECT_GE(contrast(p.text, p.track), 4.5);
  }
}

}  // namespace charts_test
}  // namespace palabre::ui::test
