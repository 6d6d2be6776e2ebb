// libFuzzer target for the text of scenario files.

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/inputs.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const palabre::test::TempFolder folder;
  static const bool furnished = (palabre::fuzz::furnish(folder), true);
  if (!furnished) return 0;
  palabre::fuzz::try_scenario({reinterpret_cast<const char*>(data), size}, folder.path());
  return 0;
}
