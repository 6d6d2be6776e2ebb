// A robot at the dashboard: the real App and the real panels with a simulated mouse and keyboard,
// without a window or OpenGL. Controls are found by their key, not by pixels.

#pragma once

#include <imgui.h>

#include <cfloat>
#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "sim/run/engine/ensemble.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/temp_folder.hpp"
#include "ui/app/app.hpp"
#include "ui/app/remembered.hpp"
#include "ui/panels/frame.hpp"
#include "ui/work/ensemble_task.hpp"
#include "ui/work/why.hpp"

namespace palabre::ui::test {

namespace fs = std::filesystem;

inline fs::path baseline_path() {
  return fs::path(palabre::test::root()) / "scenarios/baseline.toml";
}

/// Real results of a few replicates of the baseline, made once.
inline std::shared_ptr<const Results> few_results() {
  static const std::shared_ptr<const Results> results = [] {
    const ScenarioFile file = load_scenario(baseline_path());
    Scenario scenario = file.scenario;
    scenario.replicates = 24;
    return run(scenario, *file.world, 1);
  }();
  return results;
}

/// A job that is done at once: it hands out the same few results, said to be of as many replicates
/// as were asked for.
class QuickJob final : public Job {
 public:
  bool grow_to(std::int64_t replicates, std::stop_token, const Progress& progress) override {
    size_ = replicates;
    progress(replicates, replicates);
    return true;
  }
  std::shared_ptr<const Results> results() const override {
    auto copy = std::make_shared<Results>(*few_results());
    copy->manifest.replicates = size_;
    return copy;
  }

 private:
  std::int64_t size_ = 0;
};

/// Why the few runs end so, whatever the case: worked out once for each outcome.
inline WhyWork quick_why(const WhyQuestion& asked) {
  return [outcome = asked.outcome](const LatestTask<Why>::TaskContext& context) {
    static std::mutex mutex;
    static std::map<int, std::shared_ptr<const Why>> made;
    const std::scoped_lock lock(mutex);
    std::shared_ptr<const Why>& why = made[outcome ? int(*outcome) : -1];
    if (!why) {
      const ScenarioFile file = load_scenario(baseline_path());
      WhyQuestion question{file.scenario, file.world, outcome};
      question.scenario.replicates = 24;
      why = why_works(1)(question)({{}, [](auto) {}, [](auto, auto) {}});
    }
    context.part(why);
    return why;
  };
}

inline AppOptions quick_options(Lang lang = Lang::en, double scale = 1.0) {
  AppOptions options;
  options.lang = lang;
  options.scale = scale;
  options.still = true;
  options.make_job = [](const Request&) { return std::make_unique<QuickJob>(); };
  options.make_why = quick_why;
  return options;
}

/// Makes and ends the Dear ImGui context around the App.
class ImGuiHouse {
 public:
  ImGuiHouse(int width, int height) {
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.DisplaySize = {float(width), float(height)};
    io.DeltaTime = 1 / 60.0f;
    io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
    io.ConfigInputTextCursorBlink = false;
    io.MousePos = {-FLT_MAX, -FLT_MAX};
#if IMGUI_VERSION_NUM < 18700
    for (int k = 0; k < ImGuiKey_COUNT; ++k) io.KeyMap[k] = 256 + k;
#endif
  }
  ~ImGuiHouse() { ImGui::DestroyContext(); }
  ImGuiHouse(const ImGuiHouse&) = delete;
  ImGuiHouse& operator=(const ImGuiHouse&) = delete;
};

/// How long work beside the window may take: sanitizers are thirty times slower.
constexpr std::chrono::minutes kPatience{20};

class Robot {
 public:
  explicit Robot(AppOptions options = quick_options(), const fs::path& file = baseline_path(),
                 int width = 1440, int height = 900)
      : house_(width, height), app_(file, std::move(options)) {
    settle();
  }

  App& app() { return app_; }
  double param(std::string_view key) const { return app_.draft().params.*find_param(key)->field; }

  void step(int frames = 1) {
    for (int k = 0; k < frames; ++k) {
      if (app_.prepare_fonts()) build_atlas();
      ImGui::NewFrame();
      app_.frame();
      ImGui::Render();
    }
  }
  /// A time [s] in few and long frames: for what waits, as a tooltip does.
  void step_for(float seconds) {
    float& frame = ImGui::GetIO().DeltaTime;
    const float usual = std::exchange(frame, 0.1f);
    step(int(seconds / 0.1f) + 6);
    frame = usual;
  }
  /// Frames until everything asked for is shown, and nothing is asked for anew.
  void settle() {
    const auto end = std::chrono::steady_clock::now() + kPatience;
    step(2);
    int waited = 0;
    for (int quiet = 0; quiet < 3; quiet = app_.settled() ? quiet + 1 : 0) {
      if (std::chrono::steady_clock::now() > end)
        throw std::runtime_error("the dashboard does not settle");
      step();
      if (quiet > 0) continue;
      // Frames would take processor time from the work that is waited for.
      std::this_thread::sleep_for(std::chrono::milliseconds(waited < 8 ? 1 : 10));
      ++waited;
    }
  }

  /// Where a control stands, scrolled into view.
  Placed at(const std::string& key) {
    if (!seen(key)) {
      std::string row = key;  // the parts of a row are scrolled to with their row
      for (const char* part : {".value", ".reset", ".default", ".never"})
        if (row.ends_with(part)) row.resize(row.rfind('.'));
      app_.reveal(row);
      step(4);
    }
    if (!seen(key)) throw std::runtime_error("no visible widget " + key);
    return app_.last_frame().widgets.find(key)->second;
  }
  bool seen(const std::string& key) const {
    const auto found = app_.last_frame().widgets.find(key);
    return found != app_.last_frame().widgets.end() && found->second.visible;
  }
  bool has(const std::string& key) const { return app_.last_frame().widgets.contains(key); }

  void move(ImVec2 to) {
    ImGui::GetIO().MousePos = to;
    step();
  }
  void button(bool down) {
    ImGui::GetIO().MouseDown[0] = down;
    step();
  }
  void click(ImVec2 at) {
    move(at);
    button(true);
    button(false);
    step(2);
  }
  void click(const std::string& key) { click(at(key).centre()); }
  void drag(ImVec2 from, ImVec2 to, int moves = 6) {
    move(from);
    button(true);
    for (int k = 1; k <= moves; ++k)
      move({from.x + (to.x - from.x) * float(k) / float(moves),
            from.y + (to.y - from.y) * float(k) / float(moves)});
    button(false);
    step();
  }
  /// Drags the knob of a slider, from where its value puts it, to a share of its length; below 0
  /// and above 1 go past the ends.
  void drag_slider(const std::string& key, double share_now, double share) {
    const Placed box = at(key);
    const float knob = app_.look().px(7), length = box.high.x - box.low.x - 2 * knob;
    const float y = box.centre().y;
    drag({box.low.x + knob + length * float(share_now), y},
         {box.low.x + knob + length * float(share), y});
  }

  /// A shortcut, as the window's key callback would queue it.
  void press(Chord chord) {
    app_.press(chord);
    step(2);
  }
  /// A key inside a text box.
  void edit_key(ImGuiKey key) {
#if IMGUI_VERSION_NUM < 18700
    ImGui::GetIO().KeysDown[256 + key] = true;
    step();
    ImGui::GetIO().KeysDown[256 + key] = false;
    step();
#else
    ImGui::GetIO().AddKeyEvent(key, true);
    step();
    ImGui::GetIO().AddKeyEvent(key, false);
    step();
#endif
  }
  void type(const std::string& words) {
    ImGui::GetIO().AddInputCharactersUTF8(words.c_str());
    step();
  }
  void hold_control(bool down) {
#if IMGUI_VERSION_NUM < 18700
    ImGui::GetIO().KeyCtrl = down;
#else
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Ctrl, down);
#endif
  }
  /// All of a text box that has the keyboard.
  void select_all() {
    hold_control(true);
    edit_key(ImGuiKey_A);
    hold_control(false);
  }
  /// Types over what stands in a text box.
  void write_over(const std::string& box, const std::string& words) {
    click(box);
    select_all();
    type(words);
  }
  void hold_shift(bool down) {
#if IMGUI_VERSION_NUM < 18700
    ImGui::GetIO().KeyShift = down;
#else
    ImGui::GetIO().AddKeyEvent(ImGuiMod_Shift, down);
#endif
  }

 private:
  void build_atlas() {
    unsigned char* pixels = nullptr;
    int width = 0, height = 0;
    ImGui::GetIO().Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
    ImGui::GetIO().Fonts->SetTexID(reinterpret_cast<ImTextureID>(std::intptr_t{1}));
  }

  ImGuiHouse house_;
  App app_;
};

constexpr Chord ctrl(char upper) { return {letter(upper), true, false, false}; }
constexpr Chord plain(Key key) { return {key, false, false, false}; }

using palabre::test::bytes_of;

/// The table of a CSV file, without the comments before it.
inline std::string without_comments(const std::string& csv) {
  std::size_t at = 0;
  while (at < csv.size() && csv[at] == '#') at = csv.find('\n', at) + 1;
  return csv.substr(at);
}

class Folder : public palabre::test::TempFolder {
 public:
  /// A copy of the baseline with its world beside it.
  fs::path baseline_copy(const std::string& name = "mine.toml") const {
    fs::copy(fs::path(palabre::test::root()) / "scenarios/mali", path() / "mali",
             fs::copy_options::recursive | fs::copy_options::overwrite_existing);
    fs::copy_file(baseline_path(), path() / name, fs::copy_options::overwrite_existing);
    return path() / name;
  }
};

}  // namespace palabre::ui::test
