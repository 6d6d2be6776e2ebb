// Which settings of the assumptions the calibration targets do not rule out (history matching).

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/run/analysis/calibration.hpp"
#include "sim/run/engine/control.hpp"
#include "sim/scenario/plausible_worlds.hpp"

namespace palabre {

inline constexpr double kPlausible = 3.0;  // standard deviations (Pukelsheim 1994: .95 of any
                                           // unimodal distribution lies within)

/// A Latin hypercube over the plausible range of every parameter but the width of uncertainty, and
/// over the choices of the structural switches. The same for a number of draws each time.
class MatchingDesign {
 public:
  explicit MatchingDesign(std::int64_t draws);
  std::int64_t size() const { return draws_; }
  /// Keys of what is drawn: parameters in table order, then switches.
  const std::vector<std::string>& keys() const { return keys_; }
  /// Values of one draw, [key]; a choice by its number.
  std::vector<double> of(std::int64_t draw) const;
  /// The scenario with these values.
  Scenario at(const Scenario& scenario, std::int64_t draw) const;

 private:
  std::int64_t draws_;
  std::vector<std::string> keys_;
  std::vector<float> places_;  // [draw][key] in [0, 1)
};

/// A setting that is not ruled out.
struct Matched {
  std::int64_t draw = 0;
  double worst = 0.0;  // its largest implausibility [standard deviations]
};

/// Draws [first, first + count) of the design: those that no target rules out, in order. A first
/// look with few replicates ends most; `options.replicates` decide. Fewer when stopped: then
/// `whole` is false and what is there is not to be kept.
struct MatchedPiece {
  std::vector<Matched> kept;
  bool whole = false;
};
MatchedPiece match(const MatchingDesign& design, const Scenario& scenario, const World& world,
                   std::int64_t first, std::int64_t count, const CalibrationOptions& options,
                   int threads);

/// Values of matched draws as a table of worlds.
PlausibleWorlds worlds_of(const MatchingDesign& design, const std::vector<Matched>& matched);

}  // namespace palabre
