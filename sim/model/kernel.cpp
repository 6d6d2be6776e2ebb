#include "sim/model/kernel.hpp"

#include <cstdlib>
#include <string_view>
#include <vector>

namespace palabre {

#define PALABRE_KERNEL(isa)                                         \
  namespace isa {                                                   \
  void run_block(const BlockRequest& request, BlockOutput& output); \
  }
PALABRE_KERNEL(portable)
#ifdef PALABRE_X86
PALABRE_KERNEL(sse2)
PALABRE_KERNEL(avx2)
PALABRE_KERNEL(avx512)
#endif
#undef PALABRE_KERNEL

namespace {

std::vector<Kernel> supported() {
#ifdef PALABRE_WASM
  return {{"simd128", portable::run_block}};  // or the browser had refused the program
#else
  std::vector<Kernel> list{{"portable", portable::run_block}};
#ifdef PALABRE_X86
  __builtin_cpu_init();
  list.push_back({"sse2", sse2::run_block});
  if (__builtin_cpu_supports("avx2")) list.push_back({"avx2", avx2::run_block});
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512vl"))
    list.push_back({"avx512", avx512::run_block});
#endif
  return list;
#endif
}

}  // namespace

std::span<const Kernel> kernels() {
  static const std::vector<Kernel> list = supported();
  return list;
}

namespace {

// Empty: the fastest.
const char* wanted_kernel() {
  const char* wanted = std::getenv("PALABRE_ISA");
  return wanted == nullptr ? "" : wanted;
}

const Kernel* kernel_of(std::string_view name) {
  for (const Kernel& k : kernels())
    if (name == k.name) return &k;
  return nullptr;
}

}  // namespace

const Kernel& chosen_kernel() {
  static const Kernel* const named = kernel_of(wanted_kernel());
  return named != nullptr ? *named : kernels().back();
}

const char* unknown_kernel() {
  const char* wanted = wanted_kernel();
  return *wanted == '\0' || kernel_of(wanted) != nullptr ? nullptr : wanted;
}

}  // namespace palabre
