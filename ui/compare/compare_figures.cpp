// What the view Compare exports: its pictures, the numbers behind them, and the recipe of both
// cases.

#include "sim/run/views/compare.hpp"
#include "sim/tables/text.hpp"
#include "ui/base/words.hpp"
#include "ui/compare/compare_parts.hpp"
#include "ui/compare/tray_parts.hpp"
#include "ui/draw/chart.hpp"
#include "ui/figures/figure.hpp"
#include "ui/panels/frame_inputs.hpp"
#include "ui/panels/widgets.hpp"
#include "ui/work/case_name.hpp"
#include "ui/work/compare.hpp"

namespace palabre::ui {
namespace {

struct Compared {
  const ComparedCases& cases;
  const Comparison& c;
};

Compared compared(const FrameInputs& shown) {
  const ComparedCases& cases = *shown.compare.cases.answer;
  return {cases, cases.comparison};
}

// Bars of A and B below the words of an outcome.
void draw_outcome_bars(Canvas& canvas, const Rect& box, const OutcomeDifference& row,
                       const FrameInputs& shown) {
  const float line = canvas.text_size("0", Face::small).y, indent = line * 1.4f;
  float y = box.low.y;
  for (const bool in_b : {false, true}) {
    canvas.text({box.low.x, y}, shown.look.colours().dim,
                shown.say(in_b ? TextId::cmp_b : TextId::cmp_a), Face::small);
    const Rect track{{box.low.x + indent, y + line * 0.3f}, {box.high.x, y + line * 0.8f}};
    draw_share_bar(canvas, shown.look, track, in_b ? row.b : row.a);
    y += line;
  }
}

void draw_outcomes_on(Canvas& canvas, const Rect& box, const Comparison& c,
                      const FrameInputs& shown) {
  const Palette& p = shown.look.colours();
  const Lang lang = shown.lang();
  const float line = canvas.text_size("0").y, small = canvas.text_size("0", Face::small).y;
  canvas.begin("compare.outcomes", shown.say(TextId::cmp_outcomes));
  canvas.text(box.low, p.text,
              say(lang, TextId::ui_where_it_ends,
                  date_in_words(day_of(shown.draft, shown.draft.weeks), lang)),
              Face::bold);
  float y = box.low.y + line * 1.4f;
  const std::string_view note = shown.say(TextId::cmp_outcomes_note);
  for (const std::string& piece : wrapped_words(canvas, note, Face::small, box.width())) {
    canvas.text({box.low.x, y}, p.dim, piece, Face::small);
    y += small * 1.3f;
  }
  const float a = box.low.x + box.width() * 0.34f, b = box.low.x + box.width() * 0.54f;
  const float change = box.low.x + box.width() * 0.74f;
  const auto head = [&](float x, TextId words) {
    canvas.text({x, y}, p.dim, shown.say(words), Face::small);
  };
  head(a, TextId::cmp_a);
  head(b, TextId::cmp_b);
  head(change, TextId::cmp_column_change);
  y += small * 1.5f;
  const float step = (box.high.y - y) / float(std::max<std::size_t>(c.outcomes.size(), 1));
  for (const OutcomeDifference& row : c.outcomes) {
    const OutcomeWords words = outcome_in_words(row, c, lang);
    canvas.text({box.low.x, y}, p.text, outcome_specs()[std::size_t(row.outcome)].label.in(lang));
    canvas.text({a, y}, words.count_a > 0 ? p.text : p.dim, words.a);
    canvas.text({b, y}, words.count_b > 0 ? p.text : p.dim, words.b);
    canvas.text({change, y}, words.sure ? p.changed : p.dim, words.change);
    draw_outcome_bars(canvas, {{box.low.x, y + line * 1.15f}, {box.high.x, y + step}}, row, shown);
    y += step;
  }
  canvas.end();
}

std::string maps_csv(const Compared& both, const FrameInputs& shown) {
  std::string out = "cercle,region,week,date";
  for (const CercleFieldSpec& spec : cercle_field_specs())
    out += fmt::format(",{0}_a,{0}_b", spec.id);
  out += "\n";
  const int week = std::min(shown.view.week, both.cases.a->manifest.weeks - 1);
  const std::string date = to_string(Date::from(day_of(shown.draft, week)));
  for (int k = 0; k < both.cases.a->cercle_count; ++k) {
    const Cercle& cercle = shown.world().cercles[std::size_t(k)];
    out += fmt::format("{},{},{},{}", csv_words(cercle.name), csv_words(cercle.region), week, date);
    for (std::size_t field = 0; field < cercle_field_specs().size(); ++field)
      out += fmt::format(",{},{}", both.cases.a->map(CercleFieldId(field), week, k),
                         both.cases.b->map(CercleFieldId(field), week, k));
    out += "\n";
  }
  return out;
}

std::string outcomes_csv(const Comparison& c) {
  std::string out =
      "outcome,runs,count_a,share_a,low_a,high_a,count_b,share_b,low_b,high_b,difference,low,"
      "high\n";
  const auto numbers = [](const Estimate& e) {
    return fmt::format("{},{}", e.value, interval_csv(e));
  };
  for (const OutcomeDifference& row : c.outcomes) {
    const OutcomeWords words = outcome_in_words(row, c, Lang::en);
    out += fmt::format("{},{},{},{},{},{},{}\n", outcome_specs()[std::size_t(row.outcome)].id,
                       c.finished(), words.count_a, numbers(row.a), words.count_b, numbers(row.b),
                       numbers(row.difference));
  }
  return out;
}

std::string flips_csv(const Comparison& c) {
  std::string out = "outcome_in_a,outcome_in_b,runs\n";
  for (std::size_t i = 0; i < kOutcomeCount; ++i)
    for (std::size_t j = 0; j < kOutcomeCount; ++j)
      out += fmt::format("{},{},{}\n", outcome_specs()[i].id, outcome_specs()[j].id, c.flips[i][j]);
  return out;
}

std::string parting_csv(const Comparison& c, const FrameInputs& shown) {
  std::string out = "week,date,pairs\n";
  for (std::size_t week = 0; week < c.parting.by_week.size(); ++week)
    out += fmt::format("{},{},{}\n", week, to_string(Date::from(day_of(shown.draft, int(week)))),
                       c.parting.by_week[week]);
  return out;
}

}  // namespace

std::vector<FigureChoice> compare_figures(const FrameInputs& shown) {
  if (shown.view.tray) {
    if (!shown.tray.is_there()) return {};
    return {{std::string(kTrayFigure), std::string(shown.say(TextId::tray_figure)), "chart.tray"}};
  }
  const auto& answer = shown.compare.cases.answer;
  const bool there = shown.compare.a && !shown.compare.problem && answer && !answer->problem &&
                     !answer->comparison.outcomes.empty();
  if (!there) return {};
  const auto choice = [&](const char* id, TextId words, const char* widget) {
    return FigureChoice{id, std::string(shown.say(words)), widget};
  };
  return {choice("compare.maps", TextId::cmp_figure_maps, "map.difference"),
          choice("compare.outcomes", TextId::cmp_outcomes, "compare.outcomes"),
          choice("compare.flips", TextId::cmp_flips, "compare.flips"),
          choice("compare.parting", TextId::cmp_parting, "compare.parting")};
}

std::string compared_name(bool in_b, const FrameInputs& shown) {
  const LocalText& called = in_b ? shown.name.full : shown.compare.a->scenario.title;
  const std::string title = shortened(called.in(shown.lang()), 300);
  const std::string who = in_b ? std::string(shown.say(TextId::cmp_on_screen)) : name_of_a(shown);
  const std::string name =
      who == title || title.empty() ? who : say(shown.lang(), TextId::ui_refused, who, title);
  return say(shown.lang(), TextId::ui_refused, shown.say(in_b ? TextId::cmp_b : TextId::cmp_a),
             name);
}

void draw_compare_figure(Canvas& canvas, std::string_view id, const Rect& box,
                         const FrameInputs& shown) {
  if (id == kTrayFigure) return draw_tray_on(canvas, box, shown);
  const Compared both = compared(shown);
  if (id == "compare.maps") return draw_compare_maps_on(canvas, box, both.cases, shown);
  if (id == "compare.flips") return draw_flips_on(canvas, box, both.c, shown);
  if (id == "compare.parting") return draw_parting_on(canvas, box, both.c, shown);
  draw_outcomes_on(canvas, box, both.c, shown);
}

std::string compare_csv(std::string_view id, const FrameInputs& shown) {
  if (id == kTrayFigure) return tray_csv(shown);
  const Compared both = compared(shown);
  if (id == "compare.maps") return maps_csv(both, shown);
  if (id == "compare.flips") return flips_csv(both.c);
  if (id == "compare.parting") return parting_csv(both.c, shown);
  return outcomes_csv(both.c);
}

}  // namespace palabre::ui
