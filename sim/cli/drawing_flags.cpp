#include "sim/cli/drawing.hpp"
#include "sim/cli/flags.hpp"

namespace palabre {
namespace {

void define_case(Flags& flags, DrawArgs& args, bool needs_file, TextId output) {
  flags.file(args.file, needs_file, TextId::help_answer_file);
  flags.path("--against", args.against, TextId::help_held_against);
  flags.text("-o,--output", args.output, output, "FILE");
  flags.changes(args.changes);
  flags.check([&flags, &args] {
    if (args.against == "-") flags.understood().wrong(TextId::export_one_input);
  });
}

}  // namespace

void define_export(Flags& flags, ExportArgs& args) {
  flags.text("--figure", args.figure, TextId::help_export_figure, "ID");
  flags.flag("--list", args.list, TextId::help_export_list);
  define_case(flags, args, false, TextId::help_export_output);
  flags.number("--width", args.width, kFigureWidthMin, kFigureWidthMax, TextId::help_export_width);
  flags.number("--week", args.week, 0, kWeeksMax, TextId::help_export_week, "W");
  flags.text("--cercle", args.cercle, TextId::help_export_cercle, "NAME");
  flags.number("--replicate", args.replicate, std::int64_t{0}, std::int64_t{kReplicatesMax - 1},
               TextId::help_export_replicate, "K");
  const CLI::Option* style = flags.csv_style(args.csv_style);
  flags.check([&flags, &args, style] {
    if (style->count() > 0 && std::filesystem::path(args.output).extension() != ".csv")
      flags.understood().wrong(TextId::cli_needs, "--csv-style", "-o FILE.csv");
    if (args.list) return;
    Understood& understood = flags.understood();
    if (args.file.empty()) understood.wrong(TextId::cli_no_file);
    if (args.figure.empty()) understood.wrong(TextId::export_needs_figure);
    if (args.output.empty()) understood.wrong(TextId::export_needs_output);
  });
}

void define_page(Flags& flags, PageArgs& args) {
  define_case(flags, args, true, TextId::help_report_output);
}

}  // namespace palabre
