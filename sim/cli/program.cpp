// The program `palabre`: its streams, and what no command answers for.

#include <exception>
#include <iostream>
#include <string>
#include <vector>

#include "sim/cli/output.hpp"
#include "sim/cli/usage.hpp"
#include "sim/platform/process.hpp"
#include "sim/platform/streams.hpp"
#include "sim/report/layout.hpp"
#include "sim/report/machine_words.hpp"
#include "sim/scenario/diagnostic.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// A stream that writes elsewhere while this exists.
class Restored {
 public:
  Restored(std::ostream& stream, std::streambuf& to)
      : stream_(stream), before_(stream.rdbuf(&to)) {}
  ~Restored() {
    stream_.flush();
    stream_.rdbuf(before_);
  }
  Restored(const Restored&) = delete;
  Restored& operator=(const Restored&) = delete;

 private:
  std::ostream& stream_;
  std::streambuf* before_;
};

}  // namespace

int run_program(int argc, char** argv, const DrawingCommands* drawing) {
  platform::survive_failed_writes();
  platform::prepare_streams();
  DescriptorBuffer errors(2);  // what a message repeats of a file or an argument may hold anything
  const Restored restored(std::cerr, errors);
  std::vector<std::string> words = platform::arguments(argc, argv);
  const Lang lang = language_of(words);
  words = with_names_of_now(std::move(words), lang, std::cerr);
  if (const std::string wrong = unknown_kernel_in_words(lang); !wrong.empty())
    return usage_error({wrong}, "", lang, std::cerr);
  try {
    DescriptorBuffer buffer(1);
    std::ostream out(&buffer);
    int status = run_command_line(words, this_terminal(), out, std::cerr, drawing);
    out.flush();
    if (buffer.error() != 0) {
      if (!platform::is_closed_pipe(buffer.error()))  // a closed pipe needs no message
        std::cerr << say(TextId::cli_error, lang,
                         Message{TextId::label_value,
                                 {text_arg(TextId::cli_stdout),
                                  error_arg({buffer.error(), std::generic_category()})}}
                             .in(lang))
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

}  // namespace palabre
