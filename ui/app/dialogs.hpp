// The dialog that is open, and what it shows.

#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "ui/app/document.hpp"
#include "ui/panels/dialog_inputs.hpp"

namespace palabre::ui {

class Dialogs {
 public:
  Dialog open = Dialog::none;
  Browser browser;
  Problem problem;
  std::vector<Preset> presets;
  std::optional<Command> waiting;   // what the question about unsaved work holds back
  std::filesystem::path recovered;  // the file that unsaved work of before is about

  /// One of the dialogs with files, at the folder of the case.
  void show_files(Dialog dialog, const std::filesystem::path& of_case);
  /// A folder to write figures into, when none was looked at yet.
  void need_folder();
  void to_folder(const std::filesystem::path& folder);
  /// From a file dialog the way leads back to it, with what was typed.
  void tell(const ScenarioError& error, Lang lang);
  void tell(const FileError& error, Lang lang);
  void close();
  void toggle(Dialog dialog) { open = open == dialog ? Dialog::none : dialog; }
  /// Titles of the shipped scenarios; does it once.
  void read_presets(const LoadOptions& load);

 private:
  void tell(Problem told);

  Dialog after_problem_ = Dialog::none;  // where a file dialog goes on after it failed
  bool presets_read_ = false;
};

}  // namespace palabre::ui
