#include "sim/platform/process.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

namespace palabre::platform {

std::vector<std::string> arguments(int count, char** words) {
  return {words + std::min(count, 1), words + count};
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : std::string();
}

// A page knows which tabs of it are open (ui/browser/page.js) and says so before the program
// begins: its own number, and those of the others between commas.
int process_number() {
  const std::string tab = environment("PALABRE_TAB");
  return tab.empty() ? 1 : std::atoi(tab.c_str());
}

bool is_running(int process) {
  const std::string tabs = "," + environment("PALABRE_TABS_OPEN") + ",";
  return process == process_number() ||
         tabs.find("," + std::to_string(process) + ",") != std::string::npos;
}

std::filesystem::path program_path() { return {}; }
std::filesystem::path data_folder() { return {}; }
std::filesystem::path sister_program(const std::string&) { return {}; }

void become(const std::filesystem::path&, const std::vector<std::string>&) {}

bool has_display() { return false; }

}  // namespace palabre::platform
