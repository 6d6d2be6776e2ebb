// What a case is held against when nothing else is said: the scenario that it is based on.

#pragma once

#include <filesystem>

#include "sim/scenario/scenario.hpp"

namespace palabre {

/// The file that is the reference of another: its base; of a case that is based on none, and of a
/// shared code or figure, the shipped baseline; of the shipped baseline, itself. Empty when no
/// baseline is shipped.
std::filesystem::path reference_path(const ScenarioFile& file);

/// Loads it, with the weeks of the case, so that the two can be paired. Throws as load_scenario().
ScenarioFile load_reference(const ScenarioFile& file, const LoadOptions& options = {});

}  // namespace palabre
