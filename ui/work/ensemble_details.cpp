#include "ui/work/ensemble_details.hpp"

#include <algorithm>
#include <utility>

#include "sim/model/compile.hpp"

namespace palabre::ui {
namespace {

Model compiled_copy(const Scenario& scenario, const World& world) {
  return compile(scenario, world, Digest::none);
}

CercleOptions options_of(int cercle, std::int64_t replicates, int threads,
                         const std::stop_token& stop) {
  CercleOptions options;
  options.cercle = cercle;
  options.replicates = replicates;
  options.threads = threads;
  options.stop = stop;
  return options;
}

}  // namespace

CaseTask<MapDifference>::Work map_difference_work(const Scenario& against,
                                                  const std::shared_ptr<const World>& its_world,
                                                  const Scenario& scenario,
                                                  const std::shared_ptr<const World>& world,
                                                  std::int64_t replicates, int threads) {
  return [=](const CaseTask<MapDifference>::TaskContext& context) {
    return map_difference(compile(against, *its_world), compile(scenario, *world), scenario.seed,
                          replicates, {threads, context.stop, context.progress});
  };
}

CaseTask<Subset>::Work subset_work(const Scenario& scenario,
                                   const std::shared_ptr<const World>& world,
                                   const RunQuestion& question, std::int64_t replicates,
                                   int threads) {
  return [=](const CaseTask<Subset>::TaskContext& context) {
    const auto model = std::make_shared<const Model>(compile(scenario, *world));
    return runs_that(question, model, scenario.seed, replicates, threads, context.stop);
  };
}

std::vector<std::int64_t> line_numbers(const Subset* some, std::int64_t replicates,
                                       std::int64_t also) {
  std::vector<std::int64_t> out;
  if (some) {
    const std::size_t count = std::min(some->members.size(), kLinesDrawn);
    out.assign(some->members.begin(), some->members.begin() + std::ptrdiff_t(count));
    if (!std::binary_search(some->members.begin(), some->members.end(), also)) also = -1;
  } else {
    for (std::int64_t k = 0; k < std::min<std::int64_t>(replicates, kLinesDrawn); ++k)
      out.push_back(k);
  }
  if (also >= 0 && also < replicates && (out.empty() || also > out.back())) out.push_back(also);
  return out;
}

CaseTask<Lines>::Work lines_work(const Scenario& scenario,
                                 const std::shared_ptr<const World>& world,
                                 std::vector<std::int64_t> numbers, int cercle) {
  return [scenario, world, numbers = std::move(numbers),
          cercle](const CaseTask<Lines>::TaskContext& context) {
    return lines_of(compiled_copy(scenario, *world), scenario.seed, numbers, cercle, context.stop);
  };
}

CaseTask<CercleFans>::Work cercle_work(const Scenario& scenario,
                                       const std::shared_ptr<const World>& world, int cercle,
                                       std::int64_t replicates, std::shared_ptr<const Subset> some,
                                       int threads) {
  return [scenario, world, cercle, replicates, some = std::move(some),
          threads](const CaseTask<CercleFans>::TaskContext& context) {
    CercleOptions options = options_of(cercle, replicates, threads, context.stop);
    if (some) options.only = some->members;
    return cercle_fans(compiled_copy(scenario, *world), scenario.seed, options);
  };
}

CaseTask<CercleFans>::Work drawn_cercle_work(const Scenario& scenario,
                                             const std::shared_ptr<const World>& world, int cercle,
                                             std::int64_t replicates,
                                             const std::set<std::string, std::less<>>& locked,
                                             int threads) {
  return [=](const CaseTask<CercleFans>::TaskContext& context) {
    return cercle_fans_drawn(scenario, *world, locked,
                             options_of(cercle, replicates, threads, context.stop));
  };
}

}  // namespace palabre::ui
