// Small charts of the run watched over the fan of all runs: is it a usual one?

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/watch/watch_parts.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {
namespace {

struct RunLine {
  std::vector<double> values;  // of this run, one a week
  ImU32 colour = 0;
  std::string label;
  Series grey;  // of all runs; empty when unknown
};
struct RunChart {
  ChartWords words;
  std::vector<RunLine> lines;
};

RunLine line_of(SeriesId id, ImU32 colour, std::string label, const FrameInputs& shown) {
  const Story& story = shown.watch.run->story;
  RunLine line;
  line.colour = colour;
  line.label = std::move(label);
  for (int week = 0; week < story.weeks(); ++week) line.values.push_back(story.row(week, id));
  if (shown.results) line.grey = shown.results->of(id);
  return line;
}

ValueKind kind_of_unit(Unit unit) {
  return unit == Unit::Share || unit == Unit::Sieges ? ValueKind::share : ValueKind::amount;
}

RunChart series_chart(SeriesId id, const FrameInputs& shown) {
  const SeriesSpec& spec = series_specs()[std::size_t(id)];
  RunChart chart;
  chart.words = {fmt::format("watch.{}", spec.id), std::string(spec.label.in(shown.lang())),
                 kind_of_unit(spec.unit), shown.lang()};
  chart.lines.push_back(line_of(id, shown.look.colours().accent, "", shown));
  return chart;
}

std::vector<RunChart> nation_charts(const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  RunChart land;
  land.words = {"watch.territory", std::string(shown.say(TextId::ui_chart_territory)),
                ValueKind::share, shown.lang()};
  land.lines = {
      line_of(SeriesId::state_share_area, p.state, std::string(shown.say(TextId::ui_state)), shown),
      line_of(SeriesId::jihadist_share_area, p.jihadist,
              std::string(shown.say(TextId::ui_jihadists)), shown)};
  return {land, series_chart(SeriesId::deaths, shown), series_chart(SeriesId::displaced, shown),
          series_chart(SeriesId::pacts_alive, shown)};
}

RunLine line_of(CercleFieldId field, int cercle, ImU32 colour, std::string label,
                const FrameInputs& shown) {
  const Story& story = shown.watch.run->story;
  RunLine line;
  line.colour = colour;
  line.label = std::move(label);
  for (int week = 0; week < story.weeks(); ++week)
    line.values.push_back(story.map(field, week, cercle));
  if (shown.results && cercle < shown.results->cercle_count)
    for (int week = 0; week < shown.results->manifest.weeks; ++week)
      line.grey.mean.push_back(shown.results->map(field, week, cercle));
  auto& s = line.grey;
  s.q05 = s.q25 = s.q50 = s.q75 = s.q95 = s.mean;
  return line;
}

std::vector<RunChart> cercle_charts(int cercle, const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const Lang lang = shown.lang();
  const auto field = [&](const char* id, CercleFieldId which) {
    const CercleFieldSpec& spec = cercle_field_specs()[std::size_t(which)];
    RunChart chart;
    chart.words = {fmt::format("watch.cercle_{}", id), std::string(spec.label.in(lang)),
                   kind_of_unit(spec.unit), lang};
    chart.lines.push_back(line_of(which, cercle, p.accent, "", shown));
    return chart;
  };
  RunChart land;
  land.words = {"watch.cercle_territory", std::string(shown.say(TextId::ui_chart_territory)),
                ValueKind::share, lang};
  land.lines = {line_of(CercleFieldId::state_share, cercle, p.state,
                        std::string(shown.say(TextId::ui_state)), shown),
                line_of(CercleFieldId::jihadist_share, cercle, p.jihadist,
                        std::string(shown.say(TextId::ui_jihadists)), shown)};
  return {land, field("deaths", CercleFieldId::deaths),
          field("displaced", CercleFieldId::displaced), field("siege", CercleFieldId::siege)};
}

double top_of(const RunChart& chart) {
  double top = 0.0;
  for (const RunLine& line : chart.lines) {
    for (const double v : line.values) top = std::max(top, v);
    for (const double v : line.grey.q95) top = std::max(top, v);
  }
  return nice_top(top);
}

std::string value_text(double v, const ChartWords& words) {
  return words.kind == ValueKind::share ? percent(v, words.lang) : number(v, words.lang, 3);
}

// Where this run stands among all, in words; empty where that is not known.
std::string standing(const RunLine& line, int week, Lang lang) {
  const auto w = std::size_t(week);
  const Series& s = line.grey;
  if (w >= s.q95.size() || s.q05[w] == s.q95[w]) return {};
  const double v = line.values[w];
  const TextId id = v < s.q05[w]   ? TextId::watch_lowest
                    : v < s.q25[w] ? TextId::watch_low
                    : v > s.q95[w] ? TextId::watch_highest
                    : v > s.q75[w] ? TextId::watch_high
                                   : TextId::watch_middle;
  return std::string(text(id, lang));
}

void draw_readout(const RunChart& chart, int week, bool of_cercle, const FrameInputs& shown) {
  begin_tip(shown);
  put_in(shown.look.colours().dim, date_in_words(day_of(shown.draft, week), shown.lang()));
  for (const RunLine& line : chart.lines) {
    put_in(line.colour, fmt::format("{} {}", line.label.empty() ? chart.words.title : line.label,
                                    value_text(line.values[std::size_t(week)], chart.words)));
    const std::string where = of_cercle ? "" : standing(line, week, shown.lang());
    if (!where.empty()) put(where);
  }
  ImGui::EndTooltip();
}

void draw_lines(Canvas& canvas, const RunChart& chart, const ChartFrame& frame,
                const FrameInputs& shown) {
  std::vector<FanLine> grey;
  for (const RunLine& line : chart.lines)
    if (!line.grey.q50.empty()) grey.push_back({&line.grey, shown.look.colours().faint, ""});
  draw_fan(canvas, shown.look, frame, chart.words, grey);
  std::vector<float> heights;
  const float high = canvas.text_size("0", Face::small).y;
  for (const RunLine& line : chart.lines) {
    canvas.polyline(quantile_points(frame, line.values), line.colour, shown.look.px(1.8f));
    heights.push_back(frame.values.at(line.values.back()) - high * 0.5f);
  }
  heights = spread_labels(std::move(heights), high, frame.plot.low.y - high * 0.5f,
                          frame.plot.high.y - high * 0.7f);
  for (std::size_t k = 0; k < chart.lines.size(); ++k)
    canvas.text({frame.plot.high.x + shown.look.px(6), heights[k]}, chart.lines[k].colour,
                chart.lines[k].label, Face::small);
}

ChartFrame draw_chart_on(Canvas& canvas, const RunChart& chart, const Rect& box,
                         const FrameInputs& shown) {
  std::vector<std::string> labels;
  for (const RunLine& line : chart.lines) labels.push_back(line.label);
  const ChartFrame placed =
      chart_frame(canvas, shown.look, box, chart.words, shown.watch.run->scenario.weeks,
                  top_of(chart), std::max(label_room(canvas, labels), shown.look.px(10)));
  draw_axes(canvas, shown.look, placed, chart.words, shown.draft.start);
  draw_lines(canvas, chart, placed, shown);
  draw_week_line(canvas, shown.look, placed, watched_week(shown), shown.look.colours().text);
  return placed;
}

void draw_chart(const RunChart& chart, ImVec2 size, bool of_cercle, const FrameInputs& shown,
                Frame& frame) {
  ImGui::InvisibleButton(chart.words.id.c_str(), size);
  frame.note(chart.words.id);
  const bool hovered = ImGui::IsItemHovered(), held = ImGui::IsItemActive();
  const Rect box{ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const int weeks = shown.watch.run->story.weeks();
  const ChartFrame placed = draw_chart_on(canvas, chart, box, shown);
  if (!held && !hovered) return;
  const float mouse = std::clamp(ImGui::GetIO().MousePos.x, placed.plot.low.x, placed.plot.high.x);
  const int week = std::clamp(int(std::lround(placed.weeks.value(mouse))), 0, weeks - 1);
  draw_week_line(canvas, shown.look, placed, week, shown.look.colours().dim);
  if (held && week != shown.view.week) frame.ask(SetWeek{week});
  draw_readout(chart, week, of_cercle, shown);
}

bool is_of_cercle(const FrameInputs& shown) {
  const int cercle = shown.view.cercle;
  return cercle >= 0 && has_weeks(shown.watch) &&
         cercle < shown.watch.run->story.trace.cercle_count;
}

std::vector<RunChart> charts_now(const FrameInputs& shown) {
  return is_of_cercle(shown) ? cercle_charts(shown.view.cercle, shown) : nation_charts(shown);
}

}  // namespace

std::vector<std::string> watch_chart_titles(const FrameInputs& shown) {
  std::vector<std::string> out;
  for (const RunChart& chart : charts_now(shown)) out.push_back(chart.words.title);
  return out;
}

void draw_watch_chart_on(Canvas& canvas, std::size_t slot, const Rect& box,
                         const FrameInputs& shown) {
  const bool of_cercle = is_of_cercle(shown);
  RunChart chart = charts_now(shown).at(slot);
  std::string what = chart.words.title;
  if (of_cercle)
    what += ", " + shown.watch.run->world->cercles[std::size_t(shown.view.cercle)].name;
  chart.words.title = say(shown.lang(), TextId::watch_figure_title, what,
                          whole(shown.watch.run->story.replicate, shown.lang()));
  const float line = canvas.text_size("0", Face::small).y * 1.4f;
  draw_chart_on(canvas, chart, {box.low, {box.high.x, box.high.y - line}}, shown);
  canvas.text({box.low.x, box.high.y - line * 0.8f}, shown.look.colours().dim,
              shown.say(of_cercle ? TextId::watch_cercle_note : TextId::watch_charts_note),
              Face::small);
}

std::string watch_chart_csv(std::size_t slot, const FrameInputs& shown) {
  const RunChart chart = charts_now(shown).at(slot);
  const bool fan = !is_of_cercle(shown);  // of a cercle only the mean is known
  std::string out = "week,date";
  for (const RunLine& line : chart.lines) {
    const std::string name = csv_words(line.label.empty() ? chart.words.title : line.label);
    out += fmt::format(",{},{} {}", name, name, fan ? "q05" : "mean");
    if (fan) out += fmt::format(",{0} q50,{0} q95", name);
  }
  out += "\n";
  for (int week = 0; week < shown.watch.run->story.weeks(); ++week) {
    const auto w = std::size_t(week);
    out += fmt::format("{},{}", week, to_string(Date::from(day_of(shown.draft, week))));
    for (const RunLine& line : chart.lines) {
      out += fmt::format(",{}", line.values[w]);
      const Series& s = line.grey;
      const bool known = w < s.q50.size();
      out += known ? fmt::format(",{}", s.q05[w]) : ",";
      if (fan) out += known ? fmt::format(",{},{}", s.q50[w], s.q95[w]) : ",,";
    }
    out += "\n";
  }
  return out;
}

void draw_watch_charts(const FrameInputs& shown, Frame& frame, int columns, float height) {
  const int cercle = shown.view.cercle;
  const bool has_run = has_weeks(shown.watch), of_cercle = is_of_cercle(shown);
  heading(of_cercle ? std::string_view(shown.watch.run->world->cercles[std::size_t(cercle)].name)
                    : shown.say(TextId::watch_charts),
          shown);
  if (of_cercle) {
    ImGui::SameLine();
    if (button("whole_country", shown.say(TextId::ui_whole_country), frame))
      frame.ask(SelectCercle{-1});
  }
  if (!has_run) return;
  ImGui::PushFont(shown.look.fonts.small);
  put_wrapped(shown.look.colours().dim,
              shown.say(of_cercle ? TextId::watch_cercle_note : TextId::watch_charts_note));
  ImGui::PopFont();
  const std::vector<RunChart> charts = charts_now(shown);
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float gap = shown.look.px(18), between = ImGui::GetStyle().ItemSpacing.y;
  if (height == 0.0f) {  // all of them, unless they could not be read
    const float count = float(charts.size());
    height = std::max((room.y - between * (count - 1)) / count - 1.0f, ImGui::GetFontSize() * 6);
  }
  const float width = (room.x - gap * float(columns - 1)) / float(columns);
  for (std::size_t k = 0; k < charts.size(); ++k) {
    draw_chart(charts[k], {width, height}, of_cercle, shown, frame);
    if ((int(k) + 1) % columns != 0 && k + 1 < charts.size()) ImGui::SameLine(0, gap);
  }
}

}  // namespace palabre::ui
