// Up to six cases side by side: each against the first, run by run on the same draws.

#pragma once

#include "sim/answer/finding.hpp"

namespace palabre {

inline constexpr std::size_t kTrayMost = 6;

/// The cases after the first, against it.
struct Tray {
  std::vector<std::vector<Change>> changes;  // [case - 1] what it changes
  std::vector<Comparison> comparisons;       // [case - 1] its A is the first case
  std::size_t cases() const { return comparisons.size() + 1; }
  /// Of a case after the first.
  Finding finding(std::size_t one, const Target& about) const {
    return finding_of(comparisons[one - 1], about);
  }
  /// The figures of a row: headlines, then what ever comes, then where it ends.
  static std::vector<Target> figures();
  /// The headline figure in which some case differs most from the first.
  Target strongest() const;
};

struct TrayCase {
  const Scenario& scenario;
  const World& world;
};

/// Compares them on the seed of the first. Every run of the first is made once, as far as memory
/// allows. Two to six cases that can be paired (asserted). Nothing when stopped early.
std::optional<Tray> compare_all(const std::vector<TrayCase>& cases, const CompareOptions& options);

}  // namespace palabre
