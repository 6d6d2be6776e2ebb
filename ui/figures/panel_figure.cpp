// The export dialog: what, in which form, and where to.

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/figures/figure.hpp"
#include "ui/figures/figure_dialog.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/dialog_inputs.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"

namespace palabre::ui {
namespace {

constexpr std::array<const char*, 4> kEndings{".svg", ".png", ".csv", ".html"};
constexpr std::array<const char*, 4> kForms{"SVG", "PNG", "CSV", "HTML"};
constexpr std::array kWidths{1200, 1920, 3840};  // of pictures [pixels]

std::string path_for(const FigureChoice& choice, FigureFormat format,
                     const std::filesystem::path& folder) {
  std::string name = choice.widget.starts_with("chart.") ? choice.widget.substr(6) : choice.id;
  return (folder / ("palabre-" + name + kEndings[std::size_t(format)])).string();
}

// How large a picture is to be.
void draw_size(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  put_in(shown.look.colours().dim, shown.say(TextId::ui_export_width));
  int& width = ui_state.of<FigureDialogState>().png.width;
  for (const int choice : kWidths) {
    if (ImGui::RadioButton(fmt::format("{}##width", choice).c_str(), width == choice))
      width = choice;
    frame.reach(fmt::format("figure.width.{}", choice));
    ImGui::SameLine();
  }
  ImGui::SetNextItemWidth(text_width("000000") + 2 * ImGui::GetStyle().FramePadding.x);
  frame.reach_text("figure.width");
  ImGui::InputInt("##figure_width", &width, 0);
  frame.note("figure.width");
  draw_focus("figure.width", ImGui::GetItemRectMin(), ImGui::GetItemRectMax().x, ui_state);
  if (!ImGui::IsItemActive()) width = std::clamp(width, kPngWidthMin, kPngWidthMax);
  put_in(shown.look.colours().dim, shown.say(TextId::ui_export_text));
  for (const double size : {1.0, 1.5, 2.0}) {
    ImGui::SameLine();
    if (ImGui::RadioButton(fmt::format("{:.0f} %##text", 100 * size).c_str(),
                           ui_state.of<FigureDialogState>().png.text == size))
      ui_state.of<FigureDialogState>().png.text = size;
    frame.reach(fmt::format("figure.text.{:.0f}", 100 * size));
  }
  const int wide = std::clamp(width, kPngWidthMin, kPngWidthMax);
  put_in(shown.look.colours().dim,
         say(shown.lang(), TextId::ui_export_size, wide, png_height(wide)));
}

}  // namespace

void draw_figure_dialog(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const std::vector<FigureChoice> choices = figure_choices(shown);
  const bool fresh =
      ui_state.dialog_before != Dialog::figure && ui_state.dialog_before != Dialog::problem;
  ui_state.of<FigureDialogState>().figure =
      std::min(ui_state.of<FigureDialogState>().figure, choices.size() - 1);
  const bool is_chosen = std::exchange(ui_state.of<FigureDialogState>().is_chosen, false);
  if (fresh && !is_chosen && choices.front().of_view &&
      !choices[ui_state.of<FigureDialogState>().figure].of_view)
    ui_state.of<FigureDialogState>().figure = 0;
  bool renamed = fresh;
  put_in(shown.look.colours().dim, shown.say(TextId::ui_export_what));
  for (std::size_t k = 0; k < choices.size(); ++k) {
    if (ImGui::RadioButton(fmt::format("{}##what{}", choices[k].title, k).c_str(),
                           ui_state.of<FigureDialogState>().figure == k)) {
      ui_state.of<FigureDialogState>().figure = k;
      renamed = true;
    }
    frame.reach(fmt::format("figure.{}", choices[k].id));
  }
  const FigureChoice& choice = choices[ui_state.of<FigureDialogState>().figure];
  const std::optional<FigureFormat> only = choice.only;
  if (!only && ui_state.of<FigureDialogState>().format == FigureFormat::html)
    ui_state.of<FigureDialogState>().format = FigureFormat::svg;
  if (only) ui_state.of<FigureDialogState>().format = *only;
  put_in(shown.look.colours().dim, shown.say(TextId::ui_export_format));
  for (std::size_t k = 0; k < kForms.size(); ++k) {
    if (only ? FigureFormat(k) != *only : FigureFormat(k) == FigureFormat::html) continue;
    if (ImGui::RadioButton(kForms[k], ui_state.of<FigureDialogState>().format == FigureFormat(k))) {
      ui_state.of<FigureDialogState>().format = FigureFormat(k);
      renamed = true;
    }
    frame.reach(fmt::format("figure.{}", kForms[k]));
    if (!only && FigureFormat(k) != FigureFormat::csv) ImGui::SameLine();
  }
  if (ui_state.of<FigureDialogState>().format == FigureFormat::png && !only)
    draw_size(shown, ui_state, frame);
  if (ui_state.of<FigureDialogState>().format == FigureFormat::csv)
    put_in(shown.look.colours().dim, shown.say(TextId::ui_csv_style));
  if (renamed)
    ui_state.of<FigureDialogState>().path =
        path_for(choice, ui_state.of<FigureDialogState>().format, shown.browser.folder);
  ImGui::SetNextItemWidth(-FLT_MIN);
  frame.reach_text("figure.path");
  input_text("##figure_path", std::string(shown.say(TextId::ui_path)).c_str(),
             ui_state.of<FigureDialogState>().path);
  frame.note("figure.path");
  draw_focus("figure.path", ImGui::GetItemRectMin(), ImGui::GetItemRectMax().x, ui_state);
  ImGui::Spacing();
  if (button("figure_export", shown.say(TextId::ui_export_do), frame,
             !ui_state.of<FigureDialogState>().path.empty() && shown.results))
    frame.ask(ExportFigure{choice.id, ui_state.of<FigureDialogState>().format,
                           ui_state.of<FigureDialogState>().path,
                           ui_state.of<FigureDialogState>().png});
  ImGui::SameLine();
  if (!only || *only == FigureFormat::csv) {
    if (button("copy_csv", shown.say(TextId::ui_copy_csv), frame, shown.results != nullptr)) {
      frame.ask(CopyCsv{choice.id});
      frame.ask(CloseDialog{});
    }
    const float cancel = text_width(shown.say(TextId::ui_cancel)) + shown.look.px(30);
    const float right = ImGui::GetWindowPos().x + ImGui::GetWindowWidth();
    if (ImGui::GetItemRectMax().x + cancel < right) ImGui::SameLine();
  }
  if (button("cancel", shown.say(TextId::ui_cancel), frame)) frame.ask(CloseDialog{});
}

}  // namespace palabre::ui
