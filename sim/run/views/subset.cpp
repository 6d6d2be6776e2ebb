#include "sim/run/views/subset.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "sim/run/engine/accumulator.hpp"
#include "sim/run/engine/blocks.hpp"
#include "sim/run/engine/lane_sets.hpp"

namespace palabre {
namespace {

/// What one lane of a block left behind.
struct Lane {
  const BlockOutput& out;
  std::size_t at;
  int weeks;

  double row(int week, std::size_t row) const {
    return out.series[(std::size_t(week) * kWeekRows + row) * kBlockLanes + at];
  }
  bool has(int week) const { return week >= 0 && week < weeks; }
  bool operator()(const EndsIn& ask) const {
    return OutcomeId(int(out.tally[std::size_t(TallyId::outcome)][at])) == ask.outcome;
  }
  bool operator()(const Within& ask) const {
    if (!has(ask.week)) return false;
    const double value = row(ask.week, std::size_t(ask.series));
    return value >= ask.low && value <= ask.high;
  }
  bool operator()(const InStage& ask) const {
    return has(ask.week) && int(row(ask.week, std::size_t(kStageRow))) == ask.stage;
  }
};

/// Adds up the lanes that match.
struct AskRuns {
  struct State {
    Accumulator sums;
    std::vector<double> rows = {};
    std::vector<std::int64_t> members = {};
  };
  const RunQuestion& question;
  Accumulator empty;

  State make() const { return {empty.beside()}; }
  void add(State& state, const BlockTask& task) const {
    BlockRequest request = task.request;
    const std::uint32_t members = ask(state, request);
    if (members == 0u) return;
    request.skip = ~members;
    state.sums.run_block(request);
  }
  void settle(State& state) const { state.sums.add_bins(); }
  void merge(State& to, State& from) const {
    to.sums += from.sums;
    to.members.insert(to.members.end(), from.members.begin(), from.members.end());
  }

 private:
  /// The lanes of a block that finish and match.
  std::uint32_t ask(State& state, const BlockRequest& request) const {
    const int weeks = request.model->weeks;
    state.rows.resize(std::size_t(weeks) * kWeekRows * kBlockLanes);
    BlockOutput out;
    out.series = state.rows.data();
    const std::uint32_t sound = run_counted(request, out);
    const std::uint32_t found = lanes_where([&](std::size_t lane) {
      return (sound >> lane & 1u) != 0u && std::visit(Lane{out, lane, weeks}, question);
    });
    for (std::size_t lane = 0; lane < kBlockLanes; ++lane)
      if ((found >> lane & 1u) != 0u)
        state.members.push_back(std::int64_t(request.first_replicate + lane));
    return found;
  }
};

}  // namespace

std::string key_of(const RunQuestion& question) {
  if (const auto* ends = std::get_if<EndsIn>(&question))
    return fmt::format("ends {}", int(ends->outcome));
  if (const auto* in = std::get_if<InStage>(&question))
    return fmt::format("stage {} {}", in->stage, in->week);
  const auto& within = std::get<Within>(question);
  return fmt::format("within {} {} {} {}", int(within.series), within.week, within.low,
                     within.high);
}

std::shared_ptr<const Subset> runs_that(const RunQuestion& question,
                                        const std::shared_ptr<const Model>& model,
                                        std::int64_t seed, std::int64_t replicates, int threads,
                                        const std::stop_token& stop, const Progress& progress) {
  AskRuns collector{question, Accumulator(model)};
  auto all = for_each_block(*model, {seed, 0, replicates}, {threads, stop, progress}, collector);
  if (!all.whole) return {};
  auto out = std::make_shared<Subset>();
  out->members = std::move(all.state.members);
  std::sort(out->members.begin(), out->members.end());
  Manifest manifest;
  manifest.seed = seed;
  manifest.weeks = model->weeks;
  manifest.version = program_version();
  manifest.build = program_build();
  out->question = question;
  out->of = replicates;
  out->results = all.state.sums.results(std::move(manifest));
  return out;
}

}  // namespace palabre
