// What the changes against the reference do: paired differences on common random numbers.

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "sim/run/views/compare.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_parts.hpp"
#include "ui/explore/explore.hpp"
#include "ui/explore/share_rows.hpp"
#include "ui/panels/frame.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/ensemble_task.hpp"

namespace palabre::ui {
namespace {

constexpr std::size_t kChangesShown = 6;
constexpr std::size_t kClearest = 6;  // effects that stand above the outcomes
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
  std::string unit;  // beside the name
  Finding finding;   // has a difference; its digits are those of the sentence

  bool is_zero() const { return finding.differing == 0; }  // no run differs
  bool sure() const { return !is_zero() && finding.difference->excludes_zero(); }
  /// How large it is against its interval.
  double clearness() const {
    const Estimate& difference = *finding.difference;
    const double wide = (difference.high - difference.low) / 2;
    return is_zero() || !(wide > 0.0) ? 0.0 : std::abs(difference.value) / wide;
  }
};

std::string in_words(const Effect& effect, Lang lang) {
  if (effect.is_zero()) return std::string(text(TextId::ui_effect_zero, lang));
  return effect_with_interval(effect.finding, shown_for(effect.finding), lang);
}

// One line: the name, cut where it has to be, and at the right end the effect.
void draw_effect(const Effect& effect, const FrameInputs& shown, Frame& frame) {
  const Palette& p = shown.look.colours();
  const Look& look = shown.look;
  const std::string words = in_words(effect, shown.lang());
  const float room = ImGui::GetContentRegionAvail().x, high = share_row_height(shown);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy({room, high});
  frame.note(fmt::format("effect.{}", effect.id));
  const std::string name =
      effect.unit.empty() ? effect.name : fmt::format("{} ({})", effect.name, effect.unit);
  explain(say(shown.lang(), TextId::label_value, name, words) + "\n" + effect.meaning, shown);
  WindowCanvas window(*ImGui::GetWindowDrawList(), look.fonts);
  Canvas& canvas = window;
  const float y = at.y + std::round((high - look.fonts.body_pixels) / 2) - look.px(1);
  canvas.text({at.x, y}, effect.sure() ? p.text : p.dim,
              cut_to(name, room - text_width(words) - look.px(10)));
  canvas.text({at.x + room, y}, effect.sure() ? p.changed : p.dim, words, Face::body, Align::right);
}

void draw_effects(std::span<const Effect> effects, const FrameInputs& shown, Frame& frame) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, ImVec2{ImGui::GetStyle().ItemSpacing.x, 0.0f});
  for (const Effect& effect : effects) draw_effect(effect, shown, frame);
  ImGui::PopStyleVar();
}

Effect effect_on(const OutcomeDifference& o, const Comparison& c, Lang lang) {
  const OutcomeSpec& spec = outcome_specs()[std::size_t(o.outcome)];
  return {std::string(spec.id),
          std::string(spec.label.in(lang)),
          std::string(spec.meaning.in(lang)),
          {},
          finding_of(c, Target{o.outcome, {}})};
}

Effect effect_on(const StatisticDifference& s, const Comparison& c, Lang lang) {
  const StatisticSpec& spec = statistic_specs()[std::size_t(s.id)];
  const bool of_runs = spec.kind == StatisticKind::Share;
  const bool bare = spec.unit == Unit::Count || spec.unit == Unit::Index ||
                    spec.unit == Unit::DeathsPerYear;  // the name says it
  return {std::string(spec.id), std::string(spec.label.in(lang)),
          std::string(spec.meaning.in(lang)),
          of_runs || bare || spec.unit == Unit::Share ? std::string()
                                                      : std::string(label(spec.unit, lang)),
          finding_of(c, Target{{}, s.id})};
}

// That of the answer, then the clearest.
std::vector<Effect> effects_of(const FrameInputs& shown) {
  const Comparison& c = *shown.comparison;
  const Lang lang = shown.lang();
  std::vector<Effect> out;
  for (const OutcomeDifference& o : c.outcomes) out.push_back(effect_on(o, c, lang));
  std::vector<StatisticId> statistics(kStatistics.begin(), kStatistics.end());
  const CaseAnswer* answer = shown.answer.answer.get();
  if (answer && !answer->finding.about.outcome &&
      std::find(statistics.begin(), statistics.end(), answer->finding.about.statistic) ==
          statistics.end())
    statistics.push_back(answer->finding.about.statistic);
  for (StatisticId id : statistics) {
    const StatisticDifference* s = c.find(id);
    if (s && s->difference && s->has_interval) out.push_back(effect_on(*s, c, lang));
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Effect& a, const Effect& b) { return a.clearness() > b.clearness(); });
  if (answer) {
    const std::string_view about = answer->finding.about.id();
    std::stable_partition(out.begin(), out.end(),
                          [&](const Effect& effect) { return effect.id == about; });
  }
  return out;
}

void draw_dim(const std::string& words, const FrameInputs& shown) {
  ImGui::PushFont(shown.look.fonts.small);
  put_wrapped(shown.look.colours().dim, words);
  ImGui::PopFont();
}

// What there is to say while there are no effects; empty when there are.
std::string why_none(const FrameInputs& shown) {
  if (shown.pinned && shown.pinned->scenario == shown.draft)
    return std::string(shown.say(TextId::ui_effect_none));
  if (!shown.reference->pairs_with(shown.draft, shown.world()))
    return std::string(shown.say(TextId::ui_effect_unpaired));
  if (!shown.comparison || shown.comparison->finished() == 0)
    return std::string(shown.say(TextId::ui_effect_waits));
  return {};
}

bool is_held_against_something(const FrameInputs& shown) {
  return shown.reference && (shown.pinned || shown.answer.differs());
}

}  // namespace

void draw_clearest_effects(const FrameInputs& shown, Frame& frame) {
  if (!is_held_against_something(shown)) return;
  heading(shown.say(TextId::ex_effects), shown);
  frame.note("effects");
  explain(fmt::format("{}\n{}",
                      say(shown.lang(), TextId::ui_effects_against,
                          shortened(shown.answer.against.in(shown.lang()), 200)),
                      shown.say(TextId::ex_effects_tip)),
          shown);
  put_small_at_right(shown.say(TextId::ex_shares_of_100), shown);
  if (const std::string none = why_none(shown); !none.empty()) return draw_dim(none, shown);
  const std::vector<Effect> effects = effects_of(shown);
  draw_effects(std::span(effects).first(std::min(kClearest, effects.size())), shown, frame);
}

void draw_other_effects(const FrameInputs& shown, Frame& frame) {
  if (!is_held_against_something(shown) || !why_none(shown).empty()) return;
  const Lang lang = shown.lang();
  const Comparison& c = *shown.comparison;
  const std::vector<Effect> effects = effects_of(shown);
  if (effects.size() <= kClearest) return;
  heading(say(lang, TextId::ex_effects_more, effects.size() - kClearest), shown);
  frame.note("effects.more");
  draw_effects(std::span(effects).subspan(kClearest), shown, frame);
  const std::vector<std::string> changed = changes(shown);
  draw_dim(say(lang, TextId::ui_effects_against, shortened(shown.answer.against.in(lang), 200)),
           shown);
  ImGui::PushTextWrapPos(0.0f);
  for (std::size_t k = 0; k < std::min(changed.size(), kChangesShown); ++k)
    put_in(shown.look.colours().changed, changed[k]);
  if (changed.size() > kChangesShown)
    put_in(shown.look.colours().dim,
           say(lang, TextId::ui_effect_more, changed.size() - kChangesShown));
  ImGui::PopTextWrapPos();
  draw_dim(say(lang, TextId::ui_effects_of, whole(c.finished(), lang)) + "\n" +
               say(lang, TextId::ui_effect_flips,
                   number(std::round(100.0 * double(c.flipped()) / double(c.finished())), lang)),
           shown);
  const std::string flips =
      say(lang, TextId::cmp_flips_count, whole(c.flipped(), lang), whole(c.finished(), lang));
  const bool open = ImGui::CollapsingHeader(fmt::format("{}###flips_of_pin", flips).c_str());
  frame.reach("group.flips");
  if (open) draw_compare_flips(c, shown, frame);
}

}  // namespace palabre::ui
