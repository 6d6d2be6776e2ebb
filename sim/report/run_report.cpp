#include "sim/report/run_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace palabre {
namespace {

std::string title_of(const Manifest& manifest, Lang lang) {
  const std::string& wanted = lang == Lang::fr ? manifest.title_fr : manifest.title_en;
  const std::string& other = lang == Lang::fr ? manifest.title_en : manifest.title_fr;
  return wanted.empty() ? other : wanted;
}

Table outcome_table(const Results& results, Lang lang) {
  constexpr Unit kUnit = Unit::ShareOfReplicates;
  const bool over_worlds = std::any_of(results.outcomes.begin(), results.outcomes.end(),
                                       [](const OutcomeShare& row) { return row.worlds; });
  Table out{.name = "outcomes",
            .heads = {say(TextId::cli_outcome, lang), say(TextId::cli_share, lang),
                      say(TextId::cli_interval, lang), say(TextId::cli_in_words, lang)},
            .left = {true, false, false, true},
            .csv = "outcome"};
  if (over_worlds) {
    out.heads.insert(out.heads.begin() + 2, say(TextId::cli_over_worlds, lang));
    out.left.insert(out.left.begin() + 2, false);
  }
  for (const OutcomeShare& row : results.outcomes) {
    const OutcomeSpec& spec = outcome_specs()[std::size_t(row.outcome)];
    const Estimate& share = row.share;
    Json data = {{"id", spec.id}, {"share", share.value}};
    put_interval(data, share);
    std::vector<TableCell> cells{spec.label.in(lang), level(share, kUnit, lang)};
    if (over_worlds) {
      const ShareRange range = row.worlds.value_or(ShareRange{share.value, share.value});
      // Worlds that differ by no more than chance give a point, which says nothing of them.
      cells.emplace_back(range.low < range.high
                             ? interval_text({share.value, range.low, range.high}, kUnit, lang)
                             : std::string("-"));
      data["worlds"] = {{"low", range.low}, {"high", range.high}};
    }
    cells.emplace_back(interval_text(share, kUnit, lang));
    cells.emplace_back(share_in_words(share.value, lang));
    out.add(std::move(cells), data, std::string(spec.id));
  }
  return out;
}

/// All of them, for programs.
Table all_statistics(const Results& results, Lang lang) {
  Table out{.name = "statistics", .by_id = true, .is_data = true, .csv = "statistic"};
  for (const Statistic& row : results.statistics) {
    const StatisticSpec& spec = statistic_specs()[std::size_t(row.id)];
    const Estimate& e = row.estimate;
    Json data = {{"mean", e.value}, {"unit", label(spec.unit, Lang::en)}};
    put_interval(data, e);
    out.add({spec.label.in(lang), level(e, spec.unit, lang)}, data, std::string(spec.id));
  }
  return out;
}

/// Those that a first look needs.
Table key_statistics(const Results& results, Lang lang) {
  Table out{.heads = {say(TextId::cli_statistic, lang), say(TextId::cli_mean, lang),
                      say(TextId::cli_interval, lang), say(TextId::cli_unit, lang)},
            .left = {true, false, false, true}};
  for (const StatisticId id : kKeyStatistics) {
    const StatisticSpec& spec = statistic_specs()[std::size_t(id)];
    if (const Statistic* found = results.find(id))
      out.add({spec.label.in(lang), level(found->estimate, spec.unit, lang),
               interval_text(found->estimate, spec.unit, lang), unit_text(spec.unit, lang)});
    else
      out.add({spec.label.in(lang), "-", say(TextId::cli_absent, lang), ""});
  }
  return out;
}

std::vector<WeeklySeries> weekly(const Results& results) {
  std::vector<WeeklySeries> out;
  for (const Series& row : results.series) {
    const SeriesSpec& spec = series_specs()[std::size_t(row.id)];
    out.push_back({std::string(spec.id),
                   spec.unit,
                   {{"q05", row.q05},
                    {"q25", row.q25},
                    {"q50", row.q50},
                    {"q75", row.q75},
                    {"q95", row.q95},
                    {"mean", row.mean}}});
  }
  for (std::size_t stage = 0; stage < results.stage_share.size(); ++stage)
    out.push_back({"stage_share_" + std::string(stage_specs()[stage].id),
                   Unit::ShareOfReplicates,
                   {{"mean", results.stage_share[stage]}}});
  return out;
}

/// Each cercle with its fields, week by week.
Json cercles_json(const Results& results, const World& world) {
  Json out = Json::array();
  const auto count = std::size_t(results.cercle_count);
  for (std::size_t c = 0; c < count; ++c) {
    Json one{{"cercle", c}, {"name", world.cercles[c].name}};
    for (std::size_t f = 0; f < results.maps.size(); ++f) {
      std::vector<double> weeks;
      for (std::size_t at = c; at < results.maps[f].size(); at += count)
        weeks.push_back(results.maps[f][at]);
      one[std::string(cercle_field_specs()[f].id)] = weeks;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

Report run_report(const Results& results, const std::string& file, Lang lang, bool series,
                  const World* world) {
  const Manifest& m = results.manifest;
  Report out(lang, "palabre.run/1");
  out.data["scenario"] = scenario_json(file, title_of(m, Lang::en), m.scenario_digest);
  out.data["start"] = m.start;
  out.data["weeks"] = m.weeks;
  out.data["replicates"] = m.replicates;
  out.data["seed"] = m.seed;
  out.data["program"] = {{"version", m.version}, {"build", m.build}};
  out.data["digest"] = results.digest;
  out.data["failed_replicates"] = results.failed;
  out.title(title_of(m, lang));
  out.caveats(m.not_modelled);
  out.say(TextId::cli_run_header, count_text(m.replicates, lang), m.weeks, m.start, m.seed);
  out.blank();
  const bool has_any = !results.outcomes.empty();
  if (!has_any) out.say(TextId::cli_none_finished);
  Table outcomes = outcome_table(results, lang);
  if (!has_any) outcomes.heads.clear();
  out.add(std::move(outcomes));
  out.blank();
  out.add(all_statistics(results, lang));
  if (has_any) {
    out.add(key_statistics(results, lang));
    out.blank();
    const bool over_worlds = std::any_of(results.outcomes.begin(), results.outcomes.end(),
                                         [](const OutcomeShare& row) { return row.worlds; });
    out.say(over_worlds ? TextId::cli_worlds_note : TextId::cli_interval_note);
  }
  Table made_by{.left = {true, true}};
  made_by.add({say(TextId::cli_digest, lang), results.digest});
  made_by.add({say(TextId::cli_scenario_digest, lang), m.scenario_digest});
  made_by.add({say(TextId::cli_program, lang), fmt::format("palabre {}, {}", m.version, m.build)});
  out.add(std::move(made_by));
  if (series) out.series = weekly(results);
  if (world != nullptr) out.data["cercles"] = cercles_json(results, *world);
  return out;
}

std::string share_in_words(double share, Lang lang) {
  struct Fraction {
    int part, of;
  };
  constexpr auto kFractions = std::to_array<Fraction>({{1, 20},
                                                       {1, 10},
                                                       {1, 5},
                                                       {1, 4},
                                                       {1, 3},
                                                       {2, 5},
                                                       {1, 2},
                                                       {3, 5},
                                                       {2, 3},
                                                       {3, 4},
                                                       {4, 5},
                                                       {9, 10},
                                                       {19, 20}});
  constexpr int kRare = 33;  // below 3 %, a fraction says more than it knows
  if (share <= 0.0) return say(TextId::cli_in_none, lang);
  if (share >= 1.0) return say(TextId::cli_in_all, lang);
  if (share < 1.0 / kRare) return say(TextId::cli_in_few, lang, kRare);
  if (share > 1.0 - 1.0 / kRare) return say(TextId::cli_in_most, lang, kRare);
  const auto distance = [share](const Fraction& f) {
    return std::abs(share - double(f.part) / double(f.of));
  };
  const Fraction best = *std::min_element(
      kFractions.begin(), kFractions.end(),
      [&](const Fraction& a, const Fraction& b) { return distance(a) < distance(b); });
  if (best.of == 2) return say(TextId::cli_in_half, lang);
  return say(TextId::cli_in_part, lang, best.part, best.of);
}

}  // namespace palabre
