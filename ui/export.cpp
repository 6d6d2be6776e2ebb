// palabre-export: figures and the written report of a case as files, drawn by the dashboard's own
// panels without a window and without OpenGL. `palabre export` and `palabre report` call it.

#include <imgui.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdio>
#include <limits>
#include <string>
#include <thread>

#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"
#include "ui/app/app.hpp"
#include "ui/base/words.hpp"
#include "ui/figures/figure.hpp"

namespace palabre::ui {
namespace {

constexpr int kDone = 0, kUsage = 2, kInvalid = 3, kUnwritten = 4;

struct Options {
  std::filesystem::path file, against, output;
  std::string figure, lang = "en";
  PngSize size;
  bool quiet = false;
  AppOptions app;
};

void define(CLI::App& cli, Options& o) {
  cli.add_option("file", o.file, "Scenario, share code or figure")->required();
  cli.add_option("--figure", o.figure, "Name of the figure, or report")->required();
  cli.add_option("-o,--output", o.output, "File to write")->required();
  cli.add_option("--against", o.against, "Compare with this case");
  cli.add_option("--lang", o.lang, "Language")->check(CLI::IsMember({"en", "fr"}));
  cli.add_option("--width", o.size.width, "Width of a PNG")
      ->check(CLI::Range(kPngWidthMin, kPngWidthMax));
  cli.add_option("-n,--replicates", o.app.replicates, "Number of runs")
      ->check(CLI::Range(1, kReplicatesMax));
  cli.add_option("--seed", o.app.seed, "Seed")
      ->check(CLI::Range(std::int64_t{0}, std::numeric_limits<std::int64_t>::max()));
  cli.add_option("--weeks", o.app.load.weeks, "Weeks")->check(CLI::Range(1, kWeeksMax));
  cli.add_option("--set", o.app.assignments, "Change a value: key=value (repeatable)")
      ->allow_extra_args(false);
  cli.add_flag("--allow-outside", o.app.load.allow_outside,
               "Let base and world lead out of the folder");
  cli.add_flag("-q,--quiet", o.quiet, "No messages but errors");
}

/// Dear ImGui with a display that nobody sees.
class Unseen {
 public:
  Unseen() {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {1440, 900};
    io.DeltaTime = 1 / 60.0f;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.MousePos = {-FLT_MAX, -FLT_MAX};
  }
  ~Unseen() { ImGui::DestroyContext(); }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;
};

void frame(App& app) {
  if (app.prepare_fonts()) {  // nobody draws them, but text is measured by them
    unsigned char* texels = nullptr;
    int width = 0, height = 0;
    ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&texels, &width, &height);
  }
  ImGui::NewFrame();
  app.frame();
  ImGui::Render();
}

/// Until all that was asked for is there. A frame can ask for more, so a few must be quiet.
void settle(App& app) {
  constexpr int kQuietFrames = 3;
  for (int quiet = -2; quiet < kQuietFrames; quiet = app.settled() ? quiet + 1 : 0) {
    frame(app);
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

int fail(Lang lang, const std::string& words, int status) {
  std::fprintf(stderr, "%s\n", say(lang, TextId::cli_error, words).c_str());
  return status;
}

FigureFormat format_of(const Options& o) {
  const std::string ending = o.output.extension().string();
  if (o.figure == "report") return FigureFormat::html;
  return ending == ".png"   ? FigureFormat::png
         : ending == ".csv" ? FigureFormat::csv
                            : FigureFormat::svg;
}

int write(const Options& o, Lang lang) {
  const Unseen imgui;
  App app(o.file, o.app);
  if (!o.against.empty()) app.act(PickA{{SideA::file, o.against}});
  settle(app);
  if (!app.problem().empty()) return fail(lang, app.problem(), kInvalid);
  std::string known;
  bool is_known = false;
  for (const FigureChoice& choice : app.figures()) {
    is_known = is_known || choice.id == o.figure;
    if (choice.id != "report" && choice.id != "window")
      known += (known.empty() ? "" : ", ") + choice.id;
  }
  if (!is_known) return fail(lang, say(lang, TextId::export_no_figure, o.figure, known), kUsage);
  app.act(ExportFigure{o.figure, format_of(o), o.output, o.size});
  if (!app.problem().empty()) return fail(lang, app.problem(), kUnwritten);
  if (!o.quiet) std::fprintf(stderr, "%s\n", app.notice().c_str());
  return kDone;
}

}  // namespace
}  // namespace palabre::ui

int main(int argc, char** argv) {
  using namespace palabre;
  ui::Options options;
  CLI::App cli{std::string(text(TextId::help_export, Lang::en)), "palabre-export"};
  ui::define(cli, options);
  try {
    cli.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return cli.exit(error) == 0 ? ui::kDone : ui::kUsage;
  }
  const Lang lang = options.lang == "fr" ? Lang::fr : Lang::en;
  options.app.lang = lang;
  options.app.theme = ui::Theme::light;
  options.app.still = true;
  options.app.asks_why =
      options.figure == "report";  // thirty ensembles for a page, none for a chart
  try {
    return ui::write(options, lang);
  } catch (const ScenarioError& error) {
    return ui::fail(lang, error.diagnostics().front().to_string(lang), ui::kInvalid);
  } catch (const FileError& error) {
    return ui::fail(lang, error.in(lang), ui::kUnwritten);
  }
}
