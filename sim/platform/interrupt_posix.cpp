#include "sim/platform/interrupt.hpp"

#include <pthread.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <ctime>
#include <system_error>
#include <thread>

namespace palabre::platform {
namespace {

constexpr std::chrono::milliseconds kPatience{300};
constexpr std::chrono::milliseconds kLook{20};  // how often the watcher sees that all is done

}  // namespace

struct Interrupt::Impl {
  int status = 0;
  sigset_t watched{};
  std::stop_source source;
  std::atomic<bool> done = false;
  std::thread watcher;

  void watch() {
    const timespec look{0, std::chrono::nanoseconds(kLook).count()};
    while (!done)
      if (::sigtimedwait(&watched, nullptr, &look) > 0) break;
    if (done) return;
    source.request_stop();
    const auto until = std::chrono::steady_clock::now() + kPatience;
    while (!done && std::chrono::steady_clock::now() < until) std::this_thread::sleep_for(kLook);
    if (!done) ::_exit(status);
  }
};

Interrupt::Interrupt(int status) : impl_(std::make_unique<Impl>()) {
  impl_->status = status;
  sigemptyset(&impl_->watched);
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) {
    // A shell that starts us with & has SIGINT ignored; nohup means that SIGHUP be ignored.
    const auto before = std::signal(signal, SIG_DFL);
    if (signal == SIGHUP && before == SIG_IGN)
      std::signal(signal, SIG_IGN);
    else
      sigaddset(&impl_->watched, signal);
  }
  // Blocked here and in every thread made from now on: only the watcher takes them.
  ::pthread_sigmask(SIG_BLOCK, &impl_->watched, nullptr);
  try {
    impl_->watcher = std::thread([impl = impl_.get()] { impl->watch(); });
  } catch (const std::system_error&) {  // no thread to be had: the signals end the program at once
    ::pthread_sigmask(SIG_UNBLOCK, &impl_->watched, nullptr);
  }
}

Interrupt::~Interrupt() {
  impl_->done = true;
  if (impl_->watcher.joinable()) impl_->watcher.join();
}

std::stop_token Interrupt::token() const { return impl_->source.get_token(); }

}  // namespace palabre::platform
