// Why a run ended as it did, and what holds back each national step, as reports.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/report/report.hpp"
#include "sim/run/explain/causes.hpp"
#include "sim/run/explain/limiting_factors.hpp"
#include "sim/run/explain/representative.hpp"
#include "sim/run/explain/story.hpp"
#include "sim/run/explain/story_text.hpp"

namespace palabre {

/// One run of a scenario and what explains it.
struct Explained {
  std::string file;  // as the user named it
  const ScenarioFile& scenario_file;
  const Model& model;
  std::optional<OutcomeId> wanted;       // asked for by --outcome
  bool is_frequent = false;              // nothing was asked for: the most frequent outcome
  std::int64_t finished = 0;             // runs of the ensemble; 0 when a number was asked for
  std::optional<Representative> chosen;  // by rule
  std::optional<Story> story;            // nothing when no run ended as wanted
  std::optional<std::vector<Counterfactual>> counterfactuals;

  const Scenario& scenario() const { return scenario_file.scenario; }
  /// The story in words; there must be one.
  StoryContext story_context(Lang lang) const {
    return {scenario_file.scenario, *scenario_file.world, model, *story, lang, week_as_date};
  }
};

/// Title, the run, why it ended so, its dated events with their numbers, and what becomes of the
/// ensemble without each cause; "palabre.explain/1". `all`: local pacts and every cause too.
/// `series`: in the data, the run's series week by week.
Report explain_report(const Explained& explained, Lang lang, bool all, bool series);

/// "palabre.limiting_factors/1"
Report limiting_factors_report(const std::string& name, const ScenarioFile& file,
                               const LimitingFactors& limiting_factors, Lang lang);

}  // namespace palabre
