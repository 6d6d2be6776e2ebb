#include "sim/run/engine/recording.hpp"

#include <algorithm>

#include "sim/run/engine/blocks.hpp"

namespace palabre {

Recording::Recording(std::shared_ptr<const Model> model, std::int64_t seed,
                     std::int64_t blocks_kept, RunBlock run_block)
    : model_(std::move(model)),
      seed_(seed),
      run_block_(run_block != nullptr ? run_block : chosen_kernel().run_block),
      kept_(std::size_t(blocks_kept)) {}

std::shared_ptr<const BlockRecord> Recording::block(std::int64_t index, std::uint32_t asked,
                                                    bool weeks, BlockScratch& scratch) {
  const bool is_kept = index < std::int64_t(kept_.size());
  if (is_kept) {
    const auto& old = kept_[std::size_t(index)];
    if (old && old->asked == asked && (!weeks || !old->week_digest.empty())) return old;
  }
  const std::size_t count = std::size_t(model_->weeks);
  auto made = std::make_shared<BlockRecord>();
  made->asked = asked;
  scratch.rows.resize(count * kWeekRows * kBlockLanes);
  scratch.week_digest.resize(count * 2 * kBlockLanes);
  BlockOutput out;
  out.series = scratch.rows.data();
  out.week_digest = weeks ? scratch.week_digest.data() : nullptr;
  made->pact_lives.assign(count, 0);
  out.pact_lives = made->pact_lives.data();
  const BlockModel model(*model_, index);
  BlockRequest request{model.get(), std::uint64_t(seed_), std::uint64_t(index * kBlockLanes)};
  request.skip = ~asked;
  made->counted = run_counted(request, out, run_block_);
  made->failure = out.failure;
  made->digest = out.digest;
  for (std::size_t lane = 0; lane < kBlockLanes; ++lane)
    made->replicates[lane] = record_of(out, model_->weeks, lane);
  if (weeks)
    for (std::size_t week = 0; week < count; ++week) {
      const auto words = scratch.week_digest.begin() + std::ptrdiff_t(week * 2 * kBlockLanes);
      made->week_digest.insert(made->week_digest.end(), words, words + kBlockLanes);
    }
  if (is_kept) kept_[std::size_t(index)] = made;
  return made;
}

void Recording::keep(std::int64_t index, BlockRecord block) {
  if (index < room())
    kept_[std::size_t(index)] = std::make_shared<const BlockRecord>(std::move(block));
}

std::shared_ptr<Recording> RecordingShelf::of(const Scenario& scenario, const World& world) {
  auto model = std::make_shared<const Model>(compile(scenario, world));
  std::shared_ptr<Recording>& shelved = by_digest_[model->scenario_digest];
  if (!shelved) {
    const std::int64_t kept = std::min(blocks_of(scenario.replicates), room_);
    room_ -= kept;
    shelved = std::make_shared<Recording>(std::move(model), scenario.seed, kept);
  }
  return shelved;
}

}  // namespace palabre
