// Which run stands for all that ended alike: chosen by a rule, not by hand.

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <vector>

#include "sim/run/engine/ensemble.hpp"
#include "sim/run/engine/recording.hpp"

namespace palabre {

/// What the rule looks at: territory, people, deaths, the national track, local pacts, support.
inline constexpr std::array kRepresentedBy = {
    StatisticId::weeks_in_talks,          StatisticId::weeks_in_truce_or_accord,
    StatisticId::jihadist_share_area_end, StatisticId::state_share_population_end,
    StatisticId::deaths_per_year,         StatisticId::displaced_end,
    StatisticId::pacts_started,           StatisticId::support_end};

/// One run and its values of those statistics.
struct Member {
  std::int64_t replicate = 0;
  std::array<double, kRepresentedBy.size()> values{};
};

struct Representative {
  std::int64_t replicate = 0;
  std::int64_t of = 0;    // runs that ended so
  double distance = 0.0;  // from the medians [interquartile ranges]
  std::array<double, kRepresentedBy.size()> values{}, medians{};
};

/// The member nearest to the medians: Euclid's distance over the statistics, each in units of its
/// interquartile range (those without a range count nothing); of equals the first. Medians and
/// quartiles are order statistics (the lower of two). Nothing when there are no members.
std::optional<Representative> representative_of(const std::vector<Member>& members);

/// The `most` members nearest to the medians by the same rule, the nearest first.
std::vector<Representative> representatives_of(const std::vector<Member>& members,
                                               std::size_t most);

/// Every run of an ensemble by how it ended.
struct OutcomeMembers {
  std::array<std::vector<Member>, kOutcomeCount> by_outcome;  // each by replicate
  std::int64_t finished = 0, failed = 0;

  /// The outcome that most runs have; of equals the first in the table.
  OutcomeId most_frequent() const;
};
/// Nothing when stopped early. The same for any number of threads.
std::optional<OutcomeMembers> find_outcome_members(Recording& runs, std::int64_t replicates,
                                                   int threads, std::stop_token stop = {},
                                                   const Progress& progress = {});

}  // namespace palabre
