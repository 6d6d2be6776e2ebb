#include "sim/platform/process.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>

namespace palabre::platform {

std::vector<std::string> arguments(int count, char** words) {
  return {words + std::min(count, 1), words + count};
}

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : std::string();
}

int process_number() { return ::getpid(); }

bool is_running(int process) { return ::kill(process, 0) == 0 || errno != ESRCH; }

std::filesystem::path program_path() {
  std::error_code error;
  std::filesystem::path out = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::filesystem::path() : out;
}

std::filesystem::path data_folder() {
  const std::filesystem::path program = program_path();
  return program.empty() ? program : program.parent_path().parent_path() / "share" / "palabre";
}

std::filesystem::path sister_program(const std::string& name) {
  const std::filesystem::path program = program_path();
  return program.empty() ? program : program.parent_path() / name;
}

void become(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
  std::vector<std::string> words = arguments;
  words.insert(words.begin(), program.filename().string());
  std::vector<char*> pointers;
  for (std::string& word : words) pointers.push_back(word.data());
  pointers.push_back(nullptr);
  ::execv(program.c_str(), pointers.data());
}

bool has_display() {
  return !environment("DISPLAY").empty() || !environment("WAYLAND_DISPLAY").empty();
}

}  // namespace palabre::platform
