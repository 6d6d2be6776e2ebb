#include <nlohmann/json.hpp>

#include "sim/cli/analysis.hpp"
#include "sim/cli/compare_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Json = nlohmann::ordered_json;

Json value_json(const std::optional<Value>& value) {
  struct Make {
    Json operator()(double x) const { return x; }
    Json operator()(bool x) const { return x; }
    Json operator()(const std::string& x) const { return x; }
    Json operator()(Date x) const { return to_string(x); }
  };
  return value ? std::visit(Make{}, *value) : Json();
}

Json number_json(const std::optional<double>& value) { return value ? Json(*value) : Json(); }

Json side_json(const std::string& file, const Scenario& scenario, const std::string& inputs,
               const std::string& results) {
  Json out{{"file", file}, {"title", scenario.title.in(Lang::en)}, {"digest", inputs}};
  if (!results.empty()) out["results"] = results;
  return out;
}

Json inputs_json(const std::vector<InputDifference>& inputs) {
  Json out = Json::array();
  for (const InputDifference& row : inputs)
    out.push_back({{"key", row.key},
                   {"label", row.label.in(Lang::en)},
                   {"a", value_json(row.a)},
                   {"b", value_json(row.b)},
                   {"unit", label(row.unit, Lang::en)}});
  return out;
}

Json parting_json(const Parting& parting) {
  const auto weeks = parting.weeks();
  return {{"parted", parting.parted},
          {"first_week", weeks ? Json(weeks->first) : Json()},
          {"median_week", weeks ? Json(weeks->median) : Json()},
          {"last_week", weeks ? Json(weeks->last) : Json()},
          {"by_week", parting.by_week}};
}

Json outcomes_json(const Comparison& c) {
  Json out = Json::array();
  for (const OutcomeDifference& row : c.outcomes)
    out.push_back({{"id", outcome_specs()[std::size_t(row.outcome)].id},
                   {"a", estimate_json(row.a)},
                   {"b", estimate_json(row.b)},
                   {"difference", estimate_json(row.difference)}});
  return out;
}

Json statistics_json(const Comparison& c) {
  Json out = Json::object();
  for (const StatisticDifference& row : c.statistics) {
    const StatisticSpec& spec = statistic_specs()[std::size_t(row.id)];
    Json one{{"a", estimate_json(row.a)},
             {"b", estimate_json(row.b)},
             {"difference", row.has_interval || (row.difference && row.difference->value == 0.0)
                                ? estimate_json(row.difference)
                                : Json()}};
    if (spec.kind != StatisticKind::Median) one["differing"] = row.differing;
    one["unit"] = label(spec.unit, Lang::en);
    out[std::string(spec.id)] = one;
  }
  return out;
}

Json failures_json(const Comparison& c) {
  Json out = Json::array();
  for (const PairFailure& pair : c.failures)
    out.push_back({{"replicate", pair.failure.replicate},
                   {"in", pair.in_b ? "b" : "a"},
                   {"week", pair.failure.week},
                   {"cercle", pair.failure.cercle < 0 ? Json() : Json(pair.failure.cercle)},
                   {"variable", pair.failure.variable}});
  return out;
}

Json pair_json(const Compared& c) {
  const Pair& pair = *c.pair;
  Json out{{"number", *c.replicate}, {"failed", pair.failed_a || pair.failed_b}};
  if (pair.failed_a || pair.failed_b) return out;
  out["parts_in_week"] = pair.parts ? Json(*pair.parts) : Json();
  out["outcome"] = {{"a", outcome_specs()[std::size_t(pair.a)].id},
                    {"b", outcome_specs()[std::size_t(pair.b)].id}};
  out["statistics"] = Json::object();
  for (std::size_t s = 0; s < pair.values_a.size(); ++s)
    if (pair.values_a[s] || pair.values_b[s])
      out["statistics"][std::string(statistic_specs()[s].id)] = {
          {"a", number_json(pair.values_a[s])}, {"b", number_json(pair.values_b[s])}};
  return out;
}

}  // namespace

std::string compare_json(const Compared& c) {
  const Comparison& both = c.comparison;
  Json out;
  out["schema"] = "palabre.compare/1";
  out["a"] = side_json(c.file_a, c.a, c.digest_a, both.results_a);
  out["b"] = side_json(c.file_b, c.b, c.digest_b, both.results_b);
  out["start"] = to_string(Date::from(c.a.start));
  out["weeks"] = c.a.weeks;
  out["seed"] = both.seed;
  out["program"] = {{"version", program_version()}, {"build", program_build()}};
  out["inputs"] = inputs_json(c.inputs);
  if (c.pair) {
    out["replicate"] = pair_json(c);
  } else {
    out["replicates"] = both.replicates;
    out["failed_pairs"] = both.failed;
    out["failures"] = failures_json(both);
    out["outcomes"] = outcomes_json(both);
    out["flipped"] = both.flipped();
    out["flips"] = both.flips;
    out["parting"] = parting_json(both.parting);
    out["statistics"] = statistics_json(both);
  }
  out["notice"] = text(TextId::not_a_forecast, Lang::en);
  out["not_modelled"] = Json::array();
  for (const auto* scenario : {&c.a, &c.b})
    for (const LocalText& item : scenario->not_modelled) {
      const Json said = item.in(Lang::en);
      auto& list = out["not_modelled"];
      if (std::find(list.begin(), list.end(), said) == list.end()) list.push_back(said);
    }
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace palabre
