#include "ui/app/dialogs.hpp"

#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/dialog_inputs.hpp"

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
  if (error) browser.problem = Message{TextId::files_base_unreadable, {error_arg(error)}};
  std::sort(browser.entries.begin(), browser.entries.end(),
            [](const Browser::Entry& a, const Browser::Entry& b) {
              return a.folder != b.folder ? a.folder : a.name < b.name;
            });
  return browser;
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

void Dialogs::show_files(Dialog dialog, const fs::path& of_case) {
  fs::path folder = of_case.has_parent_path() ? of_case.parent_path() : fs::path(".");
  if (dialog == Dialog::save_as && is_shipped(of_case)) folder = ".";
  browser = browse(folder);
  open = dialog;
}

void Dialogs::need_folder() {
  if (browser.folder.empty()) browser.folder = fs::current_path();
}

void Dialogs::to_folder(const fs::path& folder) { browser = browse(folder); }

void Dialogs::tell(const ScenarioError& error, Lang lang) { tell(problem_of(error, lang)); }

void Dialogs::tell(const FileError& error, Lang lang) {
  const std::string words = error.in(lang);
  tell(Problem{words, {{words, {}, {}, 0}}});
}

void Dialogs::tell(Problem told) {
  after_problem_ = open == Dialog::open || open == Dialog::compare_with ||
                           open == Dialog::beside_others || open == Dialog::save_as ||
                           open == Dialog::figure
                       ? open
                       : Dialog::none;
  problem = std::move(told);
  open = Dialog::problem;
}

void Dialogs::close() {
  open = open == Dialog::problem ? std::exchange(after_problem_, Dialog::none) : Dialog::none;
}

void Dialogs::read_presets(const LoadOptions& load) {
  if (std::exchange(presets_read_, true)) return;
  LoadOptions together = load;
  together.worlds = std::make_shared<WorldsRead>();
  for (const Browser::Entry& entry : browse(shipped_scenarios()).entries) {
    if (entry.folder || !entry.name.ends_with(".toml")) continue;
    Preset preset{shipped_scenarios() / entry.name, {}, {}, {}};
    try {
      const Scenario scenario = load_scenario(preset.path, together).scenario;
      preset.title = scenario.title;
      preset.summary = scenario.summary;
      preset.question = scenario.question;
    } catch (const std::runtime_error&) {
      // Listed by its name; opening it tells what is wrong.
    }
    presets.push_back(std::move(preset));
  }
}

}  // namespace palabre::ui
