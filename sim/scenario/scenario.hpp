// What was asked: a scenario as a plain value, read from TOML and saved by patching its bytes.

#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/scenario/diagnostic.hpp"
#include "sim/scenario/world.hpp"
#include "sim/tables/tables.hpp"

namespace palabre {

inline constexpr int kFormat = 1;
inline constexpr int kWeeksMax = 1040;
inline constexpr int kReplicatesMax = 1'000'000;
inline constexpr int kDisplacedMax = 10'000'000;
inline constexpr std::size_t kFileBytesMax = 1u << 20;
inline constexpr int kBaseChainMax = 16;
inline constexpr long kSweepPointsMax = 1'000'000;
inline constexpr int kSweepLevelsMax = 64;  // of Morris

/// A title or summary: one string for both languages, or one each.
struct LocalText {
  std::string en, fr;
  const std::string& in(Lang lang) const {
    return lang == Lang::fr && !fr.empty() ? fr : en.empty() ? fr : en;
  }
  friend bool operator==(const LocalText&, const LocalText&) = default;
};

/// Why a value departs from its default: [sources] "talks.mediator" = { claim, says, confidence }.
struct Source {
  std::string claim;       // an id of claims.def
  std::string says;        // optional
  std::string confidence;  // "", "low", "medium" or "high"
  friend bool operator==(const Source&, const Source&) = default;
};

/// [[pact]]: a local pact placed by the author. Absent terms are drawn as usual.
struct PlacedPact {
  std::string cercle;
  Date date;
  std::optional<bool> approved, prisoners_released, hunters_armed, army_post_leaves;
  std::optional<double> social_rules;  // [0..1]
  friend bool operator==(const PlacedPact&, const PlacedPact&) = default;
};

/// [[expect]]: the file is also a test. Absolute (at_least, at_most) or paired (compared_to).
struct Expectation {
  std::string statistic;  // a statistic, or outcome.ID
  std::optional<double> at_least, at_most;
  std::string compared_to;  // file, relative to this one; empty: absolute
  std::optional<double> higher_by, lower_by, same_within;
  std::string why, claim;
  int line = 0;  // where it stands, for messages
  friend bool operator==(const Expectation&, const Expectation&) = default;
};

enum class SweepMethod { grid, list, latin_hypercube, sobol, morris };
/// One varied key of a sweep: a parameter, levers.NAME, issues.NAME.FIELD or switches.NAME.
struct SweepVariable {
  std::string key;
  std::vector<std::variant<double, bool, std::string>> values;  // or [low, high]
  friend bool operator==(const SweepVariable&, const SweepVariable&) = default;
};
struct Sweep {
  std::string name;
  SweepMethod method = SweepMethod::grid;
  std::vector<SweepVariable> vary;
  std::optional<int> replicates, points, trajectories, levels;
  int line = 0;
  friend bool operator==(const Sweep&, const Sweep&) = default;
};

/// Everything a run depends on, and what its author says about it. Copy it, compare it, change it.
struct Scenario {
  LocalText title, summary;
  LocalText question, notes;  // what the case asks, in a sentence; what its author adds
  std::string about;          // the outcome or statistic that answers the question; empty: none
  std::string world = "mali";
  std::chrono::sys_days start{std::chrono::year{2022} / 2 / 14};
  double displaced = 0.0;  // [persons] displaced at the start; 0: the count of February 2022
  int weeks = 260;
  int replicates = 1000;
  std::int64_t seed = 20220214;
  std::vector<LocalText> not_modelled;
  Params params;
  Levers levers = default_levers(std::chrono::sys_days{std::chrono::year{2022} / 2 / 14});
  Issues issues = default_issues();
  Switches switches;
  std::map<std::string, Source> sources;  // by key
  std::vector<PlacedPact> pacts;
  std::vector<Expectation> expectations;
  std::vector<Sweep> sweeps;
};
/// Equal in every value (NaN entries of the issue matrix, which stand for "given by a parameter",
/// count as equal).
bool operator==(const Scenario& a, const Scenario& b);

/// A value that one key of a scenario can hold.
using Value = std::variant<double, bool, std::string, Date>;

/// Keys that set_value() takes: "talks.mediator", "levers.french_withdrawal",
/// "issues.local_arms.koufa", "switches.bargaining", in table order.
std::vector<std::string> scenario_keys();
/// The value at a key; nothing when there is no such key. Choices are their names.
std::optional<Value> get_value(const Scenario& scenario, std::string_view key);
/// What stands in the way of setting a value: a message and what is allowed or was meant.
struct Refusal {
  Message what;
  std::optional<Message> hint;
};
/// The one door for values, used by files, --set, sliders and sweeps: checks type, range, choice
/// and date, then sets. Setting `levers.mediator` sets its preset too. Returns why not, and then
/// changes nothing.
std::optional<Refusal> set_value(Scenario& scenario, std::string_view key, const Value& value);

/// A scenario as it stands in a file: the author's bytes and what they say.
struct ScenarioFile {
  std::filesystem::path path;  // as named by the user; empty: not saved yet
  std::string text;            // the author's bytes
  Scenario scenario;           // what the whole base chain says
  std::shared_ptr<const World> world;
  std::vector<Diagnostic> notes;             // worth saying, not wrong: a date that never acts
  std::vector<std::filesystem::path> chain;  // this file, its base, the base's base, ...
  bool from_code = false;  // read from a share code: not a case of its own beside its base
};

/// Worlds read before, by their folder. One thread at a time.
using WorldsRead = std::map<std::filesystem::path, std::shared_ptr<const World>>;

struct LoadOptions {
  bool allow_outside = false;  // --allow-outside: base and world may lead out of the folder
  std::filesystem::path scenarios_folder;   // where worlds are looked for; empty: the search path
  std::optional<int> weeks = {};            // --weeks: instead of what the files say
  std::shared_ptr<WorldsRead> worlds = {};  // of who reads many files: each world is read once
};

/// Reads a file and its base chain. Throws FileError when the file itself cannot be opened,
/// ScenarioError with everything that is wrong in it, its bases and its world.
ScenarioFile load_scenario(const std::filesystem::path& path, const LoadOptions& options = {});
/// The same for text that stands, or would stand, at `path`.
ScenarioFile parse_scenario(std::string text, const std::filesystem::path& path,
                            const LoadOptions& options = {});

/// Applies `--set key=value` texts in order, after the whole chain. `weeks`, `replicates`, `seed`
/// are flags of their own and not keys here. Throws ScenarioError; errors read "--set:1: key: ...".
/// Returns what is worth saying: a date that never acts.
std::vector<Diagnostic> apply_overrides(Scenario& scenario,
                                        std::span<const std::string> assignments);

/// The author's text with only what differs between `file.scenario` and `wanted` replaced or added;
/// reads back as `wanted`. No difference: the same bytes.
std::string patched_text(const ScenarioFile& file, const Scenario& wanted);
/// Saves at `target`: whole or not at all (write beside, fsync, rename), keeps the file before it
/// as TARGET~, writes through symbolic links, and reads the result back. Throws FileError. Returns
/// the file as it now stands.
/// A base that cannot be reached from there becomes a comment, and its values are written out.
/// What would read back as anything else than `wanted` is not written.
ScenarioFile save_scenario(const ScenarioFile& file, const Scenario& wanted,
                           const std::filesystem::path& target, const LoadOptions& options = {});
/// Writes bytes to a path: whole or not at all. `backup`: keep what was there as PATH~.
void write_file(const std::filesystem::path& path, std::string_view bytes, bool backup);
/// Reads at most `limit` bytes; throws FileError (missing, a directory, no permission, too large).
std::string read_file(const std::filesystem::path& path, std::size_t limit);

/// The shipped scenarios folder: $PALABRE_SCENARIOS, the source tree's, or
/// ../share/palabre/scenarios beside the program; empty when none exists.
std::filesystem::path shipped_scenarios();

}  // namespace palabre
