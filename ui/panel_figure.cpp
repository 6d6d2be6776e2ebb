// The export dialog: what, in which form, and where to.

#include <array>
#include <optional>

#include "sim/tables/text.hpp"
#include "ui/figure.hpp"
#include "ui/widgets.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

constexpr std::array<const char*, 4> kEndings{".svg", ".png", ".csv", ".html"};
constexpr std::array<const char*, 4> kForms{"SVG", "PNG", "CSV", "HTML"};

std::string path_for(const FigureChoice& choice, FigureFormat format,
                     const std::filesystem::path& folder) {
  std::string name = choice.widget.starts_with("chart.") ? choice.widget.substr(6) : choice.id;
  return (folder / ("palabre-" + name + kEndings[std::size_t(format)])).string();
}

}  // namespace

void draw_figure_dialog(const Shown& shown, Scratch& scratch, Frame& frame) {
  const std::vector<FigureChoice> choices = figure_choices(shown);
  const bool fresh =
      scratch.dialog_before != Dialog::figure && scratch.dialog_before != Dialog::problem;
  scratch.figure = std::min(scratch.figure, choices.size() - 1);
  bool renamed = fresh;
  put_in(shown.look.colours().dim, shown.say(TextId::ui_export_what));
  for (std::size_t k = 0; k < choices.size(); ++k) {
    if (ImGui::RadioButton(fmt::format("{}##what{}", choices[k].title, k).c_str(),
                           scratch.figure == k)) {
      scratch.figure = k;
      renamed = true;
    }
    frame.note(fmt::format("figure.{}", choices[k].id));
  }
  const FigureChoice& choice = choices[scratch.figure];
  // The window is a picture only, the report a page only, and nothing else is a page.
  const auto only = choice.id == "window"   ? std::optional(FigureFormat::png)
                    : choice.id == "report" ? std::optional(FigureFormat::html)
                                            : std::nullopt;
  if (!only && scratch.format == FigureFormat::html) scratch.format = FigureFormat::svg;
  if (only) scratch.format = *only;
  put_in(shown.look.colours().dim, shown.say(TextId::ui_export_format));
  for (std::size_t k = 0; k < kForms.size(); ++k) {
    if (only ? FigureFormat(k) != *only : FigureFormat(k) == FigureFormat::html) continue;
    if (ImGui::RadioButton(kForms[k], scratch.format == FigureFormat(k))) {
      scratch.format = FigureFormat(k);
      renamed = true;
    }
    frame.note(fmt::format("figure.{}", kForms[k]));
    if (!only && FigureFormat(k) != FigureFormat::csv) ImGui::SameLine();
  }
  if (renamed) scratch.figure_path = path_for(choice, scratch.format, shown.browser.folder);
  ImGui::SetNextItemWidth(-FLT_MIN);
  input_text("##figure_path", std::string(shown.say(TextId::ui_path)).c_str(), scratch.figure_path);
  frame.note("figure.path");
  ImGui::Spacing();
  if (button("figure_export", shown.say(TextId::ui_export_do), frame,
             !scratch.figure_path.empty() && shown.results))
    frame.ask(ExportFigure{choice.id, scratch.format, scratch.figure_path});
  ImGui::SameLine();
  if (button("cancel", shown.say(TextId::ui_cancel), frame)) frame.ask(CloseDialog{});
}

}  // namespace palabre::ui
