// The part of App that takes a case out of the window and brings one in: figures, data, share
// codes.

#include <algorithm>

#include "sim/scenario/share_code.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"
#include "ui/app/app.hpp"
#include "ui/base/words.hpp"
#include "ui/figures/figure.hpp"
#include "ui/figures/report.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

constexpr int kPictureFrames = 3;
constexpr std::size_t kFigureBytesMax = limit(LimitId::figure_kib) << 10;
constexpr const char* kOnTheBaseline = "format = 1\nbase = \"baseline.toml\"\n";

}  // namespace

// On the baseline, as a change that is not saved yet and can be undone.
void App::show_as_new(const std::string& name, Scenario wanted) {
  take_up(parse_scenario(kOnTheBaseline, shipped_scenarios() / (name + ".toml"), options_.load));
  unnamed_ = true;
  history_.before_change(draft_, {}, true);
  set_case(std::move(wanted));
  dirty_ = true;
}

void App::load_shared(const fs::path& named) {
  const bool typed = is_share_code(named.string());
  std::string code = named.string();
  if (!typed) code = share_code_in(read_file(named, kFigureBytesMax));
  if (code.empty()) return load_figure(named);
  ScenarioFile file = read_share_code(code, options_.load);
  show_as_new(typed ? std::string(say(view_.lang, TextId::ui_untitled)) : named.stem().string(),
              std::move(file.scenario));
  notice_ = typed ? say(view_.lang, TextId::ui_from_code)
                  : say(view_.lang, TextId::ui_from_figure, named.filename().string());
  if (!file.notes.empty()) notice_ = file.notes.front().to_string(view_.lang);
}

// A figure of before there were share codes: its recipe names the values.
void App::load_figure(const fs::path& path) {
  const std::optional<std::string> recipe = recipe_in(read_file(path, kFigureBytesMax));
  if (!recipe) throw FileError(path.string(), {TextId::ui_no_recipe, {path.filename().string()}});
  Scenario wanted =
      parse_scenario(kOnTheBaseline, shipped_scenarios() / "figure.toml", options_.load).scenario;
  apply_recipe(wanted, *recipe);
  show_as_new(path.stem().string(), std::move(wanted));
  notice_ = say(view_.lang, TextId::ui_from_figure, path.filename().string());
}

void App::share() {
  try {
    const std::string code = share_code(draft_, *file_.world);
    ImGui::SetClipboardText(code.c_str());
    notice_ = say(view_.lang, TextId::ui_shared, whole(std::int64_t(code.size()), view_.lang));
  } catch (const ScenarioError& error) {
    tell_problem(error);
  }
}

void App::act_on(const CopyCsv& command) {
  if (!results_) return;
  const std::string csv = figure_csv(command.what, shown());
  ImGui::SetClipboardText(csv.c_str());
  notice_ = say(view_.lang, TextId::ui_copied_csv,
                whole(std::count(csv.begin(), csv.end(), '\n'), view_.lang));
}

std::vector<FigureChoice> App::figures() const {
  return results_ ? figure_choices(shown()) : std::vector<FigureChoice>();
}

void App::act_on(const ExportFigure& command) {
  if (!results_) return;
  if (command.what == "window") {
    picture_ = Picture{command.path, {{0, 0}, ImGui::GetIO().DisplaySize}};
    picture_wait_ = kPictureFrames;
    dialog_ = Dialog::none;
    return;
  }
  const auto bytes = [&] {
    switch (command.format) {
      case FigureFormat::svg:
        return figure_svg(command.what, shown());
      case FigureFormat::png:
        return figure_png(command.what, shown(), command.size);
      case FigureFormat::html:
        return report_html(shown());
      case FigureFormat::csv:
        break;
    }
    return figure_csv(command.what, shown());
  };
  try {
    write_file(command.path, bytes(), false);
    dialog_ = Dialog::none;
    notice_ = say(view_.lang, TextId::ui_exported, command.path.string());
  } catch (const FileError& error) {
    tell_problem(error);
  }
}

// Only when the dialog that asked for it has left the window.
std::optional<App::Picture> App::take_picture() {
  if (!picture_ || --picture_wait_ > 0) return std::nullopt;
  return std::exchange(picture_, std::nullopt);
}

void App::picture_written(const fs::path& path, bool well) {
  notice_ = say(view_.lang, well ? TextId::ui_exported : TextId::ui_cannot_write, path.string());
}

}  // namespace palabre::ui
