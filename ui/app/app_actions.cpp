// What keys, menus and buttons ask of App without further words; locks, focus, places, the tour.

#include <algorithm>
#include <array>

#include "sim/tables/text.hpp"
#include "ui/app/analysis_desk.hpp"
#include "ui/app/app.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

constexpr double kSpeedMin = 1.25, kSpeedMax = 80.0;  // of playing [weeks/s]
constexpr double kTextStep = 0.25;

}  // namespace

// Levers before parameters: choosing a mediator sets its preset.
void App::reset_all(ResetTo to) {
  Scenario next = draft_;
  for (const bool levers : {true, false})
    for (const std::string& key : scenario_keys()) {
      if (key.starts_with("levers.") != levers) continue;
      const std::optional<Value> value = view_.locked.contains(key) ? get_value(draft_, key)
                                         : to == ResetTo::file      ? get_value(file_.scenario, key)
                                                                    : initial_value(draft_, key);
      if (value) set_value(next, key, *value);
    }
  if (next == draft_) return;
  history_.before_change(draft_, {}, true);
  set_case(std::move(next));
}

std::string App::target() const {
  return frame_.hovered.empty() ? ui_state_.focus : frame_.hovered;
}

void App::nudge(int direction) {
  const std::string key = target();
  if (const std::optional<Value> value = nudged(draft_, key, direction))
    act_on(SetValue{key, *value, true});
}

void App::pin_now() {
  pin_wanted_ = false;
  comparison_.reset();
  pinned_ = std::make_shared<const Pinned>(Pinned{draft_, file_.world, results_, recording_});
}

void App::unpin() {
  pin_wanted_ = false;
  comparison_.reset();
  pinned_.reset();
}

void App::act_on(const ToggleLock& command) {
  if (command.key.empty()) return;
  if (!view_.locked.erase(command.key)) view_.locked.insert(command.key);
  notice_.clear();
}

void App::act_on(const Reveal& command) {
  view_.place = Place::explore;
  ui_state_.search.clear();
  if (!get_value(draft_, command.key)) {
    notice_ = say(view_.lang, TextId::ui_no_such_value, command.key);
    return;
  }
  const ParamSpec* param = find_param(command.key);
  const bool among_key = lever_of_key(command.key) || (param && param->tier == Tier::Key);
  if (view_.filter != Filter::key || !among_key) view_.filter = Filter::all;
  ui_state_.focus = ui_state_.reveal = command.key;
  dialog_ = Dialog::none;
}

void App::act_on(const ShowSource& command) {
  view_.place = Place::sources;
  ui_state_.chosen = command.what;
  ui_state_.source_search.clear();
  ui_state_.source_kind = -1;
  ui_state_.scroll_to_chosen = true;
  ui_state_.list = find_claim(command.what)     ? 0
                   : find_param(command.what)   ? 1
                   : lever_of_key(command.what) ? 2
                                                : 3;
}

void App::act_on(const SetSplit& command) {
  constexpr std::array<std::pair<double, double>, 4> kBounds{
      std::pair{0.15, 0.45}, std::pair{0.15, 0.45}, std::pair{0.15, 0.6}, std::pair{0.15, 0.6}};
  const auto [low, high] = kBounds.at(command.which);
  view_.splits[command.which] = std::clamp(command.share, low, high);
}

void App::act_on(const TourTo& command) {
  view_.tour = command.step;
  if (command.step < 0) remembered_.tour_done = true;
  if (command.step >= 0) view_.place = Place::explore;
}

// What is worked out beside an ensemble that is whole. Returns whether there was any.
bool App::stop_beside() {
  const bool any = details_desk_.busy() || why_.asked().running || parameter_uncertainty_.busy();
  details_desk_.stop();
  why_.stop();
  if (parameter_uncertainty_.busy()) parameter_uncertainty_.stop();
  return any;
}

void App::escape() {
  if (dialog_ == Dialog::none && close_menus()) return;
  if (dialog_ == Dialog::unsaved) return act_on(Answer{Unsaved::cancel});
  if (dialog_ == Dialog::changed) return act_on(ReadAgain{false});
  if (dialog_ == Dialog::recover) return;  // needs an answer: the work must not go by accident
  if (dialog_ != Dialog::none)
    act_on(CloseDialog{});
  else if (view_.tour >= 0)
    act_on(TourTo{-1});
  else if (!ui_state_.search.empty())
    ui_state_.search.clear();
  else if (view_.cercle >= 0)
    view_.cercle = -1;
  else if (view_.presentation)
    do_with_view(Action::presentation);
  else if (view_.place == Place::compare && compare_.stop())
    return;
  else if (desk_->state().running_method && (view_.place == Place::analyse || !run_.running))
    desk_->stop();
  else if (run_.running)
    worker_.stop();
  else if (view_.place == Place::watch && watching_.busy())
    watching_.stop();
  else if (stop_beside())
    return;
  else if (view_.run_filter)
    view_.run_filter.reset();
  else
    ui_state_.focus.clear();
}

void App::act_on(const Do& command) {
  const Action action = command.action;
  if (!do_with_files(action) && !do_with_time(action) && !do_with_runs(action) &&
      !do_with_values(action) && !do_with_comparison(action))
    do_with_view(action);
}

bool App::do_with_time(Action action) {
  const auto step_to = [&](int week) {
    view_.playing = false;
    act_on(SetWeek{week});
    return true;
  };
  const auto speed = [&](double factor) {
    view_.speed = std::clamp(view_.speed * factor, kSpeedMin, kSpeedMax);
    notice_ = say(view_.lang, TextId::ui_speed, number(view_.speed, view_.lang));
    return true;
  };
  switch (action) {
    case Action::play:
      if (!view_.playing && view_.week >= draft_.weeks - 1) view_.week = 0;
      view_.playing = !view_.playing;
      return true;
    case Action::step_back:
      return step_to(view_.week - 1);
    case Action::step_forward:
      return step_to(view_.week + 1);
    case Action::first_week:
      return step_to(0);
    case Action::last_week:
      return step_to(draft_.weeks - 1);
    case Action::faster:
      return speed(2.0);
    case Action::slower:
      return speed(0.5);
    default:
      return false;
  }
}

bool App::do_with_values(Action action) {
  const std::string key = target();
  switch (action) {
    case Action::undo:
      if (history_.can_undo()) set_case(history_.undo(draft_));
      return true;
    case Action::redo:
      if (history_.can_redo()) set_case(history_.redo(draft_));
      return true;
    case Action::to_file:
      if (!key.empty()) act_on(ResetValue{key, ResetTo::file});
      return true;
    case Action::to_default:
      if (!key.empty()) act_on(ResetValue{key, ResetTo::initial});
      return true;
    case Action::all_to_file:
      reset_all(ResetTo::file);
      return true;
    case Action::all_to_default:
      reset_all(ResetTo::initial);
      return true;
    case Action::type_value:
      if (!press_focused()) ui_state_.type_next = key;
      return true;
    case Action::nudge_up:
      nudge(1);
      return true;
    case Action::nudge_down:
      nudge(-1);
      return true;
    case Action::lock:
      act_on(ToggleLock{key});
      return true;
    case Action::show_sources:
      if (!key.empty()) act_on(ShowSource{key});
      return true;
    case Action::pin:
      pin_wanted_ = true;
      if (!run_.running && !wants_run_ && results_) pin_now();
      return true;
    case Action::unpin:
      unpin();
      return true;
    case Action::new_draw:
      act_on(SetSeed{draft_.seed == INT64_MAX ? 0 : draft_.seed + 1});
      return true;
    case Action::same_draw:
      act_on(SetSeed{file_.scenario.seed});
      return true;
    default:
      return false;
  }
}

bool App::do_with_places(Action action) {
  constexpr std::array kPlaces{
      std::pair{Action::explore, Place::explore}, std::pair{Action::compare, Place::compare},
      std::pair{Action::watch, Place::watch}, std::pair{Action::analyse, Place::analyse},
      std::pair{Action::sources, Place::sources}};
  for (const auto& [asked, place] : kPlaces)
    if (action == asked) {
      view_.place = place;
      return true;
    }
  const auto dialog = [&](Dialog wanted) { dialog_ = dialog_ == wanted ? Dialog::none : wanted; };
  switch (action) {
    case Action::find:
      view_.place = Place::explore;
      ui_state_.focus_search = true;
      return true;
    case Action::tour:
      act_on(TourTo{0});
      return true;
    case Action::help:
      dialog(Dialog::help);
      return true;
    case Action::palette:
      dialog(Dialog::palette);
      return true;
    case Action::report:
      write_report();
      return true;
    case Action::export_figure:
      if (browser_.folder.empty()) browser_.folder = std::filesystem::current_path();
      if (results_) dialog(Dialog::figure);
      return true;
    default:
      return false;
  }
}

void App::do_with_view(Action action) {
  if (do_with_places(action) || do_with_keyboard(action)) return;
  switch (action) {
    case Action::run_analysis:
      run_analysis();
      break;
    case Action::bigger:
      act_on(SetTextSize{view_.text_size + kTextStep});
      break;
    case Action::smaller:
      act_on(SetTextSize{view_.text_size - kTextStep});
      break;
    case Action::normal_size:
      act_on(SetTextSize{1.0});
      break;
    case Action::presentation:
      view_.presentation = !view_.presentation;
      set_scale(options_.scale);
      break;
    case Action::stop:
      if (desk_->state().running && view_.place == Place::analyse) {
        desk_->stop();
      } else {
        worker_.stop();
        stop_beside();
      }
      break;
    case Action::escape:
      escape();
      break;
    case Action::edges:
      view_.edges = !view_.edges;
      break;
    case Action::map_hatching:
      view_.map_hatching = !view_.map_hatching;
      break;
    case Action::lines:
      view_.lines = !view_.lines;
      break;
    case Action::agents:
      view_.agents = !view_.agents;
      break;
    default:
      break;
  }
}

}  // namespace palabre::ui
