// Floating-point faults as signals. Threads have the traps of the thread that started them.

#pragma once

#include <cfenv>

namespace palabre::test {

#ifdef __GLIBC__
inline constexpr int kFloatFaults = FE_INVALID | FE_DIVBYZERO | FE_OVERFLOW;
inline void trap_float_faults() {
  std::feclearexcept(FE_ALL_EXCEPT);
  feenableexcept(kFloatFaults);
}
/// No traps while it lives: for a test that makes a NaN or an infinity on purpose.
class FloatFaultsAllowed {
 public:
  FloatFaultsAllowed() : before_(fedisableexcept(kFloatFaults)) {}
  ~FloatFaultsAllowed() {
    std::feclearexcept(FE_ALL_EXCEPT);
    feenableexcept(before_);
  }
  FloatFaultsAllowed(const FloatFaultsAllowed&) = delete;
  FloatFaultsAllowed& operator=(const FloatFaultsAllowed&) = delete;

 private:
  int before_;
};
#else
inline void trap_float_faults() {}
class FloatFaultsAllowed {};
#endif

}  // namespace palabre::test
