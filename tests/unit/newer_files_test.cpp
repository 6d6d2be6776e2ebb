// Files that a newer Palabre wrote are told apart from files that are none.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/cli/digest_trace_text.hpp"
#include "sim/cli/journal.hpp"
#include "sim/cli/merge_journals.hpp"
#include "sim/cli/sums_file.hpp"
#include "sim/cli/sweep_record.hpp"
#include "sim/model/hash.hpp"
#include "sim/report/report.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre::test {
namespace newer_files_test {

using testing::HasSubstr;

template <class Error, class Read>
std::string refusal(Lang lang, const Read& read) {
  try {
    read();
  } catch (const Error& error) {
    return error.in(lang);
  }
  return "";
}

TEST(NewerFiles, ASchemaIsNewerByItsNumberOnly) {
  EXPECT_TRUE(is_newer_schema("palabre.sweep/2", "palabre.sweep/1"));
  EXPECT_TRUE(is_newer_schema("palabre.sweep/10", "palabre.sweep/9"));
  for (const char* other : {"palabre.sweep/1", "palabre.sweep/0", "palabre.run/2", "palabre.sweep/",
                            "palabre.sweep", "sweep/2", ""})
    EXPECT_FALSE(is_newer_schema(other, "palabre.sweep/1")) << other;
}

TEST(NewerFiles, AScenarioSaysSo) {
  const std::string said = refusal<ScenarioError>(Lang::en, [] {
    parse_scenario("format = 2\nnew_key = 1\n", shipped_scenarios() / "a.toml");
  });
  EXPECT_THAT(said, HasSubstr("format 2 is newer than this program (it reads format 1)"));
  EXPECT_THAT(said, Not(HasSubstr("new_key"))) << "its keys may mean something else";
}

TEST(NewerFiles, SumsSaySo) {
  const TempFolder folder;
  std::string bytes = "palabre sums of replicates, format 2\n{}\nwhatever";
  bytes += hex(hash_bytes(bytes));
  const fs::path path = folder.write("s", bytes);
  EXPECT_THAT(refusal<FileError>(Lang::en, [&] { read_sums(path); }),
              HasSubstr("was written by a newer Palabre, in format 2; this one reads 1"));
  EXPECT_THAT(refusal<FileError>(Lang::fr, [&] { read_sums(path); }),
              HasSubstr("vient d'un Palabre plus récent, au format 2 ; celui-ci lit 1"));
}

TEST(NewerFiles, AJournalSaysSo) {
  const TempFolder folder;
  const fs::path part = folder.path() / "part";
  fs::create_directory(part);
  {
    const Journal journal(part / journal_name({}), R"({"schema":"palabre.sweep/2","points":1})",
                          Journal::Start::anew, [](const std::string&) {});
  }
  MergeArgs args;
  args.files = {part};
  args.output = (folder.path() / "whole").string();
  std::ostringstream out, err;
  EXPECT_THAT(refusal<FileError>(Lang::en, [&] { merge_journals(args, out, err); }),
              HasSubstr("was written by a newer Palabre, as palabre.sweep/2; this one reads "
                        "palabre.sweep/1"));
  EXPECT_FALSE(fs::exists(args.output));
}

TEST(NewerFiles, ATraceSaysSo) {
  const std::string said = refusal<FileError>(Lang::fr, [] {
    compare_traces("{\"schema\":\"palabre.digests/3\"}\n", "{\"schema\":\"palabre.digests/1\"}\n",
                   "trace");
  });
  EXPECT_THAT(said, HasSubstr("trace: vient d'un Palabre plus récent, au format "
                              "palabre.digests/3 ; celui-ci lit palabre.digests/1"));
}

}  // namespace newer_files_test
}  // namespace palabre::test
