#include "ui/work/compare.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/model/compile.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"

namespace palabre::ui {
namespace {

constexpr std::int64_t kFirstLook = 128;    // [pairs]
constexpr std::int64_t kBlocksKept = 4096;  // of each case: about 100 MB with weeks
constexpr int kWorkUnits =
    6;  // of a pair: twice compared, twice on the maps, twice on their difference

/// The maps of a case: those that are there, when they are of the same runs.
class Maps {
 public:
  Maps(const CompareCase& from, std::shared_ptr<const Model> model, std::int64_t seed,
       std::int64_t replicates)
      : ensemble_(std::move(model), seed), manifest_(manifest_of(from.scenario)) {
    const Results* r = from.results.get();
    if (r != nullptr && r->manifest.scenario_digest == from.digest && r->manifest.seed == seed &&
        r->manifest.replicates == replicates)
      whole_ = from.results;
  }
  /// Null when stopped.
  std::shared_ptr<const Results> of(std::int64_t replicates, int threads,
                                    const std::stop_token& stop, const Progress& progress) {
    if (whole_) return whole_;
    if (!ensemble_.grow_to(replicates, threads, stop, progress)) return nullptr;
    return ensemble_.results(manifest_);
  }

 private:
  Ensemble ensemble_;
  Manifest manifest_;
  std::shared_ptr<const Results> whole_;
};

std::shared_ptr<const Model> compiled(const CompareCase& from) {
  return std::make_shared<const Model>(compile(from.scenario, *from.world));
}

using CasesContext = CaseTask<ComparedCases>::TaskContext;

std::shared_ptr<const ComparedCases> compare_cases(const CompareCase& a, const CompareCase& b,
                                                   std::int64_t pairs, int threads,
                                                   const CasesContext& context) {
  const auto model_a = compiled(a), model_b = compiled(b);
  const std::int64_t seed = a.scenario.seed;
  const std::int64_t kept = std::min<std::int64_t>((pairs + 7) / 8, kBlocksKept);
  Recording first(model_a, seed, kept), second(model_b, seed, kept);
  Maps maps_a(a, model_a, seed, pairs), maps_b(b, model_b, seed, pairs);
  std::shared_ptr<const ComparedCases> whole;
  for (std::int64_t before = 0; before < pairs;) {
    const std::int64_t target = before == 0 ? std::min(kFirstLook, pairs) : pairs;
    const auto tells = [&](int unit, int units) -> Progress {
      return [&context, target, pairs, unit, units](std::int64_t done, std::int64_t total) {
        const double share = total > 0 ? double(done) / double(total) : 1.0;
        const double all = (double(unit) + units * share) / kWorkUnits * double(target);
        context.progress(std::int64_t(all), pairs);
      };
    };
    auto found =
        palabre::compare(first, second, {target, threads, true, context.stop, tells(0, 2)});
    if (!found) return nullptr;
    ComparedCases out;
    out.comparison = std::move(*found);
    out.a = maps_a.of(target, threads, context.stop, tells(2, 1));
    out.b = out.a ? maps_b.of(target, threads, context.stop, tells(3, 1)) : nullptr;
    if (!out.b) return nullptr;
    out.difference =
        map_difference(*model_a, *model_b, seed, target, {threads, context.stop, tells(4, 2)});
    if (!out.difference) return nullptr;
    whole = std::make_shared<const ComparedCases>(std::move(out));
    before = target;
    context.progress(target, pairs);
    if (target < pairs) context.part(whole);
  }
  return whole;
}

bool same_event(const TraceEvent& a, const TraceEvent& b) {
  return a.week == b.week && a.id == b.id && a.cercle == b.cercle && a.from == b.from &&
         a.to == b.to;
}

/// The first event that has no twin in the other run; order within a week does not matter.
std::optional<TraceEvent> first_alone(const std::vector<TraceEvent>& events,
                                      const std::vector<TraceEvent>& others) {
  for (const TraceEvent& event : events)
    if (std::none_of(others.begin(), others.end(),
                     [&](const TraceEvent& other) { return same_event(event, other); }))
      return event;
  return std::nullopt;
}

std::shared_ptr<const ComparedRun> compare_run(const CompareCase& a, const CompareCase& b,
                                               std::int64_t replicate) {
  const auto model_a = compiled(a), model_b = compiled(b);
  Recording first(model_a, a.scenario.seed), second(model_b, a.scenario.seed);
  auto out = std::make_shared<ComparedRun>();
  out->replicate = replicate;
  out->pair = compare_one(first, second, replicate);
  if (out->pair.failed_a || out->pair.failed_b) return out;
  out->a = story_of(*model_a, a.scenario.seed, replicate);
  out->b = story_of(*model_b, a.scenario.seed, replicate);
  out->event_a = first_alone(out->a->trace.events, out->b->trace.events);
  out->event_b = first_alone(out->b->trace.events, out->a->trace.events);
  return out;
}

}  // namespace

CaseTask<ComparedCases>::Work compared_cases_work(CompareCase a, CompareCase b, std::int64_t pairs,
                                                  int threads) {
  return [a = std::move(a), b = std::move(b), pairs, threads](const CasesContext& context) {
    try {
      return compare_cases(a, b, pairs, threads, context);
    } catch (const ScenarioError& error) {
      auto out = std::make_shared<ComparedCases>();
      out->problem = LocalText{error.in(Lang::en), error.in(Lang::fr)};
      return std::shared_ptr<const ComparedCases>(out);
    }
  };
}

CaseTask<ComparedRun>::Work compared_run_work(CompareCase a, CompareCase b,
                                              std::int64_t replicate) {
  return [a = std::move(a), b = std::move(b), replicate](
             const CaseTask<ComparedRun>::TaskContext&) { return compare_run(a, b, replicate); };
}

}  // namespace palabre::ui
