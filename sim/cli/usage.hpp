// What surrounds the program, and how a mistake on the command line is told.

#pragma once

#include <iosfwd>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/commands.hpp"

namespace palabre {

/// What surrounds the program and decides how it speaks.
struct Terminal {
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  bool no_color = false;  // NO_COLOR is set, or the terminal is dumb
};
/// Asks the machine.
Terminal this_terminal();

/// The language asked for by the last `--lang` among the words, before anything else is read:
/// English unless it is "fr".
Lang language_of(const std::vector<std::string>& words);

/// The words of a command line with commands, flags and keys of before under their present names; a
/// notice for each on `err`, unless they ask for quiet. Nothing is changed after "--".
std::vector<std::string> with_names_of_now(std::vector<std::string> words, Lang lang,
                                           std::ostream& err);

/// The message, and what was probably meant by the word when something near enough is known.
std::string with_nearest(const std::string& said, std::string_view word,
                         std::span<const std::string_view> known, Lang lang);
/// "a, b, c"
std::string listed(std::span<const std::string_view> words);

struct DrawingCommands;  // drawing.hpp

/// Does what the words after `palabre` ask for and returns the exit status. Help and data go to
/// `out`, messages to `err`. (command_line.cpp)
/// @param drawing  what draws; null: there are no such commands
int run_command_line(const std::vector<std::string>& words, const Terminal& terminal,
                     std::ostream& out, std::ostream& err,
                     const DrawingCommands* drawing = nullptr);

/// The program `palabre`: its streams, and what no command answers for. (program.cpp)
int run_program(int argc, char** argv, const DrawingCommands* drawing);

/// Prints the mistakes and where help is: "palabre: --weeks: 0 is out of range (1 to 1,040)".
int usage_error(const std::vector<std::string>& errors, std::string_view command, Lang lang,
                std::ostream& err);

}  // namespace palabre
