#include "ui/work/parameter_uncertainty.hpp"

#include <algorithm>

namespace palabre::ui {
namespace {

constexpr std::int64_t kCountedMost = 256;  // replicates that the hatching of the map rests on
constexpr std::int64_t kTold = 10;          // how often progress is told of one piece of work

// Every step wakes the window, which draws a frame: a few are enough.
template <class Answer>
Progress now_and_then(const typename LatestTask<Answer>::TaskContext& context) {
  return [&context](std::int64_t done, std::int64_t total) {
    const std::int64_t step = std::max<std::int64_t>(total / kTold, 1);
    if (done / step != (done - 8) / step) context.progress(done, total);
  };
}

std::string key_of(const Results& results) {
  return results.manifest.scenario_digest + "/" + results.digest;
}

}  // namespace

const Series* Edges::drawn(const Series& of) const {
  if (!spread || spread->results->series.empty()) return nullptr;
  const Series& found = spread->results->of(of.id);
  return found.q50.size() == of.q50.size() ? &found : nullptr;
}

void ParameterUncertainty::count(const std::string& key, const Scenario& scenario,
                                 const std::shared_ptr<const World>& world) {
  if (key == counted_key_) return;
  counted_key_ = key;
  counted_.ask(key, [scenario, world](const LatestTask<Disagreement>::TaskContext& context) {
    const Model model = compile(scenario, *world, Digest::none);
    auto found = count_disagreement(model, scenario.seed,
                                    std::min<std::int64_t>(scenario.replicates, kCountedMost), 0,
                                    context.stop);
    return found ? std::make_shared<const Disagreement>(std::move(*found)) : nullptr;
  });
}

void ParameterUncertainty::draw(const std::string& key, const Scenario& scenario,
                                const std::shared_ptr<const World>& world,
                                const std::set<std::string, std::less<>>& locked) {
  if (key == drawn_key_) return;
  drawn_key_ = key;
  drawn_.ask(
      key, [scenario, world, locked](const LatestTask<UncertaintyEnsemble>::TaskContext& context) {
        UncertaintyOptions options;
        options.replicates = scenario.replicates;
        options.locked = locked;
        options.stop = context.stop;
        options.progress = now_and_then<UncertaintyEnsemble>(context);
        auto found = uncertainty_ensemble(scenario, *world, options);
        return found ? std::make_shared<const UncertaintyEnsemble>(std::move(*found)) : nullptr;
      });
}

void ParameterUncertainty::tell(const TaskStatus<UncertaintyEnsemble>& drawn) {
  edges_.done = drawn.done;
  edges_.total = drawn.total;
  edges_.failure = drawn.failure;
  edges_.state = drawn.running                ? EdgeState::running
                 : !drawn.failure.empty()     ? EdgeState::failed
                 : !drawn.answer              ? EdgeState::stopped
                 : drawn.answer->keys.empty() ? EdgeState::fixed
                                              : EdgeState::there;
  if (edges_.state == EdgeState::there && drawn.answer->results->finished() == 0)
    edges_.state = EdgeState::fixed;
  spread_ = edges_.state == EdgeState::there ? drawn.answer : nullptr;
  edges_.spread = spread_.get();
}

void ParameterUncertainty::update(const Results* results, const Scenario& scenario,
                                  const std::shared_ptr<const World>& world,
                                  const std::set<std::string, std::less<>>& locked,
                                  Request request) {
  edges_ = {};
  busy_ = false;
  spread_.reset();
  disagreement_.reset();
  edges_.counts = request.counts;
  edges_.state = request.edges ? EdgeState::waiting : EdgeState::off;
  if (!real_ || !results || results->finished() == 0) {
    counted_.drop();
    drawn_.drop();
    counted_key_.clear();
    drawn_key_.clear();
    halted_ = false;
    return;
  }
  const std::string key = key_of(*results);
  if (request.counts) {
    count(key, scenario, world);
    const TaskStatus<Disagreement> counted = counted_.asked();
    disagreement_ = counted.running ? nullptr : counted.answer;
    edges_.disagreement = disagreement_.get();
    busy_ = counted.running;
  }
  if (!request.edges || busy_) return;
  if (halted_ && drawn_key_.empty()) {  // stopped before it was its turn
    edges_.state = EdgeState::stopped;
    return;
  }
  if (!(scenario.params.uncertainty_width > 0.0)) {
    edges_.state = EdgeState::fixed;
    return;
  }
  std::string drawn_key = key;
  for (const std::string& lock : locked) drawn_key += " " + lock;
  draw(drawn_key, scenario, world, locked);
  const TaskStatus<UncertaintyEnsemble> drawn = drawn_.asked();
  busy_ = drawn.running;
  tell(drawn);
}

void ParameterUncertainty::stop() {
  halted_ = true;
  counted_.stop();
  drawn_.stop();
}

}  // namespace palabre::ui
