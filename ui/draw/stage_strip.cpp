#include "ui/draw/stage_strip.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "ui/base/words.hpp"

namespace palabre::ui {

void draw_stage_strip(Canvas& canvas, const Look& look, const Rect& box, const Axis& weeks,
                      const std::vector<StageSpan>& spans, const std::vector<StripTick>& ticks,
                      Lang lang) {
  const Palette& p = look.colours();
  const float ticks_high = look.px(10);
  const Rect bar{{weeks.from, box.low.y + ticks_high}, {weeks.to, box.high.y}};
  canvas.begin("stage-strip", "national stage");
  canvas.rect(bar, p.track, look.px(2));
  const float line = canvas.text_size("0", Face::small).y;
  for (const StageSpan& span : spans) {
    const float from = weeks.at(std::min(double(span.begin), weeks.high));
    const float to = weeks.at(std::min(double(span.end), weeks.high));
    const ImU32 colour = p.stage[std::size_t(span.stage)];
    const StageSpec& spec = stage_specs()[std::size_t(span.stage)];
    canvas.begin("stage-" + std::to_string(span.begin), spec.label.in(Lang::en));
    // A height of its own for each stage, so that the bar reads without its colours.
    const float high = bar.height() * (0.25f + 0.15f * float(span.stage));
    canvas.rect({{from, bar.high.y - high}, {to, bar.high.y}}, colour);
    const std::string words{spec.label.in(lang)};
    const float wide = canvas.text_size(words, Face::small).x + look.px(8);
    if (wide <= to - from) {
      const bool inside = high >= line;
      const ImU32 ink = contrast(p.text, colour) > contrast(p.panel, colour) ? p.text : p.panel;
      canvas.text({from + look.px(4),
                   inside ? bar.high.y - high + (high - line) * 0.5f : bar.high.y - high - line},
                  inside ? ink : p.text, words, Face::small);
    }
    canvas.end();
  }
  for (const StripTick& tick : ticks) {
    const float x = std::round(weeks.at(tick.week)) + 0.5f;
    const float high = look.px(tick.national ? 8.0f : 4.0f);
    canvas.line({x, bar.low.y - high}, {x, bar.low.y - look.px(1)},
                tick.national ? p.text : p.faint, look.px(1));
  }
  canvas.end();
}

void draw_strip_cursor(Canvas& canvas, const Look& look, const Rect& box, float x, bool hot) {
  const Palette& p = look.colours();
  const float r = look.px(hot ? 6.0f : 5.0f);
  canvas.line({x, box.low.y}, {x, box.high.y}, p.panel, look.px(4));
  canvas.line({x, box.low.y}, {x, box.high.y}, p.text, look.px(2));
  const std::array<ImVec2, 3> handle{
      ImVec2{x - r, box.low.y}, {x + r, box.low.y}, {x, box.low.y + 1.4f * r}};
  constexpr std::array<int, 3> kTriangle{0, 1, 2};
  constexpr std::array<int, 1> kEnd{3};
  canvas.area({handle, kEnd, kTriangle}, hot ? p.accent : p.text);
}

}  // namespace palabre::ui
