#include "sim/platform/streams.hpp"

#include <fcntl.h>
#include <io.h>
#include <windows.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "sim/platform/words_windows.hpp"

namespace palabre::platform {
namespace {

UINT page_before = 0;  // the letters of the console we were started in

void give_back_console() { ::SetConsoleOutputCP(page_before); }

HANDLE handle_of(int descriptor) {
  return ::GetStdHandle(descriptor == 2 ? STD_ERROR_HANDLE : STD_OUTPUT_HANDLE);
}

/// A program with a window is given no console; the one it was started from shows what it says.
void take_console(FILE* stream) {
  if (::_fileno(stream) >= 0) return;  // it has somewhere to write already: a file, a pipe
  if (::GetConsoleWindow() || ::AttachConsole(ATTACH_PARENT_PROCESS))
    std::freopen("CONOUT$", "wb", stream);
}

}  // namespace

int write_all(int descriptor, std::string_view bytes) {
  constexpr std::size_t kMost = 1u << 15;  // consoles take no more at once
  while (!bytes.empty()) {
    const int written = ::_write(descriptor, bytes.data(), unsigned(std::min(bytes.size(), kMost)));
    if (written < 0) return errno == EINVAL ? EPIPE : errno;  // how a closed pipe is told there
    bytes.remove_prefix(std::size_t(written));
  }
  return 0;
}

bool is_closed_pipe(int error) { return error == EPIPE; }

bool is_terminal(int descriptor) {
  DWORD mode = 0;
  return ::GetConsoleMode(handle_of(descriptor), &mode) != 0;
}

bool is_plain_terminal() {
  DWORD mode = 0;
  return !::GetConsoleMode(handle_of(1), &mode) || (mode & ENABLE_VIRTUAL_TERMINAL_PROCESSING) == 0;
}

void survive_failed_writes() {}  // nothing there ends a program for them

void prepare_streams() {
  take_console(stdout);
  take_console(stderr);
  for (const int descriptor : {0, 1, 2}) ::_setmode(descriptor, _O_BINARY);
  page_before = ::GetConsoleOutputCP();
  if (page_before == 0) return;
  ::SetConsoleOutputCP(CP_UTF8);
  std::atexit(give_back_console);
  for (const int descriptor : {1, 2}) {
    DWORD mode = 0;
    if (::GetConsoleMode(handle_of(descriptor), &mode))
      ::SetConsoleMode(handle_of(descriptor), mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
  }
}

void complain(const std::string& words) {
  if (::_fileno(stderr) >= 0)
    std::fprintf(stderr, "%s\n", words.c_str());
  else
    ::MessageBoxW(nullptr, wide(words).c_str(), L"Palabre", MB_OK | MB_ICONWARNING);
}

}  // namespace palabre::platform
