// What the written report holds of the cases side by side: their sentences, every figure, the
// chart.

#include "sim/answer/grammar.hpp"
#include "sim/report/report.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/tray_parts.hpp"
#include "ui/figures/figure.hpp"
#include "ui/figures/report.hpp"

namespace palabre::ui {
namespace {

/// A row for each figure: its value in each case, and its difference from the first.
Table figures_of(const Tray& tray, Lang lang) {
  Table out{.heads = {say(lang, TextId::ans_column_figure)}, .has_sentences = true};
  for (std::size_t k = 0; k < tray.cases(); ++k) out.heads.push_back(tray_letter(k));
  out.left.assign(out.heads.size(), true);
  for (const Target& figure : tray_figures(tray)) {
    std::vector<TableCell> cells{tray_figure_name(figure, lang)};
    for (std::size_t k = 0; k < tray.cases(); ++k) {
      std::string words = tray_level(tray, k, figure, lang);
      if (k > 0) words = fmt::format("{} ({})", words, tray_effect(tray, k, figure, lang).words);
      cells.emplace_back(std::move(words));
    }
    out.add(std::move(cells));
  }
  return out;
}

}  // namespace

void add_tray(Report& out, const FrameInputs& shown) {
  const TrayShown& tray = shown.tray;
  if (!tray.is_there()) return;
  const Lang lang = shown.lang();
  const Tray& found = tray.found.answer->tray;
  out.blank();
  out.heading(std::string(shown.say(TextId::tray_figure)));
  for (std::size_t k = 0; k < tray.cases.size(); ++k)
    out.item(say(lang, TextId::ans_tray_case, tray_letter(k), tray.cases[k].title.in(lang)),
             {k > 0 ? tray.sentences[k - 1].in(lang) : std::string(shown.say(TextId::tray_first))});
  out.note(tray_basis_in_words(found, lang));
  out.add(figures_of(found, lang));
  out.picture(svg_within_page(kTrayFigure, shown));
}

}  // namespace palabre::ui
