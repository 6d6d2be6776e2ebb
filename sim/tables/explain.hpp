// The words of an explanation: factors and parts of hazards, dated events, causes that can be taken
// away. One row each in explain.def.

#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "sim/tables/tables.hpp"

namespace palabre {

enum class FactorId : std::uint8_t {
#define FACTOR(id, ...) id,
#include <rows/explain.def>
#undef FACTOR
};
enum class PartId : std::uint8_t {
#define PART(id, ...) id,
#include <rows/explain.def>
#undef PART
};
enum class EventId : std::uint8_t {
#define EVENT(id, ...) id,
#include <rows/explain.def>
#undef EVENT
};
enum class CauseId : std::uint8_t {
#define CAUSE(id, ...) id,
#include <rows/explain.def>
#undef CAUSE
};

inline constexpr int kFactorCount = 0
#define FACTOR(...) +1
#include <rows/explain.def>
#undef FACTOR
    ;

/// What a hazard is multiplied by. [x]
struct FactorSpec {
  std::string_view id;
  std::string_view symbol;  // as in the equations
  Words label;
};
std::span<const FactorSpec> factor_specs();

/// A summand of a hazard, or a kind of event: for the latter the label is a template with {from},
/// {to} and {place}.
struct NamedSpec {
  std::string_view id;
  Words label;
};
std::span<const NamedSpec> part_specs();
std::span<const NamedSpec> event_specs();

/// Something that can be taken away from a scenario.
struct CauseSpec {
  std::string_view id;
  std::string_view key;    // as in a file
  std::string_view value;  // what is left without it, in the spelling of --set
  Words label;
};
std::span<const CauseSpec> cause_specs();
const CauseSpec* find_cause(std::string_view id);
/// The claims behind a cause: those of its row in params.def or levers.def.
Claims claims_of(const CauseSpec& cause);

}  // namespace palabre
