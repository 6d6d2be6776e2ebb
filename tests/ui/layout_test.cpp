// Nothing clipped, nothing on top of another, nothing left in the other language: looks at every
// text that Dear ImGui draws. The linker puts our function in front of ImDrawList::AddText
// (ui.cmake); should a newer Dear ImGui rename it, SeesTexts fails.

#include <gtest/gtest.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <map>
#include <set>
#include <vector>

#include "sim/tables/text.hpp"
#include "tests/ui/robot.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/view.hpp"
#include "ui/work/analysis.hpp"

namespace {
struct Drawn {
  std::string words;
  const void* list;
  ImVec2 low, high;            // of the text
  ImVec2 clip_low, clip_high;  // of what can be seen
};
std::vector<Drawn>* g_drawn = nullptr;

}  // namespace

extern "C" {
void __real__ZN10ImDrawList7AddTextEPK6ImFontfRK6ImVec2jPKcS7_fPK6ImVec4(ImDrawList*, const ImFont*,
                                                                         float, const ImVec2&,
                                                                         ImU32, const char*,
                                                                         const char*, float,
                                                                         const ImVec4*);
void __wrap__ZN10ImDrawList7AddTextEPK6ImFontfRK6ImVec2jPKcS7_fPK6ImVec4(
    ImDrawList* list, const ImFont* font, float size, const ImVec2& at, ImU32 colour,
    const char* begin, const char* end, float wrap, const ImVec4* clip) {
  if (!end) end = begin + std::strlen(begin);
  if (g_drawn && font) {
    const ImVec2 extent = font->CalcTextSizeA(size, FLT_MAX, wrap, begin, end);
    ImVec2 low = list->GetClipRectMin(), high = list->GetClipRectMax();
    if (clip) {
      low = {std::max(low.x, clip->x), std::max(low.y, clip->y)};
      high = {std::min(high.x, clip->z), std::min(high.y, clip->w)};
    }
    g_drawn->push_back(
        {std::string(begin, end), list, at, {at.x + extent.x, at.y + extent.y}, low, high});
  }
  __real__ZN10ImDrawList7AddTextEPK6ImFontfRK6ImVec2jPKcS7_fPK6ImVec4(list, font, size, at, colour,
                                                                      begin, end, wrap, clip);
}
}

namespace palabre::ui::test {
namespace layout_test {

/// The texts of one frame that can be seen at their height (scrolled-away lines do not count).
std::vector<Drawn> texts(Robot& robot) {
  std::vector<Drawn> drawn;
  g_drawn = &drawn;
  robot.step();
  g_drawn = nullptr;
  std::erase_if(drawn, [](const Drawn& d) {
    const float middle = (d.low.y + d.high.y) / 2;
    return d.words.empty() || middle < d.clip_low.y || middle > d.clip_high.y;
  });
  return drawn;
}

/// No letter cut in two: every byte that begins a letter has those that belong to it.
bool has_whole_letters(const std::string& words) {
  std::size_t due = 0;
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    const bool goes_on = (byte & 0xC0u) == 0x80u;
    if (goes_on != (due > 0)) return false;
    due = goes_on ? due - 1 : byte >= 0xF0u ? 3 : byte >= 0xE0u ? 2 : byte >= 0xC0u ? 1 : 0;
  }
  return due == 0;
}

void expect_nothing_cut(const std::vector<Drawn>& drawn, const std::string& where) {
  for (const Drawn& d : drawn) {
    EXPECT_LE(d.high.x, d.clip_high.x + 1.5f) << where << ": cut at the right: " << d.words;
    EXPECT_GE(d.low.x, d.clip_low.x - 1.5f) << where << ": cut at the left: " << d.words;
    EXPECT_TRUE(has_whole_letters(d.words)) << where << ": half a letter: " << d.words;
  }
}

void expect_nothing_overlaps(const std::vector<Drawn>& drawn, const std::string& where) {
  for (std::size_t a = 0; a < drawn.size(); ++a)
    for (std::size_t b = 0; b < a; ++b) {
      const Drawn &p = drawn[a], &q = drawn[b];
      if (p.list != q.list) continue;
      const float wide = std::min(p.high.x, q.high.x) - std::max(p.low.x, q.low.x);
      const float high = std::min(p.high.y, q.high.y) - std::max(p.low.y, q.low.y);
      const float line = std::min(p.high.y - p.low.y, q.high.y - q.low.y);
      EXPECT_FALSE(wide > 2.0f && high > 0.4f * line)
          << where << ": \"" << p.words << "\" stands on \"" << q.words << "\"";
    }
}

struct Case {
  Lang lang;
  double scale;
  int width, height;
  std::string name() const {
    return std::string(lang == Lang::fr ? "French" : "English") + " at " +
           std::to_string(int(100 * scale)) + " % in " + std::to_string(width) + "x" +
           std::to_string(height);
  }
};

const std::vector<Case> kCases{
    {Lang::en, 1.0, 1440, 900}, {Lang::fr, 1.0, 1440, 900},  {Lang::en, 1.5, 1440, 900},
    {Lang::fr, 1.5, 1440, 900}, {Lang::en, 2.0, 1440, 900},  {Lang::fr, 2.0, 1440, 900},
    {Lang::fr, 1.0, 1024, 700}, {Lang::fr, 2.0, 2880, 1800}, {Lang::fr, 1.5, 1920, 1080}};

TEST(Layout, SeesTexts) {
  Robot robot;
  EXPECT_GT(texts(robot).size(), 60u);
}

TEST(Layout, NothingIsCutOrOverlaps) {
  for (const Case& c : kCases) {
    Robot robot(quick_options(c.lang, c.scale), baseline_path(), c.width, c.height);
    robot.app().act(SetValue{"talks.mediator", Value{0.25}, true});
    robot.settle();
    const std::vector<Drawn> drawn = texts(robot);
    expect_nothing_cut(drawn, c.name());
    expect_nothing_overlaps(drawn, c.name());
  }
}

TEST(Layout, EveryAssumptionAndLeverFits) {
  for (const Case& c : kCases) {
    Robot robot(quick_options(c.lang, c.scale), baseline_path(), c.width, c.height);
    robot.app().act(SetFilter{Filter::all});
    robot.settle();
    std::vector<std::string> keys;
    for (const ParamSpec& spec : param_specs()) keys.emplace_back(spec.key);
    for (const LeverSpec& spec : lever_specs()) keys.push_back("levers." + std::string(spec.name));
    for (const char* key : {"issues.prisoners.koufa", "issues.elections.weight_aqim",
                            "switches.bargaining", "switches.jnim_terms"})
      for (int times = 0; times < 4; ++times) keys.emplace_back(key);  // each fourth is looked at
    for (std::size_t k = 0; k < keys.size(); k += 4) {
      robot.app().reveal(keys[k]);
      robot.step(4);
      const std::vector<Drawn> drawn = texts(robot);
      expect_nothing_cut(drawn, c.name() + " " + keys[k]);
      expect_nothing_overlaps(drawn, c.name() + " " + keys[k]);
    }
  }
}

TEST(Layout, DialogsFit) {
  for (const Case& c : kCases)
    for (Action action : {Action::open, Action::library, Action::save_as, Action::help,
                          Action::palette, Action::export_figure}) {
      Robot robot(quick_options(c.lang, c.scale), baseline_path(), c.width, c.height);
      robot.app().act(Do{action});
      robot.step(5);
      expect_nothing_cut(texts(robot), c.name());
    }
}

TEST(Layout, ViewsCerclesTourAndQuestionsFit) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  std::ofstream(folder.path() / "broken.toml") << "format = 1\nweeks = 0\n[levers]\nmedi = 3\n";
  for (const Case& c : kCases) {
    AppOptions options = quick_options(c.lang, c.scale);
    Robot robot(options, path, c.width, c.height);
    const auto look = [&](const std::string& what) {
      robot.step(4);
      const std::vector<Drawn> drawn = texts(robot);
      EXPECT_GT(drawn.size(), 10u) << what;
      expect_nothing_cut(drawn, c.name() + ", " + what);
      expect_nothing_overlaps(drawn, c.name() + ", " + what);
    };
    for (const char* id :
         {"C10", "A_issue_matrix", "talks.mediator", "levers.mediator", "kViolenceHalf"}) {
      robot.app().act(ShowSource{id});
      look(std::string("source ") + id);
    }
    robot.app().act(Do{Action::explore});
    robot.app().act(SelectCercle{20});
    look("a cercle");
    robot.app().act(SelectCercle{-1});
    robot.app().act(SetDots{false});
    robot.app().act(ToggleLock{"talks.mediator"});
    look("bars and a lock");
    for (int step = 0; step < 8; ++step) {
      robot.app().act(TourTo{step});
      robot.step(4);
      expect_nothing_cut(texts(robot), c.name() + ", tour " + std::to_string(step));
    }
    robot.app().act(TourTo{-1});
    robot.app().act(OpenFile{folder.path() / "broken.toml"});
    robot.step(5);
    expect_nothing_cut(texts(robot), c.name() + ", a problem");
    robot.app().act(CloseDialog{});
    robot.app().act(SetValue{"talks.mediator", Value{0.1}, true});
    robot.app().act(ToggleLock{"talks.mediator"});
    robot.app().act(SetValue{"talks.mediator", Value{0.2}, true});
    robot.app().act(Do{Action::quit});
    robot.step(5);
    expect_nothing_cut(texts(robot), c.name() + ", a question");
  }
}

// In windows so high that nothing is scrolled away, and in the usual ones.
TEST(Layout, WatchFits) {
  for (const Case& c : kCases)
    for (const int height : {c.height, 5000}) {
      AppOptions options = quick_options(c.lang, c.scale);
      options.place = Place::watch;
      options.watched = 17;
      options.replicates = 40;
      Robot robot(options, baseline_path(), c.width, height);
      const auto look = [&](const std::string& what) {
        robot.step(4);
        const std::vector<Drawn> drawn = texts(robot);
        EXPECT_GT(drawn.size(), 10u) << what;
        expect_nothing_cut(drawn, c.name() + ", Watch, " + what);
        expect_nothing_overlaps(drawn, c.name() + ", Watch, " + what);
      };
      look("the end");
      if (robot.seen("watch.representatives")) robot.click("watch.representatives");
      look("the runs for each outcome");
      robot.press(plain(Key::escape));
      robot.app().act(PickEvent{30});
      look("an event");
      robot.app().act(SelectCercle{20});
      look("a cercle");
      robot.app().act(SetEventKinds{0});
      look("no kinds");
      robot.app().act(SetReplicates{10});
      robot.settle();
      look("out of range");
    }
}

// Scrolls the child window whose name holds `part`; false at its end.
bool scroll_on(const char* part) {
  for (ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
    if (!std::strstr(window->Name, part) || window->ScrollMax.y <= window->Scroll.y) continue;
    ImGui::SetScrollY(window, std::min(window->Scroll.y + window->InnerRect.GetHeight() * 0.8f,
                                       window->ScrollMax.y));
    return true;
  }
  return false;
}

TEST(Layout, LettersAreWholeWhereATitleIsCut) {
  int cut = 0;
  for (int width = 900; width < 1500; width += 20) {
    Robot robot(quick_options(Lang::fr, 2.0), baseline_path(), width, 900);
    for (const Drawn& d : texts(robot))
      if (d.words.starts_with("R") && d.words.ends_with("…")) {
        ++cut;
        const auto before = static_cast<unsigned char>(d.words[d.words.size() - 4]);
        EXPECT_LT(before, 0xC0u) << width << ": " << d.words << " ends in half a letter";
      }
  }
  EXPECT_GT(cut, 3) << "the rule looks at nothing";
}

TEST(Layout, CompareFitsFromTopToBottom) {
  for (const Case& c : kCases) {
    AppOptions options;
    options.asks_why = false;  // thirty ensembles beside each case
    options.lang = c.lang;
    options.scale = c.scale;
    options.still = true;
    options.replicates = 40;
    Robot robot(options, baseline_path(), c.width, c.height);
    const auto look = [&](const std::string& what) {
      int screens = 0;
      do {
        robot.step(3);
        const std::vector<Drawn> drawn = texts(robot);
        EXPECT_GT(drawn.size(), 10u) << what;
        expect_nothing_cut(drawn, c.name() + ", " + what);
        expect_nothing_overlaps(drawn, c.name() + ", " + what);
      } while (scroll_on("compare_body") && ++screens < 40);
    };
    robot.app().act(Do{Action::compare});
    robot.app().act(PickA{{SideA::pinned, {}}});
    look("nothing pinned");
    robot.app().act(PickA{{SideA::file, shipped_scenarios() / "nobody_leaves_no_talks.toml"}});
    robot.settle();
    look("two scenarios");
    robot.app().act(PickA{{SideA::file, shipped_scenarios() / "last_card.toml"}});
    robot.settle();
    robot.step(3);
    expect_nothing_cut(texts(robot), c.name() + ", a long title");
    robot.app().act(PickA{{SideA::saved, {}}});
    robot.settle();
    look("the same case");
  }
}

TEST(Layout, EveryAnalysisFits) {
  const Folder folder;
  const fs::path path = folder.baseline_copy();
  for (const Case& c : kCases) {
    AppOptions options = quick_options(c.lang, c.scale);
    options.load.weeks = 10;  // short runs: the pictures are the same
    options.replicates = 24;
    Robot robot(options, path, c.width, c.height);
    robot.app().act(SetValue{"talks.mediator", Value{0.9}, true});  // two cases to judge
    robot.app().act(ToggleLock{"talks.mediator"});
    for (std::size_t k = 0; k < kMethodCount; ++k) {
      const std::string where = c.name() + ", " + std::string(method_spec(Method(k)).id);
      AnalysisSettings settings = robot.app().analysis().settings;
      settings.method = Method(k);
      settings.target = "deaths_per_year";
      settings.x = "levers.mediator";
      settings.care.fill(Care::quick);
      robot.app().act(SetAnalysis{settings});
      robot.step(4);
      for (const bool run : {false, true}) {
        if (run) robot.press(plain(Key::f5));
        robot.settle();
        const std::vector<Drawn> drawn = texts(robot);
        EXPECT_GT(drawn.size(), 10u) << where;
        expect_nothing_cut(drawn, where + (run ? " run" : " empty"));
        expect_nothing_overlaps(drawn, where + (run ? " run" : " empty"));
      }
      EXPECT_TRUE(robot.app().analysis().fresh) << where;
    }
  }
}

/// In a window so high that no line of the panel Why is scrolled away.
TEST(Layout, TheWholeOfWhyFits) {
  for (const Case& c : kCases) {
    Robot robot(quick_options(c.lang, c.scale), baseline_path(), c.width, 6000);
    for (const OutcomeId outcome :
         {OutcomeId::frozen, OutcomeId::local_patchwork, OutcomeId::collapse}) {
      robot.app().act(ExplainOutcome{int(outcome)});
      robot.settle();
      ASSERT_TRUE(robot.has("why"));
      const std::vector<Drawn> drawn = texts(robot);
      expect_nothing_cut(drawn, c.name() + ", why");
      expect_nothing_overlaps(drawn, c.name() + ", why");
    }
  }
}

TEST(Layout, TheBarAndTheFootAreWholeInEveryWindow) {
  for (const Case& c : kCases)
    for (Action place : {Action::explore, Action::watch, Action::sources}) {
      Robot robot(quick_options(c.lang, c.scale), baseline_path(), c.width, c.height);
      robot.app().act(Do{place});
      robot.step(3);
      for (const char* key : {"view.explore", "view.sources", "menu.help", "button.fr",
                              "status.caution", "status.progress"}) {
        ASSERT_TRUE(robot.has(key)) << key;
        const Placed at = robot.app().last_frame().widgets.find(std::string_view(key))->second;
        EXPECT_GE(at.low.x, 0.0f) << c.name() << " " << key;
        EXPECT_LE(at.high.x, float(c.width)) << c.name() << " " << key;
        EXPECT_GE(at.low.y, 0.0f) << c.name() << " " << key;
        EXPECT_LE(at.high.y, float(c.height) + 0.5f) << c.name() << " " << key;
      }
    }
}

TEST(Layout, TooltipsStayInsideAndOffTheSentences) {
  std::size_t odd = 0;
  for (const Case& c : {kCases[0], kCases[3], kCases[5], kCases[6]}) {
    Robot robot(quick_options(c.lang, c.scale), baseline_path(), c.width, c.height);
    robot.app().act(SetFilter{Filter::all});
    robot.settle();
    std::vector<std::string> keys{"button.play", "outcome.collapse", "chart.stages"};
    for (const ParamSpec& spec : param_specs()) keys.emplace_back(spec.key);
    for (const LeverSpec& spec : lever_specs()) keys.push_back("levers." + std::string(spec.name));
    for (std::size_t k = odd++ % 2; k < keys.size(); k += 2) {  // each row in two of the four
      const std::string& key = keys[k];
      robot.app().reveal(key);
      robot.step(4);
      if (!robot.seen(key)) continue;  // scrolled away in small windows
      robot.move(robot.at(key).centre());
      robot.step_for(0.5);
      const ImGuiWindow* tip = ImGui::FindWindowByName("##Tooltip_00");
      ASSERT_TRUE(tip && tip->Active) << c.name() << " " << key;
      EXPECT_GE(tip->Pos.x, 0.0f) << c.name() << " " << key;
      EXPECT_GE(tip->Pos.y, 0.0f) << c.name() << " " << key;
      EXPECT_LE(tip->Pos.x + tip->Size.x, float(c.width)) << c.name() << " " << key;
      EXPECT_LE(tip->Pos.y + tip->Size.y, robot.at("status.caution").low.y)
          << c.name() << " " << key;
    }
  }
}

/// Labels that differ between the languages, by their English.
std::set<std::string> english_labels() {
  std::set<std::string> out;
  const auto add = [&](const Words& words) {
    if (words.en != words.fr) out.emplace(words.en);
  };
  for (const ParamSpec& spec : param_specs()) add(spec.label);
  for (const LeverSpec& spec : lever_specs()) add(spec.label);
  for (const OutcomeSpec& spec : outcome_specs()) add(spec.label);
  for (const StatisticSpec& spec : statistic_specs()) add(spec.label);
  for (const SeriesSpec& spec : series_specs()) add(spec.label);
  for (const StageSpec& spec : stage_specs()) add(spec.label);
  for (TextId id : {TextId::ui_assumptions, TextId::ui_levers, TextId::ui_file, TextId::ui_edit,
                    TextId::ui_view, TextId::ui_help_menu, TextId::ui_seed, TextId::ui_key_figures,
                    TextId::ui_filter_key, TextId::ui_filter_all, TextId::ui_filter_changed,
                    TextId::ui_chart_territory, TextId::ui_state, TextId::ui_jihadists})
    add({text(id, Lang::en), text(id, Lang::fr)});
  return out;
}

TEST(Layout, NoEnglishLabelIsLeftInFrench) {
  Robot robot;
  const std::set<std::string> english = english_labels();
  const auto left = [&] {
    int found = 0;
    for (const Drawn& d : texts(robot)) found += english.contains(d.words);
    return found;
  };
  EXPECT_GT(left(), 30) << "the rule looks at nothing";
  robot.app().act(SetLang{Lang::fr});
  robot.app().act(SetFilter{Filter::all});
  robot.settle();
  for (std::size_t k = 0; k < param_specs().size(); k += 6) {
    robot.app().reveal(std::string(param_specs()[k].key));
    robot.step(4);
    for (const Drawn& d : texts(robot)) EXPECT_FALSE(english.contains(d.words)) << d.words;
  }
}

// In one line, whose rest is a tooltip (answer_faults_test).
TEST(Layout, TheCautionIsAlwaysThere) {
  for (const Case& c : kCases) {
    Robot robot(quick_options(c.lang, c.scale), baseline_path(), c.width, c.height);
    std::string all;
    for (const Drawn& d : texts(robot)) all += d.words + " ";
    EXPECT_NE(all.find(text(TextId::not_a_forecast, c.lang)), std::string::npos) << c.name();
  }
}

}  // namespace layout_test
}  // namespace palabre::ui::test
