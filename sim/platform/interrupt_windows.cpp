#include "sim/platform/interrupt.hpp"

#include <windows.h>

#include <atomic>
#include <chrono>
#include <thread>

namespace palabre::platform {
namespace {

constexpr std::chrono::milliseconds kPatience{300};
constexpr std::chrono::milliseconds kLook{20};  // how often it is seen that all is done

}  // namespace

struct Interrupt::Impl {
  int status = 0;
  std::stop_source source;

  /// Windows calls it on a thread of its own: Ctrl-C, Ctrl-Break, a console that closes, the end of
  /// the session. When it returns from the last two, Windows ends the program.
  static BOOL WINAPI on_event(DWORD) {
    ++inside;
    if (Impl* at = now.load()) {
      at->source.request_stop();
      const int status = at->status;
      const auto until = std::chrono::steady_clock::now() + kPatience;
      while (now.load() && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(kLook);
      if (now.load()) ::TerminateProcess(::GetCurrentProcess(), UINT(status));
    }
    --inside;
    return TRUE;
  }

  inline static std::atomic<Impl*> now = nullptr;
  inline static std::atomic<int> inside = 0;  // calls of on_event()
};

Interrupt::Interrupt(int status) : impl_(std::make_unique<Impl>()) {
  impl_->status = status;
  Impl::now = impl_.get();
  ::SetConsoleCtrlHandler(nullptr, FALSE);  // a shell may have had Ctrl-C ignored
  ::SetConsoleCtrlHandler(Impl::on_event, TRUE);
}

Interrupt::~Interrupt() {
  ::SetConsoleCtrlHandler(Impl::on_event, FALSE);
  Impl::now = nullptr;
  while (Impl::inside.load() > 0) std::this_thread::sleep_for(kLook);
}

std::stop_token Interrupt::token() const { return impl_->source.get_token(); }

}  // namespace palabre::platform
