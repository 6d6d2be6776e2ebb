#include "ui/explore/series_charts.hpp"

#include <algorithm>
#include <array>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/answer_line.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/ensemble_task.hpp"
#include "ui/work/parameter_uncertainty.hpp"
#include "ui/work/why.hpp"

namespace palabre::ui {
namespace {

constexpr std::array kComposed{Composed{"territory", TextId::ui_chart_territory},
                               Composed{"people", TextId::ui_chart_people},
                               Composed{"stages", TextId::ui_chart_stages}};

SeriesChart two_sides(std::string_view id, SeriesId state, SeriesId jihadist,
                      const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  SeriesChart chart;
  chart.words = {fmt::format("chart.{}", id), chart_title(id, shown.lang()), ValueKind::share,
                 shown.lang()};
  chart.fans = {
      {&shown.results->of(state), p.state, std::string(shown.say(TextId::ui_state))},
      {&shown.results->of(jihadist), p.jihadist, std::string(shown.say(TextId::ui_jihadists))}};
  return chart;
}

SeriesChart stages(const FrameInputs& shown) {
  SeriesChart chart;
  chart.words = {"chart.stages", chart_title("stages", shown.lang()), ValueKind::share,
                 shown.lang()};
  const UncertaintyEnsemble* drawn = shown.edges.spread.get();
  for (std::size_t k = 0; k < stage_specs().size(); ++k) {
    const std::vector<double>& share = shown.results->stage_share[k];
    chart.layers.push_back({share,
                            shown.look.colours().stage[k],
                            std::string(stage_specs()[k].label.in(shown.lang())),
                            {},
                            {}});
    if (drawn && drawn->stages.up_to[k].size() == share.size()) {
      chart.layers.back().up_to = drawn->stages.up_to[k];
      chart.layers.back().in = drawn->stages.in[k];
    }
  }
  return chart;
}

SeriesChart chart_of(std::string_view id, const FrameInputs& shown) {
  if (id == "territory")
    return two_sides(id, SeriesId::state_share_area, SeriesId::jihadist_share_area, shown);
  if (id == "people")
    return two_sides(id, SeriesId::state_share_population, SeriesId::jihadist_share_population,
                     shown);
  const SeriesSpec* spec = find_series(id);
  if (!spec) return stages(shown);
  const auto series = SeriesId(spec - series_specs().data());
  SeriesChart chart;
  chart.words = {fmt::format("chart.{}", id), chart_title(id, shown.lang()),
                 spec->unit == Unit::Share ? ValueKind::share : ValueKind::amount, shown.lang()};
  chart.fans = {{&shown.results->of(series), shown.look.colours().accent, ""}};
  return chart;
}

// The mean of a field, with the bands of the cercle around it once they are there. The line stays
// the mean: in one cercle the median of most weeks is that nothing happens.
Series series_of(CercleFieldId field, int cercle, const Results& results, const CercleFans* fans) {
  Series series;
  for (int week = 0; week < results.manifest.weeks; ++week)
    series.mean.push_back(results.map(field, week, cercle));
  if (fans) {
    series = fans->fields[std::size_t(field)];
    series.q50 = series.mean;
  } else {
    series.q05 = series.q25 = series.q50 = series.q75 = series.q95 = series.mean;
  }
  return series;
}

// The charts of one cercle: means over the runs, for that is what results hold by cercle, and bands
// when they have been gathered.
std::vector<SeriesChart> cercle_charts(const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const Lang lang = shown.lang();
  const int cercle = shown.view.cercle;
  const auto of_here = [&](const std::shared_ptr<const CercleFans>& fans) {
    const bool fits = fans && fans->cercle == cercle &&
                      int(fans->fields.front().mean.size()) == shown.results->manifest.weeks;
    return fits ? fans.get() : nullptr;
  };
  const CercleFans* set = of_here(shown.details.cercle);
  const CercleFans* drawn =
      shown.edges.spread && set ? of_here(shown.details.cercle_drawn) : nullptr;
  std::vector<SeriesChart> out(kChartSlots);
  const auto fill = [&](SeriesChart& chart, const char* id, std::string title, ValueKind kind,
                        std::vector<std::pair<CercleFieldId, ImU32>> fields) {
    chart.words = {fmt::format("chart.cercle_{}", id), std::move(title), kind, lang};
    chart.of_cercle = true;
    chart.has_bands = set != nullptr;
    for (const auto& [field, colour] : fields)
      chart.own.push_back(series_of(field, cercle, *shown.results, set));
    for (std::size_t k = 0; k < fields.size(); ++k) {
      chart.fields.push_back(fields[k].first);
      chart.fans.push_back({&chart.own[k], fields[k].second, "",
                            drawn ? &drawn->fields[std::size_t(fields[k].first)] : nullptr});
    }
  };
  const auto label = [&](CercleFieldId id) {
    return std::string(cercle_field_specs()[std::size_t(id)].label.in(lang));
  };
  fill(out[0], "territory", chart_title("territory", lang), ValueKind::share,
       {{CercleFieldId::state_share, p.state}, {CercleFieldId::jihadist_share, p.jihadist}});
  out[0].fans[0].label = shown.say(TextId::ui_state);
  out[0].fans[1].label = shown.say(TextId::ui_jihadists);
  fill(out[1], "deaths", chart_title("deaths", lang), ValueKind::amount,
       {{CercleFieldId::deaths, p.accent}});
  fill(out[2], "displaced", label(CercleFieldId::displaced), ValueKind::amount,
       {{CercleFieldId::displaced, p.accent}});
  fill(out[3], "pact", label(CercleFieldId::pact) + " / " + label(CercleFieldId::siege),
       ValueKind::share, {{CercleFieldId::pact, p.state}, {CercleFieldId::siege, p.jihadist}});
  out[3].fans[0].label = label(CercleFieldId::pact);
  out[3].fans[1].label = label(CercleFieldId::siege);
  return out;
}

// Rows stand as the layers of a stack do at the end: by where each run ends, then by how long it
// had been there.
void sort_rows(std::vector<ChartRun>& runs) {
  const auto order = [](const ChartRun& run) {
    const std::span<const float> stage = run.lines.front();
    std::size_t there = 0;
    while (there < stage.size() && stage[stage.size() - 1 - there] == stage.back()) ++there;
    return std::pair(stage.empty() ? 0.0f : stage.back(), there);
  };
  std::stable_sort(runs.begin(), runs.end(),
                   [&](const ChartRun& a, const ChartRun& b) { return order(a) < order(b); });
}

void add_runs(SeriesChart& chart, const Lines& lines, int weeks) {
  for (const RunLine& line : lines.runs) {
    if (int(line.stage().size()) != weeks) return;
    ChartRun run{line.replicate, line.outcome, {}};
    if (chart.is_stack()) run.lines.push_back(line.stage());
    for (std::size_t k = 0; k < chart.fans.size(); ++k)
      run.lines.push_back(chart.of_cercle ? line.field(chart.fields[k])
                                          : line.series(chart.fans[k].series->id));
    chart.runs.push_back(std::move(run));
  }
  if (chart.is_stack()) sort_rows(chart.runs);
}

// All runs in grey, or the reference where it has the same weeks; null: neither.
const Results* ghost_of(const FrameInputs& shown) {
  const Results* ghost = shown.whole;
  if (!ghost && shown.reference && differs_from_reference(shown) &&
      shown.reference->scenario.start == shown.draft.start)
    ghost = shown.reference->results.get();
  const bool fits = ghost && ghost->manifest.weeks == shown.weeks() &&
                    ghost->cercle_count == shown.results->cercle_count;
  return fits ? ghost : nullptr;
}

void draw_before(Canvas& canvas, const SeriesChart& chart, const ChartFrame& frame,
                 const FrameInputs& shown) {
  const Results* ghost = ghost_of(shown);
  if (!ghost) return;
  const Results& r = *ghost;
  for (std::size_t k = 0; k < chart.fans.size(); ++k)
    draw_ghost(canvas, shown.look, frame,
               chart.of_cercle ? series_of(chart.fields[k], shown.view.cercle, r, nullptr)
                               : r.of(chart.fans[k].series->id));
  std::vector<std::span<const double>> layers;
  for (std::size_t k = 0; k < chart.layers.size(); ++k) layers.emplace_back(r.stage_share[k]);
  draw_ghost(canvas, shown.look, frame, layers);
}

std::string run_label(std::int64_t replicate, const FrameInputs& shown) {
  return say(shown.lang(), TextId::line_run, whole(replicate, shown.lang()));
}

// Thin lines in the colour of their fan where there are two, else in grey.
void draw_chart_runs(Canvas& canvas, const SeriesChart& chart, const ChartFrame& frame,
                     const FrameInputs& shown, std::int64_t hot) {
  const Palette& p = shown.look.colours();
  const std::int64_t told = told_run(shown);
  std::vector<RunStroke> strokes;
  for (const ChartRun& run : chart.runs)
    for (std::size_t k = 0; k < run.lines.size(); ++k) {
      const bool marked = run.replicate == hot || run.replicate == told;
      RunStroke stroke{run.lines[k], chart.fans.size() > 1 ? chart.fans[k].colour : p.dim, {}};
      if (marked) {
        stroke.label = run_label(run.replicate, shown);
        if (chart.fans.size() == 1) stroke.colour = run.replicate == hot ? p.changed : p.text;
      }
      strokes.push_back(std::move(stroke));
    }
  draw_runs(canvas, shown.look, frame, strokes);
}

bool has_cercle_charts(const FrameInputs& shown) {
  return shown.view.cercle >= 0 && shown.view.cercle < shown.results->cercle_count;
}

void draw_rows(Canvas& canvas, const SeriesChart& chart, const ChartFrame& frame,
               const FrameInputs& shown, std::int64_t hot) {
  const std::int64_t told = told_run(shown);
  std::vector<RunRow> rows;
  for (const ChartRun& run : chart.runs) {
    const bool marked = run.replicate == hot || run.replicate == told;
    rows.push_back({run.lines.front(), marked, marked ? run_label(run.replicate, shown) : ""});
  }
  draw_run_rows(canvas, shown.look, frame, chart.words, chart.layers, rows);
}

}  // namespace

std::span<const Composed> composed_charts() { return kComposed; }

std::string chart_title(std::string_view id, Lang lang) {
  for (const Composed& composed : kComposed)
    if (id == composed.id) return std::string(text(composed.title, lang));
  if (const SeriesSpec* spec = find_series(id)) return std::string(spec->label.in(lang));
  return std::string(id);
}

double SeriesChart::top() const {
  if (is_stack()) return 1.0;
  double top = std::max(fan_top(fans), ghost_top);
  for (const ChartRun& run : runs)
    for (const auto& line : run.lines)
      for (const float v : line) top = std::max(top, double(v));
  return nice_top(top);
}

std::int64_t told_run(const FrameInputs& shown) {
  const Why* why = shown.why.stale ? nullptr : shown.why.asked.answer.get();
  if (!why || why->explained.empty()) return -1;
  return why->explained[std::min(std::size_t(shown.view.story), why->explained.size() - 1)]
      .chosen.replicate;
}

std::vector<SeriesChart> series_charts(const FrameInputs& shown) {
  return series_charts(shown, has_cercle_charts(shown));
}

std::vector<SeriesChart> series_charts(const FrameInputs& shown, bool of_cercle) {
  std::vector<SeriesChart> out;
  if (of_cercle)
    out = cercle_charts(shown);
  else
    for (const std::string& id : shown.view.charts) {
      out.push_back(chart_of(id, shown));
      for (FanLine& fan : out.back().fans) fan.drawn = shown.edges.drawn(*fan.series);
    }
  const Lines* lines = shown.view.lines ? shown.details.lines.get() : nullptr;
  const bool of_these = lines && (!out.front().of_cercle || lines->cercle == shown.view.cercle);
  if (const Results* ghost = ghost_of(shown))
    for (SeriesChart& chart : out)
      for (std::size_t k = 0; k < chart.fans.size(); ++k)
        for (const double high :
             chart.of_cercle ? series_of(chart.fields[k], shown.view.cercle, *ghost, nullptr).q95
                             : ghost->of(chart.fans[k].series->id).q95)
          chart.ghost_top = std::max(chart.ghost_top, high);
  for (SeriesChart& chart : out)
    if (of_these) add_runs(chart, *lines, shown.results->manifest.weeks);
  return out;
}

std::string value_text(double v, const ChartWords& words) {
  return words.kind == ValueKind::share ? percent(v, words.lang) : number(v, words.lang, 3);
}

ChartFrame draw_series_chart(Canvas& canvas, const SeriesChart& chart, const Rect& box, double top,
                             const FrameInputs& shown, std::int64_t hot) {
  constexpr float kGround = 0.55f;  // strength of a fan under lines
  std::vector<std::string> labels;
  for (const FanLine& fan : chart.fans)
    if (!fan.label.empty()) labels.push_back(fan.label);
  for (const StackLayer& layer : chart.layers) labels.push_back(layer.label);
  const float room = std::max(label_room(canvas, labels), shown.look.px(10));
  const ChartFrame frame =
      chart_frame(canvas, shown.look, box, chart.words, shown.results->manifest.weeks, top, room);
  draw_axes(canvas, shown.look, frame, chart.words, shown.draft.start);
  const bool runs = !chart.runs.empty();
  if (chart.is_stack() && runs) {
    draw_rows(canvas, chart, frame, shown, hot);
  } else if (chart.is_stack()) {  // grey lines go behind a fan, but over a filled stack
    draw_stack(canvas, shown.look, frame, chart.words, chart.layers);
    draw_before(canvas, chart, frame, shown);
  } else {
    draw_before(canvas, chart, frame, shown);
    draw_fan(canvas, shown.look, frame, chart.words, chart.fans, runs ? kGround : 1.0f);
    if (runs) draw_chart_runs(canvas, chart, frame, shown, hot);
  }
  return frame;
}

// --- figures for files ---------------------------------------------------------------------------

namespace {

std::string title_of_cercle(const SeriesChart& chart, const FrameInputs& shown) {
  return fmt::format("{} – {}", shown.world().cercles[std::size_t(shown.view.cercle)].name,
                     chart.words.title);
}

// Where no cercle is open, the country's chart.
SeriesChart chart_of_figure(std::string_view id, const FrameInputs& shown) {
  const bool of_cercle = id.starts_with(kCercleFigure) && has_cercle_charts(shown);
  const auto slot = std::min(std::size_t(id.back() - '0'), kChartSlots - 1);
  SeriesChart chart = std::move(series_charts(shown, of_cercle).at(slot));
  if (of_cercle) chart.words.title = title_of_cercle(chart, shown);
  return chart;
}

}  // namespace

std::vector<FigureChoice> chart_figures(const FrameInputs& shown) {
  std::vector<FigureChoice> out;
  for (std::size_t slot = 0; slot < kChartSlots; ++slot)
    out.push_back({fmt::format("{}{}", kChartFigure, slot),
                   chart_title(shown.view.charts[slot], shown.lang()),
                   fmt::format("chart.{}", shown.view.charts[slot])});
  if (!shown.results || !has_cercle_charts(shown)) return out;
  const std::vector<SeriesChart> charts = cercle_charts(shown);
  for (std::size_t slot = 0; slot < charts.size(); ++slot)
    out.push_back({fmt::format("{}{}", kCercleFigure, slot), title_of_cercle(charts[slot], shown),
                   charts[slot].words.id});
  return out;
}

void draw_figure_chart(Canvas& canvas, std::string_view id, const Rect& box,
                       const FrameInputs& shown) {
  const SeriesChart chart = chart_of_figure(id, shown);
  draw_series_chart(canvas, chart, box, chart.top(), shown);
}

std::string chart_csv(std::string_view id, const FrameInputs& shown) {
  const SeriesChart chart = chart_of_figure(id, shown);
  std::string out = "week,date,line,q05,q25,q50,q75,q95,mean,drawn_q05,drawn_q95\n";
  for (int week = 0; week < shown.weeks(); ++week) {
    const auto w = std::size_t(week);
    const std::string head =
        fmt::format("{},{},", week, to_string(Date::from(day_of(shown.draft, week))));
    for (const FanLine& fan : chart.fans) {
      const Series& s = *fan.series;
      out += head + csv_words(fan.label.empty() ? chart.words.title : fan.label);
      if (chart.of_cercle && !chart.has_bands)  // means only, until the bands are gathered
        out += fmt::format(",,,,,,{},", s.mean[w]);
      else
        out += fmt::format(",{},{},{},{},{},{},", s.q05[w], s.q25[w], s.q50[w], s.q75[w], s.q95[w],
                           s.mean[w]);
      out += fan.drawn ? fmt::format("{},{}\n", fan.drawn->q05[w], fan.drawn->q95[w]) : ",\n";
    }
    for (const StackLayer& layer : chart.layers)
      out += fmt::format(
          "{}{},,,,,,{},{}\n", head, csv_words(layer.label), layer.share[w],
          w < layer.in.size() ? fmt::format("{},{}", layer.in[w].low, layer.in[w].high) : ",");
  }
  return out;
}

}  // namespace palabre::ui
