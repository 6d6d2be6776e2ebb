#include "sim/run/engine/digest_trace.hpp"

#include <utility>

#include "sim/run/engine/blocks.hpp"

namespace palabre {

/// What one thread has seen.
struct DigestTrace::ProbeSums {
  std::vector<std::uint64_t> sums, words;
  std::vector<double> rows;
  Hash128 digest;
  BlockTask task;  // that is being watched

  static void seen(void* context, int week, Phase phase) {
    ProbeSums& self = *static_cast<ProbeSums*>(context);
    const std::uint64_t first = self.task.request.first_replicate;
    std::uint64_t* to = &self.sums[moment(week, phase)];
    for (std::size_t w = 0; w < kProbeWords; ++w)
      for (std::size_t lane = 0; lane < std::size_t(self.task.lanes()); ++lane)
        to[w] += mixed({self.words[w * kBlockLanes + lane], w}, first + lane).low;
  }
};

/// Adds up the digests of every moment.
struct DigestTrace::ProbeBlocks {
  RunBlock run_block;
  std::size_t weeks, moments;

  ProbeSums make() const {
    return {std::vector<std::uint64_t>(moments),
            std::vector<std::uint64_t>(kProbeWords * kBlockLanes),
            std::vector<double>(weeks * kWeekRows * kBlockLanes),
            {},
            {}};
  }
  void add(ProbeSums& one, const BlockTask& task) const {
    one.task = task;
    const Probe probe{ProbeSums::seen, &one, one.words.data()};
    BlockOutput out;
    out.series = one.rows.data();
    out.probe = &probe;
    run_block(task.request, out);
    for (std::size_t lane = 0; lane < std::size_t(task.lanes()); ++lane)
      one.digest +=
          mixed({out.digest[0][lane], out.digest[1][lane]}, task.request.first_replicate + lane);
  }
  void merge(ProbeSums& to, const ProbeSums& from) const {
    to.digest += from.digest;
    for (std::size_t i = 0; i < to.sums.size(); ++i) to.sums[i] += from.sums[i];
  }
};

DigestTrace::DigestTrace(const Model& model, std::int64_t seed, std::int64_t replicates,
                         int threads, std::stop_token stop, RunBlock run_block)
    : weeks_(model.weeks) {
  ProbeBlocks collector{run_block == nullptr ? chosen_kernel().run_block : run_block,
                        std::size_t(weeks_), moment(model.weeks, Phase{})};
  auto all =
      for_each_block(model, {seed, 0, replicates}, {threads, std::move(stop), {}}, collector);
  sums_ = std::move(all.state.sums);
  digest_ = all.state.digest;
}

std::vector<std::string_view> DigestTrace::variables() {
  std::vector<std::string_view> names;
  for (const StateSpec& spec : state_cercle_specs()) names.push_back(spec.name);
#define WEEK_FIELD(name) names.emplace_back(#name);
#include "sim/model/probed.def"
#undef WEEK_FIELD
  for (const StateSpec& spec : state_nation_specs()) names.push_back(spec.name);
#define WEEK_VALUE(name) names.emplace_back(#name);
#include "sim/model/probed.def"
#undef WEEK_VALUE
  names.emplace_back("traits");
  names.emplace_back("tallies");
  return names;
}

}  // namespace palabre
