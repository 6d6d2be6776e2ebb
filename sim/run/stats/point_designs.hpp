// Designs of which any point can be had by itself, so that a million points need no more memory
// than one, and shards agree without a word. Pure functions of their arguments.

#pragma once

#include <cstdint>
#include <vector>

namespace palabre {

/// Where 0..size-1 go in an order drawn by a key: a permutation, worked out number by number (a
/// Feistel network over the next power of four, walked until it is below size).
std::int64_t permuted(std::int64_t number, std::int64_t size, std::uint64_t key);

/// Point of a Latin hypercube: in each column one point in each of `points` slices. [column], each
/// in [0, 1)
std::vector<double> latin_point(std::int64_t point, std::int64_t points, std::size_t columns,
                                std::uint64_t key);

/// Columns that sobol_point() has direction numbers for.
inline constexpr std::size_t kSobolColumnsMax = 3667;
/// Point of Sobol's sequence with the direction numbers of Joe and Kuo (2008), by Boost.Random. It
/// begins at the origin, so that any 2^m points from a multiple of 2^m on are a net, and is
/// scrambled by a digital shift, which keeps it one: each column's bits are flipped where those of
/// a number drawn by the key are set. [column], each in [0, 1)
std::vector<double> sobol_point(std::int64_t point, std::size_t columns, std::uint64_t key);

}  // namespace palabre
