#include "sim/platform/process.hpp"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

namespace palabre::platform {

int process_number() { return ::getpid(); }

bool is_running(int process) { return ::kill(process, 0) == 0 || errno != ESRCH; }

std::filesystem::path program_path() {
  std::error_code error;
  std::filesystem::path out = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::filesystem::path() : out;
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
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY"})
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return true;
  return false;
}

}  // namespace palabre::platform
