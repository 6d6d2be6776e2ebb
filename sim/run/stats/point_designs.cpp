#include "sim/run/stats/point_designs.hpp"

#include <bit>
#include <boost/random/sobol.hpp>
#include <cassert>

#include "sim/model/hash.hpp"

namespace palabre {
namespace {

/// Drawn by a key and two numbers.
std::uint64_t drawn(std::uint64_t key, std::uint64_t a, std::uint64_t b) {
  return mixed({key ^ (a * 0x9E3779B97F4A7C15ull), b}, a).high;
}

/// [0, 1), of the upper 53 bits.
double unit(std::uint64_t bits) { return double(bits >> 11) * 0x1p-53; }

}  // namespace

std::int64_t permuted(std::int64_t number, std::int64_t size, std::uint64_t key) {
  assert(number >= 0 && number < size);
  constexpr std::uint64_t kRounds = 6;
  const int half = (std::bit_width(std::uint64_t(size - 1)) + 1) / 2;  // bits of either half
  const std::uint64_t mask = (std::uint64_t{1} << half) - 1;
  auto x = std::uint64_t(number);
  do {
    std::uint64_t left = x >> half, right = x & mask;
    for (std::uint64_t round = 0; round < kRounds; ++round) {
      const std::uint64_t next = left ^ (drawn(key, round, right) & mask);
      left = right;
      right = next;
    }
    x = left << half | right;
  } while (x >= std::uint64_t(size));
  return std::int64_t(x);
}

std::vector<double> latin_point(std::int64_t point, std::int64_t points, std::size_t columns,
                                std::uint64_t key) {
  constexpr std::uint64_t kOfSlices = 1, kWithin = 2;
  std::vector<double> out;
  for (std::size_t column = 0; column < columns; ++column) {
    const std::uint64_t of_column = drawn(key, column, kOfSlices);
    const double within = unit(drawn(of_column, std::uint64_t(point), kWithin));
    out.push_back((double(permuted(point, points, of_column)) + within) / double(points));
  }
  return out;
}

std::vector<double> sobol_point(std::int64_t point, std::size_t columns, std::uint64_t key) {
  assert(point >= 0 && columns > 0 && columns <= kSobolColumnsMax);
  constexpr std::uint64_t kShift = 3;
  boost::random::sobol sequence(columns);  // begins after the origin
  if (point > 1) sequence.seed(std::uint64_t(point) - 1);
  std::vector<double> out;
  for (std::size_t column = 0; column < columns; ++column) {
    const std::uint64_t bits = point == 0 ? 0 : sequence();
    out.push_back(unit(bits ^ drawn(key, column, kShift)));
  }
  return out;
}

}  // namespace palabre
