#include "tests/support/paths.hpp"

namespace palabre::test {

const char* root() { return PALABRE_ROOT; }
const char* programs() { return PALABRE_BIN; }
bool is_sanitized() { return *PALABRE_SANITIZERS != '\0'; }

}  // namespace palabre::test
