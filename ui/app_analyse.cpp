// The part of App that asks the questions of the view Analyse and keeps their answers.

#include <thread>

#include "sim/tables/text.hpp"
#include "ui/app.hpp"
#include "ui/controls.hpp"
#include "ui/words.hpp"

namespace palabre::ui {
namespace {

// All of them: the threads of an analysis step back for the one that draws (beside.hpp).
int analysis_threads() { return std::max(1, int(std::thread::hardware_concurrency())); }

std::optional<double> mean_of(const Results* results, const AnalysisSettings& settings) {
  const auto target = find_target(settings.target);
  if (!results || !target || target->outcome) return {};
  const Statistic* statistic = results->find(target->statistic);
  return statistic ? std::optional(statistic->estimate.value) : std::nullopt;
}

}  // namespace

// Only what the question depends on makes it anew: its key is a digest, too slow for every frame.
void App::form_question() {
  const AnalysisSettings& settings = analysis_.settings;
  const auto mean = mean_of(results_.get(), settings);
  if (analysis_.question && analysed_.scenario == draft_ && analysed_.world == file_.world &&
      analysed_.settings == settings && analysed_.locked == view_.locked && analysed_.mean == mean)
    return;
  analysed_ = {draft_, file_.world, settings, view_.locked, mean};
  analysis_.question = std::make_shared<const AnalysisQuestion>(
      question_of(draft_, file_.world, settings, view_.locked, mean));
  ask_pace();
}

// How long one run takes: worked out beside the window, once for each length of run.
void App::ask_pace() {
  const AnalysisQuestion& q = *analysis_.question;
  const std::vector<Target> targets = q.targets();
  int weeks = 1;
  for (const Target& target : targets)
    weeks = std::max(weeks, horizon_of(target, q.scenario.weeks));
  pacer_.ask(std::to_string(weeks),
             [scenario = q.scenario, world = q.world, targets](const Beside<double>::Tell&) {
               return std::make_shared<const double>(seconds_per_run(scenario, *world, targets) /
                                                     analysis_threads());
             });
}

void App::take_analysis() {
  const auto news = analyst_.asked();
  if (news.answer) answers_[std::size_t(news.answer->question->settings.method)] = news.answer;
  analysis_.running_method = news.running ? std::optional(running_method_) : std::nullopt;
  const bool is_of_asked = analysis_.settings.method == running_method_;
  analysis_.running = news.running && is_of_asked;
  analysis_.done = news.done;
  analysis_.total = news.total;
  analysis_.seconds = news.seconds;
  analysis_.stopped = news.stopped && is_of_asked;
  analysis_.failure = is_of_asked ? news.failure : std::string();
  const auto& box = answers_[std::size_t(Method::discovery)];
  analysis_.box = box && box->found && box->question->scenario == draft_ ? box : nullptr;
  if (view_.place != Place::analyse) return;
  form_question();
  const AnalysisQuestion& q = *analysis_.question;
  auto& answer = answers_[std::size_t(analysis_.settings.method)];
  if (const auto kept = analyst_.kept(q.key); kept && (!answer || answer->question->key != q.key))
    answer = kept;
  analysis_.answer = answer;
  analysis_.fresh = answer && answer->question->key == q.key;
  const auto pace = pacer_.asked().answer;
  analysis_.pace = pace ? std::optional(*pace) : std::nullopt;
}

void App::run_analysis() {
  view_.place = Place::analyse;
  form_question();
  const auto& question = analysis_.question;
  if (question->refusal) return;
  running_method_ = question->settings.method;
  notice_.clear();
  if (!analyst_.asked().failure.empty()) analyst_.drop();  // what failed may be asked anew
  analyst_.ask(question->key, analysis_work(question, analysis_threads(),
                                            answers_[std::size_t(Method::discovery)]));
}

void App::act_on(const SetAnalysis& command) { analysis_.settings = command.settings; }

void App::act_on(const ShowMethod& command) {
  view_.place = Place::analyse;
  analysis_.settings.method = command.method;
  scratch_.focus = "method." + std::string(method_spec(command.method).id);
}

// Another box on the same way: the worlds are there.
void App::act_on(const TakeStep& command) {
  analysis_.settings.step = command.step;
  run_analysis();
}

void App::act_on(const SetValues& command) {
  Scenario next = draft_;
  for (const bool levers : {true, false})  // a mediator brings values with it
    for (const auto& [key, value] : command.values) {
      if (key.starts_with("levers.") != levers) continue;
      if (view_.locked.contains(key)) {
        notice_ = say(view_.lang, TextId::ui_locked, control_name(key, view_.lang),
                      chord_text(Action::lock, view_.lang));
        return;
      }
      if (const auto refusal = set_value(next, key, value)) return refused(key, *refusal);
    }
  for (const std::string& key : view_.locked)
    if (const auto before = get_value(draft_, key)) set_value(next, key, *before);
  if (next == draft_) return;
  history_.before_change(draft_, {}, true);
  set_case(std::move(next));
  if (command.values.size() == 2)
    notice_ = say(view_.lang, TextId::ui_an_heat_loaded,
                  control_name(command.values[0].first, view_.lang),
                  value_in_words(command.values[0].second, view_.lang),
                  control_name(command.values[1].first, view_.lang),
                  value_in_words(command.values[1].second, view_.lang));
}

}  // namespace palabre::ui
