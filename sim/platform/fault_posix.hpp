// What errno says of a file, for the files of this folder.

#pragma once

#include "sim/platform/files.hpp"

namespace palabre::platform {

FileFault fault_of(int error);

}  // namespace palabre::platform
