// Sums of ranges of replicates, through the command line: whatever the split and the order, merged
// parts print what one run prints; what does not belong together is refused, each in its words.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "sim/cli/usage.hpp"
#include "sim/model/hash.hpp"
#include "tests/support/temp_folder.hpp"

namespace palabre {
namespace merge_test {

using test::TempFolder;
using ::testing::HasSubstr;

struct Said {
  int status = -1;
  std::string out, err;
};
Said palabre(std::vector<std::string> words) {
  std::ostringstream out, err;
  const int status = run_command_line(words, {}, out, err);
  return {status, out.str(), err.str()};
}

std::string scenario(const std::string& more = "") {
  return "format = 1\ntitle = { en = \"Small\", fr = \"Petit\" }\nworld = \"mali\"\n"
         "start = 2022-03-07\nweeks = 30\nreplicates = 43\nseed = 7\n"
         "not_modelled = [\"much\"]\n" +
         more;
}
const std::string kWorlds = "[switches]\nassumptions = \"plausible\"\n";
const std::string kSet =
    "[switches]\nassumptions = \"set\"\n[parameters.talks]\nmediator = 0.8\n[levers]\n"
    "mediator = \"dicko\"\nminusma_exit = 2022-05-01\n[[pact]]\ncercle = \"Niono\"\n"
    "date = 2022-04-04\napproved = true\n";

/// Parts of a run: the replicates from each number to the next.
std::vector<std::string> parts(const TempFolder& folder, const std::string& file,
                               const std::vector<int>& cuts) {
  std::vector<std::string> out;
  for (std::size_t k = 0; k + 1 < cuts.size(); ++k) {
    out.push_back(folder.at("part-" + std::to_string(cuts[k]) + "-" + std::to_string(cuts[k + 1])));
    const Said said = palabre({"run", file, "--first", std::to_string(cuts[k]), "-n",
                               std::to_string(cuts[k + 1] - cuts[k]), "--sums", out.back(), "-q"});
    EXPECT_EQ(said.status, 0) << said.err;
    EXPECT_EQ(said.out, "");
  }
  return out;
}
std::vector<std::string> with(std::vector<std::string> words,
                              const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Merge, AnySplitInAnyOrderPrintsWhatOneRunPrints) {
  const TempFolder folder;
  for (const std::string& more : {kSet, kWorlds}) {
    const std::string file = folder.write("small.toml", scenario(more)).string();
    std::vector<std::string> three = parts(folder, file, {0, 13, 14, 43});
    const std::vector<std::string> five = parts(folder, file, {0, 3, 5, 24, 31, 43});
    const std::vector<std::string> whole = parts(folder, file, {0, 43});
    std::swap(three[0], three[2]);
    for (const std::vector<std::string>& how : {std::vector<std::string>{},
                                                {"--lang", "fr"},
                                                {"--json", "--series", "--cercles"},
                                                {"--csv", "--series"}}) {
      const Said one = palabre(with({"run", file}, how));
      ASSERT_EQ(one.status, 0) << one.err;
      for (const auto& split : {whole, three, five}) {
        const Said merged = palabre(with(with({"merge"}, split), how));
        EXPECT_EQ(merged.status, 0) << merged.err;
        EXPECT_EQ(merged.err, "");
        EXPECT_EQ(merged.out, one.out);
      }
    }
  }
}

TEST(Merge, PartsOfPartsAreTheSameBytes) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", scenario(kWorlds)).string();
  const auto four = parts(folder, file, {0, 9, 20, 27, 43});
  const std::string low = folder.at("low"), high = folder.at("high"), all = folder.at("all");
  const Said said = palabre({"merge", four[3], four[2], "--sums", high});
  EXPECT_EQ(said.status, 0) << said.err;
  EXPECT_THAT(said.out, HasSubstr("2 parts, replicates 20 to 42 in "));
  EXPECT_EQ(palabre({"merge", four[0], four[1], "--sums", low, "-q"}).status, 0);
  EXPECT_EQ(palabre({"merge", high, low, "--sums", all, "-q"}).status, 0);
  EXPECT_EQ(test::bytes_of(all), test::bytes_of(parts(folder, file, {0, 43})[0]));
}

TEST(Merge, ThreadsChangeNoByteOfAPart) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", scenario(kWorlds)).string();
  const std::string one = folder.at("one"), three = folder.at("three");
  EXPECT_EQ(palabre({"run", file, "--first", "5", "--sums", one, "-q", "-j", "1"}).status, 0);
  EXPECT_EQ(palabre({"run", file, "--first", "5", "--sums", three, "-q", "-j", "3"}).status, 0);
  EXPECT_EQ(test::bytes_of(one), test::bytes_of(three));
}

/// Status and message of a merge that is refused, without the folder.
void refused(const TempFolder& folder, const std::vector<std::string>& files, int status,
             const std::string& english, const std::string& french) {
  const Said said = palabre(with({"merge"}, files));
  EXPECT_EQ(said.status, status);
  EXPECT_EQ(said.out, "");
  EXPECT_EQ(folder.plain(said.err), english + "\n");
  EXPECT_EQ(folder.plain(palabre(with({"merge", "--lang", "fr"}, files)).err), french + "\n");
}

TEST(Merge, WhatDoesNotFitTogetherIsRefused) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", scenario()).string();
  const auto split = parts(folder, file, {0, 10, 20, 30});
  refused(folder, {split[0], split[2]}, 1, "part-20-30: replicates 10 to 19 are missing",
          "part-20-30: il manque les simulations 10 à 19");
  refused(folder, {split[1]}, 1, "part-10-20: replicates 0 to 9 are missing",
          "part-10-20: il manque les simulations 0 à 9");
  const auto across = parts(folder, file, {5, 25});
  refused(folder, {split[0], across[0]}, 1, "part-5-25: holds replicate 5, as part-0-10 does",
          "part-5-25: contient la simulation 5, tout comme part-0-10");
  refused(folder, {split[0], split[0]}, 1, "part-0-10: holds replicate 0, as part-0-10 does",
          "part-0-10: contient la simulation 0, tout comme part-0-10");
  const std::string other = folder.write("other.toml", scenario(kSet)).string();
  const auto others = parts(folder, other, {10, 21});
  refused(folder, {split[0], others[0]}, 1, "part-10-21: is of other inputs than part-0-10",
          "part-10-21: repose sur d'autres entrées que part-0-10");
}

/// The bytes of a part with something replaced, and the right check again.
std::string changed(std::string bytes, const std::string& what, const std::string& by) {
  bytes.resize(bytes.size() - 32);
  const std::size_t at = bytes.find(what);
  EXPECT_NE(at, bytes.npos) << what;
  bytes.replace(at, what.size(), by);
  return bytes + hex(hash_bytes(bytes));
}

TEST(Merge, SumsOfAnotherModelFormatOrWorldAreRefused) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", scenario()).string();
  const std::string bytes = test::bytes_of(parts(folder, file, {0, 10})[0]);
  const auto wrong = [&](const std::string& what, const std::string& by) {
    return folder.write("x", changed(bytes, what, by)).string();
  };
  const std::string english =
      "x: comes from another model: tables or equations are not those of this palabre";
  const std::string french =
      "x: vient d'un autre modèle : tables ou équations ne sont pas celles de ce palabre";
  refused(folder, {wrong("\"tables\":\"", "\"tables\":\"0")}, 1, english, french);
  refused(folder, {wrong("\"model\":\"", "\"model\":\"0")}, 1, english, french);
  refused(folder, {wrong("\"replicates\":10", "\"replicates\":9")}, 4,
          "x: is damaged: a byte was changed, or it was cut off",
          "x: est abîmé : un octet a changé, ou il a été tronqué");
  refused(folder, {wrong("format 1", "format 2")}, 4,
          "x: was written by a newer Palabre, in format 2; this one reads 1",
          "x: vient d'un Palabre plus récent, au format 2 ; celui-ci lit 1");
  refused(folder, {wrong("seed = 7", "seed = 8")}, 1,
          "x: cannot be told: its world is not found, or is no longer the one it was run in",
          "x: ne peut être lu : son monde est introuvable, ou n'est plus celui de l'exécution");
  refused(folder, {folder.write("y", "nothing").string()}, 4,
          "y: holds no sums: palabre run FILE --sums writes them",
          "y: ne contient pas de sommes : palabre run FICHIER --sums les écrit");
}

TEST(Merge, AnyChangedByteAndAnyCutIsTold) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", scenario()).string();
  const std::string bytes = test::bytes_of(parts(folder, file, {0, 10})[0]);
  const std::string x = folder.at("x");
  for (std::size_t at = 0; at < bytes.size(); at += 1 + bytes.size() / 97) {
    std::string one = bytes;
    one[at] = char(one[at] ^ 4);
    folder.write("x", one);
    const Said said = palabre({"merge", x});
    EXPECT_EQ(said.status, 4) << at;
    EXPECT_THAT(said.err, HasSubstr(at < 34 ? "holds no sums" : "is damaged")) << at;
    folder.write("x", bytes.substr(0, at));
    EXPECT_EQ(palabre({"merge", x}).status, 4) << at;
  }
}

TEST(Merge, WhatTheCommandLineGetsWrongIsTold) {
  const TempFolder folder;
  const std::string file = folder.write("small.toml", scenario()).string();
  const auto err = [&](std::vector<std::string> words) {
    const Said said = palabre(std::move(words));
    EXPECT_EQ(said.status, 2) << said.err;
    return folder.plain(said.err);
  };
  EXPECT_THAT(err({"merge"}), HasSubstr("nothing to merge"));
  EXPECT_THAT(err({"run", file, "--first", "8"}), HasSubstr("--first needs --sums"));
  EXPECT_THAT(err({"run", file, "--sums", "-"}), HasSubstr("--sums needs a file"));
  EXPECT_THAT(err({"run", file, "--sums", file}), HasSubstr("is read by this run"));
  EXPECT_THAT(err({"run", file, file, "--sums", folder.at("x")}), HasSubstr("one scenario"));
  EXPECT_THAT(err({"run", file, "--json", "--sums", folder.at("x")}), HasSubstr("exclude"));
  EXPECT_THAT(err({"run", file, "--first", "1999999990", "--sums", folder.at("x")}),
              HasSubstr("replicates 1999999990 to 2000000032 go past the last one, 1999999999"));
  EXPECT_THAT(folder.names(), ::testing::ElementsAre("small.toml"));
}

}  // namespace merge_test
}  // namespace palabre
