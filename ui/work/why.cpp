#include "ui/work/why.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "sim/model/compile.hpp"
#include "sim/run/engine/blocks.hpp"
#include "sim/run/explain/event_selection.hpp"

namespace palabre::ui {
namespace {

constexpr std::int64_t kCauseBlocksKept = 2'500;  // 20,000 runs, about 25 MB

/// The runs of one case, made once and asked about any outcome.
class Bench {
 public:
  explicit Bench(const WhyQuestion& q)
      : scenario_(q.scenario),
        world_(q.world),
        model_(std::make_shared<const Model>(compile(scenario_, *world_))),
        runs_(model_, scenario_.seed,
              std::min<std::int64_t>(kCauseBlocksKept, blocks_of(scenario_.replicates))) {}

  bool is_of(const WhyQuestion& q) const {
    return scenario_ == q.scenario && (world_ == q.world || world_->bytes == q.world->bytes);
  }
  /// False when stopped.
  bool call(int threads, const LatestTask<Why>::TaskContext& context) {
    if (!roster_)
      roster_ = find_outcome_members(runs_, scenario_.replicates, threads, context.stop);
    return roster_.has_value();
  }
  const OutcomeMembers& members() const { return *roster_; }
  const std::shared_ptr<const Model>& model() const { return model_; }
  const Scenario& scenario() const { return scenario_; }

  std::shared_ptr<const Story> story(std::int64_t replicate) {
    std::shared_ptr<const Story>& kept = stories_[replicate];
    if (!kept) kept = std::make_shared<const Story>(story_of(*model_, scenario_.seed, replicate));
    return kept;
  }
  /// Nothing when stopped.
  std::optional<Counterfactual> without(CauseId cause, const CauseOptions& options) {
    auto found = reruns_.find(cause);
    if (found == reruns_.end()) {
      auto made = rerun_without(scenario_, *world_, runs_, cause, options.compare);
      if (!made) return {};
      found = reruns_.emplace(cause, std::move(*made)).first;
    }
    return counterfactual(runs_, found->second, options);
  }
  std::shared_ptr<const palabre::LimitingFactors> bind(int threads, const std::stop_token& stop) {
    if (limiting_factors_) return limiting_factors_;
    if (auto made = limiting_factors(*model_, scenario_.seed, scenario_.replicates, threads, stop))
      limiting_factors_ = std::make_shared<const palabre::LimitingFactors>(std::move(*made));
    return limiting_factors_;
  }

 private:
  Scenario scenario_;
  std::shared_ptr<const World> world_;
  std::shared_ptr<const Model> model_;
  Recording runs_;
  std::optional<OutcomeMembers> roster_;
  std::map<std::int64_t, std::shared_ptr<const Story>> stories_;
  std::map<CauseId, Rerun> reruns_;
  std::shared_ptr<const palabre::LimitingFactors> limiting_factors_;
};

/// Causes in the scenario, those first that stand behind the events of the first story.
std::vector<CauseId> in_order(const Bench& bench, const Why& why) {
  std::vector<CauseId> out = causes_in(bench.scenario());
  const Story& story = *why.explained.front().story;
  std::vector<CauseId> first;
  for (const std::size_t k : selected_events(story))
    if (const auto cause = cause_of(*why.model, story.trace.events[k])) first.push_back(*cause);
  std::stable_partition(out.begin(), out.end(), [&](CauseId id) {
    return std::find(first.begin(), first.end(), id) != first.end();
  });
  return out;
}

std::shared_ptr<const Why> worked_out(Bench& bench, std::shared_ptr<const WhyQuestion> question,
                                      int threads, const LatestTask<Why>::TaskContext& context) {
  const auto hand_out = [&](const Why& so_far) {
    auto part = std::make_shared<const Why>(so_far);
    context.part(part);
    return part;
  };
  if (!bench.call(threads, context)) return {};
  Why why;
  why.asked = std::move(question);
  why.model = bench.model();
  why.outcome = why.asked->outcome.value_or(bench.members().most_frequent());
  why.finished = bench.members().finished;
  why.failed = bench.members().failed;
  CauseOptions options{
      why.outcome, 0, {bench.scenario().replicates, threads, false, context.stop, {}}};
  const auto& members = bench.members().by_outcome[std::size_t(why.outcome)];
  for (const Representative& chosen : representatives_of(members, kStoriesExplained)) {
    why.explained.push_back({chosen, bench.story(chosen.replicate)});
    if (why.explained.size() > 1) options.others.push_back(chosen.replicate);
  }
  if (!why.explained.empty()) {
    options.replicate = why.explained.front().chosen.replicate;
    const std::vector<CauseId> causes = in_order(bench, why);
    why.causes_in_case = causes.size();
    hand_out(why);
    for (const CauseId cause : causes) {
      const auto row = bench.without(cause, options);
      if (!row) return hand_out(why);
      why.causes.push_back(*row);
      sort_by_need(why.causes);
      hand_out(why);
      context.progress(std::int64_t(why.causes.size()), std::int64_t(causes.size()));
    }
  }
  why.limiting_factors = bench.bind(threads, context.stop);
  return hand_out(why);
}

}  // namespace

std::function<WhyWork(WhyQuestion)> why_works(int threads) {
  auto bench = std::make_shared<std::unique_ptr<Bench>>();
  return [bench, threads](WhyQuestion question) -> WhyWork {
    auto asked = std::make_shared<const WhyQuestion>(std::move(question));
    return [bench, threads, asked](const LatestTask<Why>::TaskContext& context) {
      if (!*bench || !(*bench)->is_of(*asked)) *bench = std::make_unique<Bench>(*asked);
      return worked_out(**bench, asked, threads, context);
    };
  };
}

}  // namespace palabre::ui
