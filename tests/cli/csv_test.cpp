// `palabre run --csv`: the same numbers as JSON, a row each, behind comments that say what they
// are.

#include <algorithm>
#include <fstream>
#include <sstream>

#include "tests/cli/prompt.hpp"

namespace palabre_tests {
namespace csv_test {

using Words = std::vector<std::string>;

// The cells of each line of a table without quotes and comments.
std::vector<std::vector<std::string>> cells_of(const std::string& csv) {
  std::vector<std::vector<std::string>> out;
  std::istringstream lines(csv);
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with('#')) continue;
    out.emplace_back(1);
    for (char c : line)
      if (c == ',')
        out.back().emplace_back();
      else
        out.back().back() += c;
  }
  return out;
}

TEST(RunCsv, SaysWhatJsonSays) {
  const std::string file = (kRoot / "scenarios/baseline.toml").string();
  const Ran json = palabre({"run", file, "-n", "16", "--weeks", "30", "--json", "--series"});
  const Ran csv = palabre({"run", file, "-n", "16", "--weeks", "30", "--csv", "--series"});
  ASSERT_EQ(csv.status, 0) << csv.err;
  const Json wants = Json::parse(json.out);
  const auto rows = cells_of(csv.out);
  ASSERT_GT(rows.size(), 100u);
  std::size_t outcomes = 0, statistics = 0, points = 0;
  for (std::size_t k = 1; k < rows.size(); ++k) {
    const auto& row = rows[k];
    ASSERT_EQ(row.size(), rows[0].size()) << "line " << k + 1;
    const std::string &kind = row[1], &id = row[2];
    if (kind == "outcome") {
      EXPECT_EQ(std::stod(row[5]), wants["outcomes"][outcomes++]["share"]);
    }
    if (kind == "statistic") {
      ++statistics;
      const Json& low = wants["statistics"][id]["low"];
      if (low.is_null())
        EXPECT_EQ(row[6], "") << id;
      else
        EXPECT_EQ(std::stod(row[6]), low) << id;
    }
    if (kind != "series") continue;
    ++points;
    const Json& series = wants["series"][id];
    const std::size_t week = std::stoul(row[4]);
    EXPECT_EQ(std::stod(row[5]), series["mean"][week]) << id;
    if (series.contains("q95")) {
      EXPECT_EQ(std::stod(row[12]), series["q95"][week]) << id;
    }
  }
  EXPECT_EQ(outcomes, wants["outcomes"].size());
  EXPECT_EQ(statistics, wants["statistics"].size());
  EXPECT_EQ(points, wants["series"].size() * 30);
}

TEST(RunCsv, SeveralFilesHaveOneHeaderAndBothFormatsAreTooMany) {
  const std::string file = (kRoot / "scenarios/baseline.toml").string();
  const Ran ran = palabre({"run", file, file, "-n", "8", "--weeks", "9", "--csv"});
  ASSERT_EQ(ran.status, 0) << ran.err;
  const auto rows = cells_of(ran.out);
  EXPECT_EQ(rows[0][0], "file");
  EXPECT_EQ(std::count_if(rows.begin(), rows.end(), [](const auto& r) { return r[0] == "file"; }),
            1);
  EXPECT_EQ(rows[1], rows[1 + (rows.size() - 1) / 2]);
  EXPECT_EQ(palabre({"run", file, "--csv", "--json"}).status, 2);
}

TEST(RunCsv, BeginsWithCommentsThatLeadBackToTheCase) {
  const TempFolder folder;
  const std::string file = (kRoot / "scenarios/dicko_truce_and_release.toml").string();
  const Words run{"run", file, "-n", "16", "--weeks", "30", "--seed", "9"};
  const auto with = [&](Words more) {
    Words all = run;
    all.insert(all.end(), more.begin(), more.end());
    return palabre(all);
  };
  const Json wants = Json::parse(with({"--json"}).out);
  const std::string csv = with({"--csv"}).out;
  for (const std::string& line :
       {std::string("# Dicko mediates, prisoners are freed\n# A thinking aid, not a forecast. Not "
                    "modelled: "),
        "\n# digest " + wants["digest"].get<std::string>() + "\n",
        std::string("\n# weeks 30\n# replicates 16\n# seed 9\n"),
        std::string("\n# set levers.mediator=dicko\n"), std::string("\n# code palabre"),
        "\n# palabre " + wants["program"]["version"].get<std::string>() + "\n"})
    EXPECT_THAT(csv, HasSubstr(line));
  EXPECT_TRUE(csv.starts_with('#'));
  // A table opens as the case that it is of.
  std::ofstream(folder.at("table.csv"), std::ios::binary) << csv;
  const Ran again = palabre({"run", folder.at("table.csv"), "--json", "-q"});
  ASSERT_EQ(again.status, 0) << again.err;
  EXPECT_EQ(Json::parse(again.out)["digest"], wants["digest"]);
}

// A French spreadsheet takes the comma for the decimal sign, and UTF-8 for something else without a
// mark.
TEST(RunCsv, IsWrittenForTheSpreadsheetsOfTheLanguage) {
  const std::string file = (kRoot / "scenarios/baseline.toml").string();
  const auto with = [&](Words more) {
    Words all{"run", file, "-n", "16", "--weeks", "30", "--csv", "-q"};
    all.insert(all.end(), more.begin(), more.end());
    const Ran ran = palabre(all);
    EXPECT_EQ(ran.status, 0) << ran.err;
    return ran.out;
  };
  const std::string french = with({"--lang", "fr"}), english = with({});
  EXPECT_TRUE(french.starts_with("\xEF\xBB\xBF# Référence"));
  EXPECT_THAT(french, HasSubstr("\nfile;kind;id;unit;week;mean;low;high;"));
  EXPECT_EQ(french.substr(french.find("\nfile;")),
            with({"--csv-style", "fr"}).substr(with({"--csv-style", "fr"}).find("\nfile;")));
  EXPECT_EQ(with({"--lang", "fr", "--csv-style", "en"}).substr(0, 3), "# R");
  // The same numbers.
  std::string back = french.substr(french.find("\nfile;"));
  std::replace(back.begin(), back.end(), ',', '.');
  std::replace(back.begin(), back.end(), ';', ',');
  EXPECT_EQ(back, english.substr(english.find("\nfile,")));
  // In a file too the mark is three bytes.
  const TempFolder folder;
  EXPECT_EQ(with({"--lang", "fr", "-o", folder.at("t.csv")}), "");
  EXPECT_EQ(bytes_of(folder.at("t.csv")), french);
  EXPECT_EQ(palabre({"run", file, "--csv-style", "fr"}).status, 2);
  EXPECT_EQ(palabre({"run", file, "--csv", "--csv-style", "de"}).status, 2);
}

// The words of a stranger's case are one line each, and of two codes none is believed.
TEST(RunCsv, OpensAsNoOtherCaseThanItsOwn) {
  const TempFolder folder;
  std::string other = palabre({"share", (kRoot / "scenarios/last_card.toml").string(), "-q"}).out;
  other.erase(other.find_last_not_of("\n") + 1);
  ASSERT_THAT(other, StartsWith("palabre"));
  const std::string file = folder.write(
      "mine.toml", "format = 1\ntitle = \"code " + other + "\"\nworld = \"mali\"\nweeks = 9\n" +
                       "not_modelled = [\"a\\ncode " + other + "\\nb\"]\n");
  const std::string csv = palabre({"run", file, "-n", "8", "--csv"}).out;
  std::ofstream(folder.at("own.csv"), std::ios::binary) << csv;
  const auto digest = [&](const std::string& name) {
    const Ran ran = palabre({"run", name, "-n", "8", "--json", "-q"});
    return ran.status == 0 ? Json::parse(ran.out)["digest"].get<std::string>() : std::string();
  };
  EXPECT_EQ(digest(folder.at("own.csv")), digest(file));
  std::ofstream(folder.at("two.csv"), std::ios::binary)
      << "# Mine\n# code " << other << csv.substr(csv.find('\n'));
  EXPECT_EQ(palabre({"run", folder.at("two.csv")}).status, 4);
}

// A name that holds a line end, a semicolon or a formula stays a cell, in either style.
TEST(RunCsv, StrangeNamesStayCells) {
  const TempFolder folder;
  const std::string text = "format = 1\nworld = \"mali\"\nweeks = 9\n";
  for (const char* name : {"n\nl.toml", "a;b,c\"d.toml", "=1+1.toml"}) {
    folder.write(name, text);
    const std::string file = folder.at(name);
    const std::string english = palabre({"run", file, "-n", "8", "--csv"}).out;
    const std::string french = palabre({"run", file, "-n", "8", "--csv", "--csv-style", "fr"}).out;
    EXPECT_EQ(std::count(french.begin(), french.end(), ';') > 500, true) << name;
    EXPECT_EQ(french.find(",program,"), french.npos) << name;
    EXPECT_NE(english.find(",program,"), english.npos) << name;
  }
}

}  // namespace csv_test
}  // namespace palabre_tests
