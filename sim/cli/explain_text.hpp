// Why a run ended as it did, for people at a terminal of 80 columns, and for programs.

#pragma once

#include <optional>
#include <string>
#include <vector>

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
/// ensemble without each cause. `all`: local pacts and every cause. Ends with a line end.
std::string explain_text(const Explained& explained, Lang lang, bool all, bool color);
/// The table of the counterfactuals by itself.
std::string counterfactual_text(const Explained& e, Lang lang, bool all, bool color);
/// One object on one line, "palabre.explain/1", without a line end. Always English and with a
/// point. `series`: the run's series week by week too.
std::string explain_json(const Explained& explained, bool series);

std::string limiting_factors_text(const ScenarioFile& file, const LimitingFactors& limiting_factors,
                                  Lang lang, bool color);
/// "palabre.binding/1"
std::string limiting_factors_json(const std::string& name, const ScenarioFile& file,
                                  const LimitingFactors& limiting_factors);

}  // namespace palabre
