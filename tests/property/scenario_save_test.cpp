// Whatever changes in whatever file: the saved text reads back as wanted, and what did not have to
// change is there byte for byte.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>

#include "tests/support/paths.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre {
namespace scenario_save_test {

namespace fs = std::filesystem;
using test::TempFolder;
using Random = std::mt19937;

int below(Random& random, int n) { return int(random() % unsigned(n)); }

// The same values in many spellings. Files with a base inherit from base.toml.
const std::vector<std::string> kFiles = {
    "format = 1\n",
    "format = 1",
    "\xEF\xBB\xBF"
    "format = 1\r\n# été\r\n\r\n[parameters.talks]\r\nmediator = 0.60 # é\r\n",
    "format = 1\nbase = \"base.toml\"\n[levers]\nelection = \"never\"   # never\n",
    "format=1\nparameters = { talks = { mediator = 0.5 }, war.season = 0.2 }\nlevers = {}\n",
    "format = 1\nparameters.talks.mediator = 1\nlevers.\"election\" = 2023-01-02\n\n# tail",
    "format = 1\n[parameters]\ntalks.mediator = 0.5\ntalks.tempo = 1.0\n  [parameters.pacts]\n"
    "  pause = 20\n\n[issues]\nprisoners = { koufa = 0.5 }\n[switches]\n# none\n",
    "format = 1\n[[expect]]\nstatistic = \"coup\"\nat_most = 1\n\n[[sweep]]\nname = \"s\"\n"
    "method = \"grid\"\n[sweep.vary]\n\"talks.tempo\" = [1.0] # one\n",
    "format = 1\nbase = \"base.toml\"\ntitle.en = '''a\nb'''\nnot_modelled = [ # what\n  \"x\", "
    "# y\n]\n[[pact]]\ncercle = \"Niono\"\ndate = 2022-05-01\n[[pact]]\ncercle = \"Koro\"\n"
    "date = 2022-06-01\nsocial_rules = 0.5\n[sources.\"talks.tempo\"]\nclaim = \"C1\"\n",
    "format = 1\n[levers]\nmediator = \"dicko\"\n[parameters]\n[parameters.talks]\nguarantee = "
    "0.9\n",
};
constexpr const char* kBase =
    "format = 1\nweeks = 300\n[parameters.talks]\nmediator = 0.2\n[levers]\nmediator = "
    "\"foreign_state\"\nelection = 2025-01-06\n[[pact]]\ncercle = \"Djenne\"\ndate = 2023-01-02\n";

void change_value(Scenario& scenario, Random& random) {
  static const std::vector<std::string> keys = scenario_keys();
  const std::string& key = keys[std::size_t(below(random, int(keys.size())))];
  const Value now = *get_value(scenario, key);
  if (std::holds_alternative<bool>(now)) {
    set_value(scenario, key, !std::get<bool>(now));
  } else if (std::holds_alternative<Date>(now)) {
    const Date date = below(random, 3) == 0
                          ? Date::never()
                          : Date::from(scenario.start + std::chrono::days(below(random, 1500)));
    set_value(scenario, key, date);
  } else if (std::holds_alternative<double>(now)) {
    for (int i = 0; i < 20; ++i)  // most numbers lie in one of these ranges
      if (!set_value(scenario, key,
                     i < 10 ? below(random, 1000) / 1000.0 : double(below(random, 30))))
        break;
  } else {
    for (const char* choice : {"secret", "dicko", "utilitarian", "hegemony", "none", "nash"})
      if (below(random, 2) == 0) set_value(scenario, key, std::string(choice));
  }
}

void change_rest(Scenario& scenario, Random& random) {
  switch (below(random, 9)) {
    case 0:
      scenario.weeks = 1 + below(random, 1040);
      break;
    case 1:
      scenario.seed = std::int64_t(random()) << 20;
      break;
    case 2:
      scenario.title = {"t\"\\\n" + std::to_string(random()), below(random, 2) ? "é" : ""};
      break;
    case 3:
      scenario.not_modelled.push_back({std::string(std::size_t(below(random, 60)), 'n'), ""});
      break;
    case 4:
      scenario.start -= std::chrono::days(below(random, 60));
      break;
    case 5:
      scenario.sources["talks.mediator"] = {"C2", "says", ""};
      break;
    case 6:
      scenario.summary.fr = "résumé";
      break;
    case 7:
      scenario.pacts.insert(scenario.pacts.begin() + below(random, int(scenario.pacts.size()) + 1),
                            {"Mopti", Date::from(scenario.start), true, {}, {}, false, 0.25});
      break;
    default:
      if (!scenario.pacts.empty())
        scenario.pacts.erase(scenario.pacts.begin() + below(random, int(scenario.pacts.size())));
  }
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

// Lines of `before` that are not in `after`, in order.
int lost_lines(const std::string& before, const std::string& after) {
  const auto now = lines_of(after);
  int lost = 0;
  auto at = now.begin();
  for (const std::string& line : lines_of(before)) {
    const auto found = std::find(at, now.end(), line);
    if (found == now.end())
      ++lost;
    else
      at = found + 1;
  }
  return lost;
}

TEST(ScenarioSave, ReadsBackAsWantedAndKeepsWhatDidNotChange) {
  const TempFolder folder;
  folder.write("base.toml", kBase);
  for (unsigned number = 0; number < 600; ++number) {
    Random random(number);
    SCOPED_TRACE("case " + std::to_string(number));
    const std::string& text = kFiles[number % kFiles.size()];
    const ScenarioFile file = parse_scenario(text, folder.path() / "a.toml");
    Scenario wanted = file.scenario;
    const int changes = 1 + below(random, 6);
    for (int i = 0; i < changes; ++i)
      below(random, 2) ? change_value(wanted, random) : change_rest(wanted, random);
    if (wanted.params.territory_state_share + wanted.params.territory_jihadist_share > 0.95)
      continue;
    std::string after;
    ASSERT_NO_THROW(after = patched_text(file, wanted));
    const ScenarioFile again = parse_scenario(after, folder.path() / "a.toml");
    ASSERT_TRUE(again.scenario == wanted) << text << "\n-->\n" << after;
    EXPECT_EQ(patched_text(again, wanted), after);
    EXPECT_EQ(patched_text(again, again.scenario), after);
    // A change touches at most its own line; a pact has up to seven, a preset four.
    if (wanted.pacts == file.scenario.pacts && wanted.not_modelled == file.scenario.not_modelled) {
      EXPECT_LE(lost_lines(text, after), changes + 4) << text << "\n-->\n" << after;
    }
    if (wanted == file.scenario) {
      EXPECT_EQ(after, text);
    }
  }
}

TEST(ScenarioSave, OneNumberChangesOneLineOnly) {
  const TempFolder folder;
  folder.write("base.toml", kBase);
  const fs::path baseline = fs::path(palabre::test::root()) / "scenarios" / "baseline.toml";
  std::vector<std::string> files = kFiles;
  files.push_back(test::bytes_of(baseline));
  for (const std::string& text : files)
    for (const ParamSpec& row : param_specs()) {
      const ScenarioFile file = parse_scenario(text, folder.path() / "a.toml");
      Scenario wanted = file.scenario;
      wanted.params.*row.field = (row.low + row.initial) / 2.0;
      if (wanted == file.scenario) continue;
      const std::string after = patched_text(file, wanted);
      // A file without a final newline has its last line continued, not changed.
      EXPECT_LE(lost_lines(text, after), 1) << row.key << "\n" << after;
    }
}

}  // namespace scenario_save_test
}  // namespace palabre
