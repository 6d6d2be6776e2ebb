#include <cmath>

#include "sim/platform/numbers.hpp"

namespace palabre::platform {

std::from_chars_result parse_double(const char* first, const char* last, double& value) {
  return std::from_chars(first, last, value);
}

// Mingw's keeps no sign that threads could share.
double log_gamma(double x) { return (std::lgamma)(x); }

}  // namespace palabre::platform
