#include "ui/app.hpp"

#include <algorithm>
#include <cmath>
#include <thread>

#include "ui/words.hpp"

namespace palabre::ui {
namespace {

constexpr double kWeeksPerSecond = 20.0;  // of playing
constexpr double kTextStep = 0.25;

int worker_threads() { return std::max(1, int(std::thread::hardware_concurrency()) - 1); }

// The value a key has by the tables alone, in a scenario with this start.
std::optional<Value> initial_value(const Scenario& scenario, const std::string& key) {
  Scenario plain;
  plain.start = scenario.start;
  plain.levers = default_levers(scenario.start);
  return get_value(plain, key);
}

// A key as the controls call it.
std::string name_of(const std::string& key, Lang lang) {
  if (const ParamSpec* spec = find_param(key)) return std::string(spec->label.in(lang));
  for (const LeverSpec& spec : lever_specs())
    if (key == fmt::format("levers.{}", spec.name)) return std::string(spec.label.in(lang));
  return key;
}

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
}

App::~App() {
  remembered_.lang = view_.lang;
  remembered_.theme = view_.theme;
  remembered_.text_size = view_.text_size;
  write_remembered(options_.state, remembered_);
}

void App::set_scale(double scale) {
  options_.scale = scale;
  fonts_stale_ = true;
}

bool App::prepare_fonts() {
  if (!fonts_stale_) return false;
  fonts_stale_ = false;
  look_.scale = float(options_.scale * view_.text_size);
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
          notice_};
}

void App::frame() {
  take_news();
  for (Chord chord : std::exchange(keys_, {}))
    if (const auto action = action_of(chord, ImGui::GetIO().WantTextInput)) act(Do{*action});
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
  return !fonts_stale_ && !wants_run_ && !run_.running && !frame_.moving && !view_.playing;
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
  const std::string name = name_of(key, lang), what = refusal.what.in(lang);
  notice_ = refusal.hint ? say(lang, TextId::ui_refused_hint, name, what, refusal.hint->in(lang))
                         : say(lang, TextId::ui_refused, name, what);
}

void App::act_on(const SetValue& command) {
  Scenario next = draft_;
  if (const auto refusal = set_value(next, command.key, command.value))
    return refused(command.key, *refusal);
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
  played_ += seconds * kWeeksPerSecond;
  const int steps = int(played_);
  played_ -= steps;
  view_.week += steps;
  if (view_.week < draft_.weeks - 1) return;
  view_.week = draft_.weeks - 1;
  view_.playing = false;
}

void App::escape() {
  if (dialog_ == Dialog::none && close_menus()) return;
  if (dialog_ == Dialog::unsaved) return act_on(Answer{Unsaved::cancel});
  if (dialog_ != Dialog::none)
    dialog_ = Dialog::none;
  else if (!scratch_.search.empty())
    scratch_.search.clear();
  else if (run_.running)
    worker_.stop();
}

void App::act_on(const Do& command) {
  const auto step_to = [&](int week) {
    view_.playing = false;
    act_on(SetWeek{week});
  };
  switch (command.action) {
    case Action::open:
      show_file_dialog(Dialog::open);
      break;
    case Action::save:
      save(file_.path);
      break;
    case Action::save_as:
      show_file_dialog(Dialog::save_as);
      break;
    case Action::quit:
      when_saved(Do{Action::quit});
      break;
    case Action::undo:
      if (history_.can_undo()) set_case(history_.undo(draft_));
      break;
    case Action::redo:
      if (history_.can_redo()) set_case(history_.redo(draft_));
      break;
    case Action::play:
      if (!view_.playing && view_.week >= draft_.weeks - 1) view_.week = 0;
      view_.playing = !view_.playing;
      break;
    case Action::step_back:
      step_to(view_.week - 1);
      break;
    case Action::step_forward:
      step_to(view_.week + 1);
      break;
    case Action::first_week:
      step_to(0);
      break;
    case Action::last_week:
      step_to(draft_.weeks - 1);
      break;
    case Action::find:
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
    case Action::to_file:
      if (!frame_.hovered.empty()) act_on(ResetValue{frame_.hovered, ResetTo::file});
      break;
    case Action::to_default:
      if (!frame_.hovered.empty()) act_on(ResetValue{frame_.hovered, ResetTo::initial});
      break;
    case Action::type_value:
      scratch_.type_next = frame_.hovered;
      break;
    case Action::escape:
      escape();
      break;
    case Action::help:
      dialog_ = dialog_ == Dialog::help ? Dialog::none : Dialog::help;
      break;
  }
}

}  // namespace palabre::ui
