// The command calibrate.

#pragma once

#include "sim/cli/commands.hpp"

namespace palabre {

class Flags;

inline constexpr std::int64_t kCalibrateDraws = 50'000, kCalibrateKeep = 512;

/// Its replicates are those of each setting.
struct CalibrateArgs : ReportArgs {
  std::filesystem::path file;
  std::filesystem::path worlds;  // where plausible worlds go; empty: the targets alone
  std::optional<std::int64_t> draws, keep;
  std::vector<std::string> without;  // ids of targets that rule nothing out
};
/// Holds the assumptions of a scenario against the calibration targets, or finds the settings that
/// the targets do not rule out. 1 when none is left.
int calibrate_command(const CalibrateArgs& args, std::ostream& out, std::ostream& err);
void define_calibrate(Flags& flags, CalibrateArgs& args);

}  // namespace palabre
