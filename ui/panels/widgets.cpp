#include "ui/panels/widgets.hpp"

#include <imgui_stdlib.h>

#include <algorithm>

#include "sim/report/layout.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/status.hpp"
#include "ui/panels/ui_state.hpp"

namespace palabre::ui {
namespace {

constexpr double kTipDelay = 0.35;  // [s]

float tip_floor(const FrameInputs& shown) {
  return ImGui::GetIO().DisplaySize.y - status_height(shown);
}

}  // namespace

void tooltip_for(std::string_view key, bool hovered, const FrameInputs& shown, UiState& ui_state,
                 Frame& frame, const std::function<void()>& tip) {
  if (!hovered) {
    if (ui_state.tip_key == key) ui_state.tip_key.clear();
    return;
  }
  const double now = ImGui::GetTime();
  if (ui_state.tip_key != key) {
    ui_state.tip_key = key;
    ui_state.tip_since = now;
    ui_state.tip_frames = ui_state.tip_fit = 0;
  }
  if (now - ui_state.tip_since < kTipDelay) {
    frame.moving = true;
    return;
  }
  // A long tip in large text: first wider, then smaller and closer.
  const float width = ImGui::GetIO().DisplaySize.x * 0.95f;
  if (++ui_state.tip_frames % 3 == 0 && ui_state.tip_fit < 2 && tip_size().y > tip_floor(shown)) {
    ++ui_state.tip_fit;
    frame.moving = true;
  }
  begin_tip(shown);
  ImGui::PushTextWrapPos(ui_state.tip_fit == 0 ? std::min(shown.look.px(430), width) : width);
  ImGui::PushFont(ui_state.tip_fit < 2 ? shown.look.fonts.body : shown.look.fonts.small);
  const ImVec2 gap = ImGui::GetStyle().ItemSpacing;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap.x, ui_state.tip_fit < 2 ? gap.y : 0.0f});
  tip();
  ImGui::PopStyleVar();
  ImGui::PopFont();
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

void begin_tip(const FrameInputs& shown) {
  const ImVec2 mouse = ImGui::GetIO().MousePos, display = ImGui::GetIO().DisplaySize;
  const ImVec2 size = tip_size();
  const float floor = tip_floor(shown);
  ImVec2 at{mouse.x + shown.look.px(16), mouse.y + shown.look.px(14)};
  if (at.x + size.x > display.x) at.x = mouse.x - shown.look.px(12) - size.x;
  if (at.y + size.y > floor) at.y = floor - size.y;
  at.x = std::max(0.0f, std::min(at.x, display.x - size.x));
  at.y = std::max(0.0f, at.y);
  ImGui::SetNextWindowPos(at);
  ImGui::BeginTooltip();
}

void draw_fact(std::string_view name, std::string_view value, const FrameInputs& shown) {
  put_in(shown.look.colours().dim, name);
  ImGui::SameLine();
  put(value);
}

bool passes(Filter filter, const FilterFacts& facts) {
  switch (filter) {
    case Filter::key:
      return facts.key;
    case Filter::changed:
      return facts.changed;
    case Filter::assumed:
      return facts.assumed;
    case Filter::all:
      break;
  }
  return true;
}

bool claims_hold(const Claims& claims, std::string_view wanted, Lang lang) {
  return std::any_of(claims.list().begin(), claims.list().end(), [&](ClaimId id) {
    return found_in(claim(id).name, wanted) || found_in(claim(id).says.in(lang), wanted);
  });
}

void draw_claims(const Claims& claims, const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  ImGui::Separator();
  for (ClaimId id : claims.list()) {
    const ClaimSpec& c = claim(id);
    const bool assumed = c.kind == ClaimKind::Assumption;
    put_in(assumed ? p.changed : p.accent,
           fmt::format("{} · {}", c.name, label(c.kind, shown.lang())));
    const float used = ImGui::GetItemRectSize().x;
    ImGui::PushFont(shown.look.fonts.small);
    const std::string source =
        c.locator.empty() ? std::string(c.source) : fmt::format("{}, {}", c.source, c.locator);
    if (used + text_width(source) + shown.look.px(20) < shown.look.px(430)) ImGui::SameLine();
    put_in(p.dim, source);
    ImGui::PopFont();
    put(c.says.in(shown.lang()));
  }
}

bool button(const char* id, std::string_view words, Frame& frame, bool enabled,
            std::string_view key) {
  ImGui::BeginDisabled(!enabled);
  const bool pressed = ImGui::Button(fmt::format("{}##{}", words, id).c_str());
  ImGui::EndDisabled();
  const std::string noted = fmt::format("button.{}", id);
  frame.note(noted);
  if (enabled) frame.reach(key.empty() ? std::string_view(noted) : key);
  return pressed;
}

bool toggle(const char* id, std::string_view words, bool on, const FrameInputs& shown, Frame& frame,
            std::string_view key) {
  const Palette& p = shown.look.colours();
  if (on) {
    for (ImGuiCol part : {ImGuiCol_Button, ImGuiCol_ButtonHovered, ImGuiCol_ButtonActive})
      ImGui::PushStyleColor(part, p.accent);
    ImGui::PushStyleColor(ImGuiCol_Text, p.on_accent);
  }
  const bool pressed = button(id, words, frame, true, key);
  if (on) ImGui::PopStyleColor(4);
  return pressed;
}

void heading(std::string_view words, const FrameInputs& shown) {
  ImGui::PushFont(shown.look.fonts.bold);
  ImGui::AlignTextToFramePadding();
  put(words);
  ImGui::PopFont();
}

bool input_text(const char* id, const char* hint, std::string& words, int flags) {
  return ImGui::InputTextWithHint(id, hint, &words, flags);
}

void explain(std::string_view words, const FrameInputs& shown) {
  if (words.empty() || !ImGui::IsItemHovered()) return;
  begin_tip(shown);
  ImGui::PushTextWrapPos(ImGui::GetFontSize() * 28);
  put(words);
  ImGui::PopTextWrapPos();
  ImGui::EndTooltip();
}

std::string shortened(std::string_view words, std::size_t bytes_max) {
  if (words.size() <= bytes_max) return std::string(words);
  while (bytes_max > 0 && (static_cast<unsigned char>(words[bytes_max]) & 0xC0u) == 0x80u)
    --bytes_max;
  return std::string(words.substr(0, bytes_max)) + "…";
}

void put(std::string_view s) {
  constexpr std::size_t kMost = 3000;
  const std::string words = with_hard_blanks(s.size() <= kMost ? s : shortened(s, kMost));
  ImGui::TextUnformatted(words.data(), words.data() + words.size());
}

void put_in(ImU32 colour, std::string_view s) {
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  put(s);
  ImGui::PopStyleColor();
}

void put_wrapped(ImU32 colour, std::string_view s) {
  ImGui::PushTextWrapPos(0.0f);
  put_in(colour, s);
  ImGui::PopTextWrapPos();
}

void draw_progress(std::int64_t done, std::int64_t total, float width, const FrameInputs& shown) {
  if (total <= 0) return;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float share = float(double(done) / double(total)), high = shown.look.px(2);
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.AddRectFilled(at, {at.x + width, at.y + high}, shown.look.colours().track);
  list.AddRectFilled(at, {at.x + width * share, at.y + high}, shown.look.colours().accent);
}

float text_width(std::string_view s) {
  return ImGui::CalcTextSize(s.data(), s.data() + s.size()).x;
}

std::string cut_to(std::string_view words, float room, std::string_view ending) {
  std::string cut(words);
  if (text_width(cut + std::string(ending)) <= room) return cut.append(ending);
  const std::string after = "…" + std::string(ending);
  while (!cut.empty() && text_width(cut + after) > room) {
    // A whole letter: its first byte, and the bytes that continue it.
    while (cut.size() > 1 && (static_cast<unsigned char>(cut.back()) & 0xC0u) == 0x80u)
      cut.pop_back();
    cut.pop_back();
  }
  return cut + after;
}

}  // namespace palabre::ui
