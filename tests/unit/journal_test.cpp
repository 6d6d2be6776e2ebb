// Journals: whole lines stand whatever happens to the process; nothing else is taken for one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <memory>

#include "sim/cli/journal.hpp"
#include "tests/support/temp_folder.hpp"

namespace palabre {
namespace journal_test {

using test::TempFolder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Lines = std::vector<std::string>;

const std::string kHead = R"({"work":"mine"})";

/// Opens the journal, as the next process would, and says what it holds.
Lines lines_of(const std::string& path, bool* was_cut = nullptr) {
  Lines out;
  const Journal journal(path, kHead, Journal::Start::resume,
                        [&](const std::string& line) { out.push_back(line); });
  if (was_cut != nullptr) *was_cut = journal.was_cut();
  return out;
}
std::string refusal(const std::string& path, const std::string& head, Journal::Start start) {
  try {
    const Journal journal(path, head, start, [](const std::string&) {});
  } catch (const FileError& error) {
    return error.message().in(Lang::en);
  }
  return "";
}
std::string some_journal(const TempFolder& folder, int lines) {
  const std::string path = folder.at("journal.jsonl");
  Journal journal(path, kHead, Journal::Start::anew, [](const std::string&) {});
  for (int k = 0; k < lines; ++k) journal.append("{\"k\":" + std::to_string(k) + "}");
  return path;
}

TEST(Journal, ALineHoldsACheckOfItself) {
  const std::string line = sealed(R"({"a":1})");
  EXPECT_TRUE(is_sealed(line));
  EXPECT_TRUE(line.starts_with(R"({"a":1,"check":")")) << line;
  for (std::size_t at = 0; at < line.size(); ++at) {
    std::string changed = line;
    changed[at] = char(changed[at] ^ 1);
    EXPECT_FALSE(is_sealed(changed)) << changed;
    EXPECT_FALSE(is_sealed(line.substr(0, at)));
  }
  EXPECT_FALSE(is_sealed(line + " "));
}

TEST(Journal, CutAtAnyByteItKeepsTheWholeLinesAndGoesOn) {
  const TempFolder folder;
  const std::string path = some_journal(folder, 3), whole = test::bytes_of(path);
  const Lines all = lines_of(path);
  ASSERT_EQ(all.size(), 3u);
  for (std::size_t at = 0; at < whole.size(); ++at) {
    folder.write("journal.jsonl", std::string_view(whole).substr(0, at));
    bool was_cut = false;
    const Lines left = lines_of(path, &was_cut);
    const auto ends =
        std::size_t(std::count(whole.begin(), whole.begin() + std::ptrdiff_t(at), '\n'));
    EXPECT_EQ(left.size(), ends == 0 ? 0 : ends - 1) << at;
    EXPECT_EQ(was_cut, at > 0 && whole[at - 1] != '\n') << at;
    Journal journal(path, kHead, Journal::Start::resume, [](const std::string&) {});
    for (std::size_t k = left.size(); k < 3; ++k)
      journal.append("{\"k\":" + std::to_string(k) + "}");
    EXPECT_EQ(test::bytes_of(path), whole) << at;
  }
}

TEST(Journal, ADamagedLineInTheMiddleIsToldAndNothingIsCut) {
  const TempFolder folder;
  const std::string path = some_journal(folder, 3), whole = test::bytes_of(path);
  std::string changed = whole;
  changed[whole.find("\"k\":1") + 4] = '7';
  folder.write("journal.jsonl", changed);
  EXPECT_EQ(refusal(path, kHead, Journal::Start::resume),
            "line 3 is damaged, doubled or out of order");
  EXPECT_EQ(test::bytes_of(path), changed);
}

TEST(Journal, OtherWorkAndForeignFilesAreLeftAlone) {
  const TempFolder folder;
  const std::string path = some_journal(folder, 2), whole = test::bytes_of(path);
  const std::string other =
      "is the journal of other work: other inputs, another design or another model";
  EXPECT_EQ(refusal(path, R"({"work":"yours"})", Journal::Start::resume), other);
  EXPECT_EQ(refusal(path, kHead, Journal::Start::anew),
            "is there already; --resume goes on with it");
  EXPECT_EQ(test::bytes_of(path), whole);
  const std::string notes = folder.write("notes.jsonl", "my own notes\n").string();
  for (const auto start : {Journal::Start::anew, Journal::Start::resume})
    EXPECT_EQ(refusal(notes, kHead, start), other);
  EXPECT_EQ(test::bytes_of(notes), "my own notes\n");
}

TEST(Journal, OneProcessWritesIt) {
  const TempFolder folder;
  const std::string path = some_journal(folder, 1);
  const Journal one(path, kHead, Journal::Start::resume, [](const std::string&) {});
  EXPECT_EQ(refusal(path, kHead, Journal::Start::resume), "another process writes it");
}

}  // namespace journal_test
}  // namespace palabre
