// The case scored against what was observed, for the view Analyse.

#pragma once

#include "ui/work/analysis.hpp"

namespace palabre::ui {

/// Runs the case and marks it against the series shipped with the scenarios. Without a figure that
/// falls into the run the answer says so; stopped early it holds nothing.
std::shared_ptr<const AnalysisAnswer> score_answer(
    const std::shared_ptr<const AnalysisQuestion>& question, int threads,
    const Analyst::TaskContext& context);

}  // namespace palabre::ui
