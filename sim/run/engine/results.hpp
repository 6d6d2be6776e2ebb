// What an ensemble says: outcome shares, statistics, series, maps, digest. Read-only once made.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run/stats/estimate.hpp"
#include "sim/run/stats/group_ranges.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/tables/tables.hpp"

namespace palabre {

struct OutcomeShare {
  OutcomeId outcome{};
  std::int64_t count = 0;  // replicates that ended so
  Estimate share;          // [share of replicates that finished]
  /// Where it lies in the middle 90 of 100 worlds; nothing where all replicates share a world.
  std::optional<ShareRange> worlds = {};
};

struct Statistic {
  StatisticId id{};
  Estimate estimate;
  std::int64_t count = 0;  // replicates (or events, for a median) it rests on
};

/// Quantiles over replicates, one point a week. All vectors have `weeks` entries.
struct Series {
  SeriesId id{};
  std::vector<double> q05, q25, q50, q75, q95, mean;
};

/// A replicate that left the bounds of the model and was stopped.
struct Failure {
  std::int64_t replicate = 0;
  int week = 0;
  int cercle = -1;       // -1: a national variable
  std::string variable;  // name in outputs.def
};

/// The statistics that a first look needs; all others stand in the JSON. Territory by area and by
/// people together, and the terms beside the human cost: neither says enough alone.
inline constexpr std::array kKeyStatistics = {StatisticId::talks_by_week_104,
                                              StatisticId::truce_reached,
                                              StatisticId::accord_reached,
                                              StatisticId::weeks_in_truce_or_accord,
                                              StatisticId::terms_index,
                                              StatisticId::state_share_area_end,
                                              StatisticId::state_share_population_end,
                                              StatisticId::jihadist_share_area_end,
                                              StatisticId::jihadist_share_population_end,
                                              StatisticId::deaths_per_year,
                                              StatisticId::displaced_end,
                                              StatisticId::sieges_end,
                                              StatisticId::pacts_started,
                                              StatisticId::pact_weeks_mean,
                                              StatisticId::coup};

/// Where results come from; results never travel without it.
struct Manifest {
  std::string scenario_digest;  // 32 hex digits of the inputs
  std::string version, build;   // of the program
  std::string title_en, title_fr;
  std::string start;  // YYYY-MM-DD
  std::vector<LocalText> not_modelled;
  int weeks = 0;
  std::int64_t replicates = 0;  // asked for and run, failed ones included
  std::int64_t seed = 0;
};

struct Results {
  Manifest manifest;
  std::string digest;  // 32 hex digits over every replicate's whole state, week by week
  std::int64_t failed = 0;
  std::vector<Failure> failures;       // the first ten by replicate
  std::vector<OutcomeShare> outcomes;  // all classes in table order; empty when none finished
  std::vector<Statistic> statistics;   // in table order; those that exist
  std::vector<Series> series;          // in table order
  std::array<std::vector<double>, kStageCount> stage_share;  // [stage][week] mean
  int cercle_count = 0;
  /// [field][week * cercle_count + cercle] mean over replicates
  std::array<std::vector<double>, kCercleFieldCount> maps;

  std::int64_t finished() const { return manifest.replicates - failed; }
  const Statistic* find(StatisticId id) const;
  const Series& of(SeriesId id) const { return series[std::size_t(id)]; }
  double map(CercleFieldId field, int week, int cercle) const {
    return maps[std::size_t(field)]
               [std::size_t(week) * std::size_t(cercle_count) + std::size_t(cercle)];
  }
};

}  // namespace palabre
