// How each claim is made false: claim_ablations.def as a table.

#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/tables/tables.hpp"

namespace palabre {

/// What makes one claim false.
struct ClaimAblation {
  Claims claims;                      // that the toggle stands for, the leading one first
  std::vector<std::string> settings;  // "jihadists.precondition=0", as after --set
  Words label;                        // what the claim says
};
std::span<const ClaimAblation> claim_ablations();

/// Claims that no setting makes false, and why.
struct FixedClaims {
  Claims claims;
  Words why;
};
std::span<const FixedClaims> fixed_claims();

}  // namespace palabre
