// The model on two pages, in the view Sources.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/ui/robot.hpp"
#include "ui/base/equations.hpp"
#include "ui/sources/model_pages.hpp"

namespace palabre::ui::test {
namespace pages_test {

using testing::HasSubstr;

const ModelPage& page_of(const std::vector<ModelPage>& pages, std::string_view id) {
  for (const ModelPage& page : pages)
    if (page.id == id) return page;
  throw std::runtime_error("no such page: " + std::string(id));
}

TEST(Pages, SayWhatTheTablesSayInBothLanguages) {
  const ScenarioFile file = load_scenario(baseline_path());
  for (const Lang lang : {Lang::en, Lang::fr}) {
    const std::vector<ModelPage> pages = model_pages(*file.world, lang);
    EXPECT_EQ(pages.size(), 6 + submodels().size());
    for (const ModelPage& page : pages) {
      EXPECT_FALSE(page.title.empty()) << page.id;
      EXPECT_GT(page.words.size(), 20u) << page.id;
      EXPECT_EQ(page.words.find("{}"), std::string::npos) << page.id;
    }
    EXPECT_THAT(page_of(pages, "model.world").words,
                HasSubstr(std::to_string(file.world->cercles.size()) + " cercles"));
    for (const OutcomeSpec& spec : outcome_specs())
      EXPECT_THAT(page_of(pages, "model.ends").words,
                  HasSubstr(std::string(spec.meaning.in(lang))));
    for (const Submodel& submodel : submodels())
      EXPECT_THAT(page_of(pages, "model.week").words,
                  HasSubstr(submodel_title(submodel.name, lang)));
  }
}

TEST(Pages, AreReadByClicking) {
  Robot robot;
  robot.press(plain(Key('5')));
  robot.click("button.list_model");
  robot.step(3);
  ASSERT_TRUE(robot.has("sources.page"));
  for (const char* id : {"source.model.ends", "source.model.purpose"}) {
    robot.click(id);
    robot.step(2);
    EXPECT_TRUE(robot.has("sources.page")) << id;
  }
}

}  // namespace pages_test
}  // namespace palabre::ui::test
