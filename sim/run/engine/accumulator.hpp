// What an ensemble adds up while it runs. Everything is an integer, so that sums are exact and
// neither order, nor threads, nor shards change a bit; memory does not grow with replicates.

#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/model/hash.hpp"
#include "sim/model/kernel.hpp"
#include "sim/run/engine/failures.hpp"
#include "sim/run/engine/histograms.hpp"
#include "sim/run/engine/recording.hpp"
#include "sim/run/engine/results.hpp"
#include "sim/run/engine/statistics.hpp"
#include "sim/run/stats/group_ranges.hpp"

namespace palabre {

/// What of a block is kept beside the sums.
struct BlockOptions {
  BlockRecord* record = nullptr;                   // what each replicate counted
  std::vector<std::uint16_t>* stage_of = nullptr;  // the national stages, [week][lane]
};

class Accumulator {
 public:
  explicit Accumulator(std::shared_ptr<const Model> model);
  /// Another, empty, for another thread of the same ensemble: it counts in the same histograms, and
  /// the rest of it is added when it is done.
  Accumulator beside() const;

  /// Runs one block and adds its lanes; those that are skipped count nowhere.
  /// The weeks of a replicate before it fails count nowhere. The model may have other values than
  /// that of the ensemble, in the same world and over as many weeks.
  void run_block(const BlockRequest& request, const BlockOptions& options = {});
  /// Observes blocks while they run; null: none.
  void set_probe(const Probe* probe) { out_.probe = probe; }
  /// Counts what the last blocks left to be counted: by the thread that ran them, if it can be.
  void add_bins();
  Accumulator& operator+=(Accumulator& other);
  /// Back to no replicates at all; not for what was counted in histograms.
  void clear();
  std::shared_ptr<const Results> results(Manifest manifest);
  std::int64_t replicates() const { return replicates_; }
  /// Writes the sums, or reads them in place of what is there: those of any split of some
  /// replicates, added up in any order, are the same bytes as those of all at once.
  void exchange(SumsArchive& archive);

 private:
  /// Where blocks stand in different worlds: totals of each block, which is what is independent.
  struct ByWorld {
    std::vector<StatisticSums> statistics;              // empty where all replicates share a world
    std::array<StatisticSums, kOutcomeCount> outcomes;  // of 0 and 1
    std::array<GroupSums, kOutcomeCount> groups;        // of whole blocks
  };
  /// Replicates of one world, until all eight are there.
  struct OpenWorld {
    std::int64_t block = 0;
    std::uint32_t seen = 0;  // bit k: replicate 8 block + k
    std::int64_t counted = 0;
    std::array<std::int64_t, kOutcomeCount> ended{};
    std::vector<GroupTotal> totals;

    bool is_whole() const { return seen == (1u << kBlockLanes) - 1u; }
    void add(const OpenWorld& other);
    void exchange(SumsArchive& archive);
  };

  Accumulator(std::shared_ptr<const Model> model, std::shared_ptr<Histograms> histograms);
  /// Adds it to what is open of its world, and closes that when it is whole.
  void take_in(OpenWorld world);
  static void close(const OpenWorld& world, ByWorld& to);
  /// With what is open, each as a group of its own.
  ByWorld all_worlds() const;
  void lead_outputs(const Model& model, const BlockOptions& options);
  /// To the sums, and to its world where there are several.
  void add_replicate(const Model& model, std::size_t lane, OpenWorld& world);
  void record(BlockRecord& record, const Model& model, std::uint32_t asked, std::uint32_t counted);
  void carry_if_due(std::int64_t replicates);
  Series series_of(std::size_t row) const;
  void add_statistics(Results& out) const;
  void add_maps(Results& out) const;

  std::shared_ptr<const Model> model_;
  std::shared_ptr<Histograms> histograms_;
  std::vector<int> region_of_statistic_;

  std::int64_t replicates_ = 0, failed_ = 0;
  Hash128 digest_;
  FirstFailures failures_;
  std::array<std::int64_t, kOutcomeCount> outcomes_{};
  std::vector<StatisticSums> statistics_;
  ByWorld worlds_;
  std::vector<OpenWorld> open_;           // by block; two at most, at the ends of a range
  CarriedSums series_sums_;               // [week][series]
  CarriedSums maps_;                      // [field][week][cercle]
  std::int64_t uncarried_ = 0;            // replicates since these two were carried
  std::vector<std::int64_t> stages_;      // [week][stage]
  std::vector<std::int64_t> pact_lives_;  // [weeks]

  // scratch: rows of one block; bins of several, since the bins of one week are many and blocks
  // that follow each other mostly count in the same ones
  BlockOutput out_;
  std::vector<double> rows_;
  std::vector<std::uint16_t> pending_;  // [block][week][series][lane]
  std::size_t pending_blocks_ = 0;
  std::size_t turns_ = 0;  // of counting: each begins elsewhere
};

}  // namespace palabre
