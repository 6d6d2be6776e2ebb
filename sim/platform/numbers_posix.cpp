#include "sim/platform/numbers.hpp"

#include <math.h>

namespace palabre::platform {

std::from_chars_result parse_double(const char* first, const char* last, double& value) {
  return std::from_chars(first, last, value);
}

double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

}  // namespace palabre::platform
