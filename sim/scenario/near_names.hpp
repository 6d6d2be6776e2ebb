// A file that is not there under its name, and the one that was probably meant; internal to this
// folder.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/diagnostic.hpp"

namespace palabre {

/// An argument of a message: "path: what is wrong", in the language of the message where the reason
/// needs no arguments of its own. (In diagnostic.cpp.)
std::string file_arg(const FileError& error);

/// A name as people see it: accents apart from their letters (as in NFD), no capitals. Two names
/// that fold to the same look the same, or differ in case only.
std::string folded(std::string_view name);

/// What to say of a path that does not exist: that a file which looks the same is spelled with
/// other characters, or which name beside it is at most two letters away; nothing without one.
std::optional<Message> near_name(const std::filesystem::path& path);

}  // namespace palabre
