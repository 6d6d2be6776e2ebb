// What the case is held against, and what its changes do: in one sentence, and change by change.

#include <fmt/format.h>

#include "sim/tables/text.hpp"
#include "ui/app/session.hpp"

#include "ui/panels/view.hpp"

namespace palabre::ui {

// What the case is based on, with its dice and as many runs: a new one when anything of that is
// new, so that the runs of the old one stay with it.
void CaseSession::look_for_reference(const Document& document) {
  const std::shared_ptr<const ScenarioFile>& file = document.reference();
  if (!file) return reference_.reset();
  const Scenario& draft = document.draft();
  if (reference_ && reference_file_ == file && reference_->scenario.seed == draft.seed &&
      reference_->scenario.replicates == draft.replicates &&
      reference_->scenario.weeks == draft.weeks)
    return;
  reference_file_ = file;
  Scenario scenario = file->scenario;
  scenario.seed = draft.seed;
  scenario.replicates = draft.replicates;
  reference_ = std::make_shared<const Reference>(Reference{std::move(scenario), file->world});
}

void CaseSession::take_ensemble(const TaskStatus<EnsembleNews>& news) {
  const EnsembleNews there = news.answer ? *news.answer : EnsembleNews{};
  if (is_pairing_) {
    if (news.running) return;
    is_pairing_ = false;
  } else {
    if (there.results) {
      results_ = there.results;
      recording_ = there.recording;
    }
    has_first_look_ = there.results != nullptr;
    has_looked_ = there.looked;
    run_ = {news.done, run_.total, there.seconds, news.running, news.stopped};
    if (news.stopped && there.results) run_.done = there.results->manifest.replicates;
  }
  if (there.comparison)
    comparison_ = there.comparison;
  else if (!news.running)
    comparison_.reset();
  learn_reference(there);
}

// Results of the reference that were made for this case, or that are those of the case itself.
void CaseSession::learn_reference(const EnsembleNews& news) {
  const std::shared_ptr<const Reference> now = against();
  if (!now || !comparison_ || asked_.reference == nullptr || asked_.reference->runs != now->runs)
    return;
  Reference next = *now;
  if (comparison_->inputs_a == comparison_->inputs_b && news.recording && !next.results) {
    next.results = results_;
    next.runs = std::make_shared<CaseRuns>(CaseRuns{news.recording, {}, {}});
  } else if (news.reference && next.results != news.reference &&
             (!next.results ||
              next.results->manifest.replicates < news.reference->manifest.replicates)) {
    next.results = news.reference;
  } else {
    return;
  }
  auto learnt = std::make_shared<const Reference>(std::move(next));
  asked_.reference = learnt;
  (learnt->pinned ? pinned_ : reference_) = std::move(learnt);
}

// Another reference: the runs stay, and are paired with it. Those on their way are asked anew.
void CaseSession::pair_anew() {
  comparison_.reset();
  ++pairings_;
  if (run_.running) run_version_ = 0;
  if (run_.running || !recording_) return;
  asked_.reference = against();
  is_pairing_ = true;
  ensemble_.ask(
      fmt::format("{} pairing {}", run_version_, pairings_),
      pairing_work(asked_, results_, recording_, run_.seconds, pool_.threads_for(Urgency::drag)));
}

void CaseSession::take_answer(const Document& document) {
  const std::shared_ptr<const Reference>& held = against();
  if (comparison_ != answered_) {
    answered_ = comparison_;
    if (comparison_)
      answer_.answer = std::make_shared<const CaseAnswer>(
          answer_of(asked_.reference->scenario, asked_.scenario, *comparison_));
  }
  answer_.against = {};
  if (held && held->pinned)
    answer_.against = {std::string(text(TextId::ui_pinned_case, Lang::en)),
                       std::string(text(TextId::ui_pinned_case, Lang::fr))};
  else if (held)
    answer_.against = title_of(*reference_file_);
  answer_.unpaired = held && !held->pairs_with(document.draft(), *document.world());
  if (!held || answer_.unpaired) answer_.answer.reset();
  answer_.is_old = !comparison_ || is_pairing_ || wants_run(document) || !has_looked_;
  answer_.is_whole = answer_.answer && !answer_.is_old && !run_.running && !run_.stopped;
  answer_.parts =
      answer_.is_whole ? parts_.read(CaseKey::of_runs(*results_)) : TaskStatus<Attribution>();
}

// When the case rests, like all that completes a picture.
void CaseSession::ask_parts(const Document& document) {
  const std::shared_ptr<const Reference>& held = against();
  const bool asks = options_.parameter_uncertainty && answer_.is_whole && held &&
                    has_parts(*answer_.answer) && at_rest(document);
  if (!asks) return parts_.drop();
  const CaseAnswer& answer = *answer_.answer;
  const std::string question =
      fmt::format("{} {}", comparison_->inputs_a, answer.finding.about.id());
  parts_.ask(CaseKey::of_runs(*results_), question, [&] {
    return attribution_work(held->scenario, document.draft(), document.world(), answer,
                            pool_.threads_for(Urgency::completing));
  });
}

// The same of the two cases of the view Compare. Which change did it is known where they are the
// case on screen and its reference.
void CaseSession::take_compared_answer() {
  CompareShown& shown = sides_.shown();
  const std::shared_ptr<const ComparedCases>& cases = shown.cases.answer;
  if (!cases || cases->problem) {
    shown.answer = {};
    compared_answer_of_.reset();
    return;
  }
  if (cases != compared_answer_of_) {
    compared_answer_of_ = cases;
    shown.answer.answer = std::make_shared<const CaseAnswer>(
        answer_of(sides_.a().scenario, sides_.b().scenario, cases->comparison));
  }
  shown.answer.against = sides_.name_of_a();
  shown.answer.is_whole = !shown.cases.running && !shown.cases.stopped;
  const bool same = shown.answer.is_whole && comparison_ &&
                    comparison_->inputs_a == cases->comparison.inputs_a &&
                    comparison_->inputs_b == cases->comparison.inputs_b &&
                    comparison_->replicates == cases->comparison.replicates;
  shown.answer.parts = same ? answer_.parts : TaskStatus<Attribution>();
}

}  // namespace palabre::ui
