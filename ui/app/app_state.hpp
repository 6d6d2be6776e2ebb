// All that the dashboard holds between two frames, one part for each idea.

#pragma once

#include "ui/app/app.hpp"
#include "ui/app/dialogs.hpp"
#include "ui/app/focus.hpp"
#include "ui/app/remembered.hpp"
#include "ui/draw/map.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/view.hpp"

namespace palabre::ui {

struct AppState {
  explicit AppState(AppOptions with)
      : options(std::move(with)), document(options.load, options.state), session(options) {}

  /// What the panels read in this frame.
  FrameInputs shown() const;

  AppOptions options;
  Document document;
  CaseSession session;
  std::uint64_t seen_version = 0, seen_opened = 0;  // of the document

  View view;
  Look look;
  UiState ui_state;
  Frame frame;  // the last
  FocusWalk focus;
  Dialogs dialogs;
  Remembered remembered;
  Remembered written;  // as it stands in the folder of states
  std::string notice;
  std::shared_ptr<const MapShape> map;
  std::shared_ptr<const World> map_world;  // what it was made of

  std::vector<Chord> keys;
  bool fonts_stale = true, quit = false;
  double played = 0.0;                         // part of a week not yet stepped
  double since_aside = 0.0, since_disk = 0.0;  // [s]
  /// Half-way: a file is being opened, and the one that was open becomes A.
  struct Swap {
    std::filesystem::path to_open, was_open;
  };
  std::optional<Swap> swap;
  int prepared_at = -1;  // case of the tray that was opened last
  std::optional<App::Picture> picture;
  int picture_wait = 0;  // frames until dialogs are gone
  int awaits_text = 0;   // frames in which the box that a key opened may not be ready for text yet
};

}  // namespace palabre::ui
