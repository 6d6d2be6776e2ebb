#include "ui/app/session.hpp"

#include <fmt/format.h>

#include "ui/panels/view.hpp"
#include "ui/work/ensemble_task.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {

CaseSession::CaseSession(const SessionOptions& options)
    : options_(options),
      ensemble_(pool_, Urgency::drag, options_.wake, 0),
      parts_(pool_, Urgency::completing, options_.wake),
      disagreement_(pool_, Urgency::completing, options_.wake),
      spread_(pool_, Urgency::completing, options_.wake),
      subset_(pool_, Urgency::asked, options_.wake),
      lines_(pool_, Urgency::asked, options_.wake),
      cercle_(pool_, Urgency::asked, options_.wake),
      cercle_drawn_(pool_, Urgency::completing, options_.wake),
      map_difference_(pool_, Urgency::asked, options_.wake),
      model_of_last_(std::make_shared<ModelOfLast>()),
      told_(pool_, Urgency::asked, options_.wake, kRunsKept),
      cast_(pool_, Urgency::slow, options_.wake),
      why_(pool_, Urgency::slow, options_.wake),
      compared_cases_(pool_, Urgency::asked, options_.wake),
      compared_run_(pool_, Urgency::asked, options_.wake),
      tray_task_(pool_, Urgency::asked, options_.wake),
      analyst_(pool_, Urgency::slow, options_.wake),
      pacer_(pool_, Urgency::completing, options_.wake) {
  options_.parameter_uncertainty =
      options_.parameter_uncertainty && !options_.make_job;  // nothing to draw beside made up
  if (!options_.make_job) options_.make_job = ensemble_jobs(pool_.threads_for(Urgency::drag));
  if (!options_.make_story) options_.make_story = StoryMaker(story_of);
  if (!options_.make_why) options_.make_why = why_works(pool_.threads_for(Urgency::slow));
}

std::string CaseSession::take_news(const Document& document, const View& view) {
  std::string problem;
  if (const TaskStatus<EnsembleNews> news = ensemble_.status(); !news.key.empty()) {
    take_ensemble(news);
    if (!news.running && news.answer && news.answer->error)
      problem = news.answer->error->in(view.lang);
    if (!news.running && !news.failure.empty()) problem = news.failure;
    if (pin_wanted_ && !news.running && !wants_run(document) && results_) pin_now(document);
  }
  take_answer(document);
  take_watch();
  take_analysis(document, view);
  if (!tray_.shown().cases.empty() && (view.presentation || view.tray))
    tray_.look(place_in_tray(document));
  if (view.place == Place::compare && !view.tray) compare(document);
  if (view.place == Place::compare && view.tray) compare_tray();
  return problem;
}

void CaseSession::ask(const Document& document, const View& view) {
  ask_ensemble(document);
  ask_parts(document);
  ask_watched(document, view);
  ask_uncertainty(document, view);
  ask_details(document, view);
  ask_why(document, view);
}

// A held slider asks again only when the first look at its last place is there, with what it says
// against the reference.
void CaseSession::ask_ensemble(const Document& document) {
  if (!wants_run(document)) return;
  if (document.history().in_gesture() && run_.running && !has_looked_) return;
  run_version_ = document.version();
  has_first_look_ = has_looked_ = is_pairing_ = false;
  run_ = {0, document.draft().replicates, 0.0, true, false};
  look_for_reference(document);
  asked_ = {document.draft(), document.world(), against()};
  ensemble_.ask(fmt::format("{} {}", run_version_, pairings_),
                ensemble_work(options_.make_job, asked_, options_.first_look));
}

bool CaseSession::at_rest(const Document& document) const {
  return !run_.running && !wants_run(document) && !document.history().in_gesture();
}

CaseKey CaseSession::runs_key(const Document& document) const {
  return at_rest(document) && has_first_look_ ? CaseKey::of_runs(*results_) : CaseKey();
}

const CaseKey& CaseSession::inputs_key(const Document& document) {
  if (!inputs_key_ || inputs_version_ != document.version()) {
    inputs_key_ = CaseKey::of_inputs(document.draft(), *document.world());
    inputs_version_ = document.version();
  }
  return inputs_key_;
}

void CaseSession::pin(const Document& document) {
  pin_wanted_ = true;
  if (!run_.running && !wants_run(document) && results_) pin_now(document);
}

void CaseSession::pin_now(const Document& document) {
  pin_wanted_ = false;
  pinned_ = std::make_shared<const Reference>(
      Reference{document.draft(), document.world(), true, results_,
                std::make_shared<CaseRuns>(CaseRuns{recording_, {}, {}})});
  pair_anew();
}

void CaseSession::unpin() {
  pin_wanted_ = false;
  pinned_.reset();
  pair_anew();
}

void CaseSession::pin_again(const ScenarioFile& file) {
  pin_wanted_ = false;
  pinned_ = std::make_shared<const Reference>(Reference{file.scenario, file.world, true});
  pair_anew();
}

// Results of a run that goes on are not those of this case.
void CaseSession::pin_for_swap(const Document& document) {
  const bool whole = !run_.running && !wants_run(document);
  pinned_ = std::make_shared<const Reference>(
      Reference{document.draft(), document.world(), true, whole ? results_ : nullptr});
  pair_anew();
}

Busy CaseSession::busy(const Document& document, const View& view) const {
  const bool watches = view.place == Place::watch || (view.place == Place::explore && view.agents);
  const bool compares = view.place == Place::compare;
  if (wants_run(document) || run_.running || is_pairing_ || analyst_.status().running ||
      pacer_.status().running || subset_.busy() || map_difference_.busy() ||
      (watches && (told_.busy() || cast_.busy())) ||
      (compares && !view.tray && (compared_cases_.busy() || compared_run_.busy())) ||
      (compares && view.tray && tray_task_.busy()))
    return Busy::waited_for;
  return disagreement_.busy() || spread_.busy() || lines_.busy() || cercle_.busy() ||
                 cercle_drawn_.busy() || why_.busy() || parts_.busy()
             ? Busy::completing
             : Busy::no;
}

bool CaseSession::stop_beside() {
  const bool draws = disagreement_.busy() || spread_.busy();
  const bool any = draws || subset_.busy() || map_difference_.busy() || lines_.busy() ||
                   cercle_.busy() || cercle_drawn_.busy() || why_.busy() || parts_.busy();
  parts_.stop();
  subset_.stop();
  map_difference_.stop();
  lines_.stop();
  cercle_.stop();
  cercle_drawn_.stop();
  why_.stop();
  if (draws && results_) {
    halted_ = CaseKey::of_runs(*results_);
    disagreement_.stop();
    spread_.stop();
  }
  return any;
}

bool CaseSession::stop_one(const View& view) {
  if (view.place == Place::compare && view.tray && tray_task_.busy()) {
    tray_task_.stop();
  } else if (view.place == Place::compare && !view.tray && compared_cases_.busy()) {
    compared_cases_.stop();
  } else if (analysis_.running_method && (view.place == Place::analyse || !run_.running)) {
    analyst_.stop();
  } else if (run_.running) {
    ensemble_.stop();
  } else if (view.place == Place::watch && (told_.busy() || cast_.busy())) {
    cast_.stop();
  } else {
    return stop_beside();
  }
  return true;
}

void CaseSession::stop_all(const View& view) {
  if (analysis_.running && view.place == Place::analyse) return analyst_.stop();
  ensemble_.stop();
  stop_beside();
}

}  // namespace palabre::ui
