// The runs that a session tells: the one of the view Watch, those that stand for an outcome and
// why they end so, the same run of two cases.

#include <algorithm>

#include "ui/app/session.hpp"

#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/watching.hpp"
#include "ui/work/why.hpp"

namespace palabre::ui {
namespace {

constexpr std::int64_t kWhyRunsMost = 2'000;  // some thirty ensembles of them are run

}  // namespace

// --- the view Watch, and agents on the map
// ---------------------------------------------------------

std::int64_t CaseSession::run_of_why(const View& view) const {
  const Why* why = why_news_.stale ? nullptr : why_news_.asked.answer.get();
  if (!why || why->explained.empty()) return -1;
  return why->explained[std::min(std::size_t(view.story), why->explained.size() - 1)]
      .chosen.replicate;
}

// The run that Why tells; while it looks for one none, lest the map jump from one to another.
MapRun CaseSession::map_run(const Document& document, const View& view) const {
  if (!view.agents || view.place != Place::explore) return {};
  if (const std::int64_t told = run_of_why(view); told >= 0) return {told, true};
  if (why_news_.asked.running || why_news_.stale) return {};
  return {std::clamp<std::int64_t>(view.replicate, 0, document.draft().replicates - 1), false};
}

// Who stands for which outcome waits until the ensemble itself is done.
void CaseSession::ask_watched(const Document& document, const View& view) {
  const bool rests = at_rest(document);
  if (view.place == Place::watch) {
    make_story(document, view.replicate);
    if (!rests) return;
    cast_.ask(watched_, {}, [&] {
      return cast_work(document.draft(), document.world(), watched_.digest(),
                       pool_.threads_for(Urgency::slow));
    });
  } else if (const MapRun run = map_run(document, view); rests && run.replicate >= 0) {
    make_story(document, run.replicate);
  }
}

void CaseSession::make_story(const Document& document, std::int64_t replicate) {
  const CaseKey& now = inputs_key(document);
  if (!(watched_ == now)) cast_.drop();
  watched_ = now;
  watched_replicate_ = replicate;
  if (replicate < 0 || replicate >= document.draft().replicates) {
    told_.drop();
    told_.forget_outdated();
    return;
  }
  told_.ask(now, std::to_string(replicate), [&] {
    return watched_work(document.draft(), document.world(), now.digest(), replicate,
                        options_.make_story, model_of_last_);
  });
}

void CaseSession::take_watch() {
  const TaskStatus<Watched> run = told_.read(watched_);
  const TaskStatus<OutcomeRepresentatives> representatives = cast_.read(watched_);
  if (!run.failure.empty()) told_.forget_outdated();
  watch_.run = run.answer ? run.answer : told_.outdated().answer;
  watch_.run_is_old = watch_.run && !run.answer;
  watch_.explaining = run.running;
  watch_.failure = run.failure;
  watch_.representatives = representatives.answer;
  watch_.finding_representatives = representatives.running;
  watch_.representatives_done = representatives.done;
  watch_.representatives_total = representatives.total;
}

// --- the panel Why
// ---------------------------------------------------------------------------------

void CaseSession::ask_why(const Document& document, const View& view) {
  if (!options_.asks_why) return;
  const CaseKey runs = runs_key(document);
  if (!runs) {
    why_.drop();
    why_news_.stale = why_news_.asked.answer != nullptr;
    why_news_.asked.running = why_news_.asked.stopped = false;
    return;
  }
  if (view.place == Place::explore)
    why_.ask(runs, std::to_string(view.outcome), [&] {
      WhyQuestion question{document.draft(), document.world(), {}};
      question.scenario.replicates = int(std::min(results_->manifest.replicates, kWhyRunsMost));
      if (view.outcome >= 0) question.outcome = OutcomeId(view.outcome);
      return options_.make_why(std::move(question));
    });
  TaskStatus<Why> now = why_.read(runs);
  // Until the first part of the new answer is there, the old one stays and is said to be old.
  const bool waits = !now.answer && now.running && why_news_.asked.answer && why_news_.stale;
  if (waits) now.answer = why_.outdated().answer;
  why_news_ = {std::move(now), waits};
}

// --- the view Compare
// ------------------------------------------------------------------------------

void CaseSession::pick_a(ComparePick pick) {
  sides_.pick(std::move(pick));
  if (sides_.shown().cases.stopped) compared_cases_.drop();
}

void CaseSession::go_on_comparing() {
  compared_cases_.drop();
  tray_task_.drop();
}

int CaseSession::place_in_tray(const Document& document) {
  const auto& cases = tray_.shown().cases;
  for (std::size_t k = 0; k < cases.size(); ++k)
    if (cases[k].key == inputs_key(document)) return int(k);
  return -1;
}

void CaseSession::compare_tray() {
  const CaseKey key = tray_.key();
  if (!key) {
    tray_task_.drop();
    return tray_.take({});
  }
  const TrayShown& shown = tray_.shown();
  tray_.take(tray_task_.ask(key, {}, [&] {
    return tray_work(shown.cases, shown.pairs, pool_.threads_for(Urgency::asked));
  }));
}

void CaseSession::compare(const Document& document) {
  sides_.look({document.file(), document.draft(), document.reference().get(), document.dirty(),
               document.unnamed(), pinned_, document.load_options()});
  CompareShown& shown = sides_.shown();
  shown.cases = {};
  shown.run = {};
  const CaseKey& pair = sides_.key();
  if (!pair) {
    compared_cases_.drop();
    compared_run_.drop();
    shown.answer = {};
    return;
  }
  shown.cases = compared_cases_.ask(pair, {}, [&] {
    CompareCase b = sides_.b();
    b.results = results_;
    return compared_cases_work(sides_.a(), std::move(b), shown.pairs,
                               pool_.threads_for(Urgency::asked));
  });
  take_compared_answer();
  shown.run = compared_run_.ask(pair, std::to_string(shown.replicate), [&] {
    return compared_run_work(sides_.a(), sides_.b(), shown.replicate);
  });
}

}  // namespace palabre::ui
