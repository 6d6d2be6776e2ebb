#include "ui/app/app.hpp"

#include <algorithm>
#include <cmath>
#include <thread>

#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"
#include "ui/app/analysis_desk.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {
namespace {

constexpr double kPresentation = 1.5;  // text of a presentation over the usual

// With a dialog open, keys go to the dialog; these still work.
bool works_in_dialogs(Action action) {
  return action == Action::escape || action == Action::help || action == Action::bigger ||
         action == Action::smaller || action == Action::normal_size ||
         action == Action::presentation || action == Action::palette;
}

// These go through the controls of a dialog, but for the palette, which has its own list.
bool goes_through(Action action) {
  return action == Action::next_value || action == Action::previous_value ||
         action == Action::type_value;
}

int worker_threads() { return std::max(1, int(std::thread::hardware_concurrency()) - 1); }

}  // namespace

App::App(const std::filesystem::path& file, AppOptions options)
    : options_(std::move(options)),
      worker_(options_.make_job ? options_.make_job : ensemble_jobs(worker_threads()),
              options_.wake),
      compare_(options_.wake, worker_threads()),
      why_(options_.wake),
      make_why_(options_.make_why ? options_.make_why : why_works(worker_threads())),
      parameter_uncertainty_(options_.parameter_uncertainty && !options_.make_job, options_.wake),
      details_desk_(options_.parameter_uncertainty && !options_.make_job, options_.wake),
      watching_(options_.make_story, worker_threads(), options_.wake),
      desk_(std::make_unique<AnalysisDesk>(options_.wake)) {
  view_.lang = options_.lang;
  view_.theme = options_.theme;
  view_.text_size = options_.text_size;
  view_.still = view_.hide_timings = options_.still;
  view_.place = options_.place;
  view_.replicate = view_.replicate_came_for = options_.watched;
  remembered_ = read_remembered(options_.state);
  view_.splits = remembered_.splits;
  view_.charts = remembered_.charts;
  view_.dots = remembered_.dots;
  view_.edges = remembered_.edges;
  view_.map_hatching = remembered_.map_hatching;
  view_.lines = remembered_.lines;
  view_.agents = remembered_.agents;
  if (options_.first_visit) view_.tour = 0;
  autosave_ = autosave_file(options_.state);
  load(file);
  Scenario changed = draft_;
  if (options_.replicates) changed.replicates = *options_.replicates;
  if (options_.seed) changed.seed = *options_.seed;
  apply_overrides(changed, options_.assignments);
  if (!(changed == draft_)) {
    history_.before_change(draft_, {}, true);
    set_case(std::move(changed));
  }
  if (options_.week) act_on(SetWeek{*options_.week});
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
  remembered_.edges = view_.edges;
  remembered_.map_hatching = view_.map_hatching;
  remembered_.lines = view_.lines;
  remembered_.agents = view_.agents;
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

FrameInputs App::shown() const {
  const CaseInputs known{view_,
                         file_,
                         draft_,
                         *map_,
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
                         pinned_.get(),
                         comparison_.get(),
                         kept_.has_value(),
                         compare_.shown(),
                         watch_news_,
                         desk_->state(),
                         why_news_,
                         details_desk_.details(),
                         map_run()};
  return {known, look_, parameter_uncertainty_.edges(), results_.get()};
}

void App::frame() {
  take_news();
  watch_news_ = watching_.news();
  take_analysis();
  if (pasting_was_cut()) notice_ = say(view_.lang, TextId::ui_pasted, limit(LimitId::pasted_bytes));
  for (Chord chord : std::exchange(keys_, {}))
    if (const auto action = action_of(chord, ImGui::GetIO().WantTextInput))
      if (dialog_ == Dialog::none || works_in_dialogs(*action) ||
          (goes_through(*action) && dialog_ != Dialog::palette))
        act(Do{*action});
  if (view_.playing) play(double(ImGui::GetIO().DeltaTime));
  look_at_comparison();
  Frame frame;
  frame.focus = ui_state_.focus;
  frame.press = std::exchange(ui_state_.press, {});
  const std::string wanted = frame.reveal = ui_state_.reveal;
  draw_window(shown(), ui_state_, frame);
  if (frame.reveal.empty() && ui_state_.reveal == wanted) ui_state_.reveal.clear();
  frame_ = std::move(frame);
  follow_lists();
  for (const Command& command : std::vector<Command>(frame_.commands)) act(command);
  // A held slider asks again only when the first look at its last place is there.
  if (wants_run_ && (!history_.in_gesture() || !run_.running || has_first_look_)) {
    wants_run_ = has_first_look_ = false;
    asked_ = worker_.ask({draft_, file_.world, pinned_});
    run_ = {0, draft_.replicates, 0.0, true, false};
  }
  if (view_.place == Place::watch) watch();
  if (view_.place == Place::explore) tell_map_run();
  update_uncertainty();
  look_closer();
  ask_why();
}

// Only for a case that is at rest and whole: what the hatching says must be about what is shown.
void App::update_uncertainty() {
  const bool whole = has_first_look_ && !run_.running && !run_.stopped && !wants_run_ &&
                     !history_.in_gesture() && run_.done == run_.total;
  parameter_uncertainty_.update(whole ? results_.get() : nullptr, draft_, file_.world, view_.locked,
                                {view_.edges, view_.map_hatching});
}

// Some runs, single runs, one cercle: asked for once the ensemble is whole, kept by its digest.
void App::look_closer() {
  const bool whole = has_first_look_ && !run_.running && !wants_run_ && !history_.in_gesture();
  EnsembleDetailsDesk::Request request;
  request.run_filter = view_.run_filter;
  request.lines = view_.lines;
  request.also = run_of_why();
  request.cercle = view_.cercle;
  request.cercle_drawn = parameter_uncertainty_.edges().state == EdgeState::there;
  if (view_.cercle >= 0) request.locked = view_.locked;
  details_desk_.update(whole ? results_.get() : nullptr, draft_, file_.world, request);
}

bool App::waited_for() const {
  return picture_ || fonts_stale_ || wants_run_ || run_.running || frame_.moving || view_.playing ||
         !desk_->settled() || (view_.place == Place::compare && !compare_.settled()) ||
         (view_.place == Place::watch && watching_.busy()) ||
         (view_.place == Place::explore && view_.agents && watching_.busy()) ||
         details_desk_.details().subset.running;
}

bool App::settled() const {
  return !waited_for() && !parameter_uncertainty_.busy() && !details_desk_.busy();
}

void App::press(Chord chord) { keys_.push_back(chord); }

void App::take_news() {
  const Update news = worker_.update();
  if (news.number != asked_ || asked_ == 0) return;
  if (news.results) {
    results_ = news.results;
    recording_ = news.recording;
  }
  if (news.comparison) comparison_ = news.comparison;
  has_first_look_ = news.results != nullptr;
  run_ = {news.done, news.total, news.seconds, news.running, news.stopped};
  if (!news.running && news.error) notice_ = news.error->in(view_.lang);
  if (!news.running && !news.failure.empty()) notice_ = news.failure;
  if (pin_wanted_ && !news.running && !wants_run_ && results_) pin_now();
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
    notice_ = say(view_.lang, TextId::ui_bad_date, *typed, text(TextId::ui_date_form, view_.lang));
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

}  // namespace palabre::ui
