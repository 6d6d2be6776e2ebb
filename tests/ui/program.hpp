// Starts real programs, reads what they say, and ends only what it started.

#pragma once

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

namespace palabre::ui::test {

struct Said {
  int status = -1;
  std::string out, err;
};

inline std::string all_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

inline bool wait_for(const std::function<bool()>& condition, std::chrono::seconds at_most) {
  const auto end = std::chrono::steady_clock::now() + at_most;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  return true;
}

/// A running program: ended, if it has not ended by itself, when this goes.
class Running {
 public:
  /// `set`: NAME=value, or NAME alone to take it away. Streams go to files in `folder`.
  Running(const std::vector<std::string>& words, const std::vector<std::string>& set,
          const std::filesystem::path& folder, const std::string& name)
      : out_(folder / (name + ".out")), err_(folder / (name + ".err")) {
    std::vector<char*> argv;
    for (const std::string& word : words) argv.push_back(const_cast<char*>(word.c_str()));
    argv.push_back(nullptr);
    pid_ = ::fork();
    if (pid_ != 0) return;
    for (const std::string& one : set) {
      const std::size_t at = one.find('=');
      if (at == std::string::npos)
        ::unsetenv(one.c_str());
      else
        ::setenv(one.substr(0, at).c_str(), one.substr(at + 1).c_str(), 1);
    }
    ::dup2(::open(out_.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600), 1);
    ::dup2(::open(err_.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600), 2);
    ::execvp(argv[0], argv.data());
    ::_exit(127);
  }
  ~Running() {
    if (ended()) return;
    ::kill(pid_, SIGTERM);
    if (!wait_for([this] { return ended(); }, std::chrono::seconds(5))) {
      ::kill(pid_, SIGKILL);
      ::waitpid(pid_, nullptr, 0);
    }
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  bool ended() {
    if (status_ < 0) {
      int status = 0;
      if (::waitpid(pid_, &status, WNOHANG) == pid_)
        status_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
    return status_ >= 0;
  }
  Said said() { return {status_, all_of(out_), all_of(err_)}; }

 private:
  std::filesystem::path out_, err_;
  pid_t pid_ = -1;
  int status_ = -1;
};

/// Runs a program to its end.
inline Said run_program(const std::vector<std::string>& words, const std::vector<std::string>& set,
                        const std::filesystem::path& folder) {
  Running running(words, set, folder, "run");
  wait_for([&] { return running.ended(); }, std::chrono::seconds(240));
  return running.said();
}

}  // namespace palabre::ui::test
