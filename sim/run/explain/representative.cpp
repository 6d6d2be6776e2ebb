#include "sim/run/explain/representative.hpp"

#include <algorithm>
#include <atomic>
#include <cmath>

#include "sim/run/engine/blocks.hpp"

namespace palabre {
namespace {

/// The value of rank floor(level (n - 1)).
double order_statistic(std::vector<double> values, double level) {
  const auto rank = std::ptrdiff_t(level * double(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + rank, values.end());
  return values[std::size_t(rank)];
}

Member member_of(std::int64_t replicate, const ReplicateRecord& record, const Model& model,
                 const std::vector<int>& regions) {
  Member out{replicate, {}};
  for (std::size_t s = 0; s < kRepresentedBy.size(); ++s)
    if (const auto c = contribution(kRepresentedBy[s], record, model, regions))
      out.values[s] = c->weight > 0.0 ? c->value / c->weight : 0.0;
  return out;
}

}  // namespace

std::vector<Representative> representatives_of(const std::vector<Member>& members,
                                               std::size_t most) {
  if (members.empty()) return {};
  Representative common;
  common.of = std::int64_t(members.size());
  std::array<double, kRepresentedBy.size()> ranges{};
  for (std::size_t s = 0; s < ranges.size(); ++s) {
    std::vector<double> values;
    for (const Member& member : members) values.push_back(member.values[s]);
    common.medians[s] = order_statistic(values, 0.5);
    ranges[s] = order_statistic(values, 0.75) - order_statistic(values, 0.25);
  }
  std::vector<Representative> out;
  for (const Member& member : members) {
    double squares = 0.0;
    for (std::size_t s = 0; s < ranges.size(); ++s)
      if (ranges[s] > 0.0) {
        const double off = (member.values[s] - common.medians[s]) / ranges[s];
        squares += off * off;
      }
    out.push_back(common);
    out.back().replicate = member.replicate;
    out.back().distance = std::sqrt(squares);
    out.back().values = member.values;
  }
  std::stable_sort(out.begin(), out.end(), [](const Representative& a, const Representative& b) {
    return a.distance < b.distance;
  });
  out.resize(std::min(most, out.size()));
  return out;
}

std::optional<Representative> representative_of(const std::vector<Member>& members) {
  std::vector<Representative> nearest = representatives_of(members, 1);
  if (nearest.empty()) return {};
  return nearest.front();
}

OutcomeId OutcomeMembers::most_frequent() const {
  const auto most =
      std::max_element(by_outcome.begin(), by_outcome.end(),
                       [](const std::vector<Member>& a, const std::vector<Member>& b) {
                         return a.size() < b.size();
                       });
  return OutcomeId(most - by_outcome.begin());
}

std::optional<OutcomeMembers> find_outcome_members(Recording& runs, std::int64_t replicates,
                                                   int threads, std::stop_token stop,
                                                   const Progress& progress) {
  const std::int64_t blocks = (replicates + kBlockLanes - 1) / kBlockLanes;
  threads = int(std::min<std::int64_t>(threads_used(threads), std::max<std::int64_t>(1, blocks)));
  const std::vector<int> regions = regions_of_statistics(runs.model().regions);
  std::vector<OutcomeMembers> parts(static_cast<std::size_t>(threads));
  std::vector<BlockScratch> scratch(static_cast<std::size_t>(threads));
  std::atomic<std::int64_t> done{0};
  const bool whole = over_blocks(blocks, threads, stop, [&](int thread, std::int64_t index) {
    OutcomeMembers& part = parts[std::size_t(thread)];
    const int lanes = int(std::min<std::int64_t>(kBlockLanes, replicates - index * kBlockLanes));
    const auto block = runs.block(index, (1u << lanes) - 1u, false, scratch[std::size_t(thread)]);
    for (int lane = 0; lane < lanes; ++lane) {
      if ((block->counted >> lane & 1u) == 0u) {
        ++part.failed;
        continue;
      }
      const ReplicateRecord& record = block->replicates[std::size_t(lane)];
      ++part.finished;
      part.by_outcome[std::size_t(record[TallyId::outcome])].push_back(
          member_of(index * kBlockLanes + lane, record, runs.model(), regions));
    }
    const std::int64_t so_far = done.fetch_add(lanes) + lanes;
    if (progress) progress(so_far, replicates);
  });
  if (!whole) return {};
  OutcomeMembers out;
  for (const OutcomeMembers& part : parts) {
    out.finished += part.finished;
    out.failed += part.failed;
    for (std::size_t k = 0; k < out.by_outcome.size(); ++k)
      out.by_outcome[k].insert(out.by_outcome[k].end(), part.by_outcome[k].begin(),
                               part.by_outcome[k].end());
  }
  for (std::vector<Member>& members : out.by_outcome)
    std::sort(members.begin(), members.end(),
              [](const Member& a, const Member& b) { return a.replicate < b.replicate; });
  return out;
}

}  // namespace palabre
