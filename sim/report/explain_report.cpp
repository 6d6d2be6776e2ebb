#include "sim/report/explain_report.hpp"

#include <algorithm>
#include <cmath>

namespace palabre {
namespace {

constexpr std::size_t kCausesShown = 10;

const OutcomeSpec& spec_of(OutcomeId id) { return outcome_specs()[std::size_t(id)]; }

Json stage_json(int stage) {
  return stage < 0 ? Json() : Json(stage_specs()[std::size_t(stage)].id);
}

Json hazard_json(const Explained& e, const TraceEvent& event) {
  Json out{{"per_week", event.hazard}, {"parts", Json::array()}, {"factors", Json::array()}};
  for (const RankedPart& part : ranked_parts(e.model, event))
    out["parts"].push_back({{"id", part_specs()[std::size_t(part.id)].id}, {"share", part.share}});
  for (const RankedFactor& factor : ranked_factors(e.model, *e.story, event))
    out["factors"].push_back({{"id", factor_specs()[std::size_t(factor.id)].id},
                              {"value", factor.value},
                              {"mean", factor.mean},
                              {"weight", factor.weight}});
  return out;
}

Json event_json(const Explained& e, const TraceEvent& event) {
  Json out{{"week", event.week},
           {"date", date_of_week(e.scenario(), event.week)},
           {"id", event_specs()[std::size_t(event.id)].id},
           {"text", event_text(e.story_context(Lang::en), event)}};
  if (event.cercle >= 0) {
    out["cercle"] = event.cercle;
    out["place"] = e.scenario_file.world->cercles[std::size_t(event.cercle)].name;
  }
  if (event.from >= 0) {
    out["from"] = stage_json(event.from);
    out["to"] = stage_json(event.to);
  }
  if (event.hazard > 0.0) out["hazard"] = hazard_json(e, event);
  return out;
}

ReportBlock dated(const Explained& e, const TraceEvent& event, Lang lang) {
  const StoryContext t = e.story_context(lang);
  ReportBlock out{ReportBlock::Kind::event, event_text(t, event), {}, {}, {}};
  out.lead =
      date_of_week(e.scenario(), event.week) + "  " + say(TextId::explain_week, lang, event.week);
  if (event.id == EventId::stage_up) out.more.push_back(numbers_text(t, event));
  if (event.cercle >= 0) out.more.push_back(pact_text(t, event));
  if (event.hazard > 0.0) out.more.push_back(reasons_text(t, event));
  return out;
}

void add_events(Report& out, Json& data, const Explained& e, bool all) {
  data = Json::array();
  out.heading(say(TextId::explain_events, out.lang));
  int hidden = 0;
  bool is_empty = true;
  for (const TraceEvent& event : e.story->trace.events) {
    data.push_back(event_json(e, event));
    if (event.cercle >= 0 && !all) {
      ++hidden;
      continue;
    }
    out.add(dated(e, event, out.lang));
    is_empty = false;
  }
  if (is_empty) out.say(TextId::explain_no_events);
  if (hidden > 0) out.say(TextId::explain_local_hidden, hidden);
}

void add_chosen(Report& out, Json& data, const Explained& e) {
  if (e.is_frequent) out.say(TextId::explain_frequent);
  if (!e.chosen) return;
  Json medians = Json::object(), values = Json::object();
  std::string listed;
  for (std::size_t s = 0; s < kRepresentedBy.size(); ++s) {
    const StatisticSpec& spec = statistic_specs()[std::size_t(kRepresentedBy[s])];
    values[std::string(spec.id)] = e.chosen->values[s];
    medians[std::string(spec.id)] = e.chosen->medians[s];
    listed += (listed.empty() ? "\"" : "\", \"") + std::string(spec.label.in(out.lang));
  }
  data = {{"rule", "nearest to the medians, in interquartile ranges"},
          {"of", e.chosen->of},
          {"distance", e.chosen->distance},
          {"values", values},
          {"medians", medians}};
  const double share = double(e.chosen->of) / double(std::max<std::int64_t>(1, e.finished));
  out.say(TextId::explain_chosen, count_text(e.chosen->of, out.lang), percent_text(share, out.lang),
          listed + "\"", fixed_text(e.chosen->distance, 2, out.lang));
}

Json held_json(const Explained& e) {
  const auto held = held_back(e.model, *e.story);
  if (!held) return {};
  return {{"stage", stage_json(held->stage)},
          {"weeks", held->weeks},
          {"factor", factor_specs()[std::size_t(held->factor)].id},
          {"mean", held->mean}};
}

void add_ending(Report& out, Json& data, const Explained& e) {
  const Story& story = *e.story;
  if (story.failure) {
    const Failure& f = *story.failure;
    data["failed_in_week"] = f.week;
    const std::string place = f.cercle < 0 ? say(TextId::cli_nation, out.lang)
                                           : say(TextId::cli_cercle, out.lang, f.cercle);
    return out.say(TextId::explain_failed, f.week, place, f.variable);
  }
  const OutcomeSpec& outcome = spec_of(story.outcome);
  data["outcome"] = outcome.id;
  data["because"] = explanation_text(e.story_context(Lang::en));
  data["held_back"] = held_json(e);
  out.say(TextId::explain_outcome, outcome.label.in(out.lang), outcome.meaning.in(out.lang));
  out.paragraph(explanation_text(e.story_context(out.lang)));
}

Json series_json(const Story& story) {
  Json out = Json::object();
  for (int s = 0; s <= kSeriesCount; ++s) {
    Json values = Json::array();
    for (int week = 0; week < story.weeks(); ++week)
      values.push_back(story.trace.rows[std::size_t(week) * kWeekRows + std::size_t(s)]);
    out[s < kSeriesCount ? std::string(series_specs()[std::size_t(s)].id) : "stage"] = values;
  }
  return out;
}

void add_story(Report& out, const Explained& e, bool all, bool series) {
  const Scenario& s = e.scenario();
  const Story& story = *e.story;
  Json& data = out.data["replicate"];
  data = {{"number", story.replicate},
          {"digest", story.digest},
          {"chosen", Json()},
          {"failed", story.failure.has_value()}};
  out.say(TextId::explain_header, story.replicate, count_text(s.replicates, out.lang),
          s.replicates - 1, s.weeks, to_string(Date::from(s.start)), s.seed);
  add_chosen(out, data["chosen"], e);
  out.blank();
  add_ending(out, data, e);
  out.blank();
  add_events(out, data["events"], e, all);
  if (series) data["series"] = series_json(story);
}

std::string cause_name(const CauseSpec& cause, Lang lang) {
  std::string out(cause.label.in(lang));
  const Claims claims = claims_of(cause);
  for (const ClaimId id : claims.list()) {
    out += (id == claims.list().front() ? " [" : " ") + std::string(claim(id).name);
    if (id == claims.list().back()) out += "]";
  }
  return out;
}

Json cause_json(const Counterfactual& row) {
  const CauseSpec& cause = cause_specs()[std::size_t(row.cause)];
  Json claims = Json::array();
  const Claims rests_on = claims_of(cause);
  for (const ClaimId id : rests_on.list()) claims.push_back(claim(id).name);
  return {{"id", cause.id},
          {"label", cause.label.en},
          {"key", cause.key},
          {"without", cause.value},
          {"claims", claims},
          {"pairs", row.pairs},
          {"flipped", row.flipped},
          {"flips", estimate_json(row.flips)},
          {"ended_so", row.of},
          {"end_otherwise", row.lost},
          {"losses", estimate_json(row.losses)},
          {"share_with", estimate_json(row.with)},
          {"share_without", estimate_json(row.sans)},
          {"difference", estimate_json(row.difference)},
          {"this_replicate", row.failed ? Json() : Json(spec_of(row.instead).id)}};
}

std::vector<TableCell> cause_cells(const Counterfactual& row, OutcomeId outcome, Lang lang) {
  const Estimate losses = row.losses.value_or(Estimate{});
  return {cause_name(cause_specs()[std::size_t(row.cause)], lang), percent_text(losses.value, lang),
          interval_text(losses, Unit::ShareOfReplicates, lang), percent_text(row.flips.value, lang),
          row.failed               ? say(TextId::explain_run_failed, lang)
          : row.instead == outcome ? say(TextId::explain_same, lang)
                                   : std::string(spec_of(row.instead).label.in(lang))};
}

void add_causes(Report& out, const Explained& e, bool all) {
  const Lang lang = out.lang;
  out.blank();
  out.heading(say(TextId::explain_without_title, lang));
  const std::vector<Counterfactual>& rows = *e.counterfactuals;
  if (rows.empty()) {
    out.data["counterfactuals"] = Json::array();
    return out.say(TextId::explain_no_causes);
  }
  const OutcomeId outcome = e.story->outcome;
  out.say(TextId::explain_without_note, count_text(rows.front().of, lang),
          spec_of(outcome).label.in(lang), count_text(rows.front().pairs, lang));
  Table table{.name = "counterfactuals"};
  std::string idle;
  std::size_t shown = 0, more = 0;
  for (const Counterfactual& row : rows) {
    std::vector<TableCell> cells;
    if (row.flipped == 0)
      idle += (idle.empty() ? "" : ", ") + cause_name(cause_specs()[std::size_t(row.cause)], lang);
    else if (all || shown < kCausesShown)
      cells = cause_cells(row, outcome, lang), ++shown;
    else
      ++more;
    table.add(std::move(cells), cause_json(row));
  }
  if (shown > 0)
    table.heads = {say(TextId::explain_without, lang), say(TextId::explain_otherwise, lang),
                   say(TextId::cli_interval, lang), say(TextId::explain_any, lang),
                   say(TextId::explain_this_run, lang)};
  out.add(std::move(table));
  if (more > 0) out.say(TextId::explain_more_causes, more);
  if (!idle.empty()) out.say(TextId::explain_never_needed, idle);
}

}  // namespace

Report explain_report(const Explained& e, Lang lang, bool all, bool series) {
  const Scenario& s = e.scenario();
  Report out(lang, "palabre.explain/1");
  out.head(e.file, s, e.model.scenario_digest, s.replicates);
  if (e.wanted) out.data["wanted"] = spec_of(*e.wanted).id;
  out.data["replicate"] = Json();
  if (e.story) {
    add_story(out, e, all, series);
  } else {
    out.blank();
    out.say(TextId::explain_nobody, count_text(e.finished, lang),
            spec_of(*e.wanted).label.in(lang));
  }
  if (e.counterfactuals) add_causes(out, e, all);
  return out;
}

// --- limiting factors ----------------------------------------------------------------------------

namespace {

constexpr std::size_t kYearsAcross = 5;

std::string_view factor_id(const LimitingFactorStage& stage, std::size_t k) {
  return factor_specs()[std::size_t(stage.factors[k])].id;
}

/// A stage for a few years.
Table years_table(const LimitingFactorStage& stage, std::size_t first, std::int64_t runs,
                  Lang lang) {
  const std::size_t last = std::min(first + kYearsAcross, stage.years.size());
  Table out{.heads = {""}};
  std::vector<std::vector<TableCell>> rows(1);
  rows[0].push_back(say(TextId::limiting_factors_time, lang));
  for (const FactorId id : stage.factors)
    rows.push_back({factor_specs()[std::size_t(id)].label.in(lang)});
  for (std::size_t year = first; year < last; ++year) {
    const LimitingFactorYear& y = stage.years[year];
    out.heads.push_back(say(TextId::limiting_factors_year, lang, year + 1) + " ");
    const double weeks = double(y.run_weeks) / double(std::max<std::int64_t>(1, runs));
    rows[0].push_back(fixed_text(weeks, 1, lang) + " ");
    for (std::size_t k = 0; k < stage.factors.size(); ++k)
      rows[k + 1].push_back(y.lowest < 0 ? "- "
                                         : fixed_text(std::exp(y.cells[k].mean_log), 2, lang) +
                                               (y.lowest == int(k) ? "*" : " "));
  }
  for (std::vector<TableCell>& cells : rows) out.add(std::move(cells));
  return out;
}

Json stage_data(const LimitingFactorStage& stage) {
  Json years = Json::array();
  for (std::size_t year = 0; year < stage.years.size(); ++year) {
    const LimitingFactorYear& y = stage.years[year];
    Json factors = Json::array();
    for (std::size_t k = 0; k < y.cells.size(); ++k)
      factors.push_back({{"id", factor_id(stage, k)},
                         {"mean_log", y.cells[k].mean_log},
                         {"share", y.cells[k].share}});
    years.push_back(
        {{"year", year + 1},
         {"run_weeks", y.run_weeks},
         {"lowest", y.lowest < 0 ? Json() : Json(factor_id(stage, std::size_t(y.lowest)))},
         {"factors", factors}});
  }
  return {{"from", stage_json(stage.stage)}, {"to", stage_json(stage.stage + 1)}, {"years", years}};
}

}  // namespace

Report limiting_factors_report(const std::string& name, const ScenarioFile& file,
                               const LimitingFactors& limiting_factors, Lang lang) {
  const Scenario& s = file.scenario;
  const std::string start = to_string(Date::from(s.start));
  Report out(lang, "palabre.limiting_factors/1");
  out.data["scenario"] = scenario_json(name, s.title.in(Lang::en), scenario_digest(s, *file.world));
  out.data["start"] = start;
  out.data["weeks"] = s.weeks;
  out.data["replicates"] = limiting_factors.replicates;
  out.data["failed_replicates"] = limiting_factors.failed;
  out.data["seed"] = s.seed;
  out.data["program"] = program_json();
  out.data["stages"] = Json::array();
  out.title(s.title.in(lang));
  out.caveats(s.not_modelled);
  out.say(TextId::limiting_factors_header, count_text(limiting_factors.replicates, lang), s.weeks,
          start, s.seed);
  out.say(TextId::limiting_factors_note);
  for (const LimitingFactorStage& stage : limiting_factors.stages) {
    const auto step = [&](int k) { return stage_specs()[std::size_t(k)].label.in(lang); };
    out.data["stages"].push_back(stage_data(stage));
    out.blank();
    out.heading(say(TextId::limiting_factors_step, lang, step(stage.stage), step(stage.stage + 1)));
    for (std::size_t first = 0; first < stage.years.size(); first += kYearsAcross)
      out.add(
          years_table(stage, first, limiting_factors.replicates - limiting_factors.failed, lang));
  }
  return out;
}

}  // namespace palabre
