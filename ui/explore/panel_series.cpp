#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/explore/explore.hpp"
#include "ui/explore/series_charts.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/map_words.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/parameter_uncertainty.hpp"

namespace palabre::ui {
namespace {

constexpr double kEaseRate = 9.0;    // [1/s] how fast an axis follows after a drag
constexpr float kLineReach = 6.0f;   // [pixels at scale 1] from which a line is under the mouse
constexpr float kBrushLeast = 4.0f;  // [pixels at scale 1] less is a click

// The top of the value axis: frozen while a slider is held, easing towards its place afterwards.
double eased_top(const SeriesChart& chart, const FrameInputs& shown, UiState& ui_state,
                 Frame& frame) {
  const double wanted = chart.top();
  const auto [at, is_new] = ui_state.tops.try_emplace(chart.words.id, wanted);
  double& top = at->second;
  if (shown.dragging && !is_new) return top;
  // Room for the hatched edge that is on its way: no axis shrinks to grow again.
  if (shown.edges.pending() && wanted < top && !shown.view.still) return top;
  if (shown.view.still || std::abs(top - wanted) < 0.002 * wanted) {
    top = wanted;
  } else {
    top += (wanted - top) * (1.0 - std::exp(-kEaseRate * double(ImGui::GetIO().DeltaTime)));
    frame.moving = true;
  }
  return top;
}

// --- what the mouse says

void put_band(const SeriesChart& chart, std::size_t k, std::size_t w, const FrameInputs& shown) {
  const FanLine& fan = chart.fans[k];
  const Series& s = *fan.series;
  const Lang lang = shown.lang();
  const auto value = [&](double v) { return value_text(v, chart.words); };
  if (chart.of_cercle && chart.fields[k] == CercleFieldId::pact) {  // there or not: a share
    if (fan.drawn)
      put(say(lang, TextId::fan_drawn_share, value(fan.drawn->q05[w]), value(fan.drawn->q95[w])));
    return;
  }
  if (!chart.has_bands) return;
  put(say(lang, TextId::ui_half_of_runs, value(s.q25[w]), value(s.q75[w])));
  put(say(lang, TextId::ui_nine_of_ten, value(s.q05[w]), value(s.q95[w])));
  if (fan.drawn)
    put(say(lang, TextId::fan_drawn_of_runs, value(std::min(s.q05[w], fan.drawn->q05[w])),
            value(std::max(s.q95[w], fan.drawn->q95[w]))));
}

const ChartRun* run_of(const SeriesChart& chart, std::int64_t replicate) {
  const auto found = std::find_if(chart.runs.begin(), chart.runs.end(),
                                  [&](const ChartRun& r) { return r.replicate == replicate; });
  return found == chart.runs.end() ? nullptr : &*found;
}

// A run under the mouse: its number, how it ends, what it shows here.
void put_run(const SeriesChart& chart, const ChartRun& run, std::size_t w,
             const FrameInputs& shown) {
  const Lang lang = shown.lang();
  put(say(lang, TextId::line_ends, whole(run.replicate, lang),
          outcome_specs()[std::size_t(run.outcome)].label.in(lang)));
  if (chart.is_stack()) {
    put(chart.layers[std::min(std::size_t(run.lines.front()[w]), chart.layers.size() - 1)].label);
  } else {
    for (std::size_t k = 0; k < chart.fans.size(); ++k) {
      const FanLine& fan = chart.fans[k];
      put_in(fan.colour, fmt::format("{} {}", fan.label.empty() ? chart.words.title : fan.label,
                                     value_text(double(run.lines[k][w]), chart.words)));
    }
  }
  put_in(shown.look.colours().dim, shown.say(TextId::line_click));
}

void draw_readout(const SeriesChart& chart, const FrameInputs& shown, int week, std::int64_t hot) {
  const Lang lang = shown.lang();
  const auto w = std::size_t(week);
  begin_tip(shown);
  put_in(shown.look.colours().dim, week_in_words(shown.draft, week, lang));
  if (const ChartRun* run = run_of(chart, hot)) {
    put_run(chart, *run, w, shown);
    return ImGui::EndTooltip();
  }
  for (std::size_t k = 0; k < chart.fans.size(); ++k) {
    const FanLine& fan = chart.fans[k];
    put_in(fan.colour, fmt::format("{} {}", fan.label.empty() ? chart.words.title : fan.label,
                                   value_text(fan.series->q50[w], chart.words)));
    put_band(chart, k, w, shown);
  }
  bool drawn = false;
  for (auto layer = chart.layers.rbegin(); layer != chart.layers.rend(); ++layer) {
    std::string words = value_text(layer->share[w], chart.words);
    drawn = drawn || w < layer->in.size();
    if (w < layer->in.size())
      words = say(lang, TextId::fan_stage_range, words,
                  value_text(std::min(layer->in[w].low, layer->share[w]), chart.words),
                  value_text(std::max(layer->in[w].high, layer->share[w]), chart.words));
    draw_fact(layer->label, words, shown);
  }
  if (drawn) put_in(shown.look.colours().dim, shown.say(TextId::fan_stage_note));
  ImGui::EndTooltip();
}

// Where the mouse points in a chart.
struct Aim {
  ImVec2 mouse;
  int week = 0;
  double value = 0.0;
};

// The run whose line passes under the mouse, or whose row lies there.
std::int64_t run_at(const SeriesChart& chart, const ChartFrame& frame, const Aim& aim,
                    const FrameInputs& shown) {
  if (chart.runs.empty() || !frame.plot.holds(aim.mouse)) return -1;
  if (chart.is_stack()) {
    const double row = aim.value * double(chart.runs.size());
    return chart.runs[std::min(std::size_t(std::max(row, 0.0)), chart.runs.size() - 1)].replicate;
  }
  std::vector<std::span<const float>> lines;
  for (const ChartRun& run : chart.runs)
    lines.insert(lines.end(), run.lines.begin(), run.lines.end());
  if (const auto rows = rows_of_yes(lines); !rows.empty()) {
    const float share = (frame.plot.high.y - aim.mouse.y) / frame.plot.height();
    const auto row = std::size_t(std::max(share, 0.0f) * float(rows.size()));
    return chart.runs[rows[std::min(row, rows.size() - 1)] / chart.runs.front().lines.size()]
        .replicate;
  }
  std::int64_t found = -1;
  float nearest = shown.look.px(kLineReach);
  for (const ChartRun& run : chart.runs)
    for (const auto& line : run.lines) {
      const float y = frame.values.at(double(line[std::size_t(aim.week)]));
      if (std::abs(y - aim.mouse.y) >= nearest) continue;
      nearest = std::abs(y - aim.mouse.y);
      found = run.replicate;
    }
  return found;
}

// --- a range of values

std::size_t nearest_fan(const SeriesChart& chart, const Aim& aim) {
  const auto apart = [&](const FanLine& fan) {
    return std::abs(fan.series->q50[std::size_t(aim.week)] - aim.value);
  };
  std::size_t out = 0;
  for (std::size_t k = 1; k < chart.fans.size(); ++k)
    if (apart(chart.fans[k]) < apart(chart.fans[out])) out = k;
  return out;
}

// To the whole steps that words can say. What lies beyond the plot has no bound.
Within range_of(const Brush& brush, const SeriesChart& chart, double top) {
  const SeriesId id = chart.fans[brush.fan].series->id;
  const SeriesSpec& spec = series_specs()[std::size_t(id)];
  const double step = chart.words.kind == ValueKind::share
                          ? 0.01
                          : std::pow(10.0, std::floor(std::log10(top * 0.999)) - 1.0);
  Within out{id, brush.week, std::round(std::min(brush.from, brush.to) / step) * step,
             std::round(std::max(brush.from, brush.to) / step) * step};
  if (out.low <= 0.0) out.low = spec.low;
  if (out.high >= top) out.high = spec.high;
  return out;
}

void draw_bracket(Canvas& canvas, const ChartFrame& frame, const Within& range, ImU32 colour,
                  const Look& look) {
  const float x = frame.weeks.at(double(range.week)), cap = look.px(4);
  const float high = std::max(frame.values.at(range.high), frame.plot.low.y);
  const float low = std::min(frame.values.at(range.low), frame.plot.high.y);
  for (const bool ground : {true, false}) {
    const ImU32 ink = ground ? look.colours().panel : colour;
    const float width = look.px(ground ? 5.0f : 2.4f);
    canvas.line({x, high}, {x, low}, ink, width);
    for (const float y : {high, low}) canvas.line({x - cap, y}, {x + cap, y}, ink, width);
  }
}

// What is asked of the runs, where it was asked.
void draw_asked(Canvas& canvas, const SeriesChart& chart, const ChartFrame& frame,
                const FrameInputs& shown) {
  const auto* within =
      shown.view.run_filter ? std::get_if<Within>(&*shown.view.run_filter) : nullptr;
  if (!within || chart.of_cercle || within->week >= shown.weeks()) return;
  for (const FanLine& fan : chart.fans)
    if (fan.series->id == within->series)
      draw_bracket(canvas, frame, *within, shown.look.colours().changed, shown.look);
}

// The stage under the mouse: of the row there, or of the layer.
int stage_at(const SeriesChart& chart, const ChartFrame& frame, const Aim& aim,
             const FrameInputs& shown) {
  const auto week = std::size_t(aim.week);
  if (const ChartRun* run = run_of(chart, run_at(chart, frame, aim, shown)))
    return int(run->lines.front()[week]);
  double up_to = 0.0;
  for (std::size_t k = 0; k < chart.layers.size(); ++k)
    if ((up_to += chart.layers[k].share[week]) >= aim.value) return int(k);
  return int(chart.layers.size()) - 1;
}

// Shift and drag in a fan, Shift and click in a stack. True while the mouse is busy with it.
bool brush(std::size_t slot, const SeriesChart& chart, const ChartFrame& frame, const Aim& aim,
           const FrameInputs& shown, UiState& ui_state, Frame& out) {
  const bool active = ImGui::IsItemActive();
  if (ImGui::IsItemActivated() && shift_held() && frame.plot.holds(aim.mouse) && !chart.of_cercle) {
    if (chart.is_stack())
      out.ask(SetRunFilter{InStage{stage_at(chart, frame, aim, shown), aim.week}});
    ui_state.of<ExploreState>().brush = {slot, chart.is_stack() ? 0 : nearest_fan(chart, aim),
                                         aim.week, aim.value, aim.value};
  }
  if (!ui_state.of<ExploreState>().brush || ui_state.of<ExploreState>().brush->slot != slot)
    return false;
  Brush mine = *ui_state.of<ExploreState>().brush;
  mine.to = aim.value;
  if (!active) ui_state.of<ExploreState>().brush.reset();
  const bool moved =
      std::abs(frame.values.at(mine.from) - frame.values.at(mine.to)) > shown.look.px(kBrushLeast);
  if (chart.is_stack() || mine.fan >= chart.fans.size() || !moved) return true;
  const Within range = range_of(mine, chart, frame.values.high);
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  draw_bracket(canvas, frame, range, shown.look.colours().changed, shown.look);
  begin_tip(shown);
  put(question_in_words(range, shown));
  ImGui::EndTooltip();
  if (!active) out.ask(SetRunFilter{range});
  return true;
}

// --- the panel

// The title is a button: it opens the list of what the chart can show.
void draw_chooser(std::size_t slot, const SeriesChart& chart, const Rect& box,
                  const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const ImVec2 after = ImGui::GetCursorScreenPos();
  const float high = ImGui::GetTextLineHeight() + shown.look.px(4);
  ImGui::SetCursorScreenPos(box.low);
  const bool pressed = ImGui::InvisibleButton("choose", {box.width(), high});
  frame.reach(fmt::format("chart.{}.choose", slot));
  if (ImGui::IsItemHovered()) {
    ImGui::GetWindowDrawList()->AddLine({box.low.x, box.low.y + high},
                                        {box.high.x, box.low.y + high}, p.accent, shown.look.px(1));
    explain(
        fmt::format("{}\n{}\n{}", chart.words.title, shown.say(TextId::ui_panel_choose),
                    shown.say(chart.is_stack() ? TextId::line_click_hint : TextId::line_drag_hint)),
        shown);
  }
  if (pressed) ImGui::OpenPopup("choices");
  ImGui::SetNextWindowSizeConstraints({0, 0}, {FLT_MAX, ImGui::GetIO().DisplaySize.y * 0.7f});
  if (ImGui::BeginPopup("choices")) {
    const auto choice = [&](std::string_view id) {
      if (ImGui::Selectable(fmt::format("{}##{}", chart_title(id, shown.lang()), id).c_str(),
                            shown.view.charts[slot] == id))
        frame.ask(SetChart{slot, std::string(id)});
      frame.reach(fmt::format("choice.{}", id));
    };
    for (const Composed& composed : composed_charts()) choice(composed.id);
    ImGui::Separator();
    for (const SeriesSpec& spec : series_specs()) choice(spec.id);
    ImGui::EndPopup();
  }
  ImGui::SetCursorScreenPos(after);
}

Aim aim_at(const ChartFrame& frame, const FrameInputs& shown) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const float x = std::clamp(mouse.x, frame.plot.low.x, frame.plot.high.x);
  return {mouse, std::clamp(int(std::lround(frame.weeks.value(x))), 0, shown.weeks() - 1),
          frame.values.value(mouse.y)};
}

// A click that did not move opens the run under the mouse.
bool clicked_still() {
  const float far = ImGui::GetIO().MouseDragThreshold;
  return ImGui::IsItemDeactivated() && ImGui::IsItemHovered() &&
         ImGui::GetIO().MouseDragMaxDistanceSqr[0] < far * far;
}

void draw_panel(std::size_t slot, const SeriesChart& chart, ImVec2 size, std::int64_t hot,
                const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  ImGui::PushID(int(slot));
  ImGui::BeginGroup();
  ImGui::InvisibleButton("chart", size);
  ImGui::SetItemAllowOverlap();
  frame.note(chart.words.id);
  const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const ChartFrame at =
      draw_series_chart(canvas, chart, box, eased_top(chart, shown, ui_state, frame), shown, hot);
  frame.note(chart.words.id + ".plot", at.plot);
  draw_week_line(canvas, shown.look, at, shown.week(), shown.look.colours().text);
  draw_asked(canvas, chart, at, shown);
  const Aim aim = aim_at(at, shown);
  const bool brushing = brush(slot, chart, at, aim, shown, ui_state, frame);
  const bool opens = !brushing && clicked_still();
  if (!chart.of_cercle) draw_chooser(slot, chart, box, shown, frame);
  ImGui::EndGroup();
  ImGui::PopID();
  if (brushing || (!held && (!hovered || aim.mouse.y < at.plot.low.y))) return;
  const std::int64_t run = run_at(chart, at, aim, shown);
  if (hovered) ui_state.of<ExploreState>().line = run;
  if (opens && run >= 0) return frame.ask(WatchRun{run});
  draw_week_line(canvas, shown.look, at, aim.week, shown.look.colours().dim);
  if (held && aim.week != shown.week()) frame.ask(SetWeek{aim.week});
  draw_readout(chart, shown, aim.week, run);
}

// The name of the cercle, and what lines and bands are.
std::string cercle_heading(const SeriesChart& chart, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const std::string& name = shown.world().cercles[std::size_t(shown.view.cercle)].name;
  if (!chart.has_bands) return say(lang, TextId::ui_cercle_charts, name);
  const std::int64_t runs = shown.details.cercle->runs;
  if (runs < shown.results->finished())
    return say(lang, TextId::fan_cercle_first, name, whole(runs, lang));
  return say(lang, TextId::fan_cercle_bands, name);
}

void draw_charts(const std::vector<SeriesChart>& charts, std::int64_t hot, const FrameInputs& shown,
                 UiState& ui_state, Frame& frame, int columns, float height) {
  const float gap = shown.look.px(18);
  const float room = ImGui::GetContentRegionAvail().x - gap * float(columns - 1);
  const auto stacked = [](const SeriesChart& chart) { return chart.is_stack(); };
  const auto stacks = std::count_if(charts.begin(), charts.end(), stacked);
  // Stages need room for their labels beside the axis and something of a plot.
  float labels = 0.0f;
  for (const SeriesChart& chart : charts)
    for (const StackLayer& layer : chart.layers) labels = std::max(labels, text_width(layer.label));
  const float needed = labels + ImGui::GetFontSize() * 7;
  const float extra = columns > 1 ? std::max(shown.look.px(64),
                                             (needed * float(columns) - room) / float(columns - 1))
                                  : 0.0f;
  const float width = (room - extra * float(stacks)) / float(columns);
  for (std::size_t k = 0; k < charts.size(); ++k) {
    const bool last = k + 1 == charts.size();
    draw_panel(k, charts[k], {width + (stacked(charts[k]) ? extra : 0.0f), height}, hot, shown,
               ui_state, frame);
    if ((int(k) + 1) % columns != 0 && !last) ImGui::SameLine(0, gap);
  }
}

}  // namespace

void draw_series(const FrameInputs& shown, UiState& ui_state, Frame& frame, int columns,
                 float height) {
  if (!shown.results) {
    put_in(shown.look.colours().dim, shown.say(TextId::ui_no_results_yet));
    return;
  }
  const std::vector<SeriesChart> charts = series_charts(shown);
  const std::int64_t hot = std::exchange(ui_state.of<ExploreState>().line, -1);
  if (charts.front().of_cercle) {
    heading(cercle_heading(charts.front(), shown), shown);
    ImGui::SameLine();
    if (button("whole_country", shown.say(TextId::ui_whole_country), frame))
      frame.ask(SelectCercle{-1});
    height = std::max(height - ImGui::GetFrameHeightWithSpacing(), shown.look.px(90));
  }
  draw_charts(charts, hot, shown, ui_state, frame, columns, height);
}

void draw_one_chart(const FrameInputs& shown, UiState& ui_state, Frame& frame, std::size_t slot) {
  if (!shown.results) return put_in(shown.look.colours().dim, shown.say(TextId::ui_no_results_yet));
  const std::vector<SeriesChart> charts = series_charts(shown);
  const std::int64_t hot = std::exchange(ui_state.of<ExploreState>().line, -1);
  const std::size_t which = std::min(slot, charts.size() - 1);
  draw_panel(which, charts[which], ImGui::GetContentRegionAvail(), hot, shown, ui_state, frame);
}

}  // namespace palabre::ui
