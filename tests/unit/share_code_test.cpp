// A case as one line of text, and back: the same inputs, and plain words for what is no such line.

#include "sim/scenario/share_code.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "sim/model/compile.hpp"
#include "sim/tables/text.hpp"
#include "tests/fuzz/inputs.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre::test {
namespace share_code_test {

using testing::HasSubstr;

std::vector<fs::path> shipped() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(shipped_scenarios()))
    if (entry.path().extension() == ".toml") out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

std::string code_of(const fs::path& path) {
  const ScenarioFile file = load_scenario(path);
  return share_code(file.scenario, *file.world);
}

std::string refusal(const std::string& code) {
  try {
    read_share_code(code);
  } catch (const ScenarioError& error) {
    EXPECT_FALSE(error.in(Lang::fr).empty());
    return error.in(Lang::en);
  }
  return "";
}

TEST(ShareCode, EveryShippedScenarioComesBackWithTheSameInputs) {
  ASSERT_GT(shipped().size(), 20u);
  for (const fs::path& path : shipped()) {
    const ScenarioFile file = load_scenario(path);
    const std::string code = share_code(file.scenario, *file.world);
    const ScenarioFile back = read_share_code(code);
    EXPECT_EQ(scenario_digest(back.scenario, *back.world),
              scenario_digest(file.scenario, *file.world))
        << path;
    EXPECT_EQ(back.scenario.title, file.scenario.title) << path;
    EXPECT_EQ(back.scenario.not_modelled, file.scenario.not_modelled) << path;
    EXPECT_EQ(back.scenario.replicates, file.scenario.replicates) << path;
    EXPECT_TRUE(back.notes.empty() || back.notes.front().what.id != TextId::share_drifted) << path;
    EXPECT_EQ(code.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                     "0123456789-_:"),
              std::string::npos)
        << path;
    EXPECT_LT(code.size(), 1500u) << path;
    EXPECT_TRUE(!file.scenario.pacts.empty() || code.size() < 60) << path << ": " << code;
    EXPECT_EQ(share_code(back.scenario, *back.world), code) << "a code of a code is the code";
  }
}

TEST(ShareCode, EveryValueAndPactComesBack) {
  const ScenarioFile file = load_scenario(shipped_scenarios() / "baseline.toml");
  std::mt19937 random(7);
  for (int round = 0; round < 12; ++round) {
    Scenario wanted = file.scenario;
    for (const ParamSpec& spec : param_specs())
      if (!spec.key.starts_with("territory.") && random() % 3 == 0)
        wanted.params.*spec.field =
            spec.min + (spec.max - spec.min) * double(random() % 1000) / 999.0;
    wanted.seed = (std::int64_t(random()) << 31) + 17;
    wanted.replicates = 1 + int(random() % 5000);
    wanted.weeks = 60 + int(random() % 300);
    wanted.pacts.push_back({"Niono", *parse_date("2022-05-01"), true, {}, {}, false, 0.25});
    const ScenarioFile back = read_share_code(share_code(wanted, *file.world));
    EXPECT_EQ(scenario_digest(back.scenario, *back.world), scenario_digest(wanted, *file.world));
    EXPECT_EQ(back.scenario.pacts, wanted.pacts);
  }
}

TEST(ShareCode, SurvivesMailPrograms) {
  const std::string code = code_of(shipped_scenarios() / "last_card.toml");
  std::string broken = "  <\"" + code + "\">.\n";
  for (std::size_t at = 60; at < broken.size(); at += 60) broken.insert(at, "\r\n ");
  EXPECT_TRUE(is_share_code(broken));
  EXPECT_TRUE(read_share_code(broken).scenario == read_share_code(code).scenario);
}

TEST(ShareCode, WhatIsNoCodeIsNoCode) {
  for (const char* words : {"", "palabre", "palabre:", "palabre x1:", "baseline.toml", "palabre1"})
    EXPECT_FALSE(is_share_code(words)) << words;
  for (const char* words : {"palabre1:", "palabre1:x", "palabre22:AAAA"})
    EXPECT_TRUE(is_share_code(words)) << words;
}

TEST(ShareCode, SaysInPlainWordsWhatIsWrong) {
  const std::string code = code_of(shipped_scenarios() / "last_card.toml");
  const std::string damaged =
      "the share code is damaged or incomplete (copy it again, from palabre1: or "
      "palabre2: to its last letter)";
  EXPECT_THAT(refusal(code.substr(0, code.size() - 5)), HasSubstr(damaged));
  EXPECT_THAT(refusal("palabre1:"), HasSubstr(damaged));
  EXPECT_THAT(refusal("palabre1:AAAA"), HasSubstr(damaged));
  EXPECT_THAT(refusal("palabre1:" + std::string(100'000, 'A')),
              HasSubstr("the share code is longer than 65536 letters"));
  EXPECT_THAT(refusal("palabre3" + code.substr(code.find(':'))),
              HasSubstr("made by a newer version of Palabre (bring this program up to date)"));
}

TEST(ShareCode, NoSingleWrongLetterIsTakenForTheCase) {
  const std::string code = code_of(shipped_scenarios() / "last_card.toml");
  for (std::size_t k = code.find(':') + 1; k < code.size(); ++k) {
    std::string wrong = code;
    wrong[k] = wrong[k] == 'A' ? 'B' : 'A';
    EXPECT_NE(refusal(wrong), "") << k;
  }
}

// Spoilt in many places at once, as a fuzzer would: only ever a plain refusal, or the case itself.
TEST(ShareCode, SpoiltCodesOnlyEverGiveARefusal) {
  const std::string code = code_of(shipped_scenarios() / "dicko_truce_and_release.toml");
  const Scenario sound = read_share_code(code).scenario;
  for (unsigned round = 0; round < 2000; ++round) {
    std::mt19937 random(round);
    std::string spoilt = code;
    for (unsigned n = 1 + random() % 6; n > 0; --n) {
      const std::size_t at = random() % (spoilt.size() + 1);
      if (random() % 3 == 0)
        spoilt.insert(at, 1, char(random()));
      else if (random() % 2 == 0)
        spoilt.erase(at, random() % 5);
      else if (at < spoilt.size())
        spoilt[at] = char(random());
    }
    try {
      EXPECT_TRUE(read_share_code(spoilt).scenario == sound);
    } catch (const ScenarioError& error) {
      EXPECT_FALSE(error.in(Lang::en).empty());
    }
  }
}

// Behind a check that is right there may still be anything.
TEST(ShareCode, WhatIsPackedIsReadLikeAnyFile) {
  for (unsigned round = 0; round < 400; ++round) {
    std::mt19937 random(round);
    std::string inside;
    for (unsigned n = random() % 80; n > 0; --n) inside += char(random());
    EXPECT_NE(refusal(fuzz::share_code_around(inside)), "") << round;
  }
  // Stored, not packed: "format = 1" and then a key that does not exist.
  const std::string text = "format = 1\nnosuch = 30\n";
  std::string stored = "\x01";
  stored += char(text.size());
  stored += '\0';
  stored += char(~text.size());
  stored += '\xFF';
  const std::string said = refusal(fuzz::share_code_around(stored + text));
  EXPECT_THAT(said, HasSubstr("nosuch: no such key"));
}

TEST(ShareCode, AWorldOfOnesOwnIsRefused) {
  const TempFolder folder;
  SmallWorld().write(folder, "small");
  const ScenarioFile file =
      load_scenario(folder.write("a.toml", "format = 1\nworld = \"small\"\nweeks = 9\n"));
  try {
    share_code(file.scenario, *file.world);
    FAIL() << "a code that nobody else can open";
  } catch (const ScenarioError& error) {
    EXPECT_THAT(error.in(Lang::en), HasSubstr("its world is not the one that comes with Palabre"));
  }
}

TEST(ShareCode, IsFoundInTheTextAroundIt) {
  const std::string code = code_of(shipped_scenarios() / "last_card.toml");
  const Scenario wanted = read_share_code(code).scenario;
  std::string mail = "> ", soft, wide;
  for (std::size_t k = 0; k < code.size(); ++k) {
    mail += code[k];
    if (k % 60 == 59) mail += "\r\n> ";
    soft += code[k];
    if (k % 60 == 59) soft += "=\n";
    wide += code[k];
    if (k % 20 == 19) wide += "\u00A0\u200B";
  }
  for (const std::string& words :
       {"« " + code + " »", "«\u00A0" + code + "\u00A0»", "“" + code + "”", "(" + code + ")",
        "[" + code + "]", "{" + code + "}", "`" + code + "`", "```\n" + code + "\n```", code + ";",
        code + " ;", "Voici le code : " + code + " bonne lecture", "code: " + code + ".\nBest",
        "<" + code + ">", "'" + code + "'", mail, "On Monday X wrote:\n" + mail, soft, wide}) {
    EXPECT_TRUE(is_share_code(words)) << words;
    EXPECT_TRUE(read_share_code(words).scenario == wanted) << words;
  }
  for (const char* words : {"folder/palabre1:x", "xpalabre1:x", "my.palabre1:x", "-palabre1:"})
    EXPECT_FALSE(is_share_code(words)) << words;
}

// 135 letters that hold a key of 20,000 parts: once a segmentation fault.
TEST(ShareCode, APackedDeepKeyIsRefused) {
  EXPECT_THAT(
      refusal(
          "palabre1:73iCCAAAAADtyiENAAAIADBPGDYCEIb-JYiARXy3v8ckAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
          "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAwDNdsQ=="),
      HasSubstr("a key has more than 16 parts"));
}

// Figures as our exports write them: the recipe of an SVG, the text of a PNG.
std::string svg_with(const std::string& title, const std::string& recipe) {
  return "<svg><title>" + title + "</title><metadata id=\"palabre\">\npalabre 0.1.0\n" + recipe +
         "</metadata></svg>";
}
std::string chunk(const std::string& kind, const std::string& bytes) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += char(bytes.size() >> shift & 255u);
  return out + kind + bytes + "CRC.";
}

TEST(ShareCode, IsFoundInTheRecipeOfAFigureAndNowhereElse) {
  const std::string code = code_of(shipped_scenarios() / "last_card.toml");
  const std::string other = code_of(shipped_scenarios() / "arms_alone.toml");
  const std::string png = std::string("\x89PNG\r\n\x1A\n") + chunk("IHDR", std::string(13, '\0'));
  const std::string text = chunk("tEXt", std::string("palabre\0", 8) + code);
  EXPECT_EQ(share_code_in(svg_with("x", "code " + code + "\n")), code);
  EXPECT_EQ(share_code_in(png + text + chunk("IDAT", "")), code);
  // A title, a comment of another program, a case compared with: none is the recipe of the figure.
  EXPECT_EQ(share_code_in(svg_with("see " + other, "code " + code + "\n")), code);
  EXPECT_EQ(share_code_in(svg_with("code " + other, "seed 1\na.code " + other + "\n")), "");
  EXPECT_EQ(
      share_code_in(png + chunk("tEXt", "Comment" + std::string(1, '\0') + "code " + other) + text),
      code);
  EXPECT_EQ(share_code_in(png + chunk("tEXt", "Comment" + std::string(1, '\0') + other)), "");
  EXPECT_EQ(share_code_in(png + chunk("tEXt", std::string("palabre\0", 8) + "see " + other)), "");
  EXPECT_EQ(share_code_in(png + chunk("tEXt", "Comment\ncode " + other)), "");
  EXPECT_EQ(share_code_in(png + "\xFF\xFF\xFF\xFFtEXt"), "");
  EXPECT_EQ(share_code_in("<html><pre>code " + other + "\n</pre></html>"), "");
  EXPECT_EQ(share_code_in("palabre1: palabre palabrepalabre9"), "");
  const TempFolder folder;
  const fs::path figure = folder.write("f.svg", svg_with("x", "code " + code + "\n"));
  EXPECT_TRUE(load_any(figure).scenario == read_share_code(code).scenario);
  EXPECT_TRUE(load_any(code).scenario == read_share_code(code).scenario);
  EXPECT_THROW(load_any(folder.write("empty.svg", "<svg/>")), FileError);
  EXPECT_THROW(load_any(folder.path() / "none.svg"), FileError);
}

}  // namespace share_code_test
}  // namespace palabre::test
