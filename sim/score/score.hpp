// A scenario scored against what was observed, beside three benchmarks.

#pragma once

#include <string>

#include "sim/score/benchmarks.hpp"
#include "sim/score/forecast.hpp"
#include "sim/score/rules.hpp"

namespace palabre {

/// How a forecast did on one figure, or on average on several.
struct Marks {
  double crps = 0.0;                     // in the unit of the figure
  std::optional<double> log_score = {};  // of counts [nats]
};

/// One observed figure.
struct FigureScore {
  Observation observed;
  double median = 0.0, mean = 0.0;
  Band middle_50, middle_90;
  Marks model;
  std::array<std::optional<Marks>, kBenchmarkCount> benchmarks;  // none: too little past
};

/// Several figures together.
struct GroupScore {
  ObservedSeries series{};
  std::string place;  // "": all places
  int year = 0;       // in which the figures end; 0: all years
  std::size_t figures = 0;
  std::size_t in_50 = 0, in_90 = 0;  // figures within the bands
  Marks model;
  std::array<std::optional<Marks>, kBenchmarkCount> benchmarks;
  bool is_worse_than(Benchmark benchmark) const;
  bool is_worse() const;
  bool has_benchmark() const;
  /// The model's CRPS over that of the best benchmark; 0 without one.
  double against_best() const;
};

/// All of it; figures as the file has them, groups with the worst against a benchmark first and
/// those without one last.
struct ScoreStudy {
  std::vector<FigureScore> figures;
  std::vector<GroupScore> by_place;  // a series in a place
  std::vector<GroupScore> by_year;   // a series in a year, all places together
  std::size_t unsaid = 0;            // figures of which no run says anything
  std::int64_t runs = 0, failed = 0;
};

/// The marks of one figure. `members`: sorted, not empty.
FigureScore score_figure(const Observation& figure, std::span<const double> members,
                         std::span<const Observation> past);
/// Marks all figures that have members, and groups them.
ScoreStudy score_all(const Observed& observed, const Forecasts& forecasts);

}  // namespace palabre
