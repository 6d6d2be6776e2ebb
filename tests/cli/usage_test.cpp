// How the program answers to what is typed: help, bad usage, languages, and each exit status.

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace usage_test {

const std::vector<std::string> kCommands{"run",    "check",  "test",   "compare", "answer",
                                         "robust", "needs",  "export", "report",  "sweep",
                                         "merge",  "params", "version"};

TEST(Usage, HelpListsEveryCommandOnStandardOutput) {
  for (const std::string flag : {"--help", "-h"}) {
    const Ran ran = palabre({flag});
    EXPECT_EQ(ran.status, 0);
    EXPECT_EQ(ran.err, "");
    for (const std::string& command : kCommands) EXPECT_THAT(ran.out, HasSubstr("  " + command));
  }
}

TEST(Usage, EveryCommandHasHelpInBothLanguages) {
  for (const std::string& command : kCommands) {
    const Ran english = palabre({command, "--help"});
    EXPECT_EQ(english.status, 0) << command;
    EXPECT_EQ(english.err, "") << command;
    EXPECT_THAT(english.out, AllOf(HasSubstr("Usage: palabre " + command), HasSubstr("--lang")));
    const Ran french = palabre({command, "--help", "--lang", "fr"});
    EXPECT_EQ(french.status, 0) << command;
    EXPECT_THAT(french.out, AllOf(HasSubstr("Utilisation: palabre " + command),
                                  HasSubstr("Affiche cette aide")));
  }
}

TEST(Usage, HelpOfRunNamesEveryFlag) {
  const Ran ran = palabre({"run", "--help"});
  for (const std::string flag :
       {"-n,--replicates", "--seed", "--weeks", "--set", "-j,--threads", "--json", "--series",
        "-o,--output", "-q,--quiet", "-v,--verbose", "--lang", "--color", "--allow-outside"})
    EXPECT_THAT(ran.out, HasSubstr(flag));
}

TEST(Usage, NoCommandIsAMistakeAndShowsTheHelp) {
  const Ran ran = palabre({});
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, AllOf(StartsWith("palabre: no command given\n"), HasSubstr("check")));
}

TEST(Usage, ACommandThatDoesNotExistIsNamedWithTheNearest) {
  const Ran ran = palabre({"chek", "a.toml"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, StartsWith("palabre: no such command: chek (did you mean check?)"));
}

TEST(Usage, ACommandThatIsNoneIsToldWithTheKnownOnes) {
  for (const std::string command : {"bench", "swipe"}) {
    const Ran ran = palabre({command, "a.toml"});
    EXPECT_EQ(ran.status, 2) << command;
    EXPECT_THAT(
        ran.err,
        AllOf(StartsWith("palabre: no such command: " + command),
              HasSubstr("run, check, test, compare, answer, robust, needs, score, explain")));
  }
}

TEST(Usage, AnOptionThatDoesNotExistIsNamedWithTheNearest) {
  const Ran ran = palabre({"run", "a.toml", "--sereis"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(
      ran.err,
      "palabre: no such option: --sereis (did you mean --series?)\nsee: palabre run --help\n");
}

TEST(Usage, EveryWrongFlagIsToldAtOnceWithItsRange) {
  const Ran ran = palabre({"run", "a.toml", "-n", "0", "--weeks", "1041", "--seed", "-1", "-j", "x",
                           "--lang", "de", "--color", "always"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_EQ(ran.out, "");
  for (const std::string line :
       {"palabre: -n/--replicates: 0 is out of range (1 to 1,000,000,000)\n",
        "palabre: --weeks: 1041 is out of range (1 to 1,040)\n",
        "palabre: --seed: -1 is out of range (0 to 9,223,372,036,854,775,807)\n",
        "palabre: -j/--threads: \"x\" is not a whole number (0 to 1,024)\n",
        "palabre: --lang: \"de\" is not one of en, fr\n",
        "palabre: --color: \"always\" is not one of auto, never\n"})
    EXPECT_THAT(ran.err, HasSubstr(line));
}

TEST(Usage, NumbersThatDoNotFitAreOutOfRangeAndFractionsAreNoWholeNumbers) {
  for (const std::string flag : {"-n", "--weeks", "--seed"}) {
    const Ran large = palabre({"run", "a.toml", flag, "99999999999999999999"});
    EXPECT_EQ(large.status, 2);
    EXPECT_THAT(large.err, HasSubstr("99999999999999999999 is out of range")) << flag;
    for (const std::string typed : {"1.5", "1,5", "1e3", "nan", "inf", "ten", " 5", "+5"}) {
      const Ran ran = palabre({"run", "a.toml", flag, typed});
      EXPECT_EQ(ran.status, 2) << flag << " " << typed;
      EXPECT_THAT(ran.err, HasSubstr("is not a whole number")) << flag << " " << typed;
    }
  }
}

TEST(Usage, AFlagWithoutItsValueIsAMistake) {
  for (const std::string flag : {"--set", "-n", "--seed", "--weeks", "-o", "--lang"}) {
    const Ran ran = palabre({"run", "a.toml", flag});
    EXPECT_EQ(ran.status, 2) << flag;
    EXPECT_EQ(ran.out, "") << flag;
    EXPECT_THAT(ran.err, AllOf(HasSubstr(" needs a value\n"), StartsWith("palabre: -"),
                               HasSubstr("see: palabre run --help")));
  }
}

TEST(Usage, RunAndCheckNeedAFile) {
  for (const std::string command : {"run", "check"}) {
    const Ran ran = palabre({command});
    EXPECT_EQ(ran.status, 2);
    EXPECT_EQ(ran.err, "palabre: no scenario file given\nsee: palabre " + command + " --help\n");
  }
}

TEST(Usage, FlagsThatContradictEachOtherAreRefused) {
  EXPECT_EQ(palabre({"run", "a.toml", "--series"}).err,
            "palabre: --series needs --json, --csv\nsee: palabre run --help\n");
  EXPECT_EQ(palabre({"params", "--json", "--markdown"}).err,
            "palabre: --markdown and --json exclude each other\nsee: palabre params --help\n");
  EXPECT_EQ(palabre({"answer", "a.toml", "b.toml"}).err,
            "palabre: one argument too many: b.toml\nsee: palabre answer --help\n");
  EXPECT_EQ(palabre({"compare", "a.toml", "b.toml", "c.toml", "--replicate", "3"}).err,
            "palabre: --replicate takes two cases only\nsee: palabre compare --help\n");
  EXPECT_EQ(palabre({"compare", "a.toml", "b.toml", "--about", "coup"}).err,
            "palabre: --about needs three cases or more\nsee: palabre compare --help\n");
  EXPECT_EQ(palabre({"params", "a.toml"}).status, 2);
}

TEST(Usage, AFlagBeforeTheCommandIsAMistakeAndSaysWhereItBelongs) {
  const auto refused = [](const std::vector<std::string>& words, const std::string& said) {
    const Ran ran = palabre(words);
    EXPECT_EQ(ran.status, 2) << said;
    EXPECT_EQ(ran.out, "") << said;
    EXPECT_EQ(ran.err, said);
  };
  refused({"--seed", "3", "run", "x.toml"},
          "palabre: --seed stands before the command; write it behind: palabre run --seed\n"
          "see: palabre run --help\n");
  refused({"-n=3", "--lang", "fr", "check", "x.toml"},
          "palabre : -n précède la commande ; l'écrire après : palabre check -n\n"
          "voir : palabre check --help\n");
  refused({"--nope", "run", "x.toml"},
          "palabre: no such option: --nope\nsee: palabre run --help\n");
  refused({"--jsno", "run", "x.toml"},
          "palabre: no such option: --jsno (did you mean --json?)\nsee: palabre run --help\n");
  refused({"--versoin"},
          "palabre: no such option: --versoin (did you mean --version?)\nsee: palabre --help\n");
  EXPECT_THAT(palabre({"x.toml", "run"}).err, StartsWith("palabre: no such command: x.toml ("));
  EXPECT_EQ(palabre({"x.toml", "run"}).status, 2);
}

TEST(Usage, TheLanguageMayStandBeforeTheCommand) {
  EXPECT_THAT(palabre({"--lang", "fr", "check", kBaseline.string()}).out,
              HasSubstr(" : correct, "));
  EXPECT_THAT(palabre({"--lang", "fr", "--help"}).out, HasSubstr("Affiche cette aide"));
  EXPECT_EQ(palabre({"--lang", "de", "check", kBaseline.string()}).status, 2);
  EXPECT_EQ(palabre({"--lang", "fr"}).status, 2);
}

TEST(Usage, AnEmptyValueIsAMistake) {
  for (const std::string flag :
       {"--seed", "-n", "--weeks", "--set", "-o", "--lang", "--color", "--digest-every", "-j"}) {
    const Ran ran = palabre({"run", kBaseline.string(), flag, ""});
    EXPECT_EQ(ran.status, 2) << flag;
    EXPECT_EQ(ran.out, "") << flag;
    EXPECT_THAT(ran.err, HasSubstr(" needs a value\n")) << flag;
  }
  EXPECT_EQ(palabre({"run", kBaseline.string(), "--seed="}).status, 2);
  EXPECT_EQ(palabre({"run", kBaseline.string(), ""}).err,
            "palabre: no scenario file given\nsee: palabre run --help\n");
  EXPECT_EQ(palabre({"variance", kBaseline.string(), "--vary", ""}).status, 2);
}

TEST(Usage, AFlagTakesNoValue) {
  EXPECT_EQ(palabre({"run", kBaseline.string(), "--json=false"}).err,
            "palabre: --json takes no value\nsee: palabre run --help\n");
}

TEST(Usage, ACommandsNameMayBeAFile) {
  const TempFolder folder;
  folder.write("check", small_scenario());
  Start start;
  start.working_directory = folder.path().string();
  EXPECT_EQ(palabre({"check", "check"}, start).out, "check: ok, 24 replicates x 30 weeks\n");
}

TEST(Usage, ADashReadsStandardInput) {
  const TempFolder folder;
  Start start;
  start.stdin_from = folder.write("small.toml", small_scenario());
  start.working_directory = folder.path().string();
  EXPECT_EQ(palabre({"check", "-"}, start).out, "-: ok, 24 replicates x 30 weeks\n");
  const Ran twice = palabre({"compare", "-", "small.toml", "-n", "2"}, start);
  EXPECT_EQ(twice.status, 0) << twice.err;
  EXPECT_THAT(twice.out, StartsWith("A: Small (-)\nB: Small (small.toml)\n"));
  const Ran code = palabre({"share", "-"}, start);
  start.stdin_from = folder.write("code", code.out);
  EXPECT_EQ(palabre({"check", "-"}, start).out, "-: ok, 24 replicates x 30 weeks\n");
  start.stdin_from = folder.write("bad.toml", "format = 1\nweeks = 0\n");
  const Ran bad = palabre({"run", "-"}, start);
  EXPECT_EQ(bad.status, 3);
  EXPECT_THAT(bad.err, StartsWith("-:2:9: weeks: 0 is out of range"));
  start.stdin_from = "/dev/null";
  EXPECT_EQ(palabre({"check", "-"}, start).status, 3);
  start.stdin_from = "/dev/zero";  // no end: read up to the limit of a file, and refused
  EXPECT_EQ(palabre({"check", "-"}, start).status, 3);
}

TEST(Usage, VersionIsAFlagToo) {
  const Ran flag = palabre({"--version"}), command = palabre({"version"});
  EXPECT_EQ(flag.status, 0);
  EXPECT_EQ(flag.out, command.out);
}

TEST(Usage, MistakesAreToldInFrenchToo) {
  const Ran ran = palabre({"run", "a.toml", "-n", "0", "--lang", "fr"});
  EXPECT_EQ(ran.status, 2);
  EXPECT_THAT(ran.err, HasSubstr("palabre : -n/--replicates : 0 est hors limites (1 à 1\u00a0000"));
  EXPECT_THAT(ran.err, HasSubstr("voir : palabre run --help"));
}

TEST(Usage, WordsAfterTwoDashesAreFiles) {
  const Ran ran = palabre({"check", "--", "--help"});
  EXPECT_EQ(ran.status, 4);
  EXPECT_THAT(ran.err, StartsWith("--help: "));
}

TEST(Usage, VersionSaysWhatWasBuilt) {
  const Ran text = palabre({"version"});
  EXPECT_EQ(text.status, 0);
  EXPECT_EQ(text.err, "");
  EXPECT_THAT(text.out, AllOf(StartsWith("palabre "), HasSubstr("portable")));
  EXPECT_THAT(text.out, Not(HasSubstr("\x1b")));
}

}  // namespace usage_test
}  // namespace palabre_tests
