#include "ui/figures/figure.hpp"

#include <algorithm>
#include <sstream>

#include "sim/report/recipe.hpp"
#include "sim/report/report.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/run/views/compare.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart.hpp"
#include "ui/draw/chart_analyse.hpp"
#include "ui/draw/map.hpp"
#include "ui/draw/run_marks.hpp"
#include "ui/panels/answer_line.hpp"
#include "ui/panels/commands.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/map_words.hpp"
#include "ui/panels/view.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/analysis.hpp"
#include "ui/work/case_name.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/ensemble_task.hpp"
#include "ui/work/parameter_uncertainty.hpp"
#include "ui/work/tray.hpp"
#include "ui/work/watching.hpp"

namespace palabre::ui {
namespace {

constexpr float kMargin = 24;  // [pixels]

bool of_compare(std::string_view id) { return id.starts_with("compare."); }
bool of_watch(std::string_view id) { return id.starts_with("watch."); }

// A case that a figure rests on, as it was run for it.
struct FigureCase {
  std::string name;
  Scenario scenario;
  const World& world;
  const Results& results;
};

// The one that opening the figure gives comes first.
std::vector<FigureCase> cases_of(std::string_view id, const FrameInputs& shown) {
  const auto named = [&](Scenario scenario) {
    scenario.title = shown.name.brief;
    return scenario;
  };
  if (id == kTrayFigure) {
    std::vector<FigureCase> out;
    for (std::size_t k = 0; k < shown.tray.cases.size(); ++k) {
      const PreparedCase& one = shown.tray.cases[k];
      out.push_back({say(shown.lang(), TextId::ui_refused, tray_letter(k),
                         shortened(one.title.in(shown.lang()), 300)),
                     one.scenario, *one.world, shown.tray.found.answer->runs[k]});
    }
    return out;
  }
  if (!of_compare(id))
    return {{shown.name.full.in(shown.lang()), named(shown.draft), shown.world(), *shown.results}};
  const ComparedCases& both = *shown.compare.cases.answer;
  const auto as_run = [](Scenario scenario, const Results& results) {
    scenario.seed = results.manifest.seed;
    scenario.replicates = int(results.manifest.replicates);
    return scenario;
  };
  return {{compared_name(true, shown), as_run(named(shown.draft), *both.b), shown.world(), *both.b},
          {compared_name(false, shown), as_run(shown.compare.a->scenario, *both.a),
           *shown.compare.a->world, *both.a}};
}

std::string code_of_case(const FigureCase& one) {
  try {
    return share_code(one.scenario, one.world);
  } catch (const std::runtime_error&) {
    return {};  // of a world of one's own: the recipe alone then
  }
}

std::vector<std::string> small_print(const Canvas& canvas, std::string_view id,
                                     const FrameInputs& shown, float width) {
  const Lang lang = shown.lang();
  const std::vector<FigureCase> cases = cases_of(id, shown);
  std::vector<std::string> lines;
  const auto add = [&](const std::string& words) {
    for (std::string& line : wrapped_words(canvas, words, Face::small, width - 2 * kMargin))
      lines.push_back(std::move(line));
  };
  for (const FigureCase& one : cases)
    add(say(lang, TextId::ui_recipe, one.name, one.results.manifest.seed,
            one.results.manifest.replicates, one.results.digest, program_version()));
  if (of_watch(id)) add(watched_in_words(shown));
  const bool of_case = !of_compare(id) && !of_watch(id);
  const std::string some = of_case ? some_runs_in_words(shown) : std::string();
  if (!some.empty()) add(some);
  const bool over_worlds = plays_over_worlds(shown.draft, shown.world());
  if (of_case && (over_worlds || shown.edges.spread))
    add(std::string(text(over_worlds ? TextId::fan_bands_worlds : TextId::fan_bands_there, lang)) +
        ".");
  add(std::string(text(TextId::not_a_forecast, lang)) + " " +
      not_modelled_in_words(cases.front().results.manifest.not_modelled, lang));
  return lines;
}

// Of what the case is held against, where something differs from it and all runs are shown.
const Results* results_before(const FrameInputs& shown) {
  const bool has = shown.reference && shown.reference->results && differs_from_reference(shown) &&
                   !shown.view.run_filter;
  return has && shown.reference->results->outcomes.size() == shown.results->outcomes.size()
             ? shown.reference->results.get()
             : nullptr;
}

void draw_share_before(Canvas& canvas, const Look& look, const Rect& bar, double share) {
  const float x = bar.low.x + bar.width() * float(share);
  canvas.rect({{x - 1.5f, bar.low.y - 3}, {x + 1.5f, bar.high.y + 3}}, look.colours().text, 0.0f);
}

void draw_outcomes_figure(Canvas& canvas, const Rect& box, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const Palette& p = shown.look.colours();
  canvas.begin("outcomes", text(TextId::ui_export_outcomes, lang));
  canvas.text(box.low, p.text,
              say(lang, TextId::ui_where_it_ends,
                  date_in_words(day_of(shown.draft, shown.draft.weeks), lang)),
              Face::bold);
  const auto& outcomes = shown.results->outcomes;
  const float step = (box.height() - 40) / float(std::max<std::size_t>(outcomes.size(), 1));
  if (results_before(shown))
    canvas.text({box.high.x, box.low.y}, p.dim,
                say(lang, TextId::ui_mark_is, shortened(shown.answer.against.in(lang), 120)),
                Face::small, Align::right);
  float y = box.low.y + 40;
  for (const OutcomeShare& share : outcomes) {
    canvas.text({box.low.x, y}, p.text, outcome_specs()[std::size_t(share.outcome)].label.in(lang));
    canvas.text({box.high.x, y}, p.text,
                share_in_words(share.count, shown.results->finished(), lang), Face::body,
                Align::right);
    const Rect bar{{box.low.x, y + 20}, {box.high.x, y + 28}};
    draw_share_bar(canvas, shown.look, bar, share.share);
    if (const Results* before = results_before(shown))
      draw_share_before(canvas, shown.look, bar,
                        before->outcomes[std::size_t(&share - outcomes.data())].share.value);
    if (const auto range = shown.edges.range(share))
      draw_share_range(canvas, shown.look, {{box.low.x, y + 30}, {box.high.x, y + 36}}, range->low,
                       range->high, 1.0);
    y += step;
  }
  canvas.end();
}

void draw_map_figure(Canvas& canvas, const Rect& box, const FrameInputs& shown) {
  if (const MapDifference* difference = difference_shown(shown))
    return draw_difference_figure(canvas, box, *difference, shown);
  const Lang lang = shown.lang();
  const auto& spec = cercle_field_specs()[std::size_t(shown.view.field)];
  const MapPlace place = place_map(shown.map, box);
  draw_map(canvas, shown.look, shown.map, place, shown.world(), shown.results, shown.view.field,
           shown.week(), -1, shown.edges.disagreement.get());
  const Watched* run = run_on_map(shown);
  if (run)
    draw_run_marks(canvas, shown.look, shown.map, place,
                   stands_at(*run, std::min(shown.week(), run->story.weeks() - 1)), 1.0);
  else
    draw_map_signs(canvas, shown.look, shown.map, place, *shown.results, shown.week());
  const std::string title =
      fmt::format("{}, {}", spec.label.in(lang), week_in_words(shown.draft, shown.week(), lang));
  const float high = draw_map_key(canvas, shown.look, box.low, 190,
                                  map_scale(*shown.results, shown.view.field), title, lang);
  const Hatching hatching = hatching_of(shown.view.field, shown.edges.disagreement != nullptr,
                                        shown.edges.disagreement.get());
  std::vector<MapSign> signs = map_signs(hatching, lang);
  if (run) std::erase_if(signs, [](const MapSign& sign) { return sign.kind != MapSign::hatch; });
  float y = box.low.y + high + 4;
  std::vector<Rect> taken =
      run ? std::vector<Rect>{}
          : sign_boxes(shown.look, shown.map, place, *shown.results, shown.week());
  taken.push_back({box.low, {box.low.x + 300, y + 6 * canvas.text_size("0", Face::small).y}});
  taken.push_back(
      draw_map_scale(canvas, shown.look, place, {box.low.x, box.high.y - 4}, 120, lang));
  draw_map_names(canvas, shown.look, shown.map, place, box, taken, lang);
  y += draw_map_signs_key(canvas, shown.look, {box.low.x, y}, 300, signs);
  if (!run) return;
  const float line = canvas.text_size("0", Face::small).y;
  const std::vector<std::string> marks = mark_words(lang);
  for (std::size_t k = 0; k < marks.size(); ++k, y += line) {
    draw_mark_of_line(canvas, shown.look, k, {box.low.x, y + line / 2});
    canvas.text({box.low.x + line * 1.6f, y}, shown.look.colours().dim, marks[k], Face::small);
  }
  for (const std::string& words :
       wrapped_words(canvas, run_on_map_in_words(shown), Face::small, 300)) {
    canvas.text({box.low.x, y}, shown.look.colours().text, words, Face::small);
    y += line;
  }
}

// The recipe of the case first, for that is what the figure opens as; that of the other case with
// "a." before each line.
std::string metadata_of(std::string_view id, const FrameInputs& shown) {
  std::string out;
  bool other = false;
  for (const FigureCase& one : cases_of(id, shown)) {
    std::string recipe = recipe_of(one.scenario, one.results);
    if (const std::string code = code_of_case(one); !code.empty())
      recipe += fmt::format("code {}\n", code);
    std::istringstream lines(recipe);
    for (std::string line; std::getline(lines, line);) out += (other ? "a." : "") + line + "\n";
    other = true;
  }
  if (of_watch(id)) out += fmt::format("run {}\n", shown.watch.run->story.replicate);
  return out;
}

std::string map_csv(const FrameInputs& shown) {
  if (const MapDifference* difference = difference_shown(shown))
    return difference_csv(*difference, shown);
  std::string out = "cercle,region,week,date";
  for (const CercleFieldSpec& spec : cercle_field_specs()) out += fmt::format(",{}", spec.id);
  out += "\n";
  const std::string date = to_string(Date::from(day_of(shown.draft, shown.week())));
  for (int c = 0; c < shown.results->cercle_count; ++c) {
    const Cercle& cercle = shown.world().cercles[std::size_t(c)];
    out += fmt::format("{},{},{},{}", csv_words(cercle.name), csv_words(cercle.region),
                       shown.week(), date);
    for (std::size_t k = 0; k < cercle_field_specs().size(); ++k)
      out += fmt::format(",{}", shown.results->map(CercleFieldId(k), shown.week(), c));
    out += "\n";
  }
  return out;
}

std::string outcomes_csv(const FrameInputs& shown) {
  std::string out =
      "outcome,count,runs,share,low,high,drawn_low,drawn_high,without,difference,"
      "difference_low,difference_high\n";
  const Comparison* paired = results_before(shown) ? shown.comparison : nullptr;
  for (const OutcomeShare& share : shown.results->outcomes) {
    out +=
        fmt::format("{},{},{},{},{},", outcome_specs()[std::size_t(share.outcome)].id, share.count,
                    shown.results->finished(), share.share.value, interval_csv(share.share));
    const auto range = shown.edges.range(share);
    out += range ? fmt::format("{},{}", range->low, range->high) : ",";
    const OutcomeDifference* before = nullptr;
    if (paired)
      for (const OutcomeDifference& row : paired->outcomes)
        if (row.outcome == share.outcome) before = &row;
    out += before ? fmt::format(",{},{},{},{}\n", before->a.value, before->difference.value,
                                before->difference.low, before->difference.high)
                  : ",,,,\n";
  }
  return out;
}

}  // namespace

std::vector<FigureChoice> case_figures(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  std::vector<FigureChoice> out{
      {"map", std::string(text(TextId::ui_export_map, lang)), "map"},
      {"outcomes", std::string(text(TextId::ui_export_outcomes, lang)), "region.outcomes"}};
  if (has_effects(shown))
    out.push_back({std::string(kEffectsFigure), std::string(text(TextId::ui_effects, lang)),
                   "region.outcomes"});
  for (FigureChoice& choice : chart_figures(shown)) out.push_back(std::move(choice));
  if (shown.view.place == Place::analyse && shown.analysis.fresh)
    out.insert(
        out.begin(),
        {"analysis", say(lang, TextId::ui_an_figure, analysis_title(*shown.analysis.answer, lang)),
         "chart.analysis", std::nullopt, true});
  return out;
}

std::vector<FigureChoice> figure_choices(const FrameInputs& shown) {
  const Lang lang = shown.lang();
  std::vector<FigureChoice> out;
  if (shown.view.place == Place::compare) out = compare_figures(shown);
  if (shown.view.place == Place::watch) out = watch_figures(shown);
  for (FigureChoice& choice : out) choice.of_view = true;
  if (out.empty()) out = case_figures(shown);
  out.push_back(
      {"window", std::string(text(TextId::ui_export_window, lang)), "", FigureFormat::png});
  out.push_back({"report", std::string(text(TextId::report_choice, lang)), "", FigureFormat::html});
  return out;
}

std::string title_of_figure(std::string_view id, const FrameInputs& shown) {
  if (id == kTrayFigure) return title_in_words(shown.tray.answer, shown);
  return title_in_words(of_compare(id) ? shown.compare.answer : shown.answer, shown);
}

namespace {

// Over as many lines as it needs. Returns where the picture begins.
float draw_title(Canvas& canvas, const std::string& title, const Look& paper, float width) {
  const float line = canvas.text_size("0", Face::bold).y * 1.3f;
  float y = kMargin * 0.8f;
  for (const std::string& words : wrapped_words(canvas, title, Face::bold, width - 2 * kMargin)) {
    canvas.text({kMargin, y}, paper.colours().text, words, Face::bold);
    y += line;
  }
  return y + line * 0.5f;
}

}  // namespace

void draw_figure(Canvas& canvas, std::string_view id, const FrameInputs& shown, FigureSize size) {
  Look paper;
  paper.theme = Theme::light;
  const FrameInputs printed{shown, paper, shown.edges, shown.results, shown.whole};
  canvas.rect({{0, 0}, {size.width, size.height}}, paper.colours().panel, 0.0f);
  const std::vector<std::string> print = small_print(canvas, id, printed, size.width);
  const float line = canvas.text_size("0", Face::small).y * 1.3f;
  const float foot = size.height - kMargin * 0.6f - line * float(print.size());
  const float head = draw_title(canvas, title_of_figure(id, printed), paper, size.width);
  const Rect box{{kMargin, head}, {size.width - kMargin, foot - 10}};
  const bool is_map = id == "map" || id == "watch.map" || id == "compare.maps";
  // The borders of the neighbours lead out of it.
  if (is_map) canvas.clip({{0.0f, head - 4}, {size.width, foot - 4}});
  if (id == "map")
    draw_map_figure(canvas, box, of_some_runs(printed));
  else if (id == "outcomes")
    draw_outcomes_figure(canvas, box, of_some_runs_that_end(printed));
  else if (id == kEffectsFigure)
    draw_effects_figure(canvas, box, printed);
  else if (of_compare(id))
    draw_compare_figure(canvas, id, box, printed);
  else if (of_watch(id))
    draw_watch_figure(canvas, id, box, printed);
  else if (id == "analysis")
    draw_analysis(canvas, {*shown.analysis.answer, paper, shown.lang(), shown.draft}, box);
  else
    draw_figure_chart(canvas, id, box, of_some_runs(printed));
  if (is_map) canvas.unclip();
  for (std::size_t k = 0; k < print.size(); ++k)
    canvas.text({kMargin, foot + line * float(k)}, paper.colours().dim, print[k], Face::small,
                Align::left);
}

std::string code_of(std::string_view id, const FrameInputs& shown) {
  return code_of_case(cases_of(id, shown).front());
}

std::string figure_svg(std::string_view id, const FrameInputs& shown, FigureSize size) {
  SvgCanvas canvas(size.width, size.height, 15.0f);
  canvas.title(title_of_figure(id, shown));
  canvas.metadata(metadata_of(id, shown));
  draw_figure(canvas, id, shown, size);
  return canvas.document();
}

namespace {

// What a table says of itself: title, the two sentences, and the recipe of its case, each line a
// comment.
std::string comments_of(std::string_view id, const FrameInputs& shown) {
  const Lang lang = shown.lang();
  const auto& missing = cases_of(id, shown).front().results.manifest.not_modelled;
  std::string title = title_of_figure(id, shown);
  std::replace(title.begin(), title.end(), '\n', ' ');
  const bool of_case = !of_compare(id) && !of_watch(id);
  const std::string some = of_case ? some_runs_in_words(shown) : std::string();
  return csv_comments(fmt::format("{}\n{}{}{} {}\n{}", title, some, some.empty() ? "" : "\n",
                                  text(TextId::not_a_forecast, lang),
                                  visible_line(not_modelled_in_words(missing, lang)),
                                  metadata_of(id, shown)));
}

std::string table_of(std::string_view id, const FrameInputs& shown) {
  if (id == "map") return map_csv(of_some_runs(shown));
  if (id == "outcomes") return outcomes_csv(of_some_runs_that_end(shown));
  if (id == kEffectsFigure) return effects_csv(shown);
  if (of_compare(id)) return compare_csv(id, shown);
  if (of_watch(id)) return watch_csv(id, shown);
  if (id == "analysis") return analysis_csv(*shown.analysis.answer);
  return chart_csv(id, of_some_runs(shown));
}

}  // namespace

std::string figure_csv(std::string_view id, const FrameInputs& shown, Lang style) {
  return comments_of(id, shown) + csv_in(table_of(id, shown), style);
}

std::string csv_file(std::string_view id, const FrameInputs& shown, Lang style) {
  return std::string(csv_mark(style)) + figure_csv(id, shown, style);
}

}  // namespace palabre::ui
