#include "sim/platform/user.hpp"

#include <windows.h>

#include "sim/platform/process.hpp"
#include "sim/platform/words_windows.hpp"

namespace palabre::platform {

std::filesystem::path state_folder() {
  const std::string local = environment("LOCALAPPDATA");
  return local.empty() ? std::filesystem::path() : std::filesystem::path(local) / "Palabre";
}

std::string language() {
  wchar_t name[LOCALE_NAME_MAX_LENGTH];
  const LCID spoken = MAKELCID(::GetUserDefaultUILanguage(), SORT_DEFAULT);
  const int length = ::LCIDToLocaleName(spoken, name, LOCALE_NAME_MAX_LENGTH, 0);
  return length > 1 ? narrow({name, std::size_t(length) - 1}) : std::string();
}

}  // namespace palabre::platform
