// Ctrl-C: asks the work to stop, and does not wait for it longer than a person would.

#pragma once

#include <memory>
#include <stop_token>

namespace palabre::platform {

/// While one exists, Ctrl-C, a request to end and a terminal that closes ask for a stop; when the
/// work has not come back 0.3 s later, the program ends with this status where it stands. Files are
/// written beside and renamed, so none is left half written. To be made before any other thread.
class Interrupt {
 public:
  explicit Interrupt(int status);
  ~Interrupt();
  Interrupt(const Interrupt&) = delete;
  Interrupt& operator=(const Interrupt&) = delete;

  /// Stop is requested when it comes.
  std::stop_token token() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace palabre::platform
