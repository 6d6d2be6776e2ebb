#include "ui/work/parameter_uncertainty.hpp"

#include <algorithm>

#include "sim/model/compile.hpp"

namespace palabre::ui {
namespace {

constexpr std::int64_t kCountedMost = 256;  // replicates that the hatching of the map rests on

}  // namespace

const Series* Edges::drawn(const Series& of) const {
  if (!spread || spread->results->series.empty()) return nullptr;
  const Series& found = spread->results->of(of.id);
  return found.q50.size() == of.q50.size() ? &found : nullptr;
}

void Edges::take(const TaskStatus<UncertaintyEnsemble>& drawn) {
  done = drawn.done;
  total = drawn.total;
  failure = drawn.failure;
  state = drawn.running                ? EdgeState::running
          : !drawn.failure.empty()     ? EdgeState::failed
          : !drawn.answer              ? EdgeState::stopped
          : drawn.answer->keys.empty() ? EdgeState::fixed
                                       : EdgeState::there;
  if (state == EdgeState::there && drawn.answer->results->finished() == 0) state = EdgeState::fixed;
  if (state == EdgeState::there) spread = drawn.answer;
}

CaseTask<Disagreement>::Work disagreement_work(const Scenario& scenario,
                                               const std::shared_ptr<const World>& world,
                                               int threads) {
  return [scenario, world, threads](const CaseTask<Disagreement>::TaskContext& context) {
    const Model model = compile(scenario, *world, Digest::none);
    auto found = count_disagreement(model, scenario.seed,
                                    std::min<std::int64_t>(scenario.replicates, kCountedMost),
                                    threads, context.stop);
    return found ? std::make_shared<const Disagreement>(std::move(*found)) : nullptr;
  };
}

CaseTask<UncertaintyEnsemble>::Work uncertainty_work(
    const Scenario& scenario, const std::shared_ptr<const World>& world,
    const std::set<std::string, std::less<>>& locked, int threads) {
  return [scenario, world, locked,
          threads](const CaseTask<UncertaintyEnsemble>::TaskContext& context) {
    UncertaintyOptions options;
    options.replicates = scenario.replicates;
    options.locked = locked;
    options.threads = threads;
    options.stop = context.stop;
    options.progress = context.progress;
    auto found = uncertainty_ensemble(scenario, *world, options);
    return found ? std::make_shared<const UncertaintyEnsemble>(std::move(*found)) : nullptr;
  };
}

}  // namespace palabre::ui
