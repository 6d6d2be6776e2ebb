#include "sim/score/score_report.hpp"

#include <algorithm>

#include "sim/model/compile.hpp"
#include "sim/run/explain/number_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

std::string group_name(const GroupScore& group, Lang lang) {
  const std::string label(text(spec_of(group.series).label, lang));
  const std::string where = group.year > 0 ? std::to_string(group.year) : group.place;
  return say(TextId::score_where, lang, label, where);
}

namespace {

std::string date_of(std::chrono::sys_days day) { return to_string(Date::from(day)); }

std::string number_or_dash(const std::optional<double>& value, Lang lang) {
  return value ? value_text(*value, lang) : "-";
}

/// "1,234*" where the model is worse.
std::string benchmark_cell(const GroupScore& group, Benchmark benchmark, Lang lang) {
  const auto& marks = group.benchmarks[std::size_t(benchmark)];
  if (!marks) return "-";
  return value_text(marks->crps, lang) + (group.is_worse_than(benchmark) ? "*" : "");
}

Table group_table(const std::vector<GroupScore>& groups, Lang lang, const auto& wanted) {
  Table out;
  out.heads = {say(TextId::score_column_what, lang), say(TextId::score_column_model, lang)};
  for (std::size_t b = 0; b < kBenchmarkCount; ++b)
    out.heads.push_back(say(label_of(Benchmark(b)), lang));
  out.heads.push_back(say(TextId::score_column_in_50, lang));
  out.heads.push_back(say(TextId::score_column_in_90, lang));
  for (const GroupScore& group : groups) {
    if (!wanted(group)) continue;
    std::vector<TableCell> cells{group_name(group, lang), value_text(group.model.crps, lang)};
    for (std::size_t b = 0; b < kBenchmarkCount; ++b)
      cells.emplace_back(benchmark_cell(group, Benchmark(b), lang));
    cells.emplace_back(say(TextId::score_of, lang, group.in_50, group.figures));
    cells.emplace_back(say(TextId::score_of, lang, group.in_90, group.figures));
    out.add(std::move(cells));
  }
  return out;
}

void add_groups(Report& out, const std::vector<GroupScore>& groups, TextId heading,
                const auto& wanted) {
  Table table = group_table(groups, out.lang, wanted);
  if (table.rows.empty()) return;
  out.blank();
  out.heading(say(heading, out.lang));
  out.add(std::move(table));
}

std::string figure_name(const Observation& figure, Lang lang) {
  const std::string label(text(spec_of(figure.series).label, lang));
  const std::string when = date_of(figure.from) + "/" + date_of(figure.to);
  return say(TextId::score_where, lang, say(TextId::score_where, lang, label, figure.place), when);
}

void add_figures(Report& out, const ScoreStudy& study) {
  const Lang lang = out.lang;
  Table table;
  table.heads = {say(TextId::score_column_figure, lang),
                 say(TextId::score_column_observed, lang),
                 say(TextId::score_column_median, lang),
                 say(TextId::score_column_90, lang),
                 "CRPS",
                 say(TextId::score_column_log, lang)};
  for (const FigureScore& one : study.figures)
    table.add({figure_name(one.observed, lang), value_text(one.observed.value, lang),
               value_text(one.median, lang),
               say(TextId::score_band, lang, value_text(one.middle_90.low, lang),
                   value_text(one.middle_90.high, lang)),
               value_text(one.model.crps, lang), number_or_dash(one.model.log_score, lang)});
  out.blank();
  out.heading(say(TextId::score_head_cells, lang));
  out.add(std::move(table));
  out.say(TextId::score_note_log);
}

// --- for programs --------------------------------------------------------------------------------

Json marks_json(const std::optional<Marks>& marks) {
  if (!marks) return nullptr;
  Json out{{"crps", marks->crps}};
  if (marks->log_score) out["log_score"] = *marks->log_score;
  return out;
}

Json benchmarks_json(const std::array<std::optional<Marks>, kBenchmarkCount>& benchmarks) {
  Json out = Json::object();
  for (std::size_t b = 0; b < kBenchmarkCount; ++b)
    out[std::string(id_of(Benchmark(b)))] = marks_json(benchmarks[b]);
  return out;
}

Json group_json(const GroupScore& group) {
  const ObservedSeriesSpec& spec = spec_of(group.series);
  Json out{{"series", spec.id}, {"unit", spec.unit}};
  if (group.year > 0)
    out["year"] = group.year;
  else
    out["place"] = group.place;
  out["figures"] = group.figures;
  out["in_50"] = group.in_50;
  out["in_90"] = group.in_90;
  out["model"] = marks_json(group.model);
  out["benchmarks"] = benchmarks_json(group.benchmarks);
  Json worse = Json::array();
  for (std::size_t b = 0; b < kBenchmarkCount; ++b)
    if (group.is_worse_than(Benchmark(b))) worse.push_back(id_of(Benchmark(b)));
  out["worse_than"] = std::move(worse);
  return out;
}

Json figure_json(const FigureScore& one) {
  const Observation& figure = one.observed;
  const ObservedSeriesSpec& spec = spec_of(figure.series);
  return {{"series", spec.id},
          {"unit", spec.unit},
          {"place", figure.place},
          {"from", date_of(figure.from)},
          {"to", date_of(figure.to)},
          {"line", figure.line},
          {"source", figure.source},
          {"observed", figure.value},
          {"mean", one.mean},
          {"q05", one.middle_90.low},
          {"q25", one.middle_50.low},
          {"q50", one.median},
          {"q75", one.middle_50.high},
          {"q95", one.middle_90.high},
          {"model", marks_json(one.model)},
          {"benchmarks", benchmarks_json(one.benchmarks)}};
}

template <class Items, class Say>
Json list_json(const Items& items, Say say_one) {
  Json out = Json::array();
  for (const auto& item : items) out.push_back(say_one(item));
  return out;
}

void add_data(const ScoredCase& scored, Json& out) {
  const Observed& observed = scored.observed;
  const ScoreStudy& study = scored.study;
  out["runs"] = study.runs;
  out["failed"] = study.failed;
  const Switches& switches = scored.file.scenario.switches;
  out["assumptions"] = scored.drawn && !is_over_worlds(switches)
                           ? "drawn"
                           : find_switch("assumptions")->choices[std::size_t(switches.assumptions)];
  out["observed"] = {{"file", observed.file},
                     {"within", observed.within.size()},
                     {"before", observed.past.size()},
                     {"left_out", observed.left_out},
                     {"notes", list_json(observed.notes, [](const Diagnostic& note) {
                        return Json{{"line", note.line}, {"says", note.what.in(Lang::en)}};
                      })}};
  out["by_place"] = list_json(study.by_place, group_json);
  out["by_year"] = list_json(study.by_year, group_json);
  out["figures"] = list_json(study.figures, figure_json);
}

}  // namespace

Report score_report(const ScoredCase& scored, Lang lang, bool all) {
  const ScoreStudy& study = scored.study;
  const Observed& observed = scored.observed;
  Report out(lang, "palabre.score/1");
  out.head(scored.file.path.string(), scored.file.scenario,
           scenario_digest(scored.file.scenario, *scored.file.world));
  add_data(scored, out.data);
  out.blank();
  out.say(TextId::score_observed, observed.file, observed.within.size(), observed.past.size(),
          observed.left_out);
  out.say(is_over_worlds(scored.file.scenario.switches) ? TextId::score_runs_worlds
          : scored.drawn                                ? TextId::score_runs_drawn
                                                        : TextId::score_runs,
          count_text(study.runs, lang));
  const auto worse = [](const GroupScore& group) { return group.is_worse(); };
  const auto judged = [](const GroupScore& group) { return group.has_benchmark(); };
  const auto bad = std::count_if(study.by_place.begin(), study.by_place.end(), worse);
  const auto rows = std::count_if(study.by_place.begin(), study.by_place.end(), judged);
  if (bad > 0)
    out.say(TextId::score_some_bad, bad, rows);
  else
    out.say(rows > 0 ? TextId::score_all_good : TextId::score_none_held);
  add_groups(out, study.by_place, TextId::score_head_worse, worse);
  add_groups(out, study.by_place, TextId::score_head_better,
             [&](const GroupScore& group) { return judged(group) && !worse(group); });
  add_groups(out, study.by_place, TextId::score_head_alone,
             [&](const GroupScore& group) { return !judged(group); });
  add_groups(out, study.by_year, TextId::score_head_years, [](const GroupScore&) { return true; });
  if (all) add_figures(out, study);
  out.blank();
  out.say(TextId::score_note_crps);
  out.say(TextId::score_note_benchmarks);
  return out;
}

}  // namespace palabre
