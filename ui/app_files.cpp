// The part of App that touches files: opening, saving, the question before work is lost.

#include <nlohmann/json.hpp>

#include <algorithm>

#include "ui/app.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

Browser browse(const fs::path& folder) {
  Browser browser;
  std::error_code error;
  browser.folder = fs::weakly_canonical(folder, error);
  if (error) browser.folder = folder;
  for (fs::directory_iterator at(browser.folder, error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    std::error_code unknown;
    if (!name.starts_with('.')) browser.entries.push_back({name, at->is_directory(unknown)});
  }
  if (error) browser.problem = error.message();
  std::sort(browser.entries.begin(), browser.entries.end(),
            [](const Browser::Entry& a, const Browser::Entry& b) {
              return a.folder != b.folder ? a.folder : a.name < b.name;
            });
  return browser;
}

}  // namespace

void App::load(const fs::path& path) {
  file_ = load_scenario(path, options_.load);
  draft_ = file_.scenario;
  if (map_world_ != file_.world) {
    map_ = std::make_shared<const MapShape>(map_shape(*file_.world));
    map_world_ = file_.world;
  }
  history_.clear();
  scratch_.typing_key.clear();
  view_.playing = false;
  view_.week = draft_.weeks - 1;
  case_changed();
  if (!file_.notes.empty()) notice_ = file_.notes.front().to_string(view_.lang);
  remember_file(remembered_, path);
}

void App::act_on(const OpenFile& command) {
  if (dirty_ && dialog_ != Dialog::unsaved) return when_saved(command);
  try {
    load(command.path);
    dialog_ = Dialog::none;
  } catch (const ScenarioError& error) {
    tell_problem(error.in(view_.lang));
  } catch (const FileError& error) {
    tell_problem(error.in(view_.lang));
  }
}

bool App::save(const fs::path& path) {
  if (path.empty()) {
    show_file_dialog(Dialog::save_as);
    return false;
  }
  try {
    file_ = save_scenario(file_, draft_, path, options_.load);
    draft_ = file_.scenario;
    dirty_ = false;
    dialog_ = Dialog::none;
    notice_ = say(view_.lang, TextId::ui_saved, path.string());
    remember_file(remembered_, path);
    return true;
  } catch (const FileError& error) {
    tell_problem(error.in(view_.lang));
  } catch (const ScenarioError& error) {
    tell_problem(error.in(view_.lang));
  }
  return false;
}

void App::tell_problem(std::string words) {
  problem_ = std::move(words);
  dialog_ = Dialog::problem;
}

void App::when_saved(Command command) {
  if (dirty_) {
    waiting_ = std::move(command);
    dialog_ = Dialog::unsaved;
  } else if (const auto* open = std::get_if<OpenFile>(&command)) {
    act_on(*open);
  } else {
    quit_ = true;
  }
}

void App::act_on(const Answer& command) {
  const std::optional<Command> waiting = std::exchange(waiting_, std::nullopt);
  dialog_ = Dialog::none;
  if (!waiting || command.answer == Unsaved::cancel) return;
  if (command.answer == Unsaved::save && !save(file_.path)) return;
  if (const auto* open = std::get_if<OpenFile>(&*waiting)) {
    dialog_ = Dialog::unsaved;  // answered: do not ask again
    act_on(*open);
    if (dialog_ == Dialog::unsaved) dialog_ = Dialog::none;
  } else {
    quit_ = true;
  }
}

void App::show_file_dialog(Dialog dialog) {
  const fs::path folder = file_.path.has_parent_path() ? file_.path.parent_path() : fs::path(".");
  browser_ = browse(folder);
  dialog_ = dialog;
}

void App::act_on(const ToFolder& command) {
  browser_ = browse(command.folder);
  if (dialog_ == Dialog::open) scratch_.path = (browser_.folder / "").string();
}

void App::act_on(const ReadPresets&) {
  if (!presets_.empty()) return;
  for (const Browser::Entry& entry : browse(shipped_scenarios()).entries) {
    if (entry.folder || !entry.name.ends_with(".toml")) continue;
    Preset preset{shipped_scenarios() / entry.name, {}};
    try {
      preset.title = load_scenario(preset.path, options_.load).scenario.title;
    } catch (const std::runtime_error&) {
      // Listed by its name; opening it tells what is wrong.
    }
    presets_.push_back(std::move(preset));
  }
}

std::string widget_map_json(const Frame& frame) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  for (const auto& [key, placed] : frame.widgets)
    out[key] = {{"x", placed.low.x},
                {"y", placed.low.y},
                {"w", placed.high.x - placed.low.x},
                {"h", placed.high.y - placed.low.y},
                {"visible", placed.visible}};
  return out.dump(1) + "\n";
}

}  // namespace palabre::ui
