// Where the tests find the source and the programs. No other unit depends on where the checkout
// lies.

#pragma once

namespace palabre::test {

/// The folder of CMakeLists.txt, and the one of the programs.
const char* root();
const char* programs();
/// True in a build with sanitizers, which are slow and want much address space.
bool is_sanitized();

}  // namespace palabre::test
