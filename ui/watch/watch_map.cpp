// The map of Watch: a field of this run in colour, its agents as marks.

#include <algorithm>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/map.hpp"
#include "ui/draw/run_marks.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/map_stage.hpp"
#include "ui/panels/map_words.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/watch/watch_parts.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {
namespace {

// The same over all weeks of the run, so that colours keep their meaning while time moves.
MapScale scale_of(const Watched& run, CercleFieldId field) {
  const Unit unit = cercle_field_specs()[std::size_t(field)].unit;
  if (unit == Unit::Share || unit == Unit::Sieges) return {1.0, true};
  return {nice_top(run.tops[std::size_t(field)]), false};
}

std::vector<ImU32> colours_of(const Watched& run, CercleFieldId field, int week) {
  const double top = scale_of(run, field).top;
  std::vector<ImU32> out;
  for (int cercle = 0; cercle < run.story.trace.cercle_count; ++cercle)
    out.push_back(sequential(run.story.map(field, week, cercle) / top));
  return out;
}

// Row of state_nation_specs() in the trace of a week.
double nation(const Watched& run, int week, std::string_view name) {
  const auto specs = state_nation_specs();
  const auto at = std::find_if(specs.begin(), specs.end(),
                               [&](const StateSpec& spec) { return spec.name == name; });
  return run.story.trace.nation[std::size_t(week) * specs.size() + std::size_t(at - specs.begin())];
}

std::string persons(double value, Lang lang) { return whole(std::llround(value), lang); }

void draw_tip(int cercle, const Watched& run, int week, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const palabre::CercleConstants& there = run.model->places[std::size_t(cercle)];
  const Stand stand = stands_at(run, week)[std::size_t(cercle)];
  begin_cercle_tip(run.world->cercles[std::size_t(cercle)], shown);
  for (std::size_t k = 0; k < cercle_field_specs().size(); ++k) {
    const CercleFieldSpec& spec = cercle_field_specs()[k];
    const std::string words =
        CercleFieldId(k) == CercleFieldId::pact
            ? std::string(shown.say(stand.pact ? TextId::yes : TextId::no))
            : amount_in_words(run.story.map(CercleFieldId(k), week, cercle), spec.unit, lang);
    if (CercleFieldId(k) == shown.view.field)
      put_in(shown.look.colours().accent, fmt::format("{}  {}", spec.label.in(lang), words));
    else
      draw_fact(spec.label.in(lang), words, shown);
  }
  ImGui::Separator();
  const auto force = [&](TextId name, double value) {
    if (value >= 0.5) draw_fact(shown.say(name), persons(value, lang), shown);
  };
  force(TextId::watch_tip_katiba, stand.katiba);
  force(TextId::watch_tip_rivals, stand.rivals);
  force(TextId::watch_tip_garrison, stand.garrison);
  force(TextId::watch_tip_hunters, stand.hunters);
  force(TextId::watch_tip_french, there.french * nation(run, week, "french_troops"));
  force(TextId::watch_tip_minusma, there.minusma * nation(run, week, "minusma_troops"));
  force(TextId::watch_tip_russians, there.russian * nation(run, week, "russian_troops"));
  ImGui::PushFont(shown.look.fonts.small);
  put_in(shown.look.colours().dim, shown.say(TextId::watch_tip_run));
  ImGui::PopFont();
  ImGui::EndTooltip();
}

// Who is in the country as a whole: these are told as numbers, not as marks.
std::string troops_in_words(const Watched& run, int week, Lang lang) {
  return say(lang, TextId::watch_troops, persons(nation(run, week, "french_troops"), lang),
             persons(nation(run, week, "minusma_troops"), lang),
             persons(nation(run, week, "russian_troops"), lang));
}

void draw_troops(const Watched& run, int week, const FrameInputs& shown) {
  ImGui::PushFont(shown.look.fonts.small);
  put_wrapped(shown.look.colours().dim, troops_in_words(run, week, shown.lang()));
  ImGui::PopFont();
}

}  // namespace

void draw_watch_map_on(Canvas& canvas, const Rect& box, const FrameInputs& shown) {
  const Watched& run = *shown.watch.run;
  const Look& look = shown.look;
  const Lang lang = shown.lang();
  const Palette& p = look.colours();
  const CercleFieldId field = shown.view.field;
  const CercleFieldSpec& spec = cercle_field_specs()[std::size_t(field)];
  const int week = watched_week(shown);
  const float line = canvas.text_size("0").y, small = canvas.text_size("0", Face::small).y;
  canvas.begin("watch.map", spec.label.in(lang));
  const std::string what =
      fmt::format("{}, {}", spec.label.in(lang), date_in_words(day_of(shown.draft, week), lang));
  canvas.text(box.low, p.text,
              say(lang, TextId::watch_figure_title, what, whole(run.story.replicate, lang)),
              Face::bold);
  const Rect inside{{box.low.x, box.low.y + line * 1.5f}, box.high};
  const MapPlace place = place_map(shown.map, inside);
  draw_coloured_map(canvas, look, shown.map, place, shown.world(), colours_of(run, field, week),
                    shown.view.cercle);
  draw_run_marks(canvas, look, shown.map, place, stands_at(run, week), 1.0);
  std::string title{spec.label.in(lang)};
  if (spec.unit != Unit::Share) title += fmt::format(" ({})", label(spec.unit, lang));
  ImVec2 at = inside.low;
  at.y += draw_map_key(canvas, look, at, look.px(190), scale_of(run, field), title, lang) + small;
  const std::vector<std::string> lines = mark_words(lang);
  const DrawSign sign = [&](Canvas& on, std::size_t k, ImVec2 left) {
    draw_mark_of_line(on, look, k, left);
  };
  const LegendFoot foot = foot_of_lines(canvas, lines, sign, look);
  foot.draw(canvas, at, look.px(260));
  at.y += foot.height(look.px(260)) + small;
  const std::string troops = troops_in_words(run, week, lang);
  for (const std::string& piece : wrapped_words(canvas, troops, Face::small, look.px(260))) {
    canvas.text(at, p.dim, piece, Face::small);
    at.y += small * 1.2f;
  }
  canvas.end();
}

void draw_watch_map(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const int week = watched_week(shown);
  draw_map_head(week, shown, frame);
  const Watched* run = has_weeks(shown.watch) ? shown.watch.run.get() : nullptr;
  const bool fits = run && run->story.trace.cercle_count == int(shown.map.pieces.size());
  if (run) draw_troops(*run, week, shown);
  const Look& look = shown.look;
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), look.fonts);
  const std::vector<std::string> lines = mark_words(shown.lang());
  const DrawSign sign = [&](Canvas& on, std::size_t line, ImVec2 at) {
    draw_mark_of_line(on, look, line, at);
  };
  const LegendFoot foot = foot_of_lines(canvas, lines, sign, look);
  const MapStage stage = begin_map_stage(shown, ui_state, frame, legend_size(canvas, foot, look));
  canvas.clip(stage.box);
  const int marked = stage.under >= 0 ? stage.under : shown.view.cercle;
  const CercleFieldId field = shown.view.field;
  draw_coloured_map(canvas, look, shown.map, stage.place, shown.world(),
                    fits ? colours_of(*run, field, week)
                         : std::vector<ImU32>(shown.map.pieces.size(), look.colours().track),
                    marked);
  if (fits) {
    draw_run_marks(canvas, look, shown.map, stage.place, stands_at(*run, week), ui_state.map.zoom);
    draw_map_legend(canvas, stage, scale_of(*run, field), foot, shown, ui_state);
  }
  canvas.unclip();
  end_map_stage(stage, shown, ui_state, frame);
  if (fits && stage.under >= 0 && !stage.held) draw_tip(stage.under, *run, week, shown);
}

}  // namespace palabre::ui
