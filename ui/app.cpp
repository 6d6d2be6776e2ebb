#include "ui/app.hpp"

#include <algorithm>
#include <cmath>
#include <thread>

#include "ui/controls.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

constexpr double kSpeedMin = 5.0, kSpeedMax = 80.0;  // of playing [weeks/s]
constexpr double kTextStep = 0.25;
constexpr double kPresentation = 1.5;  // text of a presentation over the usual

// With a dialog open, keys go to the dialog; these still work.
bool works_in_dialogs(Action action) {
  return action == Action::escape || action == Action::help || action == Action::bigger ||
         action == Action::smaller || action == Action::normal_size ||
         action == Action::presentation || action == Action::palette;
}

int worker_threads() { return std::max(1, int(std::thread::hardware_concurrency()) - 1); }

}  // namespace

App::App(const std::filesystem::path& file, AppOptions options)
    : options_(std::move(options)),
      worker_(options_.make_job ? options_.make_job : ensemble_jobs(worker_threads()),
              options_.wake) {
  view_.lang = options_.lang;
  view_.theme = options_.theme;
  view_.text_size = options_.text_size;
  view_.still = view_.hide_timings = options_.still;
  remembered_ = read_remembered(options_.state);
  view_.splits = remembered_.splits;
  view_.charts = remembered_.charts;
  view_.dots = remembered_.dots;
  if (options_.first_visit) view_.tour = 0;
  aside_ = aside_file(options_.state);
  load(file);
  Scenario changed = draft_;
  if (options_.replicates) changed.replicates = *options_.replicates;
  if (options_.seed) changed.seed = *options_.seed;
  apply_overrides(changed, options_.assignments);
  if (!(changed == draft_)) {
    history_.before_change(draft_, {}, true);
    set_case(std::move(changed));
  }
  look_.theme = view_.theme;
  set_scale(options_.scale);
  look_for_recovery();
}

App::~App() {
  remembered_.lang = view_.lang;
  remembered_.theme = view_.theme;
  remembered_.text_size = view_.text_size;
  remembered_.splits = view_.splits;
  remembered_.charts = view_.charts;
  remembered_.dots = view_.dots;
  write_remembered(options_.state, remembered_);
  if (quit_) forget_aside();
}

void App::set_scale(double scale) {
  options_.scale = scale;
  fonts_stale_ = true;
}

bool App::prepare_fonts() {
  if (!fonts_stale_) return false;
  fonts_stale_ = false;
  look_.scale =
      float(options_.scale * view_.text_size * (view_.presentation ? kPresentation : 1.0));
  look_.fonts = build_fonts(look_.scale);
  apply_style(look_);
  return true;
}

void App::set_window_size(int width, int height) {
  remembered_.width = width;
  remembered_.height = height;
}

std::string App::window_title() const {
  return fmt::format("{}{} – Palabre", file_.path.filename().string(), dirty_ ? " *" : "");
}

Shown App::shown() const {
  return {look_,
          view_,
          file_,
          draft_,
          *map_,
          results_.get(),
          run_,
          dirty_,
          history_.can_undo(),
          history_.can_redo(),
          history_.in_gesture(),
          dialog_,
          browser_,
          presets_,
          remembered_.recent,
          problem_,
          notice_,
          recovered_,
          kept_.has_value()};
}

void App::frame() {
  take_news();
  for (Chord chord : std::exchange(keys_, {}))
    if (const auto action = action_of(chord, ImGui::GetIO().WantTextInput))
      if (dialog_ == Dialog::none || works_in_dialogs(*action)) act(Do{*action});
  if (view_.playing) play(double(ImGui::GetIO().DeltaTime));
  Frame frame;
  draw_window(shown(), scratch_, frame);
  frame_ = std::move(frame);
  for (const Command& command : std::vector<Command>(frame_.commands)) act(command);
  // A held slider asks again only when the first look at its last place is there.
  if (wants_run_ && (!history_.in_gesture() || !run_.running || has_first_look_)) {
    wants_run_ = has_first_look_ = false;
    asked_ = worker_.ask({draft_, file_.world});
    run_ = {0, draft_.replicates, 0.0, true, false};
  }
}

bool App::settled() const {
  return !picture_ && !fonts_stale_ && !wants_run_ && !run_.running && !frame_.moving &&
         !view_.playing;
}

void App::press(Chord chord) { keys_.push_back(chord); }

void App::take_news() {
  const Update news = worker_.update();
  if (news.number != asked_ || asked_ == 0) return;
  if (news.results) results_ = news.results;
  has_first_look_ = news.results != nullptr;
  run_ = {news.done, news.total, news.seconds, news.running, news.stopped};
  if (!news.running && news.error) notice_ = news.error->in(view_.lang);
  if (!news.running && !news.failure.empty()) notice_ = news.failure;
}

void App::act(const Command& command) {
  std::visit([this](const auto& c) { act_on(c); }, command);
}

void App::set_case(Scenario next) {
  draft_ = std::move(next);
  case_changed();
}

void App::case_changed() {
  dirty_ = !(draft_ == file_.scenario);
  wants_run_ = true;
  notice_.clear();
}

void App::refused(const std::string& key, const Refusal& refusal) {
  const Lang lang = view_.lang;
  const std::string name = control_name(key, lang), what = refusal.what.in(lang);
  notice_ = refusal.hint ? say(lang, TextId::ui_refused_hint, name, what, refusal.hint->in(lang))
                         : say(lang, TextId::ui_refused, name, what);
}

void App::act_on(const SetValue& command) {
  if (view_.locked.contains(command.key)) {
    notice_ = say(view_.lang, TextId::ui_locked, control_name(command.key, view_.lang),
                  chord_text(Action::lock, view_.lang));
    return;
  }
  Scenario next = draft_;
  const std::string* typed = std::get_if<std::string>(&command.value);
  const LeverSpec* lever = lever_of_key(command.key);
  if (typed && lever && lever->kind == LeverKind::Date) {
    notice_ = say(view_.lang, TextId::ui_bad_date, *typed,
                  view_.lang == Lang::fr ? text(TextId::ui_date_form, Lang::fr)
                                         : text(TextId::ui_date_form, Lang::en));
    return;
  }
  if (const auto refusal = set_value(next, command.key, command.value))
    return refused(command.key, *refusal);
  for (const std::string& key : view_.locked)  // a preset may reach values that are locked
    if (const auto before = get_value(draft_, key)) set_value(next, key, *before);
  const bool changes = !(next == draft_);
  if (!changes && !history_.in_gesture()) return;
  history_.before_change(draft_, command.key, command.settled);
  if (changes) set_case(std::move(next));
  if (!command.settled) return;
  history_.drop_if_unchanged(draft_);
  wants_run_ = true;  // the last place of a drag is always run to the end
}

void App::act_on(const ResetValue& command) {
  const std::optional<Value> value = command.to == ResetTo::file
                                         ? get_value(file_.scenario, command.key)
                                         : initial_value(draft_, command.key);
  if (value) act_on(SetValue{command.key, *value, true});
}

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

std::string App::target() const { return frame_.hovered.empty() ? scratch_.focus : frame_.hovered; }

void App::nudge(int direction) {
  const std::string key = target();
  if (const std::optional<Value> value = nudged(draft_, key, direction))
    act_on(SetValue{key, *value, true});
}

void App::step_focus(int direction) {
  const auto& rows = frame_.rows;
  if (rows.empty()) return;
  const auto at = std::find(rows.begin(), rows.end(), scratch_.focus);
  const auto count = std::ssize(rows);
  const auto next = at == rows.end() ? (direction > 0 ? 0 : count - 1)
                                     : ((at - rows.begin()) + direction + count) % count;
  scratch_.focus = scratch_.reveal = rows[std::size_t(next)];
}

void App::act_on(const SetSeed& command) {
  if (command.seed == draft_.seed) return;
  history_.before_change(draft_, {}, true);
  Scenario next = draft_;
  next.seed = command.seed;
  set_case(std::move(next));
}

void App::act_on(const SetReplicates& command) {
  if (command.replicates == draft_.replicates) return;
  history_.before_change(draft_, {}, true);
  Scenario next = draft_;
  next.replicates = std::clamp(command.replicates, 1, kReplicatesMax);
  set_case(std::move(next));
}

void App::act_on(const SetWeek& command) {
  view_.week = std::clamp(command.week, 0, draft_.weeks - 1);
}

void App::act_on(const SetLang& command) {
  if (view_.lang != command.lang) notice_.clear();  // said in the other language
  view_.lang = command.lang;
}

void App::act_on(const SetTheme& command) {
  view_.theme = look_.theme = command.theme;
  apply_style(look_);
}

void App::act_on(const SetTextSize& command) {
  view_.text_size = std::clamp(command.size, 1.0, 2.0);
  set_scale(options_.scale);
}

void App::play(double seconds) {
  played_ += seconds * view_.speed;
  const int steps = int(played_);
  played_ -= steps;
  view_.week += steps;
  if (view_.week < draft_.weeks - 1) return;
  view_.week = draft_.weeks - 1;
  view_.playing = false;
}

void App::act_on(const ToggleLock& command) {
  if (command.key.empty()) return;
  if (!view_.locked.erase(command.key)) view_.locked.insert(command.key);
  notice_.clear();
}

void App::act_on(const Reveal& command) {
  view_.place = Place::explore;
  scratch_.search.clear();
  scratch_.focus = scratch_.reveal = command.key;
  dialog_ = Dialog::none;
}

void App::act_on(const ShowSource& command) {
  view_.place = Place::sources;
  scratch_.chosen = command.what;
  scratch_.source_search.clear();
  scratch_.source_kind = -1;
  scratch_.scroll_to_chosen = true;
  scratch_.list = find_claim(command.what)     ? 0
                  : find_param(command.what)   ? 1
                  : lever_of_key(command.what) ? 2
                                               : 3;
}

void App::act_on(const SetSplit& command) {
  constexpr std::array<std::pair<double, double>, 3> kBounds{
      std::pair{0.15, 0.45}, std::pair{0.15, 0.45}, std::pair{0.15, 0.6}};
  const auto [low, high] = kBounds.at(command.which);
  view_.splits[command.which] = std::clamp(command.share, low, high);
}

void App::act_on(const TourTo& command) {
  view_.tour = command.step;
  if (command.step < 0) remembered_.tour_done = true;
  if (command.step >= 0) view_.place = Place::explore;
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
  else if (!scratch_.search.empty())
    scratch_.search.clear();
  else if (view_.cercle >= 0)
    view_.cercle = -1;
  else if (view_.presentation)
    do_with_view(Action::presentation);
  else if (run_.running)
    worker_.stop();
  else
    scratch_.focus.clear();
}

void App::act_on(const Do& command) {
  const Action action = command.action;
  if (!do_with_files(action) && !do_with_time(action) && !do_with_values(action))
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
      scratch_.type_next = key;
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
    case Action::new_luck:
      act_on(SetSeed{draft_.seed == INT64_MAX ? 0 : draft_.seed + 1});
      return true;
    case Action::same_luck:
      act_on(SetSeed{file_.scenario.seed});
      return true;
    default:
      return false;
  }
}

void App::do_with_view(Action action) {
  const auto dialog = [&](Dialog wanted) { dialog_ = dialog_ == wanted ? Dialog::none : wanted; };
  switch (action) {
    case Action::explore:
      view_.place = Place::explore;
      break;
    case Action::sources:
      view_.place = Place::sources;
      break;
    case Action::find:
      view_.place = Place::explore;
      scratch_.focus_search = true;
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
    case Action::next_value:
      step_focus(1);
      break;
    case Action::previous_value:
      step_focus(-1);
      break;
    case Action::stop:
      worker_.stop();
      break;
    case Action::escape:
      escape();
      break;
    case Action::tour:
      act_on(TourTo{0});
      break;
    case Action::help:
      dialog(Dialog::help);
      break;
    case Action::palette:
      dialog(Dialog::palette);
      break;
    case Action::export_figure:
      if (browser_.folder.empty()) browser_.folder = std::filesystem::current_path();
      if (results_) dialog(Dialog::figure);
      break;
    default:
      break;
  }
}

}  // namespace palabre::ui
