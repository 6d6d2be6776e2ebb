// Which case holds up, and what a figure needs: two pictures in rows.

#include <algorithm>
#include <cmath>

#include "sim/answer/grammar.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/chart_analyse.hpp"

namespace palabre::ui {
namespace {

/// Without a unit, but for runs of 100: the title of the chart says it.
std::string value_in_chart(const RobustnessStudy& study, double value, Lang lang) {
  return study.goal.figure.unit() == Unit::ShareOfReplicates ? goal_value(study, value, lang)
                                                             : goal_number(study, value, lang);
}

constexpr std::size_t kNeedsShown = 10;  // of levers, and of assumptions
constexpr float kRobustLines = 3.4f;

float conclusion_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  if (paint.concluded) return 0.0f;
  return lines_height(canvas, conclusion_of(paint.answer, paint.lang), width, Face::body);
}

/// Returns where it ends.
float draw_conclusion(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  if (paint.concluded) return box.low.y;
  return draw_lines(canvas, box.low, paint.look.colours().text,
                    conclusion_of(paint.answer, paint.lang), box.width(), Face::body);
}

// --- which case holds up -------------------------------------------------------------------------

std::vector<std::string> case_labels(const AnalysisPaint& paint) {
  std::vector<std::string> out;
  for (const JudgedCase& one : paint.answer.question->cases) out.push_back(one.name.in(paint.lang));
  return out;
}

double most_regret(const RobustnessStudy& study) {
  double most = 0.0;
  for (const Robustness& one : study.cases)
    most = std::max({most, one.regret_90, one.regret.has_interval() ? one.regret.high : 0.0});
  return most > 0.0 ? most : 1.0;
}

void draw_robust_row(Canvas& canvas, const AnalysisPaint& paint, const RowsFrame& frame,
                     std::size_t k, float words_wide) {
  const Palette& p = paint.look.colours();
  const RobustnessStudy& study = *paint.answer.robust;
  const Robustness& one = study.cases[k];
  const float line = small_line(canvas), y = frame.bars(k);
  const float left = frame.plot.low.x,
              right = std::max(left + line, frame.plot.high.x - words_wide);
  const Axis best{0.0, 1.0, left, right}, regret{0.0, most_regret(study), left, right};
  const bool wins = k == study.best;
  canvas.rect({{left, y + line * 0.15f}, {right, y + line * 0.9f}}, p.track);
  canvas.rect({{left, y + line * 0.15f}, {best.at(one.best_share), y + line * 0.9f}}, p.accent);
  canvas.text(
      {right + line * 0.5f, y}, wins ? p.text : p.dim,
      say(paint.lang, TextId::ui_an_robust_best, fixed_text(100.0 * one.best_share, 0, paint.lang)),
      Face::small);
  const float below = y + line * 1.1f, middle = below + line * 0.5f;
  canvas.rect({{left, below + line * 0.25f}, {regret.at(one.regret.value), below + line * 0.75f}},
              fade(p.changed, 0.55f));
  if (one.regret.has_interval())
    canvas.line({regret.at(one.regret.low), middle}, {regret.at(one.regret.high), middle}, p.text,
                1.2f);
  const float tick = regret.at(one.regret_90);
  canvas.line({tick, below + line * 0.1f}, {tick, below + line * 0.9f}, p.changed, 2.0f);
  canvas.text({right + line * 0.5f, below}, wins ? p.text : p.dim,
              say(paint.lang, TextId::ui_an_robust_short,
                  value_in_chart(study, one.regret.value, paint.lang),
                  value_in_chart(study, one.regret_90, paint.lang)),
              Face::small);
  canvas.text(
      {left, y + line * 2.2f}, p.dim,
      say(paint.lang, TextId::ui_an_robust_level, value_in_chart(study, one.mean, paint.lang),
          value_in_chart(study, one.worst_tenth, paint.lang)),
      Face::small);
}

float robust_words_width(const Canvas& canvas, const AnalysisPaint& paint) {
  const RobustnessStudy& study = *paint.answer.robust;
  float wide = 0.0f;
  for (const Robustness& one : study.cases)
    wide = std::max(
        {wide,
         canvas
             .text_size(say(paint.lang, TextId::ui_an_robust_short,
                            value_in_chart(study, one.regret.value, paint.lang),
                            value_in_chart(study, one.regret_90, paint.lang)),
                        Face::small)
             .x,
         canvas.text_size(say(paint.lang, TextId::ui_an_robust_best, "100"), Face::small).x});
  return wide + small_line(canvas) * 0.8f;
}

std::string robust_note(const AnalysisPaint& paint) {
  const RobustnessStudy& study = *paint.answer.robust;
  std::string out = say(paint.lang, TextId::ans_robust_note, whole(study.worlds, paint.lang),
                        study.drawn.size(), study.replicates);
  if (study.goal.figure.unit() == Unit::ShareOfReplicates)
    out += " " + say(paint.lang, TextId::ans_robust_of_100);
  if (study.refused > 0)
    out += " " + say(paint.lang, TextId::ans_robust_refused, whole(study.refused, paint.lang));
  std::vector<std::string> kept;
  for (const std::string& key : study.kept)
    kept.emplace_back(find_param(key)->label.in(paint.lang));
  if (!kept.empty())
    out += " " + say(paint.lang, TextId::ans_robust_kept, listed(kept, paint.lang));
  return out;
}

// --- what it needs -------------------------------------------------------------------------------

struct NeedRow {
  const Need* need;
  bool lever;
};

std::vector<NeedRow> need_rows(const NeedsStudy& study) {
  std::vector<NeedRow> out;
  for (std::size_t k = 0; k < std::min(study.levers.size(), kNeedsShown); ++k)
    out.push_back({&study.levers[k], true});
  for (std::size_t k = 0; k < std::min(study.assumptions.size(), kNeedsShown); ++k)
    out.push_back({&study.assumptions[k], false});
  return out;
}

std::string effect_of(const Need& need, Lang lang) {
  return effect_with_interval(need.finding, shown_in_table(need.finding), lang);
}

std::vector<std::string> need_labels(const AnalysisPaint& paint) {
  std::vector<std::string> out;
  for (const NeedRow& row : need_rows(*paint.answer.needs))
    out.push_back(capitalised(row.need->phrase.in(paint.lang)));
  return out;
}

float draw_needs_keys(Canvas* canvas, const Canvas& measure, const AnalysisPaint& paint,
                      ImVec2 at) {
  const Palette& p = paint.look.colours();
  const float line = small_line(measure);
  for (const bool lever : {true, false}) {
    const std::string_view words =
        text(lever ? TextId::ans_needs_lever : TextId::ans_needs_assumption, paint.lang);
    if (canvas) {
      canvas->rect({{at.x, at.y + line * 0.2f}, {at.x + line * 0.8f, at.y + line}},
                   lever ? p.accent : fade(p.changed, 0.45f));
      canvas->text({at.x + line * 1.2f, at.y}, p.dim, words, Face::small);
    }
    at.x += line * 2.6f + measure.text_size(words, Face::small).x;
  }
  return at.y + line * 1.6f;
}

std::string needs_note(const AnalysisPaint& paint) {
  return say(paint.lang, TextId::ans_needs_note, paint.answer.needs->replicates);
}

Axis needs_axis(const Canvas& canvas, const AnalysisPaint& paint, const RowsFrame& frame,
                const std::vector<NeedRow>& rows) {
  double low = 0.0, high = 0.0;
  float words = 0.0f;
  for (const NeedRow& row : rows) {
    const Estimate& e = *row.need->finding.difference;
    low = std::min(low, e.low);
    high = std::max(high, e.high);
    words = std::max(words, canvas.text_size(effect_of(*row.need, paint.lang), Face::small).x);
  }
  if (!(high > low)) high = low + 1.0;
  const float room = words + frame.line * 0.8f;
  return {low, high, frame.plot.low.x + (low < 0.0 ? room : 0.0f),
          frame.plot.high.x - (high > 0.0 ? room : 0.0f)};
}

void draw_need(Canvas& canvas, const AnalysisPaint& paint, const Axis& axis, float y,
               const NeedRow& row) {
  const Palette& p = paint.look.colours();
  const Estimate& e = *row.need->finding.difference;
  const float line = small_line(canvas), zero = axis.at(0.0), end = axis.at(e.value);
  canvas.rect({{std::min(zero, end), y + line * 0.1f}, {std::max(zero, end), y + line * 0.9f}},
              row.lever ? p.accent : fade(p.changed, 0.45f));
  canvas.line({axis.at(e.low), y + line / 2}, {axis.at(e.high), y + line / 2}, p.text, 1.2f);
  const bool right = e.value >= 0.0;
  const float x = right ? axis.at(e.high) + line * 0.4f : axis.at(e.low) - line * 0.4f;
  canvas.text({x, y}, p.text, effect_of(*row.need, paint.lang), Face::small,
              right ? Align::left : Align::right);
}

std::string csv_of(const std::optional<Estimate>& e) {
  return e ? fmt::format("{},{}", e->value, interval_csv(*e)) : std::string(",,");
}

}  // namespace

float robust_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  if (!paint.answer.robust) return 0.0f;
  const auto labels = case_labels(paint);
  const RowsFrame frame =
      rows_frame(canvas, {{0, 0}, {width, 1e6f}}, labels, kRobustLines * small_line(canvas));
  return conclusion_height(canvas, paint, width) + frame.row * float(labels.size()) +
         lines_height(canvas, robust_note(paint), width, Face::small) + frame.line * 2;
}

Hits draw_robust(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  if (!paint.answer.robust) return {};
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  const float top = draw_conclusion(canvas, paint, box) + line * 0.8f;
  const auto labels = case_labels(paint);
  const float foot = lines_height(canvas, robust_note(paint), box.width(), Face::small) + line;
  const RowsFrame frame = rows_frame(canvas, {{box.low.x, top}, {box.high.x, box.high.y - foot}},
                                     labels, kRobustLines * line);
  const float words = robust_words_width(canvas, paint);
  Hits hits;
  for (std::size_t k = 0; k < frame.shown; ++k) {
    draw_row_label(canvas, frame, k, labels[k], k == paint.answer.robust->best ? p.text : p.dim);
    draw_robust_row(canvas, paint, frame, k, words);
    hits.push_back({fmt::format("robust.{}", k),
                    {{box.low.x, frame.top(k)}, {box.high.x, frame.top(k) + frame.row}},
                    {},
                    labels[k]});
  }
  draw_lines(canvas, {box.low.x, frame.top(frame.shown) + line * 0.4f}, p.dim, robust_note(paint),
             box.width(), Face::small);
  return hits;
}

float needs_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  if (!paint.answer.needs) return 0.0f;
  const auto labels = need_labels(paint);
  const RowsFrame frame =
      rows_frame(canvas, {{0, 0}, {width, 1e6f}}, labels, 1.2f * small_line(canvas));
  return conclusion_height(canvas, paint, width) + draw_needs_keys(nullptr, canvas, paint, {0, 0}) +
         frame.row * float(labels.size()) +
         lines_height(canvas, needs_note(paint), width, Face::small) + frame.line * 2;
}

Hits draw_needs(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  if (!paint.answer.needs) return {};
  const Palette& p = paint.look.colours();
  const float line = small_line(canvas);
  float top = draw_conclusion(canvas, paint, box) + line * 0.6f;
  top = draw_needs_keys(&canvas, canvas, paint, {box.low.x, top});
  const auto rows = need_rows(*paint.answer.needs);
  const auto labels = need_labels(paint);
  const float foot = lines_height(canvas, needs_note(paint), box.width(), Face::small) + line;
  const RowsFrame frame =
      rows_frame(canvas, {{box.low.x, top}, {box.high.x, box.high.y - foot}}, labels, 1.2f * line);
  const Axis axis = needs_axis(canvas, paint, frame, rows);
  Hits hits;
  for (std::size_t k = 0; k < frame.shown; ++k) {
    const Need& need = *rows[k].need;
    const std::string id = "needs." + need.keys.front();
    const Rect row{{box.low.x, frame.top(k)}, {box.high.x, frame.top(k) + frame.row}};
    if (paint.hot == id) canvas.rect(row, p.hover);
    draw_row_label(canvas, frame, k, labels[k], p.text);
    draw_need(canvas, paint, axis, frame.bars(k), rows[k]);
    hits.push_back({id, row, rows[k].lever ? std::string() : need.keys.front(),
                    labels[k] + "\n" + effect_of(need, paint.lang)});
  }
  canvas.line({axis.at(0.0), top}, {axis.at(0.0), frame.top(frame.shown)}, p.faint, 1.0f);
  draw_lines(canvas, {box.low.x, frame.top(frame.shown) + line * 0.4f}, p.dim, needs_note(paint),
             box.width(), Face::small);
  return hits;
}

std::string robust_csv(const AnalysisAnswer& answer) {
  std::string out =
      "case,goal,more_is_better,best_share,mean,worst_tenth,regret,regret_low,regret_high,"
      "regret_90,worlds,runs\n";
  if (!answer.robust) return out;  // no world in which every case has a value
  const RobustnessStudy& study = *answer.robust;
  for (std::size_t k = 0; k < study.cases.size(); ++k) {
    const Robustness& one = study.cases[k];
    out += fmt::format(
        "{},{},{},{},{},{},{},{},{},{}\n", csv_words(answer.question->cases[k].name.in(Lang::en)),
        study.goal.figure.id(), study.goal.more_is_better, one.best_share, one.mean,
        one.worst_tenth, csv_of(one.regret), one.regret_90, study.worlds, study.replicates);
  }
  return out;
}

std::string needs_csv(const AnalysisAnswer& answer) {
  std::string out = "kind,sets,words,figure,effect,low,high,runs\n";
  if (!answer.needs) return out;
  const NeedsStudy& study = *answer.needs;
  for (const bool lever : {true, false})
    for (const Need& need : lever ? study.levers : study.assumptions) {
      std::string keys;
      for (const std::string& key : need.keys) keys += (keys.empty() ? "" : " ") + key;
      out += fmt::format("{},{},{},{},{},{}\n", lever ? "lever" : "assumption", keys,
                         csv_words(need.phrase.in(Lang::en)), study.about.id(),
                         csv_of(need.finding.difference), need.finding.runs);
    }
  return out;
}

}  // namespace palabre::ui
