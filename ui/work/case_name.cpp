#include "ui/work/case_name.hpp"

#include "sim/answer/changes.hpp"

namespace palabre::ui {

CaseName name_of(const Scenario& original, const Scenario& now) {
  const bool has_own = !now.title.en.empty() || !now.title.fr.empty();
  if (has_own && !(now.title == original.title)) return {now.title, now.title, 0};
  return {changed_name(original, now), changed_name_in_full(original, now),
          int(changes_between(original, now).size())};
}

LocalText title_of(const ScenarioFile& file) {
  const LocalText& title = file.scenario.title;
  if (!title.en.empty() || !title.fr.empty()) return title;
  const std::string stem = file.path.stem().string();
  return {stem, stem};
}

}  // namespace palabre::ui
