#include "sim/run/engine/ensemble.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <exception>
#include <thread>
#include <vector>

#include "sim/run/engine/accumulator.hpp"
#include "sim/run/engine/blocks.hpp"

namespace palabre {
namespace {

constexpr int kThreadsUseful = 8;  // more, and more than processors, only cost memory

}  // namespace

const Statistic* Results::find(StatisticId id) const {
  for (const Statistic& s : statistics)
    if (s.id == id) return &s;
  return nullptr;
}

struct Ensemble::Impl {
  std::shared_ptr<const Model> model;
  std::int64_t seed = 0, first = 0;
  Accumulator total;
  std::vector<Accumulator> spare;  // one a further thread, empty between calls
  std::shared_ptr<Recording> recording = {};

  /// Runs replicates [at, at + lanes) of those counted from `first`.
  void run_block(Accumulator& to, std::int64_t at, int lanes) const {
    const std::int64_t number = first + at, block = number / kBlockLanes;
    if (!recording || number % kBlockLanes != 0 || block >= recording->room())
      return to.run_block(std::uint64_t(seed), std::uint32_t(number), lanes);
    BlockRecord record;
    to.run_block(std::uint64_t(seed), std::uint32_t(number), lanes, {nullptr, &record});
    recording->keep(block, std::move(record));
  }
};

Ensemble::Ensemble(std::shared_ptr<const Model> model, std::int64_t seed, std::int64_t first)
    : impl_(std::make_unique<Impl>(Impl{model, seed, first, Accumulator(model), {}})) {}
Ensemble::~Ensemble() = default;
Ensemble::Ensemble(Ensemble&&) noexcept = default;
Ensemble& Ensemble::operator=(Ensemble&&) noexcept = default;

void Ensemble::record_into(std::shared_ptr<Recording> recording) {
  assert(!recording || recording->seed() == impl_->seed);
  impl_->recording = std::move(recording);
}

std::int64_t Ensemble::size() const { return impl_->total.replicates(); }

bool Ensemble::grow_to(std::int64_t replicates, int threads, std::stop_token stop,
                       const Progress& progress) {
  const std::int64_t begin = size();
  const std::int64_t blocks =
      std::max<std::int64_t>(0, (replicates - begin + kBlockLanes - 1) / kBlockLanes);
  threads = int(std::min<std::int64_t>(threads_used(threads), std::max<std::int64_t>(1, blocks)));

  while (int(impl_->spare.size()) < threads - 1) impl_->spare.push_back(impl_->total.beside());
  std::atomic<std::int64_t> done{0};
  // After a stop, what is there is a prefix, and its digest is that of an ensemble of that size.
  over_blocks(blocks, threads, stop, [&](int thread, std::int64_t block) {
    Accumulator& to = thread == 0 ? impl_->total : impl_->spare[std::size_t(thread - 1)];
    const std::int64_t at = begin + block * kBlockLanes;
    const int lanes = int(std::min<std::int64_t>(kBlockLanes, replicates - at));
    impl_->run_block(to, at, lanes);
    const std::int64_t so_far = done.fetch_add(lanes) + lanes;
    if (block + threads >= blocks) to.add_bins();  // its last, or nearly: not one after the other
    if (progress) progress(begin + so_far, replicates);
  });
  for (Accumulator& part : impl_->spare) {
    impl_->total += part;
    part.clear();
  }
  return size() >= replicates;
}

std::shared_ptr<const Results> Ensemble::results(Manifest manifest) const {
  manifest.seed = impl_->seed;
  manifest.version = program_version();
  manifest.build = program_build();
  return impl_->total.results(std::move(manifest));
}

int threads_used(int threads) {
  const int processors = int(std::max(1u, std::thread::hardware_concurrency()));
  return threads <= 0 ? processors : std::min(threads, std::max(kThreadsUseful, processors));
}

Manifest manifest_of(const Scenario& scenario) {
  Manifest m;
  m.title_en = scenario.title.in(Lang::en);
  m.title_fr = scenario.title.in(Lang::fr);
  m.start = to_string(Date::from(scenario.start));
  m.not_modelled = scenario.not_modelled;
  m.weeks = scenario.weeks;
  return m;
}

std::shared_ptr<const Results> run(const Scenario& scenario, const World& world, int threads,
                                   std::stop_token stop, const Progress& progress) {
  Ensemble ensemble(std::make_shared<const Model>(compile(scenario, world)), scenario.seed);
  ensemble.grow_to(scenario.replicates, threads, std::move(stop), progress);
  return ensemble.results(manifest_of(scenario));
}

std::string program_version() { return PALABRE_VERSION; }

std::string program_build() {
#if defined(__clang__)
  const std::string compiler = "clang++ " __clang_version__;
#else
  const std::string compiler = "g++ " __VERSION__;
#endif
  return compiler + " " PALABRE_FLAGS + " " + chosen_kernel().name;
}

}  // namespace palabre
