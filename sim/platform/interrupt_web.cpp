#include "sim/platform/interrupt.hpp"

namespace palabre::platform {

// A page has no Ctrl-C; under node it ends the program where it stands.
struct Interrupt::Impl {
  std::stop_source source;
};

Interrupt::Interrupt(int) : impl_(std::make_unique<Impl>()) {}
Interrupt::~Interrupt() = default;

std::stop_token Interrupt::token() const { return impl_->source.get_token(); }

}  // namespace palabre::platform
