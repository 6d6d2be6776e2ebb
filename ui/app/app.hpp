// The dashboard without its window: main.cpp feeds it keys and draws what it drew. It holds the
// document (what is edited), the session (what is being worked out) and how they are looked at.
// Panels ask with commands; they are acted on after the frame (actions.hpp).

#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run/views/compare.hpp"
#include "ui/app/session.hpp"
#include "ui/draw/raster.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/view.hpp"

namespace palabre::ui {

struct AppOptions : SessionOptions {
  Lang lang = Lang::en;
  Theme theme = Theme::dark;
  double scale = 1.0;        // of the screen, or --scale
  double text_size = 1.0;    // [1..2]
  bool still = false;        // screenshots: no easing, no timings
  bool first_visit = false;  // begin with the tour
  bool questions = false;    // begin with questions to start from
  LoadOptions load;
  std::optional<int> replicates;         // -n
  std::optional<std::int64_t> seed;      // --seed
  std::vector<std::string> assignments;  // --set
  Place place = Place::explore;          // --view
  std::optional<int> week;               // --week
  std::int64_t watched = 0;              // --run
  std::filesystem::path state;           // where to remember; empty: nowhere
  std::string page;  // in a browser: the address that a share code is put behind; else empty
};

struct AppState;  // app_state.hpp

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

  bool wants_quit() const;
  /// True when everything asked for has been worked out and shown, and nothing moves.
  bool settled() const;
  /// True while something that the user waits for is on its way; what completes the picture by
  /// itself does not count.
  bool waited_for() const;
  /// True when the next frame should follow at once.
  bool moving() const;
  /// Call before NewFrame: builds fonts when the text size changed. True when it did, and the font
  /// texture must go to the card again.
  bool prepare_fonts();
  /// The screen's own scale changed, or is known at last.
  void set_scale(double scale);
  void set_window_size(int width, int height);
  std::string window_title() const;

  const Document& document() const;
  const CaseSession& session() const;
  const View& view() const;
  const Look& look() const;
  /// Widgets of the last frame by key.
  const Frame& last_frame() const;
  Dialog dialog() const;
  const std::string& problem() const;
  const std::string& notice() const;
  const Browser& browser() const;
  /// How the map stands: how many times enlarged, and moved by how much. [map units]
  double map_zoom() const;
  ImVec2 map_pan() const;

  const Scenario& draft() const { return document().draft(); }
  const ScenarioFile& file() const { return document().file(); }
  const History& history() const { return document().history(); }
  bool dirty() const { return document().dirty(); }
  const Results* results() const { return session().results().get(); }
  /// Digest of the ensemble shown; empty before the first.
  std::string digest() const { return results() ? results()->digest : std::string(); }
  const RunState& run_state() const { return session().run(); }
  const Reference* pinned() const { return session().pinned(); }
  const Reference* reference() const { return session().reference(); }
  /// The sentence that answers, in the language of the window; empty while there is none.
  std::string answer_in_words() const;
  const AnswerShown& answer() const { return session().answer(); }
  const Comparison* comparison() const { return session().comparison(); }
  const CompareShown& compared() const { return session().compared(); }
  const TrayShown& tray() const { return session().tray().shown(); }
  const WatchNews& watch_news() const { return session().watch(); }
  const Edges& edges() const { return session().edges(); }
  const EnsembleDetails& details() const { return session().details(); }
  const WhyNews& why() const { return session().why(); }
  const AnalysisState& analysis() const { return session().analysis(); }

  /// Scrolls to a control when it is next drawn.
  void reveal(std::string key);
  /// A picture of part of the window that was asked for: written by whoever has the pixels.
  struct Picture {
    std::filesystem::path path;
    Rect part;
  };
  std::optional<Picture> take_picture();
  /// Writes it, or says that it cannot be written.
  void write_picture(const std::filesystem::path& path, const Pixels& pixels);
  /// The whole window as a PNG file that holds the case's share code, in a browser its link too.
  std::string window_png(const Pixels& pixels) const;

 private:
  std::unique_ptr<AppState> state_;
};

/// What start_analysis() takes.
std::vector<std::string> analysis_names();

/// The widgets of a frame as JSON: {"talks.mediator": {"x":…, "y":…, "w":…, "h":…, "visible":…}}.
std::string widget_map_json(const Frame& frame);

}  // namespace palabre::ui
