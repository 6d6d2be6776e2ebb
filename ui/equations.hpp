// The theory's own page, sim/model/submodels.hpp, cut into submodels: which equations use a symbol.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace palabre::ui {

struct Submodel {
  std::string name;   // of the function: "calendar"
  std::string words;  // heading, equations, what it writes, claims
};
/// In the order of the page.
std::span<const Submodel> submodels();
/// Those in which the symbol stands as a word of its own.
std::vector<const Submodel*> submodels_with(std::string_view symbol);
/// Cuts the text of such a page, for tests.
std::vector<Submodel> cut_submodels(std::string_view page);

}  // namespace palabre::ui
