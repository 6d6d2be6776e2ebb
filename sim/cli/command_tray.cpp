// Three to six cases side by side.

#include <ostream>

#include "sim/answer/tray.hpp"
#include "sim/cli/analysis.hpp"
#include "sim/cli/answer_text.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/usage.hpp"
#include "sim/report/input_words.hpp"
#include "sim/report/layout.hpp"
#include "sim/scenario/differences.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

std::string letter(std::size_t k) { return std::string(1, char('A' + k)); }

struct Side {
  const std::vector<ScenarioFile>& files;
  const Tray& tray;
  Target about;
};

std::string answer_of(const Side& side, std::size_t k, Lang lang) {
  return answer_text(side.tray.changes[k - 1], side.tray.finding(k, side.about), lang);
}

/// The first case and some of the others.
Table tray_table(const Side& side, std::size_t from, std::size_t end, Lang lang) {
  Table out{.heads = {say(TextId::ans_column_figure, lang), "A"}};
  for (std::size_t k = from; k < end; ++k) {
    out.heads.push_back(letter(k));
    out.heads.push_back(say(TextId::ans_tray_minus, lang, letter(k)));
  }
  std::vector<Finding> findings;  // [figure][case]
  for (const Target& figure : Tray::figures())
    for (std::size_t k = from; k < end; ++k) findings.push_back(side.tray.finding(k, figure));
  const std::vector<Shown> shown = shown_in_table(findings);
  for (std::size_t at = 0; at < findings.size();) {
    std::vector<TableCell> cells{figure_label(findings[at].about, lang),
                                 side_cell(findings[at], false, shown[at], lang)};
    for (std::size_t k = from; k < end; ++k, ++at) {
      cells.emplace_back(side_cell(findings[at], true, shown[at], lang));
      cells.emplace_back(difference_cell(findings[at], shown[at], lang));
    }
    out.add(std::move(cells));
  }
  return out;
}

Json tray_cases_json(const Side& side) {
  Json out = Json::array();
  for (std::size_t k = 0; k < side.files.size(); ++k) {
    Json one = case_json(side.files[k]);
    if (k > 0) {
      one["answer"] = both_languages([&](Lang lang) { return answer_of(side, k, lang); });
      one["changes"] = Json::array();
      for (const Change& change : side.tray.changes[k - 1]) {
        Json said = both_languages([&](Lang lang) { return change.phrase.in(lang); });
        said["keys"] = change.keys;
        one["changes"].push_back(said);
      }
    }
    out.push_back(one);
  }
  return out;
}

Json tray_figures_json(const Side& side) {
  Json out = Json::object();
  for (const Target& figure : Tray::figures()) {
    Json one{{"label", figure.label().en},
             {"unit", label(figure.unit(), Lang::en)},
             {"first", estimate_json(side.tray.finding(1, figure).without)},
             {"others", Json::array()}};
    for (std::size_t k = 1; k < side.files.size(); ++k) {
      Json finding = finding_json(side.tray.finding(k, figure));
      finding.erase("without");
      one["others"].push_back(finding);
    }
    out[(figure.outcome ? "outcome." : "") + std::string(figure.id())] = one;
  }
  return out;
}

std::vector<std::vector<std::string>> words_of(const Table& table) {
  std::vector<std::vector<std::string>> out{table.heads};
  for (const TableRow& row : table.rows) {
    out.emplace_back();
    for (const TableCell& cell : row.cells) out.back().push_back(cell.words);
  }
  return out;
}

Report tray_report(const Side& side, Lang lang) {
  const Scenario& first = side.files.front().scenario;
  Report out(lang, "palabre.tray/1");
  out.data["cases"] = tray_cases_json(side);
  out.data["about"] = target_json(side.about);
  out.data["figures"] = tray_figures_json(side);
  out.data["weeks"] = first.weeks;
  out.data["seed"] = first.seed;
  out.data["replicates"] = side.tray.comparisons.front().replicates;
  out.data["program"] = program_json();
  for (std::size_t k = 0; k < side.files.size(); ++k)
    out.title(say(TextId::ans_tray_title, lang, letter(k), side.files[k].scenario.title.in(lang),
                  file_words(side.files[k].path.string())));
  out.caveats(first.not_modelled);
  out.blank();
  for (std::size_t k = 1; k < side.files.size(); ++k)
    out.say(TextId::ans_tray_case, letter(k), answer_of(side, k, lang));
  for (std::size_t k = 1, end = 0; k < side.files.size(); k = end) {
    end = std::min(k + 2, side.files.size());
    Table table = tray_table(side, k, end, lang);
    if (end - k > 1 && !fits_columns(words_of(table)))
      table = tray_table(side, k, end = k + 1, lang);
    out.blank();
    out.add(std::move(table));
  }
  const std::int64_t runs = side.tray.comparisons.front().finished();
  const std::string count = count_text(runs, lang);
  out.paragraph(
      agreed(say(TextId::ans_tray_basis, lang, count), is_one(count, double(runs), lang)));
  return out;
}

ExitStatus compare_tray(const TrayArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  std::vector<ScenarioFile> files;
  for (const auto& path : args.files) files.push_back(load_case(args.changes, path));
  std::vector<TrayCase> cases;
  int replicates = files.front().scenario.replicates;
  for (const ScenarioFile& file : files) {
    if (is_one_of(args.output, file.chain))
      return refuse_output(args.output, "-o", output_options, err);
    say_what_was_read(file, output_options, err);
    const ScenarioFile& first = files.front();
    if (const auto why = cannot_pair({first.path.string(), first.scenario, *first.world},
                                     {file.path.string(), file.scenario, *file.world})) {
      err << say(TextId::cli_error, output_options.lang, why->in(output_options.lang)) << '\n';
      return ExitStatus::invalid;
    }
    replicates = std::min(replicates, file.scenario.replicates);
    cases.push_back({file.scenario, *file.world});
  }
  ProgressBar bar(output_options, err);
  const auto tray =
      compare_all(cases, {replicates, args.threads, false, args.stop, bar.reporter()});
  if (!tray) return ExitStatus::interrupted;
  const auto about = find_figure(args.about);
  const Side side{files, *tray, about ? *about : tray->strongest()};
  print_report(tray_report(side, output_options.lang), args.json, output_options, args.output, out);
  for (const Comparison& comparison : tray->comparisons)
    if (comparison.failed > 0) return ExitStatus::replicates_failed;
  const bool same = std::all_of(tray->changes.begin(), tray->changes.end(),
                                [](const auto& changes) { return changes.empty(); });
  return same ? ExitStatus::done : ExitStatus::difference;
}

}  // namespace

int tray_command(const TrayArgs& args, std::ostream& out, std::ostream& err) {
  const Lang lang = args.output_options.lang;
  if (!args.about.empty() && !find_figure(args.about))
    return usage_error({no_such_figure("--about", args.about, lang)}, "compare", lang, err);
  const ExitStatus status =
      printed_to(args.output, args.files, args.output_options, out, err,
                 [&](std::ostream& to) { return compare_tray(args, to, err); });
  return ended(status, args.output_options, err);
}

}  // namespace palabre
