// What is loaded, what is being edited, the newest results. Panels ask with commands; App acts on
// them after the frame. Knows nothing of windows: main.cpp feeds it keys and draws what it drew.

#pragma once

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/scenario/scenario.hpp"
#include "ui/aside.hpp"
#include "ui/history.hpp"
#include "ui/panels.hpp"
#include "ui/remembered.hpp"
#include "ui/why.hpp"
#include "ui/worker.hpp"

namespace palabre::ui {

struct AppOptions {
  Lang lang = Lang::en;
  Theme theme = Theme::dark;
  double scale = 1.0;        // of the screen, or --scale
  double text_size = 1.0;    // [1..2]
  bool still = false;        // screenshots: no easing, no timings
  bool first_visit = false;  // begin with the tour
  LoadOptions load;
  std::optional<int> replicates;                 // -n
  std::optional<std::int64_t> seed;              // --seed
  std::vector<std::string> assignments;          // --set
  std::filesystem::path state;                   // where to remember; empty: nowhere
  MakeJob make_job;                              // empty: real ensembles
  std::function<void()> wake;                    // called from the worker's thread
  bool asks_why = true;                          // the panel Why works by itself
  std::function<WhyWork(WhyQuestion)> make_why;  // empty: the real one
};

class App {
 public:
  /// Loads the file with the overrides applied as unsaved edits. Throws what load_scenario() and
  /// apply_overrides() throw.
  App(const std::filesystem::path& file, AppOptions options);
  ~App();

  /// Draws one frame into Dear ImGui and acts on what was asked. Call between NewFrame and Render.
  void frame();
  /// A key press, as the window's callback saw it. Acted on in the next frame, in order.
  void press(Chord chord);
  /// A file dropped on the window.
  void drop(const std::filesystem::path& path) { act(OpenFile{path}); }
  /// Keeps unsaved work aside and notices files changed on disk. Call now and then, with the time
  /// that passed; does its work every second or so.
  void look_after_files(double seconds);
  /// The close button of the window.
  void ask_to_quit() { act(Do{Action::quit}); }
  void act(const Command& command);

  bool wants_quit() const { return quit_; }
  /// True when everything asked for has been run and shown, and nothing moves.
  bool settled() const;
  /// True while something is worked out beside the window that will still be shown.
  bool thinking() const;
  /// What the panel Why shows.
  const WhyNews& why() const { return why_news_; }
  /// True when the next frame should follow at once.
  bool moving() const { return frame_.moving || view_.playing; }
  /// Call before NewFrame: builds fonts when the text size changed. True when it did, and the font
  /// texture must go to the card again.
  bool prepare_fonts();
  /// The screen's own scale changed, or is known at last.
  void set_scale(double scale);
  void set_window_size(int width, int height);

  std::string window_title() const;
  const Scenario& draft() const { return draft_; }
  const ScenarioFile& file() const { return file_; }
  const Results* results() const { return results_.get(); }
  const Pinned* pinned() const { return pinned_.get(); }
  const Comparison* comparison() const { return comparison_.get(); }
  const View& view() const { return view_; }
  Dialog dialog() const { return dialog_; }
  const std::string& problem() const { return problem_.words; }
  const std::string& notice() const { return notice_; }
  const Browser& browser() const { return browser_; }
  const History& history() const { return history_; }
  const RunState& run_state() const { return run_; }
  const Look& look() const { return look_; }
  /// Widgets of the last frame by key.
  const Frame& last_frame() const { return frame_; }
  bool dirty() const { return dirty_; }
  /// Digest of the ensemble shown; empty before the first.
  std::string digest() const { return results_ ? results_->digest : std::string(); }
  /// Scrolls to a control when it is next drawn.
  void reveal(std::string key) { scratch_.reveal = std::move(key); }
  /// A picture of part of the window that was asked for: written by whoever has the pixels.
  struct Picture {
    std::filesystem::path path;
    Rect part;
  };
  std::optional<Picture> take_picture();
  /// How the picture went; empty words: well.
  void picture_written(const std::filesystem::path& path, bool well);

 private:
  void act_on(const Do& command);
  void act_on(const SetValue& command);
  void act_on(const ResetValue& command);
  void act_on(const SetSeed& command);
  void act_on(const SetReplicates& command);
  void act_on(const SetWeek& command);
  void act_on(const SetField& command) { view_.field = command.field; }
  void act_on(const SetFilter& command) { view_.filter = command.filter; }
  void act_on(const SetLang& command);
  void act_on(const SetTheme& command);
  void act_on(const SetTextSize& command);
  void act_on(const OpenFile& command);
  void act_on(const SaveFileAs& command) { save(command.path); }
  void act_on(const ToFolder& command);
  void act_on(const Answer& command);
  void act_on(const CloseDialog&);
  void act_on(const ReadPresets&);
  void act_on(const ToggleLock& command);
  void act_on(const Reveal& command);
  void act_on(const ShowSource& command);
  void act_on(const SelectCercle& command) { view_.cercle = command.cercle; }
  void act_on(const SetDots& command) { view_.dots = command.on; }
  void act_on(const SetChart& command) { view_.charts.at(command.slot) = command.id; }
  void act_on(const SetSplit& command);
  void act_on(const TourTo& command);
  void act_on(const ExportFigure& command);
  void act_on(const Recover& command);
  void act_on(const ReadAgain& command);
  void act_on(const ExplainOutcome& command);
  void act_on(const TellStory& command) {
    view_.story = std::clamp(command.story, 0, int(kStoriesTold) - 1);
  }
  void act_on(const AskWhy&) { why_.drop(); }
  // Each does the action and returns true, or returns false when it is none of its own.
  bool do_with_files(Action action);
  bool do_with_time(Action action);
  bool do_with_values(Action action);
  void do_with_view(Action action);

  void load(const std::filesystem::path& path);
  void load_figure(const std::filesystem::path& path);
  void take_up(ScenarioFile file);
  void use_world();
  void new_case();
  void reset_all(ResetTo to);
  void pin_now();
  void unpin();
  void nudge(int direction);
  void step_focus(int direction);
  std::string target() const;  // key of the value that keys mean: under the mouse, or framed
  void keep_aside();
  void forget_aside();
  void look_for_recovery();
  void look_at_disk();
  void read_again();
  bool save(const std::filesystem::path& path);
  void show_file_dialog(Dialog dialog);
  /// Does it now, or asks first when work would be lost.
  void when_saved(Command command);
  void set_case(Scenario next);
  void case_changed();
  void escape();
  void play(double seconds);
  void take_news();
  void tell_problem(const ScenarioError& error);
  void tell_problem(const FileError& error);
  void tell_problem(Problem problem);
  void refused(const std::string& key, const Refusal& refusal);
  Shown shown() const;
  /// Asks why, once the runs of the case are there; drops the question when the case has changed.
  void ask_why();
  /// Into a file of its own in the folder of the dialogs: no report written before is lost.
  void write_report();
  bool can_ask_why() const;

  AppOptions options_;
  ScenarioFile file_;
  Scenario draft_;
  std::shared_ptr<const MapShape> map_;
  std::shared_ptr<const World> map_world_;
  History history_;
  bool dirty_ = false;

  Worker worker_;
  bool wants_run_ = false, has_first_look_ = false;
  std::uint64_t asked_ = 0;
  std::shared_ptr<const Results> results_;
  std::shared_ptr<const Pinned> pinned_;
  std::shared_ptr<const Comparison> comparison_;
  bool pin_wanted_ = false;  // as soon as the run is whole
  RunState run_;
  Beside<Why> why_;
  std::function<WhyWork(WhyQuestion)> make_why_;
  WhyNews why_news_;

  View view_;
  Look look_;
  Scratch scratch_;
  Frame frame_;
  std::vector<Chord> keys_;
  bool fonts_stale_ = true;
  double played_ = 0.0;  // part of a week not yet stepped

  Dialog dialog_ = Dialog::none;
  std::optional<Command> waiting_;  // what the question about unsaved work holds back
  Browser browser_;
  Dialog after_problem_ = Dialog::none;  // where a file dialog goes on after it failed
  std::vector<Preset> presets_;
  bool presets_read_ = false;
  Remembered remembered_;
  Problem problem_;
  std::string notice_;
  bool unnamed_ = false;  // never saved: its path is only where it would stand

  std::filesystem::path aside_;                  // where unsaved work is kept
  std::optional<Scenario> kept_;                 // what stands there
  std::filesystem::path recovery_;               // work of a session that ended badly
  std::filesystem::path recovered_;              // the file it is about
  double since_aside_ = 0.0, since_disk_ = 0.0;  // [s]
  FileStamp stamp_;                              // of the file as it was read or written
  std::optional<Picture> picture_;
  int picture_wait_ = 0;  // frames until dialogs are gone
  bool quit_ = false;
};

/// The widgets of a frame as JSON: {"talks.mediator": {"x":…, "y":…, "w":…, "h":…, "visible":…}}.
std::string widget_map_json(const Frame& frame);

}  // namespace palabre::ui
