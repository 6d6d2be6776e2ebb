#include "ui/work/ensemble_task.hpp"

#include <algorithm>
#include <chrono>
#include <exception>

#include "sim/model/compile.hpp"
#include "sim/run/engine/blocks.hpp"

namespace palabre::ui {
namespace {

constexpr std::int64_t kFirstTarget = 64, kSecondTarget = 256;  // [replicates]
constexpr std::int64_t kCaseBlocksKept = 4096;                  // of one case: about 40 MB

std::int64_t blocks_kept(const Scenario& scenario) {
  return std::min<std::int64_t>(blocks_of(scenario.replicates), kCaseBlocksKept);
}

class EnsembleJob final : public Job {
 public:
  EnsembleJob(const Request& request, int threads)
      : model_(std::make_shared<const Model>(compile(request.scenario, *request.world))),
        ensemble_(model_, request.scenario.seed),
        recording_(std::make_shared<Recording>(model_, request.scenario.seed,
                                               blocks_kept(request.scenario))),
        pinned_(request.pinned && request.pinned->pairs_with(request.scenario, *request.world)
                    ? request.pinned
                    : nullptr),
        manifest_(manifest_of(request.scenario)),
        threads_(threads) {
    ensemble_.record_into(recording_);
  }

  bool grow_to(std::int64_t replicates, std::stop_token stop, const Progress& progress) override {
    return ensemble_.grow_to(replicates, threads_, std::move(stop), progress);
  }
  std::shared_ptr<const Results> results() const override { return ensemble_.results(manifest_); }
  // The ensemble has run its blocks already, and so has the pinned one in its time.
  std::shared_ptr<const Comparison> compare(std::int64_t replicates,
                                            std::stop_token stop) override {
    if (!pinned_) return {};
    if (!pinned_->recording)
      pinned_->recording = std::make_shared<Recording>(
          std::make_shared<const Model>(compile(pinned_->scenario, *pinned_->world)),
          pinned_->scenario.seed, blocks_kept(pinned_->scenario));
    CompareOptions options;
    options.replicates = std::min<std::int64_t>(replicates, pinned_->scenario.replicates);
    options.threads = threads_;
    options.parting = false;
    options.stop = std::move(stop);
    std::optional<Comparison> found = palabre::compare(*pinned_->recording, *recording_, options);
    return found ? std::make_shared<const Comparison>(std::move(*found)) : nullptr;
  }
  std::shared_ptr<Recording> recording() const override { return recording_; }

 private:
  std::shared_ptr<const Model> model_;
  Ensemble ensemble_;
  std::shared_ptr<Recording> recording_;
  std::shared_ptr<const Pinned> pinned_;
  Manifest manifest_;
  int threads_;
};

}  // namespace

MakeJob ensemble_jobs(int threads) {
  return [threads](const Request& request) -> std::unique_ptr<Job> {
    return std::make_unique<EnsembleJob>(request, threads);
  };
}

namespace {

using Context = EnsembleTask::TaskContext;

/// One request on its way: what there is so far, handed out part by part.
class Growth {
 public:
  Growth(const MakeJob& make, const Request& request, const Context& context)
      : context_(context), all_(request.scenario.replicates), job_(make(request)) {}

  std::shared_ptr<const EnsembleNews> run() {
    std::int64_t before = 0;
    for (std::int64_t target : {kFirstTarget, kSecondTarget, all_}) {
      target = std::min(target, all_);
      if (target == before) continue;
      before = target;
      const bool whole = job_->grow_to(target, context_.stop, [&](std::int64_t done, std::int64_t) {
        context_.progress(done, all_);
      });
      if (context_.superseded()) return {};
      if (!whole && context_.stop.stop_requested()) return what_is_there();
      news_.results = job_->results();
      news_.seconds = seconds();
      if (target == all_) news_.recording = job_->recording();
      context_.progress(target, all_);
      hand_out();
      if (target < std::min(kSecondTarget, all_)) continue;
      if (auto found = job_->compare(target, context_.stop)) {
        news_.comparison = std::move(found);
        hand_out();
      }
    }
    return std::make_shared<const EnsembleNews>(news_);
  }

 private:
  void hand_out() const { context_.part(std::make_shared<const EnsembleNews>(news_)); }
  // After a stop by hand: whole blocks.
  std::shared_ptr<const EnsembleNews> what_is_there() {
    std::shared_ptr<const Results> part = job_->results();
    if (part && part->manifest.replicates > 0) news_.results = std::move(part);
    return std::make_shared<const EnsembleNews>(news_);
  }
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

  const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  const Context& context_;
  const std::int64_t all_;
  const std::unique_ptr<Job> job_;
  EnsembleNews news_;
};

}  // namespace

EnsembleTask::Work ensemble_work(MakeJob make, Request request) {
  return [make = std::move(make), request = std::move(request)](const Context& context) {
    try {
      return Growth(make, request, context).run();
    } catch (const ScenarioError& error) {
      EnsembleNews news;
      news.error = std::make_shared<const ScenarioError>(error);
      return std::make_shared<const EnsembleNews>(std::move(news));
    }
  };
}

}  // namespace palabre::ui
