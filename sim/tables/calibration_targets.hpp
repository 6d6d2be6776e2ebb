// What the model is calibrated against: calibration_targets.def as a table.

#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "sim/tables/tables.hpp"

namespace palabre {

enum class CalibrationTargetId : unsigned char {
#define CALIBRATION_TARGET(id, ...) id,
#include <rows/calibration_targets.def>
#undef CALIBRATION_TARGET
};

struct CalibrationTargetSpec {
  std::string_view id;
  double low, high;  // what was wanted; infinite where there is no such end
  double spread;     // one standard deviation of what is not known of it
  Unit unit;
  Claims claims;
  Words label, meaning;
};
std::span<const CalibrationTargetSpec> calibration_target_specs();

inline constexpr std::size_t kCalibrationTargetCount = 0
#define CALIBRATION_TARGET(...) +1
#include <rows/calibration_targets.def>
#undef CALIBRATION_TARGET
    ;

}  // namespace palabre
