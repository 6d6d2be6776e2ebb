// This program as the machine sees it, and others beside it.

#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace palabre::platform {

/// What stands after the name of the program where it was called, in UTF-8.
/// @param count, words  as main() has them
std::vector<std::string> arguments(int count, char** words);
/// A variable of the environment, in UTF-8; empty when it is not set.
std::string environment(const char* name);
/// The number of this process. In a browser: of this tab.
int process_number();
/// False only where it is certain that no process has this number any more.
bool is_running(int process);
/// Where the program lies; empty when that cannot be told.
std::filesystem::path program_path();
/// Where files that came with the program lie; empty when that cannot be told.
std::filesystem::path data_folder();
/// Where another program that came with this one lies, if it came; empty when that cannot be told.
std::filesystem::path sister_program(const std::string& name);
/// This process becomes another program; returns when that cannot be.
void become(const std::filesystem::path& program, const std::vector<std::string>& arguments);
/// True when there is a screen that a window could open on.
bool has_display();

}  // namespace palabre::platform
