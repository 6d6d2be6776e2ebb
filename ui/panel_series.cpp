#include <algorithm>
#include <cmath>
#include <functional>

#include "ui/chart.hpp"
#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

constexpr double kEaseRate = 9.0;  // [1/s] how fast an axis follows after a drag

// One small multiple: what it shows, drawn anew each frame from the results.
struct Panel {
  ChartWords words;
  std::vector<FanLine> fans;
  std::vector<StackLayer> layers;
};

std::vector<Panel> panels(const Shown& shown) {
  const Lang lang = shown.lang();
  const Palette& p = shown.look.colours();
  const Results& r = *shown.results;
  const auto words = [&](const char* id, std::string_view title, ValueKind kind) {
    return ChartWords{id, std::string(title), kind, lang};
  };
  const auto title = [&](SeriesId id) { return series_specs()[std::size_t(id)].label.in(lang); };
  std::vector<Panel> out(4);
  out[0].words = words("chart.territory", shown.say(TextId::ui_chart_territory), ValueKind::share);
  out[0].fans = {
      {&r.of(SeriesId::state_share_area), p.state, std::string(shown.say(TextId::ui_state))},
      {&r.of(SeriesId::jihadist_share_area), p.jihadist,
       std::string(shown.say(TextId::ui_jihadists))}};
  out[1].words = words("chart.deaths", title(SeriesId::deaths), ValueKind::amount);
  out[1].fans = {{&r.of(SeriesId::deaths), p.accent, ""}};
  out[2].words = words("chart.displaced", title(SeriesId::displaced), ValueKind::amount);
  out[2].fans = {{&r.of(SeriesId::displaced), p.accent, ""}};
  out[3].words = words("chart.stages", shown.say(TextId::ui_chart_stages), ValueKind::share);
  for (std::size_t k = 0; k < stage_specs().size(); ++k)
    out[3].layers.push_back(
        {r.stage_share[k], p.stage[k], std::string(stage_specs()[k].label.in(lang))});
  return out;
}

// The top of the value axis: frozen while a slider is held, easing towards its place afterwards.
double eased_top(const Panel& panel, const Shown& shown, Scratch& scratch, Frame& frame) {
  const double wanted = panel.layers.empty() ? fan_top(panel.fans) : 1.0;
  const auto [at, is_new] = scratch.tops.try_emplace(panel.words.id, wanted);
  double& top = at->second;
  if (shown.dragging && !is_new) return top;
  if (shown.view.still || std::abs(top - wanted) < 0.002 * wanted) {
    top = wanted;
  } else {
    top += (wanted - top) * (1.0 - std::exp(-kEaseRate * double(ImGui::GetIO().DeltaTime)));
    frame.moving = true;
  }
  return top;
}

std::string value_text(double v, const ChartWords& words) {
  return words.kind == ValueKind::share ? percent(v, words.lang) : number(v, words.lang, 3);
}

void draw_readout(const Panel& panel, const Shown& shown, int week) {
  const Lang lang = shown.lang();
  const auto w = std::size_t(week);
  begin_tip(shown);
  put_in(shown.look.colours().dim, date_in_words(day_of(shown.draft, week), lang));
  for (const FanLine& fan : panel.fans) {
    const Series& s = *fan.series;
    put_in(fan.colour, fmt::format("{} {}", fan.label.empty() ? panel.words.title : fan.label,
                                   value_text(s.q50[w], panel.words)));
    put(say(lang, TextId::ui_half_of_runs, value_text(s.q25[w], panel.words),
            value_text(s.q75[w], panel.words)));
    put(say(lang, TextId::ui_nine_of_ten, value_text(s.q05[w], panel.words),
            value_text(s.q95[w], panel.words)));
  }
  for (auto layer = panel.layers.rbegin(); layer != panel.layers.rend(); ++layer)
    draw_fact(layer->label, value_text(layer->share[w], panel.words), shown);
  ImGui::EndTooltip();
}

void draw_panel(const Panel& panel, ImVec2 size, const Shown& shown, Scratch& scratch,
                Frame& frame) {
  const Results& results = *shown.results;
  ImGui::InvisibleButton(panel.words.id.c_str(), size);
  frame.note(panel.words.id);
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  std::vector<std::string> labels;
  for (const FanLine& fan : panel.fans)
    if (!fan.label.empty()) labels.push_back(fan.label);
  for (const StackLayer& layer : panel.layers) labels.push_back(layer.label);
  const float room = std::max(label_room(canvas, labels), shown.look.px(10));
  const ChartFrame chart = chart_frame(canvas, shown.look, box, panel.words, results.manifest.weeks,
                                       eased_top(panel, shown, scratch, frame), room);
  draw_axes(canvas, shown.look, chart, panel.words, shown.draft.start);
  if (panel.layers.empty())
    draw_fan(canvas, shown.look, chart, panel.words, panel.fans);
  else
    draw_stack(canvas, shown.look, chart, panel.words, panel.layers);
  draw_week_line(canvas, shown.look, chart, shown.week(), shown.look.colours().text);
  if (!ImGui::IsItemHovered() && !ImGui::IsItemActive()) return;
  const float mouse = std::clamp(ImGui::GetIO().MousePos.x, chart.plot.low.x, chart.plot.high.x);
  const int week = std::clamp(int(std::lround(chart.weeks.value(mouse))), 0, shown.weeks() - 1);
  draw_week_line(canvas, shown.look, chart, week, shown.look.colours().dim);
  if (ImGui::IsItemActive() && week != shown.week()) frame.ask(SetWeek{week});
  draw_readout(panel, shown, week);
}

}  // namespace

void draw_series(const Shown& shown, Scratch& scratch, Frame& frame, int columns, float height) {
  if (!shown.results) {
    put_in(shown.look.colours().dim, shown.say(TextId::ui_no_results_yet));
    return;
  }
  const std::vector<Panel> charts = panels(shown);
  const float gap = shown.look.px(18);
  const float room = ImGui::GetContentRegionAvail().x - gap * float(columns - 1);
  const float extra = columns > 1 ? shown.look.px(64) : 0.0f;  // the stages need room for labels
  const float width = (room - extra) / float(columns);
  for (std::size_t k = 0; k < charts.size(); ++k) {
    const bool last = k + 1 == charts.size();
    draw_panel(charts[k], {width + (last ? extra : 0.0f), height}, shown, scratch, frame);
    if ((int(k) + 1) % columns != 0 && !last) ImGui::SameLine(0, gap);
  }
}

}  // namespace palabre::ui
