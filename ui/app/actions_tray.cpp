// Commands about the cases that stand side by side: what is put there, and which one is shown.

#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"
#include "ui/app/actions.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/view.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/case_name.hpp"
#include "ui/work/tray.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

PreparedCase read_case(const fs::path& named, const LoadOptions& load) {
  ScenarioFile file = load_any(named, load);
  std::error_code error;
  const fs::path full = is_share_code(named.string()) ? named : fs::absolute(named, error);
  return {title_of(file), error ? named : full, file.scenario, file.world,
          CaseKey::of_inputs(file.scenario, *file.world)};
}

}  // namespace

void Actions::on(const ShowTray& command) {
  app_.view.place = Place::compare;
  app_.view.tray = command.on;
}

void Actions::on(const AddToTray& command) {
  const Document& document = app_.document;
  const Lang lang = app_.view.lang;
  PreparedCase one;
  if (command.path.empty()) {
    const bool is_file = !document.dirty() && !document.unnamed();
    one = prepared(document.file(), document.draft(), document.name().brief, is_file);
  } else {
    try {
      one = read_case(command.path, app_.options.load);
    } catch (const ScenarioError& error) {
      return tell(error);
    } catch (const FileError& error) {
      return tell(error);
    }
  }
  app_.dialogs.open = Dialog::none;
  TrayCases& tray = app_.session.tray();
  const std::string title = shortened(one.title.in(lang), 120);
  const auto refused = tray.add(std::move(one));
  app_.notice =
      refused ? refused->in(lang)
              : say(lang, TextId::tray_added, title, tray_letter(tray.shown().cases.size() - 1));
}

// What stands in the tray is kept there: nothing is lost when another case of it is shown.
void Actions::on(const OpenFromTray& command) {
  const TrayShown& tray = app_.session.tray().shown();
  if (command.which >= tray.cases.size()) return;
  const fs::path opens = tray.cases[command.which].opens;
  if (opens.empty()) {
    app_.notice = say(app_.view.lang, TextId::tray_no_code);
    return;
  }
  app_.prepared_at = int(command.which);
  if (app_.document.dirty() && app_.session.place_in_tray(app_.document) < 0)
    return when_saved(OpenFile{opens});
  open_now(opens);
}

// Through the prepared cases, round and round; from another case to the first or the last.
void Actions::step_in_tray(int way) {
  const int count = int(app_.session.tray().shown().cases.size());
  int at = app_.session.place_in_tray(app_.document);
  if (at < 0 && app_.prepared_at < count) at = app_.prepared_at;
  const int next = at >= 0 ? (at + way + count) % count : way > 0 ? 0 : count - 1;
  on(OpenFromTray{std::size_t(next)});
}

void recall_tray(AppState& app) {
  for (const std::string& named : app.remembered.tray) {
    try {
      app.session.tray().add(read_case(named, app.options.load));
    } catch (const ScenarioError&) {
      // A case that cannot be read any more is left out.
    } catch (const FileError&) {
      // The same of a file that is gone.
    }
  }
}

void keep_remembered(AppState& app) {
  Remembered& to = app.remembered;
  const View& view = app.view;
  to.lang = view.lang;
  to.theme = view.theme;
  to.text_size = view.text_size;
  to.splits = view.splits;
  to.charts = view.charts;
  to.dots = view.dots;
  to.edges = view.edges;
  to.map_hatching = view.map_hatching;
  to.lines = view.lines;
  to.agents = view.agents;
  to.tray.clear();
  for (const PreparedCase& one : app.session.tray().shown().cases)
    if (!one.opens.empty()) to.tray.push_back(one.opens.string());
  if (app.written == to) return;
  write_remembered(app.options.state, to);
  app.written = to;
}

}  // namespace palabre::ui
