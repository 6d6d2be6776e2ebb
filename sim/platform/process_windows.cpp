#include "sim/platform/process.hpp"

#include <windows.h>

#include <shellapi.h>

#include "sim/platform/words_windows.hpp"

namespace palabre::platform {
namespace {

/// As CommandLineToArgvW() and every C library there read it: backslashes count only before a
/// quotation mark.
std::wstring in_quotes(std::wstring_view word) {
  std::wstring out = L"\"";
  std::size_t slashes = 0;
  for (const wchar_t c : word) {
    if (c == L'"') out.append(slashes + 1, L'\\');
    slashes = c == L'\\' ? slashes + 1 : 0;
    out += c;
  }
  out.append(slashes, L'\\');
  return out + L'"';
}

}  // namespace

std::vector<std::string> arguments(int, char**) {
  std::vector<std::string> out;
  int count = 0;
  wchar_t** words = ::CommandLineToArgvW(::GetCommandLineW(), &count);
  for (int i = 1; i < count; ++i) out.push_back(narrow(words[i]));
  ::LocalFree(words);
  return out;
}

std::string environment(const char* name) {
  const std::wstring wide_name = wide(name);
  std::wstring value(::GetEnvironmentVariableW(wide_name.c_str(), nullptr, 0), L'\0');
  value.resize(::GetEnvironmentVariableW(wide_name.c_str(), value.data(), DWORD(value.size())));
  return narrow(value);
}

int process_number() { return int(::GetCurrentProcessId()); }

bool is_running(int process) {
  const HANDLE other = ::OpenProcess(SYNCHRONIZE, FALSE, DWORD(process));
  if (!other) return ::GetLastError() != ERROR_INVALID_PARAMETER;  // of another user
  const bool runs = ::WaitForSingleObject(other, 0) == WAIT_TIMEOUT;
  ::CloseHandle(other);
  return runs;
}

std::filesystem::path program_path() {
  std::wstring name(32768, L'\0');  // the longest that Windows has
  const DWORD length = ::GetModuleFileNameW(nullptr, name.data(), DWORD(name.size()));
  if (length == 0 || length == name.size()) return {};
  name.resize(length);
  return name;
}

std::filesystem::path data_folder() { return program_path().parent_path(); }

std::filesystem::path sister_program(const std::string& name) {
  const std::filesystem::path self = program_path();
  return self.empty() ? self : self.parent_path() / (name + ".exe");
}

void become(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
  std::wstring line = in_quotes(program.native());
  for (const std::string& word : arguments) line += L" " + in_quotes(wide(word));
  STARTUPINFOW start{};
  start.cb = sizeof start;
  PROCESS_INFORMATION made{};
  if (::CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE, 0, nullptr, nullptr,
                       &start, &made))
    ::ExitProcess(0);
}

bool has_display() { return true; }

}  // namespace palabre::platform
