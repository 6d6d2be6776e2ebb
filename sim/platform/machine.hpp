// The processors and the memory of this machine.

#pragma once

namespace palabre::platform {

/// May it make threads? Everywhere but in a browser that refuses them.
bool has_threads();
/// How many threads can work at a time, at least one.
int processors();
/// Makes the calling thread step back for the others. Does nothing where it cannot.
void lower_thread_priority();
/// All that the machine has, or that it lets a program have. [bytes]
double memory();

}  // namespace palabre::platform
