// Sweeps through the command line: each point is what `palabre run` says of it; whatever was cut,
// resumed, split and merged, the folder is that of one process that ran through.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <sstream>

#include "sim/cli/journal.hpp"
#include "sim/cli/usage.hpp"
#include "tests/support/temp_folder.hpp"

namespace palabre {
namespace sweep_test {

using test::bytes_of;
using test::TempFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using Json = nlohmann::json;
using Words = std::vector<std::string>;

struct Said {
  int status = -1;
  std::string out, err;
};
Said palabre(const Words& words) {
  std::ostringstream out, err;
  const int status = run_command_line(words, {}, out, err);
  return {status, out.str(), err.str()};
}

const std::string kHead =
    "format = 1\ntitle = \"Small\"\nworld = \"mali\"\nweeks = 12\nreplicates = 9\nseed = 7\n"
    "[switches]\nassumptions = \"set\"\n";
const std::string kGrid =
    "[[sweep]]\nname = \"by hand\"\nmethod = \"grid\"\nvary = { \"talks.mediator\" = [0.2, 0.8], "
    "\"levers.mediator\" = [\"dicko\", \"none\"], \"levers.minusma_exit\" = [2022-03-01, \"never\"]"
    " }\n";
const std::string kSobol =
    "[[sweep]]\nname = \"all over\"\nmethod = \"sobol\"\npoints = 11\nreplicates = 8\nvary = { "
    "\"talks.mediator\" = [0.0, 1.0], \"war.attack_rate\" = [0.5, 2.0] }\n";

/// The lines of a journal after its head.
std::vector<Json> records(const std::string& journal) {
  std::istringstream lines(bytes_of(journal));
  std::string line;
  std::getline(lines, line);
  std::vector<Json> out;
  while (std::getline(lines, line)) out.push_back(Json::parse(line));
  return out;
}

TEST(Sweep, APointIsWhatARunSaysOfIt) {
  const TempFolder folder;
  const std::string file = folder.write("grid.toml", kHead + kGrid).string();
  const Said swept = palabre({"sweep", file, "-o", folder.at("d"), "-n", "16"});
  EXPECT_EQ(swept.status, 0) << swept.err;
  const std::vector<Json> points = records(folder.at("d/journal.jsonl"));
  ASSERT_EQ(points.size(), 8u);
  for (std::size_t k = 0; k < points.size(); ++k) {
    const Json& point = points[k];
    EXPECT_EQ(point["point"], k);
    Words words{"run", file, "-n", "16", "--json"};
    // A mediator brings values of its own, which yield to what the sweep says.
    for (const char* key : {"levers.mediator", "talks.mediator", "levers.minusma_exit"}) {
      const Json& value = point["values"][key];
      words.insert(words.end(),
                   {"--set", std::string(key) + "=" +
                                 (value.is_string() ? value.get<std::string>() : value.dump())});
    }
    const Said ran = palabre(words);
    ASSERT_EQ(ran.status, 0) << ran.err;
    const Json run = Json::parse(ran.out);
    EXPECT_EQ(point["inputs"], run["scenario"]["digest"]);
    EXPECT_EQ(point["digest"], run["digest"]);
    for (const Json& outcome : run["outcomes"]) {
      const Json& figure = point["outcomes"][outcome["id"].get<std::string>()];
      EXPECT_EQ(figure[0], outcome["share"]);
      EXPECT_EQ(figure[1], outcome["low"]);
      EXPECT_EQ(figure[2], outcome["high"]);
    }
    EXPECT_EQ(point["statistics"].size(), run["statistics"].size());
    for (const auto& [id, statistic] : run["statistics"].items())
      EXPECT_EQ(point["statistics"][id][0], statistic["mean"]) << id;
  }
  EXPECT_EQ(points[1]["values"]["talks.mediator"], 0.2);
  EXPECT_EQ(points[1]["values"]["levers.minusma_exit"], "never") << "the last key is the fastest";
}

/// What one process writes that runs through.
struct Whole {
  std::string journal, table, types;
  explicit Whole(const std::string& folder)
      : journal(bytes_of(folder + "/journal.jsonl")),
        table(bytes_of(folder + "/points.csv")),
        types(bytes_of(folder + "/points.csv-metadata.json")) {}
  friend bool operator==(const Whole&, const Whole&) = default;
};

TEST(Sweep, CutAnywhereItGoesOnToTheSameBytes) {
  const TempFolder folder;
  const std::string file = folder.write("both.toml", kHead + kGrid + kSobol).string();
  EXPECT_EQ(palabre({"sweep", file, "-o", folder.at("whole"), "-q", "-j", "3"}).status, 0);
  const Whole whole(folder.at("whole"));
  EXPECT_EQ(records(folder.at("whole/journal.jsonl")).size(), 19u);
  for (const double share : {0.0, 0.02, 0.3, 0.55, 0.999, 1.0}) {
    const auto kept = std::size_t(share * double(whole.journal.size()));
    folder.write("cut/journal.jsonl", std::string_view(whole.journal).substr(0, kept));
    std::filesystem::remove(folder.at("cut/points.csv"));
    const Said said = palabre({"sweep", file, "-o", folder.at("cut"), "--resume", "-j", "1"});
    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_EQ(Whole(folder.at("cut")), whole) << share;
  }
}

TEST(Sweep, AnySplitMergesToTheSameBytes) {
  const TempFolder folder;
  const std::string file = folder.write("both.toml", kHead + kGrid + kSobol).string();
  EXPECT_EQ(palabre({"sweep", file, "-o", folder.at("whole"), "-q"}).status, 0);
  const Whole whole(folder.at("whole"));
  for (const int parts : {2, 3, 19, 25}) {
    const std::string d = folder.at("d" + std::to_string(parts));
    const std::string other = folder.at("e" + std::to_string(parts));
    for (int k = 1; k <= parts; ++k)
      EXPECT_EQ(palabre({"sweep", file, "-o", k % 2 == 0 ? d : other, "-q", "--shard",
                         std::to_string(k) + "/" + std::to_string(parts)})
                    .status,
                0);
    const std::string merged = folder.at("m" + std::to_string(parts));
    const Said said = palabre({"merge", other, d, "-o", merged});
    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_EQ(folder.plain(said.out), "19 points of " + std::to_string(parts) + " journals in m" +
                                          std::to_string(parts) + "\n");
    EXPECT_EQ(Whole(merged), whole) << parts;
    // Points that are there twice, and alike, count once.
    EXPECT_EQ(palabre({"merge", merged, d, other, "-o", folder.at("again"), "-q"}).status, 0);
    EXPECT_EQ(Whole(folder.at("again")), whole);
  }
}

TEST(Sweep, SlurmsVariablesChooseThePart) {
  const TempFolder folder;
  const std::string file = folder.write("grid.toml", kHead + kGrid).string();
  const auto with = [&](const char* id, const char* least, const char* count) {
    ::setenv("SLURM_ARRAY_TASK_ID", id, 1);
    ::setenv("SLURM_ARRAY_TASK_MIN", least, 1);
    ::setenv("SLURM_ARRAY_TASK_COUNT", count, 1);
    const Said said = palabre({"sweep", file, "-o", folder.at("d"), "-q"});
    for (const char* name :
         {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT"})
      ::unsetenv(name);
    return said;
  };
  EXPECT_EQ(with("0", "0", "3").status, 0);
  EXPECT_EQ(with("1", "0", "3").status, 0);
  EXPECT_EQ(with("3", "1", "3").status, 0);
  EXPECT_EQ(with("x", "0", "3").status, 2);
  const Said wrong = with("3", "0", "3");
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("SLURM_ARRAY_TASK_ID=3, SLURM_ARRAY_TASK_MIN=0, "
                                   "SLURM_ARRAY_TASK_COUNT=3 tell no part; use --shard"));
  EXPECT_EQ(palabre({"merge", folder.at("d"), "-o", folder.at("m"), "-q"}).status, 0);
  EXPECT_EQ(palabre({"sweep", file, "-o", folder.at("whole"), "-q"}).status, 0);
  EXPECT_EQ(Whole(folder.at("m")), Whole(folder.at("whole")));
}

TEST(Sweep, RanksOfMpirunShareThePoints) {
  const TempFolder folder;
  const std::string file = folder.write("grid.toml", kHead + kGrid).string();
  ::setenv("OMPI_COMM_WORLD_SIZE", "2", 1);
  for (const char* rank : {"0", "1"}) {
    ::setenv("OMPI_COMM_WORLD_RANK", rank, 1);
    EXPECT_EQ(palabre({"sweep", file, "-o", folder.at("d"), "-q"}).status, 0);
    for (const char* half : {"1/2", "2/2"})  // of an array of two such tasks
      EXPECT_EQ(palabre({"sweep", file, "-o", folder.at("e"), "-q", "--shard", half}).status, 0);
  }
  ::setenv("OMPI_COMM_WORLD_RANK", "5", 1);
  const Said wrong = palabre({"sweep", file, "-o", folder.at("f"), "-q"});
  ::unsetenv("OMPI_COMM_WORLD_RANK");
  ::unsetenv("OMPI_COMM_WORLD_SIZE");
  EXPECT_EQ(wrong.status, 2);
  EXPECT_THAT(wrong.err, HasSubstr("OMPI_COMM_WORLD_RANK=5, OMPI_COMM_WORLD_SIZE=2 tell no rank"));
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder.at("e")))
    names.push_back(entry.path().filename().string());
  EXPECT_THAT(names,
              ::testing::UnorderedElementsAre("journal-1-of-4.jsonl", "journal-2-of-4.jsonl",
                                              "journal-3-of-4.jsonl", "journal-4-of-4.jsonl"));
  EXPECT_EQ(palabre({"sweep", file, "-o", folder.at("whole"), "-q"}).status, 0);
  for (const char* parts : {"d", "e"}) {
    EXPECT_EQ(palabre({"merge", folder.at(parts), "-o", folder.at("m"), "-q"}).status, 0);
    EXPECT_EQ(Whole(folder.at("m")), Whole(folder.at("whole")));
  }
}

TEST(Sweep, PointsThatExcludeThemselvesAreSaidSo) {
  const TempFolder folder;
  const std::string file =
      folder
          .write("shares.toml", kHead +
                                    "[[sweep]]\nname = \"s\"\nmethod = \"list\"\nvary = { "
                                    "\"territory.state_share\" = [0.4, 0.6], "
                                    "\"territory.jihadist_share\" = [0.3, 0.45] }\n")
          .string();
  const Said said = palabre({"sweep", file, "-o", folder.at("d")});
  EXPECT_EQ(said.status, 3);
  EXPECT_THAT(said.err,
              HasSubstr("points whose values exclude each other: 1; the first is 1: territory."));
  const std::vector<Json> points = records(folder.at("d/journal.jsonl"));
  ASSERT_EQ(points.size(), 2u);
  EXPECT_FALSE(points[0].contains("refused"));
  EXPECT_THAT(points[1]["refused"].get<std::string>(), HasSubstr("territory"));
  EXPECT_EQ(palabre({"merge", folder.at("d"), "-o", folder.at("m")}).status, 3);
  EXPECT_EQ(Whole(folder.at("d")), Whole(folder.at("m")));
}

TEST(Sweep, DesignsLieBetweenTheirEndsAndChangeWithTheSeed) {
  const TempFolder folder;
  const std::string vary =
      "vary = { \"talks.mediator\" = [0.25, 0.5], \"levers.army_surge\" = [-0.5, 1.5] }\n";
  const std::string file =
      folder
          .write(
              "drawn.toml",
              kHead + "[[sweep]]\nname = \"l\"\nmethod = \"latin_hypercube\"\npoints = 12\n" +
                  vary + "[[sweep]]\nname = \"s\"\nmethod = \"sobol\"\npoints = 8\n" + vary +
                  "[[sweep]]\nname = \"m\"\nmethod = \"morris\"\ntrajectories = 3\nlevels = 4\n" +
                  vary)
          .string();
  const Words quick{"sweep", file, "-q", "-n", "1", "--about", "frozen", "--weeks", "1"};
  const auto run = [&](const std::string& to, const Words& more) {
    Words words = quick;
    words.insert(words.end(), {"-o", folder.at(to)});
    words.insert(words.end(), more.begin(), more.end());
    EXPECT_EQ(palabre(words).status, 0);
    return records(folder.at(to + "/journal.jsonl"));
  };
  const std::vector<Json> points = run("d", {}), other = run("e", {"--seed", "8"});
  ASSERT_EQ(points.size(), 29u);
  for (const Json& point : points) {
    const double mediator = point["values"]["talks.mediator"];
    const double surge = point["values"]["levers.army_surge"];
    EXPECT_TRUE(mediator >= 0.25 && mediator <= 0.5) << mediator;
    EXPECT_TRUE(surge >= -0.5 && surge <= 1.5) << surge;
    EXPECT_EQ(point["outcomes"].size(), 1u);
    EXPECT_EQ(point["statistics"].size(), 0u);
  }
  EXPECT_NE(points[0]["values"], other[0]["values"]);
  EXPECT_NE(points[13]["values"], other[13]["values"]);
  EXPECT_EQ(run("f", {"--only", "s"}).size(), 8u);
}

TEST(Sweep, WholeNumbersStayWholeAndEndsAreKept) {
  const TempFolder folder;
  const std::string vary =
      "vary = { \"switches.force_exponent\" = [1, 2], \"switches.accord_weeks\" = [1, 1040], "
      "\"territory.jihadist_trend\" = [-0.05, 0.15] }\n";
  const std::string file =
      folder
          .write("whole.toml",
                 kHead + "[[sweep]]\nname = \"s\"\nmethod = \"sobol\"\npoints = 16\n" + vary +
                     "[[sweep]]\nname = \"m\"\nmethod = \"morris\"\ntrajectories = 4\n"
                     "levels = 4\n" +
                     vary)
          .string();
  const Said said = palabre(
      {"sweep", file, "-q", "-n", "1", "--about", "frozen", "--weeks", "1", "-o", folder.at("d")});
  EXPECT_EQ(said.status, 0) << said.err;
  int ones = 0, twos = 0;
  for (const Json& point : records(folder.at("d/journal.jsonl"))) {
    const double exponent = point["values"]["switches.force_exponent"];
    (exponent == 1.0 ? ones : twos) += 1;
    EXPECT_TRUE(exponent == 1.0 || exponent == 2.0) << exponent;
    const double weeks = point["values"]["switches.accord_weeks"];
    EXPECT_EQ(weeks, std::round(weeks));
    const double trend = point["values"]["territory.jihadist_trend"];
    EXPECT_TRUE(trend >= -0.05 && trend <= 0.15) << trend;
  }
  EXPECT_GT(std::min(ones, twos), 10);
}

// A check that fits says that the bytes are those that were written, not who wrote them.
TEST(Sweep, ASealedJournalOfAStrangerIsRefusedSoon) {
  const TempFolder folder;
  const auto merged = [&](const std::string& head, const std::string& record) {
    folder.write("j/journal.jsonl",
                 sealed(head) + "\n" + (record.empty() ? "" : sealed(record) + "\n"));
    return palabre({"merge", folder.at("j"), "-o", folder.at("m")});
  };
  const auto head = [](const std::string& points) {
    return R"({"schema":"palabre.sweep/1","points":)" + points + "}";
  };
  for (const char* points : {"1000000000000000000", "-1", "0", "1.5", "[]"})
    EXPECT_EQ(merged(head(points), "").status, 1) << points;
  const std::string deep(100000, '['), end(100000, ']');
  EXPECT_EQ(merged(head("1"), R"({"point":0,"values":)" + deep + end + "}").status, 4);
  EXPECT_EQ(merged(head("1").insert(1, R"("x":)" + deep + end + ","), "").status, 1);
  std::string wide;
  for (int k = 0; k < 100000; ++k) wide += ",\"" + std::to_string(k) + "\":0";
  EXPECT_EQ(merged(head("1"), R"({"point":0)" + wide + "}").status, 4);
}

TEST(Sweep, ASealedPointOfOtherValuesIsNotGoneOnWith) {
  const TempFolder folder;
  const std::string file = folder.write("grid.toml", kHead + kGrid).string();
  EXPECT_EQ(palabre({"sweep", file, "-o", folder.at("d"), "-q"}).status, 0);
  std::istringstream lines(bytes_of(folder.at("d/journal.jsonl")));
  std::string head, first;
  std::getline(lines, head);
  std::getline(lines, first);
  auto point = nlohmann::ordered_json::parse(first);
  point.erase("check");
  const auto resumed = [&] {
    folder.write("d/journal.jsonl", head + "\n" + sealed(point.dump()) + "\n");
    return palabre({"sweep", file, "-o", folder.at("d"), "--resume", "-q"});
  };
  EXPECT_EQ(resumed().status, 0);
  point["values"]["talks.mediator"] = 0.3;
  const Said said = resumed();
  EXPECT_EQ(said.status, 4);
  EXPECT_THAT(said.err, HasSubstr("line 2 is damaged"));
}

TEST(Sweep, WhatDoesNotFitIsRefused) {
  const TempFolder folder;
  const std::string file = folder.write("grid.toml", kHead + kGrid).string();
  const std::string other = folder.write("other.toml", kHead + kSobol).string();
  const auto err = [&](int status, const Words& words) {
    const Said said = palabre(words);
    EXPECT_EQ(said.status, status) << said.out << said.err;
    return folder.plain(said.err);
  };
  const std::string d = folder.at("d"), e = folder.at("e"), m = folder.at("m");
  EXPECT_EQ(err(0, {"sweep", file, "-o", d, "-q", "--shard", "1/3"}), "");
  EXPECT_EQ(err(0, {"sweep", other, "-o", e, "-q", "--shard", "1/3"}), "");
  EXPECT_EQ(err(4, {"sweep", file, "-o", d, "--shard", "1/3"}),
            "d/journal-1-of-3.jsonl: is there already; --resume goes on with it\n");
  EXPECT_EQ(err(4, {"sweep", other, "-o", d, "--shard", "1/3", "--resume"}),
            "d/journal-1-of-3.jsonl: is the journal of other work: other inputs, another design or "
            "another model\n");
  EXPECT_EQ(err(1, {"merge", d, "-o", m}),
            "d: 5 of 8 points are missing, the first is 1; palabre sweep FILE -o DIR --resume runs "
            "them\n");
  EXPECT_EQ(err(1, {"merge", d, e, "-o", m}),
            "e/journal-1-of-3.jsonl: is of another sweep than d/journal-1-of-3.jsonl\n");
  EXPECT_EQ(err(1, {"merge", m, "-o", m}), "m: holds no journal of a sweep\n");
  EXPECT_THAT(err(2, {"merge", d, file, "-o", m}), HasSubstr("are not merged together"));
  EXPECT_THAT(err(2, {"merge", d, "--json"}), HasSubstr("--json says something of sums only"));
  EXPECT_THAT(err(2, {"sweep", file}), HasSubstr("-o is missing: the folder to write"));
  for (const char* shard : {"0/3", "4/3", "1", "1/", "/3", "1/1001", "1/3x", "-1/3"})
    EXPECT_THAT(err(2, {"sweep", file, "-o", d, "--shard", shard}), HasSubstr("is no part such as"))
        << shard;
  EXPECT_THAT(err(2, {"sweep", file, "-o", d, "--only", "by hnd"}),
              HasSubstr("no such sweep: by hnd (did you mean by hand?)"));
  EXPECT_THAT(err(2, {"sweep", file, "-o", d, "--about", "froze"}),
              HasSubstr("no such outcome or statistic: froze (did you mean frozen?)"));
  EXPECT_EQ(err(5, {"sweep", folder.write("none.toml", kHead).string(), "-o", d}),
            "none.toml: has no [[sweep]] block\n");
  EXPECT_THAT(err(4, {"sweep", file, "-o", file}), HasSubstr("cannot be written"));
}

TEST(Sweep, TwoJournalsThatDisagreeAreRefused) {
  const TempFolder folder;
  const std::string file = folder.write("grid.toml", kHead + kGrid).string();
  EXPECT_EQ(palabre({"sweep", file, "-o", folder.at("a"), "-q"}).status, 0);
  const std::string whole = bytes_of(folder.at("a/journal.jsonl"));
  // The lines of points 3 and 4 of another seed, under this one's head.
  EXPECT_EQ(palabre({"sweep", file, "-o", folder.at("b"), "-q", "--seed", "9"}).status, 0);
  const std::string foreign = bytes_of(folder.at("b/journal.jsonl"));
  const std::size_t from = foreign.find("{\"point\":3"), to = foreign.find("{\"point\":5");
  folder.write("c/journal.jsonl",
               whole.substr(0, whole.find('\n') + 1) + foreign.substr(from, to - from));
  const Said said = palabre({"merge", folder.at("a"), folder.at("c"), "-o", folder.at("m")});
  EXPECT_EQ(said.status, 1);
  EXPECT_THAT(folder.plain(said.err), HasSubstr("says something else of point 3 than "));
  EXPECT_FALSE(std::filesystem::exists(folder.at("m/journal.jsonl")));
}

}  // namespace sweep_test
}  // namespace palabre
