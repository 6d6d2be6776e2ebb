#include "sim/run/explain/representative.hpp"

#include <algorithm>
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

/// Lists each run by how it ended.
struct ListMembers {
  struct State {
    OutcomeMembers members;
    BlockScratch scratch;
  };
  Recording& runs;
  std::vector<int> regions;

  State make() const { return {}; }
  void add(State& state, const BlockTask& task) const {
    const auto block = runs.block(task.index(), task.asked(), false, state.scratch);
    for (int lane = 0; lane < task.lanes(); ++lane) {
      if ((block->counted >> lane & 1u) == 0u) {
        ++state.members.failed;
        continue;
      }
      const ReplicateRecord& record = block->replicates[std::size_t(lane)];
      ++state.members.finished;
      state.members.by_outcome[std::size_t(record[TallyId::outcome])].push_back(
          member_of(task.first() + lane, record, runs.model(), regions));
    }
  }
  void merge(State& to, const State& from) const {
    to.members.finished += from.members.finished;
    to.members.failed += from.members.failed;
    for (std::size_t k = 0; k < to.members.by_outcome.size(); ++k) {
      const std::vector<Member>& others = from.members.by_outcome[k];
      to.members.by_outcome[k].insert(to.members.by_outcome[k].end(), others.begin(), others.end());
    }
  }
};

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
  ListMembers collector{runs, regions_of_statistics(runs.model().regions)};
  auto all = for_each_block(runs.model(), {runs.seed(), 0, replicates},
                            {threads, std::move(stop), progress}, collector);
  if (!all.whole) return {};
  OutcomeMembers& out = all.state.members;
  for (std::vector<Member>& members : out.by_outcome)
    std::sort(members.begin(), members.end(),
              [](const Member& a, const Member& b) { return a.replicate < b.replicate; });
  return std::move(out);
}

}  // namespace palabre
