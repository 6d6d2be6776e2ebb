#include "sim/tables/scale_words.hpp"

#include <algorithm>
#include <array>

namespace palabre {
namespace {

constexpr auto kScales = std::to_array<ScaleEnds>({
#define SCALE(key, low_en, low_fr, high_en, high_fr) {key, {low_en, low_fr}, {high_en, high_fr}},
#include "sim/tables/text/scales.def"
#undef SCALE
});

}  // namespace

std::span<const ScaleEnds> scale_ends() { return kScales; }

const ScaleEnds* find_scale_ends(std::string_view key) {
  const auto found = std::find_if(kScales.begin(), kScales.end(),
                                  [&](const ScaleEnds& scale) { return scale.key == key; });
  return found == kScales.end() ? nullptr : &*found;
}

}  // namespace palabre
