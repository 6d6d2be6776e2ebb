// What each replicate of a run counted, block by block: what pairing two runs needs.

#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/model/compile.hpp"
#include "sim/model/kernel.hpp"
#include "sim/run/engine/statistics.hpp"

namespace palabre {

/// What one block of replicates left behind.
struct BlockRecord {
  std::uint32_t asked = 0;    // bit k: lane k was to count
  std::uint32_t counted = 0;  // those of them that did not fail
  std::array<ReplicateRecord, kBlockLanes> replicates;
  PerLane<LaneFailure> failure{};
  std::array<PerLane<std::uint64_t>, 2> digest{};
  std::vector<std::int64_t> pact_lives;    // [weeks] ended pacts of the counted lanes by life
  std::vector<std::uint64_t> week_digest;  // [week][lane] hash so far; empty unless asked for
};

/// Buffers that one thread lends to the kernel.
struct BlockScratch {
  std::vector<double> rows;
  std::vector<std::uint64_t> week_digest;
};

/// The blocks of one run: replicates 8b to 8b + 7 are block b. A block is run when it is asked for,
/// and again when it is asked for again, unless there was room to keep it. Different threads may
/// ask for different blocks at the same time.
class Recording {
 public:
  /// @param blocks_kept  blocks 0..blocks_kept-1 stay in memory, about 9 KB each (26 KB with weeks)
  /// @param run_block    the kernel; null: the one chosen for this processor
  Recording(std::shared_ptr<const Model> model, std::int64_t seed, std::int64_t blocks_kept = 0,
            RunBlock run_block = nullptr);

  const Model& model() const { return *model_; }
  std::int64_t seed() const { return seed_; }
  /// A block in which only the lanes of `asked` count. `weeks`: with week_digest.
  std::shared_ptr<const BlockRecord> block(std::int64_t index, std::uint32_t asked, bool weeks,
                                           BlockScratch& scratch);
  /// How many blocks there is room for.
  std::int64_t room() const { return std::int64_t(kept_.size()); }
  /// Keeps a block that another caller has run on the same model and seed.
  void keep(std::int64_t index, BlockRecord block);

 private:
  std::shared_ptr<const Model> model_;
  std::int64_t seed_;
  RunBlock run_block_;
  std::vector<std::shared_ptr<const BlockRecord>> kept_;
};

/// Recordings shared by everything that asks for the same inputs, seed and counts included.
class RecordingShelf {
 public:
  /// Compiles the scenario, or finds it again by the digest of its inputs.
  std::shared_ptr<Recording> of(const Scenario& scenario, const World& world);

 private:
  std::map<std::string, std::shared_ptr<Recording>> by_digest_;
  std::int64_t room_ = 12'500;  // blocks in all: 100,000 replicates, about 120 MB
};

}  // namespace palabre
