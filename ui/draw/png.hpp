// PNG files, with words for whoever reads the file.

#pragma once

#include <string>
#include <string_view>

#include "ui/draw/raster.hpp"

namespace palabre::ui {

/// A whole PNG file of these pixels, without transparency; `words` (Latin letters) go into its
/// metadata under the name "palabre".
std::string png_of(const Pixels& pixels, std::string_view words);
/// The same file with one more text in its metadata, in Latin letters too.
std::string png_with(std::string png, std::string_view name, std::string_view words);

}  // namespace palabre::ui
