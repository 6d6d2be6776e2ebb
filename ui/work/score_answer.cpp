#include "ui/work/score_answer.hpp"

#include <algorithm>

namespace palabre::ui {

std::shared_ptr<const AnalysisAnswer> score_answer(
    const std::shared_ptr<const AnalysisQuestion>& question, int threads,
    const Analyst::TaskContext& context) {
  const AnalysisQuestion& q = *question;
  auto out = std::make_shared<AnalysisAnswer>();
  out->question = question;
  const Observed observed =
      load_observed(shipped_scenarios() / "mali" / "observed.csv", *q.world, q.scenario);
  if (observed.within.empty()) {
    out->undefined = TextId::ui_an_score_none;
    out->points_done = 1;
    return out;
  }
  const ForecastOptions options{.replicates = q.size.replicates,
                                .threads = threads,
                                .stop = context.stop,
                                .progress = context.progress};
  const auto forecasts = forecast(q.scenario, *q.world, observed.within, options);
  if (!forecasts) return out;
  out->failed = forecasts->failed;
  out->points_done = 1;
  out->score = std::make_shared<ScoreStudy>(score_all(observed, *forecasts));
  return out;
}

}  // namespace palabre::ui
