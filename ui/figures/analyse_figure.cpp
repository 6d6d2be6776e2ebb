// The picture of an analysis as a whole, and the numbers behind it as CSV.

#include <cmath>

#include "sim/tables/text.hpp"
#include "ui/base/controls.hpp"
#include "ui/base/words.hpp"
#include "ui/draw/chart_analyse.hpp"
#include "ui/figures/figure.hpp"
#include "ui/work/analysis.hpp"

namespace palabre::ui {
namespace {

constexpr float kScatterLines = 34.0f, kCurveLines = 24.0f;

float title_height(const Canvas& canvas) { return canvas.text_size("0").y * 1.6f; }

// The axis of the picture in small letters below the title.
std::string subtitle(const AnalysisPaint& paint) {
  const AnalysisQuestion& q = *paint.answer.question;
  const Unit unit = q.target.unit();
  if (q.settings.method == Method::tornado)
    return say(paint.lang, TextId::ui_an_change, change_unit(unit, paint.lang)) + " · " +
           std::string(text(TextId::ui_an_whisker, paint.lang));
  return {};
}

std::string end_csv(const std::optional<Estimate>& e) {
  return e ? fmt::format("{},{}", e->value, interval_csv(*e)) : ",,";
}

std::string swings_csv(const AnalysisAnswer& a) {
  std::string out =
      "assumption,low,high,change_at_low,change_at_low_low,change_at_low_high,change_at_high,"
      "change_at_high_low,change_at_high_high\n";
  for (const Swing& s : a.swings)
    if (s.is_run)
      out += fmt::format("{},{},{},{},{}\n", s.spec->key, s.spec->low, s.spec->high, end_csv(s.low),
                         end_csv(s.high));
  return out;
}

std::string morris_csv(const AnalysisAnswer& a) {
  std::string out = "assumption,mu_star,mu_star_low,mu_star_high,mu,sigma,effects\n";
  for (const MorrisFactor& f : a.morris)
    if (f.effect.count > 0)
      out += fmt::format("{},{},{},{},{}\n", f.spec->key, end_csv(f.effect.size), f.effect.mean,
                         f.effect.sigma, f.effect.count);
  return out;
}

std::string sobol_csv(const AnalysisAnswer& a) {
  std::string out = "factor,first,first_low,first_high,total,total_low,total_high\n";
  for (const SobolFactor& f : a.sobol.factors)
    out += fmt::format("{},{},{}\n", f.id, end_csv(f.index.first), end_csv(f.index.total));
  return out;
}

std::string claims_csv(const AnalysisAnswer& a) {
  std::string out = "claims,statistic,change,low,high\n";
  const auto targets = a.question->targets();
  for (const AblationEffect& effect : a.ablations) {
    std::string names;
    for (ClaimId id : effect.toggle->claims.list())
      names += (names.empty() ? "" : " ") + std::string(claim(id).name);
    for (std::size_t t = 0; t < targets.size() && effect.is_run; ++t)
      out += fmt::format("{},{},{}\n", names, targets[t].id(), end_csv(effect.difference[t]));
  }
  return out;
}

std::string value_csv(const Value& value) {
  if (const auto* number = std::get_if<double>(&value)) return number_text(*number);
  if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
  if (const auto* date = std::get_if<Date>(&value)) return to_string(*date);
  return std::get<std::string>(value);
}

std::string heat_csv(const AnalysisAnswer& a) {
  const HeatFindings& h = *a.heat;
  std::string out = fmt::format("{},{},{},low,high\n", h.x.key, h.y.key, a.question->target.id());
  for (std::size_t r = 0; r < h.y.values.size(); ++r)
    for (std::size_t c = 0; c < h.x.values.size(); ++c)
      out += fmt::format("{},{},{}\n", value_csv(h.x.values[c]), value_csv(h.y.values[r]),
                         end_csv(h.cells[r * h.x.values.size() + c]));
  return out;
}

std::string discovery_csv(const AnalysisAnswer& a) {
  std::string out = "step,density,coverage,mass,points,chosen\n";
  if (!a.found) return out;
  for (std::size_t k = 0; k < a.found->trajectory.size(); ++k) {
    const BoxFigures& f = a.found->trajectory[k].figures;
    out += fmt::format("{},{},{},{},{},{}\n", k, f.density, f.coverage, f.mass, f.points,
                       int(k == a.found->chosen));
  }
  return out;
}

std::string variance_csv(const AnalysisAnswer& a) {
  std::string out = "statistic,spread,assumptions,dice,together\n";
  for (const VarianceDecomposition& l : a.variance)
    out += l.split ? fmt::format("{},{},{},{},{}\n", l.target.id(), std::sqrt(l.split->total()),
                                 l.split->assumptions / l.split->total(),
                                 l.split->chance / l.split->total(),
                                 l.split->together / l.split->total())
                   : fmt::format("{},,,,\n", l.target.id());
  return out;
}

std::string precision_csv(const AnalysisAnswer& a) {
  std::string out = "statistic,value,low,high,runs,within,runs_likely,runs_most\n";
  if (a.needed)
    out += fmt::format("{},{},{},{},{},{}\n", a.question->target.id(), end_csv(a.needed->pilot),
                       a.needed->pilot_runs, a.within, a.needed->likely, a.needed->most);
  return out;
}

std::string score_csv(const AnalysisAnswer& a) {
  std::string out =
      "series,place,from,to,observed,median,low_50,high_50,low_90,high_90,crps,"
      "crps_persistence,crps_trend,crps_mean,log_score\n";
  if (!a.score) return out;
  const auto crps_of = [](const std::optional<Marks>& marks) {
    return marks ? number_text(marks->crps) : std::string();
  };
  for (const FigureScore& f : a.score->figures)
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                       spec_of(f.observed.series).id, f.observed.place,
                       to_string(Date::from(f.observed.from)), to_string(Date::from(f.observed.to)),
                       f.observed.value, f.median, f.middle_50.low, f.middle_50.high,
                       f.middle_90.low, f.middle_90.high, f.model.crps, crps_of(f.benchmarks[0]),
                       crps_of(f.benchmarks[1]), crps_of(f.benchmarks[2]),
                       f.model.log_score ? number_text(*f.model.log_score) : std::string());
  return out;
}

std::string thresholds_csv(const AnalysisAnswer& a) {
  std::string out = "threshold,value,near,measured,moved_if_lower,moved_if_higher\n";
  const auto count = [](const std::optional<std::int64_t>& n) {
    return n ? std::to_string(*n) : std::string();
  };
  for (const ThresholdFindings& t : a.thresholds)
    out += fmt::format("{},{},{},{},{},{}\n", t.threshold->name, t.value,
                       t.near ? std::to_string(t.near->near) : "",
                       t.near ? std::to_string(t.near->measured) : "", count(t.lower),
                       count(t.higher));
  return out;
}

float body_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  const float line = canvas.text_size("0", Face::small).y;
  switch (paint.answer.question->settings.method) {
    case Method::tornado:
      return tornado_height(canvas, paint, width);
    case Method::sobol:
      return sobol_height(canvas, paint, width);
    case Method::claims:
    case Method::mechanisms:
      return claims_height(canvas, paint, width);
    case Method::discovery:
      return discovery_height(canvas, paint, width);
    case Method::variance:
      return variance_height(canvas, paint, width);
    case Method::thresholds:
      return thresholds_height(canvas, paint, width);
    case Method::robust:
      return robust_height(canvas, paint, width);
    case Method::needs:
      return needs_height(canvas, paint, width);
    case Method::score:
      return score_height(canvas, paint, width);
    case Method::morris:
    case Method::heat:
      return line * kScatterLines;
    case Method::precision:
      return line * kCurveLines;
  }
  return 0.0f;
}

Hits draw_body(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  switch (paint.answer.question->settings.method) {
    case Method::tornado:
      return draw_tornado(canvas, paint, box);
    case Method::morris:
      return draw_morris(canvas, paint, box);
    case Method::sobol:
      return draw_sobol(canvas, paint, box);
    case Method::claims:
    case Method::mechanisms:
      return draw_claim_table(canvas, paint, box);
    case Method::heat:
      return draw_heat(canvas, paint, box);
    case Method::discovery:
      return draw_discovery(canvas, paint, box);
    case Method::variance:
      return draw_variance(canvas, paint, box);
    case Method::precision:
      return draw_precision(canvas, paint, box);
    case Method::thresholds:
      return draw_thresholds(canvas, paint, box);
    case Method::robust:
      return draw_robust(canvas, paint, box);
    case Method::needs:
      return draw_needs(canvas, paint, box);
    case Method::score:
      return draw_score(canvas, paint, box);
  }
  return {};
}

float head_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  const std::string sub = subtitle(paint);
  return lines_height(canvas, analysis_title(paint.answer, paint.lang), width, Face::bold) +
         title_height(canvas) * 0.3f +
         (sub.empty() ? 0.0f : lines_height(canvas, sub, width, Face::small));
}

}  // namespace

float analysis_height(const Canvas& canvas, const AnalysisPaint& paint, float width) {
  return head_height(canvas, paint, width) + body_height(canvas, paint, width);
}

std::vector<ChartHit> draw_analysis(Canvas& canvas, const AnalysisPaint& paint, const Rect& box) {
  const Palette& p = paint.look.colours();
  const std::string title = analysis_title(paint.answer, paint.lang);
  canvas.begin("chart.analysis", title);
  float y = draw_lines(canvas, box.low, p.text, title, box.width(), Face::bold);
  if (const std::string sub = subtitle(paint); !sub.empty())
    y = draw_lines(canvas, {box.low.x, y}, p.dim, sub, box.width(), Face::small);
  y = box.low.y + head_height(canvas, paint, box.width());
  auto hits = draw_body(canvas, paint, {{box.low.x, y}, box.high});
  canvas.end();
  return hits;
}

std::string analysis_csv(const AnalysisAnswer& answer) {
  switch (answer.question->settings.method) {
    case Method::tornado:
      return swings_csv(answer);
    case Method::morris:
      return morris_csv(answer);
    case Method::sobol:
      return sobol_csv(answer);
    case Method::claims:
    case Method::mechanisms:
      return claims_csv(answer);
    case Method::heat:
      return heat_csv(answer);
    case Method::discovery:
      return discovery_csv(answer);
    case Method::variance:
      return variance_csv(answer);
    case Method::precision:
      return precision_csv(answer);
    case Method::thresholds:
      return thresholds_csv(answer);
    case Method::robust:
      return robust_csv(answer);
    case Method::needs:
      return needs_csv(answer);
    case Method::score:
      return score_csv(answer);
  }
  return {};
}

}  // namespace palabre::ui
