#include "sim/cli/sweep_record.hpp"

#include <algorithm>

#include "sim/cli/foreign_json.hpp"
#include "sim/cli/sums_file.hpp"
#include "sim/model/hash.hpp"
#include "sim/report/number_words.hpp"
#include "sim/report/report.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"
#include "sim/tables/visible.hpp"

namespace palabre {
namespace {

constexpr std::string_view kSchema = "palabre.sweep/1";

std::string dumped(const OrderedJson& json) {
  return visible(json.dump(-1, ' ', false, OrderedJson::error_handler_t::replace));
}

/// All that decides where the points lie and how each is run.
std::string design_digest(const SweepPlan& plan) {
  std::string all;
  for (const SweepDesign& design : plan.designs()) {
    const Sweep& sweep = design.sweep();
    OrderedJson one{{"name", sweep.name},
                    {"method", method_name(sweep.method)},
                    {"replicates", design.replicates()},
                    {"points", design.points()},
                    {"levels", sweep.levels.value_or(0)}};
    for (const SweepVariable& variable : sweep.vary) {
      OrderedJson values = OrderedJson::array();
      for (const auto& value : variable.values)
        std::visit([&](const auto& x) { values.push_back(x); }, value);
      one["vary"].push_back({variable.key, values});
    }
    all += dumped(one) + "\n";
  }
  return hex(hash_bytes(all));
}

OrderedJson begun(std::int64_t point, const SweepPlan& plan, const std::string& inputs) {
  const SweepPlan::Place place = plan.place(point);
  const Sweep& sweep = place.design->sweep();
  OrderedJson values = OrderedJson::object();
  const std::vector<Value> all = place.design->values(place.point);
  for (std::size_t k = 0; k < all.size(); ++k) values[sweep.vary[k].key] = value_json(all[k]);
  return {{"point", point},
          {"sweep", sweep.name},
          {"inputs", inputs},
          {"values", std::move(values)},
          {"replicates", place.design->replicates()}};
}

/// [value, low, high], and what the interval rests on when that is not the spread over runs.
OrderedJson figure_json(const Estimate& e) {
  OrderedJson out = OrderedJson::array({e.value, nullptr, nullptr});
  if (e.has_interval()) {
    out[1] = e.low;
    out[2] = e.high;
  }
  if (e.basis != Basis::spread) out.push_back(basis_name(e.basis));
  return out;
}

}  // namespace

std::string journal_name(const Shard& shard) {
  if (shard.of == 1) return "journal.jsonl";
  return "journal-" + std::to_string(shard.number) + "-of-" + std::to_string(shard.of) + ".jsonl";
}

std::vector<std::filesystem::path> journals_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> out;
  std::error_code error;
  for (std::filesystem::directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with("journal") && name.ends_with(".jsonl")) out.push_back(at->path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string sweep_head(const ScenarioFile& file, const SweepPlan& plan,
                       const std::vector<std::string>& figures) {
  const Scenario& s = file.scenario;
  const auto model = model_of_any_count(s, *file.world);
  OrderedJson sweeps = OrderedJson::array();
  for (const SweepDesign& design : plan.designs()) {
    OrderedJson keys = OrderedJson::array();
    for (const SweepVariable& variable : design.sweep().vary) keys.push_back(variable.key);
    sweeps.push_back({{"name", design.sweep().name},
                      {"method", method_name(design.sweep().method)},
                      {"points", design.points()},
                      {"replicates", design.replicates()},
                      {"vary", std::move(keys)}});
  }
  OrderedJson missing = OrderedJson::array();
  for (const LocalText& item : s.not_modelled) missing.push_back(item.in(Lang::en));
  return dumped({{"schema", kSchema},
                 {"scenario",
                  {{"file", file.path.filename().string()},
                   {"title", s.title.in(Lang::en)},
                   {"digest", model->scenario_digest}}},
                 {"start", to_string(Date::from(s.start))},
                 {"weeks", s.weeks},
                 {"seed", s.seed},
                 {"version", program_version()},
                 {"tables", tables_digest()},
                 {"model", model_print(model, s.seed)},
                 {"design", design_digest(plan)},
                 {"points", plan.points()},
                 {"sweeps", std::move(sweeps)},
                 {"figures", figures.empty() ? OrderedJson("all") : OrderedJson(figures)},
                 {"figure", {"value", "low", "high", "basis"}},
                 {"notice", text(TextId::not_a_forecast, Lang::en)},
                 {"not_modelled", std::move(missing)}});
}

std::optional<std::int64_t> points_of_head(std::string_view line) {
  const std::optional<OrderedJson> head = foreign_json(line);
  if (!head || !head->is_object() || head->value("schema", OrderedJson()) != kSchema) return {};
  const auto points = head->find("points");
  if (points == head->end() || !points->is_number_integer()) return {};
  const auto count = points->get<std::int64_t>();
  const auto most =
      std::int64_t(limit(LimitId::sweeps)) * std::int64_t(limit(LimitId::sweep_points));
  return count >= 1 && count <= most ? std::optional(count) : std::nullopt;
}

SweepForms forms_of_head(std::string_view line) {
  const OrderedJson head = foreign_json(line).value_or(OrderedJson());
  const auto form = head.is_object() ? head.find("schema") : head.end();
  const bool has_one = form != head.end() && form->is_string();
  return {has_one ? form->get<std::string>() : std::string(), std::string(kSchema)};
}

std::string point_record(std::int64_t point, const SweepPlan& plan, const Model& model,
                         const Results& results, const std::vector<std::string>& figures) {
  const auto is_wanted = [&](std::string_view id) {
    return figures.empty() || std::find(figures.begin(), figures.end(), id) != figures.end();
  };
  OrderedJson out = begun(point, plan, model.scenario_digest);
  out["failed"] = results.failed;
  out["digest"] = results.digest;
  OrderedJson outcomes = OrderedJson::object(), statistics = OrderedJson::object();
  for (const OutcomeShare& row : results.outcomes)
    if (const std::string_view id = outcome_specs()[std::size_t(row.outcome)].id; is_wanted(id))
      outcomes[std::string(id)] = figure_json(row.share);
  for (const Statistic& row : results.statistics)
    if (const std::string_view id = statistic_specs()[std::size_t(row.id)].id; is_wanted(id))
      statistics[std::string(id)] = figure_json(row.estimate);
  out["outcomes"] = std::move(outcomes);
  out["statistics"] = std::move(statistics);
  return dumped(out);
}

std::string refused_record(std::int64_t point, const SweepPlan& plan, const World& world,
                           const ScenarioError& why) {
  const SweepPlan::Place place = plan.place(point);
  OrderedJson out = begun(point, plan, scenario_digest(place.design->at(place.point), world));
  const Diagnostic& first = why.diagnostics().front();
  out["refused"] = first.key + ": " + first.what.in(Lang::en);
  return dumped(out);
}

std::optional<PointSummary> summary_of(const std::string& line, const SweepPlan* plan) try {
  const std::optional<OrderedJson> record = foreign_json(line);
  if (!record) return {};
  const auto point = record->at("point").get<std::int64_t>();
  if (plan != nullptr) {
    if (point < 0 || point >= plan->points()) return {};
    const OrderedJson wanted = begun(point, *plan, record->at("inputs").get<std::string>());
    for (const auto& [key, value] : wanted.items())
      if (record->at(key) != value) return {};
  }
  return PointSummary{point, record->value("failed", std::int64_t{0}),
                      record->value("refused", "")};
} catch (const OrderedJson::exception&) {
  return {};
}

void SweepSummary::add(const PointSummary& point) {
  failed += point.failed;
  failed_points += point.failed > 0 ? 1 : 0;
  if (point.refused.empty()) return;
  if (refused == 0 || point.point < first_refused) {
    first_refused = point.point;
    why = point.refused;
  }
  ++refused;
}

std::string SweepSummary::text(Lang lang) const {
  std::string out;
  if (refused > 0)
    out += say(TextId::sweep_refused, lang, count_text(refused, lang), first_refused, why) + "\n";
  if (failed > 0)
    out +=
        say(TextId::sweep_failed, lang, count_text(failed, lang), count_text(failed_points, lang)) +
        "\n";
  return out;
}

ExitStatus SweepSummary::status() const {
  return failed > 0    ? ExitStatus::replicates_failed
         : refused > 0 ? ExitStatus::invalid
                       : ExitStatus::done;
}

}  // namespace palabre
