// What is said of the settings of the machine.

#pragma once

#include <string>

#include "sim/tables/tables.hpp"

namespace palabre {

/// "PALABRE_ISA: "x" is not one of portable, sse2". Empty when it names a kernel, or nothing.
std::string unknown_kernel_in_words(Lang lang);

}  // namespace palabre
