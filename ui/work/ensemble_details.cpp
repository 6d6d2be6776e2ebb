#include "ui/work/ensemble_details.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace palabre::ui {
namespace {

// Asks unless it is asked already; what was stopped by hand stays so. Tells how things stand. The
// work, which holds a copy of the case, is made only when it is asked for: this is called each
// frame.
template <class Answer>
TaskStatus<Answer> asked(LatestTask<Answer>& task, const std::string& key, const auto& make_work) {
  if (task.asked().key != key) task.ask(key, make_work());
  return task.asked();
}

Model compiled_copy(const Scenario& scenario, const World& world) {
  return compile(scenario, world, Digest::none);
}

// The first of the runs that may be drawn, and one more.
std::vector<std::int64_t> drawn_numbers(const Subset* some, std::int64_t replicates,
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

}  // namespace

EnsembleDetailsDesk::EnsembleDetailsDesk(bool real, const std::function<void()>& wake)
    : real_(real), subsets_(wake), lines_(wake), cercles_(wake), cercles_drawn_(wake) {}

void EnsembleDetailsDesk::drop() {
  subsets_.drop();
  lines_.drop();
  cercles_.drop();
  cercles_drawn_.drop();
  details_ = {};
  lines_of_.clear();
}

void EnsembleDetailsDesk::update(const Results* results, const Scenario& scenario,
                                 const std::shared_ptr<const World>& world,
                                 const Request& request) {
  busy_ = false;
  if (!results || results->finished() == 0) return drop();
  const Case now{*results, scenario, world,
                 fmt::format("{} {}", results->manifest.scenario_digest, results->digest)};
  if (request.run_filter) {
    find_subset(now, *request.run_filter);
  } else if (!details_.subset.key.empty()) {
    subsets_.drop();
    details_.subset = {};
  }
  // What rests on the runs that say yes waits until they are known.
  if (request.run_filter && !some(request)) {
    details_.lines.reset();
    details_.cercle.reset();
    details_.cercle_drawn.reset();
    return;
  }
  find_lines(now, request);
  find_cercle(now, request);
}

std::shared_ptr<const Subset> EnsembleDetailsDesk::some(const Request& request) const {
  return request.run_filter ? details_.subset.answer : nullptr;
}

void EnsembleDetailsDesk::find_subset(const Case& now, const RunQuestion& question) {
  details_.subset = asked(subsets_, now.key + " " + key_of(question), [&] {
    return [scenario = now.scenario, world = now.world, question,
            replicates =
                now.results.manifest.replicates](const LatestTask<Subset>::TaskContext& context) {
      const auto model = std::make_shared<const Model>(compile(scenario, *world));
      return runs_that(question, model, scenario.seed, replicates, 0, context.stop);
    };
  });
  busy_ = busy_ || details_.subset.running;
}

void EnsembleDetailsDesk::find_lines(const Case& now, const Request& request) {
  if (!request.lines) {
    lines_.drop();
    details_.lines.reset();
    return;
  }
  const std::string of = fmt::format(
      "{} {} {}", now.key, request.run_filter ? key_of(*request.run_filter) : "", request.cercle);
  const std::vector<std::int64_t> numbers =
      drawn_numbers(some(request).get(), now.results.manifest.replicates, request.also);
  const std::int64_t last = numbers.empty() ? -1 : numbers.back();
  const TaskStatus<Lines> found = asked(lines_, fmt::format("{} {}", of, last), [&] {
    return [scenario = now.scenario, world = now.world, numbers,
            cercle = request.cercle](const LatestTask<Lines>::TaskContext& context) {
      return lines_of(compiled_copy(scenario, *world), scenario.seed, numbers, cercle,
                      context.stop);
    };
  });
  busy_ = busy_ || found.running;
  if (lines_of_ != of) details_.lines.reset();  // of another case
  if (!found.answer) return;                    // one run more: those of before stay until then
  details_.lines = found.answer;
  lines_of_ = of;
}

void EnsembleDetailsDesk::find_cercle(const Case& now, const Request& request) {
  if (request.cercle < 0 || !real_) {
    cercles_.drop();
    cercles_drawn_.drop();
    details_.cercle.reset();
    details_.cercle_drawn.reset();
    return;
  }
  CercleOptions options;
  options.cercle = request.cercle;
  options.replicates = now.results.manifest.replicates;
  const std::string key = fmt::format("{} {}", now.key, request.cercle);
  const TaskStatus<CercleFans> set =
      asked(cercles_, key + " " + (request.run_filter ? key_of(*request.run_filter) : ""), [&] {
        return [scenario = now.scenario, world = now.world, options,
                some = some(request)](const LatestTask<CercleFans>::TaskContext& context) {
          CercleOptions these = options;
          if (some) these.only = some->members;
          these.stop = context.stop;
          return cercle_fans(compiled_copy(scenario, *world), scenario.seed, these);
        };
      });
  busy_ = busy_ || set.running;
  details_.cercle = set.answer && set.answer->runs > 0 ? set.answer : nullptr;
  details_.cercle_drawn.reset();
  if (!request.cercle_drawn || request.run_filter || !details_.cercle) return;
  std::string drawn_key = key;
  for (const std::string& lock : request.locked) drawn_key += " " + lock;
  const TaskStatus<CercleFans> drawn = asked(cercles_drawn_, drawn_key, [&] {
    return [scenario = now.scenario, world = now.world, locked = request.locked,
            options](const LatestTask<CercleFans>::TaskContext& context) {
      CercleOptions these = options;
      these.stop = context.stop;
      return cercle_fans_drawn(scenario, *world, locked, these);
    };
  });
  busy_ = busy_ || drawn.running;
  if (drawn.answer && drawn.answer->runs > 0) details_.cercle_drawn = drawn.answer;
}

void EnsembleDetailsDesk::stop() {
  subsets_.stop();
  lines_.stop();
  cercles_.stop();
  cercles_drawn_.stop();
}

}  // namespace palabre::ui
