#include "ui/app/actions.hpp"

#include <algorithm>
#include <utility>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/map.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/view.hpp"

namespace palabre::ui {
namespace {

constexpr double kAsideEvery = 2.0, kDiskEvery = 1.0;  // [s]

}  // namespace

void Actions::act(const Command& command) {
  std::visit([this](const auto& wanted) { on(wanted); }, command);
}

void Actions::on(const Do& command) {
  const Action action = command.action;
  if (!do_with_files(action) && !do_with_time(action) && !do_with_runs(action) &&
      !do_with_values(action) && !do_with_comparison(action) && !do_with_places(action) &&
      !do_with_keyboard(action))
    do_with_view(action);
}

void Actions::follow_document(std::string words) {
  const Document& document = app_.document;
  if (document.version() != app_.seen_version) {
    app_.seen_version = document.version();
    app_.notice.clear();
    use_world();
  }
  if (document.opened() != app_.seen_opened) {
    app_.seen_opened = document.opened();
    app_.ui_state.typing_key.clear();
    app_.ui_state.dates.clear();
    app_.view.playing = false;
    app_.view.week = document.draft().weeks - 1;
    app_.view.cercle = -1;
    if (!document.unnamed()) remember_file(app_.remembered, document.file().path);
  }
  if (!words.empty()) app_.notice = std::move(words);
}

void Actions::use_world() {
  if (app_.map_world == app_.document.world()) return;
  app_.map_world = app_.document.world();
  Surroundings around;
  try {
    around = surroundings_of(*app_.map_world);
  } catch (const ScenarioError& error) {  // the map does without
    app_.notice = error.what();
  }
  app_.map = std::make_shared<const MapShape>(map_shape(*app_.map_world, around));
  app_.view.cercle = -1;
}

bool Actions::keep_aside() {
  const Reference* pinned = app_.session.pinned();
  return app_.document.keep_aside(pinned ? &pinned->scenario : nullptr);
}

void Actions::look_after_files(double seconds) {
  app_.since_aside += seconds;
  app_.since_disk += seconds;
  Document& document = app_.document;
  if (document.history().in_gesture()) return;
  if (app_.since_aside >= kAsideEvery) {
    app_.since_aside = 0.0;
    keep_aside();
    keep_remembered(app_);
  }
  if (app_.since_disk < kDiskEvery || app_.dialogs.open != Dialog::none || document.unnamed())
    return;
  app_.since_disk = 0.0;
  Document::DiskNews news = document.look_at_disk(app_.view.lang);
  if (news.conflict) app_.dialogs.open = Dialog::changed;
  follow_document(std::move(news.words));
}

void Actions::look_for_recovery() {
  if (const auto about = app_.document.look_for_recovery(app_.options.state)) {
    app_.dialogs.recovered = *about;
    app_.dialogs.open = Dialog::recover;
  }
}

void Actions::escape() {
  Dialogs& dialogs = app_.dialogs;
  View& view = app_.view;
  if (dialogs.open == Dialog::none && close_menus()) return;
  if (dialogs.open == Dialog::unsaved) return on(Answer{Unsaved::cancel});
  if (dialogs.open == Dialog::changed) return on(ReadAgain{false});
  if (dialogs.open == Dialog::recover) return;  // needs an answer: the work must not go by accident
  if (dialogs.open != Dialog::none)
    dialogs.close();
  else if (view.tour >= 0)
    on(TourTo{-1});
  else if (!app_.ui_state.search.empty())
    app_.ui_state.search.clear();
  else if (view.cercle >= 0)
    view.cercle = -1;
  else if (view.presentation)
    do_with_view(Action::presentation);
  else if (app_.session.stop_one(view))
    return;
  else if (view.run_filter)
    view.run_filter.reset();
  else
    app_.ui_state.focus.clear();
}

}  // namespace palabre::ui
