#include "sim/platform/files.hpp"

namespace palabre::platform {

void hand_over(const std::filesystem::path&) {}  // it lies where the person wanted it

}  // namespace palabre::platform
