// What the program wrote for the person at the browser; the page takes it from here.

#pragma once

#include <filesystem>
#include <vector>

namespace palabre::platform {

/// The files handed over since the last call, in order.
std::vector<std::filesystem::path> take_handed_over();

}  // namespace palabre::platform
