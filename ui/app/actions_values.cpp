// Commands that change the case: values, locks, seed, undo, the pinned case.

#include <algorithm>

#include "ui/app/actions.hpp"
#include "ui/base/controls.hpp"
#include "ui/panels/commands.hpp"

namespace palabre::ui {

// What is refused is said where it was typed too, not at the foot of the window alone.
void Actions::on(const SetValue& command) {
  const std::uint64_t before = app_.document.version();
  std::string words = app_.document.set(command, app_.view.locked, app_.view.lang);
  const bool refused = !words.empty() && app_.document.version() == before;
  app_.ui_state.refused_key = refused ? command.key : std::string();
  app_.ui_state.refused = refused ? words : std::string();
  follow_document(std::move(words));
}

void Actions::on(const SetValues& command) {
  follow_document(app_.document.set(command, app_.view.locked, app_.view.lang));
}

void Actions::on(const ResetValue& command) {
  follow_document(app_.document.reset(command, app_.view.locked, app_.view.lang));
}

void Actions::on(const SetSeed& command) {
  Scenario next = app_.document.draft();
  next.seed = command.seed;
  app_.document.change(std::move(next));
  follow_document();
}

void Actions::on(const SetReplicates& command) {
  if (command.replicates == app_.document.draft().replicates) return;
  Scenario next = app_.document.draft();
  next.replicates = std::clamp(command.replicates, 1, kReplicatesMax);
  app_.document.change(std::move(next));
  follow_document();
}

void Actions::on(const ToggleLock& command) {
  if (command.key.empty()) return;
  if (!app_.view.locked.erase(command.key)) app_.view.locked.insert(command.key);
  app_.notice.clear();
}

std::string Actions::target() const {
  return app_.frame.hovered.empty() ? app_.ui_state.focus : app_.frame.hovered;
}

void Actions::nudge(int direction) {
  const std::string key = target();
  if (const std::optional<Value> value = nudged(app_.document.draft(), key, direction))
    on(SetValue{key, *value, true});
}

bool Actions::do_with_values(Action action) {
  Document& document = app_.document;
  const std::string key = target();
  switch (action) {
    case Action::undo:
      document.undo();
      break;
    case Action::redo:
      document.redo();
      break;
    case Action::to_file:
      if (!key.empty()) on(ResetValue{key, ResetTo::file});
      return true;
    case Action::to_default:
      if (!key.empty()) on(ResetValue{key, ResetTo::initial});
      return true;
    case Action::all_to_file:
      document.reset_all(ResetTo::file, app_.view.locked);
      break;
    case Action::all_to_default:
      document.reset_all(ResetTo::initial, app_.view.locked);
      break;
    case Action::type_value:
      if (!app_.focus.press(app_.frame, app_.ui_state)) app_.ui_state.type_next = key;
      return true;
    case Action::nudge_up:
      nudge(1);
      return true;
    case Action::nudge_down:
      nudge(-1);
      return true;
    case Action::lock:
      on(ToggleLock{key});
      return true;
    case Action::show_sources:
      if (!key.empty()) on(ShowSource{key});
      return true;
    case Action::pin:
      app_.session.pin(document);
      return true;
    case Action::unpin:
      app_.session.unpin();
      return true;
    case Action::new_draw:
      on(SetSeed{document.draft().seed == INT64_MAX ? 0 : document.draft().seed + 1});
      return true;
    case Action::same_draw:
      on(SetSeed{document.file().scenario.seed});
      return true;
    default:
      return false;
  }
  follow_document();
  return true;
}

}  // namespace palabre::ui
