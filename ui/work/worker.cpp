#include "ui/work/worker.hpp"

#include <algorithm>
#include <chrono>
#include <exception>

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

Worker::Worker(MakeJob make, std::function<void()> wake)
    : make_(std::move(make)),
      wake_(std::move(wake)),
      thread_([this](std::stop_token quit) { loop(std::move(quit)); }) {}

Worker::~Worker() {
  thread_.request_stop();
  const std::scoped_lock lock(mutex_);
  current_.request_stop();
}

std::uint64_t Worker::ask(Request request) {
  std::uint64_t number = 0;
  {
    const std::scoped_lock lock(mutex_);
    number = ++newest_;
    current_.request_stop();
    update_ = Update{};
    update_.number = number;
    update_.total = request.scenario.replicates;
    update_.running = true;
    next_ = std::move(request);
  }
  news_.notify_one();
  return number;
}

void Worker::stop() {
  const std::scoped_lock lock(mutex_);
  if (!update_.running) return;
  current_.request_stop();
  next_.reset();
  update_.stopped = true;
  update_.running = false;
}

Update Worker::update() const {
  const std::scoped_lock lock(mutex_);
  return update_;
}

bool Worker::tell(std::uint64_t number, const std::function<void(Update&)>& change) {
  const std::scoped_lock lock(mutex_);
  if (number != newest_) return false;
  change(update_);
  return true;
}

void Worker::loop(std::stop_token quit) {
  while (!quit.stop_requested()) {
    std::unique_lock lock(mutex_);
    if (!news_.wait(lock, quit, [this] { return next_.has_value(); }) || quit.stop_requested())
      return;
    const Request request = std::move(*next_);
    next_.reset();
    current_ = std::stop_source{};
    const std::uint64_t number = newest_;
    const std::stop_token stop = current_.get_token();
    lock.unlock();
    try {
      run(request, number, stop);
    } catch (const ScenarioError& error) {
      tell(number, [&](Update& u) { u.error = std::make_shared<ScenarioError>(error); });
    } catch (const std::exception& error) {
      tell(number, [&](Update& u) { u.failure = error.what(); });
    }
    if (tell(number, [](Update& u) { u.running = false; }) && wake_) wake_();
  }
}

void Worker::run(const Request& request, std::uint64_t number, std::stop_token stop) {
  const auto begin = std::chrono::steady_clock::now();
  const auto seconds = [&] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  };
  const std::unique_ptr<Job> job = make_(request);
  const std::int64_t all = request.scenario.replicates;
  std::int64_t before = 0;
  for (std::int64_t target : {kFirstTarget, kSecondTarget, all}) {
    target = std::min(target, all);
    if (target == before) continue;
    before = target;
    const bool whole = job->grow_to(target, stop, [&](std::int64_t done, std::int64_t) {
      tell(number, [&](Update& u) { u.done = std::max(u.done, done); });
    });
    if (!whole && stop.stop_requested()) {
      // A newer request needs nothing of this; a stop by the user keeps whole blocks.
      if (!tell(number, [](Update&) {})) return;
      std::shared_ptr<const Results> partial = job->results();
      if (partial && partial->manifest.replicates > 0)
        tell(number, [&](Update& u) {
          u.results = partial;
          u.done = partial->manifest.replicates;
        });
      return;
    }
    if (!tell(number, [](Update&) {})) return;
    std::shared_ptr<const Results> results = job->results();
    tell(number, [&](Update& u) {
      u.results = std::move(results);
      u.done = target;
      u.seconds = seconds();
      if (target == all) u.recording = job->recording();
    });
    if (wake_) wake_();
    if (target < std::min(kSecondTarget, all)) continue;
    if (std::shared_ptr<const Comparison> found = job->compare(target, stop)) {
      tell(number, [&](Update& u) { u.comparison = std::move(found); });
      if (wake_) wake_();
    }
  }
}

}  // namespace palabre::ui
