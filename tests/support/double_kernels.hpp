// The kernels compiled once more over lanes of doubles: the same submodels, of which the product's
// kernels in single precision may not go astray. In no program that people run.

#pragma once

#include "sim/model/kernel.hpp"

namespace palabre::test {

/// That of the instruction set which the product runs on.
const Kernel& chosen_double_kernel();

}  // namespace palabre::test
