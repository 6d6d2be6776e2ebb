// The kernel over lanes that count what is done to them.

#include "sim/model/kernel.hpp"
#include "sim/model/lanes.hpp"

namespace palabre::PALABRE_ISA {

void run_block(const BlockRequest& request, BlockOutput& output);

LaneCounts run_and_count(const BlockRequest& request, BlockOutput& output) {
  counted = {};
  run_block(request, output);
  return counted;
}

}  // namespace palabre::PALABRE_ISA
