#include <algorithm>
#include <chrono>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

// Calls back with (year, weeks after the start) for every first of January within the run.
template <class Visit>
void each_year(const Scenario& scenario, Visit visit) {
  const std::chrono::year first = std::chrono::year_month_day{scenario.start}.year();
  for (int k = 1; k <= 24; ++k) {
    const std::chrono::sys_days day{(first + std::chrono::years(k)) / 1 / 1};
    const double week = double((day - scenario.start).count()) / 7.0;
    if (week >= scenario.weeks) return;
    visit(int(first) + k, week);
  }
}

// Pixels of a week on a slider this wide.
struct Scale {
  float left, length;
  double end;
  float at(double week) const { return left + length * float(week / end); }
};

Scale scale_of(float left, float width, int weeks, const FrameInputs& shown) {
  const float knob = shown.look.px(7);
  return {left + knob, width - 2 * knob, timeline_end(weeks)};
}

}  // namespace

void draw_timeline_axis(const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  ImGui::PushFont(shown.look.fonts.small);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = slider_width(ImGui::GetContentRegionAvail().x, 0.0f, shown);
  const Scale scale = scale_of(at.x, width, shown.draft.weeks, shown);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const std::string never{shown.say(TextId::never)};
  // "never" stands above its place, or as far left of it as it must to end with the row.
  const float end = scale.at(timeline_end(shown.draft.weeks)) + shown.look.px(7);
  const float never_left = std::max(at.x, end - text_width(never) * 0.5f - shown.look.px(7));
  list.AddText({std::round(never_left), at.y}, p.dim, never.c_str());
  float free = at.x;
  each_year(shown.draft, [&](int year, double week) {
    const std::string words = fmt::format("{}", year);
    const float x = scale.at(week), half = text_width(words) / 2;
    if (x - half < free || x + half + shown.look.px(6) > never_left) return;
    list.AddText({std::round(x - half), at.y}, p.dim, words.c_str());
    free = x + half + shown.look.px(6);
  });
  ImGui::Dummy({width, ImGui::GetTextLineHeight()});
  ImGui::PopFont();
}

float timeline_at(const Rect& track, int weeks, double week, const FrameInputs& shown) {
  return scale_of(track.low.x, track.width(), weeks, shown).at(week);
}

double timeline_week(const Rect& track, int weeks, float pixel, const FrameInputs& shown) {
  const Scale scale = scale_of(track.low.x, track.width(), weeks, shown);
  return double((pixel - scale.left) / scale.length) * scale.end;
}

Rect never_box(const Row& row, const Rect& box, const FrameInputs& shown) {
  const Scale scale = scale_of(box.low.x, box.width(), row.timeline->weeks, shown);
  const float last = scale.at(scale.end);
  return {{last - shown.look.px(8), box.low.y}, {last + shown.look.px(7), box.high.y}};
}

void draw_timeline(const Row& row, const Rect& box, bool hot, const FrameInputs& shown) {
  const Look& look = shown.look;
  const Palette& p = look.colours();
  const Timeline& line = *row.timeline;
  ImDrawList& list = *ImGui::GetWindowDrawList();
  const Scale scale = scale_of(box.low.x, box.width(), line.weeks, shown);
  const float middle = std::round((box.low.y + box.high.y) / 2), thick = look.px(4);
  const float end = scale.at(line.weeks);
  list.AddRectFilled({scale.left - look.px(3), middle - thick}, {end, middle + thick},
                     hot ? p.hover : p.track, look.px(2));
  // The place of "never" stands apart from the track.
  const Rect never = never_box(row, box, shown);
  list.AddRect({never.low.x, middle - thick}, {never.high.x, middle + thick}, hot ? p.dim : p.faint,
               look.px(2));
  const ImU32 colour = row.differs_from_file ? p.changed : p.accent;
  if (line.to > line.from)
    list.AddRectFilled({scale.at(line.from), middle - thick}, {scale.at(line.to), middle + thick},
                       fade(colour, 0.45f), look.px(2));
  if (line.ramp_to > line.ramp_from)  // comes or goes by degrees: a paler end
    list.AddRectFilled({scale.at(line.ramp_from), middle - thick},
                       {scale.at(line.ramp_to), middle + thick}, fade(p.track, 0.7f));
  each_year(shown.draft, [&](int, double week) {
    const float x = std::round(scale.at(week));
    list.AddLine({x, middle - thick}, {x, middle + thick}, fade(p.dim, 0.5f), 1.0f);
  });
  if (row.differs_from_file) {
    const float x = std::round(scale.at(row.file));
    list.AddLine({x, middle - look.px(7)}, {x, middle + look.px(7)}, p.dim, look.px(1.5f));
  }
  const ImVec2 centre{scale.at(row.value), middle};
  const auto diamond = [&](float r, ImU32 c) {
    list.AddQuadFilled({centre.x - r, centre.y}, {centre.x, centre.y - r}, {centre.x + r, centre.y},
                       {centre.x, centre.y + r}, c);
  };
  diamond(look.px(8.5f), p.panel);
  diamond(look.px(7), colour);
  if (row.never.value_or(false)) diamond(look.px(4), p.panel);
}

}  // namespace palabre::ui
