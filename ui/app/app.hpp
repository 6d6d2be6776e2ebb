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
#include "ui/app/history.hpp"
#include "ui/app/remembered.hpp"
#include "ui/panels/panels.hpp"
#include "ui/work/autosave.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/why.hpp"
#include "ui/work/worker.hpp"

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
  Place place = Place::explore;                  // --view
  std::optional<int> week;                       // --week
  std::int64_t watched = 0;                      // --run
  std::filesystem::path state;                   // where to remember; empty: nowhere
  MakeJob make_job;                              // empty: real ensembles
  StoryMaker make_story;                         // empty: real runs
  bool parameter_uncertainty = true;             // work out hatching beside real ensembles
  std::function<void()> wake;                    // called from the worker's thread
  bool asks_why = true;                          // the panel Why works by itself
  std::function<WhyWork(WhyQuestion)> make_why;  // empty: the real one
};

struct FigureChoice;  // ui/figures/figure.hpp
class AnalysisDesk;   // analysis_desk.hpp

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
  void drop(const std::filesystem::path& path);
  /// Keeps unsaved work aside and notices files changed on disk. Call now and then, with the time
  /// that passed; does its work every second or so.
  void look_after_files(double seconds);
  /// Writes unsaved work into the folder of states; true when all of it is there.
  bool keep_aside();
  /// The close button of the window.
  void ask_to_quit() { act(Do{Action::quit}); }
  void act(const Command& command);

  /// Opens the view Analyse and runs a method; an empty name does nothing.
  void start_analysis(std::string_view method);

  bool wants_quit() const { return quit_; }
  /// True when everything asked for has been run and shown, and nothing moves.
  bool settled() const;
  /// True while something that the user waits for is on its way: work beside the window, which
  /// tells of itself, does not count.
  bool waited_for() const;
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
  const CompareShown& compared() const { return compare_.shown(); }
  const View& view() const { return view_; }
  /// How the map stands: how many times enlarged, and moved by how much. [map units]
  double map_zoom() const { return ui_state_.zoom; }
  ImVec2 map_pan() const { return ui_state_.pan; }
  Dialog dialog() const { return dialog_; }
  const std::string& problem() const { return problem_.words; }
  const std::string& notice() const { return notice_; }
  const Browser& browser() const { return browser_; }
  const History& history() const { return history_; }
  const RunState& run_state() const { return run_; }
  /// The run that the view Watch tells, and what is known beside it.
  const WatchNews& watch_news() const { return watch_news_; }
  const Edges& edges() const { return parameter_uncertainty_.edges(); }
  const EnsembleDetails& details() const { return details_desk_.details(); }
  const Look& look() const { return look_; }
  const AnalysisState& analysis() const;
  /// Widgets of the last frame by key.
  const Frame& last_frame() const { return frame_; }
  bool dirty() const { return dirty_; }
  /// Digest of the ensemble shown; empty before the first.
  std::string digest() const { return results_ ? results_->digest : std::string(); }
  /// Scrolls to a control when it is next drawn.
  void reveal(std::string key) { ui_state_.reveal = std::move(key); }
  /// What can be exported now.
  std::vector<FigureChoice> figures() const;
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
  void act_on(const SetRunFilter& command) { view_.run_filter = command.question; }
  void act_on(const SetChart& command) { view_.charts.at(command.slot) = command.id; }
  void act_on(const SetSplit& command);
  void act_on(const TourTo& command);
  void act_on(const ExportFigure& command);
  void act_on(const Recover& command);
  void act_on(const ReadAgain& command);
  void act_on(const PickA& command);
  void act_on(const PickRun& command);
  void act_on(const WatchRun& command);
  void act_on(const SetEventKinds& command);
  void act_on(const PickEvent& command);
  void act_on(const Say& command) { notice_ = command.words; }
  void act_on(const CopyCsv& command);
  void act_on(const SetValues& command);
  void act_on(const SetAnalysis& command);
  void act_on(const ShowMethod& command);
  void act_on(const TakeStep& command);
  void act_on(const ExplainOutcome& command);
  void act_on(const SelectStory& command) {
    view_.story = std::clamp(command.story, 0, int(kStoriesExplained) - 1);
  }
  void act_on(const AskWhy&) { why_.drop(); }
  // Each does the action and returns true, or returns false when it is none of its own.
  bool do_with_files(Action action);
  bool do_with_time(Action action);
  bool do_with_values(Action action);
  bool do_with_comparison(Action action);
  bool do_with_runs(Action action);
  bool do_with_places(Action action);
  void do_with_view(Action action);

  void load(const std::filesystem::path& path);
  void load_figure(const std::filesystem::path& path);
  void load_shared(const std::filesystem::path& named);
  void show_as_new(const std::string& name, Scenario wanted);
  void share();
  void take_up(ScenarioFile file);
  void use_world();
  void new_case();
  void branch();
  void reset_all(ResetTo to);
  void pin_now();
  void unpin();
  void nudge(int direction);
  void step_focus(int direction);
  void step_part(int direction);
  std::vector<const FocusStop*> stops_on_top() const;
  void follow_lists();
  bool press_focused();
  void move_map(ImVec2 share);
  void zoom_map(double factor);
  void step_cercle(int direction);
  bool do_with_keyboard(Action action);
  std::string target() const;  // key of the value that keys mean: under the mouse, or framed
  void forget_aside();
  void watch();
  void to_run(std::int64_t replicate);
  /// The run whose agents stand on the map of Explore, and asks for its story.
  MapRun map_run() const;
  void tell_map_run();
  /// The run that the panel Why tells; -1: none yet.
  std::int64_t run_of_why() const;
  void to_event(int direction);
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
  bool stop_beside();
  void play(double seconds);
  void take_news();
  void update_uncertainty();
  void look_closer();
  void take_analysis();
  void run_analysis();
  void tell_problem(const ScenarioError& error);
  void tell_problem(const FileError& error);
  void tell_problem(Problem problem);
  void refused(const std::string& key, const Refusal& refusal);
  void look_at_comparison();
  void swap_sides();
  void end_swap(const std::filesystem::path& opened);
  FrameInputs shown() const;
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
  std::shared_ptr<Recording> recording_;  // of the same runs: kept for pinning, never looked into
  std::shared_ptr<const Pinned> pinned_;
  std::shared_ptr<const Comparison> comparison_;
  bool pin_wanted_ = false;  // as soon as the run is whole
  CompareDesk compare_;
  /// Half-way: a file is being opened, and the one that was open becomes A.
  struct Swap {
    std::filesystem::path to_open, was_open;
  };
  std::optional<Swap> swap_;
  RunState run_;
  LatestTask<Why> why_;
  std::function<WhyWork(WhyQuestion)> make_why_;
  WhyNews why_news_;
  ParameterUncertainty parameter_uncertainty_;
  EnsembleDetailsDesk details_desk_;

  Watching watching_;
  WatchNews watch_news_;

  std::unique_ptr<AnalysisDesk> desk_;

  View view_;
  Look look_;
  UiState ui_state_;
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

  std::filesystem::path autosave_;               // where unsaved work is kept
  std::optional<Scenario> kept_;                 // what stands there
  std::filesystem::path recovery_;               // work of a session that ended badly
  std::filesystem::path recovered_;              // the file it is about
  double since_aside_ = 0.0, since_disk_ = 0.0;  // [s]
  FileStamp stamp_;                              // of the file as it was read or written
  std::optional<Picture> picture_;
  int picture_wait_ = 0;                  // frames until dialogs are gone
  std::vector<std::string> focus_below_;  // what the keyboard was at below each list that is open
  bool quit_ = false;
};

/// What start_analysis() takes.
std::vector<std::string> analysis_names();

/// The widgets of a frame as JSON: {"talks.mediator": {"x":…, "y":…, "w":…, "h":…, "visible":…}}.
std::string widget_map_json(const Frame& frame);

}  // namespace palabre::ui
