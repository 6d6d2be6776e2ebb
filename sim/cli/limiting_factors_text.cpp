#include <cmath>
#include <nlohmann/json.hpp>

#include "sim/cli/explain_text.hpp"
#include "sim/cli/layout.hpp"
#include "sim/cli/run_text.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

using Json = nlohmann::ordered_json;
constexpr std::size_t kYearsAcross = 5;

/// The rows of one stage for a few years.
std::string years_text(const LimitingFactorStage& stage, std::size_t first, std::int64_t runs,
                       Lang lang) {
  const std::size_t last = std::min(first + kYearsAcross, stage.years.size());
  std::vector<std::vector<std::string>> rows(stage.factors.size() + 2);
  rows[0].push_back("");
  rows[1].push_back(say(TextId::limiting_factors_time, lang));
  for (std::size_t k = 0; k < stage.factors.size(); ++k)
    rows[k + 2].push_back(
        std::string(factor_specs()[std::size_t(stage.factors[k])].label.in(lang)));
  for (std::size_t year = first; year < last; ++year) {
    const LimitingFactorYear& y = stage.years[year];
    rows[0].push_back(say(TextId::limiting_factors_year, lang, year + 1) + " ");
    rows[1].push_back(
        fixed_text(double(y.run_weeks) / double(std::max<std::int64_t>(1, runs)), 1, lang) + " ");
    for (std::size_t k = 0; k < stage.factors.size(); ++k)
      rows[k + 2].push_back(y.lowest < 0 ? "- "
                                         : fixed_text(std::exp(y.cells[k].mean_log), 2, lang) +
                                               (y.lowest == int(k) ? "*" : " "));
  }
  return fitted_table(rows);
}

}  // namespace

std::string limiting_factors_text(const ScenarioFile& file, const LimitingFactors& limiting_factors,
                                  Lang lang, bool color) {
  const Scenario& s = file.scenario;
  std::string out;
  for (const std::string& line : wrapped(s.title.in(lang), 80)) out += bold(line, color) + "\n";
  out += caveats_text(s.not_modelled, lang);
  out += paragraph(say(TextId::limiting_factors_header, lang,
                       count_text(limiting_factors.replicates, lang), s.weeks,
                       to_string(Date::from(s.start)), s.seed));
  out += paragraph(say(TextId::limiting_factors_note, lang));
  for (const LimitingFactorStage& stage : limiting_factors.stages) {
    const auto name = [&](int k) { return stage_specs()[std::size_t(k)].label.in(lang); };
    out += "\n" +
           bold(say(TextId::limiting_factors_step, lang, name(stage.stage), name(stage.stage + 1)),
                color) +
           "\n";
    for (std::size_t first = 0; first < stage.years.size(); first += kYearsAcross)
      out += years_text(stage, first, limiting_factors.replicates - limiting_factors.failed, lang);
  }
  return out;
}

std::string limiting_factors_json(const std::string& name, const ScenarioFile& file,
                                  const LimitingFactors& limiting_factors) {
  const Scenario& s = file.scenario;
  Json out;
  out["schema"] = "palabre.limiting_factors/1";
  out["scenario"] = {
      {"file", name}, {"title", s.title.in(Lang::en)}, {"digest", scenario_digest(s, *file.world)}};
  out["start"] = to_string(Date::from(s.start));
  out["weeks"] = s.weeks;
  out["replicates"] = limiting_factors.replicates;
  out["failed_replicates"] = limiting_factors.failed;
  out["seed"] = s.seed;
  out["program"] = {{"version", program_version()}, {"build", program_build()}};
  out["stages"] = Json::array();
  for (const LimitingFactorStage& stage : limiting_factors.stages) {
    Json years = Json::array();
    for (std::size_t year = 0; year < stage.years.size(); ++year) {
      const LimitingFactorYear& y = stage.years[year];
      Json factors = Json::array();
      for (std::size_t k = 0; k < y.cells.size(); ++k)
        factors.push_back({{"id", factor_specs()[std::size_t(stage.factors[k])].id},
                           {"mean_log", y.cells[k].mean_log},
                           {"share", y.cells[k].share}});
      const bool known = y.lowest >= 0;
      years.push_back(
          {{"year", year + 1},
           {"run_weeks", y.run_weeks},
           {"lowest",
            known ? Json(factor_specs()[std::size_t(stage.factors[std::size_t(y.lowest)])].id)
                  : Json()},
           {"factors", factors}});
    }
    out["stages"].push_back({{"from", stage_specs()[std::size_t(stage.stage)].id},
                             {"to", stage_specs()[std::size_t(stage.stage + 1)].id},
                             {"years", years}});
  }
  out["notice"] = text(TextId::not_a_forecast, Lang::en);
  out["not_modelled"] = Json::array();
  for (const LocalText& item : s.not_modelled) out["not_modelled"].push_back(item.in(Lang::en));
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace palabre
