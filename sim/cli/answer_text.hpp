// What the commands that answer share: tables of effects, and findings as JSON.

#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "sim/answer/finding.hpp"
#include "sim/answer/grammar.hpp"
#include "sim/cli/commands.hpp"

namespace palabre {

using Json = nlohmann::ordered_json;

struct AnswerArgs {
  std::filesystem::path file;
  Changes changes;  // for the case; the length of the run for both
  Speech speech;
  int threads = 0;
  bool json = false;
  std::filesystem::path against;  // empty: the scenario that the case is based on
  std::string about;              // an outcome or a statistic; empty: the largest effect
  std::string output = "-";
  std::stop_token stop;
};
/// Says in one sentence what a case does against its reference, and which change did it. 0 done.
int answer_command(const AnswerArgs& args, std::ostream& out, std::ostream& err);

/// "--about: no such outcome or statistic: talk (did you mean talks_started?)"
std::string no_such_figure(std::string_view flag, const std::string& name, Lang lang);
/// "Deaths a year (deaths/year)"; shares need no unit.
std::string figure_label(const Target& figure, Lang lang);
/// "+14 [+11, +16]", "0" where no run differs.
std::string effect_cell(const Estimate& effect, const Finding& finding, const Shown& shown,
                        Lang lang);
/// One side of a finding: "71 of 100", "31%", "1,210", "-" where there is none.
std::string side_cell(const Finding& finding, bool with, Lang lang);
/// The headline figures without the change and with it.
std::string effects_table(const Comparison& comparison, Lang lang);

Json case_json(const ScenarioFile& file);
/// "evidence", "without", "with", "difference", "runs", "differing".
Json finding_json(const Finding& finding);
Json effects_json(const Comparison& comparison);
/// The sentence that every export carries, and what is not modelled.
void add_caveats(Json& out, const Scenario& scenario);

}  // namespace palabre
