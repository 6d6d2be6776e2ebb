#include "ui/figures/report.hpp"

#include <algorithm>
#include <cmath>

#include "sim/report/compare_report.hpp"
#include "sim/report/draw.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"
#include "ui/figures/figure.hpp"
#include "ui/work/why_words.hpp"

namespace palabre::ui {
namespace {

const Claims* claims_of_key(const std::string& key) {
  if (const ParamSpec* spec = find_param(key)) return &spec->claims;
  if (const LeverSpec* spec = lever_of_key(key)) return &spec->claims;
  return nullptr;
}

std::string claims_in_words(const std::string& key, Lang lang) {
  const Claims* claims = claims_of_key(key);
  std::string out;
  if (claims == nullptr) return out;
  for (const ClaimId id : claims->list()) {
    const ClaimSpec& spec = claim(id);
    out += fmt::format("{}{} ({}, {}): {}", out.empty() ? "" : " ", spec.name,
                       label(spec.kind, lang), spec.source, spec.says.in(lang));
  }
  return out;
}

/// The words of the table of texts, in the language of the report.
std::string words(const Report& out, TextId id) { return std::string(text(id, out.lang)); }

void add_inputs(Report& out, const FrameInputs& shown) {
  Table table{.heads = {words(out, TextId::report_name), words(out, TextId::report_here),
                        words(out, TextId::report_default), words(out, TextId::report_rests_on)}};
  int kept = 0;
  for (const std::string& key : scenario_keys()) {
    const auto here = get_value(shown.draft, key), plain = initial_value(shown.draft, key);
    if (!here || !plain) continue;
    const double* number = std::get_if<double>(&*here);
    if (*here == *plain || (number && *number != *number)) {
      ++kept;
      continue;
    }
    table.add({fmt::format("{} ({})", control_name(key, out.lang), key),
               value_in_words(*here, out.lang), value_in_words(*plain, out.lang),
               claims_in_words(key, out.lang)});
  }
  out.heading(words(out, TextId::report_inputs));
  if (table.rows.empty()) return out.note(words(out, TextId::report_inputs_none));
  out.note(say(out.lang, TextId::report_inputs_note, kept));
  out.add(std::move(table));
}

void add_outcomes(Report& out, const FrameInputs& shown) {
  const Results& r = *shown.results;
  const auto of_100 = [&](double share) { return number(std::round(100 * share), out.lang); };
  out.heading(say(out.lang, TextId::ui_where_it_ends,
                  date_in_words(day_of(shown.draft, r.manifest.weeks), out.lang)));
  Table table{.heads = {words(out, TextId::report_outcome), words(out, TextId::report_runs),
                        words(out, TextId::report_interval)}};
  for (const OutcomeShare& share : r.outcomes)
    table.add(
        {outcome_specs()[std::size_t(share.outcome)].label.in(out.lang),
         share_in_words(share.count, r.finished(), out.lang),
         say(out.lang, TextId::ui_interval, of_100(share.share.low), of_100(share.share.high))});
  out.add(std::move(table));
  if (r.failed > 0) out.note(say(out.lang, TextId::ui_failed_runs, whole(r.failed, out.lang)));
}

void add_figures(Report& out, const Results& results) {
  out.heading(words(out, TextId::ui_all_figures));
  Table table;
  for (const Statistic& s : results.statistics)
    table.add({statistic_specs()[std::size_t(s.id)].label.in(out.lang),
               statistic_value(s, out.lang), statistic_interval(s, out.lang)});
  out.add(std::move(table));
}

void add_charts(Report& out, const FrameInputs& shown) {
  out.heading(words(out, TextId::report_charts));
  for (const FigureChoice& choice : case_figures(shown)) {
    std::string svg = figure_svg(choice.id, shown);
    svg.erase(0, svg.find("<svg"));  // a declaration belongs at the start of a file only
    out.picture(std::move(svg));
  }
}

void add_story(Report& out, const Why& why, std::size_t which) {
  const Explanation explanation = explanation_of(story_context_of(why, which, out.lang));
  out.subheading(say(out.lang, TextId::why_run,
                     whole(why.explained[which].chosen.replicate, out.lang), which + 1,
                     why.explained.size()));
  out.paragraph(explanation.rule);
  for (const WhyLink& link : links_of(why, which, out.lang))
    out.add(ReportBlock{ReportBlock::Kind::event, link.event, link.date, {link.fact}, {}});
  if (explanation.held) out.note(*explanation.held);
}

void add_causes(Report& out, const Why& why) {
  out.subheading(words(out, TextId::why_without_title));
  out.note(words(out, TextId::why_without_tip));
  Table table;
  for (const Counterfactual& cause : why.causes)
    if (cause.flipped > 0)
      table.add({cause_in_words(cause.cause, out.lang), change_in_words(cause, out.lang),
                 talks_in_words(cause, out.lang)});
  out.add(std::move(table));
  if (why.causes.size() < why.causes_in_case)
    out.note(say(out.lang, TextId::report_why_part, why.causes.size(), why.causes_in_case));
}

void add_reasons(Report& out, const FrameInputs& shown) {
  const Why* why = shown.why.stale ? nullptr : shown.why.asked.answer.get();
  if (!why) {
    out.heading(words(out, TextId::report_why));
    return out.note(words(out, TextId::report_why_missing));
  }
  out.heading(say(out.lang, TextId::why_title,
                  outcome_specs()[std::size_t(why->outcome)].label.in(out.lang)));
  if (why->explained.empty())
    return out.note(say(out.lang, TextId::why_nobody, whole(why->finished, out.lang)));
  out.note(rule_in_words(*why, 0, out.lang));
  for (std::size_t which = 0; which < why->explained.size(); ++which) add_story(out, *why, which);
  add_causes(out, *why);
  if (!why->limiting_factors) return;
  out.subheading(words(out, TextId::why_limiting_factors));
  out.note(words(out, TextId::why_limiting_factors_tip));
  for (const WhyStep& step : steps_of(*why->limiting_factors, out.lang))
    out.item(step.step, step.years);
}

/// The case against the one that the view Compare has beside it.
void add_comparison(Report& out, const FrameInputs& shown) {
  const ComparedCases* both = shown.compare.cases.answer.get();
  if (!both || both->problem || shown.compare.cases.running || !shown.compare.a) return;
  const Scenario& other = shown.compare.a->scenario;
  Compared compared;
  compared.a = other;
  compared.b = shown.draft;
  compared.inputs = shown.compare.inputs;
  compared.comparison = both->comparison;
  out.heading(say(out.lang, TextId::report_against, other.title.in(out.lang)));
  add_differences(out, compared, false);
}

template <class Specs>
int assumed_in(const Specs& specs) {
  return int(std::count_if(specs.begin(), specs.end(),
                           [](const auto& spec) { return is_assumed(spec.claims); }));
}

}  // namespace

std::string report_html(const FrameInputs& shown) {
  const Results& r = *shown.results;
  Report out(shown.lang());
  std::string title = shown.draft.title.in(out.lang);
  if (title.empty()) title = shown.file.path.stem().string();
  if (shown.dirty) title += " *";
  out.title(title);
  if (const std::string summary = shown.draft.summary.in(out.lang); !summary.empty())
    out.paragraph(summary);
  out.caveats(r.manifest.not_modelled);
  add_inputs(out, shown);
  add_outcomes(out, shown);
  add_reasons(out, shown);
  add_comparison(out, shown);
  add_charts(out, shown);
  add_figures(out, r);
  out.heading(words(out, TextId::report_rests));
  out.paragraph(say(out.lang, TextId::ui_rest_counts, assumed_in(param_specs()),
                    param_specs().size(), assumed_in(lever_specs()), lever_specs().size(),
                    assumed_in(constant_specs()), constant_specs().size()));
  out.heading(words(out, TextId::report_recipe));
  out.note(words(out, TextId::report_recipe_note));
  out.pre(recipe_of(shown.draft, r));
  return html_of(out, say(out.lang, TextId::report_of, title));
}

}  // namespace palabre::ui
