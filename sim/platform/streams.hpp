// What a program writes to without opening it: standard output, standard errors.

#pragma once

#include <string>
#include <string_view>

namespace palabre::platform {

/// Writes all bytes to an open descriptor (1: standard output, 2: standard errors). Returns 0, or
/// the machine's number of what went wrong.
int write_all(int descriptor, std::string_view bytes);
/// Nobody reads what was written: no reason to say so.
bool is_closed_pipe(int error);
bool is_terminal(int descriptor);
/// A terminal that shows letters and nothing else: nothing bold, nothing written over.
bool is_plain_terminal();
/// A closed pipe, or a file that may not grow further, is a failed write and not the end of the
/// program.
void survive_failed_writes();
/// Before anything is written: what is written arrives as it is, in UTF-8, and where the program
/// was started from.
void prepare_streams();
/// Says what went wrong: on standard errors, or in a box on the screen where there are none.
void complain(const std::string& words);

}  // namespace palabre::platform
