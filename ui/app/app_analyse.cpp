// The part of App that the view Analyse asks things of.

#include "sim/tables/text.hpp"
#include "ui/app/analysis_desk.hpp"
#include "ui/app/app.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"

namespace palabre::ui {

const AnalysisState& App::analysis() const { return desk_->state(); }

void App::take_analysis() {
  desk_->take(draft_, file_.world, view_, results_.get(), view_.place == Place::analyse);
}

void App::run_analysis() {
  view_.place = Place::analyse;
  take_analysis();
  notice_.clear();
  desk_->run({});
}

std::vector<std::string> analysis_names() {
  std::vector<std::string> out;
  for (std::size_t k = 0; k < kMethodCount; ++k) out.emplace_back(method_spec(Method(k)).id);
  return out;
}

void App::start_analysis(std::string_view method) {
  for (std::size_t k = 0; k < kMethodCount; ++k)
    if (method_spec(Method(k)).id == method) {
      act(ShowMethod{Method(k)});
      act(Do{Action::run_analysis});
    }
}

void App::act_on(const SetAnalysis& command) {
  view_.place = Place::analyse;
  desk_->set(command.settings);
}

void App::act_on(const ShowMethod& command) {
  view_.place = Place::analyse;
  AnalysisSettings settings = desk_->state().settings;
  settings.method = command.method;
  desk_->set(settings);
  ui_state_.focus = "method." + std::string(method_spec(command.method).id);
}

// Another box on the same way: the worlds are there.
void App::act_on(const TakeStep& command) {
  take_analysis();
  desk_->run(command.step);
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
