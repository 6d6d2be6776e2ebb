#include "sim/tables/ablations.hpp"

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

std::span<const Ablation> claim_ablations() {
#define CLAIM_ABLATION(claims, settings, en, fr) {claims, settings, {en, fr}},
#define NOT_SWITCHABLE(...)
  static const std::vector<Ablation> kRows{
#include "sim/tables/claim_ablations.def"
  };
#undef CLAIM_ABLATION
#undef NOT_SWITCHABLE
  return kRows;
}

std::span<const Ablation> mechanism_ablations() {
#define MECHANISM(claims, settings, en, fr) {claims, settings, {en, fr}},
  static const std::vector<Ablation> kRows{
#include "sim/tables/mechanisms.def"
  };
#undef MECHANISM
  return kRows;
}

std::span<const FixedClaims> fixed_claims() {
#define CLAIM_ABLATION(...)
#define NOT_SWITCHABLE(claims, en, fr) {claims, {en, fr}},
  static const std::vector<FixedClaims> kRows{
#include "sim/tables/claim_ablations.def"
  };
#undef CLAIM_ABLATION
#undef NOT_SWITCHABLE
  return kRows;
}

#undef BY
#undef SETS

}  // namespace palabre
