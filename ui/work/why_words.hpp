// What the panel Why and the written report say: strings in the language asked for.

#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/run/explain/story_text.hpp"
#include "ui/work/why.hpp"

namespace palabre::ui {

/// One of the runs told, with dates as the window writes them. `which` must be below told.size().
StoryContext story_context_of(const Why& why, std::size_t which, Lang lang);

/// By which rule the runs were chosen, and how near this one is.
std::string rule_in_words(const Why& why, std::size_t which, Lang lang);

/// One link of the chain of events.
struct WhyLink {
  std::string date, event, fact;
  std::optional<CauseId> cause;  // what could be taken away, if it is in the case
};
std::vector<WhyLink> links_of(const Why& why, std::size_t which, Lang lang);

/// The row of a cause among those tried so far; null: not yet, or not in the case.
const Counterfactual* row_of(const Why& why, CauseId cause);
/// "the French exit"
std::string cause_in_words(CauseId cause, Lang lang);
/// "14 → 9 of 100 runs [−8, −2]": how often it ends so with the cause and without.
std::string change_in_words(const Counterfactual& row, Lang lang);
/// "this run: Stalemate"
std::string end_in_words(const Counterfactual& row, const Why& why, std::size_t which, Lang lang);
/// "talks ever start: 62 → 40 of 100"; empty when no run differs in it.
std::string talks_in_words(const Counterfactual& row, Lang lang);
/// How many of the runs that ended so need it, and how many runs change at all.
std::string need_in_words(const Counterfactual& row, Lang lang);
/// True when the interval of the difference leaves out 0.
bool is_sure(const Counterfactual& row);

/// One national step and what holds it back: "years 1 to 3: Trust 0.12".
struct WhyStep {
  std::string step;
  std::vector<std::string> years;
};
std::vector<WhyStep> steps_of(const palabre::LimitingFactors& limiting_factors, Lang lang);

}  // namespace palabre::ui
