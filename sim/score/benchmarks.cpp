#include "sim/score/benchmarks.hpp"

#include <algorithm>
#include <cmath>

namespace palabre {

TextId label_of(Benchmark benchmark) {
  constexpr std::array kLabels{TextId::score_persistence, TextId::score_trend, TextId::score_mean};
  return kLabels[std::size_t(benchmark)];
}

std::string_view id_of(Benchmark benchmark) {
  constexpr std::array<std::string_view, kBenchmarkCount> kIds{"persistence", "trend", "mean"};
  return kIds[std::size_t(benchmark)];
}

std::vector<Observation> past_of(const Observation& figure, std::span<const Observation> past) {
  constexpr double kSameLength = 0.05;
  const bool any_length =
      spec_of(figure.series).is_stock || figure.series == ObservedSeries::deaths_share;
  std::vector<Observation> out;
  for (const Observation& one : past) {
    const double off = std::abs(one.days() - figure.days());
    if (one.same_row(figure) && (any_length || off <= kSameLength * figure.days()))
      out.push_back(one);
  }
  std::sort(out.begin(), out.end(),
            [](const Observation& a, const Observation& b) { return a.from < b.from; });
  return out;
}

std::optional<std::vector<double>> benchmark_members(Benchmark benchmark, const Observation& figure,
                                                     std::span<const Observation> past_of_it) {
  if (past_of_it.size() < kPastLeast) return std::nullopt;
  const ObservedSeriesSpec& spec = spec_of(figure.series);
  const auto scaled = [&](double y) { return spec.grows ? std::log1p(y) : y; };
  const auto figure_of = [&](double f) {
    return std::clamp(spec.grows ? std::expm1(f) : f, 0.0, spec.most);
  };
  const Observation &last = past_of_it.back(), &before = past_of_it[past_of_it.size() - 2];
  const double lead = figure.when() - last.when();
  std::vector<double> out;
  if (benchmark == Benchmark::mean) {
    for (const Observation& one : past_of_it) out.push_back(one.value);
  } else {
    double centre = last.value;
    if (benchmark == Benchmark::trend)
      centre += (last.value - before.value) / (last.when() - before.when()) * lead;
    centre = scaled(std::clamp(centre, 0.0, spec.most));
    for (std::size_t k = 1; k < past_of_it.size(); ++k) {
      const Observation &a = past_of_it[k - 1], &b = past_of_it[k];
      const double change = (scaled(b.value) - scaled(a.value)) / std::sqrt(b.when() - a.when());
      for (const double side : {-1.0, 1.0})
        out.push_back(figure_of(centre + side * change * std::sqrt(lead)));
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace palabre
