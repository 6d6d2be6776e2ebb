// The door to the reference program.

#include "tests/reference/reference.hpp"

#include "tests/reference/replicate.hpp"

namespace palabre::reference {

Run run(const Scenario& scenario, const World& world, std::uint64_t seed, std::uint32_t replicate) {
  return Replicate(scenario, world, seed, replicate).play();
}

}  // namespace palabre::reference
