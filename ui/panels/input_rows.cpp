#include "ui/panels/input_rows.hpp"

#include <algorithm>

#include "sim/tables/scale_words.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/work/parameter_uncertainty.hpp"

namespace palabre::ui {
namespace {

// What the three tables say alike.
struct Facts {
  const Words& label;
  const Words& meaning;
  const Claims& claims;
  std::string_view section;  // its title, in the language of the window
  std::span<const std::string_view> choices;
  double min, max;
  bool is_number, is_key;
};

Facts facts_of(const InputRef& input, Lang lang) {
  if (const ParamSpec* spec = input.param())
    return {spec->label, spec->meaning, spec->claims, group_title(spec->group, lang), {},
            spec->min,   spec->max,     true,         spec->tier == Tier::Key};
  if (const LeverSpec* spec = input.lever())
    return {spec->label,   spec->meaning, spec->claims, text(TextId::ui_levers, lang),
            spec->choices, spec->min,     spec->max,    spec->kind == LeverKind::Number,
            true};
  const SwitchSpec& spec = *input.model_switch();
  return {spec.label,   spec.meaning, spec.claims, text(TextId::ui_switches, lang),
          spec.choices, spec.min,     spec.max,    spec.choices.empty(),
          false};
}

template <class Wanted>
std::vector<InputRef> those_with(Wanted wanted) {
  std::vector<InputRef> out;
  std::copy_if(all_inputs().begin(), all_inputs().end(), std::back_inserter(out), wanted);
  return out;
}

SliderRange slider_range(const InputRef& input) {
  if (const ParamSpec* spec = input.param()) return range_of(*spec);
  if (const LeverSpec* spec = input.lever()) return range_of(*spec);
  return range_of(*input.model_switch());
}

// What the tables alone give; the exit of the French follows the start of the run.
Value default_of(const InputRef& input, const Scenario& draft) {
  if (const ParamSpec* spec = input.param()) return spec->initial;
  if (const LeverSpec* spec = input.lever()) return lever_value(default_levers(draft.start), *spec);
  static const Scenario kPlain;
  return *input.get(kPlain);
}

// Whether the worlds of the ensemble have values of their own here.
using Worlds = std::optional<std::pair<double, double>>;
void put_worlds(const InputRef& input, const Worlds& worlds, const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const Lang lang = shown.lang();
  const std::string key = input.key();
  if (worlds)
    put_in(p.accent, say(lang, TextId::fan_world_own, number(worlds->first, lang),
                         number(worlds->second, lang)));
  else if (input.model_switch() && each_world_has_its_own(shown.draft, shown.world(), key))
    put_in(p.accent, shown.say(TextId::fan_world_choice));
  else if (held_in_all_worlds(shown.draft, shown.world(), key))
    put_in(p.changed, shown.say(TextId::fan_world_all));
}

void draw_tip(const InputRef& input, const Worlds& worlds, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const Facts facts = facts_of(input, lang);
  const std::string key = input.key();
  const ParamSpec* param = input.param();
  const auto between = [&](double a, double b) {
    return say(lang, TextId::ui_between, number(a, lang), number(b, lang));
  };
  ImGui::PushFont(shown.look.fonts.bold);
  put(facts.label.in(lang));
  ImGui::PopFont();
  put(facts.meaning.in(lang));
  put_worlds(input, worlds, shown);
  ImGui::Spacing();
  draw_fact(shown.say(TextId::ui_unit), label(input.unit(), lang), shown);
  if (param) draw_fact(shown.say(TextId::ui_plausible), between(param->low, param->high), shown);
  if (facts.is_number)
    draw_fact(shown.say(TextId::ui_allowed), between(facts.min, facts.max), shown);
  draw_fact(shown.say(TextId::ui_default), value_in_words(default_of(input, shown.draft), lang),
            shown);
  draw_fact(shown.say(TextId::ui_in_the_file),
            value_in_words(*input.get(shown.file.scenario), lang), shown);
  draw_fact(shown.say(TextId::ui_key), key, shown);
  if (param) draw_fact(shown.say(TextId::ui_symbol), param->symbol, shown);
  if (const auto source = shown.draft.sources.find(key); source != shown.draft.sources.end())
    draw_fact(shown.say(TextId::ui_file_says),
              fmt::format("{} ({})", source->second.says, source->second.claim), shown);
  draw_claims(facts.claims, shown);
}

}  // namespace

const std::vector<InputRef>& param_inputs() {
  static const auto kAll = those_with([](const InputRef& input) { return input.param(); });
  return kAll;
}

const std::vector<InputRef>& lever_inputs() {
  static const auto kAll = those_with([](const InputRef& input) { return input.lever(); });
  return kAll;
}

const std::vector<InputRef>& switch_inputs() {
  static const auto kAll = those_with([](const InputRef& input) { return input.model_switch(); });
  return kAll;
}

bool is_changed(const InputRef& input, const FrameInputs& shown) {
  return input.get(shown.draft) != input.get(shown.file.scenario);
}

bool matches(const Words& label, const Words& meaning, const Claims& claims,
             std::string_view section, std::string_view key,
             std::span<const std::string_view> choices, std::string_view wanted, Lang lang) {
  const auto choice_holds = [&](std::string_view choice) {
    return found_in(choice_in_words(choice, lang), wanted);
  };
  return found_in(label.in(lang), wanted) || found_in(meaning.in(lang), wanted) ||
         found_in(key, wanted) || found_in(section, wanted) ||
         std::any_of(choices.begin(), choices.end(), choice_holds) ||
         claims_hold(claims, wanted, lang);
}

bool is_listed(const InputRef& input, const FrameInputs& shown, const UiState& ui_state) {
  const Facts facts = facts_of(input, shown.lang());
  const std::string key = input.key();
  if (!ui_state.search.empty())
    return matches(facts.label, facts.meaning, facts.claims, facts.section, key, facts.choices,
                   ui_state.search, shown.lang());
  if (ui_state.reveal == key || ui_state.typing_key == key || ui_state.focus == key)
    return true;  // what was led to stays, whatever the filter
  return passes(shown.view.filter,
                {facts.is_key, is_changed(input, shown), is_assumed(facts.claims)});
}

Row input_row(const InputRef& input, const FrameInputs& shown, UiState& ui_state) {
  const Lang lang = shown.lang();
  const Facts facts = facts_of(input, lang);
  const Value now = *input.get(shown.draft), file = *input.get(shown.file.scenario),
              initial = default_of(input, shown.draft);
  Row row;
  row.key = input.key();
  row.label = facts.label.in(lang);
  row.shown = value_in_words(now, lang);
  row.differs_from_file = now != file;
  row.differs_from_default = now != initial;
  row.reset_file = say(lang, TextId::ui_back_to_file, value_in_words(file, lang),
                       chord_text(Action::to_file, lang));
  row.reset_default = say(lang, TextId::ui_back_to_default, value_in_words(initial, lang),
                          chord_text(Action::to_default, lang));
  if (facts.is_number) {
    const ScaleEnds* ends = find_scale_ends(row.key);
    row.unit = ends ? fmt::format("{} … {}", ends->low.in(lang), ends->high.in(lang))
                    : range_in_words(facts.min, facts.max, input.unit(), lang);
    row.range = slider_range(input);
    set_number(row, std::get<double>(now), std::get<double>(file), lang);
  }
  if (const ParamSpec* param = input.param()) {
    row.band = {param->low, param->high};
    if (each_world_has_its_own(shown.draft, shown.world(), row.key)) {
      const WorldValues worlds = ui_state.of<WorldValuesByKey>().of(
          shown.world().worlds_of(shown.draft.switches), row.key);
      row.worlds = {worlds.low, worlds.high};
    }
  }
  row.tip = [input, worlds = row.worlds, &shown] { draw_tip(input, worlds, shown); };
  return row;
}

std::string section_title(std::string_view title, std::ptrdiff_t changed, Lang lang) {
  std::string words{title};
  if (changed > 0) words += "  " + say(lang, TextId::ui_changed_count, changed);
  return words;
}

}  // namespace palabre::ui
