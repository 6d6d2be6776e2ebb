// Where a file is written until it is whole.

#pragma once

#include <filesystem>

namespace palabre {

/// A hidden name beside `path`, of this process: ".NAME.PROCESS.tmp". What processes that are no
/// more have left under such names, killed while they wrote, is removed.
std::filesystem::path temporary_beside(const std::filesystem::path& path);

}  // namespace palabre
