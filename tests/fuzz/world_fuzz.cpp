// libFuzzer target for the three files of a world folder; the first byte says which.

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/inputs.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const palabre::test::TempFolder folder;
  if (size == 0) return 0;
  palabre::fuzz::try_world(data[0], {reinterpret_cast<const char*>(data) + 1, size - 1}, folder);
  return 0;
}
