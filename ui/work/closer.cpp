#include "ui/work/closer.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace palabre::ui {
namespace {

// Asks unless it is asked already; what was stopped by hand stays so. Tells how things stand. The
// work, which holds a copy of the case, is made only when it is asked for: this is called each
// frame.
template <class Answer>
Asked<Answer> asked(Beside<Answer>& beside, const std::string& key, const auto& make_work) {
  if (beside.asked().key != key) beside.ask(key, make_work());
  return beside.asked();
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

Closer::Closer(bool real, const std::function<void()>& wake)
    : real_(real), subsets_(wake), lines_(wake), cercles_(wake), cercles_drawn_(wake) {}

void Closer::drop() {
  subsets_.drop();
  lines_.drop();
  cercles_.drop();
  cercles_drawn_.drop();
  close_ = {};
  lines_of_.clear();
}

void Closer::look_after(const Results* results, const Scenario& scenario,
                        const std::shared_ptr<const World>& world, const Wish& wish) {
  busy_ = false;
  if (!results || results->finished() == 0) return drop();
  const Case now{*results, scenario, world,
                 fmt::format("{} {}", results->manifest.scenario_digest, results->digest)};
  if (wish.only) {
    find_subset(now, *wish.only);
  } else if (!close_.subset.key.empty()) {
    subsets_.drop();
    close_.subset = {};
  }
  // What rests on the runs that say yes waits until they are known.
  if (wish.only && !some(wish)) {
    close_.lines.reset();
    close_.cercle.reset();
    close_.cercle_drawn.reset();
    return;
  }
  find_lines(now, wish);
  find_cercle(now, wish);
}

std::shared_ptr<const Subset> Closer::some(const Wish& wish) const {
  return wish.only ? close_.subset.answer : nullptr;
}

void Closer::find_subset(const Case& now, const RunQuestion& question) {
  close_.subset = asked(subsets_, now.key + " " + key_of(question), [&] {
    return [scenario = now.scenario, world = now.world, question,
            replicates = now.results.manifest.replicates](const Beside<Subset>::Tell& tell) {
      const auto model = std::make_shared<const Model>(compile(scenario, *world));
      return runs_that(question, model, scenario.seed, replicates, 0, tell.stop);
    };
  });
  busy_ = busy_ || close_.subset.running;
}

void Closer::find_lines(const Case& now, const Wish& wish) {
  if (!wish.lines) {
    lines_.drop();
    close_.lines.reset();
    return;
  }
  const std::string of =
      fmt::format("{} {} {}", now.key, wish.only ? key_of(*wish.only) : "", wish.cercle);
  const std::vector<std::int64_t> numbers =
      drawn_numbers(some(wish).get(), now.results.manifest.replicates, wish.also);
  const std::int64_t last = numbers.empty() ? -1 : numbers.back();
  const Asked<Lines> found = asked(lines_, fmt::format("{} {}", of, last), [&] {
    return [scenario = now.scenario, world = now.world, numbers,
            cercle = wish.cercle](const Beside<Lines>::Tell& tell) {
      return lines_of(compiled_copy(scenario, *world), scenario.seed, numbers, cercle, tell.stop);
    };
  });
  busy_ = busy_ || found.running;
  if (lines_of_ != of) close_.lines.reset();  // of another case
  if (!found.answer) return;                  // one run more: those of before stay until then
  close_.lines = found.answer;
  lines_of_ = of;
}

void Closer::find_cercle(const Case& now, const Wish& wish) {
  if (wish.cercle < 0 || !real_) {
    cercles_.drop();
    cercles_drawn_.drop();
    close_.cercle.reset();
    close_.cercle_drawn.reset();
    return;
  }
  CercleOptions options;
  options.cercle = wish.cercle;
  options.replicates = now.results.manifest.replicates;
  const std::string key = fmt::format("{} {}", now.key, wish.cercle);
  const Asked<CercleFans> set =
      asked(cercles_, key + " " + (wish.only ? key_of(*wish.only) : ""), [&] {
        return [scenario = now.scenario, world = now.world, options,
                some = some(wish)](const Beside<CercleFans>::Tell& tell) {
          CercleOptions these = options;
          if (some) these.only = some->members;
          these.stop = tell.stop;
          return cercle_fans(compiled_copy(scenario, *world), scenario.seed, these);
        };
      });
  busy_ = busy_ || set.running;
  close_.cercle = set.answer && set.answer->runs > 0 ? set.answer : nullptr;
  close_.cercle_drawn.reset();
  if (!wish.cercle_drawn || wish.only || !close_.cercle) return;
  std::string drawn_key = key;
  for (const std::string& lock : wish.locked) drawn_key += " " + lock;
  const Asked<CercleFans> drawn = asked(cercles_drawn_, drawn_key, [&] {
    return [scenario = now.scenario, world = now.world, locked = wish.locked,
            options](const Beside<CercleFans>::Tell& tell) {
      CercleOptions these = options;
      these.stop = tell.stop;
      return cercle_fans_drawn(scenario, *world, locked, these);
    };
  });
  busy_ = busy_ || drawn.running;
  if (drawn.answer && drawn.answer->runs > 0) close_.cercle_drawn = drawn.answer;
}

void Closer::stop() {
  subsets_.stop();
  lines_.stop();
  cercles_.stop();
  cercles_drawn_.stop();
}

}  // namespace palabre::ui
