// Where the questions of the view Analyse are formed and asked, and their answers kept. App owns
// one; it lives on the thread that draws.

#pragma once

#include "ui/panels/panels.hpp"
#include "ui/work/analysis.hpp"

namespace palabre::ui {

class AnalysisDesk {
 public:
  explicit AnalysisDesk(const std::function<void()>& wake) : analyst_(wake), pacer_(wake) {}

  /// What the view is about: the case, and how it is looked at. Once a frame.
  /// @param shows  the view is on the screen: then the question is formed too
  void take(const Scenario& draft, const std::shared_ptr<const World>& world, const View& view,
            const Results* results, bool shows);
  void set(const AnalysisSettings& settings) { state_.settings = settings; }
  /// Asks the question formed, unless it cannot be asked. `step`: a box on the trajectory.
  void run(std::optional<std::size_t> step);
  /// What is done so far stays.
  void stop() { analyst_.stop(); }
  bool settled() const { return !analyst_.asked().running && !pacer_.asked().running; }
  const AnalysisState& state() const { return state_; }

 private:
  void form_question();
  void ask_pace();

  // What the question was made from.
  struct Given {
    Scenario scenario;
    std::shared_ptr<const World> world;
    AnalysisSettings settings;
    std::set<std::string, std::less<>> locked;
    std::optional<double> mean;  // of the target in the present case
  };
  Given now_, asked_;
  AnalysisState state_;
  std::array<std::shared_ptr<const AnalysisAnswer>, kMethodCount> answers_;
  Method running_ = Method::tornado;
  Analyst analyst_;
  LatestTask<double> pacer_;
};

}  // namespace palabre::ui
