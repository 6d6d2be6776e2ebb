// What anybody could have said without a model: three forecasts from the past figures alone, each
// an ensemble, so that the same rules score it.

#pragma once

#include <array>
#include <optional>
#include <span>
#include <vector>

#include "sim/score/observed.hpp"

namespace palabre {

enum class Benchmark { persistence, trend, mean };
inline constexpr std::size_t kBenchmarkCount = 3;
TextId label_of(Benchmark benchmark);
/// Its name in data.
std::string_view id_of(Benchmark benchmark);

/// The past figures that speak of this one: of the same series and place, oldest first; of what
/// happens in a period only those as long, within one part in twenty.
std::vector<Observation> past_of(const Observation& figure, std::span<const Observation> past);

/// The members of a benchmark's ensemble, sorted. With past figures y_1..y_n at the middles
/// t_1..t_n of their periods, the lead h from t_n to the middle of this one [years], and the scale
/// f (log(1 + y) for deaths, attacks and displaced people, else y):
///   changes      d_k = (f(y_k+1) - f(y_k)) / sqrt(t_k+1 - t_k)
///   persistence  f^-1(f(y_n) + s d_k sqrt(h)) for every k and s = -1, +1: a random walk
///   trend        the same around max(0, y_n + (y_n - y_n-1) / (t_n - t_n-1) h) in place of y_n
///   mean         y_1..y_n as they are
/// Values stay between 0 and what the series can be. Nothing for fewer than three past figures.
std::optional<std::vector<double>> benchmark_members(Benchmark benchmark, const Observation& figure,
                                                     std::span<const Observation> past_of_it);
inline constexpr std::size_t kPastLeast = 3;

}  // namespace palabre
