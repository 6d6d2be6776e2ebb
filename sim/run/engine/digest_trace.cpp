#include "sim/run/engine/digest_trace.hpp"

#include <algorithm>

#include "sim/run/engine/blocks.hpp"
#include "sim/run/engine/ensemble.hpp"

namespace palabre {

/// What one thread has seen.
struct DigestTrace::ProbeSums {
  std::vector<std::uint64_t> sums;
  std::vector<std::uint64_t> words = std::vector<std::uint64_t>(kProbeWords * kBlockLanes);
  std::vector<double> rows;
  Hash128 digest;
  std::int64_t first = 0;
  std::size_t lanes = 0;

  static void seen(void* context, int week, Phase phase) {
    ProbeSums& self = *static_cast<ProbeSums*>(context);
    std::uint64_t* to = &self.sums[moment(week, phase)];
    for (std::size_t w = 0; w < kProbeWords; ++w)
      for (std::size_t lane = 0; lane < self.lanes; ++lane)
        to[w] +=
            mixed({self.words[w * kBlockLanes + lane], w}, std::uint64_t(self.first) + lane).low;
  }
};

DigestTrace::DigestTrace(const Model& model, std::int64_t seed, std::int64_t replicates,
                         int threads, std::stop_token stop, RunBlock run_block)
    : weeks_(model.weeks), sums_(moment(model.weeks, Phase{})) {
  if (run_block == nullptr) run_block = chosen_kernel().run_block;
  const std::int64_t blocks = (replicates + kBlockLanes - 1) / kBlockLanes;
  threads = int(std::clamp<std::int64_t>(blocks, 1, threads_used(threads)));
  std::vector<ProbeSums> all(std::size_t(threads), ProbeSums{});
  for (ProbeSums& one : all) {
    one.sums.resize(sums_.size());
    one.rows.resize(std::size_t(weeks_) * kWeekRows * kBlockLanes);
  }
  over_blocks(blocks, threads, stop, [&](int thread, std::int64_t block) {
    ProbeSums& one = all[std::size_t(thread)];
    one.first = block * kBlockLanes;
    one.lanes = std::size_t(std::min<std::int64_t>(kBlockLanes, replicates - one.first));
    const Probe probe{ProbeSums::seen, &one, one.words.data()};
    BlockOutput out;
    out.series = one.rows.data();
    out.probe = &probe;
    run_block({&model, std::uint64_t(seed), std::uint32_t(one.first), int(one.lanes), 0}, out);
    for (std::size_t lane = 0; lane < one.lanes; ++lane)
      one.digest +=
          mixed({out.digest[0][lane], out.digest[1][lane]}, std::uint64_t(one.first) + lane);
  });
  for (const ProbeSums& one : all) {
    digest_ += one.digest;
    for (std::size_t i = 0; i < sums_.size(); ++i) sums_[i] += one.sums[i];
  }
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
