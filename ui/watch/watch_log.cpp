// The log of Watch: what happens in this run, dated, with its reasons.

#include <algorithm>
#include <array>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
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

constexpr float kFollowAt = 0.35f;  // share of the height at which the present week is kept

// "Secret contact -> Good offices", with a real arrow.
std::string with_arrows(std::string words) {
  for (std::size_t at = words.find("->"); at != std::string::npos; at = words.find("->", at))
    words.replace(at, 2, "→");
  return words;
}

std::string joined(const std::string& first, const std::string& then) {
  return first.empty() ? then : then.empty() ? first : first + "\n" + then;
}

WatchLog::Line line_of(const StoryContext& explaining, int k) {
  const TraceEvent& event = explaining.story.trace.events[std::size_t(k)];
  WatchLog::Line line;
  line.event = k;
  line.week = event.week;
  line.date = explaining.week(explaining.scenario, event.week, explaining.lang);
  line.words = with_arrows(event_text(explaining, event));
  std::string stood = event.cercle >= 0 ? pact_text(explaining, event) : std::string();
  if (event.id == EventId::stage_up) stood = numbers_text(explaining, event);
  line.reasons = joined(stood, reasons_text(explaining, event, 1));
  line.all_reasons = joined(stood, reasons_text(explaining, event));
  return line;
}

WatchLog::Line end_of(const StoryContext& explaining) {
  const Story& story = explaining.story;
  const OutcomeSpec& outcome = outcome_specs()[std::size_t(story.outcome)];
  const Lang lang = explaining.lang;
  WatchLog::Line line;
  line.event = -1;
  line.week = story.weeks() - 1;
  line.date = explaining.week(explaining.scenario, line.week, lang);
  line.words = ui::say(lang, TextId::watch_end, outcome.label.in(lang));
  line.reasons = line.all_reasons =
      joined(std::string(outcome.meaning.in(lang)), explanation_text(explaining));
  return line;
}

float date_column(const WatchLog& log) {
  float width = 0.0f;
  for (const WatchLog::Line& line : log.lines) width = std::max(width, text_width(line.date));
  return width + ImGui::GetFontSize() * 0.7f;
}

// Lines broken at blanks only: Dear ImGui would also break after the point of a number.
std::string broken(const std::string& words, float room) {
  std::string out;
  float used = 0.0f;
  const float blank = text_width(" ");
  for (std::size_t from = 0; from < words.size();) {
    const std::size_t end = std::min(words.find_first_of(" \n", from), words.size());
    const std::string word = words.substr(from, end - from);
    const float wide = text_width(word);
    if (used > 0.0f && used + blank + wide > room) {
      out += '\n';
      used = 0.0f;
    } else if (used > 0.0f) {
      out += ' ';
      used += blank;
    }
    out += word;
    used += wide;
    if (end < words.size() && words[end] == '\n') {
      out += '\n';
      used = 0.0f;
    }
    from = end + 1;
  }
  return out;
}

float height_of(const std::string& words) {
  return words.empty() ? 0.0f : ImGui::CalcTextSize(words.c_str()).y;
}

// Lines and heights at this width; the date stands beside the words, and the reasons below them.
void lay_out(WatchLog& log, const FrameInputs& shown) {
  const float air = shown.look.px(5);
  ImGui::PushFont(shown.look.fonts.small);
  const float dates = date_column(log);
  ImGui::PopFont();
  const float room = std::max(log.width - dates - shown.look.px(8), ImGui::GetFontSize() * 6);
  float below = 0.0f;
  for (WatchLog::Line& line : log.lines) {
    const bool open = line.event < 0 || line.event == log.open_event || line.week == log.open_week;
    line.shown_words = broken(line.words, room);
    line.height = height_of(line.shown_words);
    ImGui::PushFont(shown.look.fonts.small);
    line.shown_reasons = broken(open ? line.all_reasons : line.reasons, room);
    line.height += height_of(line.shown_reasons) + air;
    ImGui::PopFont();
    below += line.height;
    line.below = below;
  }
}

// Anew for another run, language, choice of kinds, width or event; not in every frame.
void refresh(WatchLog& log, float width, const FrameInputs& shown) {
  const View& view = shown.view;
  const float letter = ImGui::GetFontSize();
  const bool same_words =
      log.run == shown.watch.run && log.lang == view.lang && log.kinds == view.event_kinds;
  // While it plays, reasons stay short: nothing jumps.
  const int open_week = view.playing ? -1 : watched_week(shown);
  const int open_event = view.playing ? -1 : view.event;
  if (same_words && log.width == width && log.letter == letter && log.open_week == open_week &&
      log.open_event == open_event)
    return;
  log.width = width;
  log.letter = letter;
  log.open_week = open_week;
  log.open_event = open_event;
  if (!same_words) {
    log.run = shown.watch.run;
    log.lang = view.lang;
    log.kinds = view.event_kinds;
    log.lines.clear();
    log.week = -1;  // to be scrolled anew
    const StoryContext explaining = log.run->story_context(log.lang);
    const auto& events = log.run->story.trace.events;
    for (int k = 0; k < int(events.size()); ++k)
      if (shows(log.kinds, kind_of(events[std::size_t(k)].id)))
        log.lines.push_back(line_of(explaining, k));
    if (!log.run->story.failure) log.lines.push_back(end_of(explaining));
  }
  lay_out(log, shown);
}

// Line ends would tear a table in two for whoever opens it.
std::string on_one_line(std::string words) {
  for (std::size_t at = 0; (at = words.find('\n', at)) != std::string::npos; ++at)
    words.replace(at, 1, "; ");
  return words;
}

void draw_kinds(const FrameInputs& shown, Frame& frame) {
  std::array<int, kEventKinds> counts{};
  for (const TraceEvent& event : shown.watch.run->story.trace.events)
    ++counts[std::size_t(kind_of(event.id))];
  constexpr std::array kIds{"kind.national", "kind.politics", "kind.partners", "kind.pacts",
                            "kind.violence"};
  const float air = 2 * ImGui::GetStyle().FramePadding.x, gap = shown.look.px(3);
  for (std::size_t k = 0; k < kEventKinds; ++k) {
    const std::string words = fmt::format("{} {}", shown.say(words_for(EventKind(k))), counts[k]);
    if (k > 0) {
      ImGui::SameLine(0, gap);
      if (ImGui::GetContentRegionAvail().x < text_width(words) + air) ImGui::NewLine();
    }
    const unsigned kinds = shown.view.event_kinds;
    if (toggle(kIds[k], words, shows(kinds, EventKind(k)), shown, frame))
      frame.ask(SetEventKinds{kinds ^ (1u << k)});
    explain(shown.say(TextId::watch_kind_tip), shown);
  }
}

void draw_line(const WatchLog::Line& line, float dates, float width, const FrameInputs& shown,
               Frame& frame) {
  const Palette& p = shown.look.colours();
  const int week = watched_week(shown);
  const bool now = line.week == week, later = line.week > week;
  const bool picked = line.event >= 0 && line.event == shown.view.event && now;
  const ImVec2 at = ImGui::GetCursorPos();
  ImGui::PushID(line.event);
  if (ImGui::Selectable("##event", picked, 0, {width, line.height})) {
    if (line.event >= 0)
      frame.ask(PickEvent{line.event});
    else
      frame.ask(SetWeek{line.week});
  }
  ImGui::PopID();
  frame.note(line.event >= 0 ? fmt::format("watch.event.{}", line.event)
                             : std::string("watch.end"));
  const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
  if (now)
    ImGui::GetWindowDrawList()->AddRectFilled(low, {low.x + shown.look.px(3), high.y}, p.accent);
  const float left = at.x + shown.look.px(8);
  ImGui::SetCursorPos({left, at.y + shown.look.px(2)});
  ImGui::PushFont(shown.look.fonts.small);
  put_in(now ? p.accent : later ? p.faint : p.dim, line.date);
  ImGui::PopFont();
  ImGui::SetCursorPos({left + dates, at.y});
  put_in(now ? p.accent : later ? p.dim : p.text, line.shown_words);
  if (!line.shown_reasons.empty()) {
    ImGui::SetCursorPos({left + dates, ImGui::GetCursorPosY() - ImGui::GetStyle().ItemSpacing.y});
    ImGui::PushFont(shown.look.fonts.small);
    put_in(later ? p.faint : p.dim, line.shown_reasons);
    ImGui::PopFont();
  }
  ImGui::SetCursorPos({at.x, at.y + line.height});
}

// Keeps the present in sight when the week, the event picked or the run changed.
void follow(WatchLog& log, const FrameInputs& shown, Frame& frame) {
  const int week = watched_week(shown);
  // Twice: how far it can be scrolled is known when the new heights have been drawn.
  int& frames = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("follow"));
  if (log.week != week || log.picked != shown.view.event) frames = 2;
  if (frames == 0) return;
  --frames;
  log.week = week;
  log.picked = shown.view.event;
  const auto at = std::find_if(log.lines.begin(), log.lines.end(), [&](const auto& line) {
    return (log.picked >= 0 && line.event == log.picked && line.week == week) ||
           (log.picked < 0 && line.week >= week) || line.week > week;
  });
  const float top = at == log.lines.begin() || log.lines.empty() ? 0.0f : (at - 1)->below;
  ImGui::SetScrollY(std::max(top - kFollowAt * ImGui::GetWindowHeight(), 0.0f));
  frame.moving = true;
}

void draw_lines(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  WatchLog& log = ui_state.of<WatchState>().log;
  const float width = ImGui::GetContentRegionAvail().x;
  refresh(log, width, shown);
  follow(log, shown, frame);
  const auto events = std::count_if(log.lines.begin(), log.lines.end(),
                                    [](const auto& line) { return line.event >= 0; });
  if (events == 0) {
    put_wrapped(shown.look.colours().dim,
                shown.say(log.run->story.trace.events.empty() ? TextId::watch_no_events
                                                              : TextId::watch_none_of_kinds));
  }
  ImGui::PushFont(shown.look.fonts.small);
  const float dates = date_column(log);
  ImGui::PopFont();
  const ImVec2 corner = ImGui::GetCursorPos();
  const float scroll = ImGui::GetScrollY(), seen = ImGui::GetWindowHeight();
  for (const WatchLog::Line& line : log.lines) {
    const float top = corner.y + line.below - line.height;
    if (top > scroll + seen || corner.y + line.below < scroll) continue;
    ImGui::SetCursorPos({corner.x, top});
    draw_line(line, dates, width, shown, frame);
  }
  if (log.lines.empty()) return;
  ImGui::SetCursorPos({corner.x, corner.y + log.lines.back().below});
  ImGui::Dummy({1, 0});
}

}  // namespace

void draw_watch_log(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  heading(shown.say(TextId::watch_log), shown);
  if (!shown.watch.run) return;
  if (shown.watch.run->story.weeks() == 0) {
    put_wrapped(shown.look.colours().dim, shown.say(TextId::watch_failed_at_once));
    return;
  }
  draw_kinds(shown, frame);
  ImGui::BeginChild("events");
  draw_lines(shown, ui_state, frame);
  ImGui::EndChild();
  frame.note("watch.log");
}

std::string watch_log_csv(const Watched& run, Lang lang) {
  const StoryContext explaining = run.story_context(lang);
  const auto& events = run.story.trace.events;
  std::string out = "week,date,event,cercle,what,why\n";
  for (int k = 0; k < int(events.size()); ++k) {
    const TraceEvent& event = events[std::size_t(k)];
    const WatchLog::Line line = line_of(explaining, k);
    const std::string place =
        event.cercle < 0 ? "" : run.world->cercles[std::size_t(event.cercle)].name;
    out += fmt::format(
        "{},{},{},{},{},{}\n", event.week, to_string(Date::from(day_of(run.scenario, event.week))),
        event_specs()[std::size_t(event.id)].id, csv_words(place),
        csv_words(on_one_line(line.words)), csv_words(on_one_line(line.all_reasons)));
  }
  return out;
}

}  // namespace palabre::ui
