#include "sim/tables/old_names.hpp"

#include <algorithm>
#include <array>

namespace palabre {
namespace {

constexpr auto kOldNames = std::to_array<OldName>({
#define OLD_NAME(kind, before, now) {NameKind::kind, before, now},
#include "sim/tables/old_names.def"
#undef OLD_NAME
});

}  // namespace

std::span<const OldName> old_names() { return kOldNames; }

std::string_view name_now(NameKind kind, std::string_view before) {
  const auto row = std::find_if(kOldNames.begin(), kOldNames.end(), [&](const OldName& name) {
    return name.kind == kind && name.before == before;
  });
  return row == kOldNames.end() ? std::string_view{} : row->now;
}

std::string_view first_name(NameKind kind, std::string_view now) {
  const auto row = std::find_if(kOldNames.begin(), kOldNames.end(), [&](const OldName& name) {
    return name.kind == kind && name.now == now;
  });
  return row == kOldNames.end() ? now : row->before;
}

std::string_view figure_now(std::string_view before) {
#define OUTCOME_RENAMED(old, now) \
  if (before == "outcome." #old) return now;
#include "sim/tables/outputs.def"
#undef OUTCOME_RENAMED
  return {};
}

}  // namespace palabre
