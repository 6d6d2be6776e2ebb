// Work beside a window on the window's own thread, where a program has no other: in slices of time,
// between which the window draws and listens.

#pragma once

#include <functional>

namespace palabre::platform {

/// Begins the work soon, beside what the caller does; one at a time. It goes on over many slices.
void begin_slices(std::function<void()> work);
/// Asked by such work: has it had its time for now?
bool slice_is_over();
/// Called by such work, outside of any catch: returns when its next slice begins.
void next_slice();

}  // namespace palabre::platform
