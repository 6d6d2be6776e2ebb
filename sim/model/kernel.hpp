// The door to the kernels: one block of replicates from start to end, on the instruction set chosen
// at run time. Plain types only, so that this header can be shared by code for different
// processors.

#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "sim/model/model.hpp"
#include "sim/model/probe.hpp"

namespace palabre {

/// Replicates per block, on every instruction path.
inline constexpr int kBlockLanes = 8;
template <class T>
using PerLane = std::array<T, kBlockLanes>;

/// Rows of a week in BlockOutput::series: every series of outputs.def, then the national stage.
inline constexpr int kWeekRows = kSeriesCount + 1;
inline constexpr int kStageRow = kSeriesCount;
/// Binary places kept of a value of a series when it is summed.
inline constexpr int kSeriesBits = 20;

struct BlockRequest {
  const Model* model = nullptr;
  std::uint64_t seed = 0;
  std::uint64_t first_replicate = 0;  // lane k is replicate first_replicate + k; all of a block
                                      // have the same number above 32 bits
  int lanes = kBlockLanes;            // lanes from here on are computed but count nowhere
  std::uint32_t skip = 0;             // bit k: lane k counts nowhere either (it failed before)
  int weight = 1;      // 1; -1 takes what an equal request added back, to the last bit
  int weeks = 0;       // runs only the first so many: what they leave is the same to the last bit;
                       // 0: all. Figures of the end are then those of that week
  bool brief = false;  // series gets the last week alone, and nothing is hashed
};

/// Where a replicate left the bounds of the model; week -1: it did not.
struct LaneFailure {
  int week = -1;
  int cercle = -1;    // -1: a national variable
  int variable = -1;  // row of state_cercle_specs() or state_nation_specs()
};

/// When in a week an observer sees a block: before the national stage may move (phase 6), before
/// local pacts do (phase 8), and at the end.
enum class Moment { before_stage, before_pacts, after_week };
/// Hears a block while it runs and changes nothing in it. `block` is a Block of the kernel's own
/// namespace, which only code compiled for it can read: trace.cpp, for the portable one.
struct Observer {
  void (*on_moment)(void* self, const void* block, Moment moment) = nullptr;
  void* self = nullptr;
};

struct BlockOutput {
  double* series = nullptr;       // [week][row][lane], written; [row][lane] when brief
  std::uint16_t* bins = nullptr;  // [week][series][lane] bin of each value, the one past the
                                  // last for a lane that does not count; may be null
  // Sums over the lanes that count, added to; each may be null.
  std::int64_t* series_sums = nullptr;     // [week][series] at a scale of 2^kSeriesBits
  std::int64_t* stages = nullptr;          // [week][stage] replicates in each national stage
  std::int64_t* maps = nullptr;            // [field][week][cercle]
  std::int64_t* map_thresholds = nullptr;  // [test][week][cercle] replicates that match
  std::int64_t* pact_lives = nullptr;      // [weeks] ended pacts by life
  std::uint16_t* stage_of = nullptr;       // [week][lane] national stage of each lane, written
  double* place = nullptr;  // [week][field][lane] map fields of one cercle, written; may be null
  int place_of = 0;         // which one
  std::uint64_t* week_digest = nullptr;  // [week][2][lane] hash so far, written; may be null
  const Probe* probe = nullptr;          // called after each phase; may be null
  const Observer* observer = nullptr;    // called at three moments of each week; may be null
  std::array<PerLane<double>, kTallyCount> tally{};
  std::array<PerLane<double>, kRegionMax> deaths_by_region{};
  std::array<PerLane<std::uint64_t>, 2> digest{};
  PerLane<LaneFailure> failure{};
  bool last_week_only = false;  // `series` has room for one week, and keeps the last
};

using RunBlock = void (*)(const BlockRequest& request, BlockOutput& output);

/// The model compiled for one instruction set.
struct Kernel {
  const char* name;  // "portable", "sse2", "avx2", "avx512"
  RunBlock run_block;
};

/// The kernels that this processor can run, slowest first.
std::span<const Kernel> kernels();
/// The fastest of them, or the one that the environment variable PALABRE_ISA names.
const Kernel& chosen_kernel();
/// The value of PALABRE_ISA when it names none of them; null otherwise.
const char* unknown_kernel();

/// Deliberate faults for tests of the tests; honoured by the faulty kernel only.
enum class Fault {
  none,
  gates_open,
  cooperation_constant,
  approval_ignored,
  truce_does_not_calm,
  jnim_does_not_look_ahead,
  war_value_ignores_control,
  guarantees_ignored,
  no_french_cost,
  no_convoys,
  no_revival_factor,
  no_trust_from_pacts,
  poison,  // replicate 3 gets a NaN in cercle 7 in week 20
};
namespace faulty {
extern Fault active_fault;
void run_block(const BlockRequest& request, BlockOutput& output);
}  // namespace faulty

}  // namespace palabre
