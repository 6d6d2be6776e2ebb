// What is switched off in turn: claim_ablations.def and mechanisms.def as tables.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/tables/tables.hpp"

namespace palabre {

/// What makes one claim false, or switches one part of the model off.
struct Ablation {
  Claims claims;                      // that it stands for or on, the leading one first
  std::vector<std::string> settings;  // "jihadists.precondition=0", as after --set
  Words label;                        // what the claim says; what the part does
};
std::span<const Ablation> claim_ablations();
std::span<const Ablation> mechanism_ablations();

/// Claims that no setting makes false, and why.
struct FixedClaims {
  Claims claims;
  Words why;
};
std::span<const FixedClaims> fixed_claims();

}  // namespace palabre
