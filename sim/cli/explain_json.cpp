#include <nlohmann/json.hpp>

#include "sim/cli/analysis.hpp"
#include "sim/cli/explain_text.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Json = nlohmann::ordered_json;

std::string_view outcome_id(OutcomeId id) { return outcome_specs()[std::size_t(id)].id; }

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

Json events_json(const Explained& e) {
  Json out = Json::array();
  for (const TraceEvent& event : e.story->trace.events) {
    Json one{{"week", event.week},
             {"date", date_of_week(e.scenario(), event.week)},
             {"id", event_specs()[std::size_t(event.id)].id},
             {"text", event_text(e.story_context(Lang::en), event)}};
    if (event.cercle >= 0) {
      one["cercle"] = event.cercle;
      one["place"] = e.scenario_file.world->cercles[std::size_t(event.cercle)].name;
    }
    if (event.from >= 0) {
      one["from"] = stage_json(event.from);
      one["to"] = stage_json(event.to);
    }
    if (event.hazard > 0.0) one["hazard"] = hazard_json(e, event);
    out.push_back(one);
  }
  return out;
}

Json chosen_json(const Explained& e) {
  if (!e.chosen) return {};
  Json medians = Json::object(), values = Json::object();
  for (std::size_t s = 0; s < kRepresentedBy.size(); ++s) {
    const std::string id(statistic_specs()[std::size_t(kRepresentedBy[s])].id);
    values[id] = e.chosen->values[s];
    medians[id] = e.chosen->medians[s];
  }
  return {{"rule", "nearest to the medians, in interquartile ranges"},
          {"of", e.chosen->of},
          {"distance", e.chosen->distance},
          {"values", values},
          {"medians", medians}};
}

Json story_json(const Explained& e, bool with_series) {
  const Story& story = *e.story;
  Json out{{"number", story.replicate},
           {"digest", story.digest},
           {"chosen", chosen_json(e)},
           {"failed", story.failure.has_value()}};
  if (story.failure) {
    out["failed_in_week"] = story.failure->week;
  } else {
    out["outcome"] = outcome_id(story.outcome);
    out["because"] = explanation_text(e.story_context(Lang::en));
    const auto held = held_back(e.model, story);
    out["held_back"] = held ? Json{{"stage", stage_json(held->stage)},
                                   {"weeks", held->weeks},
                                   {"factor", factor_specs()[std::size_t(held->factor)].id},
                                   {"mean", held->mean}}
                            : Json();
  }
  out["events"] = events_json(e);
  if (!with_series) return out;
  Json series = Json::object();
  for (int s = 0; s <= kSeriesCount; ++s) {
    Json values = Json::array();
    for (int week = 0; week < story.weeks(); ++week)
      values.push_back(story.trace.rows[std::size_t(week) * kWeekRows + std::size_t(s)]);
    series[s < kSeriesCount ? std::string(series_specs()[std::size_t(s)].id) : "stage"] = values;
  }
  out["series"] = series;
  return out;
}

Json counterfactuals_json(const Explained& e) {
  Json out = Json::array();
  for (const Counterfactual& row : *e.counterfactuals) {
    const CauseSpec& cause = cause_specs()[std::size_t(row.cause)];
    Json claims = Json::array();
    const Claims rests_on = claims_of(cause);
    for (const ClaimId id : rests_on.list()) claims.push_back(claim(id).name);
    out.push_back({{"id", cause.id},
                   {"label", cause.label.en},
                   {"key", cause.key},
                   {"without", cause.value},
                   {"claims", claims},
                   {"pairs", row.pairs},
                   {"flipped", row.flipped},
                   {"flips", estimate_json(row.flips)},
                   {"ended_so", row.of},
                   {"end_otherwise", row.lost},
                   {"losses", row.losses ? estimate_json(*row.losses) : Json()},
                   {"share_with", estimate_json(row.with)},
                   {"share_without", estimate_json(row.sans)},
                   {"difference", estimate_json(row.difference)},
                   {"this_replicate", row.failed ? Json() : Json(outcome_id(row.instead))}});
  }
  return out;
}

}  // namespace

std::string explain_json(const Explained& e, bool series) {
  const Scenario& s = e.scenario();
  Json out;
  out["schema"] = "palabre.explain/1";
  out["scenario"] = {
      {"file", e.file}, {"title", s.title.in(Lang::en)}, {"digest", e.model.scenario_digest}};
  out["start"] = to_string(Date::from(s.start));
  out["weeks"] = s.weeks;
  out["replicates"] = s.replicates;
  out["seed"] = s.seed;
  out["program"] = {{"version", program_version()}, {"build", program_build()}};
  if (e.wanted) out["wanted"] = outcome_id(*e.wanted);
  out["replicate"] = e.story ? story_json(e, series) : Json();
  if (e.counterfactuals) out["counterfactuals"] = counterfactuals_json(e);
  out["notice"] = text(TextId::not_a_forecast, Lang::en);
  out["not_modelled"] = Json::array();
  for (const LocalText& item : s.not_modelled) out["not_modelled"].push_back(item.in(Lang::en));
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace palabre
