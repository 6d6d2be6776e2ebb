// A told run in plain words: its events, the numbers that made them, and why it ended so. The
// command line and the window say the same.

#pragma once

#include <optional>
#include <string>

#include "sim/run/explain/story.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre {

/// "2023-03-20": the day on which a week begins.
std::string date_of_week(const Scenario& scenario, int week);
/// How the day on which a week begins is written.
using WeekText = std::string (*)(const Scenario& scenario, int week, Lang lang);
/// date_of_week() in every language: for terminals and files.
std::string week_as_date(const Scenario& scenario, int week, Lang lang);

/// What the words of a run are made from, and in which language.
struct StoryContext {
  const Scenario& scenario;
  const World& world;
  const Model& model;
  const Story& story;
  Lang lang = Lang::en;
  WeekText week = week_as_date;
};

/// The words for a national stage.
std::string stage_text(int stage, Lang lang);
/// What happened, without its reasons: "Secret contact -> Good offices".
std::string event_text(const StoryContext& t, const TraceEvent& event);
/// The hazard against its mean in this run, its parts where it has several, and at most so many
/// factors that were unusual; empty where nothing was drawn for it.
std::string reasons_text(const StoryContext& t, const TraceEvent& event,
                         std::size_t factors_most = 4);
/// What stood around a step of the national track.
std::string numbers_text(const StoryContext& t, const TraceEvent& event);
/// How a local pact was made, or how old it was when it broke; empty for other events.
std::string pact_text(const StoryContext& t, const TraceEvent& event);

/// The one number that says most about an event: its chance and what made it, or what stood then.
std::string fact_text(const StoryContext& t, const TraceEvent& event);

/// Why a run ended so, sentence by sentence.
struct Explanation {
  std::string rule;  // the rule of its class with the run's numbers
  std::optional<std::string> last_break, held;
};
/// Of a run that did not fail.
Explanation explanation_of(const StoryContext& t);
/// The same as one paragraph without line ends.
std::string explanation_text(const StoryContext& t);

}  // namespace palabre
