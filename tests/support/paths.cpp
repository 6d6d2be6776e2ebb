#include "tests/support/paths.hpp"

namespace palabre::test {

const char* root() { return PALABRE_ROOT; }
const char* programs() { return PALABRE_BIN; }

}  // namespace palabre::test
