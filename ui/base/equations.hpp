// The theory's own page, sim/model/submodels.hpp, cut into submodels: which equations use a symbol.

#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/tables/tables.hpp"

namespace palabre::ui {

struct Submodel {
  std::string name;   // of the function: "calendar"
  std::string words;  // heading, equations, what it writes, claims
};
/// In the order of the page.
std::span<const Submodel> submodels();
/// Its words in this language: in English the page's, in French those of equations.def, with the
/// same formulas.
std::string_view equations_in(const Submodel& submodel, Lang lang);
/// Those in which the symbol stands as a word of its own.
std::vector<const Submodel*> submodels_with(std::string_view symbol);
/// What it is about, in a few words; its own name when it has none.
std::string submodel_title(std::string_view name, Lang lang);
/// Parameters and levers that its equations name: "kc: Speed of control [1/week]; ...".
std::string symbols_in(const Submodel& submodel, Lang lang);
/// True for the parameters that only shape the start, and what a run draws there.
bool acts_only_at_start(std::string_view key);
/// Cuts the text of such a page, for tests.
std::vector<Submodel> cut_submodels(std::string_view page);

}  // namespace palabre::ui
