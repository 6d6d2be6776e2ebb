// When App asks why runs end as they do: when the runs of the case are there and nobody drags.

#include <fmt/core.h>

#include "ui/app/app.hpp"
#include "ui/figures/figure.hpp"

namespace palabre::ui {
namespace {

constexpr std::int64_t kWhyRunsMost = 2'000;  // some thirty ensembles of them are run

}  // namespace

bool App::can_ask_why() const {
  return results_ && !run_.running && !wants_run_ && !history_.in_gesture();
}

void App::ask_why() {
  if (!options_.asks_why) return;
  if (!can_ask_why()) {
    why_.drop();
    why_news_.stale = why_news_.asked.answer != nullptr;
    why_news_.asked.running = why_news_.asked.stopped = false;
    return;
  }
  const Manifest& m = results_->manifest;
  const std::string key =
      fmt::format("{} {} {} {}", m.scenario_digest, m.seed, m.replicates, view_.outcome);
  const TaskStatus<Why> before = why_.asked();
  if (view_.place == Place::explore && !(before.key == key)) {
    Scenario scenario = draft_;
    scenario.replicates = int(std::min(m.replicates, kWhyRunsMost));
    const auto outcome = view_.outcome < 0 ? std::nullopt : std::optional(OutcomeId(view_.outcome));
    why_.ask(key, make_why_({std::move(scenario), file_.world, outcome}));
  }
  TaskStatus<Why> asked = why_.asked();
  // Until the first part of the new answer is there, the old one stays and is said to be old.
  const bool waits = !asked.answer && asked.running && why_news_.asked.answer && why_news_.stale;
  if (waits) asked.answer = why_news_.asked.answer;
  why_news_ = {std::move(asked), waits};
}

void App::act_on(const ExplainOutcome& command) {
  view_.outcome = command.outcome;
  view_.story = 0;
  view_.place = Place::explore;
}

// The export dialog at the report: nothing is written where nobody asked for it.
void App::write_report() {
  if (!results_) return;
  if (browser_.folder.empty()) browser_.folder = std::filesystem::current_path();
  const std::vector<FigureChoice> choices = figure_choices(shown());
  for (std::size_t k = 0; k < choices.size(); ++k)
    if (choices[k].id == "report") ui_state_.figure = k;
  ui_state_.format = FigureFormat::html;
  dialog_ = Dialog::figure;
}

bool App::thinking() const { return why_news_.asked.running; }

}  // namespace palabre::ui
