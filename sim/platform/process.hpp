// This program as the machine sees it, and others beside it.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace palabre::platform {

/// The number of this process. In a browser: of this tab.
int process_number();
/// False only where it is certain that no process has this number any more.
bool is_running(int process);
/// Where the program lies; empty when that cannot be told.
std::filesystem::path program_path();
/// This process becomes another program; returns when that cannot be.
void become(const std::filesystem::path& program, const std::vector<std::string>& arguments);
/// True when there is a screen that a window could open on.
bool has_display();

}  // namespace palabre::platform
