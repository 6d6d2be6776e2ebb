// Bad input of every kind: the right status, every mistake at its place, and never a crash.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "program.hpp"

namespace palabre_tests {
namespace input_test {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

/// Checks and runs a file that must be refused, with the same words both times; gives the message.
std::string refused(const std::string& file, int status) {
  const Ran check = palabre({"check", file});
  const Ran run = palabre({"run", file, "--json"});
  EXPECT_EQ(check.status, status) << check.err;
  EXPECT_EQ(run.status, status) << run.err;
  EXPECT_EQ(check.out, "");
  EXPECT_EQ(run.out, "");
  EXPECT_EQ(check.err, run.err);
  EXPECT_NE(check.err, "");
  return check.err;
}

std::string refused_text(const std::string& bytes, int status = 3) {
  const TempFolder folder;
  return refused(folder.write("bad.toml", bytes), status);
}

TEST(Input, AFileThatIsNotThereIsAnInputError) {
  const TempFolder folder;
  EXPECT_THAT(refused(folder.at("none.toml"), 4), StartsWith(folder.at("none.toml") + ": "));
  EXPECT_EQ(palabre({"check", ""}).status, 2);
}

TEST(Input, AFolderIsNoScenario) {
  const TempFolder folder;
  EXPECT_EQ(refused(folder.path().string(), 4),
            folder.path().string() + ": is a folder, not a file\n");
}

TEST(Input, AnEmptyFileLacksItsFormat) {
  EXPECT_THAT(refused_text(""), HasSubstr("bad.toml:1:1: format: is missing"));
}

TEST(Input, BinaryBytesAreNoText) {
  std::string bytes;
  for (int i = 0; i < 4096; ++i) bytes += char((i * 37 + i / 7) % 256);
  EXPECT_THAT(refused_text(bytes), HasSubstr("bad.toml:"));
  EXPECT_THAT(refused_text(std::string("format = 1\0\n", 12)), HasSubstr("bad.toml:1:11"));
}

TEST(Input, TextThatIsNotUtf8IsToldSo) {
  EXPECT_THAT(refused_text("format = 1\ntitle = \"caf\xe9\"\n"),
              AllOf(HasSubstr("bad.toml:2:"), HasSubstr("UTF-8")));
}

TEST(Input, AFileOfTwoMebibytesIsTooLarge) {
  EXPECT_THAT(refused_text(small_scenario() + "# " + std::string(2u << 20, 'x') + "\n"),
              HasSubstr("is larger than 1024 KiB"));
}

TEST(Input, BrokenTomlIsToldWithItsPlace) {
  EXPECT_THAT(refused_text("format = 1\n[parameters\n"), HasSubstr("bad.toml:2:"));
}

TEST(Input, AnUnknownKeyIsToldWithTheNearest) {
  EXPECT_THAT(
      refused_text(small_scenario("[parameters.talks]\nmediatr = 0.8\n")),
      AllOf(HasSubstr("bad.toml:9:1: talks.mediatr: no such parameter"), HasSubstr("mediator")));
  EXPECT_THAT(refused_text(small_scenario("nonsense = 1\n")), HasSubstr("nonsense"));
}

TEST(Input, AKeyWrittenTwiceIsRefused) {
  EXPECT_THAT(refused_text("format = 1\nweeks = 20\nweeks = 30\n"), HasSubstr("bad.toml:3:"));
}

TEST(Input, AFrenchDecimalCommaIsExplained) {
  EXPECT_THAT(refused_text(small_scenario("[parameters.talks]\nmediator = 0,8\n")),
              AllOf(HasSubstr("bad.toml:9:"), HasSubstr("0.8")));
  EXPECT_THAT(refused_text(small_scenario("[parameters.talks]\nmediator = \"0,8\"\n")),
              AllOf(HasSubstr("bad.toml:9:"), HasSubstr("write 0.8")));
}

TEST(Input, AValueOutOfRangeIsToldWithTheRange) {
  EXPECT_THAT(refused_text(small_scenario("[parameters.talks]\nmediator = 1.5\n")),
              HasSubstr("talks.mediator: 1.5 is out of range (allowed: 0 to 1)"));
  EXPECT_THAT(refused_text("format = 1\nweeks = 1041\n"), HasSubstr("weeks: 1041 is out of range"));
  EXPECT_THAT(refused_text("format = 1\nreplicates = 0\n"), HasSubstr("replicates: 0 is out of"));
}

TEST(Input, NanAndInfinityAreNoNumbersHere) {
  for (const std::string value : {"nan", "inf", "-inf", "1e999"})
    EXPECT_THAT(refused_text(small_scenario("[parameters.talks]\nmediator = " + value + "\n")),
                HasSubstr("bad.toml:9:"))
        << value;
}

TEST(Input, ADateBeforeTheStartIsAnError) {
  EXPECT_THAT(refused_text(small_scenario("[levers]\nminusma_exit = 2021-01-01\n")),
              AllOf(HasSubstr("levers.minusma_exit"), HasSubstr("2021-01-01")));
}

TEST(Input, AnUnknownChoiceIsToldWithTheChoices) {
  EXPECT_THAT(refused_text(small_scenario("[levers]\ntalks_channel = \"loud\"\n")),
              AllOf(HasSubstr("levers.talks_channel"), HasSubstr("secret"), HasSubstr("public")));
}

TEST(Input, ABaseThatIsNotThereIsAMistakeOfTheFile) {
  EXPECT_THAT(refused_text("format = 1\nbase = \"none.toml\"\n"),
              AllOf(HasSubstr("bad.toml:2:"), HasSubstr("base: "), HasSubstr("none.toml")));
}

TEST(Input, BasesInALoopAreRefused) {
  const TempFolder folder;
  const std::string a = folder.write("a.toml", "format = 1\nbase = \"b.toml\"\n");
  folder.write("b.toml", "format = 1\nbase = \"a.toml\"\n");
  EXPECT_THAT(refused(a, 3), HasSubstr("b.toml:2:"));
  EXPECT_THAT(refused(folder.write("c.toml", "format = 1\nbase = \"c.toml\"\n"), 3),
              HasSubstr("c.toml:2:"));
}

TEST(Input, NamesNeverLeadOutOfTheFolder) {
  for (const std::string name : {"../../etc/passwd", "/etc/passwd"}) {
    const std::string said = refused_text("format = 1\nbase = \"" + name + "\"\n");
    EXPECT_THAT(said, AllOf(HasSubstr("leads out of the folder"), HasSubstr("--allow-outside")));
    EXPECT_THAT(said, Not(HasSubstr("root:")));
    EXPECT_THAT(refused_text("format = 1\nworld = \"" + name + "\"\n"), HasSubstr("bad.toml:2:"));
  }
  const TempFolder folder;
  fs::create_symlink("/etc/passwd", folder.path() / "link.toml");
  EXPECT_THAT(refused(folder.write("a.toml", "format = 1\nbase = \"link.toml\"\n"), 3),
              HasSubstr("a.toml:2:"));
}

TEST(Input, AllowOutsideLetsABaseStandElsewhere) {
  const TempFolder folder;
  folder.write("base.toml", small_scenario());
  const std::string file = folder.write("sub/child.toml", "format = 1\nbase = \"../base.toml\"\n");
  EXPECT_EQ(palabre({"check", file}).status, 3);
  const Ran ran = palabre({"check", file, "--allow-outside"});
  EXPECT_EQ(ran.status, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("24 replicates x 30 weeks"));
}

TEST(Input, MistakesInBaseAndChildAreToldTogetherEachAtItsPlace) {
  const TempFolder folder;
  folder.write("base.toml", small_scenario("[parameters.talks]\nmediator = 7\n"));
  const std::string child = folder.write(
      "child.toml", "format = 1\nbase = \"base.toml\"\n[levers]\nnational_effort = 99\nnope = 1\n");
  const std::string said = refused(child, 3);
  EXPECT_THAT(said, AllOf(HasSubstr("base.toml:9:"), HasSubstr("child.toml:4:"),
                          HasSubstr("child.toml:5:")));
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 3) << said;
}

TEST(Input, AFormatOfTheFutureIsRefused) {
  EXPECT_THAT(refused_text("format = 2\n"), HasSubstr("format: format 2 is newer"));
}

TEST(Input, NonsenseAfterSetIsAUsageError) {
  for (const std::string typed :
       {"nonsense", "=", "talks.mediator", "talks.mediator=", "talks.mediator=0,8",
        "talks.mediator=2", "talks.mediator=nan", "nope.nope=1", "weeks=5",
        "levers.minusma_exit=2021-01-01", "levers.talks_channel=loud"}) {
    const TempFolder folder;
    const std::string file = folder.write("small.toml", small_scenario());
    for (const std::string command : {"run", "check"}) {
      const Ran ran = palabre({command, file, "--set", typed});
      EXPECT_EQ(ran.status, 2) << typed << "\n" << ran.err;
      EXPECT_EQ(ran.out, "") << typed;
      EXPECT_THAT(ran.err, StartsWith("--set:1: ")) << typed;
    }
  }
}

TEST(Input, TheSecondOfTwoAssignmentsIsNamedAsTheSecond) {
  const Ran ran = palabre({"run", kBaseline.string(), "-n", "2", "--set", "talks.mediator=0.5",
                           "--set", "talks.mediator=5"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, StartsWith("--set:2: talks.mediator: "));
}

TEST(Input, MessagesFollowTheLanguage) {
  const TempFolder folder;
  const std::string file = folder.write("bad.toml", small_scenario("nonsense = 1\n"));
  const Ran english = palabre({"check", file});
  const Ran french = palabre({"check", file, "--lang", "fr"});
  EXPECT_EQ(french.status, 3);
  EXPECT_NE(english.err, french.err);
  EXPECT_THAT(french.err, HasSubstr("bad.toml:8:1: nonsense"));
}

// --- output ------------------------------------------------------------------------------------

TEST(Output, AFolderThatIsNotThereIsAnOutputErrorBeforeAnythingRuns) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran ran = palabre({"run", file, "-n", "1000000", "-o", folder.at("none/x.json")});
  EXPECT_EQ(ran.status, 4);
  EXPECT_LT(ran.seconds, 5.0);
  EXPECT_EQ(ran.err, folder.at("none/x.json") + ": the folder does not exist\n");
  const Ran into_folder = palabre({"run", file, "-o", folder.path().string()});
  EXPECT_EQ(into_folder.status, 4);
  EXPECT_EQ(into_folder.err, folder.path().string() + ": is a folder\n");
}

// Told before anything is read or run: a file with mistakes is no less its author's.
TEST(Output, OntoItsOwnFileIsRefusedBeforeTheFileIsRead) {
  const TempFolder folder;
  const std::string broken = "format = 1\nweks = 2\n";
  const std::string file = folder.write("a.toml", broken);
  const std::vector<std::vector<std::string>> commands{
      {"run", file}, {"explain", file}, {"compare", file, file}, {"variance", file}};
  for (std::vector<std::string> words : commands) {
    words.insert(words.end(), {"-o", file});
    const Ran ran = palabre(words);
    EXPECT_EQ(ran.status, 2) << words[0];
    EXPECT_EQ(ran.err, file + ": is read by this run; choose another file for -o\n");
    EXPECT_EQ(read_bytes(file), broken) << words[0];
  }
}

TEST(Output, NeverTakesThePlaceOfAFileThatIsRead) {
  const TempFolder folder;
  const std::string base = "format = 1\nweeks = 2\nreplicates = 8\n";
  const std::string child = "format = 1\nbase = \"base.toml\"\n";
  folder.write("base.toml", base);
  const std::string file = folder.write("a.toml", child);
  fs::create_symlink(file, folder.at("link.toml"));
  for (const std::string name : {"a.toml", "base.toml", "link.toml"}) {
    const Ran ran = palabre({"run", file, "-o", folder.at(name)});
    EXPECT_EQ(ran.status, 2) << name;
    EXPECT_EQ(ran.err, folder.at(name) + ": is read by this run; choose another file for -o\n");
  }
  EXPECT_EQ(read_bytes(file), child);
  EXPECT_EQ(read_bytes(folder.at("base.toml")), base);
}

TEST(Output, ATitleCannotSteerTheTerminal) {
  const TempFolder folder;
  const std::string file = folder.write(
      "a.toml", "format = 1\nweeks = 1\nreplicates = 1\ntitle = \"a\\u001b[31mb\\nc\"\n");
  EXPECT_THAT(palabre({"run", file}).out, StartsWith("a\\u001B[31mb c\n"));
}

TEST(Output, AFullDeviceIsAnOutputErrorAndStaysADevice) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", small_scenario());
  const Ran ran = palabre({"run", file, "-o", "/dev/full"});
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, StartsWith("/dev/full: "));
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

TEST(Output, ARefusedScenarioLeavesNoOutputFile) {
  const TempFolder folder, target;
  const std::string file = folder.write("bad.toml", small_scenario("nonsense = 1\n"));
  EXPECT_EQ(palabre({"run", file, "--json", "-o", target.at("x.json")}).status, 3);
  EXPECT_TRUE(target.names().empty());
}

// --- worlds ------------------------------------------------------------------------------------

/// A copy of the shipped world under another name, with one change in one of its files.
class BrokenWorld {
 public:
  BrokenWorld(const std::string& part, const std::function<void(std::string&)>& change) {
    for (const std::string name : {"cercles.csv", "adjacency.csv", "outlines.json"}) {
      std::string bytes = read_bytes(kRoot / "scenarios/mali" / ("mali_" + name));
      if (name == part) change(bytes);
      folder_.write("broken/broken_" + name, bytes);
    }
    file_ = folder_.write("a.toml", "format = 1\nworld = \"broken\"\nweeks = 5\nreplicates = 2\n");
  }
  const std::string& file() const { return file_; }
  std::string said() const { return refused(file_, 3); }

 private:
  TempFolder folder_;
  std::string file_;
};

void replace_first(std::string& text, const std::string& from, const std::string& to) {
  const std::size_t at = text.find(from);
  ASSERT_NE(at, std::string::npos) << from;
  text.replace(at, from.size(), to);
}

TEST(World, AnUnchangedCopyIsFine) {
  const BrokenWorld world("none", [](std::string&) {});
  const Ran ran = palabre({"check", world.file()});
  EXPECT_EQ(ran.status, 0) << ran.err;
}

TEST(World, ABorderThatIsNotTheSameBothWaysIsRefused) {
  const BrokenWorld world("adjacency.csv",
                          [](std::string& text) { text += "Kidal,Abeibara,83\n"; });
  EXPECT_THAT(world.said(), HasSubstr("broken_adjacency.csv:"));
}

TEST(World, AnUnknownNeighbourIsRefused) {
  const BrokenWorld world("adjacency.csv", [](std::string& text) {
    replace_first(text, "Abeibara,Kidal", "Abeibara,Kidall");
  });
  EXPECT_THAT(world.said(), AllOf(HasSubstr("broken_adjacency.csv:2:"), HasSubstr("Kidall")));
}

TEST(World, AMissingColumnIsRefused) {
  const BrokenWorld world("cercles.csv",
                          [](std::string& text) { replace_first(text, ",area_km2,", ",size,"); });
  EXPECT_THAT(world.said(), AllOf(HasSubstr("broken_cercles.csv:1:"), HasSubstr("area_km2")));
}

TEST(World, ACellThatIsNoNumberIsRefused) {
  for (const std::string cell : {"nan", "inf", "many", "", "-5"}) {
    const BrokenWorld world(
        "cercles.csv", [&](std::string& text) { replace_first(text, ",245,", "," + cell + ","); });
    EXPECT_THAT(world.said(), HasSubstr("broken_cercles.csv:2:")) << cell;
  }
}

TEST(World, OutlinesThatAreNoJsonAreRefused) {
  const BrokenWorld world("outlines.json", [](std::string& text) { text.resize(1000); });
  EXPECT_THAT(world.said(), HasSubstr("broken_outlines.json"));
}

TEST(World, AWorldThatIsNotThereIsAMistakeOfTheFile) {
  EXPECT_THAT(refused_text("format = 1\nworld = \"atlantis\"\n"),
              AllOf(HasSubstr("bad.toml:2:"), HasSubstr("atlantis")));
}

}  // namespace input_test
}  // namespace palabre_tests
