// Where the tests find the source and the programs. No other unit depends on where the checkout
// lies.

#pragma once

namespace palabre::test {

/// The folder of CMakeLists.txt, and the one of the programs.
const char* root();
const char* programs();

}  // namespace palabre::test
