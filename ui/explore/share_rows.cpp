#include "ui/explore/share_rows.hpp"

#include <algorithm>
#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

constexpr float kLabelMost = 0.42f;  // of the row

// Width in the small face.
float small_width(std::string_view words, const FrameInputs& shown) {
  const Fonts& fonts = shown.look.fonts;
  return fonts.small
      ->CalcTextSizeA(fonts.small_pixels, FLT_MAX, 0.0f, words.data(), words.data() + words.size())
      .x;
}

// Where the case that this one is held against has the share.
void draw_share_before_changes(Canvas& canvas, const Rect& track, double place,
                               const FrameInputs& shown) {
  const float x = track.low.x + track.width() * float(std::clamp(place, 0.0, 1.0));
  canvas.rect({{x - shown.look.px(1.5f), track.low.y - shown.look.px(1)},
               {x + shown.look.px(1.5f), track.high.y}},
              shown.look.colours().faint, 0.0f);
}

// A bar from 0 to `top` with its interval as a whisker: where dots would stand too close.
void draw_bar(Canvas& canvas, const Look& look, const Rect& track, const Estimate& share,
              double top) {
  const Palette& p = look.colours();
  const Axis axis{0.0, top, track.low.x, track.high.x};
  canvas.rect(track, p.track, look.px(2));
  canvas.rect(
      {track.low,
       {std::max(axis.at(std::min(share.value, top)), track.low.x + look.px(1)), track.high.y}},
      fade(p.accent, 0.75f), look.px(2));
  if (!share.has_interval()) return;
  const float middle = (track.low.y + track.high.y) / 2, cap = look.px(3);
  const float low = axis.at(share.low), high = axis.at(std::min(share.high, top));
  canvas.line({low, middle}, {high, middle}, p.text, look.px(1.2f));
  for (const float x : {low, high})
    canvas.line({x, middle - cap}, {x, middle + cap}, p.text, look.px(1.2f));
}

void draw_share_track(Canvas& canvas, const Rect& box, const ShareRow& row, double top,
                      const FrameInputs& shown) {
  constexpr float kDotLeast = 3.6f;  // from one dot to the next [px at scale 1]
  const Look& look = shown.look;
  const bool dots = shown.view.dots && box.width() / float(top) >= look.px(kDotLeast);
  const float strip = shown.view.edges ? look.px(6) : 0.0f;  // below, for the hatching
  const float high = look.px(dots ? 13.0f : 9.0f);
  const float above = std::round((box.height() - high - strip) / 2);
  const Rect track{{box.low.x, box.low.y + above}, {box.high.x, box.low.y + above + high}};
  const double end = top / 100;
  if (dots)
    draw_share_dots(canvas, look, track, row.dots, row.share, top);
  else
    draw_bar(canvas, look, track, row.share, end);
  if (row.range && row.range->high > row.range->low && strip > 0.0f)
    draw_share_range(canvas, look,
                     {{track.low.x, track.high.y + look.px(1.5f)},
                      {track.high.x, track.high.y + strip - look.px(0.5f)}},
                     row.range->low, row.range->high, end);
  if (row.before) draw_share_before_changes(canvas, track, *row.before / end, shown);
}

}  // namespace

void put_small_at_right(std::string_view words, const FrameInputs& shown) {
  const float right = ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x;
  ImGui::PushFont(shown.look.fonts.small);
  const float left = right - text_width(words);
  if (left > ImGui::GetItemRectMax().x + shown.look.px(10)) {
    ImGui::SameLine();
    ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y});
    put_in(shown.look.colours().dim, words);
  }
  ImGui::PopFont();
}

std::string of_100_in_words(const Estimate& share) {
  const double of_100 = 100.0 * share.value;
  if (share.value > 0.0 && of_100 < 0.5) return "<1";
  if (share.value < 1.0 && of_100 > 99.5) return ">99";
  return fmt::format("{:.0f}", of_100);
}

std::string interval_of_100(const Estimate& share, Lang lang) {
  if (!share.has_interval()) return {};
  const bool apart = std::round(100.0 * share.low) != std::round(100.0 * share.high);
  const auto end = [&](double value) {  // finer where both ends would read the same
    return number(apart ? std::round(100.0 * value) : std::round(1000.0 * value) / 10, lang, 3);
  };
  const std::string words =
      say(lang, TextId::ui_effect_interval, "", end(share.low), end(share.high));
  return words.substr(words.find('['));
}

ShareColumns share_columns(const std::vector<ShareRow>& rows, const FrameInputs& shown) {
  ShareColumns out;
  for (const ShareRow& row : rows) {
    out.label = std::max(out.label, text_width(row.label));
    out.number = std::max(out.number, text_width(of_100_in_words(row.share)));
    out.interval =
        std::max(out.interval, small_width(interval_of_100(row.share, shown.lang()), shown));
  }
  return out;
}

float share_row_height(const FrameInputs& shown) {
  return std::round(std::max(ImGui::GetFontSize() * 1.34f, shown.look.px(20)));
}

void draw_share_row(const ShareRow& row, const ShareColumns& columns, double top,
                    const FrameInputs& shown) {
  const Look& look = shown.look;
  const Palette& p = look.colours();
  const float room = ImGui::GetContentRegionAvail().x, high = share_row_height(shown);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({room, high});
  WindowCanvas window(*ImGui::GetWindowDrawList(), look.fonts);
  Canvas& canvas = window;
  const float label = std::min(columns.label, room * kLabelMost), gap = look.px(8);
  const float text_top = at.y + std::round((high - look.fonts.body_pixels) / 2) - look.px(1);
  const float small_top = at.y + std::round((high - look.fonts.small_pixels) / 2);
  const ImU32 ink = row.share.value > 0.0 ? p.text : p.dim;
  canvas.text({at.x, text_top}, ink, cut_to(row.label, label));
  const float interval = at.x + room - columns.interval;
  const float number = interval - look.px(6);
  canvas.text({number, text_top}, ink, of_100_in_words(row.share), Face::body, Align::right);
  canvas.text({interval, small_top}, p.dim, interval_of_100(row.share, shown.lang()), Face::small);
  const Rect box{{at.x + label + gap, at.y}, {number - columns.number - gap, at.y + high}};
  if (box.width() > look.px(20)) draw_share_track(canvas, box, row, top, shown);
}

}  // namespace palabre::ui
