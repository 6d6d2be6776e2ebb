// Starts a program on the console of this one, lets it work for three seconds, presses Ctrl-C, and prints its exit status
// and how many milliseconds it took to end.
//   interrupt.exe PROGRAM ARGUMENTS...

#include <stdio.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

static BOOL WINAPI stay(DWORD event) {
  (void)event;
  return TRUE;
}

int wmain(int count, wchar_t** words) {
  wchar_t line[4096] = L"";
  for (int i = 1; i < count; ++i) {
    wcscat(line, i > 1 ? L" \"" : L"\"");
    wcscat(line, words[i]);
    wcscat(line, L"\"");
  }
  const HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE);  // a console of its own would take its place
  if (!GetConsoleWindow()) AllocConsole();
  SetConsoleCtrlHandler(stay, TRUE);
  STARTUPINFOW start = {.cb = sizeof start};
  PROCESS_INFORMATION made;
  if (!CreateProcessW(NULL, line, NULL, NULL, FALSE, 0, NULL, NULL, &start, &made)) return 1;
  Sleep(3000);
  const ULONGLONG begin = GetTickCount64();
  if (!GenerateConsoleCtrlEvent(CTRL_C_EVENT, 0)) return 2;
  DWORD status = 0;
  if (WaitForSingleObject(made.hProcess, 20000) != WAIT_OBJECT_0) TerminateProcess(made.hProcess, 99);
  GetExitCodeProcess(made.hProcess, &status);
  char said[64];
  sprintf(said, "%lu %llums\n", status, (unsigned long long)(GetTickCount64() - begin));
  WriteFile(out, said, (DWORD)strlen(said), &status, NULL);
  return 0;
}
