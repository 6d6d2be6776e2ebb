#include "ui/browser/page.hpp"

#include <emscripten.h>
#include <imgui.h>

#include <atomic>
#include <cstdlib>

#include "ui/keyboard.hpp"

// What C++ passes on to page.js.
EM_JS(void, palabre_copy, (const char* text), { Palabre.copy(UTF8ToString(text)); });
EM_JS(char*, palabre_pasted, (), { return stringToNewUTF8(Palabre.pasted); });
EM_JS(char*, palabre_key, (), { return stringToNewUTF8(Palabre.keyName); });
EM_JS(char*, palabre_address, (), { return stringToNewUTF8(Palabre.address()); });
EM_JS(int, palabre_width, (), { return Palabre.width(); });
EM_JS(int, palabre_height, (), { return Palabre.height(); });
EM_JS(double, palabre_scale, (), { return Palabre.scale(); });
EM_JS(void, palabre_show,
      (int frames, int waited, int settled, int asks, int recovers, const char* digest,
       const char* lang, const char* problem),
      {
        Palabre.show({
          frames,
          waited : !!waited,
          settled : !!settled,
          asksForFile : !!asks,
          offersRecovery : !!recovers,
          digest : UTF8ToString(digest),
          lang : UTF8ToString(lang),
          problem : UTF8ToString(problem)
        });
      });
EM_JS(void, palabre_text, (const char* answer, const char* report),
      { Palabre.showText(UTF8ToString(answer), UTF8ToString(report)); });
EM_JS(void, palabre_slider,
      (int k, const char* key, const char* label, const char* shown, double min, double max,
       double value),
      {
        Palabre.showSlider({
          k,
          key : UTF8ToString(key),
          label : UTF8ToString(label),
          shown : UTF8ToString(shown),
          min,
          max,
          value
        });
      });
EM_JS(void, palabre_left_out, (const char* what), { Palabre.leftOut(UTF8ToString(what)); });
EM_JS(void, palabre_close, (const char* words), { Palabre.closeWith(UTF8ToString(words)); });
EM_JS(void, palabre_download, (const char* path), { Palabre.download(UTF8ToString(path)); });
EM_JS(void, palabre_keep, (), { Palabre.keepFiles(); });

namespace palabre::ui {
namespace {

std::atomic<bool> news{true};

std::string taken(char* text) {
  std::string out = text;
  std::free(text);
  return out;
}

}  // namespace

// The browser says it with each key; page.js has noted it before GLFW hears of the key.
std::string key_name(int, int) { return taken(palabre_key()); }

namespace page {

void wake() { news = true; }
bool take_news() { return news.exchange(false); }

void join_clipboard() {
  ImGuiIO& io = ImGui::GetIO();
  io.SetClipboardTextFn = [](void*, const char* text) { palabre_copy(text); };
  io.GetClipboardTextFn = [](void*) -> const char* {
    static std::string pasted;
    pasted = taken(palabre_pasted());
    return pasted.c_str();
  };
}

std::string address() { return taken(palabre_address()); }

Size size() { return {palabre_width(), palabre_height(), palabre_scale()}; }

void show(const State& s) {
  palabre_show(s.frames, s.waited_for, s.settled, s.asks_for_file, s.offers_recovery,
               s.digest.c_str(), s.lang.c_str(), s.problem.c_str());
}

void show_text(const std::string& answer, const std::string& report_html) {
  palabre_text(answer.c_str(), report_html.c_str());
}

void show_sliders(const std::vector<Slider>& sliders) {
  int k = 0;
  for (const Slider& s : sliders)
    palabre_slider(k++, s.key.c_str(), s.label.c_str(), s.shown.c_str(), s.min, s.max, s.value);
}

void tell_left_out(const std::string& what) { palabre_left_out(what.c_str()); }
void close_with(const std::string& words) { palabre_close(words.c_str()); }

void download(const std::filesystem::path& file) { palabre_download(file.c_str()); }

void keep_files() { palabre_keep(); }

}  // namespace page
}  // namespace palabre::ui

extern "C" EMSCRIPTEN_KEEPALIVE void palabre_wake() { palabre::ui::page::wake(); }
