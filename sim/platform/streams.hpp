// What a program writes to without opening it: standard output, standard errors.

#pragma once

#include <string>
#include <string_view>

namespace palabre::platform {

/// Writes all bytes to an open descriptor (1: standard output, 2: standard errors). Returns 0, or
/// the machine's number of what went wrong.
int write_all(int descriptor, std::string_view bytes);
/// The machine's words for such a number.
std::string error_words(int error);
/// Nobody reads what was written: no reason to say so.
bool is_closed_pipe(int error);
bool is_terminal(int descriptor);
/// A closed pipe, or a file that may not grow further, is a failed write and not the end of the
/// program.
void survive_failed_writes();

}  // namespace palabre::platform
