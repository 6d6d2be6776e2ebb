// Who says so: claims and what rests on them, values and what they rest on, the equations they
// stand in.

#include <algorithm>
#include <array>

#include "sim/tables/text.hpp"
#include "ui/base/equations.hpp"
#include "ui/base/words.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/sources/model_pages.hpp"
#include "ui/sources/sources.hpp"

namespace palabre::ui {
namespace {

constexpr std::array kKinds{ClaimKind::Article, ClaimKind::Measured, ClaimKind::Literature,
                            ClaimKind::Judgement, ClaimKind::Assumption};

bool names(const Claims& claims, ClaimId id) {
  return std::any_of(claims.list().begin(), claims.list().end(),
                     [&](ClaimId other) { return other == id; });
}

// One line of the list at the left.
struct Entry {
  std::string id, words;
  std::string note;  // at its right end
  std::string more;  // searched too
};

int resting_on(ClaimId id) {
  int count = 0;
  for (const ParamSpec& spec : param_specs()) count += names(spec.claims, id);
  for (const LeverSpec& spec : lever_specs()) count += names(spec.claims, id);
  for (const ConstantSpec& spec : constant_specs()) count += names(spec.claims, id);
  return count;
}

std::vector<Entry> claim_entries(const FrameInputs& shown, const UiState& ui_state) {
  const Lang lang = shown.lang();
  std::vector<Entry> out;
  for (const ClaimSpec& spec : claim_specs()) {
    if (ui_state.of<SourcesState>().kind >= 0 &&
        spec.kind != kKinds[std::size_t(ui_state.of<SourcesState>().kind)])
      continue;
    out.push_back({std::string(spec.name), fmt::format("{}  {}", spec.name, spec.says.in(lang)),
                   fmt::format("{}", resting_on(spec.id)),
                   fmt::format("{} {} {}", spec.source, spec.locator, label(spec.kind, lang))});
  }
  return out;
}

std::vector<Entry> entries(const FrameInputs& shown, const UiState& ui_state) {
  const Lang lang = shown.lang();
  if (ui_state.of<SourcesState>().list == 0) return claim_entries(shown, ui_state);
  std::vector<Entry> out;
  if (ui_state.of<SourcesState>().list == 1)
    for (const ParamSpec& spec : param_specs())
      out.push_back({std::string(spec.key), std::string(spec.label.in(lang)), "",
                     fmt::format("{} {} {}", spec.key, spec.symbol, spec.meaning.in(lang))});
  if (ui_state.of<SourcesState>().list == 2)
    for (const LeverSpec& spec : lever_specs())
      out.push_back({key_of(spec), std::string(spec.label.in(lang)), "",
                     fmt::format("{} {}", spec.name, spec.meaning.in(lang))});
  if (ui_state.of<SourcesState>().list == 3)
    for (const ConstantSpec& spec : constant_specs())
      out.push_back({std::string(spec.name), std::string(spec.meaning.in(lang)),
                     number(spec.value, lang), std::string(spec.name)});
  if (ui_state.of<SourcesState>().list == 4)
    for (const ModelPage& page : model_pages(shown.world(), lang))
      out.push_back({page.id, page.title, "", page.words});
  return out;
}

template <class Specs>
int assumed_rows(const Specs& specs) {
  return int(std::count_if(specs.begin(), specs.end(),
                           [](const auto& spec) { return is_assumed(spec.claims); }));
}

void draw_head(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Lang lang = shown.lang();
  heading(shown.say(TextId::ui_sources), shown);
  put_wrapped(shown.look.colours().dim,
              say(lang, TextId::ui_rest_counts, assumed_rows(param_specs()), param_specs().size(),
                  assumed_rows(lever_specs()), lever_specs().size(), assumed_rows(constant_specs()),
                  constant_specs().size()));
  struct List {
    const char* id;
    TextId words;
  };
  constexpr std::array kLists{List{"list_claims", TextId::ui_claims},
                              List{"list_assumptions", TextId::ui_assumptions_short},
                              List{"list_levers", TextId::ui_levers_short},
                              List{"list_constants", TextId::ui_constants},
                              List{"list_model", TextId::pages_list}};
  const float end = ImGui::GetCursorScreenPos().x + ImGui::GetContentRegionAvail().x;
  const auto task = [&](std::string_view words) {
    const float wide = text_width(words) + 2 * ImGui::GetStyle().FramePadding.x;
    if (ImGui::GetItemRectMax().x + shown.look.px(4) + wide <= end)
      ImGui::SameLine(0, shown.look.px(4));
  };
  for (std::size_t k = 0; k < kLists.size(); ++k) {
    if (k > 0) task(shown.say(kLists[k].words));
    if (toggle(kLists[k].id, shown.say(kLists[k].words), ui_state.of<SourcesState>().list == int(k),
               shown, frame)) {
      ui_state.of<SourcesState>().list = int(k);
      ui_state.of<SourcesState>().chosen.clear();
    }
  }
  if (ui_state.of<SourcesState>().list == 0)
    for (std::size_t k = 0; k < kKinds.size(); ++k) {
      const auto count = std::count_if(claim_specs().begin(), claim_specs().end(),
                                       [&](const ClaimSpec& c) { return c.kind == kKinds[k]; });
      const std::string words = fmt::format("{} {}", count, label(kKinds[k], lang));
      if (k > 0) task(words);
      if (toggle(fmt::format("kind_{}", k).c_str(), words,
                 ui_state.of<SourcesState>().kind == int(k), shown, frame))
        ui_state.of<SourcesState>().kind = ui_state.of<SourcesState>().kind == int(k) ? -1 : int(k);
    }
  ImGui::SetNextItemWidth(-FLT_MIN);
  frame.reach_text("sources.search");
  input_text("##source_search", std::string(shown.say(TextId::ui_claims_find)).c_str(),
             ui_state.of<SourcesState>().search);
  frame.note("sources.search");
  draw_focus("sources.search", ImGui::GetItemRectMin(), ImGui::GetItemRectMax().x, ui_state);
}

void draw_list(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Palette& p = shown.look.colours();
  bool any = false;
  for (const Entry& entry : entries(shown, ui_state)) {
    if (!ui_state.of<SourcesState>().search.empty() &&
        !found_in(entry.words + " " + entry.more, ui_state.of<SourcesState>().search))
      continue;
    any = true;
    if (ui_state.of<SourcesState>().chosen.empty()) ui_state.of<SourcesState>().chosen = entry.id;
    const float note = entry.note.empty() ? 0.0f : text_width(entry.note) + shown.look.px(10);
    const float room = ImGui::GetContentRegionAvail().x - note;
    const ImVec2 size = ImGui::CalcTextSize(entry.words.c_str(), nullptr, false, room);
    const ImVec2 at = ImGui::GetCursorPos();
    const bool chosen = ui_state.of<SourcesState>().chosen == entry.id;
    if (ImGui::Selectable(fmt::format("##{}", entry.id).c_str(), chosen, 0,
                          {0, std::max(size.y, ImGui::GetTextLineHeight())}))
      ui_state.of<SourcesState>().chosen = entry.id;
    frame.reach(fmt::format("source.{}", entry.id));
    if (chosen && ui_state.of<SourcesState>().scroll_to_chosen) {
      ImGui::SetScrollHereY(0.4f);
      ui_state.of<SourcesState>().scroll_to_chosen = false;
      frame.moving = true;
    }
    const ImVec2 after = ImGui::GetCursorPos();
    ImGui::SetCursorPos(at);
    ImGui::PushTextWrapPos(at.x + room);
    put(entry.words);
    ImGui::PopTextWrapPos();
    if (!entry.note.empty()) {
      ImGui::SetCursorPos({at.x + room + shown.look.px(6), at.y});
      put_in(p.dim, entry.note);
    }
    ImGui::SetCursorPos(after);
  }
  if (!any) put_in(p.dim, shown.say(TextId::ui_nothing_found));
}

// A line that leads to another entry.
void draw_link(const std::string& id, const std::string& words, const FrameInputs& shown,
               Frame& frame) {
  const ImVec2 at = ImGui::GetCursorPos();
  const float room = ImGui::GetContentRegionAvail().x;
  const ImVec2 size = ImGui::CalcTextSize(words.c_str(), nullptr, false, room);
  ImGui::PushID(id.c_str());
  if (ImGui::Selectable("##link", false, 0, {0, size.y})) frame.ask(ShowSource{id});
  ImGui::PopID();
  frame.reach(fmt::format("link.{}", id));
  const ImVec2 after = ImGui::GetCursorPos();
  ImGui::SetCursorPos(at);
  put_wrapped(shown.look.colours().accent, words);
  ImGui::SetCursorPos(after);
}

void draw_claim(const ClaimSpec& spec, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  heading(fmt::format("{} · {}", spec.name, label(spec.kind, lang)), shown);
  ImGui::PushTextWrapPos(0.0f);
  put(spec.says.in(lang));
  put_in(shown.look.colours().dim, spec.locator.empty()
                                       ? std::string(spec.source)
                                       : fmt::format("{}, {}", spec.source, spec.locator));
  ImGui::PopTextWrapPos();
  constexpr std::string_view kPriorities = "ABC";
  draw_fact(shown.say(TextId::ui_priority), kPriorities.substr(std::size_t(spec.priority), 1),
            shown);
  ImGui::Separator();
  heading(shown.say(TextId::ui_rests_here), shown);
  if (resting_on(spec.id) == 0) {
    put_wrapped(shown.look.colours().dim, shown.say(TextId::ui_nothing_rests));
  }
  for (const ParamSpec& param : param_specs())
    if (names(param.claims, spec.id))
      draw_link(std::string(param.key), fmt::format("{}  ({})", param.label.in(lang), param.key),
                shown, frame);
  for (const LeverSpec& lever : lever_specs())
    if (names(lever.claims, spec.id))
      draw_link(key_of(lever), fmt::format("{}  ({})", lever.label.in(lang), key_of(lever)), shown,
                frame);
  for (const ConstantSpec& constant : constant_specs())
    if (names(constant.claims, spec.id))
      draw_link(std::string(constant.name),
                fmt::format("{}  {}", constant.meaning.in(lang), number(constant.value, lang)),
                shown, frame);
}

void draw_claims_of(const Claims& claims, const FrameInputs& shown, Frame& frame) {
  ImGui::Separator();
  heading(shown.say(TextId::ui_rests_on), shown);
  for (ClaimId id : claims.list()) {
    const ClaimSpec& spec = claim(id);
    draw_link(std::string(spec.name),
              fmt::format("{} · {} · {}", spec.name, label(spec.kind, shown.lang()), spec.source),
              shown, frame);
    ImGui::PushTextWrapPos(0.0f);
    put(spec.says.in(shown.lang()));
    ImGui::PopTextWrapPos();
    ImGui::Spacing();
  }
}

void draw_equations(std::string_view symbol, const FrameInputs& shown) {
  ImGui::Separator();
  heading(say(shown.lang(), TextId::ui_equations, symbol), shown);
  const auto found = submodels_with(symbol);
  ImGui::PushTextWrapPos(0.0f);
  put_in(shown.look.colours().dim, found.empty()
                                       ? say(shown.lang(), TextId::ui_no_equation, symbol)
                                       : std::string(shown.say(TextId::source_page_words)));
  for (const Submodel* submodel : found) {
    ImGui::Spacing();
    put_in(shown.look.colours().accent, submodel_title(submodel->name, shown.lang()));
    put(equations_in(*submodel, shown.lang()));
    put_in(shown.look.colours().dim,
           say(shown.lang(), TextId::source_symbols, symbols_in(*submodel, shown.lang())));
  }
  ImGui::PopTextWrapPos();
}

// How far a value can be trusted: as far as the weakest claim it rests on.
TextId confidence_of(const Claims& claims) {
  TextId worst = TextId::source_sure;
  for (const ClaimId id : claims.list()) {
    const ClaimSpec& spec = claim(id);
    if (spec.kind == ClaimKind::Assumption) return TextId::source_none;
    if (spec.kind == ClaimKind::Judgement)
      worst = TextId::source_low;
    else if (worst == TextId::source_sure &&
             (spec.kind == ClaimKind::Literature || spec.priority != Priority::A))
      worst = TextId::source_fair;
  }
  return worst;
}

void draw_confidence(const Claims& claims, const FrameInputs& shown, Frame& frame) {
  ImGui::PushTextWrapPos(0.0f);
  put(fmt::format("{}{} {}", shown.say(TextId::source_confidence),
                  shown.lang() == Lang::fr ? " :" : ":", shown.say(confidence_of(claims))));
  ImGui::PopTextWrapPos();
  frame.note("sources.confidence");
  explain(shown.say(TextId::source_confidence_tip), shown);
}

// When a value can matter: at the start, in every week, or from a day on.
TextId acts_when(std::string_view key) {
  if (acts_only_at_start(key)) return TextId::source_at_start;
  const auto input = InputRef::find(key);
  const LeverSpec* lever = input ? input->lever() : nullptr;
  return lever && lever->kind == LeverKind::Date ? TextId::source_from_date
                                                 : TextId::source_every_week;
}

void draw_acts(std::string_view key, const FrameInputs& shown, Frame& frame) {
  ImGui::PushTextWrapPos(0.0f);
  put(fmt::format("{}{} {}", shown.say(TextId::source_acts), shown.lang() == Lang::fr ? " :" : ":",
                  shown.say(acts_when(key))));
  ImGui::PopTextWrapPos();
  frame.note("sources.acts");
}

void draw_value_head(std::string_view name, std::string_view meaning, const FrameInputs& shown) {
  heading(name, shown);
  ImGui::PushTextWrapPos(0.0f);
  put(meaning);
  ImGui::PopTextWrapPos();
}

void draw_control_link(const std::string& key, const FrameInputs& shown, Frame& frame) {
  if (const auto value = get_value(shown.draft, key))
    draw_fact(shown.say(TextId::ui_value), value_in_words(*value, shown.lang()), shown);
  if (button("show_control", shown.say(TextId::ui_show_control), frame)) frame.ask(Reveal{key});
}

void draw_detail(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  const Lang lang = shown.lang();
  const std::string& id = ui_state.of<SourcesState>().chosen;
  if (const ClaimSpec* spec = find_claim(id)) return draw_claim(*spec, shown, frame);
  const auto draw_control = [&](const auto& spec, bool has_unit) {
    draw_value_head(spec.label.in(lang), spec.meaning.in(lang), shown);
    if (has_unit) draw_fact(shown.say(TextId::ui_unit), label(spec.unit, lang), shown);
    draw_fact(shown.say(TextId::ui_symbol), spec.symbol, shown);
    draw_acts(id, shown, frame);
    draw_confidence(spec.claims, shown, frame);
    draw_control_link(id, shown, frame);
    draw_claims_of(spec.claims, shown, frame);
    draw_equations(spec.symbol, shown);
  };
  if (const auto input = InputRef::find(id)) {
    if (const ParamSpec* spec = input->param()) return draw_control(*spec, true);
    if (const LeverSpec* spec = input->lever())
      return draw_control(*spec, spec->kind == LeverKind::Number);
  }
  for (const ConstantSpec& spec : constant_specs())
    if (spec.name == id) {
      draw_value_head(spec.name, spec.meaning.in(lang), shown);
      draw_fact(shown.say(TextId::ui_value),
                fmt::format("{} {}", number(spec.value, lang), label(spec.unit, lang)), shown);
      return draw_claims_of(spec.claims, shown, frame);
    }
  if (ui_state.of<SourcesState>().list == 4)
    for (const ModelPage& page : model_pages(shown.world(), lang))
      if (page.id == id) return draw_model_page(page, shown, frame);
  put_in(shown.look.colours().dim, shown.say(TextId::ui_pick_a_claim));
}

}  // namespace

void draw_sources(const FrameInputs& shown, UiState& ui_state, Frame& frame) {
  draw_head(shown, ui_state, frame);
  ++frame.part;
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const bool task = room.x > ImGui::GetFontSize() * 50;
  const float gap = shown.look.px(14);
  const ImVec2 list{task ? room.x * 0.45f : room.x, task ? room.y : room.y * 0.45f};
  ImGui::BeginChild("source_list", list);
  draw_list(shown, ui_state, frame);
  ImGui::EndChild();
  ++frame.part;
  if (task) ImGui::SameLine(0, gap);
  ImGui::BeginChild("source_detail", {0, 0});
  draw_detail(shown, ui_state, frame);
  ImGui::EndChild();
}

}  // namespace palabre::ui
