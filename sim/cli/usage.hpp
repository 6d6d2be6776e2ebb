// What a person typed, turned into arguments: every mistake is told with what is allowed.

#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/commands.hpp"

namespace palabre {

/// Flags as typed; empty means not given.
struct FlagTexts {
  std::string replicates, seed, weeks, threads, replicate, lang, color;
  std::vector<std::string> assignments;
  std::vector<std::string> extras;  // words and options that no rule took
  bool quiet = false, verbose = false, allow_outside = false;
  std::string trajectories, levels, points, cells, step;  // of analyses
  std::string at_least, at_most, within, budget;
};

/// What surrounds the program and decides how it speaks.
struct Terminal {
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool no_color = false;  // NO_COLOR is set, or the terminal is dumb
};
/// Asks the machine.
Terminal this_terminal();

/// Flags understood, or what is wrong with them.
struct Flags {
  Changes changes;
  OutputOptions output_options;
  int threads = 0;
  std::optional<std::int64_t> replicate;  // --replicate
  std::optional<int> trajectories, levels, points, cells, step;
  std::optional<double> at_least, at_most, within, budget;
  bool within_is_share = false;     // --within 2%
  std::vector<std::string> errors;  // one line each, in the language asked for
};
/// Reads the flags. `options` are the long names the command knows ("--json"), for "did you mean".
Flags read_flags(const FlagTexts& texts, const Terminal& terminal,
                 const std::vector<std::string>& options);

/// The language asked for by `--lang` among the words, before anything else is read: English unless
/// it is "fr".
Lang language_of(const std::vector<std::string>& words);

/// The words of a command line with commands, flags and keys of before under their present names; a
/// notice for each on `err`, unless they ask for quiet. Nothing is changed after "--".
std::vector<std::string> with_names_of_now(std::vector<std::string> words, Lang lang,
                                           std::ostream& err);

/// The names of the commands, in the order of the help.
const std::vector<std::string_view>& command_names();

/// Prints the mistakes and where help is: "palabre: --weeks: 0 is out of range (1 to 1,040)".
int usage_error(const std::vector<std::string>& errors, std::string_view command, Lang lang,
                std::ostream& err);
/// The message for a command that does not exist, with the nearest one and all of them.
std::string no_such_command(std::string_view word, Lang lang);

}  // namespace palabre
