// The program `palabre`: its streams, and what no command answers for.

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "sim/cli/output.hpp"
#include "sim/cli/usage.hpp"
#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"

int main(int argc, char** argv) {
  using namespace palabre;
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is a failed write, not a death
  std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  const Lang lang = language_of(words);
  words = with_names_of_now(std::move(words), lang, std::cerr);
  try {
    DescriptorBuffer buffer(1);
    std::ostream out(&buffer);
    int status = run_command_line(words, this_terminal(), out, std::cerr);
    out.flush();
    if (buffer.error() != 0) {
      if (buffer.error() != EPIPE)  // who closes the pipe knows
        std::cerr << say(TextId::cli_error, lang,
                         say(TextId::cli_stdout, lang) + ": " + std::strerror(buffer.error()))
                  << '\n';
      status = code(ExitStatus::input_output);
    }
    return status;
  } catch (const std::exception& error) {
    std::cerr << say(TextId::cli_error, lang, say(TextId::cli_internal, lang, error.what()))
              << '\n';
    return code(ExitStatus::internal);
  }
}
