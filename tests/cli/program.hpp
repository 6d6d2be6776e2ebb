// The real program under test: started as a shell starts it, its streams and its status read back.

#pragma once

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"

namespace palabre_tests {

namespace fs = std::filesystem;

inline const fs::path kRoot = palabre::test::root();
inline const fs::path kPrograms = palabre::test::programs();
inline const fs::path kBaseline = kRoot / "scenarios" / "baseline.toml";

using palabre::test::bytes_of;

/// A folder whose files are named in words, as on a command line.
class TempFolder : public palabre::test::TempFolder {
 public:
  std::string write(const std::string& name, std::string_view bytes) const {
    return palabre::test::TempFolder::write(name, bytes).string();
  }
};

struct Ran {
  int status = -1;  // exit status; 1000 + signal when killed by one
  std::string out, err;
  double seconds = 0.0;  // [s] from the signal, or from the start
};

struct Start {
  std::string program{"palabre"};  // in the folder of the programs
  std::vector<std::pair<std::string, std::string>> environment{};
  std::string working_directory{};  // empty: the test's
  std::string stdin_from{};         // empty: the test's; else a file
  std::string stdout_to{};          // empty: captured; else a path opened for writing
  bool stdout_closed_pipe = false;
  int signal = 0;  // sent `signal_after` the start, or after `signal_on` stands in what it says
  std::chrono::milliseconds signal_after{0};
  std::string signal_on{};  // on its standard error; waited for a minute at most
};

/// When a program is surely at work: a sanitizer takes seconds to begin.
inline std::chrono::milliseconds well_begun() {
  return std::chrono::milliseconds(palabre::test::is_sanitized() ? 8'000 : 700);
}

namespace detail {

[[noreturn]] inline void become(const std::vector<std::string>& arguments, const Start& start,
                                const std::string& out, const std::string& err) {
  if (start.stdout_closed_pipe) {
    int ends[2];
    if (::pipe(ends) != 0) ::_exit(99);
    ::close(ends[0]);
    ::dup2(ends[1], 1);
  } else {
    ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), 1);
  }
  if (!start.stdin_from.empty()) ::dup2(::open(start.stdin_from.c_str(), O_RDONLY | O_CLOEXEC), 0);
  ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600), 2);
  for (const auto& [name, value] : start.environment) ::setenv(name.c_str(), value.c_str(), 1);
  if (!start.working_directory.empty() && ::chdir(start.working_directory.c_str()) != 0)
    ::_exit(98);
  const std::string program = (kPrograms / start.program).string();
  std::vector<char*> words{const_cast<char*>(program.c_str())};
  for (const std::string& word : arguments) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execv(program.c_str(), words.data());
  ::_exit(97);
}

}  // namespace detail

/// Runs `palabre ARGUMENTS...` to its end.
inline Ran palabre(const std::vector<std::string>& arguments, const Start& start = {}) {
  const TempFolder folder;
  const std::string out = start.stdout_to.empty() ? folder.at("out") : start.stdout_to;
  auto begun = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) detail::become(arguments, start, out, folder.at("err"));
  if (start.signal != 0) {
    while (bytes_of(folder.at("err")).find(start.signal_on) == std::string::npos &&
           std::chrono::steady_clock::now() - begun < std::chrono::minutes(1))
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    std::this_thread::sleep_for(start.signal_after);
    begun = std::chrono::steady_clock::now();
    ::kill(child, start.signal);
  }
  int raw = 0;
  ::waitpid(child, &raw, 0);
  Ran ran;
  ran.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  ran.status = WIFEXITED(raw) ? WEXITSTATUS(raw) : 1000 + WTERMSIG(raw);
  if (start.stdout_to.empty()) ran.out = bytes_of(out);
  ran.err = bytes_of(folder.at("err"));
  return ran;
}

/// A small scenario in the shipped world; `more` is added at the end.
inline std::string small_scenario(const std::string& more = "") {
  return "format = 1\ntitle = \"Small\"\nworld = \"mali\"\nstart = 2022-02-14\nweeks = 30\n"
         "replicates = 24\nseed = 7\n" +
         more;
}

}  // namespace palabre_tests
