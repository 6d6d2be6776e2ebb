// What the view Watch exports: its map with the agents, its charts, its log.

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/run_marks.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/watch/watch_parts.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {
namespace {

std::size_t slot_of(std::string_view id) { return std::size_t(id.back() - '0'); }

// Only where every cercle of the run has a place on the map of the case.
bool map_fits(const FrameInputs& shown) {
  return shown.watch.run->story.trace.cercle_count == int(shown.map.pieces.size());
}

std::string map_csv(const FrameInputs& shown) {
  const Watched& run = *shown.watch.run;
  const int week = watched_week(shown);
  const std::string date = to_string(Date::from(day_of(run.scenario, week)));
  const std::vector<Stand> stands = stands_at(run, week);
  std::string out = "cercle,region,week,date";
  for (const CercleFieldSpec& spec : cercle_field_specs()) out += fmt::format(",{}", spec.id);
  out += ",katiba_fighters,garrison,hunters\n";
  for (int k = 0; k < run.story.trace.cercle_count; ++k) {
    const Cercle& cercle = run.world->cercles[std::size_t(k)];
    const Stand& stand = stands[std::size_t(k)];
    out += fmt::format("{},{},{},{}", csv_words(cercle.name), csv_words(cercle.region), week, date);
    for (std::size_t field = 0; field < cercle_field_specs().size(); ++field)
      out += fmt::format(",{}", run.story.map(CercleFieldId(field), week, k));
    out += fmt::format(",{},{},{}\n", stand.katiba, stand.garrison, stand.hunters);
  }
  return out;
}

}  // namespace

// A run of a case that has changed since bears the wrong recipe: it waits for its own.
std::vector<FigureChoice> watch_figures(const FrameInputs& shown) {
  if (!has_weeks(shown.watch) || shown.watch.run_is_old) return {};
  std::vector<FigureChoice> out;
  if (map_fits(shown))
    out.push_back({"watch.map", std::string(shown.say(TextId::watch_figure_map)), "map"});
  const auto titles = watch_chart_titles(shown);
  for (std::size_t k = 0; k < titles.size(); ++k)
    out.push_back({fmt::format("watch.chart.{}", k), titles[k], "region.watch_charts"});
  out.push_back({"watch.log", std::string(shown.say(TextId::watch_figure_log)), "region.watch_log",
                 FigureFormat::csv});
  return out;
}

void draw_watch_figure(Canvas& canvas, std::string_view id, const Rect& box,
                       const FrameInputs& shown) {
  if (id == "watch.map") return draw_watch_map_on(canvas, box, shown);
  draw_watch_chart_on(canvas, slot_of(id), box, shown);
}

std::string watch_csv(std::string_view id, const FrameInputs& shown) {
  if (id == "watch.map") return map_csv(shown);
  if (id == "watch.log") return watch_log_csv(*shown.watch.run, shown.lang());
  return watch_chart_csv(slot_of(id), shown);
}

std::string watched_in_words(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const Story& story = shown.watch.run->story;
  const std::int64_t runs = shown.draft.replicates;
  std::string out =
      fmt::format("{} {} {}.", shown.say(TextId::watch_run), whole(story.replicate, lang),
                  say(lang, TextId::watch_of, whole(runs, lang), whole(runs - 1, lang)));
  if (!story.failure)
    out += " " +
           say(lang, TextId::watch_ends_as,
               outcome_specs()[std::size_t(story.outcome)].label.in(lang)) +
           ".";
  return out;
}

}  // namespace palabre::ui
