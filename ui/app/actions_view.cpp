// Commands that change how the case is looked at: places, time, map, keyboard, size, language.

#include <algorithm>
#include <array>

#include "sim/tables/text.hpp"
#include "ui/app/actions.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/question_cards.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/view.hpp"
#include "ui/sources/sources.hpp"

namespace palabre::ui {
namespace {

constexpr double kSpeedMin = 1.25, kSpeedMax = 80.0;  // of playing [weeks/s]
constexpr double kTextStep = 0.25;
constexpr float kMapStep = 0.12f;  // of what is seen
constexpr double kZoomStep = 1.25, kZoomMax = 8.0;
constexpr int kFramesToText = 4;  // Dear ImGui takes two from asking for the keyboard

}  // namespace

void Actions::on(const SetWeek& command) {
  app_.view.week = std::clamp(command.week, 0, app_.document.draft().weeks - 1);
}

void Actions::on(const SetLang& command) {
  if (app_.view.lang != command.lang) app_.notice.clear();  // said in the other language
  app_.view.lang = command.lang;
}

void Actions::on(const SetTheme& command) {
  app_.view.theme = app_.look.theme = command.theme;
  apply_style(app_.look);
}

void Actions::on(const SetTextSize& command) {
  app_.view.text_size = std::clamp(command.size, 1.0, 2.0);
  app_.fonts_stale = true;
}

void Actions::set_scale(double scale) {
  app_.options.scale = scale;
  app_.fonts_stale = true;
}

void Actions::on(const Reveal& command) {
  app_.view.place = Place::explore;
  app_.ui_state.search.clear();
  const auto input = InputRef::find(command.key);
  if (!input || !input->get(app_.document.draft())) {
    app_.notice = say(app_.view.lang, TextId::ui_no_such_value, command.key);
    return;
  }
  const bool among_key = input->lever() || (input->param() && input->param()->tier == Tier::Key);
  if (app_.view.filter != Filter::key || !among_key) app_.view.filter = Filter::all;
  app_.ui_state.focus = app_.ui_state.reveal = command.key;
  app_.dialogs.open = Dialog::none;
}

void Actions::on(const ShowSource& command) {
  UiState& ui_state = app_.ui_state;
  app_.view.place = Place::sources;
  ui_state.of<SourcesState>().chosen = command.what;
  ui_state.of<SourcesState>().search.clear();
  ui_state.of<SourcesState>().kind = -1;
  ui_state.of<SourcesState>().scroll_to_chosen = true;
  const auto input = InputRef::find(command.what);
  ui_state.of<SourcesState>().list = find_claim(command.what)  ? 0
                                     : input && input->param() ? 1
                                     : input && input->lever() ? 2
                                                               : 3;
}

void Actions::on(const SetSplit& command) {
  constexpr std::array<std::pair<double, double>, 4> kBounds{
      std::pair{0.12, 0.45}, std::pair{0.2, 0.5}, std::pair{0.15, 0.6}, std::pair{0.15, 0.6}};
  const auto [low, high] = kBounds.at(command.which);
  app_.view.splits[command.which] = std::clamp(command.share, low, high);
}

void Actions::on(const TourTo& command) {
  app_.view.tour = command.step;
  if (command.step < 0) app_.remembered.tour_done = true;
  if (command.step >= 0) app_.view.place = Place::explore;
}

// --- time
// ------------------------------------------------------------------------------------------

void Actions::play(double seconds) {
  View& view = app_.view;
  const int last = app_.document.draft().weeks - 1;
  app_.played += seconds * view.speed;
  const int steps = int(app_.played);
  app_.played -= steps;
  view.week += steps;
  if (view.week < last) return;
  view.week = last;
  view.playing = false;
}

// Through the prepared cases, or without any through those of the library that ask a question,
// round and round; from another case to the first or the last.
bool Actions::step_case(int way) {
  if (!app_.session.tray().shown().cases.empty()) {
    step_in_tray(way);
    return true;
  }
  app_.dialogs.read_presets(app_.options.load);
  const std::vector<const Preset*> cards = question_cards(app_.dialogs.presets);
  if (cards.empty()) return true;
  const int count = int(cards.size());
  const int at = card_of(cards, app_.document.file().path);
  const int next = at >= 0 ? (at + way + count) % count : way > 0 ? 0 : count - 1;
  on(OpenFile{cards[std::size_t(next)]->path});
  return true;
}

bool Actions::do_with_time(Action action) {
  View& view = app_.view;
  const int last = app_.document.draft().weeks - 1;
  const auto step_to = [&](int week) {
    view.playing = false;
    on(SetWeek{week});
    return true;
  };
  const auto speed = [&](double factor) {
    view.speed = std::clamp(view.speed * factor, kSpeedMin, kSpeedMax);
    app_.notice = say(view.lang, TextId::ui_speed, number(view.speed, view.lang));
    return true;
  };
  switch (action) {
    case Action::play:
      if (!view.playing && view.week >= last) view.week = 0;
      view.playing = !view.playing;
      return true;
    case Action::step_back:
    case Action::step_forward: {
      const int way = action == Action::step_back ? -1 : 1;
      return view.presentation && view.place == Place::explore ? step_case(way)
                                                               : step_to(view.week + way);
    }
    case Action::first_week:
      return step_to(0);
    case Action::last_week:
      return step_to(last);
    case Action::faster:
      return speed(2.0);
    case Action::slower:
      return speed(0.5);
    default:
      return false;
  }
}

// --- places and dialogs
// ----------------------------------------------------------------------------

bool Actions::do_with_places(Action action) {
  constexpr std::array kPlaces{
      std::pair{Action::explore, Place::explore}, std::pair{Action::compare, Place::compare},
      std::pair{Action::watch, Place::watch}, std::pair{Action::analyse, Place::analyse},
      std::pair{Action::sources, Place::sources}};
  for (const auto& [asked, place] : kPlaces)
    if (action == asked) {
      app_.view.place = place;
      return true;
    }
  switch (action) {
    case Action::find:
      app_.view.place = Place::explore;
      app_.ui_state.focus_search = true;
      app_.awaits_text = kFramesToText;
      return true;
    case Action::tour:
      on(TourTo{0});
      return true;
    case Action::help:
      app_.dialogs.toggle(Dialog::help);
      return true;
    case Action::palette:
      app_.dialogs.toggle(Dialog::palette);
      return true;
    case Action::report:
      write_report();
      return true;
    case Action::export_figure:
      app_.dialogs.need_folder();
      if (app_.session.results()) app_.dialogs.toggle(Dialog::figure);
      return true;
    default:
      return false;
  }
}

// --- the keyboard, and the map
// ---------------------------------------------------------------------

// By a share of what is seen; here and not in the panel, so that it works wherever the keyboard is.
void Actions::move_map(ImVec2 share) {
  UiState& ui_state = app_.ui_state;
  const float seen = kMapStep / float(ui_state.map.zoom);
  ui_state.map.pan.x += share.x * seen * (app_.map->high.x - app_.map->low.x);
  ui_state.map.pan.y += share.y * seen * (app_.map->high.y - app_.map->low.y);
}

void Actions::zoom_map(double factor) {
  UiState& ui_state = app_.ui_state;
  ui_state.map.zoom = std::clamp(ui_state.map.zoom * factor, 1.0, kZoomMax);
  if (ui_state.map.zoom == 1.0) ui_state.map.pan = {0, 0};
}

// In the order of the world, the whole country between the last and the first.
void Actions::step_cercle(int direction) {
  const int count = int(app_.map->pieces.size()) + 1;
  app_.view.cercle = (app_.view.cercle + 1 + direction + count) % count - 1;
}

bool Actions::do_with_keyboard(Action action) {
  switch (action) {
    case Action::next_value:
    case Action::previous_value:
      app_.focus.step(app_.frame, app_.ui_state, action == Action::next_value ? 1 : -1);
      return true;
    case Action::next_part:
    case Action::previous_part:
      app_.focus.step_part(app_.frame, app_.ui_state, action == Action::next_part ? 1 : -1);
      return true;
    case Action::map_left:
      move_map({1, 0});
      return true;
    case Action::map_right:
      move_map({-1, 0});
      return true;
    case Action::map_up:
      move_map({0, 1});
      return true;
    case Action::map_down:
      move_map({0, -1});
      return true;
    case Action::map_larger:
      zoom_map(kZoomStep);
      return true;
    case Action::map_smaller:
      zoom_map(1 / kZoomStep);
      return true;
    case Action::map_whole:
      zoom_map(0.0);
      return true;
    case Action::next_cercle:
      step_cercle(1);
      return true;
    case Action::previous_cercle:
      step_cercle(-1);
      return true;
    default:
      return false;
  }
}

bool Actions::do_with_view(Action action) {
  View& view = app_.view;
  const auto flip = [](bool& what) {
    what = !what;
    return true;
  };
  switch (action) {
    case Action::run_analysis:
      run_analysis();
      return true;
    case Action::bigger:
      on(SetTextSize{view.text_size + kTextStep});
      return true;
    case Action::smaller:
      on(SetTextSize{view.text_size - kTextStep});
      return true;
    case Action::normal_size:
      on(SetTextSize{1.0});
      return true;
    case Action::presentation:
      app_.fonts_stale = true;
      return flip(view.presentation);
    case Action::stop:
      app_.session.stop_all(view);
      return true;
    case Action::escape:
      escape();
      return true;
    case Action::edges:
      return flip(view.edges);
    case Action::map_hatching:
      return flip(view.map_hatching);
    case Action::lines:
      return flip(view.lines);
    case Action::map_difference:
      view.place = Place::explore;
      view.map_difference = !view.map_difference;
      if (view.map_difference && app_.session.answer().answer && !app_.session.answer().differs())
        app_.notice = say(view.lang, TextId::map_difference_none);
      return true;
    case Action::agents:
      return flip(view.agents);
    default:
      return false;
  }
}

}  // namespace palabre::ui
