#include "ui/export/drawing_commands.hpp"

#include <algorithm>
#include <optional>
#include <ostream>

#include "sim/cli/progress.hpp"
#include "sim/cli/usage.hpp"
#include "sim/report/draw.hpp"
#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"
#include "ui/base/words.hpp"
#include "ui/export/figure_ids.hpp"
#include "ui/export/headless_case.hpp"
#include "ui/figures/figure.hpp"
#include "ui/figures/report.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

static_assert(kFigureWidthMin == kPngWidthMin && kFigureWidthMax == kPngWidthMax);

std::optional<FigureFormat> form_of(const std::string& path) {
  const std::string ending = fs::path(path).extension().string();
  if (ending == ".svg") return FigureFormat::svg;
  if (ending == ".png") return FigureFormat::png;
  if (ending == ".csv") return FigureFormat::csv;
  return {};
}

void list_figures(Lang lang, std::ostream& out) {
  std::vector<std::vector<std::string>> rows{{say(lang, TextId::export_column_id),
                                              say(lang, TextId::export_column_forms),
                                              say(lang, TextId::export_column_title)}};
  for (const FigureId& id : figure_ids())
    rows.push_back({id.name, id.only ? ".csv" : ".svg .png .csv", id.title(lang)});
  out << table_text(rows, {true, true, true});
}

/// What is wrong with the words, seen together: one line each.
std::vector<std::string> mistakes_of(const ExportArgs& args, const FigureId* figure) {
  const Lang lang = args.output_options.lang;
  std::vector<std::string> out;
  const std::optional<FigureFormat> form = form_of(args.output);
  if (!form) out.push_back(say(lang, TextId::export_bad_ending, args.output));
  if (args.width && form && *form != FigureFormat::png)
    out.push_back(say(lang, TextId::export_png_only, "--width"));
  if (figure == nullptr) {
    std::vector<std::string_view> known;
    for (const FigureId& id : figure_ids()) known.push_back(id.name);
    const std::string said =
        with_nearest(say(lang, TextId::export_unknown, args.figure), args.figure, known, lang);
    out.insert(out.begin(), say(lang, TextId::export_list_names, said));
    return out;
  }
  if (figure->only && form && *form != *figure->only)
    out.push_back(say(lang, TextId::export_table_only, args.figure));
  if (args.week && !figure->is_map())
    out.push_back(
        say(lang, TextId::export_flag_of, "--week", "map, map.*, compare.maps, watch.map"));
  if (args.replicate && !figure->is_of_run())
    out.push_back(say(lang, TextId::export_flag_of, "--replicate", "watch.*"));
  if (figure->is_of_cercle() && args.cercle.empty())
    out.push_back(say(lang, TextId::cli_needs, "--figure " + args.figure, "--cercle"));
  if (!args.cercle.empty() && !figure->is_of_cercle())
    out.push_back(say(lang, TextId::export_flag_of, "--cercle", "cercle.*"));
  return out;
}

/// Sets the view as the figure wants it. Returns what is wrong with that for this case.
std::string look_at(HeadlessCase& shown_case, const FigureId& figure, const ExportArgs& args) {
  const Lang lang = args.output_options.lang;
  View& view = shown_case.view();
  if (!figure.chart.empty()) view.charts[0] = figure.chart;
  if (figure.field) view.field = *figure.field;
  if (args.week) view.week = std::min(*args.week, view.week);
  if (figure.place == Place::compare) shown_case.compare();
  view.place = figure.place;
  if (figure.is_of_run()) {
    const int runs = shown_case.document().draft().replicates;
    view.replicate = args.replicate.value_or(0);
    if (view.replicate >= runs) return say(lang, TextId::export_no_run, whole(runs - 1, lang));
  }
  if (figure.is_of_cercle()) {
    const auto& cercles = shown_case.document().world()->cercles;
    std::vector<std::string_view> known;
    for (const Cercle& cercle : cercles) known.push_back(cercle.name);
    const auto found = std::find(known.begin(), known.end(), args.cercle);
    if (found == known.end())
      return with_nearest(say(lang, TextId::export_no_cercle, args.cercle), args.cercle, known,
                          lang);
    view.cercle = int(found - known.begin());
  }
  return {};
}

std::string bytes_of_figure(const FigureId& figure, FigureFormat form, const ExportArgs& args,
                            const FrameInputs& shown) {
  PngSize size;
  size.width = args.width.value_or(size.width);
  if (form == FigureFormat::csv)
    return csv_file(figure.made, shown, args.csv_style.value_or(shown.lang()));
  if (form == FigureFormat::png) return figure_png(figure.made, shown, size);
  return figure_svg(figure.made, shown);
}

ExitStatus refuse(const std::string& words, const OutputOptions& options, std::ostream& err) {
  err << say(options.lang, TextId::cli_error, words) << '\n';
  return ExitStatus::invalid;
}

/// Reads, says what was read, and refuses an output that was read and two cases that cannot be
/// paired where somebody asked for both.
std::optional<ExitStatus> begin(const HeadlessCase& shown_case, const DrawArgs& args,
                                std::ostream& err) {
  const OutputOptions& options = args.output_options;
  if (!args.output.empty() && is_one_of(args.output, shown_case.inputs()))
    return refuse_output(args.output, "-o", options, err);
  say_what_was_read(shown_case.document().file(), options, err);
  if (args.against.empty()) return {};
  if (const auto why = shown_case.cannot_be_paired())
    return refuse(why->in(options.lang), options, err);
  return {};
}

/// The status of a case that was worked out: what failed, or runs that left the model's bounds.
ExitStatus after(const HeadlessCase& shown_case) {
  const Results* results = shown_case.session().results().get();
  return results != nullptr && results->failed > 0 ? ExitStatus::replicates_failed
                                                   : ExitStatus::done;
}

ExitStatus export_figure(const ExportArgs& args, const FigureId& figure, std::ostream& err) {
  const OutputOptions& options = args.output_options;
  require_writable(args.output);
  HeadlessCase shown_case(args, false);
  if (const auto refused = begin(shown_case, args, err)) return *refused;
  if (const std::string wrong = look_at(shown_case, figure, args); !wrong.empty())
    return ExitStatus(usage_error({wrong}, "export", options.lang, err));
  {
    ProgressBar bar(options, err);
    if (!shown_case.work_out(args.stop, bar.reporter())) return ExitStatus::interrupted;
  }
  const FrameInputs shown = shown_case.shown();
  if (!shown.results || !shown_case.failure().empty())
    return refuse(say(options.lang, TextId::export_failed, figure.name, shown_case.failure()),
                  options, err);
  const std::vector<FigureChoice> choices = figure_choices(shown);
  const bool is_there = std::any_of(choices.begin(), choices.end(),
                                    [&](const FigureChoice& one) { return one.id == figure.made; });
  if (!is_there)
    return refuse(say(options.lang, TextId::export_not_there, figure.name), options, err);
  write_file(args.output, bytes_of_figure(figure, *form_of(args.output), args, shown), false);
  return after(shown_case);
}

ExitStatus write_report(const PageArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& options = args.output_options;
  if (!args.output.empty()) require_writable(args.output);
  HeadlessCase shown_case(args, true);
  if (const auto refused = begin(shown_case, args, err)) return *refused;
  {
    ProgressBar bar(options, err);
    if (!shown_case.work_out(args.stop, bar.reporter())) return ExitStatus::interrupted;
  }
  const FrameInputs shown = shown_case.shown();
  if (!shown.results || !shown_case.failure().empty())
    return refuse(say(options.lang, TextId::export_failed, "report", shown_case.failure()), options,
                  err);
  if (args.output.empty())
    out << text_of(case_report(shown), options.color);
  else
    write_file(args.output, report_html(shown), false);
  return after(shown_case);
}

}  // namespace

int export_command(const ExportArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& options = args.output_options;
  if (args.list) {
    list_figures(options.lang, out);
    return code(ExitStatus::done);
  }
  const FigureId* figure = find_figure_id(args.figure);
  if (const auto mistakes = mistakes_of(args, figure); !mistakes.empty())
    return usage_error(mistakes, "export", options.lang, err);
  return ended(guarded(options, err, [&] { return export_figure(args, *figure, err); }), options,
               err);
}

int report_command(const PageArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& options = args.output_options;
  const std::string ending = fs::path(args.output).extension().string();
  if (!args.output.empty() && ending != ".html" && ending != ".htm")
    return usage_error({say(options.lang, TextId::report_bad_ending, args.output)}, "report",
                       options.lang, err);
  return ended(guarded(options, err, [&] { return write_report(args, out, err); }), options, err);
}

}  // namespace palabre::ui
