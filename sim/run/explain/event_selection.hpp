// Which few events of a run led to its end: chosen by a rule, not by hand.

#pragma once

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/run/explain/story.hpp"
#include "sim/tables/explain.hpp"

namespace palabre {

/// What could be taken away so that an event of this kind would not come, or not so; nothing where
/// no cause of the table stands behind it.
std::optional<CauseId> cause_of(const Model& model, const TraceEvent& event);

/// At most `most` events in order of time, as indices into the events of the story. The rule: what
/// passed the line of the outcome's class; the last break of the national track, the climb to what
/// broke and the climb since; of local pacts, where these decided, the three that covered most
/// people in the last year; then coups, the exits of the French and MINUSMA, and the other dated
/// decisions, of each kind the last.
std::vector<std::size_t> selected_events(const Story& story, std::size_t most = 6);

/// People times weeks that a pact covered in a cercle in the last year of the run. [persons·weeks]
double pact_people_weeks(const Story& story, int cercle);
/// Weeks of the last year of the run under a pact there. [weeks]
int pact_weeks_last_year(const Story& story, int cercle);
/// A value of the state of a cercle by its name in the table of the state.
double cercle_state(const Story& story, std::string_view name, int week, int cercle);
/// The same of the nation.
double nation_state(const Story& story, std::string_view name, int week);

}  // namespace palabre
