// The settings under which the model is the reference program's, before it was calibrated
// (sim/MODEL.md 9): the switch for the constants, and what else moved.

#pragma once

#include <string>
#include <vector>

namespace palabre::test {

inline std::vector<std::string> reference_settings(const std::vector<std::string>& more = {}) {
  std::vector<std::string> sets{
      "switches.calibration=reference", "switches.collapse_population=0.4",
      "switches.collapse_points=0.08",  "war.attack_rate=0.85",
      "partners.french_value=1.8",      "junta.handover=0",
      "pacts.break_rate=0.038",         "pacts.renegotiation=0"};
  sets.insert(sets.end(), more.begin(), more.end());
  return sets;
}

}  // namespace palabre::test
