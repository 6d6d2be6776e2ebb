// `palabre share` and `palabre open`: a case as a line of text, and back.

#include "tests/cli/prompt.hpp"
#include "tests/support/paths.hpp"

namespace palabre_tests {
namespace share_test {

const std::string kShipped = std::string(palabre::test::root()) + "/scenarios/last_card.toml";

std::string code_of(const std::string& file) {
  std::string out = palabre({"share", file}).out;
  if (!out.empty()) out.pop_back();
  return out;
}

TEST(Share, IsOneLineThatEveryCommandTakes) {
  const Ran shared = palabre({"share", kShipped});
  EXPECT_EQ(shared.status, 0) << shared.err;
  EXPECT_THAT(shared.out, StartsWith("palabre2:"));
  EXPECT_EQ(shared.out.find('\n'), shared.out.size() - 1);
  const std::string code = code_of(kShipped);
  EXPECT_EQ(palabre({"check", code}).status, 0);
  const Ran same = palabre({"compare", kShipped, code, "-n", "16"});
  EXPECT_EQ(same.status, 0) << same.err;
  EXPECT_THAT(same.out, HasSubstr("The inputs are the same."));
}

TEST(Share, TakesChangesWithIt) {
  const Ran changed = palabre({"share", kShipped, "--set", "talks.mediator=0.8", "--seed", "3"});
  EXPECT_EQ(changed.status, 0) << changed.err;
  const Ran apart = palabre({"compare", kShipped, changed.out, "-n", "8"});
  EXPECT_EQ(apart.status, 1) << apart.err;
  EXPECT_THAT(apart.out, HasSubstr("(talks.mediator): "));
}

TEST(Share, OpenWritesAScenarioFileOnTheBaseline) {
  const TempFolder folder;
  const std::string file = (folder.path() / "back.toml").string();
  const Ran opened = palabre({"open", code_of(kShipped), "-o", file, "--allow-outside"});
  EXPECT_EQ(opened.status, 0) << opened.err;
  const Ran same = palabre({"compare", kShipped, file, "-n", "8"});
  EXPECT_EQ(same.status, 0) << same.err << same.out;
}

TEST(Share, OpensAFigureAndWithoutAScreenChecksIt) {
  const TempFolder folder;
  const std::string code = code_of(kShipped);
  const std::string figure =
      folder.write("f.svg", "<svg><metadata id=\"palabre\">code " + code + "</metadata></svg>");
  Start no_screen;
  no_screen.environment = {{"DISPLAY", ""}, {"WAYLAND_DISPLAY", ""}};
  const Ran opened = palabre({"open", figure}, no_screen);
  EXPECT_EQ(opened.status, 0) << opened.err;
  EXPECT_THAT(opened.out, HasSubstr("f.svg: ok, "));
  const Ran empty = palabre({"open", folder.write("g.svg", "<svg/>")}, no_screen);
  EXPECT_EQ(empty.status, 4);
  EXPECT_THAT(empty.err, HasSubstr("g.svg: no case of Palabre stands in this file"));
  // Text that a figure shows is not its recipe.
  const std::string shown = folder.write("h.svg", "<svg><text>code " + code + "</text></svg>");
  EXPECT_EQ(palabre({"open", shown}, no_screen).status, 4);
}

TEST(Share, ADamagedCodeIsToldInPlainWords) {
  std::string code = code_of(kShipped);
  const std::size_t at = code.find(':') + 9;
  code[at] = code[at] == 'A' ? 'B' : 'A';
  const Ran ran = palabre({"run", code});
  EXPECT_EQ(ran.status, 3);
  EXPECT_THAT(ran.err, HasSubstr("the share code is damaged or incomplete"));
  const Ran french = palabre({"check", code, "--lang", "fr"});
  EXPECT_THAT(french.err, HasSubstr("le code de partage est abîmé ou incomplet"));
}

TEST(Share, NeedsOneFile) {
  EXPECT_EQ(palabre({"share"}).status, 2);
  EXPECT_EQ(palabre({"open"}).status, 2);
  EXPECT_EQ(palabre({"share", kShipped, kShipped}).status, 2);
  EXPECT_EQ(palabre({"share", "nowhere.toml"}).status, 4);
}

TEST(Share, AShippedScenarioIsFoundByItsNameAFileOfThatNameWins) {
  const TempFolder folder;
  const Start there{.working_directory = folder.path().string()};
  for (const char* name : {"arms_alone", "arms_alone.toml", "hindcasts/hindcast_2018"}) {
    const Ran ran = palabre({"check", name}, there);
    EXPECT_EQ(ran.status, 0) << name << ": " << ran.err;
  }
  EXPECT_EQ(palabre({"check", "arms_alon"}, there).status, 4);
  EXPECT_EQ(palabre({"check", "../README.md"}, there).status, 4);
  EXPECT_EQ(palabre({"check", "mali"}, there).status, 4) << "a folder is no scenario";
  folder.write("arms_alone", "format = 1\nweeks = 12\n");
  EXPECT_NE(palabre({"check", "arms_alone"}, there).out.find("x 12 weeks"), std::string::npos);
}

}  // namespace share_test
}  // namespace palabre_tests
