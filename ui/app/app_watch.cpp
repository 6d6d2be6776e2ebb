// The part of App behind the view Watch: which run is told, which event is picked.

#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/app/app.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {

// After the frame: what the view needs is asked for. Who stands for which outcome waits until the
// ensemble itself is done.
void App::watch() {
  watching_.show(draft_, file_.world, view_.replicate);
  if (!history_.in_gesture() && !run_.running && !wants_run_) watching_.find_representatives();
}

std::int64_t App::run_of_why() const {
  const Why* why = why_news_.stale ? nullptr : why_news_.asked.answer.get();
  if (!why || why->explained.empty()) return -1;
  return why->explained[std::min(std::size_t(view_.story), why->explained.size() - 1)]
      .chosen.replicate;
}

// The run that Why tells; while it looks for one none, lest the map jump from one to another.
MapRun App::map_run() const {
  if (!view_.agents || view_.place != Place::explore) return {};
  if (const std::int64_t told = run_of_why(); told >= 0) return {told, true};
  if (why_news_.asked.running || why_news_.stale) return {};
  return {std::clamp<std::int64_t>(view_.replicate, 0, draft_.replicates - 1), false};
}

void App::tell_map_run() {
  const std::int64_t replicate = map_run().replicate;
  if (replicate >= 0 && !history_.in_gesture() && !run_.running && !wants_run_)
    watching_.show(draft_, file_.world, replicate);
}

// Looking at another run changes neither the case nor the ensemble.
void App::to_run(std::int64_t replicate) {
  view_.replicate = replicate;
  view_.event = -1;
  notice_.clear();
}

void App::act_on(const WatchRun& command) {
  view_.place = Place::watch;
  view_.replicate_came_for = command.replicate;
  to_run(command.replicate);
}

void App::act_on(const SetEventKinds& command) { view_.event_kinds = command.kinds & kAllKinds; }

void App::act_on(const PickEvent& command) {
  const Watched* run = watch_news_.run.get();
  if (!run || command.event < 0 || command.event >= int(run->story.trace.events.size())) return;
  const TraceEvent& event = run->story.trace.events[std::size_t(command.event)];
  view_.playing = false;
  view_.event = command.event;
  view_.week = event.week;
  view_.cercle = event.cercle;
}

void App::to_event(int direction) {
  const Watched* run = watch_news_.run.get();
  if (!run || view_.place != Place::watch) return;
  const auto next =
      neighbour_event(run->story.trace, view_.event_kinds, view_.event, view_.week, direction);
  if (next)
    act_on(PickEvent{*next});
  else
    notice_ = say(view_.lang,
                  direction > 0 ? TextId::watch_no_later_event : TextId::watch_no_earlier_event);
}

bool App::do_with_runs(Action action) {
  const std::int64_t last = draft_.replicates - 1;
  const bool watching = view_.place == Place::watch;
  switch (action) {
    case Action::next_event:
      to_event(1);
      return true;
    case Action::previous_event:
      to_event(-1);
      return true;
    case Action::next_run:
      if (watching) act_on(WatchRun{std::min(view_.replicate + 1, last)});
      return true;
    case Action::previous_run:
      if (watching) act_on(WatchRun{std::clamp<std::int64_t>(view_.replicate - 1, 0, last)});
      return true;
    case Action::type_run:
      view_.place = Place::watch;
      ui_state_.focus_run = true;
      return true;
    case Action::new_draw:  // other dice for the same case: the next run, after the last the first
      if (!watching) return false;
      to_run(view_.replicate >= last ? 0 : view_.replicate + 1);
      notice_ = say(view_.lang, TextId::watch_new_draw_done, whole(view_.replicate, view_.lang),
                    chord_text(Action::same_draw, view_.lang),
                    whole(view_.replicate_came_for, view_.lang));
      return true;
    case Action::same_draw:
      if (!watching) return false;
      to_run(view_.replicate_came_for);
      return true;
    default:
      return false;
  }
}

}  // namespace palabre::ui
