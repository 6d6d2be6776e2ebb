// libFuzzer target for share codes: what is inside a code, and codes themselves.

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/inputs.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  palabre::fuzz::try_share_code({reinterpret_cast<const char*>(data), size});
  return 0;
}
