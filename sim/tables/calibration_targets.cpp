#include "sim/tables/calibration_targets.hpp"

#include <array>
#include <limits>

namespace palabre {
namespace {

constexpr double kAny = std::numeric_limits<double>::infinity();

using enum ClaimId;  // rows write BY(C18)

template <class... Ids>
constexpr Claims named(Ids... ids) {
  Claims claims;
  for (ClaimId id : {ids...}) claims.ids[claims.count++] = id;
  return claims;
}
#define BY(...) named(__VA_ARGS__)

constexpr auto kTargets = std::to_array<CalibrationTargetSpec>({
#define CALIBRATION_TARGET(id, low, high, spread, unit, claims, label, label_fr, meaning, \
                           meaning_fr)                                                    \
  {#id, low, high, spread, Unit::unit, claims, {label, label_fr}, {meaning, meaning_fr}},
#include "sim/tables/calibration_targets.def"
#undef CALIBRATION_TARGET
#undef BY
});

consteval bool targets_are_whole() {
  for (const CalibrationTargetSpec& row : kTargets) {
    if (!(row.low < row.high) || !(row.spread > 0.0)) throw "a target without band or spread";
    if (row.label.en.empty() || row.label.fr.empty() || row.meaning.en.empty() ||
        row.meaning.fr.empty())
      throw "a target lacks one of its languages";
  }
  return kTargets.size() == kCalibrationTargetCount;
}
static_assert(targets_are_whole());

}  // namespace

std::span<const CalibrationTargetSpec> calibration_target_specs() { return kTargets; }

}  // namespace palabre
