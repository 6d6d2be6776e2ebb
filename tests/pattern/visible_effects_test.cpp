// Each assumption over its plausible range, and each lever at another value, moves a headline
// figure of a shipped scenario by at least kVisibleFloor: a name on a slider that does nothing
// visible would be a claim in name only. Where it shows most stands in visible_effects.def, which
//   PALABRE_UPDATE_EFFECTS=KEY build/release/bin/pattern_tests --file visible_effects_test
// measures again over all scenarios and writes; 1 instead of a key: all of them, in some ten
// minutes.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <map>

#include "sim/run/analysis/ablation.hpp"
#include "sim/tables/visible_effects.hpp"
#include "tests/support/cases.hpp"

namespace palabre {
namespace visible_effects_test {

namespace fs = std::filesystem;

constexpr int kScanReplicates = 128, kMeasuredReplicates = 512, kTestReplicates = 256;
constexpr std::size_t kCandidates = 3;  // of each key, measured again
constexpr int kThreads = 2;

/// One assumption from its low to its high end, or one lever from the file's value to another.
struct Change {
  std::string key, value;
};

/// Values of a lever worth a look beside the file's own, as after `--set`.
std::vector<std::string> values_to_try(const LeverSpec& lever) {
  switch (lever.kind) {
    case LeverKind::Date:
      return {"2022-02-14", "2022-08-15", "2024-02-12", "never"};
    case LeverKind::Flag:
      return {"true", "false"};
    case LeverKind::Number:
      return {fmt::format("{}", lever.min), fmt::format("{}", lever.max)};
    case LeverKind::Choice:
      return {lever.choices.begin(), lever.choices.end()};
  }
  return {};
}

/// What PALABRE_UPDATE_EFFECTS asks for: a key, or all ("1").
bool is_asked(std::string_view key) {
  const std::string_view asked = std::getenv("PALABRE_UPDATE_EFFECTS");
  return asked == "1" || asked == key;
}

/// All changes, or of the keys that are asked for.
std::vector<Change> changes() {
  std::vector<Change> out;
  for (const ParamSpec& param : param_specs()) out.push_back({std::string(param.key), ""});
  for (const LeverSpec& lever : lever_specs())
    for (const std::string& value : values_to_try(lever))
      out.push_back({"levers." + std::string(lever.name), value});
  std::erase_if(out, [](const Change& change) { return !is_asked(change.key); });
  return out;
}

/// A shipped scenario and its points: itself, then two of each change, from and to.
class Measured {
 public:
  Measured(const fs::path& path, std::vector<Change> changes, std::vector<Target> targets,
           int replicates)
      : changes_(std::move(changes)),
        evaluation_(evaluation(path, std::move(targets), replicates)) {
    EXPECT_TRUE(evaluation_.run(kThreads));
  }
  const std::vector<Change>& all() const { return changes_; }
  /// The effect in points or %: nothing where it cannot be told from none. `least`: what it is at
  /// least, by the end of its interval nearer to none.
  struct Effect {
    double points, least;
  };
  std::optional<Effect> effect(std::size_t change, std::size_t target) const {
    const auto e = evaluation_.difference(1 + 2 * change, 2 + 2 * change, target);
    const auto present = evaluation_.value(0, target);
    if (!e || !e->excludes_zero() || !present) return std::nullopt;
    const bool is_share = evaluation_.targets()[target].kind() == StatisticKind::Share;
    if (!is_share && !(std::abs(*present) > 0)) return std::nullopt;
    const double scale = 100.0 / (is_share ? 1.0 : std::abs(*present));
    return Effect{e->value * scale, std::min(std::abs(e->low), std::abs(e->high)) * scale};
  }

 private:
  Evaluation evaluation(const fs::path& path, std::vector<Target> targets, int replicates) {
    const ScenarioFile file = load_scenario(path);
    std::vector<PlanRow> rows{row_of(file.scenario)};
    for (const Change& change : changes_) {
      const auto with = [&](const std::string& value) {
        Scenario changed = file.scenario;
        apply_overrides(changed, std::vector{change.key + "=" + value});
        return row_of(changed);
      };
      const ParamSpec* param = find_param(change.key);
      rows.push_back(param ? with(fmt::format("{}", param->low)) : rows.front());
      rows.push_back(with(param ? fmt::format("{}", param->high) : change.value));
    }
    return {file.scenario, file.world, std::move(rows), std::move(targets), replicates};
  }

  std::vector<Change> changes_;
  Evaluation evaluation_;
};

fs::path folder() { return fs::path(test::root()) / "scenarios"; }

std::vector<fs::path> shipped() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(folder()))
    if (entry.path().extension() == ".toml") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

/// What readers of the scenarios look at: all classes, the key statistics, and whatever an
/// expectation of a shipped scenario speaks of.
const std::vector<Target>& headlines() {
  static const std::vector<Target> kAll = [] {
    std::vector<Target> out = ablation_targets(claims_table());
    for (const fs::path& path : shipped())
      for (const Expectation& expectation : load_scenario(path).scenario.expectations) {
        const auto target = find_target(expectation.statistic);
        if (target && std::none_of(out.begin(), out.end(),
                                   [&](const Target& t) { return t.id() == target->id(); }))
          out.push_back(*target);
      }
    return out;
  }();
  return kAll;
}

/// A candidate for the table.
struct Candidate {
  Change change;
  std::string scenario, target;
  double points = 0.0, least = 0.0;
};
bool is_larger(const Candidate& a, const Candidate& b) { return a.least > b.least; }

/// Of each key what is surely largest over all shipped scenarios, on few replicates.
std::map<std::string, std::vector<Candidate>> scan() {
  std::map<std::string, std::vector<Candidate>> all;
  for (const fs::path& path : shipped()) {
    const auto& targets = headlines();
    const Measured measured(path, changes(), targets, kScanReplicates);
    for (std::size_t c = 0; c < measured.all().size(); ++c) {
      auto& candidates = all[measured.all()[c].key];
      for (std::size_t t = 0; t < targets.size(); ++t)
        if (const auto e = measured.effect(c, t))
          candidates.push_back({measured.all()[c], path.stem().string(),
                                std::string(targets[t].id()), e->points, e->least});
      std::sort(candidates.begin(), candidates.end(), is_larger);
      candidates.resize(std::min(candidates.size(), kCandidates));
    }
    std::cout << path.stem().string() << std::endl;
  }
  return all;
}

Candidate measured_again(Candidate candidate) {
  const Measured measured(folder() / (candidate.scenario + ".toml"), {candidate.change},
                          {*find_target(candidate.target)}, kMeasuredReplicates);
  const auto e = measured.effect(0, 0);
  candidate.points = e ? e->points : 0.0;
  candidate.least = e ? e->least : 0.0;
  return candidate;
}

/// Keys in the order of the table.
std::vector<std::string> all_keys() {
  std::vector<std::string> out;
  for (const ParamSpec& param : param_specs()) out.emplace_back(param.key);
  for (const LeverSpec& lever : lever_specs()) out.push_back("levers." + std::string(lever.name));
  return out;
}

std::string row_of_table(const VisibleEffect& row) {
  return fmt::format("VISIBLE_EFFECT(\"{}\", \"{}\", \"{}\", \"{}\", {:.1f})\n", row.key, row.value,
                     row.scenario, row.target, row.points);
}

/// Writes the rows that are asked for anew and keeps the others.
void write_table() {
  auto all = scan();
  const fs::path path = fs::path(test::root()) / "sim/tables/visible_effects.def";
  std::ifstream old(path);
  std::string text, reasons;
  bool is_reason = false;
  for (std::string line; std::getline(old, line);) {
    if (line.starts_with("//")) text += line + "\n";
    is_reason = is_reason || line.starts_with("BELOW_FLOOR");
    if (is_reason) reasons += line + "\n";
  }
  text += "\n";
  for (const std::string& key : all_keys()) {
    if (!is_asked(key)) {
      if (const VisibleEffect* row = find_visible_effect(key)) text += row_of_table(*row);
      continue;
    }
    Candidate best;
    for (const Candidate& candidate : all[key]) {
      const Candidate again = measured_again(candidate);
      if (best.scenario.empty() || is_larger(again, best)) best = again;
    }
    text += row_of_table({key, best.change.value, best.scenario, best.target, best.points});
  }
  text += "\n" + reasons;
  std::ofstream(path) << text;
}

TEST(VisibleEffects, EveryAssumptionAndEveryLeverHasItsRow) {
  std::vector<std::string> rows;
  for (const VisibleEffect& row : visible_effects()) rows.emplace_back(row.key);
  EXPECT_EQ(rows, all_keys());
}

bool is_kept_below_floor(std::string_view key) {
  const auto rows = kept_below_floor();
  return std::any_of(rows.begin(), rows.end(), [&](const BelowFloor& r) { return r.key == key; });
}

TEST(VisibleEffects, EachIsAtLeastTheFloorWhereItShowsMost) {
  if (std::getenv("PALABRE_UPDATE_EFFECTS")) return write_table();
  // Rows of one scenario share its present case and its world.
  std::map<std::string_view, std::vector<const VisibleEffect*>> by_scenario;
  for (const VisibleEffect& row : visible_effects()) by_scenario[row.scenario].push_back(&row);
  for (const auto& [scenario, rows] : by_scenario) {
    std::vector<Change> wanted;
    std::vector<Target> targets;
    for (const VisibleEffect* row : rows) {
      wanted.push_back({std::string(row->key), std::string(row->value)});
      ASSERT_TRUE(find_target(row->target)) << row->target;
      targets.push_back(*find_target(row->target));
    }
    const Measured measured(folder() / (std::string(scenario) + ".toml"), wanted, targets,
                            kTestReplicates);
    for (std::size_t k = 0; k < rows.size(); ++k) {
      const auto effect = measured.effect(k, k);
      const std::string what = fmt::format(
          "{} {} in {}: {} points of {}", rows[k]->key, rows[k]->value, scenario,
          effect ? fmt::format("{:.1f}", effect->points) : "nothing told", rows[k]->target);
      std::cout << what << '\n';
      if (!effect) {
        ADD_FAILURE() << what;
        continue;
      }
      const bool kept = is_kept_below_floor(rows[k]->key);
      EXPECT_NE(std::abs(effect->points) >= kVisibleFloor, kept)
          << what << (kept ? ": the reason to keep it is one no longer" : "");
      EXPECT_GT(effect->points * rows[k]->points, 0)
          << "the table says " << rows[k]->points << ": " << what;
    }
  }
}

}  // namespace visible_effects_test
}  // namespace palabre
