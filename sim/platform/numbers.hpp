// What C++ 20 and C promise of numbers and not every library has.

#pragma once

#include <charconv>

namespace palabre::platform {

/// std::from_chars for a double: "1.5", "-2e3", "inf"; no blanks, no plus, no comma, whatever the
/// language of the machine.
std::from_chars_result parse_double(const char* first, const char* last, double& value);
/// ln Gamma(x), x > 0, for several threads: std::lgamma writes the sign into a variable that all
/// share.
double log_gamma(double x);

}  // namespace palabre::platform
