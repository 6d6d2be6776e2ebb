// Bytes in, as far as they are wanted; internal to this folder.

#pragma once

#include <filesystem>
#include <string>

namespace palabre {

/// The first `most` bytes at most, of a file of any size; throws FileError as read_file() does.
std::string read_beginning(const std::filesystem::path& path, std::size_t most);

}  // namespace palabre
