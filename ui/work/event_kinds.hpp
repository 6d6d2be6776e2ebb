// What the log of a told run can be filtered by.

#pragma once

#include <cstddef>

#include "sim/tables/explain.hpp"

namespace palabre::ui {

enum class EventKind { national, politics, partners, pacts, violence };
inline constexpr std::size_t kEventKinds = 5;
EventKind kind_of(EventId id);
/// One bit for each kind.
inline constexpr unsigned kAllKinds = (1u << kEventKinds) - 1;
constexpr bool shows(unsigned kinds, EventKind kind) { return (kinds >> unsigned(kind) & 1u) != 0; }

}  // namespace palabre::ui
