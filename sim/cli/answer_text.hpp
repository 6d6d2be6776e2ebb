// What the commands that answer share: tables of effects, and findings as JSON.

#pragma once

#include <string>

#include "sim/answer/finding.hpp"
#include "sim/answer/grammar.hpp"
#include "sim/answer/robust.hpp"
#include "sim/cli/commands.hpp"
#include "sim/report/report.hpp"

namespace palabre {

/// Its changes are those of the case; the length of the run is of both.
struct AnswerArgs : ReportArgs {
  std::filesystem::path file;
  std::filesystem::path against;  // empty: the scenario that the case is based on
  std::string about;              // an outcome or a statistic; empty: the largest effect
};
/// Says in one sentence what a case does against its reference, and which change did it. 0 done.
int answer_command(const AnswerArgs& args, std::ostream& out, std::ostream& err);

/// Its changes are those of every case.
struct TrayArgs : ReportArgs {
  std::vector<std::filesystem::path> files;  // two to six
  std::string about;  // the figure that the answers speak of; empty: the largest effect
};
/// Puts cases side by side, each against the first. 1 when some inputs differ, 0 when none does.
int tray_command(const TrayArgs& args, std::ostream& out, std::ostream& err);

/// Its replicates are those of each case in each world.
struct RobustArgs : ReportArgs {
  std::vector<std::filesystem::path> files;  // one to six; one is held against its reference
  std::string about;  // a goal; empty: what answers the question of the last case, or talks
  std::optional<int> worlds;
};
/// Judges cases over worlds with drawn assumptions: who is best where, and how large the regret is.
int robust_command(const RobustArgs& args, std::ostream& out, std::ostream& err);

/// Its replicates are those of each lever and assumption. Verbose: every row.
struct NeedsArgs : ReportArgs {
  std::filesystem::path file;
  std::string about;  // empty: what answers the question of the file
  std::optional<int> worlds;
};
/// Ranks levers and assumptions by what each does to a figure, and says where it is frequent.
int needs_command(const NeedsArgs& args, std::ostream& out, std::ostream& err);

/// "--about: no such outcome or statistic: talk (did you mean talks_started?)"
std::string no_such_figure(std::string_view flag, const std::string& name, Lang lang);
/// "Deaths a year (deaths/year)"; shares need no unit.
std::string figure_label(const Target& figure, Lang lang);
/// "+14 [+11, +16]", "0" where no run differs.
std::string effect_cell(const Estimate& effect, const Finding& finding, const Shown& shown,
                        Lang lang);
/// One side of a finding: "71 of 100", "31%", "1,210", "-" where there is none.
std::string side_cell(const Finding& finding, bool with, const Shown& shown, Lang lang);
/// Its difference with the interval; a mark where that cannot be told from luck.
std::string difference_cell(const Finding& finding, const Shown& shown, Lang lang);
/// The headline figures and the outcomes without the change and with it.
Table effects_table(const Comparison& comparison, Lang lang);

/// Loads a file as load_with(). What --set changes has the name of a changed case: "Baseline + 2
/// changes".
ScenarioFile load_case(const Changes& changes, const std::filesystem::path& file);

Json case_json(const ScenarioFile& file);
/// "evidence", "without", "with", "difference", "runs", "differing".
Json finding_json(const Finding& finding);
/// The edges of a box of assumptions, with density, coverage and base rate; null without a box.
Json box_edges_json(const std::optional<Discovery>& box, const ParamList& params);
Json effects_json(const Comparison& comparison);
/// An object with a text in both languages.
template <class Text>
Json both_languages(Text text) {
  return {{"en", text(Lang::en)}, {"fr", text(Lang::fr)}};
}

}  // namespace palabre
