// Words and rows that the pictures of the view Analyse share.

#include <algorithm>
#include <cmath>

#include "sim/run/explain/number_text.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart_analyse.hpp"

namespace palabre::ui {
namespace {

constexpr double kHundredths = 100.0;

// As many decimals as tell the ends of the interval apart.
int decimals_for(const Estimate& e) {
  constexpr int kMost = 3;
  const double width = e.high - e.low;
  if (!(width > 0.0)) return std::abs(e.value) >= 100.0 ? 0 : 2;
  return std::clamp(1 - int(std::floor(std::log10(width))), 0, kMost);
}

std::string fixed(double value, int decimals, Lang lang) {
  const double step = std::pow(10.0, -decimals);
  const double rounded = std::round(value / step) * step;
  if (std::abs(rounded) >= 1000.0) return whole(std::llround(rounded), lang);
  return fixed_text(rounded, decimals, lang);
}

bool is_bare(Unit unit) {
  return unit == Unit::Index || unit == Unit::Count || unit == Unit::Ratio || unit == Unit::Sieges;
}

std::string edge_words(const BoxEdge& edge, const ParamList& params, Lang lang) {
  const ParamSpec& spec = *params[edge.factor];
  return say(lang, edge.is_low ? TextId::an_box_low : TextId::an_box_high, spec.label.in(lang),
             number(plausible_value(spec, edge.edge), lang, 3));
}

}  // namespace

bool in_hundredths(Unit unit) {
  return unit == Unit::Share || unit == Unit::ShareOfReplicates || unit == Unit::ShareOfTerritory ||
         unit == Unit::ShareOfIncome;
}

std::string change_words(double value, const Estimate& whole, Unit unit, Lang lang) {
  if (value == 0.0) return "0";
  const double by = in_hundredths(unit) ? kHundredths : 1.0;
  const std::string out = fixed(std::abs(value) * by, decimals_for(whole.times(by)), lang);
  if (out.find_first_of("123456789") == std::string::npos) return out;
  return (value > 0.0 ? "+" : "−") + out;
}

std::string level_words(double value, const Estimate& whole, Unit unit, Lang lang) {
  if (in_hundredths(unit)) {
    const std::string of_100 = fixed(value * kHundredths, 0, lang);
    return unit == Unit::ShareOfReplicates
               ? fmt::format("{} {}", of_100, text(TextId::ui_an_of_100, lang))
               : fmt::format("{}\u00a0%", of_100);
  }
  const std::string out = fixed(value, decimals_for(whole), lang);
  return is_bare(unit) ? out : fmt::format("{} {}", out, label(unit, lang));
}

std::string interval_words(const Estimate& e, Unit unit, Lang lang) {
  const double by = in_hundredths(unit) ? kHundredths : 1.0;
  const int decimals = in_hundredths(unit) ? 0 : decimals_for(e);
  return limits_in_words(e,
                         say(lang, TextId::ui_an_interval, fixed(by * e.low, decimals, lang),
                             fixed(by * e.high, decimals, lang)),
                         lang);
}

std::string change_interval(const Estimate& difference, Unit unit, Lang lang) {
  return change_limits_in_words(
      difference,
      say(lang, TextId::ui_between, change_words(difference.low, difference, unit, lang),
          change_words(difference.high, difference, unit, lang)),
      lang);
}

std::string change_unit(Unit unit, Lang lang) {
  if (unit == Unit::ShareOfReplicates) return std::string(text(TextId::ui_an_points, lang));
  if (in_hundredths(unit)) return std::string(text(TextId::ui_an_points_share, lang));
  return std::string(label(unit, lang));
}

std::string target_name(const Target& target, Lang lang) {
  return std::string(target.label().in(lang));
}

std::string analysis_title(const AnalysisAnswer& answer, Lang lang) {
  const AnalysisQuestion& q = *answer.question;
  const MethodSpec& spec = method_spec(q.settings.method);
  const std::string name(text(spec.name, lang));
  if (!spec.needs_target) return name;
  if (name.ends_with('?')) return name + " " + target_name(q.target, lang);
  return say(lang, TextId::ui_an_title, name, target_name(q.target, lang));
}

std::string box_sentence(const AnalysisAnswer& answer, Lang lang) {
  const Discovery& found = *answer.found;
  const ParamList& params = answer.question->params;
  const auto share = [&](double of) { return percent(of, lang); };
  if (found.edges.empty()) return say(lang, TextId::an_box_none, share(found.base_rate));
  std::string list;
  for (std::size_t k = 0; k < found.edges.size(); ++k)
    list += (k == 0                        ? ""
             : k + 1 == found.edges.size() ? std::string(text(TextId::an_box_and, lang))
                                           : std::string(", ")) +
            edge_words(found.edges[k], params, lang);
  std::string out =
      say(lang, TextId::an_box, share(found.checked.mass), list, share(found.checked.density),
          share(found.base_rate), share(found.checked.coverage));
  if (found.checked.density < 0.5) out += " " + std::string(text(TextId::an_box_thin, lang));
  return out;
}

std::string idle_words(const AnalysisPaint& paint) {
  std::string list;
  for (const Swing& s : paint.answer.swings)
    if (s.is_idle()) list += (list.empty() ? "" : ", ") + std::string(s.spec->label.in(paint.lang));
  for (const MorrisFactor& f : paint.answer.morris)
    if (f.effect.count > 0 && f.effect.size.high == 0.0)
      list += (list.empty() ? "" : ", ") + std::string(f.spec->label.in(paint.lang));
  return list.empty() ? "" : say(paint.lang, TextId::ui_an_idle, list);
}

float draw_lines(Canvas& canvas, ImVec2 at, ImU32 colour, const std::string& words, float width,
                 Face face) {
  const float line = canvas.text_size("0", face).y * 1.15f;
  for (const std::string& one : wrapped_words(canvas, words, face, width)) {
    canvas.text(at, colour, one, face);
    at.y += line;
  }
  return at.y;
}

float lines_height(const Canvas& canvas, const std::string& words, float width, Face face) {
  return float(wrapped_words(canvas, words, face, width).size()) * canvas.text_size("0", face).y *
         1.15f;
}

RowsFrame rows_frame(const Canvas& canvas, const Rect& box, const std::vector<std::string>& labels,
                     float bars) {
  constexpr float kMostOfWidth = 0.42f;
  RowsFrame out;
  out.box = box;
  out.line = canvas.text_size("0").y;
  float widest = 0.0f;
  for (const std::string& label : labels) widest = std::max(widest, canvas.text_size(label).x);
  const float gap = out.line * 0.8f;
  out.stacked = widest + gap > box.width() * kMostOfWidth;
  out.row = std::max(bars, out.line) + out.line * 0.55f;
  if (out.stacked) out.row = bars + out.line * 1.75f;
  out.plot = {{box.low.x + (out.stacked ? 0.0f : widest + gap), box.low.y}, box.high};
  out.shown = std::min(labels.size(),
                       std::size_t(std::max(0.0f, std::floor((box.height() + 1.0f) / out.row))));
  return out;
}

namespace {

/// As many whole words as there is room for, and an ellipsis for the others.
std::string fitted(const Canvas& canvas, std::string words, float width) {
  if (canvas.text_size(words).x <= width) return words;
  std::size_t end = words.rfind(' ');
  while (end != std::string::npos && end > 0) {
    const std::string part = words.substr(0, end) + " …";
    if (canvas.text_size(part).x <= width) return part;
    end = words.rfind(' ', end - 1);
  }
  return words;
}

}  // namespace

void draw_row_label(Canvas& canvas, const RowsFrame& frame, std::size_t k, const std::string& label,
                    ImU32 colour) {
  const float free = frame.row - frame.line * 0.55f - frame.line;
  canvas.text({frame.box.low.x, frame.top(k) + (frame.stacked ? 0.0f : free / 2)}, colour,
              fitted(canvas, label, frame.box.width()));
}

}  // namespace palabre::ui
