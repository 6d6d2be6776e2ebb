// What the case on screen is called: by a name of its own, or else by what it changes.

#pragma once

#include "sim/scenario/scenario.hpp"

namespace palabre::ui {

struct CaseName {
  LocalText brief;  // "Baseline + 2 changes"
  LocalText full;   // "Baseline + 2 changes (Imam Dicko mediating and ...)"
  int changes = 0;  // that are in it; 0: it has a name of its own, or nothing is changed
};

/// @param original  what the case came from, with the title that it has there
CaseName name_of(const Scenario& original, const Scenario& now);
/// A title, or the name of the file where there is none.
LocalText title_of(const ScenarioFile& file);

}  // namespace palabre::ui
