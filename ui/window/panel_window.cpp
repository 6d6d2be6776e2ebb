#include <algorithm>
#include <array>

#include "sim/tables/text.hpp"
#include "ui/analyse/analyse_view.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_view.hpp"
#include "ui/explore/explore.hpp"
#include "ui/panels/answer_line.hpp"
#include "ui/panels/assumptions.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/status.hpp"
#include "ui/panels/time_bar.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/view.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/sources/sources.hpp"
#include "ui/watch/watch_view.hpp"
#include "ui/window/window.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/parameter_uncertainty.hpp"

namespace palabre::ui {
namespace {

constexpr ImGuiWindowFlags kFixed = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                    ImGuiWindowFlags_NoBringToFrontOnFocus |
                                    ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_MenuBar;

// Room is measured in letters, so that larger text rearranges the regions by itself.
enum class Shape { wide, medium, narrow };
Shape shape_of(float width) {
  const float letters = width / ImGui::GetFontSize();
  return letters >= 72 ? Shape::wide : letters >= 46 ? Shape::medium : Shape::narrow;
}

// Registers what was drawn last, a region, as region.NAME.
void end_region(const char* name, Frame& frame) {
  ImGui::EndChild();
  frame.note(name);
  ++frame.part;
}

bool begin_region(const char* id, ImVec2 size) {
  return ImGui::BeginChild(id, size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
}

// A gap between regions that can be dragged; a double click puts it back.
void draw_splitter(std::size_t which, const Rect& gap, float origin, float length, bool reversed,
                   const FrameInputs& shown, Frame& frame) {
  constexpr std::array kIds{"split.left", "split.facts", "split.bottom", "split.why"};
  const ImVec2 before = ImGui::GetCursorPos();
  ImGui::SetCursorScreenPos(gap.low);
  ImGui::InvisibleButton(kIds[which], {gap.width(), gap.height()});
  frame.note(kIds[which]);
  const bool hot = ImGui::IsItemHovered() || ImGui::IsItemActive();
  const bool upright = gap.height() > gap.width();
  if (hot) {
    ImGui::SetMouseCursor(upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
    ImGui::GetWindowDrawList()->AddRectFilled(gap.low, gap.high, shown.look.colours().accent,
                                              shown.look.px(3));
  }
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    frame.ask(SetSplit{which, View{}.splits[which]});
  } else if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 2.0f)) {
    const double share = double(((upright ? mouse.x : mouse.y) - origin) / length);
    frame.ask(SetSplit{which, reversed ? 1.0 - share : share});
  }
  ImGui::SetCursorPos(before);
}

// How high the panel Why is. What it explains stands above it and comes first: without room for
// both it waits, folded away, until an outcome is clicked or its height is chosen.
float why_height(const FrameInputs& shown, const UiState& ui_state, float room) {
  const float em = ImGui::GetFontSize(), gap = shown.look.px(6);
  const double share = shown.view.splits[3];
  const float wanted = std::clamp(room * float(share), em * 8, std::max(room - em * 14, em * 8));
  if (shown.view.outcome >= 0 || share != View{}.splits[3]) return wanted;
  const float above = ui_state.of<ExploreState>().essential + ImGui::GetStyle().WindowPadding.y;
  const float left = room - above - gap;
  return left < em * 8 ? 0.0f : std::min(wanted, left);
}

// Effects and outcomes, and below them why. Returns how high the first are.
float draw_facts(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 room) {
  const float gap = shown.look.px(6);
  const float why = why_height(shown, ui_state, room.y);
  const float ends = why > 0.0f ? room.y - why - gap : room.y;
  ImGui::BeginGroup();
  if (begin_region("region_outcomes", {room.x, ends})) draw_outcomes(shown, ui_state, frame);
  end_region("region.outcomes", frame);
  if (why > 0.0f) {
    ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y + gap);
    if (begin_region("region_why", {room.x, why})) draw_why(shown, ui_state, frame);
    end_region("region.why", frame);
  }
  ImGui::EndGroup();
  return ends;
}

// Four charts: in a row where it is wide enough, else two by two, the second pair below the fold
// where they would be too low.
void draw_charts_region(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 size) {
  if (begin_region("region_series", size)) {
    const float em = ImGui::GetFontSize(), gap = ImGui::GetStyle().ItemSpacing.y;
    const ImVec2 room = ImGui::GetContentRegionAvail();
    const int columns = room.x >= em * 76 ? 4 : 2;
    const bool two_rows = columns == 2 && room.y >= em * 17;
    draw_series(of_some_runs(shown), ui_state, frame, columns,
                two_rows ? (room.y - gap) / 2 : room.y);
  }
  end_region("region.series", frame);
}

// From left to right in the order of attention: what is changed, what that does, where and when.
void draw_wide(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 room) {
  const float gap = shown.look.px(6), em = ImGui::GetFontSize();
  const auto& splits = shown.view.splits;
  const float left = std::clamp(room.x * float(splits[0]), em * 16.5f, em * 40);
  const float facts = std::clamp(room.x * float(splits[1]), em * 25, em * 40);
  const float right = std::max(room.x - left - facts - 2 * gap, em * 16);
  const float bottom = std::clamp(room.y * float(splits[2]), em * 10, room.y - em * 14);
  const ImVec2 corner = ImGui::GetCursorScreenPos();
  const float above = room.y - bottom - gap;
  if (begin_region("region_assumptions", {left, room.y})) draw_assumptions(shown, ui_state, frame);
  end_region("region.assumptions", frame);
  ImGui::SameLine(0, gap);
  const float ends = draw_facts(shown, ui_state, frame, {facts, room.y});
  ImGui::SameLine(0, gap);
  ImGui::BeginGroup();
  draw_map_region(shown, ui_state, frame, {right, above});
  ImGui::SetCursorPosY(ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y + gap);
  draw_charts_region(shown, ui_state, frame, {right, bottom});
  ImGui::EndGroup();
  const float first = corner.x + left, second = first + gap + facts, foot = corner.y + room.y;
  draw_splitter(0, {{first, corner.y}, {first + gap, foot}}, corner.x, room.x, false, shown, frame);
  draw_splitter(1, {{second, corner.y}, {second + gap, foot}}, first + gap, room.x, false, shown,
                frame);
  draw_splitter(2, {{second + gap, corner.y + above}, {corner.x + room.x, corner.y + above + gap}},
                corner.y, room.y, true, shown, frame);
  if (ends < room.y)
    draw_splitter(3, {{first + gap, corner.y + ends}, {second, corner.y + ends + gap}}, corner.y,
                  room.y, true, shown, frame);
}

// Regions below each other, to be scrolled.
void draw_stack_of_regions(const FrameInputs& shown, UiState& ui_state, Frame& frame, float width) {
  const float em = ImGui::GetFontSize();
  const float essential = ui_state.of<ExploreState>().essential;
  const float ends = std::max(em * 20, essential + 3 * ImGui::GetStyle().WindowPadding.y);
  if (begin_region("region_outcomes", {width, ends})) draw_outcomes(shown, ui_state, frame);
  end_region("region.outcomes", frame);
  draw_map_region(shown, ui_state, frame, {width, std::max(em * 20, width * 0.7f)});
  const int columns = width > em * 44 ? 2 : 1;
  const float chart = em * 12;
  const float gaps = ImGui::GetStyle().ItemSpacing.y * 4 + ImGui::GetStyle().WindowPadding.y * 2;
  if (begin_region("region_series", {width, chart * 4 / float(columns) + gaps}))
    draw_series(of_some_runs(shown), ui_state, frame, columns, chart);
  end_region("region.series", frame);
  if (begin_region("region_why", {width, em * 26})) draw_why(shown, ui_state, frame);
  end_region("region.why", frame);
}

void draw_medium(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 room) {
  const float gap = shown.look.px(6);
  const float left = std::max(room.x * 0.42f, ImGui::GetFontSize() * 19);
  if (begin_region("region_assumptions", {left, room.y})) draw_assumptions(shown, ui_state, frame);
  end_region("region.assumptions", frame);
  ImGui::SameLine(0, gap);
  ImGui::PushStyleColor(ImGuiCol_ChildBg, shown.look.colours().background);
  ImGui::BeginChild("region_stack", {0, room.y});
  ImGui::PopStyleColor();
  draw_stack_of_regions(shown, ui_state, frame, ImGui::GetContentRegionAvail().x);
  ImGui::EndChild();
}

void draw_narrow(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 room) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, shown.look.colours().background);
  ImGui::BeginChild("region_stack", room);
  ImGui::PopStyleColor();
  const float width = ImGui::GetContentRegionAvail().x;
  draw_stack_of_regions(shown, ui_state, frame, width);
  if (begin_region("region_assumptions", {width, ImGui::GetFontSize() * 40}))
    draw_assumptions(shown, ui_state, frame);
  end_region("region.assumptions", frame);
  ImGui::EndChild();
}

void draw_explore(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 display,
                  ImVec2 room) {
  switch (shape_of(display.x)) {
    case Shape::wide:
      return draw_wide(shown, ui_state, frame, room);
    case Shape::medium:
      return draw_medium(shown, ui_state, frame, room);
    case Shape::narrow:
      return draw_narrow(shown, ui_state, frame, room);
  }
}

// Above the view, over its whole width. Returns how much of the room it takes.
float draw_answer_region(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 room) {
  constexpr float kShareMost = 0.4f;
  const float high = std::min(answer_height(shown, room.x), room.y * kShareMost);
  const float top = ImGui::GetCursorPosY(), gap = shown.look.px(6);
  if (begin_region("region_answer", {room.x, high})) draw_answer(shown, ui_state, frame);
  end_region("region.answer", frame);
  ImGui::SetCursorPosY(top + high + gap);
  return high + gap;
}

// A view that fills the window by itself.
void draw_alone(const char* id, const char* name,
                void (*draw)(const FrameInputs&, UiState&, Frame&), const FrameInputs& shown,
                UiState& ui_state, Frame& frame, ImVec2 room) {
  if (begin_region(id, room)) draw(shown, ui_state, frame);
  end_region(name, frame);
}

void draw_place(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 display,
                ImVec2 room) {
  switch (shown.view.place) {
    case Place::explore:
      return draw_explore(shown, ui_state, frame, display, room);
    case Place::compare:
      return draw_alone("region_compare", "region.compare", draw_compare, shown, ui_state, frame,
                        room);
    case Place::watch:  // panels of its own on the ground of the window
      ImGui::PushStyleColor(ImGuiCol_ChildBg, shown.look.colours().background);
      ImGui::BeginChild("region_watch", room);
      ImGui::PopStyleColor();
      draw_watch(shown, ui_state, frame);
      return end_region("region.watch", frame);
    case Place::analyse:
      return draw_alone("region_analyse", "region.analyse", draw_analyse, shown, ui_state, frame,
                        room);
    case Place::sources:
      return draw_alone("region_sources", "region.sources", draw_sources, shown, ui_state, frame,
                        room);
  }
}

}  // namespace

void draw_map_region(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 size) {
  if (begin_region("region_map", size)) {
    const float bar = ImGui::GetFrameHeightWithSpacing();
    ImGui::BeginChild("map_above", {0, ImGui::GetContentRegionAvail().y - bar});
    draw_map_panel(of_some_runs(shown), ui_state, frame);
    ImGui::EndChild();
    draw_time_bar(shown, frame);
  }
  end_region("region.map", frame);
}

FrameInputs of_some_runs(const FrameInputs& shown) {
  static const Edges kNone;  // they are about all runs
  const TaskStatus<Subset>& subset = shown.details.subset;
  const Results* some = subset.answer ? subset.answer->results.get() : nullptr;
  if (!shown.view.run_filter || !some || some->finished() == 0) return shown;
  return {shown, shown.look, kNone, some, shown.results};
}

FrameInputs of_some_runs_that_end(const FrameInputs& shown) {
  const bool by_end =
      shown.view.run_filter && std::holds_alternative<EndsIn>(*shown.view.run_filter);
  return by_end ? shown : of_some_runs(shown);
}

std::string question_in_words(const RunQuestion& question, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  if (const auto* ends = std::get_if<EndsIn>(&question))
    return say(lang, TextId::run_filter_that_end,
               outcome_specs()[std::size_t(ends->outcome)].label.in(lang));
  const auto date = [&](int week) { return date_in_words(day_of(shown.draft, week), lang); };
  if (const auto* in = std::get_if<InStage>(&question))
    return say(lang, TextId::run_filter_in_stage,
               stage_specs()[std::size_t(in->stage)].label.in(lang), date(in->week));
  const auto& within = std::get<Within>(question);
  const SeriesSpec& spec = series_specs()[std::size_t(within.series)];
  const auto value = [&](double v) {
    return spec.unit == Unit::Share ? percent(v, lang) : number(v, lang, 3);
  };
  const std::string name{spec.label.in(lang)};
  if (within.high >= spec.high)
    return say(lang, TextId::run_filter_at_least, name, value(within.low), date(within.week));
  if (within.low <= spec.low)
    return say(lang, TextId::run_filter_at_most, name, value(within.high), date(within.week));
  return say(lang, TextId::run_filter_between, name, value(within.low), value(within.high),
             date(within.week));
}

std::string some_runs_in_words(const FrameInputs& shown) {
  if (!shown.view.run_filter) return {};
  const Lang lang = shown.lang();
  const std::string which = question_in_words(*shown.view.run_filter, shown);
  const TaskStatus<Subset>& subset = shown.details.subset;
  if (!subset.failure.empty()) return subset.failure;
  if (subset.stopped) return say(lang, TextId::run_filter_stopped, which);
  if (!subset.answer) return say(lang, TextId::run_filter_working, which);
  const std::int64_t count = subset.answer->results->finished();
  if (count == 0) return say(lang, TextId::run_filter_none, which);
  return say(lang, TextId::run_filter_shown, whole(count, lang), whole(subset.answer->of, lang),
             which);
}

int FrameInputs::weeks() const {
  return std::max(results ? results->manifest.weeks : draft.weeks, 1);
}

int FrameInputs::week() const { return std::clamp(view.week, 0, weeks() - 1); }

void draw_window(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(display);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2{shown.look.px(6), shown.look.px(4)});
  ImGui::Begin("palabre", nullptr, kFixed);
  ImGui::PopStyleVar();
  ImGui::PushAllowKeyboardFocus(false);  // Tab goes from value to value: the table of keys
  const bool presents = shown.view.presentation && shown.view.place == Place::explore;
  if (!presents) draw_top_bar(shown, ui_state, frame);
  ++frame.part;
  const float status = status_height(shown);
  ImVec2 room = ImGui::GetContentRegionAvail();
  room.y = std::max(room.y - status, shown.look.px(80));
  if (shown.view.place == Place::explore || shown.view.place == Place::compare)
    room.y -= draw_answer_region(shown, ui_state, frame, room);
  if (presents)
    draw_presentation(shown, ui_state, frame, room);
  else
    draw_place(shown, ui_state, frame, display, room);
  draw_status(shown, frame);
  ImGui::PopAllowKeyboardFocus();
  draw_dialogs(shown, ui_state, frame);
  ImGui::End();
  if (shown.view.tour >= 0 && shown.dialog == Dialog::none) draw_tour(shown, ui_state, frame);
}

}  // namespace palabre::ui
