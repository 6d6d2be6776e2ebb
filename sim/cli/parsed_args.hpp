// What can be typed after `palabre`, and where it goes.

#pragma once

#include <string>
#include <vector>

#include "sim/cli/usage.hpp"

namespace CLI {
class App;
}

namespace palabre {

/// Everything that can be typed, whichever the command.
struct ParsedArgs {
  FlagTexts flags;
  std::vector<std::string> files;
  std::string output = "-", junit, digest_every, digest_against;
  bool json = false, csv = false, series = false, stable = false;
  bool markdown = false, schema = false;
  std::string outcome, method = "oat", x, y;  // of analyses
  std::vector<std::string> vary;
  bool groups = false;
  bool counterfactual = false, limiting_factors = false;  // of explain
};

/// Tells CLI11 of every command and flag. What no rule takes is left for our own words.
void define_commands(CLI::App& app, ParsedArgs& parsed, Lang lang);

}  // namespace palabre
