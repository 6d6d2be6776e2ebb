#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "sim/run/views/compare.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_parts.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

constexpr std::size_t kTold = 3;  // of the most frequent flips, in words

std::string name_of(std::size_t outcome, Lang lang) {
  return std::string(outcome_specs()[outcome].label.in(lang));
}

// Where the matrix stands: a row and a column an outcome.
struct Grid {
  ImVec2 corner;  // of the first cell
  float cell = 0.0f, high = 0.0f;
  bool named = false;  // rows bear their names, not only numbers
  Rect at(std::size_t row, std::size_t column) const {
    const ImVec2 low{corner.x + cell * float(column), corner.y + high * float(row)};
    return {low, {low.x + cell, low.y + high}};
  }
};

std::string row_label(std::size_t row, bool named, Lang lang) {
  return named ? fmt::format("{}  {}", name_of(row, lang), row + 1) : fmt::format("{}", row + 1);
}

Grid place_grid(const Canvas& canvas, ImVec2 at, float room, Lang lang) {
  const float em = canvas.text_size("0").y;
  float wide = 0.0f;
  for (std::size_t k = 0; k < kOutcomeCount; ++k)
    wide = std::max(wide, canvas.text_size(row_label(k, true, lang)).x);
  Grid grid;
  grid.named = room - wide - em >= float(kOutcomeCount) * em * 1.9f;
  const float left = grid.named ? wide + em * 0.6f : em * 1.6f;
  grid.cell = std::min((room - left) / float(kOutcomeCount), em * 3.4f);
  grid.high = em * 1.7f;
  grid.corner = {at.x + left, at.y + em * 1.3f};
  return grid;
}

std::string count_in_cell(const Canvas& canvas, std::int64_t count, float room, Lang lang) {
  const std::string all = whole(count, lang);
  return canvas.text_size(all).x <= room ? all : compact(double(count), lang);
}

void draw_cell(Canvas& canvas, const Rect& box, std::int64_t count, double share, bool diagonal,
               const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const float gap = shown.look.px(1);
  const ImU32 fill = diagonal ? p.track : mix(p.panel, p.accent, 0.15f + 0.85f * float(share));
  const ImU32 empty = fade(p.track, 0.35f);
  canvas.rect({{box.low.x + gap, box.low.y + gap}, {box.high.x - gap, box.high.y - gap}},
              count > 0 ? fill : empty, shown.look.px(2));
  if (count == 0) return;
  const ImU32 ink = contrast(p.text, fill) >= contrast(p.on_accent, fill) ? p.text : p.on_accent;
  const std::string words = count_in_cell(canvas, count, box.width() - 2 * gap, shown.lang());
  const ImVec2 size = canvas.text_size(words, Face::body);
  canvas.text({(box.low.x + box.high.x) / 2, (box.low.y + box.high.y - size.y) / 2}, ink, words,
              Face::body, Align::centre);
}

void draw_grid(Canvas& canvas, const Grid& grid, const Comparison& c, const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const float em = canvas.text_size("0").y;
  std::int64_t most = 1;
  for (std::size_t i = 0; i < kOutcomeCount; ++i)
    for (std::size_t j = 0; j < kOutcomeCount; ++j)
      if (i != j) most = std::max(most, c.flips[i][j]);
  for (std::size_t i = 0; i < kOutcomeCount; ++i) {
    const Rect first = grid.at(i, 0), head = grid.at(0, i);
    canvas.text({first.low.x - em * 0.4f, (first.low.y + first.high.y - em) / 2}, p.dim,
                row_label(i, grid.named, shown.lang()), Face::body, Align::right);
    canvas.text({(head.low.x + head.high.x) / 2, head.low.y - em * 1.3f}, p.dim,
                fmt::format("{}", i + 1), Face::body, Align::centre);
    for (std::size_t j = 0; j < kOutcomeCount; ++j) {
      const Rect box = grid.at(i, j);
      draw_cell(canvas, box, c.flips[i][j], double(c.flips[i][j]) / double(most), i == j, shown);
    }
  }
}

std::string numbered_outcomes(Lang lang) {
  std::string words;
  for (std::size_t k = 0; k < kOutcomeCount; ++k)
    words += fmt::format("{}{} {}", k > 0 ? " · " : "", k + 1, name_of(k, lang));
  return words;
}

// The most frequent changes as sentences: what the shading says, for those who read.
std::vector<std::string> told_flips(const Comparison& c, Lang lang) {
  std::vector<std::tuple<std::int64_t, std::size_t, std::size_t>> all;
  for (std::size_t i = 0; i < kOutcomeCount; ++i)
    for (std::size_t j = 0; j < kOutcomeCount; ++j)
      if (i != j && c.flips[i][j] > 0) all.emplace_back(-c.flips[i][j], i, j);
  std::sort(all.begin(), all.end());
  std::vector<std::string> out;
  for (std::size_t k = 0; k < std::min(all.size(), kTold); ++k)
    out.push_back(flip_in_words(c, std::get<1>(all[k]), std::get<2>(all[k]), lang));
  return out;
}

std::string flips_in_words(const Comparison& c, Lang lang) {
  const std::string all = whole(c.finished(), lang);
  return c.flipped() == 0 ? say(lang, TextId::cmp_flips_none, all)
                          : say(lang, TextId::cmp_flips_count, whole(c.flipped(), lang), all);
}

}  // namespace

std::string flip_in_words(const Comparison& c, std::size_t from, std::size_t to, Lang lang) {
  const std::int64_t count = c.flips[from][to];
  const std::string all = whole(c.finished(), lang), a = name_of(from, lang);
  if (from == to) return say(lang, TextId::cmp_stays, whole(count, lang), all, a);
  const std::string b = name_of(to, lang);
  if (count == 0) return say(lang, TextId::cmp_flip_zero, all, a, b);
  if (count == 1) return say(lang, TextId::cmp_flip_one, all, a, b);
  return say(lang, TextId::cmp_flip, whole(count, lang), all, a, b);
}

void draw_compare_flips(const Comparison& c, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  ImGui::Dummy({0, shown.look.px(4)});
  heading(shown.say(TextId::cmp_flips), shown);
  frame.note("compare.flips");
  ImGui::PushTextWrapPos(0.0f);
  put(flips_in_words(c, lang));
  ImGui::PopTextWrapPos();
  for (const std::string& told : told_flips(c, lang)) put_note(told, shown);
  put_note(std::string(shown.say(TextId::cmp_flips_note)), shown);
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const float room = ImGui::GetContentRegionAvail().x;
  if (!place_grid(canvas, {}, room, lang).named) put_note(numbered_outcomes(lang), shown);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const Grid grid = place_grid(canvas, at, room, lang);
  const ImVec2 end = grid.at(kOutcomeCount - 1, kOutcomeCount - 1).high;
  ImGui::InvisibleButton("flips", {end.x - at.x, end.y - at.y});
  const bool hovered = ImGui::IsItemHovered();
  draw_grid(canvas, grid, c, shown);
  for (std::size_t i = 0; i < kOutcomeCount; ++i)
    for (std::size_t j = 0; j < kOutcomeCount; ++j)
      frame.note(fmt::format("flip.{}.{}", i, j), grid.at(i, j));
  if (!hovered) return;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (std::size_t i = 0; i < kOutcomeCount; ++i)
    for (std::size_t j = 0; j < kOutcomeCount; ++j)
      if (grid.at(i, j).holds(mouse)) {
        begin_tip(shown);
        put(flip_in_words(c, i, j, lang));
        ImGui::EndTooltip();
      }
}

void draw_flips_on(Canvas& canvas, const Rect& box, const Comparison& c, const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const Lang lang = shown.lang();
  canvas.begin("compare.flips", shown.say(TextId::cmp_flips));
  float y = box.low.y;
  const auto put_lines = [&](ImU32 colour, std::string_view words, Face face) {
    for (const std::string& piece : wrapped_words(canvas, words, face, box.width())) {
      canvas.text({box.low.x, y}, colour, piece, face);
      y += canvas.text_size("0", face).y * 1.3f;
    }
  };
  put_lines(p.text, shown.say(TextId::cmp_flips), Face::bold);
  put_lines(p.text, flips_in_words(c, lang), Face::body);
  for (const std::string& told : told_flips(c, lang)) put_lines(p.dim, told, Face::small);
  put_lines(p.dim, shown.say(TextId::cmp_flips_note), Face::small);
  if (!place_grid(canvas, {}, box.width(), lang).named)
    put_lines(p.dim, numbered_outcomes(lang), Face::small);
  const float gap = canvas.text_size("0").y * 0.5f;
  Grid grid = place_grid(canvas, {box.low.x, y + gap}, box.width(), lang);
  grid.high = std::min(grid.high, (box.high.y - grid.corner.y) / float(kOutcomeCount));
  draw_grid(canvas, grid, c, shown);
  canvas.end();
}

}  // namespace palabre::ui
