#include "sim/platform/process.hpp"

#include <cstdlib>
#include <string>

namespace palabre::platform {

// A page knows which tabs of it are open (ui/browser/page.js) and says so before the program
// begins: its own number, and those of the others between commas.
int process_number() {
  const char* tab = std::getenv("PALABRE_TAB");
  return tab ? std::atoi(tab) : 1;
}

bool is_running(int process) {
  const char* open = std::getenv("PALABRE_TABS_OPEN");
  const std::string tabs = "," + std::string(open ? open : "") + ",";
  return process == process_number() ||
         tabs.find("," + std::to_string(process) + ",") != std::string::npos;
}

std::filesystem::path program_path() { return {}; }

void become(const std::filesystem::path&, const std::vector<std::string>&) {}

bool has_display() { return false; }

}  // namespace palabre::platform
