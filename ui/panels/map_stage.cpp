#include "ui/panels/map_stage.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/map.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/map_words.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

constexpr double kZoomStep = 1.25, kZoomMax = 8.0;
constexpr float kLegendLines = 260.0f;  // at most so wide [pixels at 100 %]

ImVec2 legend_corner(const Rect& box, const Look& look) {
  return {box.low.x + look.px(6), box.low.y + look.px(8)};
}
/// Title, colours and their numbers. [pixels]
float height_of_colours(const Canvas& canvas, const Look& look) {
  return 2 * canvas.text_size("0", Face::small).y + look.px(23);
}

/// The part of a box that a map is centred in, so that it leaves room for a legend.
Rect beside_legend(const MapShape& shape, const Rect& inside, ImVec2 legend, const Look& look) {
  if (legend.x <= 0.0f) return inside;
  const MapPlace centred = place_map(shape, inside);
  const ImVec2 corner = legend_corner(inside, look);
  const float free =
      free_width(shape, centred, corner.x, inside.low.y, corner.y + legend.y) - look.px(8);
  const float buttons = ImGui::GetFrameHeight();
  const float most = inside.high.x - buttons - centred.at(shape.high).x;
  const float shift = std::clamp(legend.x - free, 0.0f, std::max(0.0f, most));
  return {{inside.low.x + 2 * shift, inside.low.y}, inside.high};
}

// Wheel: larger or smaller around the mouse. Drag: moves. Double click: the whole map again.
void move_map(const MapPlace& whole, const Rect& box, ImVec2 middle, bool hovered, bool held,
              UiState& ui_state) {
  const ImGuiIO& io = ImGui::GetIO();
  if (ImGui::IsItemActivated()) ui_state.map.moved = false;
  if (hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
    ui_state.map.zoom = 1.0;
    ui_state.map.pan = {0, 0};
  }
  if (hovered && io.MouseWheel != 0.0f) {
    const double before = ui_state.map.zoom;
    ui_state.map.zoom =
        std::clamp(before * std::pow(kZoomStep, double(io.MouseWheel)), 1.0, kZoomMax);
    // What is under the mouse stays there.
    const float change = float(1.0 / ui_state.map.zoom - 1.0 / before) / whole.scale;
    ui_state.map.pan.x += (io.MousePos.x - middle.x) * change;
    ui_state.map.pan.y += (io.MousePos.y - middle.y) * change;
  }
  if (held && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 4.0f)) {
    ui_state.map.moved = true;
    if (ui_state.map.zoom > 1.0) {
      ui_state.map.pan.x += io.MouseDelta.x / (whole.scale * float(ui_state.map.zoom));
      ui_state.map.pan.y += io.MouseDelta.y / (whole.scale * float(ui_state.map.zoom));
    }
  }
  const float far_x = box.width() / whole.scale * float(0.5 - 0.5 / ui_state.map.zoom);
  const float far_y = box.height() / whole.scale * float(0.5 - 0.5 / ui_state.map.zoom);
  ui_state.map.pan = {std::clamp(ui_state.map.pan.x, -far_x, far_x),
                      std::clamp(ui_state.map.pan.y, -far_y, far_y)};
}

void draw_zoom_buttons(ImVec2 corner, ImVec2 size, const FrameInputs& shown, UiState& ui_state,
                       Frame& frame) {
  struct Step {
    const char* id;
    const char* icon;
    TextId words;
    double factor;
  };
  constexpr std::array kSteps{Step{"zoom_in", "+", TextId::ui_zoom_in, kZoomStep},
                              Step{"zoom_out", "–", TextId::ui_zoom_out, 1 / kZoomStep},
                              Step{"zoom_all", "□", TextId::ui_zoom_all, 0.0}};
  const float side = ImGui::GetFrameHeight();
  for (std::size_t k = 0; k < kSteps.size(); ++k) {
    const Step& step = kSteps[k];
    ImGui::SetCursorPos(
        {corner.x + size.x - side, corner.y + size.y - (side + shown.look.px(2)) * float(3 - k)});
    if (button(step.id, step.icon, frame, step.factor >= 1.0 || ui_state.map.zoom > 1.0)) {
      ui_state.map.zoom =
          step.factor == 0.0 ? 1.0 : std::clamp(ui_state.map.zoom * step.factor, 1.0, kZoomMax);
      if (ui_state.map.zoom == 1.0) ui_state.map.pan = {0, 0};
    }
    explain(fmt::format("{}\n{}", shown.say(step.words), shown.say(TextId::ui_map_help)), shown);
  }
}

}  // namespace

void draw_map_head(int week, const FrameInputs& shown, Frame& frame) {
  heading(week_in_words(shown.draft, week, shown.lang()), shown);
  ImGui::SameLine();
  const float combo = ImGui::GetFontSize() * 14;
  if (ImGui::GetContentRegionAvail().x > combo)
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - combo);
  else
    ImGui::NewLine();
  draw_field_combo(shown, frame);
}

MapStage begin_map_stage(const FrameInputs& shown, UiState& ui_state, Frame& frame, ImVec2 legend) {
  MapStage stage;
  stage.corner = ImGui::GetCursorPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  stage.size = {std::max(room.x, shown.look.px(40)), std::max(room.y, shown.look.px(40))};
  ImGui::InvisibleButton("map", stage.size);
  ImGui::SetItemAllowOverlap();
  frame.note("map");
  const Rect box = stage.box = {ImGui::GetItemRectMin(), ImGui::GetItemRectMax()};
  const bool hovered = ImGui::IsItemHovered();
  stage.held = ImGui::IsItemActive();
  const Rect inside = beside_legend(
      shown.map,
      {{box.low.x, box.low.y + shown.look.px(4)}, {box.high.x, box.high.y - shown.look.px(4)}},
      legend, shown.look);
  const MapPlace whole = place_map(shown.map, inside);
  const ImVec2 middle{(inside.low.x + inside.high.x) / 2, (inside.low.y + inside.high.y) / 2};
  move_map(whole, box, middle, hovered, stage.held, ui_state);
  stage.place = zoomed(whole, inside, ui_state.map.zoom, ui_state.map.pan);
  if (hovered) stage.under = cercle_at(shown.map, stage.place, ImGui::GetIO().MousePos);
  if (ImGui::IsItemDeactivated() && hovered && !ui_state.map.moved)
    frame.ask(SelectCercle{stage.under == shown.view.cercle ? -1 : stage.under});
  return stage;
}

void end_map_stage(const MapStage& stage, const FrameInputs& shown, UiState& ui_state,
                   Frame& frame) {
  draw_zoom_buttons(stage.corner, stage.size, shown, ui_state, frame);
}

LegendFoot foot_of_lines(const Canvas& canvas, const std::vector<std::string>& lines,
                         const DrawSign& draw_sign, const Look& look) {
  const float line = canvas.text_size("0", Face::small).y, indent = line * 1.6f;
  const auto pieces = [&canvas, indent](const std::string& words, float width) {
    return wrapped_words(canvas, words, Face::small, width - indent);
  };
  LegendFoot foot;
  foot.height = [&lines, pieces, line](float width) {
    float height = 0.0f;
    for (const std::string& words : lines) height += line * float(pieces(words, width).size());
    return height;
  };
  foot.draw = [&lines, &draw_sign, &look, pieces, line, indent](Canvas& on, ImVec2 at,
                                                                float width) {
    for (std::size_t k = 0; k < lines.size(); ++k) {
      draw_sign(on, k, {at.x, at.y + line * 0.5f});
      for (const std::string& piece : pieces(lines[k], width)) {
        on.text({at.x + indent, at.y}, look.colours().dim, piece, Face::small);
        at.y += line;
      }
    }
  };
  return foot;
}

void draw_map_words(Canvas& canvas, const MapStage& stage, const Rect& legend,
                    std::vector<Rect> taken, const FrameInputs& shown) {
  const Look& look = shown.look;
  const Rect& box = stage.box;
  const float side = ImGui::GetFrameHeight();
  taken.push_back(legend);
  taken.push_back({{box.high.x - side, box.high.y - 3 * (side + look.px(2))}, box.high});
  taken.push_back({{box.high.x - look.px(190), box.high.y - side - look.px(4)}, box.high});
  taken.push_back(draw_map_scale(canvas, look, stage.place,
                                 {box.low.x + look.px(6), box.high.y - look.px(5)}, look.px(120),
                                 shown.lang()));
  draw_map_names(canvas, look, shown.map, stage.place, box, taken, shown.lang());
}

ImVec2 legend_size(const Canvas& canvas, const LegendFoot& foot, const Look& look) {
  const float wide = look.px(kLegendLines);
  return {wide, height_of_colours(canvas, look) + foot.height(wide)};
}

Rect draw_map_legend(Canvas& canvas, const MapStage& stage, const MapScale& scale,
                     const LegendFoot& foot, const FrameInputs& shown, const UiState& ui_state) {
  const Look& look = shown.look;
  const Lang lang = shown.lang();
  const Rect& box = stage.box;
  const auto& spec = cercle_field_specs()[std::size_t(shown.view.field)];
  std::string title{spec.label.in(lang)};
  if (spec.unit != Unit::Share) title += fmt::format(" ({})", label(spec.unit, lang));
  const ImVec2 key = legend_corner(box, look);
  const auto free_to = [&](float height) {
    return free_width(shown.map, stage.place, key.x, box.low.y, key.y + height) - look.px(8);
  };
  const float bar = height_of_colours(canvas, look);
  const float width = std::clamp(free_to(bar) - look.px(20), look.px(110), look.px(190));
  const float most = look.px(kLegendLines);
  const float least = look.px(110);
  float room = std::clamp(free_to(bar + look.px(60)), least, most);
  // The narrower its lines, the further down they reach, and land may be in the way there too.
  float free = free_to(bar + foot.height(room));
  for (int tried = 0; tried < 4 && room > free && room > least; ++tried) {
    room = std::max(free, least);
    free = free_to(bar + foot.height(room));
  }
  // On a ground of its own: over land, or over the borders of neighbours.
  if (ui_state.map.zoom > 1.0) room = most;
  const float wide = std::max({width, room, canvas.text_size(title, Face::small).x});
  canvas.rect({{key.x - look.px(4), key.y - look.px(4)},
               {key.x + wide + look.px(4), key.y + bar + look.px(3) + foot.height(room)}},
              fade(look.colours().panel, 0.85f), look.px(4));
  const float high = draw_map_key(canvas, look, key, width, scale, title, lang);
  foot.draw(canvas, {key.x, key.y + high + look.px(3)}, room);
  return {key, {key.x + std::max(width, room), key.y + high + look.px(3) + foot.height(room)}};
}

}  // namespace palabre::ui
