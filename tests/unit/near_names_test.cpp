// A file that is not there under the name written, and is there under a name that looks the same or
// nearly so.

#include <gtest/gtest.h>

#include "tests/unit/scenario_support.hpp"

namespace palabre {
namespace near_names_test {

using test::TempFolder;

/// What a scenario text is told, at a.toml in `folder`.
std::string told(const TempFolder& folder, const std::string& text,
                 const LoadOptions& options = {}) {
  try {
    parse_scenario(text, folder.path() / "a.toml", options);
  } catch (const ScenarioError& error) {
    return folder.plain(error.what());
  }
  return "";
}

TEST(NearNames, OfFilesAreNamedWhereTheWordIsNot) {
  const TempFolder folder;
  folder.write("e\u0301te\u0301.toml",
               "format = 1\n");  // accents apart, as some systems store them
  folder.write("winter.toml", "format = 1\n");
  EXPECT_EQ(
      told(folder, "format = 1\nbase = \"été.toml\"\n"),
      "a.toml:2:8: base: été.toml is not there (e\u0301te\u0301.toml is there: it looks the same, "
      "but its accents are written with other characters; rename it)");
  EXPECT_EQ(told(folder, "format = 1\nbase = \"Winter.TOML\"\n"),
            "a.toml:2:8: base: Winter.TOML is not there (did you mean winter.toml?)");
  EXPECT_EQ(told(folder, "format = 1\nbase = \"wintr.toml\"\n"),
            "a.toml:2:8: base: wintr.toml is not there (did you mean winter.toml?)");
  EXPECT_EQ(told(folder,
                 "format = 1\n[[expect]]\nstatistic = \"coup\"\ncompared_to = "
                 "\"winter.tom\"\nsame_within = 1\n"),
            "a.toml:4:15: expect.compared_to: winter.tom is not there (did you mean winter.toml?)");
  const auto opened = [&](const char* name) -> std::string {
    try {
      load_scenario(folder.path() / name);
    } catch (const FileError& error) {
      return folder.plain(error.what());
    }
    return "";
  };
  EXPECT_EQ(opened("winter.tml"), "winter.tml: no such file or folder (did you mean winter.toml?)");
  EXPECT_EQ(
      opened("été.toml"),
      "été.toml: no such file or folder (the accents of e\u0301te\u0301.toml are written with "
      "other characters: rename it)");
  EXPECT_EQ(opened("b.toml"), "b.toml: no such file or folder");
  LoadOptions outside;
  outside.allow_outside = true;
  EXPECT_EQ(told(folder, "format = 1\nbase = \"/proc/self/mem\"\n", outside),
            "a.toml:2:8: base: cannot be read: /proc/self/mem: input or output failed: "
            "the disk or device failed");
}

}  // namespace near_names_test
}  // namespace palabre
