#include "sim/platform/user.hpp"

#include <cstdlib>

namespace palabre::platform {

std::filesystem::path state_folder() {
  const char* state = std::getenv("XDG_STATE_HOME");
  if (state && *state == '/') return std::filesystem::path(state) / "palabre";
  const char* home = std::getenv("HOME");
  if (home && *home == '/') return std::filesystem::path(home) / ".local/state/palabre";
  return {};
}

std::string language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (const char* locale = std::getenv(name); locale && *locale) return locale;
  return {};
}

}  // namespace palabre::platform
