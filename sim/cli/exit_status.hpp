// How every command of the program ends. One enum, one test each (README.md lists them).

#pragma once

namespace palabre {

enum class ExitStatus : int {
  done = 0,
  difference = 1,    // an expectation failed, or a difference was found
  usage = 2,         // the command line is wrong
  invalid = 3,       // a scenario, one of its bases or its world is wrong
  input_output = 4,  // a file cannot be opened, read or written; standard output is closed
  nothing_to_test = 5,
  limit_reached = 6,      // partial results were kept
  replicates_failed = 7,  // some replicates left the bounds of the model
  internal = 70,
  interrupted = 130,
};

/// The number handed to the shell.
constexpr int code(ExitStatus status) { return static_cast<int>(status); }

/// Of two files, the status of both together: the graver one (7 wins over 1).
constexpr ExitStatus worst(ExitStatus a, ExitStatus b) { return code(a) > code(b) ? a : b; }

}  // namespace palabre
