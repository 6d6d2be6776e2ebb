#include <algorithm>

#include "ui/panels.hpp"
#include "ui/widgets.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

std::string caution(const Shown& shown) {
  std::string missing;
  const Lang lang = shown.lang();
  for (const LocalText& what : shown.draft.not_modelled)
    missing += (missing.empty() ? "" : lang == Lang::fr ? "\u00a0; " : "; ") + what.in(lang);
  std::string out{shown.say(TextId::not_a_forecast)};
  if (!missing.empty()) out += "  " + say(shown.lang(), TextId::not_modelled, missing) + ".";
  return out + "  " + std::string(shown.say(TextId::ui_bands));
}

std::string progress(const Shown& shown) {
  const Lang lang = shown.lang();
  const RunState& run = shown.run;
  std::string out = say(lang, TextId::ui_runs_done, whole(run.done, lang), whole(run.total, lang));
  if (run.stopped)
    out += " · " + std::string(shown.say(TextId::ui_stopped));
  else if (!run.running && !shown.view.hide_timings)
    out = say(lang, TextId::ui_in_seconds, out, number(run.seconds, lang, 2));
  if (shown.results && !run.running)
    out += " · " + say(lang, TextId::ui_digest, shown.results->digest.substr(0, 8));
  return out;
}

struct Layout {
  std::string left, right;
  float left_width = 0.0f, height = 0.0f;
  bool stacked = false;
};

Layout lay_out(const Shown& shown) {
  Layout out{caution(shown), progress(shown)};
  ImGui::PushFont(shown.look.fonts.small);
  const float room = ImGui::GetContentRegionAvail().x;
  const float right = text_width(out.right) + shown.look.px(24);
  out.stacked = room - right < ImGui::GetFontSize() * 30;
  out.left_width = out.stacked ? room : room - right;
  const float left_height = ImGui::CalcTextSize(out.left.c_str(), nullptr, false, out.left_width).y;
  out.height = left_height + (out.stacked ? ImGui::GetTextLineHeightWithSpacing() : 0.0f);
  if (!shown.notice.empty()) out.height += ImGui::GetTextLineHeightWithSpacing();
  ImGui::PopFont();
  return out;
}

}  // namespace

float status_height(const Shown& shown) { return lay_out(shown).height + shown.look.px(8); }

void draw_status(const Shown& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const Layout layout = lay_out(shown);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float room = ImGui::GetContentRegionAvail().x;
  if (shown.run.running && shown.run.total > 0) {
    const float share = float(double(shown.run.done) / double(shown.run.total));
    ImDrawList& list = *ImGui::GetWindowDrawList();
    list.AddRectFilled(at, {at.x + room, at.y + shown.look.px(2)}, p.track);
    list.AddRectFilled(at, {at.x + room * share, at.y + shown.look.px(2)}, p.accent);
  }
  ImGui::Dummy({0, shown.look.px(1)});
  ImGui::PushFont(shown.look.fonts.small);
  if (!shown.notice.empty()) {
    put_in(p.changed, shown.notice);
    frame.note("notice");
  }
  const float left = ImGui::GetCursorPosX();
  ImGui::PushTextWrapPos(left + layout.left_width);
  put_in(p.dim, layout.left);
  ImGui::PopTextWrapPos();
  frame.note("status.caution");
  if (!layout.stacked) ImGui::SameLine(left + room - text_width(layout.right));
  put_in(p.dim, layout.right);
  frame.note("status.progress");
  explain(shown.results ? shown.results->digest : std::string());
  ImGui::PopFont();
}

}  // namespace palabre::ui
