// Time in Watch: play and steps, the national stage as a bar to drag on, the levers below it under
// the same weeks.

#include <algorithm>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/stage_strip.hpp"
#include "ui/panels/assumptions.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/time_bar.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/watch/watch_parts.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {
namespace {

int date_levers() {
  return int(std::count_if(lever_specs().begin(), lever_specs().end(),
                           [](const LeverSpec& spec) { return spec.kind == LeverKind::Date; }));
}

// Room for the longest label of a lever and its date.
float label_column(const FrameInputs& shown) {
  float width = 0.0f;
  for (const LeverSpec& spec : lever_specs())
    if (spec.kind == LeverKind::Date)
      width = std::max(width, text_width(spec.label.in(shown.lang())));
  const Date longest{Date::from(std::chrono::sys_days{std::chrono::year{2024} / 9 / 30})};
  width += text_width(date_in_words(longest, shown.lang())) + shown.look.px(40);
  return std::min(width, ImGui::GetContentRegionAvail().x * 0.5f);
}

float strip_height(const FrameInputs& shown) { return ImGui::GetFrameHeight() + shown.look.px(20); }

float lever_gap(const FrameInputs& shown) { return shown.look.px(1); }

std::vector<StageSpan> spans_of(const Story& story) {
  std::vector<StageSpan> out;
  for (int week = 0; week < story.weeks(); ++week) {
    const int stage = story.stage(week);
    if (out.empty() || out.back().stage != stage) out.push_back({week, week, stage});
    out.back().end = week + 1;
  }
  return out;
}

std::vector<StripTick> ticks_of(const Story& story, unsigned kinds) {
  std::vector<StripTick> out;
  for (const TraceEvent& event : story.trace.events)
    if (shows(kinds, kind_of(event.id))) out.push_back({event.week, event.cercle < 0});
  return out;
}

// A line through the levers at the week looked at.
void draw_cursor(const Rect& track, float top, float bottom, const FrameInputs& shown) {
  const float x = timeline_at(track, shown.draft.weeks, watched_week(shown), shown);
  ImGui::GetWindowDrawList()->AddLine({x, top}, {x, bottom}, fade(shown.look.colours().text, 0.6f),
                                      shown.look.px(1));
}

void draw_strip(const FrameInputs& shown, Frame& frame) {
  const float room = ImGui::GetContentRegionAvail().x;
  ImGui::InvisibleButton("scrub", {slider_width(room, 0.0f, shown), strip_height(shown)});
  frame.note("time");
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  const Story* story = has_weeks(shown.watch) ? &shown.watch.run->story : nullptr;
  const int weeks = shown.draft.weeks;
  const Axis axis{0.0, double(weeks), timeline_at(box, weeks, 0.0, shown),
                  timeline_at(box, weeks, double(weeks), shown)};
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  draw_stage_strip(
      canvas, shown.look, box, axis, story ? spans_of(*story) : std::vector<StageSpan>{},
      story ? ticks_of(*story, shown.view.event_kinds) : std::vector<StripTick>{}, shown.lang());
  draw_strip_cursor(canvas, shown.look, box, axis.at(watched_week(shown)), hovered || held);
  if (!story || (!hovered && !held)) return;
  const double under = timeline_week(box, weeks, ImGui::GetIO().MousePos.x, shown);
  const int week = std::clamp(int(std::floor(under)), 0, story->weeks() - 1);
  if (held && week != shown.view.week) {
    if (shown.view.playing) frame.ask(Do{Action::play});
    frame.ask(SetWeek{week});
  }
  begin_tip(shown);
  put_in(shown.look.colours().dim, date_in_words(day_of(shown.draft, week), shown.lang()));
  put(stage_specs()[std::size_t(story->stage(week))].label.in(shown.lang()));
  ImGui::PushFont(shown.look.fonts.small);
  put_in(shown.look.colours().dim, shown.say(TextId::watch_scrub_tip));
  ImGui::PopFont();
  ImGui::EndTooltip();
}

void draw_transport(const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  draw_time_buttons(shown, frame, true);
  const std::string speed = say(lang, TextId::ui_speed, number(shown.view.speed, lang));
  const int weeks = has_weeks(shown.watch) ? shown.watch.run->story.weeks() : shown.draft.weeks;
  const int week = watched_week(shown);
  const std::string now = say(lang, TextId::watch_week_of,
                              date_in_words(day_of(shown.draft, week), lang), week, weeks - 1);
  ImGui::SameLine(0, shown.look.px(6));
  if (ImGui::GetContentRegionAvail().x < text_width(speed)) ImGui::NewLine();
  ImGui::AlignTextToFramePadding();
  put_in(shown.look.colours().dim, speed);
  frame.note("watch.speed");
  ImGui::SameLine(0, shown.look.px(18));
  if (ImGui::GetContentRegionAvail().x < text_width(now)) ImGui::NewLine();
  ImGui::AlignTextToFramePadding();
  put(now);
  frame.note("watch.week");
}

}  // namespace

float watch_time_height(const FrameInputs& shown) {
  return ImGui::GetFrameHeightWithSpacing() + strip_height(shown) +
         ImGui::GetStyle().ItemSpacing.y + ImGui::GetTextLineHeight();
}

namespace {

// What the bars below the axis mean, in the column of their labels, and the line stays.
void put_note_of_bars(float column, const FrameInputs& shown, Frame& frame) {
  ImGui::PushFont(shown.look.fonts.small);
  const std::string_view words = shown.say(TextId::watch_bars);
  if (text_width(words) <= column) {
    put_in(shown.look.colours().dim, words);
    frame.note("watch.bars");
    ImGui::SameLine();
  }
  ImGui::PopFont();
}

}  // namespace

float watch_levers_height(const FrameInputs& shown) {
  return float(date_levers()) * (ImGui::GetFrameHeight() + lever_gap(shown));
}

void draw_watch_time(const FrameInputs& shown, Frame& frame, bool over_levers) {
  draw_transport(shown, frame);
  const float left = ImGui::GetCursorPosX();
  heading(shown.say(TextId::watch_stage), shown);
  const float column =
      over_levers ? label_column(shown) : ImGui::GetItemRectSize().x + ImGui::GetFontSize();
  ImGui::SameLine(left + column);
  // As wide as the tracks below, which leave room for a scroll bar.
  const float bar = ImGui::GetStyle().ScrollbarSize;
  ImGui::BeginChild("strip", {ImGui::GetContentRegionAvail().x - bar, strip_height(shown)}, false,
                    ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  draw_strip(shown, frame);
  ImGui::EndChild();
  ImGui::SetCursorPosX(left);
  if (over_levers) put_note_of_bars(column, shown, frame);
  ImGui::SetCursorPosX(left + column);
  ImGui::BeginChild("axis", {ImGui::GetContentRegionAvail().x - bar, ImGui::GetTextLineHeight()},
                    false, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  draw_timeline_axis(shown);
  ImGui::EndChild();
}

void draw_watch_levers(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const float column = label_column(shown);
  ImGui::BeginChild("lever_lines", {0, 0}, false, ImGuiWindowFlags_AlwaysVerticalScrollbar);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float room = ImGui::GetContentRegionAvail().x;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing,
                      {ImGui::GetStyle().ItemSpacing.x, lever_gap(shown)});
  draw_lever_lines(shown, ui_state, frame, column);
  ImGui::PopStyleVar();
  const float track = corner.x + column;
  draw_cursor({{track, corner.y}, {track + slider_width(room - column, 0.0f, shown), corner.y}},
              corner.y, ImGui::GetCursorScreenPos().y, shown);
  ImGui::EndChild();
  frame.note("watch.levers");
}

}  // namespace palabre::ui
