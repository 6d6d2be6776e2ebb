#include "sim/score/score.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

namespace palabre {
namespace {

Marks marks_of(std::span<const double> members, const Observation& figure) {
  Marks out{crps(members, figure.value), {}};
  if (spec_of(figure.series).is_count) out.log_score = log_score(members, figure.value);
  return out;
}

/// The mean of marks, figure by figure.
class MarkSums {
 public:
  void add(const Marks& marks) {
    crps_ += marks.crps;
    if (marks.log_score) log_ += *marks.log_score;
    has_log_ = marks.log_score.has_value();
    ++count_;
  }
  Marks mean() const {
    Marks out{crps_ / double(count_), {}};
    if (has_log_) out.log_score = log_ / double(count_);
    return out;
  }
  std::size_t count() const { return count_; }

 private:
  double crps_ = 0.0, log_ = 0.0;
  bool has_log_ = false;
  std::size_t count_ = 0;
};

/// Figures of one group. A benchmark counts when it speaks of all of them: the same figures for
/// all.
GroupScore group_of(const std::vector<const FigureScore*>& figures) {
  GroupScore out;
  out.series = figures.front()->observed.series;
  MarkSums model;
  std::array<MarkSums, kBenchmarkCount> benchmarks;
  for (const FigureScore* one : figures) {
    ++out.figures;
    out.in_50 += one->middle_50.holds(one->observed.value) ? 1 : 0;
    out.in_90 += one->middle_90.holds(one->observed.value) ? 1 : 0;
    model.add(one->model);
    for (std::size_t b = 0; b < kBenchmarkCount; ++b)
      if (one->benchmarks[b]) benchmarks[b].add(*one->benchmarks[b]);
  }
  out.model = model.mean();
  for (std::size_t b = 0; b < kBenchmarkCount; ++b)
    if (benchmarks[b].count() == out.figures) out.benchmarks[b] = benchmarks[b].mean();
  return out;
}

int year_of(const Observation& figure) {
  return int(std::chrono::year_month_day{figure.to}.year());
}

/// The worst against a benchmark first; without a benchmark last; else as they came.
void sort_groups(std::vector<GroupScore>& groups) {
  std::stable_sort(groups.begin(), groups.end(), [](const GroupScore& a, const GroupScore& b) {
    return std::tuple(a.is_worse(), a.has_benchmark(), a.against_best()) >
           std::tuple(b.is_worse(), b.has_benchmark(), b.against_best());
  });
}

}  // namespace

bool GroupScore::is_worse_than(Benchmark benchmark) const {
  const auto& other = benchmarks[std::size_t(benchmark)];
  return other && model.crps > other->crps;
}

bool GroupScore::is_worse() const {
  return is_worse_than(Benchmark::persistence) || is_worse_than(Benchmark::trend) ||
         is_worse_than(Benchmark::mean);
}

bool GroupScore::has_benchmark() const {
  return std::any_of(benchmarks.begin(), benchmarks.end(),
                     [](const auto& one) { return one.has_value(); });
}

double GroupScore::against_best() const {
  double best = 0.0;
  bool any = false;
  for (const auto& one : benchmarks) {
    if (!one) continue;
    best = any ? std::min(best, one->crps) : one->crps;
    any = true;
  }
  return best > 0.0 ? model.crps / best : 0.0;
}

FigureScore score_figure(const Observation& figure, std::span<const double> members,
                         std::span<const Observation> past) {
  FigureScore out;
  out.observed = figure;
  out.median = quantile(members, 0.5);
  out.mean = std::accumulate(members.begin(), members.end(), 0.0) / double(members.size());
  out.middle_50 = middle_band(members, 0.5);
  out.middle_90 = middle_band(members, 0.9);
  out.model = marks_of(members, figure);
  const std::vector<Observation> of_it = past_of(figure, past);
  for (std::size_t b = 0; b < kBenchmarkCount; ++b)
    if (const auto said = benchmark_members(Benchmark(b), figure, of_it))
      out.benchmarks[b] = marks_of(*said, figure);
  return out;
}

ScoreStudy score_all(const Observed& observed, const Forecasts& forecasts) {
  ScoreStudy out;
  out.runs = forecasts.runs;
  out.failed = forecasts.failed;
  for (std::size_t k = 0; k < observed.within.size(); ++k) {
    if (forecasts.members[k].empty())
      ++out.unsaid;
    else
      out.figures.push_back(score_figure(observed.within[k], forecasts.members[k], observed.past));
  }
  std::map<std::pair<ObservedSeries, std::vector<int>>, std::vector<const FigureScore*>> places;
  std::map<std::pair<ObservedSeries, int>, std::vector<const FigureScore*>> years;
  for (const FigureScore& one : out.figures) {
    places[{one.observed.series, one.observed.regions}].push_back(&one);
    years[{one.observed.series, year_of(one.observed)}].push_back(&one);
  }
  for (const auto& [key, figures] : places) {
    out.by_place.push_back(group_of(figures));
    out.by_place.back().place = figures.front()->observed.place;
  }
  for (const auto& [key, figures] : years) {
    out.by_year.push_back(group_of(figures));
    out.by_year.back().year = key.second;
  }
  sort_groups(out.by_place);
  sort_groups(out.by_year);
  return out;
}

}  // namespace palabre
