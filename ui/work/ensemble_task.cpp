#include "ui/work/ensemble_task.hpp"

#include <algorithm>
#include <chrono>
#include <exception>

#include "sim/model/compile.hpp"
#include "sim/run/engine/blocks.hpp"

namespace palabre::ui {
namespace {

constexpr std::int64_t kSecondTarget = 256;     // [replicates]
constexpr std::int64_t kCaseBlocksKept = 4096;  // of one case: about 40 MB

std::int64_t blocks_kept(const Scenario& scenario) {
  return std::min<std::int64_t>(blocks_of(scenario.replicates), kCaseBlocksKept);
}

std::shared_ptr<Recording> recording_for(const Scenario& scenario,
                                         std::shared_ptr<const Model> model) {
  return std::make_shared<Recording>(std::move(model), scenario.seed, blocks_kept(scenario));
}

/// A case with its runs, and the reference that they are paired with.
class Pairing {
 public:
  Pairing(const Request& request, int threads)
      : reference_(request.reference &&
                           request.reference->pairs_with(request.scenario, *request.world)
                       ? request.reference
                       : nullptr),
        threads_(threads) {}

  std::shared_ptr<const Comparison> compare(Recording& own, std::int64_t replicates,
                                            std::stop_token stop) {
    if (!reference_) return {};
    const std::int64_t pairs = std::min<std::int64_t>(replicates, reference_->scenario.replicates);
    Recording* other = &own;  // the same inputs: its own runs are those of the reference
    std::string& digest = reference_->runs->digest;
    if (digest.empty()) digest = scenario_digest(reference_->scenario, *reference_->world);
    if (digest != own.model().scenario_digest) {
      if (!make_ready(pairs, stop)) return {};
      other = reference_->runs->recording.get();
    }
    CompareOptions options;
    options.replicates = pairs;
    options.threads = threads_;
    options.parting = false;
    options.stop = std::move(stop);
    std::optional<Comparison> found = palabre::compare(*other, own, options);
    return found ? std::make_shared<const Comparison>(std::move(*found)) : nullptr;
  }
  const std::shared_ptr<const Results>& results() const { return results_; }

 private:
  // Runs the reference as far as it is needed, unless that was done for an earlier case.
  bool make_ready(std::int64_t replicates, const std::stop_token& stop) {
    CaseRuns& runs = *reference_->runs;
    const Scenario& scenario = reference_->scenario;
    const auto& known = reference_->results;
    const bool whole = known && known->manifest.replicates >= scenario.replicates;
    if (!runs.recording || (!whole && !runs.ensemble)) {
      const auto model = std::make_shared<const Model>(compile(scenario, *reference_->world));
      runs.recording = recording_for(scenario, model);
      if (!whole) runs.ensemble.emplace(model, scenario.seed);
      if (runs.ensemble) runs.ensemble->record_into(runs.recording);
    }
    if (whole) return true;
    const bool grows = runs.ensemble->size() < replicates;
    if (grows && !runs.ensemble->grow_to(replicates, threads_, stop)) return false;
    if (grows || !known) results_ = runs.ensemble->results(manifest_of(scenario));
    return true;
  }

  std::shared_ptr<const Reference> reference_;
  std::shared_ptr<const Results> results_;
  int threads_;
};

class EnsembleJob final : public Job {
 public:
  EnsembleJob(const Request& request, int threads)
      : model_(std::make_shared<const Model>(compile(request.scenario, *request.world))),
        ensemble_(model_, request.scenario.seed),
        recording_(recording_for(request.scenario, model_)),
        pairing_(request, threads),
        manifest_(manifest_of(request.scenario)),
        threads_(threads) {
    ensemble_.record_into(recording_);
  }

  bool grow_to(std::int64_t replicates, std::stop_token stop, const Progress& progress) override {
    return ensemble_.grow_to(replicates, threads_, std::move(stop), progress);
  }
  std::shared_ptr<const Results> results() const override { return ensemble_.results(manifest_); }
  std::shared_ptr<const Comparison> compare(std::int64_t replicates,
                                            std::stop_token stop) override {
    return pairing_.compare(*recording_, replicates, std::move(stop));
  }
  std::shared_ptr<const Results> reference_results() const override { return pairing_.results(); }
  std::shared_ptr<Recording> recording() const override { return recording_; }

 private:
  std::shared_ptr<const Model> model_;
  Ensemble ensemble_;
  std::shared_ptr<Recording> recording_;
  Pairing pairing_;
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
  Growth(const MakeJob& make, const Request& request, std::int64_t first_look,
         const Context& context)
      : context_(context),
        first_look_(first_look),
        all_(request.scenario.replicates),
        job_(make(request)) {}

  std::shared_ptr<const EnsembleNews> run() {
    std::int64_t before = 0;
    for (std::int64_t target : {first_look_, kSecondTarget, all_}) {
      target = std::min(target, all_);
      if (target <= before) continue;  // looks only grow
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
      hand_out();  // the bands first, then what they say against the reference
      if (auto found = job_->compare(target, context_.stop)) {
        news_.comparison = std::move(found);
        news_.reference = job_->reference_results();
      }
      news_.looked = true;
      hand_out();
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
  const std::int64_t first_look_, all_;  // [replicates]
  const std::unique_ptr<Job> job_;
  EnsembleNews news_;
};

}  // namespace

EnsembleTask::Work ensemble_work(MakeJob make, Request request, std::int64_t first_look) {
  return
      [make = std::move(make), request = std::move(request), first_look](const Context& context) {
        try {
          return Growth(make, request, first_look, context).run();
        } catch (const ScenarioError& error) {
          EnsembleNews news;
          news.error = std::make_shared<const ScenarioError>(error);
          return std::make_shared<const EnsembleNews>(std::move(news));
        }
      };
}

EnsembleTask::Work pairing_work(Request request, std::shared_ptr<const Results> results,
                                std::shared_ptr<Recording> recording, double seconds, int threads) {
  return [request = std::move(request), results = std::move(results),
          recording = std::move(recording), seconds, threads](const Context& context) {
    EnsembleNews news;
    news.results = results;
    news.recording = recording;
    news.seconds = seconds;
    news.looked = true;
    try {
      Pairing pairing(request, threads);
      news.comparison = pairing.compare(*recording, results->manifest.replicates, context.stop);
      news.reference = pairing.results();
    } catch (const ScenarioError& error) {
      news.error = std::make_shared<const ScenarioError>(error);
    }
    return std::make_shared<const EnsembleNews>(std::move(news));
  };
}

}  // namespace palabre::ui
