#include "sim/tables/share_keys.hpp"

#include <array>

namespace palabre {
namespace {

constexpr auto kShareKeys = std::to_array<std::string_view>({
#define SHARE_KEY(key) key,
#include "sim/tables/share_keys.def"
#undef SHARE_KEY
});

}  // namespace

std::span<const std::string_view> share_keys() { return kShareKeys; }

}  // namespace palabre
