// What the keys of this keyboard write.

#pragma once

#include <string>

namespace palabre::ui {

/// In UTF-8; empty when the key writes nothing, or when that is not known.
/// @param key, scancode  as GLFW numbers them
std::string key_name(int key, int scancode);

}  // namespace palabre::ui
