// Lines of JSON that anybody may have written: journals, sums, traces.

#pragma once

#include <optional>
#include <string_view>

#include <nlohmann/json.hpp>

namespace palabre {

/// Reads a line; nothing where it is no JSON, stands deeper than limits.def allows, or holds more
/// values than any line of ours. The time is bounded: an object takes the square of its keys.
std::optional<nlohmann::ordered_json> foreign_json(std::string_view line);

}  // namespace palabre
