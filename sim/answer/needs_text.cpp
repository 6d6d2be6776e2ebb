// What must happen, as one sentence.

#include <cmath>

#include "sim/answer/grammar.hpp"
#include "sim/answer/needs.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// "Imam Dicko mediating (+15 [+12, +18]) and twice the effort for local pacts (+9 [+6, +12])"
std::string ranked_text(const std::vector<Need>& needs, std::size_t most, Lang lang) {
  std::vector<std::string> items;
  for (std::size_t k = 0; k < needs.size() && k < most; ++k)
    items.push_back(
        say(TextId::ans_moved_by, lang, needs[k].phrase.in(lang),
            effect_with_interval(needs[k].finding, shown_in_table(needs[k].finding), lang)));
  return listed(items, lang);
}

}  // namespace

std::string needs_text(const NeedsStudy& study, Lang lang) {
  constexpr std::size_t kLevers = 3, kAssumptions = 2;
  if (!study.present.with) return say(TextId::ans_none_at_all, lang, study.about.label().in(lang));
  const auto of_100 = [&](double share) { return fixed_text(100.0 * share, 0, lang); };
  std::string out = present_in(study.present, lang);
  out += study.levers.empty()
             ? say(TextId::ans_needs_no_lever, lang)
             : say(study.more_is_wanted ? TextId::ans_needs_more : TextId::ans_needs_less, lang,
                   ranked_text(study.levers, kLevers, lang));
  out += study.assumptions.empty() ? say(TextId::ans_needs_no_assumption, lang)
                                   : say(TextId::ans_needs_assumptions, lang,
                                         ranked_text(study.assumptions, kAssumptions, lang));
  if (study.box && study.box->holds()) {
    const bool yes = study.about.kind() == StatisticKind::Share;
    out += say(yes                    ? TextId::ans_needs_box
               : study.more_is_wanted ? TextId::ans_needs_box_more
                                      : TextId::ans_needs_box_less,
               lang, box_in(*study.box, study.params, lang), of_100(study.box->checked.density),
               of_100(study.box->base_rate));
  }
  return capitalised(out) + ".";
}

}  // namespace palabre
