// Commands about what is worked out: the run that Watch tells, the two cases that Compare sets side
// by side, the question that Analyse asks, the outcome that Why explains.

#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/app/actions.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/view.hpp"
#include "ui/watch/watch_view.hpp"
#include "ui/window/window.hpp"
#include "ui/work/analysis.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/watching.hpp"
#include "ui/work/why.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

/// The values of one case under the words of another.
Scenario with_values_of(const Scenario& values, const Scenario& words) {
  Scenario out = values;
  out.title = words.title;
  out.summary = words.summary;
  out.question = words.question;
  out.about = words.about;
  out.notes = words.notes;
  out.not_modelled = words.not_modelled;
  out.sources = words.sources;
  out.expectations = words.expectations;
  out.sweeps = words.sweeps;
  return out;
}

}  // namespace

// --- Watch
// -----------------------------------------------------------------------------------------

// Looking at another run changes neither the case nor the ensemble.
void Actions::to_run(std::int64_t replicate) {
  app_.view.replicate = replicate;
  app_.view.event = -1;
  app_.notice.clear();
}

void Actions::on(const WatchRun& command) {
  app_.view.place = Place::watch;
  app_.view.replicate_came_for = command.replicate;
  to_run(command.replicate);
}

void Actions::on(const PickEvent& command) {
  const Watched* run = app_.session.watch().run.get();
  if (!run || command.event < 0 || command.event >= int(run->story.trace.events.size())) return;
  const TraceEvent& event = run->story.trace.events[std::size_t(command.event)];
  app_.view.playing = false;
  app_.view.event = command.event;
  app_.view.week = event.week;
  app_.view.cercle = event.cercle;
}

void Actions::to_event(int direction) {
  const View& view = app_.view;
  const Watched* run = app_.session.watch().run.get();
  if (!run || view.place != Place::watch) return;
  const auto next =
      neighbour_event(run->story.trace, view.event_kinds, view.event, view.week, direction);
  if (next)
    on(PickEvent{*next});
  else
    app_.notice = say(
        view.lang, direction > 0 ? TextId::watch_no_later_event : TextId::watch_no_earlier_event);
}

bool Actions::do_with_runs(Action action) {
  View& view = app_.view;
  const std::int64_t last = app_.document.draft().replicates - 1;
  const bool watching = view.place == Place::watch;
  switch (action) {
    case Action::next_event:
      to_event(1);
      return true;
    case Action::previous_event:
      to_event(-1);
      return true;
    case Action::next_run:
      if (watching) on(WatchRun{std::min(view.replicate + 1, last)});
      return true;
    case Action::previous_run:
      if (watching) on(WatchRun{std::clamp<std::int64_t>(view.replicate - 1, 0, last)});
      return true;
    case Action::type_run:
      view.place = Place::watch;
      app_.ui_state.of<WatchState>().focus_run = true;
      return true;
    case Action::new_draw:  // other dice for the same case: the next run, after the last the first
      if (!watching) return false;
      to_run(view.replicate >= last ? 0 : view.replicate + 1);
      app_.notice =
          say(view.lang, TextId::watch_new_draw_done, whole(view.replicate, view.lang),
              chord_text(Action::same_draw, view.lang), whole(view.replicate_came_for, view.lang));
      return true;
    case Action::same_draw:
      if (!watching) return false;
      to_run(view.replicate_came_for);
      return true;
    default:
      return false;
  }
}

// --- Why
// -------------------------------------------------------------------------------------------

void Actions::on(const ExplainOutcome& command) {
  app_.view.outcome = command.outcome;
  app_.view.story = 0;
  app_.view.place = Place::explore;
}

void Actions::on(const SelectStory& command) {
  app_.view.story = std::clamp(command.story, 0, int(kStoriesExplained) - 1);
}

// --- Compare
// ---------------------------------------------------------------------------------------

void Actions::on(const PickA& command) {
  app_.view.place = Place::compare;
  app_.view.tray = false;
  app_.dialogs.open = Dialog::none;
  app_.session.pick_a(command.pick);
}

// A file: it is opened as the case, which asks about unsaved work, and the file of the case takes
// its place. The pinned case and the file as saved: one undoable change, the case on screen is
// pinned instead.
void Actions::swap_sides() {
  const CompareShown& now = app_.session.compared();
  Document& document = app_.document;
  if (!now.can_swap || !now.a) {
    app_.notice = say(app_.view.lang, TextId::cmp_swap_not);
    return;
  }
  if (now.side == SideA::file) {
    const fs::path to_open = now.path;
    app_.swap = AppState::Swap{to_open, document.file().path};
    return on(OpenFile{to_open});
  }
  if (now.a->world->bytes != document.world()->bytes) {
    app_.notice = say(app_.view.lang, TextId::cmp_give_world);
    return;
  }
  Scenario next = with_values_of(now.a->scenario, document.draft());
  app_.session.pin_for_swap(document);
  app_.session.pick_a({SideA::pinned, {}});
  document.change(std::move(next));
  follow_document();
}

/// A file was opened: when that was half of a swap, do the other half.
void Actions::end_swap(const fs::path& opened) {
  const std::optional<AppState::Swap> swap = std::exchange(app_.swap, std::nullopt);
  if (swap && swap->to_open == opened) app_.session.pick_a({SideA::file, swap->was_open});
}

bool Actions::do_with_comparison(Action action) {
  switch (action) {
    case Action::compare_pinned:
      on(PickA{{SideA::pinned, {}}});
      return true;
    case Action::compare_saved:
      on(PickA{{SideA::saved, {}}});
      return true;
    case Action::compare_file:
      app_.view.place = Place::compare;
      app_.view.tray = false;
      app_.ui_state.of<DialogState>().shelf = 0;
      show_file_dialog(Dialog::compare_with);
      return true;
    case Action::tray:
      on(ShowTray{true});
      return true;
    case Action::tray_add:
      on(AddToTray{});
      return true;
    case Action::tray_file:
      on(ShowTray{true});
      app_.ui_state.of<DialogState>().shelf = 0;
      show_file_dialog(Dialog::beside_others);
      return true;
    case Action::compare_swap:
      swap_sides();
      return true;
    case Action::compare_go_on:
      app_.session.go_on_comparing();
      return true;
    case Action::share:
      share();
      return true;
    default:
      return false;
  }
}

// --- Analyse
// ---------------------------------------------------------------------------------------

void Actions::run_analysis() {
  app_.view.place = Place::analyse;
  app_.notice.clear();
  app_.session.run_analysis(app_.document, app_.view, {});
}

void Actions::on(const SetAnalysis& command) {
  app_.view.place = Place::analyse;
  app_.session.set_analysis(command.settings);
}

void Actions::on(const ShowMethod& command) {
  app_.view.place = Place::analyse;
  AnalysisSettings settings = app_.session.analysis().settings;
  settings.method = command.method;
  app_.session.set_analysis(settings);
  app_.ui_state.focus = "method." + std::string(method_spec(command.method).id);
}

void Actions::on(const AskNeeds& command) {
  AnalysisSettings settings = app_.session.analysis().settings;
  settings.target = command.target;
  app_.session.set_analysis(settings);
  on(ShowMethod{Method::needs});
  run_analysis();
}

// Another box on the same way: the worlds are there.
void Actions::on(const TakeStep& command) {
  app_.session.run_analysis(app_.document, app_.view, command.step);
}

}  // namespace palabre::ui
