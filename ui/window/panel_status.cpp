#include <algorithm>

#include "sim/report/report.hpp"
#include "sim/run/engine/blocks.hpp"
#include "sim/scenario/plausible_worlds.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/status.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/ensemble_details.hpp"
#include "ui/work/parameter_uncertainty.hpp"

namespace palabre::ui {
namespace {

constexpr std::size_t kCautionMax = 1200, kNoticeMax = 400;  // [bytes]

std::string caution(const FrameInputs& shown) {
  const std::string missing = not_modelled_in_words(shown.draft.not_modelled, shown.lang());
  return shortened(std::string(shown.say(TextId::not_a_forecast)) + "  " + missing, kCautionMax);
}

std::string progress(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const RunState& run = shown.run;
  std::string out = say(lang, TextId::ui_runs_done, whole(run.done, lang), whole(run.total, lang));
  if (run.stopped)
    out += " · " + std::string(shown.say(TextId::ui_stopped));
  else if (!run.running && !shown.view.hide_timings)
    out = say(lang, TextId::ui_in_seconds, out, number(run.seconds, lang, 2));
  if (shown.autosaved && shown.dirty && !shown.view.hide_timings)
    out += " · " + std::string(shown.say(TextId::ui_autosaved));
  if (shown.results && !run.running)
    out += " · " + say(lang, TextId::ui_digest, shown.results->digest.substr(0, 8));
  return out;
}

// The longest progress() for as many runs: the sentences beside it keep their place.
std::string longest_progress(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const std::string all = whole(shown.run.total, lang);
  return say(lang, TextId::ui_in_seconds, say(lang, TextId::ui_runs_done, all, all),
             number(8.88, lang)) +
         " · " + say(lang, TextId::ui_digest, "00000000");
}

// What was last refused or done; otherwise how to begin, in few words where there is little room.
// The line is always there, so that nothing jumps when there is something to say.
std::string first_line(const FrameInputs& shown, float room) {
  if (!shown.notice.empty()) return shortened(shown.notice, kNoticeMax);
  const std::string help = chord_text(Action::help, shown.lang());
  const std::string whole = say(shown.lang(), TextId::ui_hint, help);
  return text_width(whole) <= room ? whole : say(shown.lang(), TextId::ui_hint_short, help);
}

// What the bands of the fans mean at this moment.
std::string bands(const FrameInputs& shown, EdgeState state) {
  const Lang lang = shown.lang();
  if (plays_over_worlds(shown.draft, shown.world()))  // with or without the hatched strips
    return std::string(shown.say(TextId::fan_bands_worlds));
  switch (state) {
    case EdgeState::there:
      return std::string(shown.say(TextId::fan_bands_there));
    case EdgeState::waiting:
      return std::string(shown.say(TextId::fan_bands_waiting));
    case EdgeState::running:
      return say(lang, TextId::fan_bands_running, whole(shown.edges.done, lang),
                 whole(shown.draft.replicates, lang));
    case EdgeState::fixed:
      return std::string(shown.say(TextId::fan_bands_fixed));
    case EdgeState::stopped:
      return std::string(shown.say(TextId::fan_bands_stopped));
    case EdgeState::failed:
      return std::string(shown.say(TextId::fan_bands_failed));
    case EdgeState::off:
    case EdgeState::worlds:
      break;
  }
  return std::string(shown.say(TextId::fan_bands_off));
}

// With single runs over them the bands are not hatched.
std::string lines_and_bands(const FrameInputs& shown) {
  const bool worlds = plays_over_worlds(shown.draft, shown.world());
  return say(shown.lang(), worlds ? TextId::fan_bands_lines_worlds : TextId::fan_bands_lines,
             kLinesDrawn);
}

// The sentence keeps its place while it changes.
float longest_bands(const FrameInputs& shown) {
  float out = text_width(bands(shown, EdgeState::off));
  for (const EdgeState state : {EdgeState::there, EdgeState::waiting, EdgeState::running,
                                EdgeState::fixed, EdgeState::stopped, EdgeState::failed})
    out = std::max(out, text_width(bands(shown, state)));
  if (shown.view.lines) out = std::max(out, text_width(lines_and_bands(shown)));
  return out;
}

std::string bands_tip(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const Edges& edges = shown.edges;
  const std::string click =
      "\n" + say(lang, TextId::fan_tip_click, chord_text(Action::edges, lang));
  if (plays_over_worlds(shown.draft, shown.world())) {
    const std::int64_t worlds = std::min(shown.world().worlds_of(shown.draft.switches)->size(),
                                         blocks_of(shown.draft.replicates));
    return say(lang, TextId::fan_tip_worlds, whole(worlds, lang)) + "\n" +
           std::string(shown.say(TextId::fan_tip_worlds_range)) + click;
  }
  const std::string width = percent(shown.draft.params.uncertainty_width, lang);
  std::string out = say(lang, TextId::fan_tip_spread, width);
  if (edges.spread)
    out += "\n" + say(lang, TextId::fan_tip_drawn, edges.spread->keys.size(),
                      whole(edges.spread->draws, lang), width);
  if (edges.spread && edges.spread->refused > 0)
    out += "\n" + say(lang, TextId::fan_tip_refused, whole(edges.spread->refused, lang));
  if (edges.pending()) out += "\n" + std::string(shown.say(TextId::fan_tip_waiting));
  if (edges.state == EdgeState::fixed) out += "\n" + std::string(shown.say(TextId::fan_tip_fixed));
  if (!edges.failure.empty()) out += "\n" + edges.failure;
  return out + click;
}

struct Layout {
  std::string first, bands, left, right;
  std::string caution;  // the whole of what `left` is the beginning of
  float room = 0.0f, first_width = 0.0f, left_width = 0.0f, height = 0.0f;
  bool bands_below = false, stacked = false;
};

float wrapped_height(const std::string& words, float width) {
  return ImGui::CalcTextSize(words.c_str(), nullptr, false, width).y;
}

// By the display, not by the window it is called in: tooltips ask too.
Layout lay_out(const FrameInputs& shown) {
  const bool lines = shown.view.lines && shown.details.lines;
  Layout out{{},
             lines ? lines_and_bands(shown) : bands(shown, shown.edges.state),
             {},
             progress(shown),
             caution(shown)};
  ImGui::PushFont(shown.look.fonts.small);
  const float room = out.room = ImGui::GetIO().DisplaySize.x - 2 * shown.look.px(6);
  const float right =
      std::max(text_width(out.right), text_width(longest_progress(shown))) + shown.look.px(24);
  const float line = ImGui::GetTextLineHeightWithSpacing();
  out.stacked = room - right < ImGui::GetFontSize() * 30;
  out.left_width = out.stacked ? room : room - right;
  out.left = cut_to(out.caution, out.left_width);
  const float task = ImGui::GetTextLineHeight(), above = task + line;
  const float bands = longest_bands(shown) + shown.look.px(24);
  out.first = first_line(shown, room - bands);
  out.bands_below = room - bands < std::min(text_width(out.first), ImGui::GetFontSize() * 30);
  out.first_width = out.bands_below ? room : room - bands;
  out.height = wrapped_height(out.first, out.first_width) + (out.bands_below ? line : 0.0f) +
               ImGui::GetStyle().ItemSpacing.y + (out.stacked ? above : task);
  ImGui::PopFont();
  return out;
}

// Click: shows or hides the hatched edges.
void draw_bands(const std::string& words, const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  put_in(shown.view.edges ? p.text : p.dim, words);
  frame.note("status.bands");
  if (ImGui::IsItemClicked()) frame.ask(Do{Action::edges});
  if (ImGui::IsItemHovered()) {
    const ImVec2 low = ImGui::GetItemRectMin(), high = ImGui::GetItemRectMax();
    ImGui::GetWindowDrawList()->AddLine({low.x, high.y}, high, p.accent, shown.look.px(1));
  }
  explain(bands_tip(shown), shown);
}

}  // namespace

float status_height(const FrameInputs& shown) { return lay_out(shown).height + shown.look.px(8); }

void draw_status(const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const Layout layout = lay_out(shown);
  const float room = layout.room;
  if (shown.run.running) draw_progress(shown.run.done, shown.run.total, room, shown);
  ImGui::Dummy({0, shown.look.px(1)});
  ImGui::PushFont(shown.look.fonts.small);
  const float left = ImGui::GetCursorPosX();
  ImGui::PushTextWrapPos(left + layout.first_width);
  put_in(shown.notice.empty() ? p.dim : p.changed, layout.first);
  ImGui::PopTextWrapPos();
  if (!shown.notice.empty()) frame.note("notice");
  if (!layout.bands_below) ImGui::SameLine(left + room - text_width(layout.bands));
  draw_bands(layout.bands, shown, frame);
  put_in(p.dim, layout.left);
  frame.note("status.caution");
  explain(layout.caution, shown);
  if (!layout.stacked) ImGui::SameLine(left + room - text_width(layout.right));
  put_in(p.dim, layout.right);
  frame.note("status.progress");
  if (shown.results)
    explain(fmt::format("{} {}\n{}", shown.say(TextId::ui_seed), shown.results->manifest.seed,
                        say(shown.lang(), TextId::ui_digest, shown.results->digest)),
            shown);
  ImGui::PopFont();
}

}  // namespace palabre::ui
