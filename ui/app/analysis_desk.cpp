#include "ui/app/analysis_desk.hpp"

#include <algorithm>
#include <thread>

namespace palabre::ui {
namespace {

// All of them: the threads of an analysis step back for the one that draws (latest_task.hpp).
int analysis_threads() { return std::max(1, int(std::thread::hardware_concurrency())); }

std::optional<double> mean_of(const Results* results, const AnalysisSettings& settings) {
  const auto target = find_target(settings.target);
  if (!results || !target || target->outcome) return {};
  const Statistic* statistic = results->find(target->statistic);
  return statistic ? std::optional(statistic->estimate.value) : std::nullopt;
}

}  // namespace

void AnalysisDesk::take(const Scenario& draft, const std::shared_ptr<const World>& world,
                        const View& view, const Results* results, bool shows) {
  const auto news = analyst_.asked();
  if (news.answer) answers_[std::size_t(news.answer->question->settings.method)] = news.answer;
  const bool is_shown = state_.settings.method == running_;
  state_.running_method = news.running ? std::optional(running_) : std::nullopt;
  state_.running = news.running && is_shown;
  state_.done = news.done;
  state_.total = news.total;
  state_.failure = is_shown ? news.failure : std::string();
  const auto& box = answers_[std::size_t(Method::discovery)];
  state_.box = box && box->found && box->question->scenario == draft ? box : nullptr;
  if (!shows) return;
  now_ = {draft, world, state_.settings, view.locked, mean_of(results, state_.settings)};
  form_question();
  const AnalysisQuestion& q = *state_.question;
  auto& answer = answers_[std::size_t(state_.settings.method)];
  if (const auto kept = analyst_.kept(q.key); kept && (!answer || answer->question->key != q.key))
    answer = kept;
  state_.answer = answer;
  state_.fresh = answer && answer->question->key == q.key;
  const auto pace = pacer_.asked().answer;
  state_.pace = pace ? std::optional(*pace) : std::nullopt;
}

// Only when something changed: the key of a question is a digest, too slow for every frame.
void AnalysisDesk::form_question() {
  if (state_.question && asked_.scenario == now_.scenario && asked_.world == now_.world &&
      asked_.settings == now_.settings && asked_.locked == now_.locked && asked_.mean == now_.mean)
    return;
  asked_ = now_;
  state_.question = std::make_shared<const AnalysisQuestion>(
      question_of(now_.scenario, now_.world, now_.settings, now_.locked, now_.mean));
  ask_pace();
}

// How long one run takes: worked out beside the window, once for each length of run.
void AnalysisDesk::ask_pace() {
  const AnalysisQuestion& q = *state_.question;
  const std::vector<Target> targets = q.targets();
  int weeks = 1;
  for (const Target& target : targets)
    weeks = std::max(weeks, horizon_of(target, q.scenario.weeks));
  pacer_.ask(std::to_string(weeks), [scenario = q.scenario, world = q.world,
                                     targets](const LatestTask<double>::TaskContext&) {
    return std::make_shared<const double>(seconds_per_run(scenario, *world, targets) /
                                          analysis_threads());
  });
}

void AnalysisDesk::run(std::optional<std::size_t> step) {
  state_.settings.step = now_.settings.step = step;
  form_question();
  if (state_.question->refusal) return;
  running_ = state_.question->settings.method;
  if (!analyst_.asked().failure.empty()) analyst_.drop();  // what failed may be asked anew
  analyst_.ask(state_.question->key, analysis_work(state_.question, analysis_threads(),
                                                   answers_[std::size_t(Method::discovery)]));
}

}  // namespace palabre::ui
