#include "ui/work/parameter_uncertainty.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/model/compile.hpp"

namespace palabre::ui {
namespace {

constexpr std::int64_t kCountedMost = 256;  // replicates that the hatching of the map rests on

bool worlds_differ_in(const Scenario& scenario, const World& world, std::string_view key) {
  if (!plays_over_worlds(scenario, world)) return false;
  const auto& keys = world.worlds_of(scenario.switches)->keys;
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace

const Series* Edges::drawn(const Series& of) const {
  if (!spread || spread->results->series.empty()) return nullptr;
  const Series& found = spread->results->of(of.id);
  return found.q50.size() == of.q50.size() ? &found : nullptr;
}

std::optional<ShareRange> Edges::range(const OutcomeShare& of) const {
  if (state == EdgeState::worlds) return of.worlds;
  return spread ? spread->range[std::size_t(of.outcome)] : std::nullopt;
}

bool each_world_has_its_own(const Scenario& scenario, const World& world, std::string_view key) {
  return worlds_differ_in(scenario, world, key) && number_at(scenario, key) == initial_number(key);
}

bool held_in_all_worlds(const Scenario& scenario, const World& world, std::string_view key) {
  return worlds_differ_in(scenario, world, key) && number_at(scenario, key) != initial_number(key);
}

WorldValues WorldValuesByKey::of(const std::shared_ptr<const PlausibleWorlds>& worlds,
                                 std::string_view key) {
  if (worlds_ != worlds) values_.clear();
  worlds_ = worlds;
  const auto known = values_.find(key);
  if (known != values_.end()) return known->second;
  const auto column =
      std::size_t(std::find(worlds->keys.begin(), worlds->keys.end(), key) - worlds->keys.begin());
  std::vector<double> values;
  for (std::int64_t w = 0; w < worlds->size(); ++w) values.push_back(worlds->of(w)[column]);
  std::sort(values.begin(), values.end());
  constexpr double kTail = 0.05;
  const auto last = double(values.size() - 1);
  return values_[std::string(key)] = {values[std::size_t(kTail * last)],
                                      values[std::size_t(std::ceil((1.0 - kTail) * last))]};
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
