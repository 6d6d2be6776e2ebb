// What every command prints, as a transcript a command: text in both languages, JSON and CSV byte
// for byte. Rewritten only by `bash tests/run --update-goldens`, and announced in the commit.

#include <gtest/gtest.h>

#include <cstdlib>
#include <regex>
#include <sstream>

#include "tests/cli/program.hpp"

namespace palabre_tests {
namespace commands_test {

struct Command {
  std::string name;                // of the golden file, and of the command
  std::vector<std::string> calls;  // words between blanks
};

void PrintTo(const Command& command, std::ostream* out) { *out << command.name; }

/// The analyses.
const std::vector<Command>& analyses() {
  static const std::vector<Command> kCommands{
      {"sensitivity",
       {"sensitivity small.toml --outcome good_offices_started --vary pacts -n 8 -q",
        "sensitivity small.toml --outcome deaths_per_year --vary talks -n 8 -q --lang fr",
        "sensitivity small.toml --outcome deaths_per_year --vary talks -n 8 -q -v",
        "sensitivity small.toml --outcome deaths_per_year --vary pacts -n 8 -q --json",
        "sensitivity small.toml --outcome collapse --vary pacts -n 8 -q",
        "sensitivity small.toml --outcome collapse --vary pacts -n 8 -q --json",
        "sensitivity small.toml --outcome deaths_per_year --method morris --vary talks "
        "--trajectories 3 -n 8 -q",
        "sensitivity small.toml --outcome good_offices_started --method morris --vary talks "
        "--trajectories 2 -n 8 -q -v --lang fr",
        "sensitivity small.toml --outcome deaths_per_year --method morris --vary pacts "
        "--trajectories 2 -n 8 -q --json",
        "sensitivity small.toml --outcome deaths_per_year --method sobol --vary talks --points 8 "
        "-n 8 -q",
        "sensitivity small.toml --outcome deaths_per_year --method sobol --groups --points 8 -n 8 "
        "-q --lang fr",
        "sensitivity small.toml --outcome deaths_per_year --method sobol --groups --points 8 -n 8 "
        "-q --json"}},
      {"mechanisms",
       {"mechanisms small.toml -n 8 -q", "mechanisms small.toml -n 8 -q --lang fr",
        "mechanisms small.toml -n 8 -q --json",
        "mechanisms small.toml -n 8 -q --outcome deaths_per_year --lang fr"}},
      {"claims",
       {"claims small.toml -n 8 -q", "claims small.toml -n 8 -q --lang fr -v",
        "claims small.toml -n 8 -q --json",
        "claims small.toml -n 8 -q --outcome deaths_per_year --lang fr",
        "claims small.toml -n 8 -q --outcome good_offices_started --json"}},
      {"heatmap",
       {"heatmap small.toml -n 8 -q --outcome displaced_end --x talks.mediator --y "
        "war.recruitment --cells 3",
        "heatmap small.toml -n 8 -q --outcome good_offices_started --x levers.sanctions_end --y "
        "levers.mediator --cells 3 --lang fr",
        "heatmap small.toml -n 8 -q --outcome displaced_end --x levers.sanctions_end --y "
        "levers.mediator --cells 3 --json",
        "heatmap small.toml -n 8 -q --outcome collapse --x levers.full_precondition_offer --y "
        "talks.mediator --cells 3"}},
      {"discover",
       {"discover small.toml --outcome good_offices_started --points 80 -n 8 -q",
        "discover small.toml --outcome good_offices_started --points 80 -n 8 -q -v --lang fr",
        "discover small.toml --outcome good_offices_started --points 80 -n 8 -q --json",
        "discover small.toml --outcome deaths_per_year --at-least 900 --points 60 -n 8 -q",
        "discover small.toml --outcome collapse --points 50 -n 8 -q",
        "discover small.toml --outcome collapse --points 50 -n 8 -q --json"}},
      {"variance",
       {"variance small.toml --points 6 -n 8 -q",
        "variance small.toml --points 6 -n 8 -q --lang fr",
        "variance small.toml --points 6 -n 8 -q --json",
        "variance small.toml --points 6 -n 8 -q --outcome collapse"}},
      {"precision",
       {"precision small.toml --outcome good_offices_started --within 2% -q",
        "precision small.toml --outcome deaths_per_year --within 5 -q --lang fr",
        "precision small.toml --outcome deaths_per_year --within 5 -q --json",
        "precision small.toml --outcome collapse --within 1% -q",
        "precision small.toml --outcome collapse --within 1% -q --json"}},
      {"thresholds",
       {"thresholds small.toml -q", "thresholds small.toml -q --lang fr",
        "thresholds small.toml -q --json"}}};
  return kCommands;
}

/// What runs in parts.
const std::vector<Command>& batch_commands() {
  static const std::vector<Command> kCommands{
      {"merge",
       {"run small.toml --first 0 -n 13 --sums a.sums",
        "run small.toml --first 13 -n 11 --sums b.sums --lang fr", "merge b.sums a.sums",
        "merge a.sums b.sums --lang fr", "merge a.sums b.sums --json", "merge b.sums a.sums --csv",
        "merge a.sums b.sums --sums all.sums", "merge all.sums b.sums --lang fr", "merge b.sums",
        "merge small.toml a.sums", "merge", "run other.toml --first 24 -n 8 --sums c.sums -q",
        "merge c.sums all.sums"}},
      {"sweep",
       {"sweep swept.toml -o d --about frozen --about deaths_per_year -n 8",
        "sweep swept.toml -o d --about frozen --about deaths_per_year -n 8 --lang fr",
        "sweep swept.toml -o d --about frozen --about deaths_per_year -n 8 --resume",
        "sweep swept.toml -o p -n 8 --shard 1/2", "merge p -o m",
        "sweep swept.toml -o p -n 8 --shard 2/2 --lang fr", "merge p -o m --lang fr",
        "merge p -o m", "sweep small.toml -o d --lang fr", "sweep swept.toml"}}};
  return kCommands;
}

/// Small cases that show every part of a report: what differs, what holds, what never happens.
const std::vector<Command>& commands() {
  static const std::vector<Command> kCommands{
      {"run",
       {"run small.toml", "run small.toml --lang fr", "run small.toml --json",
        "run small.toml -n 9 --weeks 5 --json --series", "run small.toml --csv",
        "run small.toml -n 9 --weeks 5 --csv --series", "run small.toml other.toml -n 1 --json",
        "run small.toml other.toml -n 2", "run small.toml other.toml -n 8 --csv",
        "run small.toml --weeks 1 -n 8 --digest-every trace -q",
        "run small.toml --weeks 1 -n 8 --digest-against trace",
        "run small.toml --weeks 1 -n 8 --digest-against trace --json",
        "run other.toml --weeks 1 -n 8 --digest-against trace",
        "run other.toml --weeks 1 -n 8 --digest-against trace --lang fr",
        "run other.toml --weeks 1 -n 8 --digest-against trace --json", "run bad.toml",
        "run bad.toml --lang fr"}},
      {"check",
       {"check small.toml", "check other.toml small.toml --lang fr", "check bad.toml none.toml"}},
      {"test",
       {"test small.toml", "test small.toml -v", "test small.toml --lang fr -v",
        "test small.toml --stable --junit junit.xml", "test other.toml"}},
      {"compare",
       {"compare small.toml other.toml --weeks 200", "compare small.toml other.toml --lang fr -v",
        "compare small.toml other.toml --weeks 200 --json", "compare small.toml small.toml",
        "compare small.toml small.toml --json", "compare small.toml other.toml --replicate 3",
        "compare small.toml other.toml --replicate 3 --lang fr -v",
        "compare small.toml other.toml --replicate 3 --json",
        "compare small.toml small.toml --replicate 3"}},
      {"explain",
       {"explain small.toml", "explain small.toml --weeks 60 --lang fr -v --counterfactual",
        "explain small.toml --weeks 200 --counterfactual",
        "explain small.toml --weeks 200 --counterfactual --json",
        "explain small.toml --replicate 3", "explain small.toml --weeks 5 --json --series",
        "explain small.toml --outcome collapse", "explain small.toml --outcome collapse --json",
        "explain small.toml --weeks 320 --limiting-factors",
        "explain small.toml --limiting-factors --lang fr",
        "explain small.toml --limiting-factors --json"}},
      {"score",
       {"score past.toml --observed seen.csv",
        "score past.toml --observed seen.csv --lang fr -q -v",
        "score past.toml --observed seen.csv --drawn -n 16 -q",
        "score past.toml --observed seen.csv --json -n 16 -q",
        "score past.toml --observed seen.csv --weeks 10 -q", "score past.toml --observed wrong.csv",
        "score past.toml --observed wrong.csv --lang fr", "score past.toml"}},
      {"share", {"share small.toml", "open small.toml -o opened.toml"}},
      {"params", {"params", "params --lang fr", "params --json"}},
      {"version", {"version", "version --lang fr", "version --json"}}};
  return kCommands;
}

constexpr std::string_view kSmall =
    "[levers]\nmediator = \"dicko\"\n"
    "[[expect]]\nstatistic = \"good_offices_started\"\nat_least = 0.01\nwhy = \"holds\"\n"
    "[[expect]]\nstatistic = \"deaths_per_year\"\nat_most = 3.5\nclaim = \"C33\"\nwhy = \"fails\"\n"
    "[[expect]]\nstatistic = \"good_offices_started\"\ncompared_to = \"other.toml\"\n"
    "higher_by = 0.01\nwhy = \"undecided\"\n";
constexpr std::string_view kOther =
    "format = 1\ntitle = { en = \"Other\", fr = \"Autre\" }\nbase = \"small.toml\"\nseed = 8\n"
    "[levers]\nfrench_withdrawal = \"never\"\nminusma_exit = 2060-01-01\n"
    "[parameters.talks]\nmediator = 0.9\n";
constexpr std::string_view kBad =
    "format = 1\ntitle = \"Bad\"\nworld = \"mali\"\nstart = 2022-02-14\nweeks = 20\n"
    "[parameters.talks]\nmediatr = 2\nguarantee = 2\n";

constexpr std::string_view kSwept =
    "format = 1\ntitle = \"Swept\"\nbase = \"small.toml\"\nweeks = 20\n"
    "[[sweep]]\nname = \"who, and how well\"\nmethod = \"grid\"\nvary = { \"levers.mediator\" = "
    "[\"dicko\", \"none\"], \"talks.mediator\" = [0.25, 0.75] }\n"
    "[[sweep]]\nname = \"all over\"\nmethod = \"sobol\"\npoints = 2\nvary = { "
    "\"war.attack_rate\" = [0.5, 2.0] }\n";

/// Planted figures, of no country.
constexpr std::string_view kPast =
    "format = 1\ntitle = \"Past\"\nworld = \"mali\"\nstart = 2010-01-01\nweeks = 105\n"
    "replicates = 24\nseed = 7\ndisplaced = 60_000\n[levers]\nfrench_withdrawal = \"never\"\n";
constexpr std::string_view kSeen =
    "series,place,year,from,to,value,unit,source\n"
    "deaths,Mali,2006,,,500,deaths,planted\ndeaths,Mali,2007,,,900,deaths,planted\n"
    "deaths,Mali,2008,,,700,deaths,planted\ndeaths,Mali,2010,,,1200,deaths,planted\n"
    "deaths,Mali,2011,,,5000,deaths,planted\ndeaths,Mali,2012,,,900,deaths,planted\n"
    "displaced,Mali,,2010-06-01,2010-06-30,60000,persons,planted\n"
    "breadth,Mopti,2010,,,8,cercles,planted\n"
    "deaths_share,Gao+Menaka,2006,,,0.2,share,planted\n"
    "deaths_share,Gao+Menaka,2007,,,0.3,share,planted\n"
    "deaths_share,Gao+Menaka,2008,,,0.9,share,planted\n"
    "deaths_share,Gao+Menaka,2010,,,0.9,share,planted\n";
constexpr std::string_view kWrong =
    "series,place,year,from,to,value,unit,source\n"
    "death,Mali,2010,,,1,deaths,\ndeaths,Mopty,2010,,,1,deaths,\ndeaths,Mali,2010,,,-3,deaths,\n"
    "deaths_share,Mopti,2010,,,0,49,share,\ndeaths,Mali,,2010-06-01,2010-06-30,1,thousands,\n"
    "displaced,Mali,,2010-02-30,,,persons,\n";

/// Compilers, versions and clocks are not what a report says.
std::string masked(std::string text) {
  const std::pair<const char*, const char*> kMasks[] = {
      {R"("build":"[^"]*")", R"("build":"*")"},
      {R"("compiler":"[^"]*","flags":"[^"]*","instruction_paths":\[[^\]]*\],)"
       R"("instruction_path":"[^"]*")",
       R"("compiler":"*")"},
      {R"((palabre [0-9.]+), .*)", "$1, *"},
      {R"((Build|Construction|Instruction paths|Jeux d'instructions) .*)", "$1 *"},
      {R"((model_digest":"|Digest of the model's tables  |Empreinte des tables du modèle  ))"
       R"([0-9a-f]+)",
       "$1*"},
      {R"("seconds":[0-9.e+-]+)", R"("seconds":*)"},
      {R"x("(tables|model|check)":"[0-9a-f]+")x", R"("$1":"*")"},
      // A longer time may be broken over two lines.
      {R"(([Aa]bout|environ)[ \n][0-9]+([.,][0-9]+)?[ \n]s\b)", "$1 * s"}};
  for (const auto& [pattern, instead] : kMasks)
    text = std::regex_replace(text, std::regex(pattern), instead);
  return text;
}

std::vector<std::string> words_of(const std::string& call) {
  std::istringstream stream(call);
  std::vector<std::string> out;
  for (std::string word; stream >> word;) out.push_back(word);
  return out;
}

/// "$ palabre run small.toml", what it printed, and its status unless that is 0.
std::string transcript(const std::string& call, const Start& start) {
  const Ran ran = palabre(words_of(call), start);
  std::string out = "$ palabre " + call + "\n" + ran.out;
  if (!ran.err.empty()) out += "--- errors\n" + ran.err;
  if (ran.status != 0) out += "--- status " + std::to_string(ran.status) + "\n";
  return masked(out) + "\n";
}

class CommandGolden : public ::testing::TestWithParam<Command> {};

TEST_P(CommandGolden, PrintsWhatItPrinted) {
  const TempFolder folder;
  folder.write("small.toml", small_scenario(std::string(kSmall)));
  folder.write("other.toml", kOther);
  folder.write("bad.toml", kBad);
  folder.write("swept.toml", kSwept);
  folder.write("past.toml", kPast);
  folder.write("seen.csv", kSeen);
  folder.write("wrong.csv", kWrong);
  Start start;
  start.working_directory = folder.path().string();
  std::string now;
  for (const std::string& call : GetParam().calls) now += transcript(call, start);
  for (const char* written : {"trace", "junit.xml", "opened.toml", "d/journal.jsonl",
                              "d/points.csv", "d/points.csv-metadata.json"})
    if (fs::exists(folder.at(written)))
      now += masked(std::string("--- ") + written + "\n" + bytes_of(folder.at(written))) + "\n";
  now.pop_back();  // files end in one line end
  const fs::path golden = kRoot / "tests/golden/commands" / (GetParam().name + ".txt");
  if (std::getenv("PALABRE_UPDATE_GOLDENS") != nullptr) {
    std::ofstream(golden, std::ios::binary) << now;
    GTEST_SKIP() << "rewritten: " << golden;
  }
  std::istringstream before(bytes_of(golden)), after(now);
  std::string call, old_line, new_line;
  while (std::getline(after, new_line)) {
    if (new_line.starts_with("$ ")) call = new_line;
    ASSERT_TRUE(std::getline(before, old_line)) << call << "\nends before: " << new_line;
    ASSERT_EQ(new_line, old_line)
        << call << "\nsay what changed and why, then: bash tests/run --update-goldens";
  }
  EXPECT_FALSE(std::getline(before, old_line)) << call << "\nno longer says: " << old_line;
}

INSTANTIATE_TEST_SUITE_P(All, CommandGolden, ::testing::ValuesIn(commands()),
                         [](const auto& row) { return row.param.name; });
INSTANTIATE_TEST_SUITE_P(Analyses, CommandGolden, ::testing::ValuesIn(analyses()),
                         [](const auto& row) { return row.param.name; });
INSTANTIATE_TEST_SUITE_P(Batch, CommandGolden, ::testing::ValuesIn(batch_commands()),
                         [](const auto& row) { return row.param.name; });

}  // namespace commands_test
}  // namespace palabre_tests
