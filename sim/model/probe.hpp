// Probes of a running block: after each phase of each week, either the moment alone (to time
// the phases) or digests of every value, to find where two runs part. Without a probe it
// costs nothing: run_block asks once a block. Plain types only, like kernel.hpp.

#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string_view>

#include "sim/model/digest_keys.hpp"
#include "sim/tables/tables.hpp"

namespace palabre {

/// Rows of probed.def.
enum class Phase {
#define PHASE(name) name,
#include "sim/model/probed.def"
#undef PHASE
};
inline constexpr std::string_view kPhaseNames[] = {
#define PHASE(name) #name,
#include "sim/model/probed.def"
#undef PHASE
};
inline constexpr std::size_t kPhaseCount = std::size(kPhaseNames);

inline constexpr std::size_t kWeekFieldCount =
#define WEEK_FIELD(name) +1
#include "sim/model/probed.def"
#undef WEEK_FIELD
    ;
inline constexpr std::size_t kWeekValueCount =
#define WEEK_VALUE(name) +1
#include "sim/model/probed.def"
#undef WEEK_VALUE
    ;

/// Digests of one moment: a row for each cercle; a column for each value of a cercle (those of
/// outputs.def, then those of the week), each national one (likewise), all traits, all tallies.
inline constexpr std::size_t kStateColumns =
#define STATE_CERCLE(...) +1
#define STATE_NATION(...) +1
#include <rows/outputs.def>
#undef STATE_CERCLE
#undef STATE_NATION
    ;
inline constexpr std::size_t kProbeWords =
    kCercleMax + kStateColumns + kWeekFieldCount + kWeekValueCount + 2;

/// Called by the thread that runs the block.
struct Probe {
  void (*seen)(void* context, int week, Phase phase) = nullptr;
  void* context = nullptr;
  std::uint64_t* words = nullptr;  // [word][lane] written before each call; null: not wanted
};

}  // namespace palabre
