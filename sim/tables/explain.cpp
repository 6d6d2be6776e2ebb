#include "sim/tables/explain.hpp"

namespace palabre {
namespace {

constexpr FactorSpec kFactors[] = {
#define FACTOR(id, symbol, en, fr) {#id, symbol, {en, fr}},
#include "sim/tables/explain.def"
#undef FACTOR
};
constexpr NamedSpec kParts[] = {
#define PART(id, en, fr) {#id, {en, fr}},
#include "sim/tables/explain.def"
#undef PART
};
constexpr NamedSpec kEvents[] = {
#define EVENT(id, en, fr) {#id, {en, fr}},
#include "sim/tables/explain.def"
#undef EVENT
};
constexpr CauseSpec kCauses[] = {
#define CAUSE(id, key, value, en, fr) {#id, key, value, {en, fr}},
#include "sim/tables/explain.def"
#undef CAUSE
};

constexpr std::string_view kLeverPrefix = "levers.";

}  // namespace

std::span<const FactorSpec> factor_specs() { return kFactors; }
std::span<const NamedSpec> part_specs() { return kParts; }
std::span<const NamedSpec> event_specs() { return kEvents; }
std::span<const CauseSpec> cause_specs() { return kCauses; }

const CauseSpec* find_cause(std::string_view id) {
  for (const CauseSpec& cause : kCauses)
    if (cause.id == id) return &cause;
  return nullptr;
}

Claims claims_of(const CauseSpec& cause) {
  if (cause.key.starts_with(kLeverPrefix)) {
    const LeverSpec* lever = find_lever(cause.key.substr(kLeverPrefix.size()));
    return lever == nullptr ? Claims{} : lever->claims;
  }
  const ParamSpec* param = find_param(cause.key);
  return param == nullptr ? Claims{} : param->claims;
}

}  // namespace palabre
