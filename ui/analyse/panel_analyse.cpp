// The view Analyse: methods at the left, what is asked and what it costs above, the picture below.

#include <algorithm>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/analyse/analyse_view.hpp"
#include "ui/analyse/panel_analyse.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/analysis.hpp"

namespace palabre::ui {
namespace {

// One method: its name, and the question that it answers.
void draw_method(Method method, const FrameInputs& shown, Frame& frame) {
  const MethodSpec& spec = method_spec(method);
  const Palette& p = shown.look.colours();
  const std::string key = "method." + std::string(spec.id);
  const bool chosen = shown.analysis.settings.method == method;
  const float room = ImGui::GetContentRegionAvail().x, pad = shown.look.px(6);
  const std::string name(shown.say(spec.name)), question(shown.say(spec.question));
  ImGui::PushFont(shown.look.fonts.small);
  const float question_high =
      ImGui::CalcTextSize(question.c_str(), nullptr, false, room - 2 * pad).y;
  ImGui::PopFont();
  const float high = ImGui::GetTextLineHeight() + question_high + 2 * pad;
  const ImVec2 at = ImGui::GetCursorPos();
  if (ImGui::Selectable(fmt::format("##{}", key).c_str(), chosen, 0, {0, high}))
    frame.ask(ShowMethod{method});
  frame.reach(key);
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  const float left = ImGui::GetWindowPos().x;  // a selectable reaches beyond what can be seen
  if (chosen)
    ImGui::GetWindowDrawList()->AddRectFilled({left, box.low.y},
                                              {left + shown.look.px(3), box.high.y}, p.accent);
  const ImVec2 after = ImGui::GetCursorPos();
  ImGui::SetCursorPos({at.x + pad, at.y + pad * 0.6f});
  ImGui::PushFont(shown.look.fonts.bold);
  put(name);
  ImGui::PopFont();
  if (shown.analysis.running_method == method) {
    ImGui::SameLine();
    put_in(p.changed, "•");
  }
  ImGui::SetCursorPos({at.x + pad, at.y + pad * 0.6f + ImGui::GetTextLineHeight()});
  ImGui::PushFont(shown.look.fonts.small);
  ImGui::PushTextWrapPos(at.x + room - pad);
  put_in(p.dim, question);
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
  ImGui::SetCursorPos(after);
}

void draw_methods(const FrameInputs& shown, Frame& frame) {
  for (std::size_t k = 0; k < kMethodCount; ++k) draw_method(Method(k), shown, frame);
}

// Where the window is narrow: names only, and the question of the chosen one.
void draw_methods_above(const FrameInputs& shown, Frame& frame) {
  const float end = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  for (std::size_t k = 0; k < kMethodCount; ++k) {
    const MethodSpec& spec = method_spec(Method(k));
    const std::string key = "method." + std::string(spec.id);
    const float wide = text_width(shown.say(spec.name)) + 2 * ImGui::GetStyle().FramePadding.x;
    if (k > 0 && ImGui::GetItemRectMax().x + shown.look.px(4) + wide <= end)
      ImGui::SameLine(0, shown.look.px(4));
    const bool chosen = shown.analysis.settings.method == Method(k);
    if (toggle(key.c_str(), shown.say(spec.name), chosen, shown, frame, key))
      frame.ask(ShowMethod{Method(k)});
  }
  put_wrapped(shown.look.colours().dim,
              shown.say(method_spec(shown.analysis.settings.method).question));
}

// --- cost and state ------------------------------------------------------------------------------

std::string duration(double seconds, const FrameInputs& shown) {
  constexpr double kMinute = 60.0;
  const Lang lang = shown.lang();
  if (seconds < 1.0) return std::string(shown.say(TextId::ui_an_less_second));
  if (seconds < 2 * kMinute)
    return say(lang, TextId::ui_an_seconds, whole(std::llround(std::ceil(seconds)), lang));
  return say(lang, TextId::ui_an_minutes, whole(std::llround(std::ceil(seconds / kMinute)), lang));
}

std::string cost(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const AnalysisState& state = shown.analysis;
  const PlanSize& size = state.question->size;
  const bool bare = size.points == 1 || size.replicates == 1;
  std::string out = bare ? say(lang, TextId::ui_an_cost_one, whole(size.runs(), lang))
                         : say(lang, TextId::ui_an_cost, whole(size.points, lang),
                               whole(size.replicates, lang), whole(size.runs(), lang));
  if (state.pace && !shown.view.hide_timings)
    out = say(lang, TextId::ui_an_takes, out, duration(*state.pace * double(size.runs()), shown));
  return out;
}

void draw_progress(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const AnalysisState& state = shown.analysis;
  const Palette& p = shown.look.colours();
  const float share = state.total > 0 ? float(double(state.done) / double(state.total)) : 0.0f;
  std::string words =
      say(lang, TextId::ui_an_running, whole(state.done, lang), whole(state.total, lang));
  if (state.done > 0 && state.pace && !shown.view.hide_timings)
    words = say(lang, TextId::ui_an_left, words,
                duration(*state.pace * double(state.total - state.done), shown));
  put_in(p.dim, words);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = ImGui::GetContentRegionAvail().x, high = shown.look.px(4);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + room, at.y + high}, p.track, high / 2);
  list.AddRectFilled(at, {at.x + room * share, at.y + high}, p.accent, high / 2);
  ImGui::Dummy({0, high});
}

// Start or stop, and beside it what it costs or how far it is.
void draw_start(const FrameInputs& shown, Frame& frame) {
  const AnalysisState& state = shown.analysis;
  const Palette& p = shown.look.colours();
  const std::string key = chord_text(Action::run_analysis, shown.lang());
  if (state.running) {
    if (button("an_stop", shown.say(TextId::ui_an_stop), frame)) frame.ask(Do{Action::stop});
    explain(chord_text(Action::escape, shown.lang()), shown);
    ImGui::SameLine();
    ImGui::BeginGroup();
    draw_progress(shown);
    ImGui::EndGroup();
    return;
  }
  if (state.question->refusal) {
    button("an_start", shown.say(TextId::ui_an_start), frame, false);
    put_wrapped(p.changed, shown.say(*state.question->refusal));
    frame.note("an.refusal");
    return;
  }
  if (state.answer && state.fresh && state.answer->whole()) {
    button("an_start", shown.say(TextId::ui_an_start), frame, false);
    ImGui::SameLine(0, shown.look.px(10));
    put_wrapped(p.dim, shown.say(TextId::ui_an_done));
    frame.note("an.done");
    return;
  }
  const bool pressed = toggle("an_start", shown.say(TextId::ui_an_start), true, shown, frame);
  explain(fmt::format("{} ({})", shown.say(TextId::ui_an_run_key), key), shown);
  if (pressed) frame.ask(Do{Action::run_analysis});
  const std::string words = cost(shown);
  const float end = ImGui::GetWindowPos().x + ImGui::GetWindowContentRegionMax().x;
  if (ImGui::GetItemRectMax().x + shown.look.px(10) + text_width(words) <= end)
    ImGui::SameLine(0, shown.look.px(10));
  put_wrapped(p.dim, words);
  frame.note("an.cost");
}

std::string locked_names(const FrameInputs& shown) {
  std::string out;
  for (const std::string& key : shown.analysis.question->locked)
    out += (out.empty() ? "" : ", ") + control_name(key, shown.lang());
  return out;
}

// What to know before believing the picture.
void draw_state(const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const AnalysisState& state = shown.analysis;
  const Palette& p = shown.look.colours();
  const std::string key = chord_text(Action::run_analysis, lang);
  const auto tell = [&](const char* id, ImU32 colour, const std::string& words) {
    put_wrapped(colour, words);
    frame.note(id);
  };
  const MethodSpec& spec = method_spec(state.settings.method);
  const bool sweeps = spec.id != "heat" && spec.id != "claims" && spec.id != "mechanisms" &&
                      spec.id != "precision" && spec.id != "thresholds" && spec.id != "score" &&
                      spec.id != "robust" && spec.id != "needs";
  if (sweeps && !state.question->locked.empty())
    tell("an.locked", p.dim, say(lang, TextId::ui_an_locked_out, locked_names(shown)));
  if (state.running_method && !state.running)
    tell("an.elsewhere", p.dim,
         say(lang, TextId::ui_an_elsewhere, shown.say(method_spec(*state.running_method).name)));
  if (!state.failure.empty())
    tell("an.failure", p.danger, say(lang, TextId::ui_an_failure, state.failure));
  if (!state.answer) return;
  const AnalysisAnswer& answer = *state.answer;
  if (!state.fresh) tell("an.stale", p.changed, say(lang, TextId::ui_an_stale, key));
  const bool by_runs = answer.question->size.replicates == 1 || answer.has_all_points();
  if (!answer.whole() && by_runs) {
    tell("an.part", p.changed,
         state.running ? std::string(shown.say(TextId::ui_an_first_answer))
                       : say(lang, TextId::ui_an_first_stopped, key));
  } else if (!answer.whole()) {
    const std::string done = whole(std::int64_t(answer.points_done), lang);
    const std::string all = whole(answer.question->size.points, lang);
    tell("an.part", p.changed,
         state.running ? say(lang, TextId::ui_an_part, done, all)
                       : say(lang, TextId::ui_an_stopped, done, all, key));
  }
  if (answer.failed > 0)
    tell("an.failed", p.danger, say(lang, TextId::ui_an_failed, whole(answer.failed, lang)));
  if (answer.refused > 0)
    tell("an.refused", p.changed, say(lang, TextId::ui_an_refused, whole(answer.refused, lang)));
}

// --- the answer ----------------------------------------------------------------------------------

TextId reading(Method method) {
  constexpr std::array kWords{
      TextId::ui_an_tornado_read,    TextId::ui_an_morris_read,     TextId::ui_an_sobol_read,
      TextId::ui_an_claims_read,     TextId::ui_an_mechanisms_read, TextId::ui_an_heat_read,
      TextId::ui_an_discovery_read,  TextId::ui_an_variance_read,   TextId::ui_an_precision_read,
      TextId::ui_an_thresholds_read, TextId::ui_an_score_read,      TextId::ui_an_robust_read,
      TextId::ui_an_needs_read};
  return kWords[std::size_t(method)];
}

// The case may stand where the grid does not reach.
void tell_outside(const HeatFindings& heat, const FrameInputs& shown) {
  const auto x = heat_axis(shown.draft, heat.x.key, 2), y = heat_axis(shown.draft, heat.y.key, 2);
  if (!x || !y || (x->here >= 0 && y->here >= 0)) return;
  put_wrapped(shown.look.colours().dim, say(shown.lang(), TextId::ui_an_heat_outside,
                                            value_in_words(x->present, shown.lang()),
                                            value_in_words(y->present, shown.lang())));
}

void draw_words(const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const AnalysisAnswer& answer = *shown.analysis.answer;
  const Palette& p = shown.look.colours();
  const Unit unit = answer.question->target.unit();
  put_wrapped(p.dim, shown.say(reading(answer.question->settings.method)));
  if (const std::string words = conclusion_of(answer, lang); !words.empty()) {
    ImGui::PushFont(shown.look.fonts.bold);
    put_wrapped(p.text, words);
    ImGui::PopFont();
    frame.note("an.conclusion");
    if (button("an_copy", shown.say(TextId::ui_copy), frame))
      ImGui::SetClipboardText(words.c_str());
  }
  if (answer.present && answer.question->size.replicates > 1) {
    const Estimate& e = *answer.present;
    put_wrapped(p.text, say(lang, TextId::ui_an_present, level_words(e.value, e, unit, lang),
                            interval_words(e, unit, lang), whole(answer.replicates(), lang)));
    frame.note("an.present");
  }
  if (answer.undefined) {
    put_wrapped(p.changed, say(lang, TextId::ui_an_undefined, shown.say(*answer.undefined)));
    frame.note("an.undefined");
    if (*answer.undefined == TextId::an_never || *answer.undefined == TextId::an_always)
      put_wrapped(p.dim, shown.say(TextId::ui_an_undefined_try));
  }
  const SobolFindings& sobol = answer.sobol;
  if (!sobol.factors.empty() && (sobol.few() || sobol.strays())) {
    const TextId warning = sobol.few() ? TextId::an_sobol_few : TextId::an_sobol_strays;
    put_wrapped(p.changed, say(lang, warning, whole(std::int64_t(sobol.rows), lang)));
    frame.note("an.sobol_warning");
  }
  if (answer.heat) tell_outside(*answer.heat, shown);
  if (answer.needed) {
    const double by = in_hundredths(unit) ? 100.0 : 1.0;
    put_wrapped(p.text, say(lang, TextId::ui_an_prec_need,
                            fmt::format("±{} {}", number(answer.within * by, lang, 3),
                                        change_unit(unit, lang)),
                            whole(answer.needed->likely, lang), whole(answer.needed->most, lang)));
    frame.note("an.needed");
    const int wanted = int(std::min<std::int64_t>(answer.needed->likely, kReplicatesMax));
    if (button("an_ask", say(lang, TextId::ui_an_prec_set, whole(wanted, lang)), frame))
      frame.ask(SetReplicates{wanted});
  }
  if (answer.found && shown.analysis.settings.step &&
      button("an_best", shown.say(TextId::ui_an_box_best), frame))
    frame.ask(TakeStep{});
}

bool leads_on(const ChartHit& hit) {
  return find_param(hit.about) || hit.id.starts_with("claim.") || hit.id.starts_with("part.") ||
         hit.id.starts_with("heat.") || hit.id.starts_with("step.");
}

void act_on_hit(const ChartHit& hit, const FrameInputs& shown, Frame& frame) {
  const AnalysisAnswer& answer = *shown.analysis.answer;
  if (hit.id.starts_with("claim.") || hit.id.starts_with("part."))
    return frame.ask(ShowSource{hit.about});
  if (hit.id.starts_with("step."))
    return frame.ask(TakeStep{std::size_t(std::atoi(hit.about.c_str()))});
  if (hit.id.starts_with("heat.")) {
    const HeatFindings& heat = *answer.heat;
    const std::size_t dot = hit.about.find('.');
    const auto c = std::size_t(std::atoi(hit.about.c_str()));
    const auto r = std::size_t(std::atoi(hit.about.c_str() + dot + 1));
    return frame.ask(SetValues{{{heat.x.key, heat.x.values[c]}, {heat.y.key, heat.y.values[r]}}});
  }
  if (find_param(hit.about)) frame.ask(Reveal{hit.about});
}

// The picture, and what it does under the mouse.
void draw_picture(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const AnalysisAnswer& answer = *shown.analysis.answer;
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const AnalysisPaint paint{
      answer, shown.look, shown.lang(), shown.draft, ui_state.of<AnalyseState>().hot, true};
  const ImVec2 room = ImGui::GetContentRegionAvail(), at = ImGui::GetCursorScreenPos();
  const float high = std::max(analysis_height(canvas, paint, room.x), room.y - shown.look.px(6));
  const Rect box{at, {at.x + room.x, at.y + high}};
  ImGui::InvisibleButton("analysis", {std::max(room.x, 1.0f), std::max(high, 1.0f)});
  frame.note("chart.analysis", box);
  const bool hovered = ImGui::IsItemHovered(), clicked = ImGui::IsItemClicked();
  const std::vector<ChartHit> hits = draw_analysis(canvas, paint, box);
  std::string hot;
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  for (const ChartHit& hit : hits) {
    if (!leads_on(hit))
      frame.note(hit.id, hit.box);
    else if (frame.reach(hit.id, hit.box))
      act_on_hit(hit, shown, frame);
    if (!hovered || !hot.empty() || !hit.box.holds(mouse)) continue;
    hot = hit.id;
    if (find_param(hit.about)) frame.hovered = hit.about;
    if (leads_on(hit)) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    explain(hit.tip, shown);
    if (clicked) act_on_hit(hit, shown, frame);
  }
  if (hot != ui_state.of<AnalyseState>().hot) frame.moving = true;
  ui_state.of<AnalyseState>().hot = hot;
}

bool has_picture(const AnalysisAnswer& answer) {
  switch (answer.question->settings.method) {
    case Method::tornado:
      return !answer.undefined && !answer.swings.empty() && answer.present;
    case Method::morris:
      return !answer.morris.empty();
    case Method::sobol:
      return !answer.sobol.factors.empty();
    case Method::claims:
    case Method::mechanisms:
      return !answer.ablations.empty();
    case Method::heat:
      return answer.heat && answer.points_done > 0;
    case Method::discovery:
      return answer.found.has_value();
    case Method::variance:
      return !answer.variance.empty();
    case Method::precision:
      return answer.needed.has_value();
    case Method::thresholds:
      return !answer.thresholds.empty();
    case Method::robust:
      return answer.robust != nullptr;
    case Method::needs:
      return answer.needs && answer.needs->levers.size() + answer.needs->assumptions.size() > 0;
    case Method::score:
      return answer.score != nullptr && !answer.score->figures.empty();
  }
  return false;
}

void draw_answer(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  if (!shown.analysis.answer) {
    if (shown.analysis.running) return;
    ImGui::Dummy({0, shown.look.px(10)});
    put_wrapped(shown.look.colours().text, shown.say(TextId::ui_an_not_yet));
    put_wrapped(shown.look.colours().dim, say(shown.lang(), TextId::ui_an_not_yet_tip,
                                              chord_text(Action::run_analysis, shown.lang())));
    frame.note("an.empty");
    return;
  }
  draw_words(shown, frame);
  ImGui::Dummy({0, shown.look.px(4)});
  if (has_picture(*shown.analysis.answer)) draw_picture(shown, ui_state, frame);
}

void draw_right(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  draw_analysis_settings(shown, ui_state, frame);
  draw_start(shown, frame);
  draw_state(shown, frame);
  ++frame.part;
  ImGui::Separator();
  ImGui::BeginChild("analysis_body", {0, 0});
  draw_answer(shown, ui_state, frame);
  ImGui::EndChild();
}

}  // namespace

void draw_analyse(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  if (!shown.analysis.question) {  // the first frame of the view
    frame.moving = true;
    return;
  }
  const float em = ImGui::GetFontSize();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  if (room.x < em * 60 || room.y < em * 30) {
    ImGui::BeginChild("analysis_all", {0, 0});
    draw_methods_above(shown, frame);
    ++frame.part;
    ImGui::Separator();
    draw_analysis_settings(shown, ui_state, frame);
    draw_start(shown, frame);
    draw_state(shown, frame);
    ++frame.part;
    ImGui::Separator();
    draw_answer(shown, ui_state, frame);
    ImGui::EndChild();
    return;
  }
  ImGui::BeginChild("analysis_methods", {em * 17, 0});
  draw_methods(shown, frame);
  ImGui::EndChild();
  ++frame.part;
  ImGui::SameLine(0, shown.look.px(14));
  ImGui::BeginChild("analysis_right", {0, 0});
  draw_right(shown, ui_state, frame);
  ImGui::EndChild();
}

}  // namespace palabre::ui
