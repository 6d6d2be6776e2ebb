#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/panels.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

constexpr double kEaseRate = 9.0;  // [1/s] how fast an axis follows after a drag

// One small multiple: what it shows, drawn anew each frame from the results.
struct Panel {
  ChartWords words;
  std::vector<FanLine> fans;
  std::vector<StackLayer> layers;
  std::vector<Series> own;  // of a cercle: means, made for this frame
  bool only_mean = false;
};

// What a chart can show beside single series.
struct Composed {
  const char* id;
  TextId title;
};
constexpr std::array kComposed{Composed{"territory", TextId::ui_chart_territory},
                               Composed{"people", TextId::ui_chart_people},
                               Composed{"stages", TextId::ui_chart_stages}};

std::string title_of(std::string_view id, Lang lang) {
  for (const Composed& composed : kComposed)
    if (id == composed.id) return std::string(text(composed.title, lang));
  if (const SeriesSpec* spec = find_series(id)) return std::string(spec->label.in(lang));
  return std::string(id);
}

Panel two_sides(std::string_view id, SeriesId state, SeriesId jihadist, const Shown& shown) {
  const Palette& p = shown.look.colours();
  Panel panel;
  panel.words = {fmt::format("chart.{}", id), title_of(id, shown.lang()), ValueKind::share,
                 shown.lang()};
  panel.fans = {
      {&shown.results->of(state), p.state, std::string(shown.say(TextId::ui_state))},
      {&shown.results->of(jihadist), p.jihadist, std::string(shown.say(TextId::ui_jihadists))}};
  return panel;
}

Panel stages(const Shown& shown) {
  Panel panel;
  panel.words = {"chart.stages", title_of("stages", shown.lang()), ValueKind::share, shown.lang()};
  for (std::size_t k = 0; k < stage_specs().size(); ++k)
    panel.layers.push_back({shown.results->stage_share[k], shown.look.colours().stage[k],
                            std::string(stage_specs()[k].label.in(shown.lang()))});
  return panel;
}

Panel panel_of(std::string_view id, const Shown& shown) {
  if (id == "territory")
    return two_sides(id, SeriesId::state_share_area, SeriesId::jihadist_share_area, shown);
  if (id == "people")
    return two_sides(id, SeriesId::state_share_population, SeriesId::jihadist_share_population,
                     shown);
  const SeriesSpec* spec = find_series(id);
  if (!spec) return stages(shown);
  const auto series = SeriesId(spec - series_specs().data());
  Panel panel;
  panel.words = {fmt::format("chart.{}", id), title_of(id, shown.lang()),
                 spec->unit == Unit::Share ? ValueKind::share : ValueKind::amount, shown.lang()};
  panel.fans = {{&shown.results->of(series), shown.look.colours().accent, ""}};
  return panel;
}

Series mean_of(CercleFieldId field, int cercle, const Results& results) {
  Series series;
  for (int week = 0; week < results.manifest.weeks; ++week)
    series.mean.push_back(results.map(field, week, cercle));
  series.q05 = series.q25 = series.q50 = series.q75 = series.q95 = series.mean;
  return series;
}

// The charts of one cercle: means over the runs, for that is what results hold by cercle.
std::vector<Panel> cercle_panels(const Shown& shown) {
  const Palette& p = shown.look.colours();
  const Lang lang = shown.lang();
  std::vector<Panel> out(kChartSlots);
  const auto fill = [&](Panel& panel, const char* id, std::string title, ValueKind kind,
                        std::vector<std::pair<CercleFieldId, ImU32>> fields) {
    panel.words = {fmt::format("chart.cercle_{}", id), std::move(title), kind, lang};
    panel.only_mean = true;
    for (const auto& [field, colour] : fields)
      panel.own.push_back(mean_of(field, shown.view.cercle, *shown.results));
    for (std::size_t k = 0; k < fields.size(); ++k)
      panel.fans.push_back({&panel.own[k], fields[k].second, ""});
  };
  const auto label = [&](CercleFieldId id) {
    return std::string(cercle_field_specs()[std::size_t(id)].label.in(lang));
  };
  fill(out[0], "territory", title_of("territory", lang), ValueKind::share,
       {{CercleFieldId::state_share, p.state}, {CercleFieldId::jihadist_share, p.jihadist}});
  out[0].fans[0].label = shown.say(TextId::ui_state);
  out[0].fans[1].label = shown.say(TextId::ui_jihadists);
  fill(out[1], "deaths", title_of("deaths", lang), ValueKind::amount,
       {{CercleFieldId::deaths, p.accent}});
  fill(out[2], "displaced", label(CercleFieldId::displaced), ValueKind::amount,
       {{CercleFieldId::displaced, p.accent}});
  fill(out[3], "pact", label(CercleFieldId::pact) + " / " + label(CercleFieldId::siege),
       ValueKind::share, {{CercleFieldId::pact, p.state}, {CercleFieldId::siege, p.jihadist}});
  out[3].fans[0].label = label(CercleFieldId::pact);
  out[3].fans[1].label = label(CercleFieldId::siege);
  return out;
}

std::vector<Panel> panels(const Shown& shown) {
  if (shown.view.cercle >= 0 && shown.view.cercle < shown.results->cercle_count)
    return cercle_panels(shown);
  std::vector<Panel> out;
  for (const std::string& id : shown.view.charts) {
    out.push_back(panel_of(id, shown));
    for (FanLine& fan : out.back().fans) fan.drawn = shown.edges.drawn(*fan.series);
  }
  return out;
}

// The top of the value axis: frozen while a slider is held, easing towards its place afterwards.
double eased_top(const Panel& panel, const Shown& shown, Scratch& scratch, Frame& frame) {
  const double wanted = panel.layers.empty() ? fan_top(panel.fans) : 1.0;
  const auto [at, is_new] = scratch.tops.try_emplace(panel.words.id, wanted);
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
    if (panel.only_mean) continue;
    put(say(lang, TextId::ui_half_of_runs, value_text(s.q25[w], panel.words),
            value_text(s.q75[w], panel.words)));
    put(say(lang, TextId::ui_nine_of_ten, value_text(s.q05[w], panel.words),
            value_text(s.q95[w], panel.words)));
    if (fan.drawn)
      put(say(lang, TextId::fan_drawn_of_runs,
              value_text(std::min(s.q05[w], fan.drawn->q05[w]), panel.words),
              value_text(std::max(s.q95[w], fan.drawn->q95[w]), panel.words)));
  }
  for (auto layer = panel.layers.rbegin(); layer != panel.layers.rend(); ++layer)
    draw_fact(layer->label, value_text(layer->share[w], panel.words), shown);
  ImGui::EndTooltip();
}

// All runs in grey, or the pinned case where it has the same weeks.
void draw_pinned(Canvas& canvas, const Panel& panel, const ChartFrame& chart, const Shown& shown) {
  const Results* ghost = shown.whole;
  if (!ghost && shown.pinned && !(shown.pinned->scenario == shown.draft))
    ghost = shown.pinned->results.get();
  if (!ghost) return;
  const Results& r = *ghost;
  if (r.manifest.weeks != shown.weeks() || r.cercle_count != shown.results->cercle_count) return;
  for (const FanLine& fan : panel.fans) {
    if (panel.only_mean) continue;
    draw_ghost(canvas, shown.look, chart, r.of(fan.series->id));
  }
  std::vector<std::span<const double>> layers;
  for (std::size_t k = 0; k < panel.layers.size(); ++k) layers.emplace_back(r.stage_share[k]);
  draw_ghost(canvas, shown.look, chart, layers);
}

ChartFrame draw_chart(Canvas& canvas, const Panel& panel, const Rect& box, double top,
                      const Results& results, const Shown& shown) {
  std::vector<std::string> labels;
  for (const FanLine& fan : panel.fans)
    if (!fan.label.empty()) labels.push_back(fan.label);
  for (const StackLayer& layer : panel.layers) labels.push_back(layer.label);
  const float room = std::max(label_room(canvas, labels), shown.look.px(10));
  const ChartFrame chart =
      chart_frame(canvas, shown.look, box, panel.words, results.manifest.weeks, top, room);
  draw_axes(canvas, shown.look, chart, panel.words, shown.draft.start);
  if (panel.layers.empty()) {  // grey lines go behind a fan, but over a filled stack
    draw_pinned(canvas, panel, chart, shown);
    draw_fan(canvas, shown.look, chart, panel.words, panel.fans);
  } else {
    draw_stack(canvas, shown.look, chart, panel.words, panel.layers);
    draw_pinned(canvas, panel, chart, shown);
  }
  return chart;
}

// The title is a button: it opens the list of what the chart can show.
void draw_chooser(std::size_t slot, const Panel& panel, const Rect& box, const Shown& shown,
                  Frame& frame) {
  const Palette& p = shown.look.colours();
  const ImVec2 after = ImGui::GetCursorScreenPos();
  const float high = ImGui::GetTextLineHeight() + shown.look.px(4);
  ImGui::SetCursorScreenPos(box.low);
  const bool pressed = ImGui::InvisibleButton("choose", {box.width(), high});
  frame.reach(fmt::format("chart.{}.choose", slot));
  if (ImGui::IsItemHovered()) {
    ImGui::GetWindowDrawList()->AddLine({box.low.x, box.low.y + high},
                                        {box.high.x, box.low.y + high}, p.accent, shown.look.px(1));
    explain(fmt::format("{}\n{}", panel.words.title, shown.say(TextId::ui_panel_choose)), shown);
  }
  if (pressed) ImGui::OpenPopup("choices");
  ImGui::SetNextWindowSizeConstraints({0, 0}, {FLT_MAX, ImGui::GetIO().DisplaySize.y * 0.7f});
  if (ImGui::BeginPopup("choices")) {
    const auto choice = [&](std::string_view id) {
      if (ImGui::Selectable(fmt::format("{}##{}", title_of(id, shown.lang()), id).c_str(),
                            shown.view.charts[slot] == id))
        frame.ask(SetChart{slot, std::string(id)});
      frame.reach(fmt::format("choice.{}", id));
    };
    for (const Composed& composed : kComposed) choice(composed.id);
    ImGui::Separator();
    for (const SeriesSpec& spec : series_specs()) choice(spec.id);
    ImGui::EndPopup();
  }
  ImGui::SetCursorScreenPos(after);
}

void draw_panel(std::size_t slot, const Panel& panel, ImVec2 size, const Shown& shown,
                Scratch& scratch, Frame& frame) {
  const Results& results = *shown.results;
  ImGui::PushID(int(slot));
  ImGui::BeginGroup();
  ImGui::InvisibleButton("chart", size);
  ImGui::SetItemAllowOverlap();
  frame.note(panel.words.id);
  const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const ChartFrame chart =
      draw_chart(canvas, panel, box, eased_top(panel, shown, scratch, frame), results, shown);
  draw_week_line(canvas, shown.look, chart, shown.week(), shown.look.colours().text);
  if (!panel.only_mean) draw_chooser(slot, panel, box, shown, frame);
  ImGui::EndGroup();
  ImGui::PopID();
  const bool in_plot = ImGui::GetIO().MousePos.y >= chart.plot.low.y;
  if (!held && (!hovered || !in_plot)) return;
  const float mouse = std::clamp(ImGui::GetIO().MousePos.x, chart.plot.low.x, chart.plot.high.x);
  const int week = std::clamp(int(std::lround(chart.weeks.value(mouse))), 0, shown.weeks() - 1);
  draw_week_line(canvas, shown.look, chart, week, shown.look.colours().dim);
  if (held && week != shown.week()) frame.ask(SetWeek{week});
  draw_readout(panel, shown, week);
}

}  // namespace

void draw_series(const Shown& shown, Scratch& scratch, Frame& frame, int columns, float height) {
  if (!shown.results) {
    put_in(shown.look.colours().dim, shown.say(TextId::ui_no_results_yet));
    return;
  }
  const std::vector<Panel> charts = panels(shown);
  if (charts.front().only_mean) {
    const std::string& name = shown.world().cercles[std::size_t(shown.view.cercle)].name;
    heading(say(shown.lang(), TextId::ui_cercle_charts, name), shown);
    ImGui::SameLine();
    if (button("whole_country", shown.say(TextId::ui_whole_country), frame))
      frame.ask(SelectCercle{-1});
    height = std::max(height - ImGui::GetFrameHeightWithSpacing(), shown.look.px(90));
  }
  const float gap = shown.look.px(18);
  const float room = ImGui::GetContentRegionAvail().x - gap * float(columns - 1);
  const auto stacked = [](const Panel& panel) { return !panel.layers.empty(); };
  const auto stacks = std::count_if(charts.begin(), charts.end(), stacked);
  // Stages need room for their labels beside the axis and something of a plot.
  float labels = 0.0f;
  for (const Panel& panel : charts)
    for (const StackLayer& layer : panel.layers) labels = std::max(labels, text_width(layer.label));
  const float needed = labels + ImGui::GetFontSize() * 7;
  const float extra = columns > 1 ? std::max(shown.look.px(64),
                                             (needed * float(columns) - room) / float(columns - 1))
                                  : 0.0f;
  const float width = (room - extra * float(stacks)) / float(columns);
  for (std::size_t k = 0; k < charts.size(); ++k) {
    const bool last = k + 1 == charts.size();
    draw_panel(k, charts[k], {width + (stacked(charts[k]) ? extra : 0.0f), height}, shown, scratch,
               frame);
    if ((int(k) + 1) % columns != 0 && !last) ImGui::SameLine(0, gap);
  }
}

// --- figures for files ---------------------------------------------------------------------------

std::string figure_title(std::size_t slot, const Shown& shown) {
  return title_of(shown.view.charts.at(slot), shown.lang());
}

void draw_figure_chart(Canvas& canvas, std::size_t slot, const Rect& box, const Shown& shown) {
  const Panel panel = panels(shown).at(slot);
  const double top = panel.layers.empty() ? fan_top(panel.fans) : 1.0;
  draw_chart(canvas, panel, box, top, *shown.results, shown);
}

std::string chart_csv(std::size_t slot, const Shown& shown) {
  const Panel panel = panels(shown).at(slot);
  std::string out = "week,date,line,q05,q25,q50,q75,q95,mean,drawn_q05,drawn_q95\n";
  for (int week = 0; week < shown.weeks(); ++week) {
    const auto w = std::size_t(week);
    const std::string head =
        fmt::format("{},{},", week, to_string(Date::from(day_of(shown.draft, week))));
    for (const FanLine& fan : panel.fans) {
      const Series& s = *fan.series;
      out += fmt::format("{}{},{},{},{},{},{},{},", head,
                         csv_words(fan.label.empty() ? panel.words.title : fan.label), s.q05[w],
                         s.q25[w], s.q50[w], s.q75[w], s.q95[w], s.mean[w]);
      out += fan.drawn ? fmt::format("{},{}\n", fan.drawn->q05[w], fan.drawn->q95[w]) : ",\n";
    }
    for (const StackLayer& layer : panel.layers)
      out += fmt::format("{}{},,,,,,{},,\n", head, csv_words(layer.label), layer.share[w]);
  }
  return out;
}

}  // namespace palabre::ui
