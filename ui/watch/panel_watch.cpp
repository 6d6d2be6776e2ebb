// The view Watch: one run of the ensemble, week by week.

#include <algorithm>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/view.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/watch/watch_parts.hpp"
#include "ui/watch/watch_view.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {
namespace {

// Goes on beside the last item, or on the next line when there is no room for this width.
void flow(float width, const FrameInputs& shown) {
  ImGui::SameLine(0, shown.look.px(6));
  if (ImGui::GetContentRegionAvail().x < width) ImGui::NewLine();
}

float button_width(std::string_view words) {
  return text_width(words) + 2 * ImGui::GetStyle().FramePadding.x;
}

void draw_number_box(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Lang lang = shown.lang();
  const std::int64_t last = shown.draft.replicates - 1;
  if (!ui_state.of<WatchState>().typing_run)
    ui_state.of<WatchState>().run_typed = fmt::format("{}", shown.view.replicate);
  ImGui::SetNextItemWidth(text_width("0000000") + shown.look.px(14));
  if (ui_state.of<WatchState>().focus_run) ImGui::SetKeyboardFocusHere();
  ui_state.of<WatchState>().focus_run = false;
  frame.reach_text("watch.run");
  const bool entered =
      input_text("##run", "", ui_state.of<WatchState>().run_typed,
                 ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
  frame.note("watch.run");
  draw_focus("watch.run", ImGui::GetItemRectMin(), ImGui::GetItemRectMax().x, ui_state);
  const bool left = ImGui::IsItemDeactivated();
  explain(shown.say(TextId::watch_run_tip), shown);
  ui_state.of<WatchState>().typing_run = ImGui::IsItemActive() && !left;
  if (!entered && !left) return;
  const auto typed = parse_number(ui_state.of<WatchState>().run_typed);
  if (typed && *typed >= 0.0 && *typed <= double(last) && *typed == double(std::int64_t(*typed))) {
    if (std::int64_t(*typed) != shown.view.replicate) frame.ask(WatchRun{std::int64_t(*typed)});
  } else if (entered) {
    frame.ask(Say{say(lang, TextId::watch_bad_run,
                      shortened(ui_state.of<WatchState>().run_typed, 60), whole(last, lang))});
  }
}

void draw_which(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Lang lang = shown.lang();
  const std::int64_t last = shown.draft.replicates - 1, now = shown.view.replicate;
  const auto step = [&](const char* id, const char* icon, Action action, bool enabled) {
    if (button(id, icon, frame, enabled)) frame.ask(Do{action});
    explain(fmt::format("{} ({})", shown.say(words_for(action)), chord_text(action, lang)), shown);
  };
  heading(shown.say(TextId::watch_run), shown);
  ImGui::SameLine();
  step("run_before", "◁", Action::previous_run, now > 0);
  ImGui::SameLine(0, shown.look.px(3));
  draw_number_box(shown, ui_state, frame);
  ImGui::SameLine(0, shown.look.px(3));
  step("run_after", "▷", Action::next_run, now < last);
  ImGui::SameLine(0, shown.look.px(6));
  ImGui::AlignTextToFramePadding();
  put_in(shown.look.colours().dim,
         say(lang, TextId::watch_of, whole(shown.draft.replicates, lang), whole(last, lang)));
}

void draw_other_draws(const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const View& view = shown.view;
  const std::string_view fresh = shown.say(TextId::watch_new_draw);
  flow(button_width(fresh), shown);
  if (button("new_draw", fresh, frame, shown.draft.replicates > 1)) frame.ask(Do{Action::new_draw});
  explain(say(lang, TextId::watch_new_draw_tip, chord_text(Action::new_draw, lang)), shown);
  const std::string_view same = shown.say(TextId::watch_same_draw);
  flow(button_width(same), shown);
  if (button("same_draw", same, frame, view.replicate != view.replicate_came_for))
    frame.ask(Do{Action::same_draw});
  explain(say(lang, TextId::watch_same_draw_tip, whole(view.replicate_came_for, lang),
              chord_text(Action::same_draw, lang)),
          shown);
}

void draw_representatives(const OutcomeRepresentatives& representatives, const FrameInputs& shown,
                          Frame& frame) {
  const Lang lang = shown.lang();
  for (std::size_t k = 0; k < representatives.by_outcome.size(); ++k) {
    const OutcomeSpec& outcome = outcome_specs()[k];
    const auto& chosen = representatives.by_outcome[k];
    if (!chosen) {
      ImGui::BeginDisabled();
      ImGui::Selectable(say(lang, TextId::watch_cast_nobody, outcome.label.in(lang)).c_str());
      ImGui::EndDisabled();
    } else if (ImGui::Selectable(say(lang, TextId::watch_cast_line, outcome.label.in(lang),
                                     whole(chosen->replicate, lang),
                                     share_in_words(chosen->of, representatives.finished, lang))
                                     .c_str(),
                                 chosen->replicate == shown.view.replicate)) {
      frame.ask(WatchRun{chosen->replicate});
    }
    if (chosen) frame.reach(fmt::format("watch.representatives.{}", outcome.id));
  }
}

void draw_cast(const FrameInputs& shown, Frame& frame) {
  const WatchNews& news = shown.watch;
  const std::string title{shown.say(TextId::watch_cast)};
  const float width = text_width(title) + ImGui::GetFrameHeight() + shown.look.px(14);
  flow(width, shown);
  ImGui::SetNextItemWidth(std::min(width, ImGui::GetContentRegionAvail().x));
  ImGui::SetNextWindowSizeConstraints({0, 0}, {FLT_MAX, ImGui::GetIO().DisplaySize.y * 0.7f});
  const bool open = ImGui::BeginCombo("##cast", title.c_str());
  frame.reach_list("watch.representatives", open);
  explain(shown.say(TextId::watch_cast_tip), shown);
  if (!open) return;
  const Lang lang = shown.lang();
  if (news.representatives)
    draw_representatives(*news.representatives, shown, frame);
  else
    put_in(shown.look.colours().dim,
           news.finding_representatives
               ? say(lang, TextId::watch_casting, whole(news.representatives_done, lang),
                     whole(shown.draft.replicates, lang))
               : std::string(shown.say(TextId::watch_cast_waits)));
  ImGui::EndCombo();
}

// How the run ends, or why there is nothing to see. One line at least, so that nothing jumps.
void draw_state(const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const Palette& p = shown.look.colours();
  const WatchNews& news = shown.watch;
  const std::int64_t asked = shown.view.replicate, last = shown.draft.replicates - 1;
  ImGui::AlignTextToFramePadding();
  ImGui::PushTextWrapPos(0.0f);
  if (asked > last) {
    put_in(p.changed, say(lang, TextId::watch_out_of_range, whole(asked, lang),
                          whole(last + 1, lang), whole(last, lang)));
    frame.note("watch.out_of_range");
    const std::string show = say(lang, TextId::watch_show_last, whole(last, lang));
    flow(button_width(show), shown);
    if (button("show_last", show, frame)) frame.ask(WatchRun{last});
  } else if (!news.failure.empty()) {
    put_in(p.danger, say(lang, TextId::watch_no_story, shortened(news.failure, 300)));
  } else if (!news.run) {
    put_in(p.dim, say(lang, TextId::watch_telling, whole(asked, lang)));
  } else if (news.run_is_old) {
    put_in(p.changed, shown.say(TextId::watch_old));
    frame.note("watch.old");
  } else if (const auto& failure = news.run->story.failure) {
    const auto& cercles = news.run->world->cercles;
    const std::string place = failure->cercle < 0 ? std::string(shown.say(TextId::watch_nation))
                                                  : cercles[std::size_t(failure->cercle)].name;
    put_in(p.danger, say(lang, TextId::watch_failed, failure->week, place, failure->variable));
    frame.note("watch.failed");
  } else {
    put_in(p.text, say(lang, TextId::watch_ends_as,
                       outcome_specs()[std::size_t(news.run->story.outcome)].label.in(lang)));
    frame.note("watch.outcome");
    explain(outcome_specs()[std::size_t(news.run->story.outcome)].meaning.in(lang), shown);
  }
  ImGui::PopTextWrapPos();
}

// One region of the view, on a ground of its own.
template <class Draw>
void part(const std::string& name, ImVec2 size, Frame& frame, Draw draw) {
  const bool open =
      ImGui::BeginChild(name.c_str(), size, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
  if (open) draw();
  ImGui::EndChild();
  frame.note("region." + name);
  ++frame.part;
}

float padding() { return 2 * ImGui::GetStyle().WindowPadding.y; }

// As high as it was in the frame before: how many lines it takes is known when it is drawn.
float head_height(const UiState& ui_state) {
  return std::max(ui_state.of<WatchState>().head,
                  2 * ImGui::GetFrameHeight() + ImGui::GetStyle().ItemSpacing.y + padding());
}

void draw_head_part(const FrameInputs& shown, UiState& ui_state, Frame& frame, float width) {
  part("watch_head", {width, head_height(ui_state)}, frame, [&] {
    draw_watch_head(shown, ui_state, frame);
    const float needed = ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y +
                         ImGui::GetStyle().WindowPadding.y;
    if (std::abs(needed - ui_state.of<WatchState>().head) > 0.5f) frame.moving = true;
    ui_state.of<WatchState>().head = needed;
  });
}

// Head above, then map, log and charts, then time over the whole width.
void draw_wide(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 room) {
  const float gap = shown.look.px(6), em = ImGui::GetFontSize();
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  const float time = watch_time_height(shown) + watch_levers_height(shown) + spacing + padding();
  const float head = head_height(ui_state), foot = std::min(time, room.y * 0.4f);
  const float above = std::max(room.y - head - foot - 2 * spacing, em * 12);
  const float log = std::clamp(room.x * 0.28f, em * 22, em * 36);
  const float charts = std::clamp(room.x * 0.22f, em * 18, em * 30);
  draw_head_part(shown, ui_state, frame, room.x);
  part("watch_map", {room.x - log - charts - 2 * gap, above}, frame,
       [&] { draw_watch_map(shown, ui_state, frame); });
  ImGui::SameLine(0, gap);
  part("watch_log", {log, above}, frame, [&] { draw_watch_log(shown, ui_state, frame); });
  ImGui::SameLine(0, gap);
  part("watch_charts", {charts, above}, frame, [&] { draw_watch_charts(shown, frame, 1, 0.0f); });
  part("watch_time", {room.x, foot}, frame, [&] {
    draw_watch_time(shown, frame, true);
    draw_watch_levers(shown, ui_state, frame);
  });
}

// The levers and the charts below what one watches.
void draw_rest(const FrameInputs& shown, UiState& ui_state, Frame& frame, float width) {
  const float em = ImGui::GetFontSize(), chart = em * 11;
  part("watch_more", {width, watch_levers_height(shown) + padding()}, frame,
       [&] { draw_watch_levers(shown, ui_state, frame); });
  const int columns = width > em * 40 ? 2 : 1;
  const float all = (chart + ImGui::GetStyle().ItemSpacing.y) * float(4 / columns) +
                    4 * ImGui::GetTextLineHeightWithSpacing() + padding();
  part("watch_charts", {width, all}, frame,
       [&] { draw_watch_charts(shown, frame, columns, chart); });
}

// Map, log and time fill what is seen; the rest is scrolled to.
void draw_medium(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 room) {
  const float gap = shown.look.px(6), em = ImGui::GetFontSize();
  const float spacing = ImGui::GetStyle().ItemSpacing.y;
  const float width = ImGui::GetContentRegionAvail().x;
  const float time = watch_time_height(shown) + padding();
  const float above = std::max(room.y - head_height(ui_state) - time - 2 * spacing, em * 18);
  const float log = std::max(width * 0.42f, em * 24);
  draw_head_part(shown, ui_state, frame, width);
  part("watch_map", {width - log - gap, above}, frame,
       [&] { draw_watch_map(shown, ui_state, frame); });
  ImGui::SameLine(0, gap);
  part("watch_log", {log, above}, frame, [&] { draw_watch_log(shown, ui_state, frame); });
  part("watch_time", {width, time}, frame, [&] { draw_watch_time(shown, frame, false); });
  draw_rest(shown, ui_state, frame, width);
}

// Parts below each other, to be scrolled: time right under the map, for it is what one holds.
void draw_narrow(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 room) {
  const float em = ImGui::GetFontSize();
  const float width = ImGui::GetContentRegionAvail().x;
  // Long words may put the speed and the date on lines of their own.
  const float time = watch_time_height(shown) + 2 * ImGui::GetFrameHeightWithSpacing() + padding();
  draw_head_part(shown, ui_state, frame, width);
  part("watch_map", {width, std::max(em * 19, std::min(width * 0.6f, room.y * 0.8f))}, frame,
       [&] { draw_watch_map(shown, ui_state, frame); });
  part("watch_time", {width, time}, frame, [&] { draw_watch_time(shown, frame, false); });
  part("watch_log", {width, em * 26}, frame, [&] { draw_watch_log(shown, ui_state, frame); });
  draw_rest(shown, ui_state, frame, width);
}

}  // namespace

bool has_weeks(const WatchNews& news) { return news.run && news.run->story.weeks() > 0; }

int watched_week(const FrameInputs& shown) {
  const int weeks = shown.watch.run ? shown.watch.run->story.weeks() : 0;
  return std::clamp(shown.view.week, 0, std::max(weeks - 1, 0));
}

TextId words_for(EventKind kind) {
  switch (kind) {
    case EventKind::national:
      return TextId::watch_kind_national;
    case EventKind::politics:
      return TextId::watch_kind_politics;
    case EventKind::partners:
      return TextId::watch_kind_partners;
    case EventKind::pacts:
      return TextId::watch_kind_pacts;
    case EventKind::violence:
      break;
  }
  return TextId::watch_kind_violence;
}

void draw_watch_head(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  draw_which(shown, ui_state, frame);
  draw_other_draws(shown, frame);
  draw_cast(shown, frame);
  draw_state(shown, frame);
}

void draw_watch(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float em = ImGui::GetFontSize();
  if (room.x >= em * 84 && room.y >= em * 40)
    draw_wide(shown, ui_state, frame, room);
  else if (room.x >= em * 60)
    draw_medium(shown, ui_state, frame, room);
  else
    draw_narrow(shown, ui_state, frame, room);
}

}  // namespace palabre::ui
