#include "ui/figures/report.hpp"

#include <algorithm>
#include <cmath>

#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"
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

constexpr std::string_view kStyle =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60em;margin:2em auto;padding:0 1em;"
    "color:#1d2025;background:#fff}h1,h2,h3{line-height:1.2}table{border-collapse:collapse;"
    "width:100%}th,td{text-align:left;vertical-align:top;padding:.25em .8em .25em 0;"
    "border-bottom:1px solid #ddd}.dim{color:#555}pre{white-space:pre-wrap;background:#f4f4f2;"
    "padding:1em}figure{margin:1em 0}svg{max-width:100%;height:auto}li{margin-bottom:.5em}"
    "@media(max-width:40em){table{display:block;overflow-x:auto}td{min-width:6em}}";

std::string element(std::string_view name, std::string_view words) {
  return fmt::format("<{}>{}</{}>\n", name, markup(words), name);
}

std::string dim(std::string_view words) {
  return fmt::format("<p class=\"dim\">{}</p>\n", markup(words));
}

std::string row(std::initializer_list<std::string> cells, std::string_view cell = "td") {
  std::string out = "<tr>";
  for (const std::string& words : cells)
    out += fmt::format("<{}>{}</{}>", cell, markup(words), cell);
  return out + "</tr>\n";
}

std::string say_plain(const FrameInputs& shown, TextId id) { return std::string(shown.say(id)); }

std::string claims_in_words(const InputRef& input, Lang lang) {
  const Claims* claims = input.model_switch() ? nullptr : input.claims();
  std::string out;
  if (claims == nullptr) return out;
  for (const ClaimId id : claims->list()) {
    const ClaimSpec& spec = claim(id);
    out += fmt::format("{}{} ({}, {}): {}", out.empty() ? "" : " ", spec.name,
                       label(spec.kind, lang), spec.source, spec.says.in(lang));
  }
  return out;
}

std::string inputs(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  std::string rows;
  int kept = 0;
  for (const InputRef& input : all_inputs()) {
    const auto here = input.get(shown.draft), plain = initial_value(shown.draft, input);
    if (!here || !plain) continue;
    const double* number = std::get_if<double>(&*here);
    if (*here == *plain || (number && *number != *number)) {
      ++kept;
      continue;
    }
    rows += row({fmt::format("{} ({})", control_name(input, lang), input.key()),
                 value_in_words(*here, lang), value_in_words(*plain, lang),
                 claims_in_words(input, lang)});
  }
  std::string out = element("h2", shown.say(TextId::report_inputs));
  if (rows.empty()) return out + dim(shown.say(TextId::report_inputs_none));
  return out + dim(say(lang, TextId::report_inputs_note, kept)) + "<table>\n" +
         row({say_plain(shown, TextId::report_name), say_plain(shown, TextId::report_here),
              say_plain(shown, TextId::report_default), say_plain(shown, TextId::report_rests_on)},
             "th") +
         rows + "</table>\n";
}

std::string outcomes(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const Results& r = *shown.results;
  const auto of_100 = [&](double share) { return number(std::round(100 * share), lang); };
  std::string out =
      element("h2", say(lang, TextId::ui_where_it_ends,
                        date_in_words(day_of(shown.draft, r.manifest.weeks), lang))) +
      "<table>\n" +
      row({say_plain(shown, TextId::report_outcome), say_plain(shown, TextId::report_runs),
           say_plain(shown, TextId::report_interval)},
          "th");
  for (const OutcomeShare& share : r.outcomes)
    out += row({std::string(outcome_specs()[std::size_t(share.outcome)].label.in(lang)),
                share_in_words(share.count, r.finished(), lang),
                limits_in_words(share.share,
                                say(lang, TextId::ui_interval, of_100(share.share.low),
                                    of_100(share.share.high)),
                                lang)});
  out += "</table>\n";
  if (r.failed > 0) out += dim(say(lang, TextId::ui_failed_runs, whole(r.failed, lang)));
  return out;
}

// Its name with its changes, what it asks, what its author says of it.
std::string about_the_case(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  std::string out = element("h2", shown.name.full.in(lang));
  if (const std::string& question = shown.draft.question.in(lang); !question.empty())
    out += fmt::format("<p><em>{}</em></p>\n", markup(question));
  // The words of the file are about the case as the file has it.
  for (const LocalText* words : {&shown.draft.summary, &shown.draft.notes})
    if (shown.name.changes == 0 && !words->in(lang).empty()) out += element("p", words->in(lang));
  return out;
}

std::string parts(const CaseAnswer& answer, const Attribution& found, Lang lang) {
  std::string out = element("p", parts_in_words(answer, found, lang)) + "<table>\n" +
                    row({std::string(text(TextId::ans_column_change, lang)),
                         std::string(text(TextId::ans_column_alone, lang)),
                         std::string(text(TextId::ans_column_left_out, lang)),
                         std::string(text(TextId::ans_column_share, lang))},
                        "th");
  const Shown digits = shown_for(answer.finding);
  const auto cell = [&](const std::optional<Estimate>& effect) {
    Finding one = answer.finding;
    one.difference = effect;
    return effect ? effect_with_interval(one, digits, lang) : std::string();
  };
  for (std::size_t k = 0; k < answer.changes.size(); ++k)
    out += row({answer.changes[k].phrase.in(lang), cell(found.effects[k].alone),
                cell(found.effects[k].left_out), cell(found.effects[k].share)});
  return out + "</table>\n";
}

std::string comparison(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  if (!has_effects(shown)) return {};
  const CaseAnswer& answer = *shown.answer.answer;
  std::string out = element("h2", shown.say(TextId::report_answer)) +
                    element("p", answer.sentence.in(lang)) +
                    dim(say(lang, TextId::ui_answer_of, whole(answer.finding.runs, lang),
                            shown.answer.against.in(lang)) +
                        ".");
  for (const Change& change : answer.changes)
    if (!change.moves.in(lang).empty())
      out += dim(say(lang, TextId::ans_preset, change.phrase.in(lang), change.moves.in(lang)));
  if (shown.answer.parts.answer && has_parts(answer))
    out += parts(answer, *shown.answer.parts.answer, lang);
  out += "<table>\n" + row({say_plain(shown, TextId::ans_column_figure),
                            say_plain(shown, TextId::ans_column_without),
                            say_plain(shown, TextId::ans_column_with),
                            say_plain(shown, TextId::ans_column_effect)},
                           "th");
  for (const EffectWords& effect : effects_in_words(shown))
    out += row({effect.figure, effect.without, effect.with, effect.effect});
  return out + "</table>\n";
}

std::string all_figures(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  std::string out = element("h2", shown.say(TextId::ui_all_figures)) + "<table>\n";
  for (const Statistic& s : shown.results->statistics)
    out += row({std::string(statistic_specs()[std::size_t(s.id)].label.in(lang)),
                statistic_value(s, lang), statistic_interval(s, lang)});
  return out + "</table>\n";
}

std::string charts(const FrameInputs& shown) {
  std::string out = element("h2", shown.say(TextId::report_charts));
  for (const FigureChoice& choice : case_figures(shown)) {
    std::string svg = figure_svg(choice.id, shown);
    svg.erase(0, svg.find("<svg"));  // a declaration belongs at the start of a file only
    out += "<figure>\n" + svg + "</figure>\n";
  }
  return out;
}

std::string story(const Why& why, std::size_t which, Lang lang) {
  const Explanation explanation = explanation_of(story_context_of(why, which, lang));
  std::string out =
      element("h3", say(lang, TextId::why_run, whole(why.explained[which].chosen.replicate, lang),
                        which + 1, why.explained.size())) +
      element("p", explanation.rule) + "<ol>\n";
  for (const WhyLink& link : links_of(why, which, lang))
    out += fmt::format("<li>{}<br><span class=\"dim\">{}</span></li>\n",
                       markup(say(lang, TextId::ui_an_title, link.date, link.event)),
                       markup(link.fact));
  out += "</ol>\n";
  if (explanation.held) out += dim(*explanation.held);
  return out;
}

std::string causes(const Why& why, Lang lang) {
  std::string out = element("h3", text(TextId::why_without_title, lang)) +
                    dim(text(TextId::why_without_tip, lang)) + "<table>\n";
  for (const Counterfactual& cause : why.causes)
    if (cause.flipped > 0)
      out += row({cause_in_words(cause.cause, lang), change_in_words(cause, lang),
                  talks_in_words(cause, lang)});
  out += "</table>\n";
  if (why.causes.size() < why.causes_in_case)
    out += dim(say(lang, TextId::report_why_part, why.causes.size(), why.causes_in_case));
  return out;
}

std::string reasons(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const Why* why = shown.why.stale ? nullptr : shown.why.asked.answer.get();
  if (!why)
    return element("h2", shown.say(TextId::report_why)) +
           dim(shown.say(TextId::report_why_missing));
  std::string out = element("h2", say(lang, TextId::why_title,
                                      outcome_specs()[std::size_t(why->outcome)].label.in(lang)));
  if (why->explained.empty())
    return out + dim(say(lang, TextId::why_nobody, whole(why->finished, lang)));
  out += dim(rule_in_words(*why, 0, lang));
  for (std::size_t which = 0; which < why->explained.size(); ++which)
    out += story(*why, which, lang);
  out += causes(*why, lang);
  if (!why->limiting_factors) return out;
  out += element("h3", shown.say(TextId::why_limiting_factors)) +
         dim(shown.say(TextId::why_limiting_factors_tip)) + "<ul>\n";
  for (const WhyStep& step : steps_of(*why->limiting_factors, lang)) {
    out += "<li>" + markup(step.step);
    for (const std::string& years : step.years) out += "<br>" + markup(years);
    out += "</li>\n";
  }
  return out + "</ul>\n";
}

template <class Specs>
int assumed_in(const Specs& specs) {
  return int(std::count_if(specs.begin(), specs.end(),
                           [](const auto& spec) { return is_assumed(spec.claims); }));
}

}  // namespace

std::string report_html(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const Results& r = *shown.results;
  const std::string title = title_in_words(shown.answer, shown);
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n"
      "<style>{}</style>\n</head>\n<body>\n",
      lang == Lang::fr ? "fr" : "en", markup(say(lang, TextId::report_of, title)), kStyle);
  out += element("h1", title) + about_the_case(shown);
  out += fmt::format("<p><strong>{}</strong> {}</p>\n", markup(text(TextId::not_a_forecast, lang)),
                     markup(not_modelled_in_words(r.manifest.not_modelled, lang)));
  out += comparison(shown) + inputs(shown) + outcomes(shown) + reasons(shown) + charts(shown) +
         all_figures(shown);
  out += element("h2", shown.say(TextId::report_rests)) +
         element("p", say(lang, TextId::ui_rest_counts, assumed_in(param_specs()),
                          param_specs().size(), assumed_in(lever_specs()), lever_specs().size(),
                          assumed_in(constant_specs()), constant_specs().size()));
  out += element("h2", shown.say(TextId::report_recipe)) +
         dim(shown.say(TextId::report_recipe_note)) + element("pre", recipe_of(shown.draft, r));
  return out + "</body>\n</html>\n";
}

}  // namespace palabre::ui
