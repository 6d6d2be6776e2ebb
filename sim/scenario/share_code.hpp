// A case as one line of text: for e-mails, footnotes, links and figures. It names how the case
// differs from a shipped scenario, packed, with a check over itself and over every value it stands
// for.

#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "sim/scenario/scenario.hpp"
#include "sim/tables/limits.hpp"

namespace palabre {

/// Longest code that is read. [letters]
inline constexpr std::size_t kShareCodeMax = limit(LimitId::code_letters);

/// True for words that mean to be a share code, sound or not: "palabre", a number, a colon, with
/// any text around them.
bool is_share_code(std::string_view words);
/// The share code in the recipe of a figure; empty when there is none. What the figure shows to
/// people is not looked at: a title may hold anything.
std::string share_code_in(std::string_view figure);

/// "palabre2:...", letters, digits, "-" and "_" only: of the shipped scenario that it is nearest
/// to, and its changes (short_code.hpp); its question and what it asks about are those of that
/// scenario. "palabre1:...", longer, when it differs in more than inputs, title and size, as by a
/// placed pact. Title and everything that a run depends on, but no summary, question, notes,
/// sources, expectations and sweeps of its own. Throws ScenarioError when it cannot be said on top
/// of the baseline: its world is not the shipped one.
std::string share_code(const Scenario& scenario, const World& world,
                       const LoadOptions& options = {});
/// The same; empty for a case that has none, as of a world that is not the shipped one. Throws
/// ScenarioError where the shipped scenarios cannot be read.
std::string share_code_if_any(const Scenario& scenario, const World& world);
/// The case of a code, as a file that is not saved yet, based on a shipped scenario; blanks and
/// line ends inside the code and text around it do not matter. A note says when that scenario or
/// the map have changed since. Throws ScenarioError in plain words for anything else.
ScenarioFile read_share_code(std::string_view code, const LoadOptions& options = {});

/// What a person may name: a scenario file, a share code, or a figure that carries one (SVG, PNG,
/// CSV or HTML by its ending). Throws FileError and ScenarioError.
ScenarioFile load_any(const std::filesystem::path& named, const LoadOptions& options = {});
/// True when load_any() would look for a code in it.
bool is_figure(const std::filesystem::path& path);

}  // namespace palabre
