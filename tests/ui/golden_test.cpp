// Charts as SVG text, line by line as they were. The data are made up, so that only drawing can
// move them. Rewritten by `bash tests/run --update-goldens`.

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/support/paths.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/map.hpp"
#include "ui/draw/run_marks.hpp"
#include "ui/draw/stage_strip.hpp"

namespace palabre::ui {
namespace golden_test {

namespace fs = std::filesystem;

constexpr int kWeeks = 40;
const auto kStart = std::chrono::sys_days{std::chrono::year{2022} / 2 / 14};

Series made_up(double from, double to) {
  Series s;
  for (int week = 0; week < kWeeks; ++week) {
    const double share = double(week) / (kWeeks - 1), middle = from + (to - from) * share;
    const double wide = 0.02 + 0.1 * share;
    s.q05.push_back(middle - wide);
    s.q25.push_back(middle - wide / 2);
    s.q50.push_back(middle);
    s.q75.push_back(middle + wide / 2);
    s.q95.push_back(middle + wide);
    s.mean.push_back(middle);
  }
  return s;
}

std::string read_whole(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void expect_golden(const std::string& name, const std::string& svg) {
  const fs::path path = fs::path(palabre::test::root()) / "tests/ui/golden" / (name + ".svg");
  if (std::getenv("PALABRE_UPDATE_GOLDENS")) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << svg;
  }
  EXPECT_EQ(svg, read_whole(path)) << name << ": the picture moved; look at it before updating";
}

TEST(GoldenChart, AFanOfTwoSides) {
  for (const auto& [theme, name] :
       {std::pair{Theme::dark, "fan_dark"}, std::pair{Theme::light, "fan_light"}}) {
    Look look;
    look.theme = theme;
    SvgCanvas canvas(420, 240);
    const ChartWords words{"chart.territory", "Territory by area", ValueKind::share, Lang::en};
    const Series state = made_up(0.32, 0.25), jihadist = made_up(0.27, 0.41);
    const std::vector<FanLine> fans{{&state, look.colours().state, "State"},
                                    {&jihadist, look.colours().jihadist, "Jihadists"}};
    const ChartFrame frame =
        chart_frame(canvas, look, {{0, 0}, {420, 240}}, words, kWeeks, fan_top(fans), 70.0f);
    draw_axes(canvas, look, frame, words, kStart);
    draw_fan(canvas, look, frame, words, fans);
    draw_week_line(canvas, look, frame, 17, look.colours().text);
    expect_golden(name, canvas.document());
  }
}

// Drawn assumptions reach a little further, upwards more than downwards.
Series drawn_around(const Series& set) {
  Series out = set;
  for (std::size_t week = 0; week < out.q95.size(); ++week) {
    const double wide = out.q95[week] - out.q50[week];
    out.q95[week] += 0.7 * wide;
    out.q05[week] -= 0.4 * wide;
  }
  return out;
}

TEST(GoldenChart, AFanWithHatchedEdges) {
  for (const auto& [theme, name] :
       {std::pair{Theme::dark, "fan_edges_dark"}, std::pair{Theme::light, "fan_edges_light"}}) {
    Look look;
    look.theme = theme;
    SvgCanvas canvas(420, 240);
    const ChartWords words{"chart.territory", "Territory by area", ValueKind::share, Lang::en};
    const Series state = made_up(0.32, 0.25), jihadist = made_up(0.27, 0.41);
    const Series state_drawn = drawn_around(state), jihadist_drawn = drawn_around(jihadist);
    const std::vector<FanLine> fans{
        {&state, look.colours().state, "State", &state_drawn},
        {&jihadist, look.colours().jihadist, "Jihadists", &jihadist_drawn}};
    canvas.rect({{0, 0}, {420, 240}}, look.colours().panel, 0.0f);
    const ChartFrame frame =
        chart_frame(canvas, look, {{0, 0}, {420, 240}}, words, kWeeks, fan_top(fans), 70.0f);
    draw_axes(canvas, look, frame, words, kStart);
    draw_fan(canvas, look, frame, words, fans);
    expect_golden(name, canvas.document());
  }
}

// Three cercles in a row, the middle one with a hole.
MapShape three_squares() {
  MapShape shape;
  for (int c = 0; c < 3; ++c) {
    const float x = float(c);
    MapPiece piece;
    piece.points = {{x, 0}, {x + 1, 0}, {x + 1, 1}, {x, 1}};
    piece.ring_ends = {4};
    if (c == 1) {
      for (ImVec2 p :
           {ImVec2{1.3f, 0.3f}, ImVec2{1.3f, 0.7f}, ImVec2{1.7f, 0.7f}, ImVec2{1.7f, 0.3f}})
        piece.points.push_back(p);
      piece.ring_ends.push_back(8);
    }
    piece.triangles = triangulate(piece.points, piece.ring_ends);
    piece.low = {x, 0};
    piece.high = {x + 1, 1};
    piece.middle = {x + 0.15f, 0.5f};
    shape.pieces.push_back(std::move(piece));
  }
  shape.low = {0, 0};
  shape.high = {3, 1};
  return shape;
}

TEST(GoldenMap, HatchedWhereTheRunsDisagree) {
  const MapShape shape = three_squares();
  World world;
  for (const char* name : {"West", "Middle", "East"}) {
    world.cercles.emplace_back();
    world.cercles.back().name = name;
  }
  Results results;
  results.cercle_count = 3;
  for (auto& map : results.maps) map = {0.1, 0.5, 0.9};
  Disagreement d;
  d.weeks = 1;
  d.cercle_count = 3;
  d.runs = 100;
  for (auto& yes : d.yes) yes = {0, 50, 70};
  Look look;
  look.theme = Theme::light;
  SvgCanvas canvas(480, 300);
  draw_map(canvas, look, shape, place_map(shape, {{0, 0}, {480, 160}}), world, &results,
           CercleFieldId::state_share, 0, -1, &d);
  draw_map_signs(canvas, look, shape, place_map(shape, {{0, 0}, {480, 160}}), results, 0);
  draw_map_signs_key(canvas, look, {10, 180}, 200, map_signs(Hatching::shown, Lang::fr));
  expect_golden("map_hatched", canvas.document());
}

TEST(GoldenChart, AStackOfStages) {
  const Look look;
  SvgCanvas canvas(420, 240);
  const ChartWords words{"chart.stages", "Étapes des pourparlers", ValueKind::share, Lang::fr};
  std::vector<std::vector<double>> shares(stage_specs().size());
  for (std::size_t k = 0; k < shares.size(); ++k)
    for (int week = 0; week < kWeeks; ++week)
      shares[k].push_back((1.0 + double((week + int(k) * 7) % kWeeks)) /
                          (double(shares.size()) * 20.5));
  std::vector<StackLayer> layers;
  for (std::size_t k = 0; k < shares.size(); ++k)
    layers.push_back(
        {shares[k], look.colours().stage[k], std::string(stage_specs()[k].label.in(Lang::fr))});
  const ChartFrame frame =
      chart_frame(canvas, look, {{0, 0}, {420, 240}}, words, kWeeks, 1.0, 130.0f);
  draw_axes(canvas, look, frame, words, kStart);
  draw_stack(canvas, look, frame, words, layers);
  expect_golden("stages", canvas.document());
}

// Three layers whose boundaries drawn assumptions move: the upper one up, the lower one both ways.
TEST(GoldenChart, AStackWithHatchedBoundaries) {
  for (const auto& [theme, name] : {std::pair{Theme::dark, "stages_edges_dark"},
                                    std::pair{Theme::light, "stages_edges_light"}}) {
    Look look;
    look.theme = theme;
    SvgCanvas canvas(420, 240);
    const ChartWords words{"chart.stages", "National talks", ValueKind::share, Lang::en};
    const std::vector<double> low(kWeeks, 0.4), middle(kWeeks, 0.35), high(kWeeks, 0.25);
    std::vector<ShareRange> first, second;
    for (int week = 0; week < kWeeks; ++week) {
      const double wide = 0.15 * double(week) / (kWeeks - 1);
      first.push_back({0.4 - wide, 0.4 + wide / 2});
      second.push_back({0.75, 0.75 + wide});
    }
    const auto& stage = look.colours().stage;
    const std::vector<StackLayer> layers{{low, stage[1], "Secret contact", {}, first},
                                         {middle, stage[2], "Good offices", {}, second},
                                         {high, stage[3], "National talks"}};
    const ChartFrame frame =
        chart_frame(canvas, look, {{0, 0}, {420, 240}}, words, kWeeks, 1.0, 110.0f);
    canvas.rect({{0, 0}, {420, 240}}, look.colours().panel, 0.0f);
    draw_axes(canvas, look, frame, words, kStart);
    draw_stack(canvas, look, frame, words, layers);
    expect_golden(name, canvas.document());
  }
}

TEST(GoldenChart, SingleRunsOverAFan) {
  const Look look;
  SvgCanvas canvas(420, 240);
  const ChartWords words{"chart.deaths", "Deaths", ValueKind::amount, Lang::en};
  const Series all = made_up(0.3, 0.5);
  const std::vector<FanLine> fans{{&all, look.colours().accent, ""}};
  std::vector<std::vector<float>> values(5);
  for (std::size_t run = 0; run < values.size(); ++run)
    for (std::size_t week = 0; week < std::size_t(kWeeks); ++week)
      values[run].push_back(float(all.q50[week] + 0.03 * double(run) * std::sin(double(week))));
  std::vector<RunStroke> strokes;
  for (const auto& line : values) strokes.push_back({line, look.colours().dim, ""});
  strokes[2].label = "run 2";  // ends so near that the names are moved apart
  strokes[3].label = "run 3";
  const ChartFrame frame =
      chart_frame(canvas, look, {{0, 0}, {420, 240}}, words, kWeeks, fan_top(fans), 20.0f);
  draw_axes(canvas, look, frame, words, kStart);
  draw_fan(canvas, look, frame, words, fans, 0.5f);
  draw_runs(canvas, look, frame, strokes);
  expect_golden("runs", canvas.document());
}

TEST(GoldenChart, SingleRunsAsRows) {
  const Look look;
  SvgCanvas canvas(420, 240);
  const ChartWords words{"chart.stages", "National talks", ValueKind::share, Lang::en};
  const std::vector<double> half(kWeeks, 0.5);
  const std::vector<StackLayer> layers{{half, look.colours().stage[1], "Secret contact"},
                                       {half, look.colours().stage[3], "National talks"}};
  std::vector<float> stays(kWeeks, 0.0f), moves = stays;
  for (std::size_t week = 25; week < moves.size(); ++week) moves[week] = 1.0f;
  const std::vector<RunRow> rows{{stays, false, ""}, {moves, true, "run 1"}, {moves, false, ""}};
  const ChartFrame frame =
      chart_frame(canvas, look, {{0, 0}, {420, 240}}, words, kWeeks, 1.0, 110.0f);
  draw_axes(canvas, look, frame, words, kStart);
  draw_run_rows(canvas, look, frame, words, layers, rows);
  expect_golden("rows", canvas.document());
}

// Four square cercles in a row, each with other agents.
MapShape four_squares() {
  MapShape shape;
  for (int k = 0; k < 4; ++k) {
    const float x = 2.0f * float(k);
    MapPiece piece;
    piece.points = {{x, 0}, {x + 2, 0}, {x + 2, 2}, {x, 2}};
    piece.ring_ends = {4};
    piece.triangles = {0, 1, 2, 0, 2, 3};
    piece.low = {x, 0};
    piece.high = {x + 2, 2};
    piece.middle = {x + 1, 1};
    shape.pieces.push_back(piece);
  }
  shape.low = {0, 0};
  shape.high = {8, 2};
  return shape;
}

TEST(GoldenMap, AgentsOfARun) {
  const MapShape shape = four_squares();
  const std::vector<Stand> stands{
      {400.0, 100.0, 50.0, false, 0.0, false, false, 0.0, false},
      {kPersonsDrawn - 1, 900.0, 200.0, true, 0.2, true, true, 0.0, true},
      {1600.0, 0.0, 0.0, false, 0.9, true, false, 2.0, false},
      {0.0, 0.0, 0.0, false, 0.0, false, false, 0.0, false}};
  for (const auto& [theme, name] :
       {std::pair{Theme::dark, "marks_dark"}, std::pair{Theme::light, "marks_light"}}) {
    Look look;
    look.theme = theme;
    SvgCanvas canvas(400, 240);
    const MapPlace place = place_map(shape, {{0, 0}, {400, 100}});
    draw_run_marks(canvas, look, shape, place, stands, 1.0);
    const std::vector<std::string> words = mark_words(Lang::fr);
    for (std::size_t k = 0; k < words.size(); ++k) {
      const float y = 104.0f + 16.0f * float(k);
      draw_mark_of_line(canvas, look, k, {4, y + 8});
      canvas.text({30, y}, look.colours().dim, words[k], Face::small, Align::left);
    }
    expect_golden(name, canvas.document());
  }
}

TEST(GoldenChart, AStripOfStages) {
  const Look look;
  SvgCanvas canvas(420, 40);
  draw_stage_strip(canvas, look, {{0, 10}, {420, 40}}, {0.0, 40.0, 10.0f, 410.0f},
                   {{0, 9, 1}, {9, 12, 2}, {12, 26, 3}, {26, 30, 0}}, {{9, true}, {11, false}},
                   Lang::fr);
  draw_strip_cursor(canvas, look, {{0, 10}, {420, 40}}, 210.0f, false);
  expect_golden("strip", canvas.document());
}

TEST(GoldenChart, DotsAndBars) {
  const Look look;
  SvgCanvas canvas(300, 60);
  draw_share_dots(canvas, look, {{0, 0}, {300, 12}}, 17, {0.17, 0.147, 0.195}, 40.0);
  draw_share_bar(canvas, look, {{0, 30}, {300, 36}}, {0.17, 0.147, 0.195});
  draw_share_range(canvas, look, {{0, 14}, {300, 20}}, 0.03, 0.31, 0.4);
  expect_golden("shares", canvas.document());
}

}  // namespace golden_test
}  // namespace palabre::ui
