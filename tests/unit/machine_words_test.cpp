// Words for what the machine refuses.

#include <gtest/gtest.h>

#include <set>
#include <system_error>
#include <utility>

#include "sim/scenario/diagnostic.hpp"
#include "sim/tables/text.hpp"
#include "tests/unit/scenario_support.hpp"

namespace palabre {
namespace machine_words_test {

// What the machine refuses is said in words of ours, in both languages; what we have none for, in
// its own.
TEST(MachineWords, AreOursInBothLanguages) {
  std::set<TextId> seen;
  constexpr std::pair<std::errc, TextId> kErrors[] = {
      {std::errc::no_space_on_device, TextId::files_no_room},
      {std::errc::read_only_file_system, TextId::files_read_only},
      {std::errc::filename_too_long, TextId::files_name_too_long},
      {std::errc::too_many_symbolic_link_levels, TextId::files_link_circle},
      {std::errc::too_many_files_open, TextId::files_too_many_open},
      {std::errc::io_error, TextId::files_device_failed},
      {std::errc::bad_file_descriptor, TextId::files_closed},
      {std::errc::file_exists, TextId::files_exists},
      {std::errc::directory_not_empty, TextId::files_folder_not_empty},
      {std::errc::device_or_resource_busy, TextId::files_in_use},
      {std::errc::no_such_device, TextId::files_no_device},
      {std::errc::not_enough_memory, TextId::files_no_memory},
      {std::errc::invalid_argument, TextId::files_not_possible}};
  for (const auto& [error, words] : kErrors) {
    const Message said{TextId::files_io, {error_arg(error, "Machine words")}};
    EXPECT_EQ(said.in(Lang::en), "input or output failed: " + std::string(text(words, Lang::en)));
    EXPECT_EQ(said.in(Lang::fr),
              "l'entrée ou la sortie a échoué : " + std::string(text(words, Lang::fr)));
    EXPECT_EQ(error_arg(std::make_error_code(error)), error_arg(error, ""));
    EXPECT_TRUE(test::is_about_the_machine(words));
    seen.insert(words);
  }
  constexpr TextId kAll[] = {
#define TEXT(id, ...) TextId::id,
#include "sim/tables/text/files.def"
#undef TEXT
  };
  for (const TextId id : kAll)
    EXPECT_EQ(seen.count(id) > 0, test::is_about_the_machine(id)) << text(id, Lang::en);
  EXPECT_EQ(error_arg(std::errc::owner_dead, "Machine words"), "Machine words");
}

}  // namespace machine_words_test
}  // namespace palabre
