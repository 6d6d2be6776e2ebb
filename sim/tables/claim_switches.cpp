#include "sim/tables/claim_switches.hpp"

namespace palabre {
namespace {

template <class... Ids>
constexpr Claims claim_list(Ids... ids) {
  return {{ids...}, std::uint8_t(sizeof...(ids))};
}

}  // namespace

using enum ClaimId;
#define BY(...) claim_list(__VA_ARGS__)
#define SETS(...) std::vector<std::string>({__VA_ARGS__})

std::span<const ClaimSwitch> claim_switches() {
#define CLAIM_SWITCH(claims, settings, en, fr) {claims, settings, {en, fr}},
#define NOT_SWITCHABLE(...)
  static const std::vector<ClaimSwitch> kRows{
#include "sim/tables/claim_switches.def"
  };
#undef CLAIM_SWITCH
#undef NOT_SWITCHABLE
  return kRows;
}

std::span<const FixedClaims> fixed_claims() {
#define CLAIM_SWITCH(...)
#define NOT_SWITCHABLE(claims, en, fr) {claims, {en, fr}},
  static const std::vector<FixedClaims> kRows{
#include "sim/tables/claim_switches.def"
  };
#undef CLAIM_SWITCH
#undef NOT_SWITCHABLE
  return kRows;
}

#undef BY
#undef SETS

}  // namespace palabre
