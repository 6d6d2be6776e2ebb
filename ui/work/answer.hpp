// What the case on screen changes against another, and what that does: the sentence of `palabre
// answer`, as it comes.

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "sim/answer/attribution.hpp"
#include "ui/work/case_task.hpp"

namespace palabre::ui {

/// The answer that a comparison gives to the question of its second case.
struct CaseAnswer {
  std::vector<Change> changes;
  Finding finding;
  LocalText sentence;
};
/// The figure that the case names, or else the one with the largest effect against its interval.
CaseAnswer answer_of(const Scenario& reference, const Scenario& scenario,
                     const Comparison& comparison);

/// What panels read of the answer.
struct AnswerShown {
  std::shared_ptr<const CaseAnswer> answer;  // null: none yet
  LocalText against;              // what the case is held against: its title, or "the pinned case"
  bool is_old = false;            // of the case as it was before the newest change
  bool is_whole = false;          // rests on all the runs that were asked for
  bool unpaired = false;          // there can be none: the two cases cannot be paired
  TaskStatus<Attribution> parts;  // which change did it; of this very answer
  /// Something is changed, as far as is known.
  bool differs() const { return answer && !answer->changes.empty(); }
};

/// True where the parts of an answer can be told apart: of two changes or more, and no median.
bool has_parts(const CaseAnswer& answer);
/// Which of the changes did it: a first answer on fewer runs, then the whole.
CaseTask<Attribution>::Work attribution_work(const Scenario& reference, const Scenario& scenario,
                                             const std::shared_ptr<const World>& world,
                                             const CaseAnswer& answer, int threads);
/// "Mostly Dicko (+11); the exit +2; together +1"; empty while there is nothing to say.
std::string parts_in_words(const CaseAnswer& answer, const Attribution& parts, Lang lang);

}  // namespace palabre::ui
