#include <algorithm>

#include "sim/report/number_words.hpp"
#include "sim/run/views/compare.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/answer_line.hpp"
#include "ui/work/answer.hpp"

namespace palabre::ui {
namespace {

/// The headline figures, then where it ends.
std::vector<Finding> findings(const FrameInputs& shown) {
  std::vector<Target> figures = headline_figures();
  for (std::size_t k = 0; k < kOutcomeCount; ++k) figures.push_back({OutcomeId(k), {}});
  std::vector<Finding> out;
  for (const Target& figure : figures) out.push_back(finding_of(*shown.comparison, figure));
  return out;
}

bool is_of_100(const Finding& finding) { return finding.about.unit() == Unit::ShareOfReplicates; }

std::string label_of(const Finding& finding, Lang lang) {
  const std::string name(finding.about.label().in(lang));
  if (is_share(finding.about.unit())) return name;
  return fmt::format("{} ({})", name, label(finding.about.unit(), lang));
}

EffectWords in_words(const Finding& finding, const Shown& digits, Lang lang) {
  EffectWords out{label_of(finding, lang), {}, {}, {}, finding.evidence() == Evidence::sure};
  if (finding.without) out.without = value_in(finding.without->value, finding, digits, lang);
  if (finding.with) out.with = value_in(finding.with->value, finding, digits, lang);
  if (finding.evidence() == Evidence::no_run || finding.evidence() == Evidence::no_path)
    out.effect = std::string(text(TextId::ui_effect_zero, lang));
  else if (finding.difference && finding.has_interval) {
    Finding effect = finding;  // by itself: rows of a table need not add up
    effect.with = effect.without = {};
    out.effect = effect_with_interval(effect, digits, lang);
  }
  if (finding.evidence() == Evidence::luck)
    out.effect += std::string(text(TextId::ui_effect_luck, lang));
  return out;
}

}  // namespace

bool has_effects(const FrameInputs& shown) {
  return shown.comparison && shown.comparison->finished() > 0 && differs_from_reference(shown) &&
         shown.answer.answer && !shown.answer.is_old;
}

std::vector<EffectWords> effects_in_words(const FrameInputs& shown) {
  std::vector<EffectWords> out;
  const std::vector<Finding> rows = findings(shown);
  const std::vector<Shown> digits = shown_in_table(rows);
  for (std::size_t k = 0; k < rows.size(); ++k)
    out.push_back(in_words(rows[k], digits[k], shown.lang()));
  return out;
}

// Shares of runs on one axis, with their intervals; what has another unit in words alone.
void draw_effects_figure(Canvas& canvas, const Rect& box, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const Palette& p = shown.look.colours();
  const std::vector<Finding> rows = findings(shown);
  canvas.begin("effects", text(TextId::ui_effects, lang));
  canvas.text(box.low, p.dim, text(TextId::ui_effects_axis, lang), Face::small);
  double reach = 0.05;
  for (const Finding& row : rows)
    if (is_of_100(row) && row.difference)
      reach = std::max({reach, std::abs(row.difference->low), std::abs(row.difference->high)});
  const float left = box.low.x + box.width() * 0.34f, right = box.low.x + box.width() * 0.68f;
  const auto x_of = [&](double value) {
    return left + (right - left) * float((value / reach + 1.0) / 2.0);
  };
  const float top = box.low.y + 26, step = (box.height() - 30) / float(rows.size());
  canvas.line({x_of(0.0), top}, {x_of(0.0), box.high.y}, p.faint, 1.0f);
  float y = top;
  const std::vector<Shown> digits = shown_in_table(rows);
  for (std::size_t k = 0; k < rows.size(); ++k) {
    const Finding& row = rows[k];
    const EffectWords words = in_words(row, digits[k], lang);
    const ImU32 colour = words.sure ? p.text : p.dim;
    canvas.text({box.low.x, y}, colour, words.figure, Face::small);
    if (is_of_100(row) && row.difference && row.has_interval) {
      const float middle = y + 6;
      if (row.differing > 0)  // else it is 0 exactly, whatever the sample
        canvas.line({x_of(row.difference->low), middle}, {x_of(row.difference->high), middle},
                    colour, 1.5f);
      canvas.circle({x_of(row.difference->value), middle}, 4.0f, words.sure ? p.accent : p.dim);
    }
    canvas.text({box.high.x, y}, colour, words.effect, Face::small, Align::right);
    y += step;
  }
  canvas.end();
}

std::string effects_csv(const FrameInputs& shown) {
  std::string out = "figure,label,unit,without,with,difference,low,high,runs,differing\n";
  const auto value = [](const std::optional<Estimate>& e) {
    return e ? fmt::format("{}", e->value) : std::string();
  };
  for (const Finding& row : findings(shown)) {
    const bool told = row.difference && row.has_interval;
    out += fmt::format(
        "{}{},{},{},{},{},{},{},{},{},{}\n", row.about.outcome ? "outcome." : "", row.about.id(),
        csv_words(std::string(row.about.label().in(shown.lang()))),
        csv_words(std::string(label(row.about.unit(), Lang::en))), value(row.without),
        value(row.with), value(row.difference), told ? fmt::format("{}", row.difference->low) : "",
        told ? fmt::format("{}", row.difference->high) : "", row.runs, row.differing);
  }
  return out;
}

}  // namespace palabre::ui
