// The questions of the view Analyse: formed, asked, and their answers kept, one for each method.
// An answer is shown after the case has changed too, and then said to be of another question.

#include <algorithm>

#include "ui/app/session.hpp"

#include "ui/panels/view.hpp"
#include "ui/work/analysis.hpp"

namespace palabre::ui {
namespace {

std::optional<double> mean_of(const Results* results, const AnalysisSettings& settings) {
  const auto target = find_target(settings.target);
  if (!results || !target || target->outcome) return {};
  const Statistic* statistic = results->find(target->statistic);
  return statistic ? std::optional(statistic->estimate.value) : std::nullopt;
}

}  // namespace

void CaseSession::take_analysis(const Document& document, const View& view) {
  AnalysisState& state = analysis_;
  const TaskStatus<AnalysisAnswer> news = analyst_.status();
  if (news.answer) answers_[std::size_t(news.answer->question->settings.method)] = news.answer;
  const bool is_shown = state.settings.method == running_method_;
  state.running_method = news.running ? std::optional(running_method_) : std::nullopt;
  state.running = news.running && is_shown;
  state.done = news.done;
  state.total = news.total;
  state.failure = is_shown ? news.failure : std::string();
  const auto& box = answers_[std::size_t(Method::discovery)];
  const Scenario& draft = document.draft();
  state.box = box && box->found && box->question->scenario == draft ? box : nullptr;
  if (view.place != Place::analyse) return;
  given_ = {
      draft,
      document.world(),
      state.settings,
      view.locked,
      mean_of(results_.get(), state.settings),
      state.settings.method == Method::robust ? judged_cases(document) : std::vector<JudgedCase>{}};
  form_question();
  const AnalysisQuestion& q = *state.question;
  auto& answer = answers_[std::size_t(state.settings.method)];
  if (const auto kept = analyst_.kept(q.key); kept && (!answer || answer->question->key != q.key))
    answer = kept;
  state.answer = answer;
  state.fresh = answer && answer->question->key == q.key;
  const auto pace = pacer_.status().answer;
  state.pace = pace ? std::optional(*pace) : std::nullopt;
}

// Those that stand side by side in Compare; else the case on screen and what it is held against.
std::vector<JudgedCase> CaseSession::judged_cases(const Document& document) const {
  std::vector<JudgedCase> out;
  for (const PreparedCase& one : tray_.shown().cases)
    out.push_back({one.title, one.scenario, one.world});
  if (out.size() >= 2) return out;
  const std::shared_ptr<const Reference>& held = against();
  if (!held || !held->pairs_with(document.draft(), *document.world()) ||
      changes_between(held->scenario, document.draft()).empty())
    return {};
  return {{answer_.against, held->scenario, held->world},
          {document.name().brief, document.draft(), document.world()}};
}

// Only when something changed: the key of a question is a digest, too slow for every frame.
void CaseSession::form_question() {
  if (analysis_.question && formed_from_.scenario == given_.scenario &&
      formed_from_.world == given_.world && formed_from_.settings == given_.settings &&
      formed_from_.locked == given_.locked && formed_from_.mean == given_.mean &&
      formed_from_.cases == given_.cases)
    return;
  formed_from_ = given_;
  analysis_.question = std::make_shared<const AnalysisQuestion>(question_of(
      given_.scenario, given_.world, given_.settings, given_.locked, given_.mean, given_.cases));
  ask_pace();
}

// How long one run takes: worked out once for each length of run.
void CaseSession::ask_pace() {
  const AnalysisQuestion& q = *analysis_.question;
  const std::vector<Target> targets = q.targets();
  const int threads = pool_.threads_for(Urgency::slow);
  int weeks = 1;
  for (const Target& target : targets)
    weeks = std::max(weeks, horizon_of(target, q.scenario.weeks));
  pacer_.ask(std::to_string(weeks), [scenario = q.scenario, world = q.world, targets,
                                     threads](const LatestTask<double>::TaskContext&) {
    return std::make_shared<const double>(seconds_per_run(scenario, *world, targets) / threads);
  });
}

void CaseSession::run_analysis(const Document& document, const View& view,
                               std::optional<std::size_t> step) {
  take_analysis(document, view);
  analysis_.settings.step = given_.settings.step = step;
  form_question();
  if (analysis_.question->refusal) return;
  running_method_ = analysis_.question->settings.method;
  if (!analyst_.status().failure.empty()) analyst_.drop();  // what failed may be asked anew
  analyst_.ask(analysis_.question->key,
               analysis_work(analysis_.question, pool_.threads_for(Urgency::slow),
                             answers_[std::size_t(Method::discovery)]));
}

}  // namespace palabre::ui
