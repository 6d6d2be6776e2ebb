// The part of App that touches files: opening, saving, the question before work is lost.

#include <nlohmann/json.hpp>

#include <algorithm>

#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"
#include "ui/app/app.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

constexpr const char* kEmptyCase = "format = 1\nbase = \"baseline.toml\"\n";

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

// What is shipped stays as it is: Save asks for another place.
bool is_shipped(const fs::path& path) {
  std::error_code error;
  const fs::path shipped = fs::weakly_canonical(shipped_scenarios(), error);
  return !shipped.empty() && fs::weakly_canonical(path, error).parent_path() == shipped;
}

std::string line_of(const std::string& text, int wanted) {
  std::size_t from = 0;
  for (int k = 1; k < wanted; ++k) {
    from = text.find('\n', from);
    if (from == std::string::npos) return {};
    ++from;
  }
  return text.substr(from, std::min(text.find('\n', from) - from, std::size_t{200}));
}

Problem problem_of(const ScenarioError& error, Lang lang) {
  Problem problem{error.in(lang), {}};
  for (const Diagnostic& d : error.diagnostics()) {
    Problem::Row row{d.to_string(lang), {}, {}, d.column};
    if (d.line > 0) {
      row.place = say(lang, TextId::ui_line_of, d.line, d.file);
      try {
        row.line = line_of(read_file(d.file, kFileBytesMax), d.line);
      } catch (const FileError&) {
        row.place.clear();  // the message alone then
      }
    }
    problem.rows.push_back(std::move(row));
  }
  return problem;
}

}  // namespace

void App::load(const fs::path& path) {
  if (is_share_code(path.string()) || is_figure(path)) return load_shared(path);
  ScenarioFile file = load_scenario(path, options_.load);
  unnamed_ = false;
  take_up(std::move(file));
  stamp_ = stamp_of(path);
  remember_file(remembered_, path);
}

void App::use_world() {
  if (map_world_ == file_.world) return;
  map_ = std::make_shared<const MapShape>(map_shape(*file_.world));
  map_world_ = file_.world;
  view_.cercle = -1;
}

void App::take_up(ScenarioFile file) {
  file_ = std::move(file);
  draft_ = file_.scenario;
  use_world();
  history_.clear();
  ui_state_.typing_key.clear();
  ui_state_.dates.clear();
  view_.playing = false;
  view_.week = draft_.weeks - 1;
  view_.cercle = -1;
  case_changed();
  if (!file_.notes.empty()) notice_ = file_.notes.front().to_string(view_.lang);
}

void App::new_case() {
  const fs::path path =
      shipped_scenarios() / fmt::format("{}.toml", text(TextId::ui_untitled, view_.lang));
  try {
    take_up(parse_scenario(kEmptyCase, path, options_.load));
    unnamed_ = true;
  } catch (const ScenarioError& error) {
    tell_problem(error);
  } catch (const FileError& error) {
    tell_problem(error);
  }
}

// A new file whose base is the one on screen: it says only how it differs from it. Unsaved edits
// come along, so nothing is lost.
void App::branch() {
  if (unnamed_) {
    notice_ = say(view_.lang, TextId::ui_branch_unnamed);
    return;
  }
  const fs::path base = file_.path.filename();
  const fs::path path =
      file_.path.parent_path() / fmt::format("{}.toml", text(TextId::ui_untitled, view_.lang));
  const Scenario before = draft_;
  try {
    take_up(parse_scenario(
        fmt::format("format = {}\nbase = {}\n", kFormat, nlohmann::json(base.string()).dump()),
        path, options_.load));
  } catch (const ScenarioError& error) {
    return tell_problem(error);
  } catch (const FileError& error) {
    return tell_problem(error);
  }
  unnamed_ = true;
  Scenario next = before;  // what a file does not inherit stays with the base
  next.title = draft_.title;
  next.summary = draft_.summary;
  next.expectations = draft_.expectations;
  next.sweeps = draft_.sweeps;
  if (!(next == draft_)) {
    history_.before_change(draft_, {}, true);
    set_case(std::move(next));
  }
  notice_ = say(view_.lang, TextId::ui_branched, base.string());
}

bool App::do_with_files(Action action) {
  switch (action) {
    case Action::new_case:
      when_saved(Do{Action::new_case});
      return true;
    case Action::branch:
      branch();
      return true;
    case Action::open:
    case Action::library:
      ui_state_.shelf = action == Action::library ? 1 : 0;
      show_file_dialog(Dialog::open);
      return true;
    case Action::save:
      save(file_.path);
      return true;
    case Action::save_as:
      show_file_dialog(Dialog::save_as);
      return true;
    case Action::quit:
      when_saved(Do{Action::quit});
      return true;
    default:
      return false;
  }
}

void App::act_on(const OpenFile& command) {
  if (dirty_ && dialog_ != Dialog::unsaved) return when_saved(command);
  try {
    load(command.path);
    dialog_ = Dialog::none;
    end_swap(command.path);
  } catch (const ScenarioError& error) {
    tell_problem(error);
  } catch (const FileError& error) {
    tell_problem(error);
  }
}

bool App::save(const fs::path& path) {
  const bool asked = dialog_ == Dialog::save_as;
  if (path.empty() || (unnamed_ && !asked) || (!asked && is_shipped(path))) {
    notice_ = say(view_.lang, TextId::ui_shipped_stays);
    show_file_dialog(Dialog::save_as);
    return false;
  }
  try {
    file_ = save_scenario(file_, draft_, path, options_.load);
    draft_ = file_.scenario;
    unnamed_ = dirty_ = false;
    stamp_ = stamp_of(path);
    forget_aside();
    dialog_ = Dialog::none;
    notice_ = say(view_.lang, TextId::ui_saved, path.string());
    remember_file(remembered_, path);
    return true;
  } catch (const FileError& error) {
    tell_problem(error);
  } catch (const ScenarioError& error) {
    tell_problem(error);
  }
  return false;
}

void App::tell_problem(const ScenarioError& error) { tell_problem(problem_of(error, view_.lang)); }

void App::tell_problem(const FileError& error) {
  const std::string words = error.in(view_.lang);
  tell_problem(Problem{words, {{words, {}, {}, 0}}});
}

// From a file dialog the way leads back to it, with what was typed.
void App::tell_problem(Problem problem) {
  after_problem_ = dialog_ == Dialog::open || dialog_ == Dialog::compare_with ||
                           dialog_ == Dialog::save_as || dialog_ == Dialog::figure
                       ? dialog_
                       : Dialog::none;
  problem_ = std::move(problem);
  ui_state_.problem_row = 0;
  dialog_ = Dialog::problem;
}

void App::act_on(const CloseDialog&) {
  dialog_ = dialog_ == Dialog::problem ? std::exchange(after_problem_, Dialog::none) : Dialog::none;
}

void App::when_saved(Command command) {
  if (dirty_) {
    waiting_ = std::move(command);
    dialog_ = Dialog::unsaved;
  } else if (const auto* open = std::get_if<OpenFile>(&command)) {
    act_on(*open);
  } else if (std::get<Do>(command).action == Action::new_case) {
    new_case();
  } else {
    quit_ = true;
  }
}

void App::act_on(const Answer& command) {
  const std::optional<Command> waiting = std::exchange(waiting_, std::nullopt);
  dialog_ = Dialog::none;
  if (!waiting || command.answer == Unsaved::cancel) return swap_.reset();
  if (command.answer == Unsaved::save && !save(file_.path)) return swap_.reset();
  if (const auto* open = std::get_if<OpenFile>(&*waiting)) {
    dialog_ = Dialog::unsaved;  // answered: do not ask again
    act_on(*open);
    if (dialog_ == Dialog::unsaved) dialog_ = Dialog::none;
  } else if (std::get<Do>(*waiting).action == Action::new_case) {
    new_case();
  } else {
    quit_ = true;
  }
}

void App::show_file_dialog(Dialog dialog) {
  fs::path folder = file_.path.has_parent_path() ? file_.path.parent_path() : fs::path(".");
  if (dialog == Dialog::save_as && is_shipped(file_.path)) folder = ".";
  browser_ = browse(folder);
  dialog_ = dialog;
}

void App::act_on(const ToFolder& command) {
  browser_ = browse(command.folder);
  if (dialog_ == Dialog::open || dialog_ == Dialog::compare_with)
    ui_state_.path = (browser_.folder / "").string();
}

void App::act_on(const ReadPresets&) {
  if (std::exchange(presets_read_, true)) return;
  for (const Browser::Entry& entry : browse(shipped_scenarios()).entries) {
    if (entry.folder || !entry.name.ends_with(".toml")) continue;
    Preset preset{shipped_scenarios() / entry.name, {}, {}};
    try {
      const Scenario scenario = load_scenario(preset.path, options_.load).scenario;
      preset.title = scenario.title;
      preset.summary = scenario.summary;
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
