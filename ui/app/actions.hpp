// What each command does to the document, the session and the way they are looked at.

#pragma once

#include "ui/app/app_state.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"

namespace palabre::ui {

class Actions {
 public:
  explicit Actions(AppState& app) : app_(app) {}

  void act(const Command& command);
  /// A command that panels do not ask for: open without a question, as at the start.
  void open(const std::filesystem::path& path);
  /// The document has changed: the view follows, and the words stand at the foot of the window.
  void follow_document(std::string words = {});
  /// Plays on, so many seconds.
  void play(double seconds);
  void set_scale(double scale);
  void look_after_files(double seconds);
  /// Unsaved work, and what is pinned meanwhile, into the folder of states.
  bool keep_aside();
  void look_for_recovery();
  /// The whole window as a PNG file that holds the case's share code, in a browser its link too.
  std::string window_png(const Pixels& pixels) const;
  /// Writes what was exported, and says so; or says why not.
  void write_exported(const std::filesystem::path& path, const std::string& bytes);

 private:
  void on(const Do& command);
  void on(const SetValue& command);
  void on(const SetValues& command);
  void on(const ResetValue& command);
  void on(const SetSeed& command);
  void on(const SetReplicates& command);
  void on(const ToggleLock& command);

  void on(const OpenFile& command);
  void on(const SaveFileAs& command) { save(command.path, &command); }
  void on(const SetCaseWords& command);
  void on(const ToFolder& command);
  void on(const Answer& command);
  void on(const CloseDialog&) { app_.dialogs.close(); }
  void on(const ReadPresets&) { app_.dialogs.read_presets(app_.options.load); }
  void on(const Recover& command);
  void on(const ReadAgain& command);
  void on(const ExportFigure& command);
  void on(const CopyCsv& command);

  void on(const SetWeek& command);
  void on(const SetField& command) { app_.view.field = command.field; }
  void on(const SetFilter& command) { app_.view.filter = command.filter; }
  void on(const SetLang& command);
  void on(const SetTheme& command);
  void on(const SetTextSize& command);
  void on(const Reveal& command);
  void on(const ShowSource& command);
  void on(const SelectCercle& command) { app_.view.cercle = command.cercle; }
  void on(const SetDots& command) { app_.view.dots = command.on; }
  void on(const SetRunFilter& command) { app_.view.run_filter = command.question; }
  void on(const SetChart& command) { app_.view.charts.at(command.slot) = command.id; }
  void on(const SetSplit& command);
  void on(const TourTo& command);
  void on(const Say& command) { app_.notice = command.words; }

  void on(const PickA& command);
  void on(const PickRun& command) { app_.session.pick_compared_run(command.replicate); }
  void on(const ShowTray& command);
  void on(const AddToTray& command);
  void on(const RemoveFromTray& command) { app_.session.tray().remove(command.which); }
  void on(const MoveInTray& command) { app_.session.tray().move(command.which, command.by); }
  void on(const PickTrayFigure& command) { app_.session.tray().pick(command.id); }
  void on(const OpenFromTray& command);
  void on(const AskNeeds& command);
  void on(const WatchRun& command);
  void on(const SetEventKinds& command) { app_.view.event_kinds = command.kinds & kAllKinds; }
  void on(const PickEvent& command);
  void on(const SetAnalysis& command);
  void on(const ShowMethod& command);
  void on(const TakeStep& command);
  void on(const ExplainOutcome& command);
  void on(const SelectStory& command);
  void on(const AskWhy&) { app_.session.ask_why_again(); }

  // Each does the action and returns true, or returns false when it is none of its own.
  bool do_with_files(Action action);
  bool do_with_time(Action action);
  bool step_case(int way);
  bool do_with_values(Action action);
  bool do_with_comparison(Action action);
  bool do_with_runs(Action action);
  bool do_with_places(Action action);
  bool do_with_keyboard(Action action);
  bool do_with_view(Action action);

  void use_world();
  void begin_new(bool branch);
  /// `as`: as a case of its own.
  bool save(const std::filesystem::path& path, const SaveFileAs* as = nullptr);
  /// Does it now, or asks first when work would be lost.
  void when_saved(Command command);
  void open_now(const std::filesystem::path& path);
  void go_on(const Command& command);
  void show_file_dialog(Dialog dialog);
  void share();
  void copy_answer();
  std::string with_link(std::string figure, FigureFormat format) const;
  /// Into a file of its own in the folder of the dialogs: no report written before is lost.
  void write_report();
  void tell(const ScenarioError& error);
  void tell(const FileError& error);

  std::string target() const;  // key of the value that keys mean: under the mouse, or framed
  void nudge(int direction);
  void move_map(ImVec2 share);
  void zoom_map(double factor);
  void step_cercle(int direction);
  void to_run(std::int64_t replicate);
  void to_event(int direction);
  void swap_sides();
  void step_in_tray(int way);
  void end_swap(const std::filesystem::path& opened);
  void run_analysis();
  void escape();

  AppState& app_;
};

/// The cases of the tray that were there when the window was closed; those that can be read.
void recall_tray(AppState& app);
/// Writes what the window remembers, if that has changed since it was written: a window that is
/// killed loses nothing.
void keep_remembered(AppState& app);

}  // namespace palabre::ui
