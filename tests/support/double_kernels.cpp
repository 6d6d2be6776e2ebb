#include "tests/support/double_kernels.hpp"

#include <string_view>

namespace palabre {

#define PALABRE_KERNEL(isa)                                           \
  namespace isa##_double {                                            \
    void run_block(const BlockRequest& request, BlockOutput& output); \
  }
PALABRE_KERNEL(portable)
#ifdef PALABRE_X86
PALABRE_KERNEL(avx2)
PALABRE_KERNEL(avx512)
#endif
#undef PALABRE_KERNEL

namespace test {
namespace {

/// The kernel of the same name, in double precision.
Kernel twin_of(std::string_view name) {
#ifdef PALABRE_X86
  if (name == "avx2") return {"avx2", avx2_double::run_block};
  if (name == "avx512") return {"avx512", avx512_double::run_block};
#endif
  static_cast<void>(name);
  return {"portable", portable_double::run_block};  // as fast as that of SSE2
}

}  // namespace

const Kernel& chosen_double_kernel() {
  static const Kernel kernel = twin_of(chosen_kernel().name);
  return kernel;
}

}  // namespace test
}  // namespace palabre
