// Three to six cases side by side.

#include <ostream>

#include "sim/answer/tray.hpp"
#include "sim/cli/analysis.hpp"
#include "sim/cli/answer_text.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/cli/usage.hpp"
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

/// The first case and some of the others: as many as 80 columns hold.
std::string tray_table(const Side& side, std::size_t from, std::size_t end, Lang lang) {
  std::vector<std::vector<std::string>> rows{{say(TextId::ans_column_figure, lang), "A"}};
  for (std::size_t k = from; k < end; ++k) {
    rows[0].push_back(letter(k));
    rows[0].push_back(say(TextId::ans_tray_minus, lang, letter(k)));
  }
  for (const Target& figure : Tray::figures()) {
    rows.push_back(
        {figure_label(figure, lang), side_cell(side.tray.finding(1, figure), false, lang)});
    for (std::size_t k = from; k < end; ++k) {
      const Finding finding = side.tray.finding(k, figure);
      rows.back().push_back(side_cell(finding, true, lang));
      rows.back().push_back(difference_cell(finding, lang));
    }
  }
  return fitted_table(rows);
}

std::string tray_text(const Side& side, Lang lang, bool color) {
  constexpr std::size_t kAtOnce = 2;
  std::string out;
  for (std::size_t k = 0; k < side.files.size(); ++k)
    for (const std::string& line :
         wrapped(say(TextId::ans_tray_title, lang, letter(k), side.files[k].scenario.title.in(lang),
                     side.files[k].path.string()),
                 80))
      out += bold(line, color) + "\n";
  out += caveats_text(side.files.front().scenario.not_modelled, lang) + "\n";
  for (std::size_t k = 1; k < side.files.size(); ++k)
    out += paragraph(say(TextId::ans_tray_case, lang, letter(k), answer_of(side, k, lang)));
  for (std::size_t k = 1; k < side.files.size(); k += kAtOnce)
    out += "\n" + tray_table(side, k, std::min(k + kAtOnce, side.files.size()), lang);
  return out + paragraph(say(TextId::ans_tray_basis, lang,
                             count_text(side.tray.comparisons.front().finished(), lang)));
}

Json tray_json(const Side& side) {
  Json out;
  out["schema"] = "palabre.tray/1";
  out["cases"] = Json::array();
  for (std::size_t k = 0; k < side.files.size(); ++k) {
    Json one = case_json(side.files[k]);
    if (k > 0) {
      one["answer"] = {{"en", answer_of(side, k, Lang::en)}, {"fr", answer_of(side, k, Lang::fr)}};
      one["changes"] = Json::array();
      for (const Change& change : side.tray.changes[k - 1])
        one["changes"].push_back({{"keys", change.keys},
                                  {"en", change.phrase.in(Lang::en)},
                                  {"fr", change.phrase.in(Lang::fr)}});
    }
    out["cases"].push_back(one);
  }
  out["about"] = target_json(side.about);
  out["figures"] = Json::object();
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
    out["figures"][(figure.outcome ? "outcome." : "") + std::string(figure.id())] = one;
  }
  out["weeks"] = side.files.front().scenario.weeks;
  out["seed"] = side.files.front().scenario.seed;
  out["replicates"] = side.tray.comparisons.front().replicates;
  out["program"] = {{"version", program_version()}, {"build", program_build()}};
  add_caveats(out, side.files.front().scenario);
  return out;
}

ExitStatus compare_tray(const TrayArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  std::vector<ScenarioFile> files;
  for (const auto& path : args.files) files.push_back(load_named(args.changes, path));
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
  if (args.json)
    out << tray_json(side).dump(-1, ' ', false, Json::error_handler_t::replace) << '\n';
  else
    out << tray_text(side, output_options.lang, output_options.color && args.output == "-");
  out << std::flush;
  for (const Comparison& comparison : tray->comparisons)
    if (comparison.failed > 0) return ExitStatus::replicates_failed;
  const bool same = std::all_of(tray->changes.begin(), tray->changes.end(),
                                [](const auto& changes) { return changes.empty(); });
  return same ? ExitStatus::done : ExitStatus::difference;
}

}  // namespace

int tray_command(const TrayArgs& args, std::ostream& out, std::ostream& err) {
  const Lang lang = args.output_options.lang;
  if (args.files.size() > kTrayMost)
    return usage_error({say(TextId::ans_tray_most, lang, kTrayMost)}, "compare", lang, err);
  if (!args.about.empty() && !find_figure(args.about))
    return usage_error({no_such_figure("--about", args.about, lang)}, "compare", lang, err);
  const ExitStatus status =
      printed_to(args.output, args.files, args.output_options, out, err,
                 [&](std::ostream& to) { return compare_tray(args, to, err); });
  return ended(status, args.output_options, err);
}

}  // namespace palabre
