#include "ui/app/app.hpp"

#include <nlohmann/json.hpp>

#include "sim/run/views/compare.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"
#include "ui/app/actions.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/answer_line.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/view.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/window/window.hpp"
#include "ui/work/analysis.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/ensemble_task.hpp"
#include "ui/work/why.hpp"

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

void recall(View& view, const Remembered& from) {
  view.splits = from.splits;
  view.charts = from.charts;
  view.dots = from.dots;
  view.edges = from.edges;
  view.map_hatching = from.map_hatching;
  view.lines = from.lines;
  view.agents = from.agents;
}

void begin_view(View& view, const AppOptions& options) {
  view.lang = options.lang;
  view.theme = options.theme;
  view.text_size = options.text_size;
  view.still = view.hide_timings = options.still;
  view.place = options.place;
  view.replicate = view.replicate_came_for = options.watched;
  if (options.first_visit) view.tour = 0;
}

}  // namespace

App::App(const std::filesystem::path& file, AppOptions options)
    : state_(std::make_unique<AppState>(std::move(options))) {
  AppState& s = *state_;
  Actions actions(s);
  s.remembered = s.written = read_remembered(s.options.state);
  recall(s.view, s.remembered);
  begin_view(s.view, s.options);
  actions.open(file);
  Scenario changed = s.document.draft();
  if (s.options.replicates) changed.replicates = *s.options.replicates;
  if (s.options.seed) changed.seed = *s.options.seed;
  apply_overrides(changed, s.options.assignments);
  if (!(changed == s.document.draft())) {
    s.document.change(std::move(changed));
    actions.follow_document();
  }
  recall_tray(s);
  if (s.options.week) act(SetWeek{*s.options.week});
  s.look.theme = s.view.theme;
  actions.set_scale(s.options.scale);
  if (s.options.questions) s.dialogs.open = Dialog::questions;
  actions.look_for_recovery();
}

App::~App() {
  keep_remembered(*state_);
  if (state_->quit) state_->document.forget_aside();
}

FrameInputs AppState::shown() const {
  const CaseInputs known{view,
                         document.file(),
                         document.draft(),
                         *map,
                         session.run(),
                         document.dirty(),
                         document.unnamed(),
                         document.history().can_undo(),
                         document.history().can_redo(),
                         document.history().in_gesture(),
                         dialogs.open,
                         dialogs.browser,
                         dialogs.presets,
                         remembered.recent,
                         dialogs.problem,
                         notice,
                         dialogs.recovered,
                         document.name(),
                         dialogs.open == Dialog::save_as ? document.title_to_offer() : LocalText{},
                         document.reference().get(),
                         session.pinned(),
                         session.reference(),
                         session.comparison(),
                         session.answer(),
                         document.autosaved(),
                         session.compared(),
                         session.tray().shown(),
                         session.watch(),
                         session.analysis(),
                         session.why(),
                         session.details(),
                         session.map_run(document, view)};
  return {known, look, session.edges(), session.results().get()};
}

void App::frame() {
  AppState& s = *state_;
  Actions actions(s);
  if (pasting_was_cut())
    s.notice = say(s.view.lang, TextId::ui_pasted, limit(LimitId::pasted_bytes));
  const bool typing = ImGui::GetIO().WantTextInput;
  if (typing) s.awaits_text = 0;
  for (Chord chord : std::exchange(s.keys, {})) {
    // What is typed between "/" and the box that it opens is meant for the box.
    if (s.awaits_text > 0 && !chord.ctrl && !chord.alt && chord.key != Key::escape) continue;
    if (const auto action = action_of(chord, typing))
      if (s.dialogs.open == Dialog::none || works_in_dialogs(*action) ||
          (goes_through(*action) && s.dialogs.open != Dialog::palette))
        actions.act(Do{*action});
  }
  if (s.awaits_text > 0) --s.awaits_text;
  if (s.view.playing) actions.play(double(ImGui::GetIO().DeltaTime));
  if (std::string words = s.session.take_news(s.document, s.view); !words.empty())
    s.notice = std::move(words);
  Frame frame;
  frame.focus = s.ui_state.focus;
  frame.press = std::exchange(s.ui_state.press, {});
  const std::string wanted = frame.reveal = s.ui_state.reveal;
  draw_window(s.shown(), s.ui_state, frame);
  if (frame.reveal.empty() && s.ui_state.reveal == wanted) s.ui_state.reveal.clear();
  s.frame = std::move(frame);
  s.focus.follow_lists(s.frame, s.ui_state);
  for (const Command& command : std::vector<Command>(s.frame.commands)) actions.act(command);
  s.session.ask(s.document, s.view);
}

void App::act(const Command& command) { Actions(*state_).act(command); }

void App::drop(const std::filesystem::path& path) {
  const bool is_case = path.extension() == ".toml" || is_figure(path);
  if (state_->view.place == Place::compare && is_case && state_->view.tray)
    act(AddToTray{path});
  else if (state_->view.place == Place::compare && is_case)
    act(PickA{{SideA::file, path}});
  else
    act(OpenFile{path});
}

std::string App::answer_in_words() const { return ui::answer_in_words(state_->shown()); }

void App::start_analysis(std::string_view method) {
  for (std::size_t k = 0; k < kMethodCount; ++k)
    if (method_spec(Method(k)).id == method) {
      act(ShowMethod{Method(k)});
      act(Do{Action::run_analysis});
    }
}

bool App::waited_for() const {
  const AppState& s = *state_;
  return s.picture || s.fonts_stale || moving() ||
         s.session.busy(s.document, s.view) == Busy::waited_for;
}

bool App::settled() const {
  return !waited_for() && state_->session.busy(state_->document, state_->view) == Busy::no;
}

bool App::moving() const { return state_->frame.moving || state_->view.playing; }
bool App::wants_quit() const { return state_->quit; }
void App::press(Chord chord) { state_->keys.push_back(chord); }
void App::look_after_files(double seconds) { Actions(*state_).look_after_files(seconds); }
bool App::keep_aside() { return Actions(*state_).keep_aside(); }
void App::set_scale(double scale) { Actions(*state_).set_scale(scale); }
void App::reveal(std::string key) { state_->ui_state.reveal = std::move(key); }

bool App::prepare_fonts() {
  AppState& s = *state_;
  if (!s.fonts_stale) return false;
  s.fonts_stale = false;
  s.look.scale =
      float(s.options.scale * s.view.text_size * (s.view.presentation ? kPresentation : 1.0));
  s.look.fonts = build_fonts(s.look.scale);
  apply_style(s.look);
  return true;
}

void App::set_window_size(int width, int height) {
  state_->remembered.width = width;
  state_->remembered.height = height;
}

std::string App::window_title() const {
  return fmt::format("{}{} – Palabre", shortened(document().name().brief.in(view().lang), 300),
                     dirty() ? " *" : "");
}

const Document& App::document() const { return state_->document; }
const CaseSession& App::session() const { return state_->session; }
const View& App::view() const { return state_->view; }
const Look& App::look() const { return state_->look; }
const Frame& App::last_frame() const { return state_->frame; }
Dialog App::dialog() const { return state_->dialogs.open; }
const std::string& App::problem() const { return state_->dialogs.problem.words; }
const std::string& App::notice() const { return state_->notice; }
const Browser& App::browser() const { return state_->dialogs.browser; }
double App::map_zoom() const { return state_->ui_state.map.zoom; }
ImVec2 App::map_pan() const { return state_->ui_state.map.pan; }

// Only when the dialog that asked for it has left the window.
std::optional<App::Picture> App::take_picture() {
  if (!state_->picture || --state_->picture_wait > 0) return std::nullopt;
  return std::exchange(state_->picture, std::nullopt);
}

void App::write_picture(const std::filesystem::path& path, const Pixels& pixels) {
  Actions(*state_).write_exported(path, window_png(pixels));
}

std::string App::window_png(const Pixels& pixels) const {
  return Actions(*state_).window_png(pixels);
}

std::vector<std::string> analysis_names() {
  std::vector<std::string> out;
  for (std::size_t k = 0; k < kMethodCount; ++k) out.emplace_back(method_spec(Method(k)).id);
  return out;
}

std::string widget_map_json(const Frame& frame) {
  nlohmann::ordered_json out = nlohmann::ordered_json::object();
  for (const auto& [key, placed] : frame.widgets)
    out[key] = {{"x", placed.low.x},
                {"y", placed.low.y},
                {"w", placed.high.x - placed.low.x},
                {"h", placed.high.y - placed.low.y},
                {"visible", placed.visible}};
  return out.dump(1) + "\n";
}

}  // namespace palabre::ui
