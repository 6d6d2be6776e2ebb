// What files, --set and saving share about single values; internal to this folder.

#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre {

/// set_value() that leaves dates before the start to the caller, who may not know the start yet.
std::optional<Refusal> assign(Scenario& scenario, std::string_view key, const Value& value);
/// The same for a node of a document; a quoted date, a table, a list are refused.
std::optional<Refusal> assign(Scenario& scenario, std::string_view key, const Node& node);
/// Why a date may not stand in a scenario that begins on `start`.
std::optional<Refusal> refuse_before_start(Date date, std::chrono::sys_days start);

/// What to remark on a date at or after the end of a scenario; nothing for one that acts.
std::optional<Message> remark_after_end(Date date, const Scenario& scenario);

/// Why the shares that state and jihadists hold at the start do not fit together.
std::optional<Refusal> refuse_shares(const Scenario& scenario);

/// "allowed: 0 to 0.2 1/week".
Message allowed(double min, double max, Unit unit);
/// "did you mean x?", or nothing when no candidate is near.
std::optional<Message> meant(std::string_view word, std::span<const std::string_view> candidates);
/// What set_value() says of a key that does not exist.
Refusal refuse_key(std::string_view key);

/// The lever a key names, or null.
const LeverSpec* lever_of(std::string_view key);
/// The four parameters that a mediator preset sets, with its values.
std::array<std::pair<std::string_view, double>, 4> preset_values(int mediator);

}  // namespace palabre
