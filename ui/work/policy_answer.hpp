// The two methods that answer a person who must decide: which case holds up when the assumptions
// are not known, and what must happen for a figure. The engines of `palabre robust` and `palabre
// needs`.

#pragma once

#include "ui/work/analysis.hpp"

namespace palabre::ui {

/// A first look at few worlds and runs, then all of them. Null when stopped before the first.
std::shared_ptr<const AnalysisAnswer> robust_answer(
    const std::shared_ptr<const AnalysisQuestion>& question, int worlds, int threads,
    const Analyst::TaskContext& context);
/// Levers and assumptions ranked first; then the worlds in which the figure is frequent.
std::shared_ptr<const AnalysisAnswer> needs_answer(
    const std::shared_ptr<const AnalysisQuestion>& question, int replicates, int worlds,
    int threads, const Analyst::TaskContext& context);

}  // namespace palabre::ui
