// What one case changes against another, as the few things that a person changed: each with its
// clause in both languages, and each to be made alone.

#pragma once

#include <string>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace palabre {

/// One thing that was changed. A mediator, his standing and the sliders that his preset moved are
/// one; so are a day of release and the number of prisoners; so are all placed pacts.
struct Change {
  enum class Kind { values, pacts, start };
  Kind kind = Kind::values;
  std::vector<std::string> keys;  // what it sets, the leading one first: "levers.mediator"
  LocalText phrase;               // "Imam Dicko mediating"
  LocalText brief;                // "Dicko"
  LocalText moves;                // a preset: the sliders counted with it, and how far; else empty
  // Of what each plausible world has, or had, a value of its own: between which values they lie.
  std::vector<LocalText> worlds_before = {}, worlds_now = {};
};

/// What `to` changes against `from`, levers first, in table order; empty when both say the same to
/// a run. Counts, seeds and the length of the run are no changes.
std::vector<Change> changes_between(const Scenario& from, const Scenario& to);

/// `from` with those changes that `chosen` holds (bit k: change k) made as in `to`. All of them
/// give the inputs of `to`.
Scenario with_changes(const Scenario& from, const Scenario& to, const std::vector<Change>& changes,
                      std::uint64_t chosen);
/// The most that a set of changes holds; more than a person can tell apart.
inline constexpr std::size_t kChangesMax = 64;

/// "Imam Dicko mediating and a four-week French exit"; above four, three and how many others.
std::string changes_text(const std::vector<Change>& changes, Lang lang);
/// What a reader must know beside the phrases, a sentence each: which sliders are counted with a
/// preset ("Counted with Dicko: the mediator's standing (0.6 to 0.95)."), and between which values
/// lay what each plausible world had of its own.
std::vector<std::string> sentences_beside(const std::vector<Change>& changes, Lang lang);
/// The title to offer for a case: its changes, with a capital; its own title when there is none.
LocalText suggested_title(const Scenario& from, const Scenario& to);
/// What a changed case is called until it has a name of its own: "Baseline + 2 changes". The title
/// of `original` ends at its colon; unchanged inputs keep the whole title.
LocalText changed_name(const Scenario& original, const Scenario& now);
/// The same with the changes named: "Baseline + 2 changes (Imam Dicko mediating and ...)".
LocalText changed_name_in_full(const Scenario& original, const Scenario& now);

}  // namespace palabre
