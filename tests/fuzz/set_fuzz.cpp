// libFuzzer target for assignments after --set, one a line.

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/inputs.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  palabre::fuzz::try_overrides({reinterpret_cast<const char*>(data), size});
  return 0;
}
