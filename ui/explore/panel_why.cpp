// Why: a run that stands for the chosen outcome, the dated events that led there, and what the
// ensemble does without each cause.

#include <algorithm>

#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/explore/explore.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/ui_state.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/why.hpp"
#include "ui/work/why_words.hpp"

namespace palabre::ui {
namespace {

void put_small(const FrameInputs& shown, std::string_view words) {
  ImGui::PushFont(shown.look.fonts.small);
  put_wrapped(shown.look.colours().dim, words);
  ImGui::PopFont();
}

// Words that can be clicked, wrapped to a width.
bool draw_words_to_click(const std::string& id, std::string_view words, float width,
                         const FrameInputs& shown, Frame& frame) {
  const ImVec2 at = ImGui::GetCursorPos();
  const ImVec2 size = ImGui::CalcTextSize(words.data(), words.data() + words.size(), false, width);
  const bool pressed =
      ImGui::Selectable(fmt::format("##{}", id).c_str(), false, 0, {width, size.y});
  frame.reach(id);
  if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const ImVec2 after = ImGui::GetCursorPos();
  ImGui::SetCursorPos(at);
  ImGui::PushTextWrapPos(at.x + width);
  put_in(shown.look.colours().accent, words);
  ImGui::PopTextWrapPos();
  ImGui::SetCursorPos(after);
  return pressed;
}

// At the right end of the title: back to the most frequent outcome, and out of the way where there
// is little room.
void draw_close(const FrameInputs& shown, Frame& frame) {
  const float right = ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x;
  const float left = right - text_width("×") - 2 * ImGui::GetStyle().FramePadding.x;
  if (ImGui::GetItemRectMax().x + shown.look.px(6) < left) ImGui::SameLine();
  ImGui::SetCursorScreenPos({left, ImGui::GetCursorScreenPos().y});
  if (button("why_close", "×", frame)) frame.ask(ExplainOutcome{-1});
  explain(shown.say(TextId::ex_why_close), shown);
}

// The outcome chosen, and which of its runs is told.
void draw_head(const Why* why, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const int chosen = why ? int(why->outcome) : shown.view.outcome;
  const std::string title =
      say(lang, TextId::why_title,
          chosen >= 0 ? outcome_specs()[std::size_t(chosen)].label.in(lang) : "…");
  ImGui::PushTextWrapPos(0.0f);
  heading(title, shown);
  ImGui::PopTextWrapPos();
  frame.note("why");
  if (shown.view.outcome >= 0) draw_close(shown, frame);
  if (!why || why->explained.empty()) return;
  const std::size_t which = std::min(std::size_t(shown.view.story), why->explained.size() - 1);
  const ExplainedRun& told = why->explained[which];
  const bool several = why->explained.size() > 1;
  if (several) {
    if (button("why_previous", "‹", frame, which > 0)) frame.ask(SelectStory{int(which) - 1});
    explain(shown.say(TextId::why_previous), shown);
    ImGui::SameLine(0, shown.look.px(3));
    if (button("why_next", "›", frame, which + 1 < why->explained.size()))
      frame.ask(SelectStory{int(which) + 1});
    explain(shown.say(TextId::why_next), shown);
    ImGui::SameLine(0, shown.look.px(8));
    ImGui::AlignTextToFramePadding();
  }
  put_wrapped(shown.look.colours().dim,
              say(lang, TextId::why_run, whole(told.chosen.replicate, lang), which + 1,
                  why->explained.size()));
  frame.note("why.run");
  explain(rule_in_words(*why, which, lang), shown);
  const float wide = text_width(shown.say(TextId::watch_this)) + shown.look.px(22);
  if (ImGui::GetItemRectMax().x + wide < ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x)
    ImGui::SameLine(0, shown.look.px(8));
  if (button("why_watch", shown.say(TextId::watch_this), frame))
    frame.ask(WatchRun{told.chosen.replicate});
  explain(shown.say(TextId::watch_this_tip), shown);
  const std::string_view needs = shown.say(TextId::ui_an_needs_this);
  const float more = text_width(needs) + shown.look.px(22);
  if (ImGui::GetItemRectMax().x + more < ImGui::GetWindowPos().x + ImGui::GetContentRegionMax().x)
    ImGui::SameLine(0, shown.look.px(8));
  if (button("why_needs", needs, frame))
    frame.ask(AskNeeds{std::string(outcome_specs()[std::size_t(why->outcome)].id)});
  explain(
      say(lang, TextId::ui_an_needs_for, outcome_specs()[std::size_t(why->outcome)].label.in(lang)),
      shown);
}

void draw_without(const Counterfactual& row, std::string_view words, const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  put_wrapped(is_sure(row) ? p.changed : p.dim, words);
  explain(need_in_words(row, shown.lang()), shown);
}

void draw_chain(const Why& why, std::size_t which, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const Palette& p = shown.look.colours();
  const std::vector<WhyLink> links = links_of(why, which, lang);
  if (links.empty()) return put_small(shown, shown.say(TextId::why_no_chain));
  const float indent = text_width("0 ") + shown.look.px(4);
  for (std::size_t k = 0; k < links.size(); ++k) {
    const WhyLink& link = links[k];
    ImGui::BeginGroup();
    put_in(p.dim, fmt::format("{}", k + 1));
    ImGui::SameLine(0, 0);
    ImGui::SetCursorPosX(ImGui::GetCursorStartPos().x + indent);
    put_in(p.dim, link.date);
    ImGui::Indent(indent);
    put_wrapped(p.text, link.event);
    put_small(shown, link.fact);
    const Counterfactual* row = link.cause ? row_of(why, *link.cause) : nullptr;
    if (row)
      draw_without(*row,
                   say(lang, TextId::why_without, cause_in_words(*link.cause, lang),
                       change_in_words(*row, lang)),
                   shown);
    ImGui::Unindent(indent);
    ImGui::EndGroup();
    frame.note(fmt::format("why.link.{}", k));
  }
}

// A cause, its first claim at the right, and what the ensemble does without it.
void draw_cause(const Counterfactual& row, const Why& why, std::size_t which,
                const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const CauseSpec& spec = cause_specs()[std::size_t(row.cause)];
  const std::string id = fmt::format("why.cause.{}", spec.id);
  const Claims claims = claims_of(spec);
  const std::string claimed =
      claims.count > 0 ? std::string(claim(claims.list().front()).name) : std::string();
  const float gap = shown.look.px(8), wide = claimed.empty() ? 0.0f : text_width(claimed);
  const float room = ImGui::GetContentRegionAvail().x - wide - gap;
  if (draw_words_to_click(id, spec.label.in(lang), room, shown, frame))
    frame.ask(Reveal{std::string(spec.key)});
  explain(shown.say(TextId::why_to_control), shown);
  if (!claimed.empty()) {
    ImGui::SameLine(0, gap);
    if (draw_words_to_click(id + ".claim", claimed, wide, shown, frame))
      frame.ask(ShowSource{claimed});
    explain(fmt::format("{}\n{}", claim(claims.list().front()).says.in(lang),
                        shown.say(TextId::why_to_claim)),
            shown);
  }
  draw_without(row, change_in_words(row, lang), shown);
  frame.note(id + ".change");
  std::string more = end_in_words(row, why, which, lang);
  if (const std::string talks = talks_in_words(row, lang); !talks.empty()) more += "; " + talks;
  put_small(shown, more);
}

void draw_causes(const Why& why, std::size_t which, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  ImGui::Separator();
  heading(shown.say(TextId::why_without_title), shown);
  explain(shown.say(TextId::why_without_tip), shown);
  const TaskStatus<Why>& asked = shown.why.asked;
  if (why.causes.size() < why.causes_in_case && asked.running)
    put_small(shown, say(lang, TextId::why_progress, why.causes.size(), why.causes_in_case));
  if (why.causes_in_case == 0) put_small(shown, shown.say(TextId::explain_no_causes));
  std::string idle;
  for (const Counterfactual& row : why.causes) {
    if (row.flipped > 0)
      draw_cause(row, why, which, shown, frame);
    else
      idle += (idle.empty() ? "" : ", ") + cause_in_words(row.cause, lang);
  }
  if (!idle.empty()) put_small(shown, say(lang, TextId::explain_never_needed, idle));
}

void draw_binding(const Why& why, const FrameInputs& shown, Frame& frame) {
  ImGui::Separator();
  ImGui::PushTextWrapPos(0.0f);
  heading(shown.say(TextId::why_limiting_factors), shown);
  ImGui::PopTextWrapPos();
  frame.note("why.limiting_factors");
  explain(shown.say(TextId::why_limiting_factors_tip), shown);
  if (!why.limiting_factors) {
    if (shown.why.asked.running) put_small(shown, shown.say(TextId::why_limiting_factors_waits));
    return;
  }
  for (const WhyStep& step : steps_of(*why.limiting_factors, shown.lang())) {
    put_wrapped(shown.look.colours().text, step.step);
    for (const std::string& years : step.years) put_small(shown, years);
  }
}

// What there is to say while there is no story.
bool draw_nothing(const Why* why, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  const TaskStatus<Why>& asked = shown.why.asked;
  if (!asked.failure.empty()) {
    put_wrapped(shown.look.colours().danger, say(lang, TextId::why_broke_off, asked.failure));
    return true;
  }
  if (!why) {
    const TextId words = asked.running   ? TextId::why_working
                         : asked.stopped ? TextId::why_stopped_early
                                         : TextId::why_waits;
    put_small(shown, shown.say(words));
    if (asked.stopped && button("why_go_on", shown.say(TextId::why_go_on), frame))
      frame.ask(AskWhy{});
    return true;
  }
  if (why->finished == 0)
    put_small(shown, shown.say(TextId::why_all_failed));
  else if (why->explained.empty())
    put_small(shown, say(lang, TextId::why_nobody, whole(why->finished, lang)));
  return why->explained.empty();
}

// Why it ended so: the rule of the class. The last break stands among the events.
void draw_because(const Why& why, std::size_t which, const FrameInputs& shown) {
  const Explanation explanation = explanation_of(story_context_of(why, which, shown.lang()));
  put_wrapped(shown.look.colours().text, explanation.rule);
}

}  // namespace

void draw_why(const FrameInputs& shown, UiState&, Frame& frame) {
  const Lang lang = shown.lang();
  const TaskStatus<Why>& asked = shown.why.asked;
  const Why* why = asked.answer.get();
  draw_head(why, shown, frame);
  if (shown.why.stale && why) put_small(shown, shown.say(TextId::why_stale));
  if (!draw_nothing(why, shown, frame)) {
    if (why->failed > 0)
      put_small(shown, say(lang, TextId::why_some_failed, whole(why->failed, lang),
                           whole(why->failed + why->finished, lang)));
    const std::int64_t runs = why->finished + why->failed;
    if (shown.results && runs < shown.results->manifest.replicates)
      put_small(shown, say(lang, TextId::ui_of_runs, whole(runs, lang),
                           whole(shown.results->manifest.replicates, lang)));
    const std::size_t which = std::min(std::size_t(shown.view.story), why->explained.size() - 1);
    draw_because(*why, which, shown);
    heading(shown.say(TextId::why_chain), shown);
    explain(shown.say(TextId::why_chain_tip), shown);
    draw_chain(*why, which, shown, frame);
    if (const auto held = explanation_of(story_context_of(*why, which, lang)).held)
      put_small(shown, *held);
    draw_causes(*why, which, shown, frame);
    if (asked.stopped) {
      put_small(shown, say(lang, TextId::why_stopped, why->causes.size(), why->causes_in_case));
      if (button("why_go_on", shown.say(TextId::why_go_on), frame)) frame.ask(AskWhy{});
    }
  }
  if (why) draw_binding(*why, shown, frame);
}

}  // namespace palabre::ui
