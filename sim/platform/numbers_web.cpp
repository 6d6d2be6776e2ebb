#include <math.h>

#include <cerrno>
#include <cstdlib>
#include <string>

#include "sim/platform/numbers.hpp"

namespace palabre::platform {

// LLVM's library has no from_chars for doubles yet. Its strtod() rounds as exactly, in the language
// "C" that this program never leaves, and takes more: blanks, a plus, numbers to the base 16.
std::from_chars_result parse_double(const char* first, const char* last, double& value) {
  const char* digits = first != last && *first == '-' ? first + 1 : first;
  const bool begins_well =
      digits != last && (*digits == '.' || (*digits >= '0' && *digits <= '9') || *digits == 'i' ||
                         *digits == 'I' || *digits == 'n' || *digits == 'N');
  if (!begins_well) return {first, std::errc::invalid_argument};
  const bool is_hexadecimal =
      last - digits > 1 && digits[0] == '0' && (digits[1] == 'x' || digits[1] == 'X');
  const std::string copy(first, is_hexadecimal ? digits + 1 : last);
  char* end = nullptr;
  errno = 0;
  const double read = std::strtod(copy.c_str(), &end);
  const char* stop = first + (end - copy.c_str());
  if (stop == first) return {first, std::errc::invalid_argument};
  if (errno == ERANGE) return {stop, std::errc::result_out_of_range};
  value = read;
  return {stop, std::errc{}};
}

double log_gamma(double x) {
  int sign = 0;
  return ::lgamma_r(x, &sign);
}

}  // namespace palabre::platform
