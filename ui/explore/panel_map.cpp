#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/map.hpp"
#include "ui/draw/map_difference.hpp"
#include "ui/draw/run_marks.hpp"
#include "ui/explore/explore.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/map_stage.hpp"
#include "ui/panels/map_words.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/ensemble_task.hpp"
#include "ui/work/parameter_uncertainty.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {

namespace {

// A class of a field in words: "the state holds half or more".
std::string class_in_words(CercleFieldId field, std::size_t at, Lang lang) {
  const auto words = [&](TextId low, TextId high) {
    return std::string(text(at == 0 ? low : high, lang));
  };
  if (field == CercleFieldId::state_share)
    return words(TextId::fan_state_less, TextId::fan_state_most);
  if (field == CercleFieldId::jihadist_share)
    return words(TextId::fan_jihadists_less, TextId::fan_jihadists_most);
  if (field == CercleFieldId::siege) return words(TextId::fan_not_besieged, TextId::fan_besieged);
  if (field == CercleFieldId::pact) return words(TextId::fan_no_pact, TextId::fan_pact);
  const std::vector<double> bounds = class_bounds(field);
  const auto bound = [&](std::size_t k) { return whole(std::int64_t(bounds[k]), lang); };
  if (at == 0) return say(lang, TextId::fan_displaced_few, bound(0));
  if (at == bounds.size()) return say(lang, TextId::fan_displaced_many, bound(at - 1));
  return say(lang, TextId::fan_displaced_between, bound(at - 1), bound(at));
}

// How the runs divide over the classes of the field shown.
void put_disagreement(int cercle, const FrameInputs& shown) {
  const Disagreement* d = shown.edges.disagreement.get();
  if (!d || d->runs == 0 || !is_asked(shown.view.field)) return;
  const Lang lang = shown.lang();
  const bool apart = d->disagrees(shown.view.field, shown.week(), cercle);
  put_in(apart ? shown.look.colours().changed : shown.look.colours().dim,
         text(apart ? TextId::fan_runs_disagree : TextId::fan_runs_agree, lang));
  const std::vector<std::int64_t> counts = d->classes(shown.view.field, shown.week(), cercle);
  const std::vector<int> of_100 = hundredths(counts);
  for (std::size_t k = counts.size(); k-- > 0;)
    if (counts[k] > 0)
      put(say(lang, TextId::fan_in_of_100, of_100[k], class_in_words(shown.view.field, k, lang)));
}

void draw_cercle_tip(int cercle, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  begin_cercle_tip(shown.world().cercles[std::size_t(cercle)], shown);
  if (shown.results) {
    for (std::size_t k = 0; k < cercle_field_specs().size(); ++k) {
      const CercleFieldSpec& spec = cercle_field_specs()[k];
      const double value = shown.results->map(CercleFieldId(k), shown.week(), cercle);
      const std::string words = amount_in_words(value, spec.unit, lang);
      if (CercleFieldId(k) == shown.view.field) {
        put_in(shown.look.colours().accent, fmt::format("{}  {}", spec.label.in(lang), words));
        if (shown.reference && shown.reference->results &&
            shown.reference->results->cercle_count == shown.results->cercle_count &&
            shown.week() < shown.reference->results->manifest.weeks)
          put_in(shown.look.colours().dim,
                 say(lang, shown.pinned ? TextId::ui_pinned : TextId::ui_reference_has,
                     amount_in_words(
                         shown.reference->results->map(CercleFieldId(k), shown.week(), cercle),
                         spec.unit, lang)));
      } else {
        draw_fact(spec.label.in(lang), words, shown);
      }
    }
    put_disagreement(cercle, shown);
  }
  ImGui::PushFont(shown.look.fonts.small);
  std::string foot{shown.say(TextId::ui_map_mean)};
  if (shown.edges.disagreement && is_asked(shown.view.field))
    foot += " " + say(lang, TextId::fan_counted_over, whole(shown.edges.disagreement->runs, lang));
  put_in(shown.look.colours().dim, foot);
  ImGui::PopFont();
  ImGui::EndTooltip();
}

void put_run_in_words(const FrameInputs& shown, Frame& frame) {
  ImGui::PushFont(shown.look.fonts.small);
  put_wrapped(shown.look.colours().dim, run_on_map_in_words(shown));
  ImGui::PopFont();
  frame.note("map.run");
}

// The signs of all runs, or the hatching alone and below it the marks of one run.
LegendFoot legend_foot(const Canvas& canvas, const std::vector<MapSign>& signs,
                       const LegendFoot* marks, const Look& look) {
  return {[&canvas, &signs, marks, &look](float width) {
            return map_signs_key_height(canvas, look, width, signs) +
                   (marks ? marks->height(width) : 0.0f);
          },
          [&signs, marks, &look](Canvas& on, ImVec2 at, float width) {
            at.y += draw_map_signs_key(on, look, at, width, signs);
            if (marks) marks->draw(on, at, width);
          }};
}

// Rather than over the map, a long legend stands in the tooltip of the button.
bool has_room_for_marks(const Canvas& canvas, const MapStage& stage) {
  constexpr float kLines = 26;
  return stage.box.height() > kLines * canvas.text_size("0", Face::small).y;
}

Rect draw_legend(Canvas& canvas, const MapStage& stage, const Watched* run,
                 const FrameInputs& shown, const UiState& ui_state) {
  const Lang lang = shown.lang();
  std::vector<MapSign> signs = map_signs(
      hatching_of(shown.view.field, shown.edges.counts, shown.edges.disagreement.get()), lang);
  if (run) std::erase_if(signs, [](const MapSign& sign) { return sign.kind != MapSign::hatch; });
  const std::vector<std::string> lines = mark_words(lang);
  const DrawSign sign = [&](Canvas& on, std::size_t line, ImVec2 at) {
    draw_mark_of_line(on, shown.look, line, at);
  };
  const LegendFoot marks = foot_of_lines(canvas, lines, sign, shown.look);
  return draw_map_legend(
      canvas, stage, map_scale(*shown.results, shown.view.field),
      legend_foot(canvas, signs, run && has_room_for_marks(canvas, stage) ? &marks : nullptr,
                  shown.look),
      shown, ui_state);
}

// At the right foot of the map, where no land is, beside the buttons that enlarge it.
void draw_agents_button(const MapStage& stage, const FrameInputs& shown, Frame& frame) {
  const float side = ImGui::GetFrameHeight();
  const std::string_view words = shown.say(TextId::line_agents);
  const float wide = ImGui::CalcTextSize(words.data(), words.data() + words.size()).x +
                     2 * ImGui::GetStyle().FramePadding.x;
  ImGui::SetCursorPos({stage.corner.x + stage.size.x - wide - side - shown.look.px(6),
                       stage.corner.y + stage.size.y - side - shown.look.px(2)});
  if (toggle("agents", words, shown.view.agents, shown, frame)) frame.ask(Do{Action::agents});
  if (!ImGui::IsItemHovered()) return;
  const Lang lang = shown.lang();
  begin_tip(shown);
  ImGui::PushTextWrapPos(ImGui::GetFontSize() * 26);
  put(say(lang, TextId::line_agents_tip, chord_text(Action::agents, lang)));
  ImGui::PopTextWrapPos();
  ImGui::PushFont(shown.look.fonts.small);
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  const std::vector<std::string> lines = mark_words(lang);
  for (std::size_t k = 0; k < lines.size(); ++k) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float line = ImGui::GetTextLineHeight();
    draw_mark_of_line(canvas, shown.look, k, {at.x, at.y + line / 2});
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + line * 1.6f);
    put_in(shown.look.colours().dim, lines[k]);
  }
  ImGui::PopFont();
  ImGui::EndTooltip();
}

// Beside the button for agents, where something differs.
void draw_difference_button(const MapStage& stage, const FrameInputs& shown, Frame& frame) {
  if (!shown.answer.differs() && !shown.view.map_difference) return;
  const float pad = 2 * ImGui::GetStyle().FramePadding.x, side = ImGui::GetFrameHeight();
  const std::string_view words = shown.say(TextId::map_show_difference);
  const float right = text_width(shown.say(TextId::line_agents)) + pad + side + shown.look.px(10);
  ImGui::SetCursorPos({stage.corner.x + stage.size.x - right - text_width(words) - pad,
                       stage.corner.y + stage.size.y - side - shown.look.px(2)});
  if (toggle("map_difference", words, shown.view.map_difference, shown, frame))
    frame.ask(Do{Action::map_difference});
  explain(say(shown.lang(), TextId::map_difference_tip,
              shortened(shown.answer.against.in(shown.lang()), 120),
              chord_text(Action::map_difference, shown.lang())),
          shown);
}

std::string difference_head(const FrameInputs& shown, const MapDifference& difference) {
  return say(shown.lang(), TextId::map_difference_head,
             shortened(shown.answer.against.in(shown.lang()), 60),
             whole(difference.pairs, shown.lang()));
}

Rect draw_difference_legend(Canvas& canvas, const MapStage& stage, const MapDifference& difference,
                            const FrameInputs& shown) {
  const Look& look = shown.look;
  const ImVec2 at{stage.box.low.x + look.px(6), stage.box.low.y + look.px(8)};
  const float wide = std::clamp(stage.box.width() * 0.3f, look.px(130), look.px(230));
  const float line = canvas.text_size("0", Face::small).y * 1.1f;
  const auto head = wrapped_words(canvas, difference_head(shown, difference), Face::small, wide);
  const float key = line * float(head.size()) + look.px(3);
  const float high = key + draw_difference_key(nullptr, canvas, look, at, wide, difference,
                                               shown.view.field, shown.lang());
  const Rect ground{{at.x - look.px(4), at.y - look.px(4)},
                    {at.x + wide + look.px(4), at.y + high}};
  canvas.rect(ground, fade(look.colours().panel, 0.85f), look.px(4));
  for (std::size_t k = 0; k < head.size(); ++k)
    canvas.text({at.x, at.y + line * float(k)}, look.colours().text, head[k], Face::small);
  draw_difference_key(&canvas, canvas, look, {at.x, at.y + key}, wide, difference, shown.view.field,
                      shown.lang());
  return ground;
}

// Names and legend over the map of the difference; what it is of one cercle under the mouse.
void draw_difference(Canvas& canvas, const MapStage& stage, const MapDifference& difference,
                     const FrameInputs& shown, Frame& frame) {
  const int under = stage.under >= 0 ? stage.under : shown.view.cercle;
  draw_difference_map(canvas, shown.look, shown.map, stage.place, shown.world(), difference,
                      shown.view.field, std::min(shown.week(), difference.weeks - 1), under);
  const Rect legend = draw_difference_legend(canvas, stage, difference, shown);
  frame.note("map.difference_key", legend);
  draw_map_words(canvas, stage, legend, {}, shown);
}

void draw_difference_tip(int cercle, const MapDifference& difference, const FrameInputs& shown) {
  begin_cercle_tip(shown.world().cercles[std::size_t(cercle)], shown);
  put_in(shown.look.colours().dim,
         cercle_field_specs()[std::size_t(shown.view.field)].label.in(shown.lang()));
  put(map_difference_in_words(difference, shown.view.field,
                              std::min(shown.week(), difference.weeks - 1), cercle, shown.lang()));
  ImGui::EndTooltip();
}

}  // namespace

void draw_map_panel(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  draw_map_head(shown.week(), shown, frame);
  const bool differs = shown.view.map_difference && shown.answer.differs();
  const MapDifference* difference = differs ? shown.details.map_difference.get() : nullptr;
  const Watched* run = run_on_map(shown);
  if (differs && !difference)
    put_in(shown.look.colours().dim, shown.say(TextId::map_difference_waits));
  if (shown.view.agents && shown.results && !difference) put_run_in_words(shown, frame);
  if (difference) {
    const MapStage stage = begin_map_stage(shown, ui_state, frame);
    WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
    canvas.clip(stage.box);
    draw_difference(canvas, stage, *difference, shown, frame);
    canvas.unclip();
    end_map_stage(stage, shown, ui_state, frame);
    draw_agents_button(stage, shown, frame);
    draw_difference_button(stage, shown, frame);
    if (stage.under >= 0 && !stage.held) draw_difference_tip(stage.under, *difference, shown);
    return;
  }
  const MapStage stage = begin_map_stage(shown, ui_state, frame);
  const MapPlace& place = stage.place;
  WindowCanvas canvas(*ImGui::GetWindowDrawList(), shown.look.fonts);
  canvas.clip(stage.box);
  draw_map(canvas, shown.look, shown.map, place, shown.world(), shown.results, shown.view.field,
           shown.week(), stage.under >= 0 ? stage.under : shown.view.cercle,
           shown.edges.disagreement.get());
  if (run)
    draw_run_marks(canvas, shown.look, shown.map, place,
                   stands_at(*run, std::min(shown.week(), run->story.weeks() - 1)),
                   ui_state.map.zoom);
  else if (shown.results && !shown.view.agents)
    draw_map_signs(canvas, shown.look, shown.map, place, *shown.results, shown.week());
  if (shown.results) {
    const Rect legend = draw_legend(canvas, stage, run, shown, ui_state);
    const bool signs = !run && !shown.view.agents;
    draw_map_words(canvas, stage, legend,
                   signs ? sign_boxes(shown.look, shown.map, place, *shown.results, shown.week())
                         : std::vector<Rect>{},
                   shown);
  }
  canvas.unclip();
  end_map_stage(stage, shown, ui_state, frame);
  if (shown.results) draw_agents_button(stage, shown, frame);
  if (shown.results) draw_difference_button(stage, shown, frame);
  if (stage.under >= 0 && !stage.held) draw_cercle_tip(stage.under, shown);
}

}  // namespace palabre::ui
