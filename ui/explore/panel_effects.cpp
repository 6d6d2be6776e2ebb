// What the changes against the reference do: paired differences on common random numbers.

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/run/views/compare.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_parts.hpp"
#include "ui/explore/explore.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/ensemble_task.hpp"

namespace palabre::ui {
namespace {

constexpr std::size_t kChangesShown = 6;
constexpr std::array kStatistics{
    StatisticId::talks_started,           StatisticId::truce_reached,
    StatisticId::accord_reached,          StatisticId::deaths_per_year,
    StatisticId::displaced_end,           StatisticId::state_share_area_end,
    StatisticId::jihadist_share_area_end, StatisticId::pacts_alive_mean};

std::vector<std::string> changes(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  std::vector<std::string> out;
  for (const InputRef& input : all_inputs()) {
    const auto before = input.get(shown.reference->scenario), now = input.get(shown.draft);
    if (!before || !now || before == now) continue;
    if (const double* number = std::get_if<double>(&*now); number && *number != *number) continue;
    out.push_back(say(lang, TextId::ui_effect_change, control_name(input, lang),
                      value_in_words(*before, lang), value_in_words(*now, lang)));
  }
  return out;
}

struct Effect {
  std::string id, name, meaning;
  Estimate difference;
  bool of_100 = true, zero = false;
  std::string unit;
};

void draw_effect(const Effect& effect, const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const std::string words =
      effect.zero ? std::string(shown.say(TextId::ui_effect_zero))
                  : difference_in_words(effect.difference, effect.of_100, shown.lang());
  const bool sure = !effect.zero && effect.difference.excludes_zero();
  const float room = ImGui::GetContentRegionAvail().x, left = ImGui::GetCursorPosX();
  ImGui::PushTextWrapPos(0.0f);
  put_in(sure ? p.text : p.dim,
         effect.unit.empty() ? effect.name : fmt::format("{} ({})", effect.name, effect.unit));
  ImGui::PopTextWrapPos();
  const float wide = text_width(words);
  if (ImGui::GetItemRectSize().x + wide + shown.look.px(10) <= room) ImGui::SameLine();
  ImGui::SetCursorPosX(left + std::max(0.0f, room - wide));
  put_in(sure ? p.changed : p.dim, words);
  frame.note(fmt::format("effect.{}", effect.id));
  explain(effect.meaning, shown);
}

void draw_list(const Comparison& c, const FrameInputs& shown, Frame& frame) {
  const Lang lang = shown.lang();
  std::vector<Effect> effects;
  for (const OutcomeDifference& o : c.outcomes) {
    const OutcomeSpec& spec = outcome_specs()[std::size_t(o.outcome)];
    std::int64_t moved = 0;
    for (std::size_t k = 0; k < c.flips.size(); ++k)
      if (k != std::size_t(o.outcome))
        moved += c.flips[std::size_t(o.outcome)][k] + c.flips[k][std::size_t(o.outcome)];
    effects.push_back({std::string(spec.id),
                       std::string(spec.label.in(lang)),
                       std::string(spec.meaning.in(lang)),
                       o.difference,
                       true,
                       moved == 0,
                       {}});
  }
  for (StatisticId id : kStatistics) {
    const StatisticDifference* s = c.find(id);
    if (!s || !s->difference || !s->has_interval) continue;
    const StatisticSpec& spec = statistic_specs()[std::size_t(id)];
    const bool of_100 = spec.kind == StatisticKind::Share || spec.unit == Unit::Share;
    const bool bare = of_100 || spec.unit == Unit::Count || spec.unit == Unit::Index;
    effects.push_back({std::string(spec.id), std::string(spec.label.in(lang)),
                       std::string(spec.meaning.in(lang)), *s->difference, of_100,
                       s->differing == 0, bare ? "" : std::string(label(spec.unit, lang))});
  }
  for (const Effect& effect : effects) draw_effect(effect, shown, frame);
}

void draw_dim(const std::string& words, const FrameInputs& shown) {
  ImGui::PushFont(shown.look.fonts.small);
  ImGui::PushTextWrapPos(0.0f);
  put_in(shown.look.colours().dim, words);
  ImGui::PopTextWrapPos();
  ImGui::PopFont();
}

}  // namespace

void draw_effects(const FrameInputs& shown, Frame& frame) {
  if (!shown.reference || (!shown.pinned && !shown.answer.differs())) return;
  const Lang lang = shown.lang();
  ImGui::Dummy({0, shown.look.px(3)});
  heading(shown.say(TextId::ui_effects), shown);
  frame.note("effects");
  if (shown.pinned && shown.pinned->scenario == shown.draft)
    return draw_dim(std::string(shown.say(TextId::ui_effect_none)), shown);
  draw_dim(say(lang, TextId::ui_effects_against, shortened(shown.answer.against.in(lang), 200)),
           shown);
  const std::vector<std::string> changed = changes(shown);
  ImGui::PushTextWrapPos(0.0f);
  for (std::size_t k = 0; k < std::min(changed.size(), kChangesShown); ++k)
    put_in(shown.look.colours().changed, changed[k]);
  if (changed.size() > kChangesShown)
    put_in(shown.look.colours().dim,
           say(lang, TextId::ui_effect_more, changed.size() - kChangesShown));
  ImGui::PopTextWrapPos();
  if (!shown.reference->pairs_with(shown.draft, shown.world()))
    return draw_dim(std::string(shown.say(TextId::ui_effect_unpaired)), shown);
  if (!shown.comparison || shown.comparison->finished() == 0)
    return draw_dim(std::string(shown.say(TextId::ui_effect_waits)), shown);
  const Comparison& c = *shown.comparison;
  draw_dim(say(lang, TextId::ui_effects_of, whole(c.finished(), lang)) + "\n" +
               say(lang, TextId::ui_effect_flips,
                   number(std::round(100.0 * double(c.flipped()) / double(c.finished())), lang)),
           shown);
  draw_list(c, shown, frame);
  const std::string flips =
      say(lang, TextId::cmp_flips_count, whole(c.flipped(), lang), whole(c.finished(), lang));
  const bool open = ImGui::CollapsingHeader(fmt::format("{}###flips_of_pin", flips).c_str());
  frame.reach("group.flips");
  if (open) draw_compare_flips(c, shown, frame);
}

}  // namespace palabre::ui
