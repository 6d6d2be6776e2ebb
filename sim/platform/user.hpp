// What the machine knows of the person at it.

#pragma once

#include <filesystem>
#include <string>

namespace palabre::platform {

/// Where a program keeps what it remembers of its last run; empty: nowhere.
std::filesystem::path state_folder();
/// "fr_FR.UTF-8", "de-CH": the language of messages; empty when none is set.
std::string language();

}  // namespace palabre::platform
