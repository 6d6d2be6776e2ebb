#include "ui/figures/report.hpp"

#include <algorithm>
#include <cmath>

#include "sim/answer/grammar.hpp"
#include "sim/report/draw.hpp"
#include "sim/report/recipe.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/canvas.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/answer_line.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/work/answer.hpp"
#include "ui/work/case_name.hpp"
#include "ui/work/why.hpp"
#include "ui/work/why_words.hpp"

namespace palabre::ui {
namespace {

/// A table of words, some of them sentences.
class WordsTable {
 public:
  explicit WordsTable(std::vector<std::string> heads) {
    table_.left.assign(heads.size(), true);
    table_.heads = std::move(heads);
    table_.has_sentences = true;
  }
  void add(std::vector<std::string> words) {
    table_.left.resize(std::max(table_.left.size(), words.size()), true);
    table_.add(std::vector<TableCell>(words.begin(), words.end()));
  }
  bool is_empty() const { return table_.rows.empty(); }
  Table take() { return std::move(table_); }

 private:
  Table table_;
};

std::string say_plain(const FrameInputs& shown, TextId id) { return std::string(shown.say(id)); }

/// The heading of a part, apart from the one before it.
void begin_part(Report& out, std::string words) {
  out.blank();
  out.heading(std::move(words));
}

void begin_small_part(Report& out, std::string words) {
  out.blank();
  out.subheading(std::move(words));
}

std::string claims_in_words(const InputRef& input, Lang lang) {
  const Claims* claims = input.model_switch() ? nullptr : input.claims();
  std::string out;
  if (claims == nullptr) return out;
  for (const ClaimId id : claims->list()) {
    const ClaimSpec& spec = claim(id);
    const std::string from =
        fmt::format("{} ({}, {})", spec.name, label(spec.kind, lang), spec.source);
    out += (out.empty() ? "" : " ") + say(lang, TextId::label_value, from, spec.says.in(lang));
  }
  return out;
}

void add_inputs(Report& out, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  WordsTable rows({say_plain(shown, TextId::report_name), say_plain(shown, TextId::report_here),
                   say_plain(shown, TextId::report_default),
                   say_plain(shown, TextId::report_rests_on)});
  int kept = 0;
  for (const InputRef& input : all_inputs()) {
    const auto here = input.get(shown.draft), plain = initial_value(shown.draft, input);
    if (!here || !plain) continue;
    const double* number = std::get_if<double>(&*here);
    if (*here == *plain || (number && *number != *number)) {
      ++kept;
      continue;
    }
    rows.add({fmt::format("{} ({})", control_name(input, lang), input.key()),
              value_in_words(*here, lang), value_in_words(*plain, lang),
              claims_in_words(input, lang)});
  }
  begin_part(out, say_plain(shown, TextId::report_inputs));
  if (rows.is_empty()) return out.note(say_plain(shown, TextId::report_inputs_none));
  out.note(say(lang, TextId::report_inputs_note, kept));
  out.add(rows.take());
}

void add_outcomes(Report& out, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const Results& r = *shown.results;
  const auto of_100 = [&](double share) { return number(std::round(100 * share), lang); };
  begin_part(out, say(lang, TextId::ui_where_it_ends,
                      date_in_words(day_of(shown.draft, r.manifest.weeks), lang)));
  WordsTable rows({say_plain(shown, TextId::report_outcome), say_plain(shown, TextId::report_runs),
                   say_plain(shown, TextId::report_interval)});
  for (const OutcomeShare& share : r.outcomes)
    rows.add({std::string(outcome_specs()[std::size_t(share.outcome)].label.in(lang)),
              share_in_words(share.count, r.finished(), lang),
              limits_in_words(
                  share.share,
                  say(lang, TextId::ui_interval, of_100(share.share.low), of_100(share.share.high)),
                  lang)});
  out.add(rows.take());
  if (r.failed > 0) out.note(say(lang, TextId::ui_failed_runs, whole(r.failed, lang)));
}

// Its name with its changes, what it asks, what its author says of it.
void add_case(Report& out, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  begin_part(out, shown.name.full.in(lang));
  if (const std::string& question = shown.draft.question.in(lang); !question.empty())
    out.note(question);
  // The words of the file are about the case as the file has it.
  for (const LocalText* words : {&shown.draft.summary, &shown.draft.notes})
    if (shown.name.changes == 0 && !words->in(lang).empty()) out.paragraph(words->in(lang));
}

void add_parts(Report& out, const CaseAnswer& answer, const Attribution& found) {
  const Lang lang = out.lang;
  out.paragraph(parts_in_words(answer, found, lang));
  const Shown digits = shown_for(answer.finding);
  const auto cell = [&](const std::optional<Estimate>& effect) {
    Finding one = answer.finding;
    one.difference = effect;
    one.with = one.without = {};
    return effect ? effect_with_interval(one, digits, lang) : std::string();
  };
  WordsTable rows({say(lang, TextId::ans_column_change), say(lang, TextId::ans_column_alone),
                   say(lang, TextId::ans_column_left_out), say(lang, TextId::ans_column_share)});
  for (std::size_t k = 0; k < answer.changes.size(); ++k)
    rows.add({answer.changes[k].phrase.in(lang), cell(found.effects[k].alone),
              cell(found.effects[k].left_out), cell(found.effects[k].share)});
  out.add(rows.take());
}

void add_comparison(Report& out, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  if (!has_effects(shown)) return;
  const CaseAnswer& answer = *shown.answer.answer;
  begin_part(out, say_plain(shown, TextId::report_answer));
  out.paragraph(answer.sentence.in(lang));
  out.note(say(lang, TextId::ui_answer_of, whole(answer.finding.runs, lang),
               shown.answer.against.in(lang)) +
           ".");
  for (std::string& sentence : sentences_beside(answer.changes, lang))
    out.note(std::move(sentence));
  if (shown.answer.parts.answer && has_parts(answer))
    add_parts(out, answer, *shown.answer.parts.answer);
  WordsTable rows(
      {say_plain(shown, TextId::ans_column_figure), say_plain(shown, TextId::ans_column_without),
       say_plain(shown, TextId::ans_column_with), say_plain(shown, TextId::ans_column_effect)});
  for (const EffectWords& effect : effects_in_words(shown))
    rows.add({effect.figure, effect.without, effect.with, effect.effect});
  out.add(rows.take());
}

void add_all_figures(Report& out, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  begin_part(out, say_plain(shown, TextId::ui_all_figures));
  WordsTable rows({});
  for (const Statistic& s : shown.results->statistics)
    rows.add({std::string(statistic_specs()[std::size_t(s.id)].label.in(lang)),
              statistic_value(s, lang), statistic_interval(s, lang)});
  out.add(rows.take());
}

void add_charts(Report& out, const FrameInputs& shown) {
  begin_part(out, say_plain(shown, TextId::report_charts));
  for (const FigureChoice& choice : case_figures(shown))
    out.picture(svg_within_page(choice.id, shown));
}

void add_story(Report& out, const Why& why, std::size_t which) {
  const Lang lang = out.lang;
  const Explanation explanation = explanation_of(story_context_of(why, which, lang));
  begin_small_part(
      out, say(lang, TextId::why_run, whole(why.explained[which].chosen.replicate, lang), which + 1,
               why.explained.size()));
  out.paragraph(explanation.rule);
  for (const WhyLink& link : links_of(why, which, lang))
    out.add(ReportBlock{ReportBlock::Kind::event, link.event, link.date, {link.fact}, {}});
  if (explanation.held) out.note(*explanation.held);
}

void add_causes(Report& out, const Why& why) {
  const Lang lang = out.lang;
  begin_small_part(out, say(lang, TextId::why_without_title));
  out.note(say(lang, TextId::why_without_tip));
  WordsTable rows({});
  for (const Counterfactual& cause : why.causes)
    if (cause.flipped > 0)
      rows.add({cause_in_words(cause.cause, lang), change_in_words(cause, lang),
                talks_in_words(cause, lang)});
  out.add(rows.take());
  if (why.causes.size() < why.causes_in_case)
    out.note(say(lang, TextId::report_why_part, why.causes.size(), why.causes_in_case));
}

void add_reasons(Report& out, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const Why* why = shown.why.stale ? nullptr : shown.why.asked.answer.get();
  if (!why) {
    begin_part(out, say_plain(shown, TextId::report_why));
    return out.note(say_plain(shown, TextId::report_why_missing));
  }
  begin_part(
      out, say(lang, TextId::why_title, outcome_specs()[std::size_t(why->outcome)].label.in(lang)));
  if (why->explained.empty())
    return out.note(say(lang, TextId::why_nobody, whole(why->finished, lang)));
  out.note(rule_in_words(*why, 0, lang));
  for (std::size_t which = 0; which < why->explained.size(); ++which) add_story(out, *why, which);
  add_causes(out, *why);
  if (!why->limiting_factors) return;
  begin_small_part(out, say_plain(shown, TextId::why_limiting_factors));
  out.note(say_plain(shown, TextId::why_limiting_factors_tip));
  for (const WhyStep& step : steps_of(*why->limiting_factors, lang))
    out.item(step.step, step.years);
}

template <class Specs>
int assumed_in(const Specs& specs) {
  return int(std::count_if(specs.begin(), specs.end(),
                           [](const auto& spec) { return is_assumed(spec.claims); }));
}

// How sure the inputs are, and how to get the same numbers again.
void add_recipe(Report& out, const FrameInputs& shown) {
  begin_part(out, say_plain(shown, TextId::report_rests));
  out.paragraph(say(shown.lang(), TextId::ui_rest_counts, assumed_in(param_specs()),
                    param_specs().size(), assumed_in(lever_specs()), lever_specs().size(),
                    assumed_in(constant_specs()), constant_specs().size()));
  begin_part(out, say_plain(shown, TextId::report_recipe));
  out.note(say_plain(shown, TextId::report_recipe_note));
  out.pre(recipe_of(shown.draft, *shown.results));
}

}  // namespace

std::string svg_within_page(std::string_view id, const FrameInputs& shown) {
  std::string svg = figure_svg(id, shown);
  svg.erase(0, svg.find("<svg"));  // a declaration belongs at the start of a file only
  return svg;
}

Report case_report(const FrameInputs& shown) {
  Report out(shown.lang());
  out.title(title_in_words(shown.answer, shown));
  add_case(out, shown);
  out.caveats(shown.results->manifest.not_modelled);
  add_comparison(out, shown);
  add_tray(out, shown);
  add_inputs(out, shown);
  add_outcomes(out, shown);
  add_reasons(out, shown);
  add_charts(out, shown);
  add_all_figures(out, shown);
  add_recipe(out, shown);
  return out;
}

std::string report_html(const FrameInputs& shown) {
  return html_of(case_report(shown),
                 say(shown.lang(), TextId::report_of, title_in_words(shown.answer, shown)));
}

}  // namespace palabre::ui
