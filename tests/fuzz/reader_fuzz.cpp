// libFuzzer target for the reader that PALABRE_READER names.

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/readers.hpp"

namespace {

constexpr const palabre::fuzz::Reader& chosen() {
  for (const palabre::fuzz::Reader& reader : palabre::fuzz::kReaders)
    if (reader.name == PALABRE_READER) return reader;
  throw "no such reader";  // does not compile
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr auto kRead = chosen().read;
  kRead({reinterpret_cast<const char*>(data), size});
  return 0;
}
