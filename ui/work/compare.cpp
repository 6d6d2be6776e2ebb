#include "ui/work/compare.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "sim/scenario/share_code.hpp"
#include "sim/tables/text.hpp"

namespace palabre::ui {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kFirstLook = 128;    // [pairs]
constexpr std::int64_t kBlocksKept = 4096;  // of each case: about 100 MB with weeks
constexpr int kWorkUnits = 4;               // of a pair: twice compared, twice on the maps

LocalText both(const Message& message) { return {message.in(Lang::en), message.in(Lang::fr)}; }

/// Two sentences in each language.
LocalText advised(LocalText what, TextId then) {
  what.en += "\n" + std::string(text(then, Lang::en));
  what.fr += "\n" + std::string(text(then, Lang::fr));
  return what;
}

/// One of the two cases as the work needs it.
struct Case {
  Scenario scenario;
  std::shared_ptr<const World> world;
  std::shared_ptr<const Results> results;  // perhaps of these very inputs
  std::string digest;
};

/// The maps of a case: those that are there, when they are of the same runs.
class Maps {
 public:
  Maps(const Case& from, std::shared_ptr<const Model> model, std::int64_t seed,
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

std::array<double, kCercleFieldCount> largest_differences(const Results& a, const Results& b) {
  std::array<double, kCercleFieldCount> tops{};
  for (std::size_t f = 0; f < tops.size(); ++f)
    for (std::size_t k = 0; k < std::min(a.maps[f].size(), b.maps[f].size()); ++k)
      tops[f] = std::max(tops[f], std::abs(b.maps[f][k] - a.maps[f][k]));
  return tops;
}

std::shared_ptr<const Model> compiled(const Case& from) {
  return std::make_shared<const Model>(compile(from.scenario, *from.world));
}

using CasesContext = LatestTask<ComparedCases>::TaskContext;

std::shared_ptr<const ComparedCases> compare_cases(const Case& a, const Case& b, std::int64_t pairs,
                                                   int threads, const CasesContext& context) {
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
    out.tops = largest_differences(*out.a, *out.b);
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

std::shared_ptr<const ComparedRun> compare_run(const Case& a, const Case& b,
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

CompareDesk::CompareDesk(std::function<void()> wake, int threads)
    : threads_(threads), cases_(wake), run_(wake) {}

void CompareDesk::pick(ComparePick pick) {
  shown_.pick = std::move(pick);
  a_signature_.clear();  // the same file again is read again
  stopped_key_.clear();
}

void CompareDesk::pick_run(std::int64_t replicate) {
  shown_.replicate =
      std::clamp<std::int64_t>(replicate, 0, std::max<std::int64_t>(shown_.pairs - 1, 0));
}

bool CompareDesk::stop() {
  if (!cases_.asked().running) return false;
  cases_.stop();
  stopped_key_ = key_;
  return true;
}

bool CompareDesk::settled() const { return !cases_.asked().running && !run_.asked().running; }

// Anything that would make another A.
std::string CompareDesk::signature(const CompareInput& input) const {
  switch (shown_.side) {
    case SideA::pinned:
      return fmt::format("pinned {}", pins_);
    case SideA::saved:
      return "saved " + input.file.path.string() + "\n" + input.file.text;
    case SideA::file: {
      const FileStamp stamp = stamp_of(shown_.path);
      return fmt::format("file {}\n{} {} {}", shown_.path.string(), stamp.there, stamp.size,
                         stamp.time.time_since_epoch().count());
    }
    case SideA::automatic:
      break;
  }
  return "none";
}

void CompareDesk::read_a(const CompareInput& input) {
  shown_.a.reset();
  shown_.problem.reset();
  if (shown_.side == SideA::pinned) {
    if (input.pinned)
      shown_.a = CaseA{input.pinned->scenario, input.pinned->world, input.pinned->results};
    else
      shown_.problem = both({TextId::cmp_no_pin, {}});
  } else if (shown_.side == SideA::saved) {
    shown_.a = CaseA{input.file.scenario, input.file.world, nullptr};
  } else if (shown_.side == SideA::file) {
    try {
      ScenarioFile file = load_any(shown_.path, input.load);
      shown_.a = CaseA{std::move(file.scenario), std::move(file.world), nullptr};
    } catch (const ScenarioError& error) {
      shown_.problem = advised({error.in(Lang::en), error.in(Lang::fr)}, TextId::cmp_mend_file);
    } catch (const FileError& error) {
      shown_.problem = advised({error.in(Lang::en), error.in(Lang::fr)}, TextId::cmp_mend_file);
    }
  }
}

void CompareDesk::look(const CompareInput& input) {
  if (input.pinned != pinned_) {
    pinned_ = input.pinned;
    ++pins_;
  }
  SideA side = shown_.pick.side;
  if (side == SideA::automatic)
    side = input.pinned                   ? SideA::pinned
           : input.dirty                  ? SideA::saved
           : input.file.chain.size() >= 2 ? SideA::file
                                          : SideA::automatic;
  // A file that is looked at as it stands is compared with the one it builds on.
  shown_.path = shown_.pick.side == SideA::automatic && side == SideA::file ? input.file.chain[1]
                                                                            : shown_.pick.path;
  shown_.side = side;
  shown_.can_swap = side == SideA::file ? !input.unnamed : shown_.a.has_value();
  bool changed = false;
  if (std::string now = signature(input); now != a_signature_) {
    a_signature_ = std::move(now);
    read_a(input);
    changed = true;
  }
  results_b_ = input.results;
  if (changed || !(b_ == input.draft) || world_b_ != input.file.world) {
    b_ = input.draft;
    world_b_ = input.file.world;
    pair_up(input);
  }
  if (!key_.empty()) ask();
  shown_.cases = cases_.asked();
  shown_.run = run_.asked();
}

void CompareDesk::pair_up(const CompareInput& input) {
  key_.clear();
  shown_.inputs.clear();
  if (shown_.a) {
    const std::string name_a = shown_.side == SideA::file    ? shown_.path.filename().string()
                               : shown_.side == SideA::saved ? input.file.path.filename().string()
                                                             : text_arg(TextId::cmp_pinned);
    const auto why = cannot_pair({name_a, shown_.a->scenario, *shown_.a->world},
                                 {text_arg(TextId::cmp_on_screen), b_, *world_b_});
    shown_.problem.reset();
    if (why)
      shown_.problem =
          advised(both(*why), why->id == TextId::compare_other_weeks ? TextId::cmp_give_weeks
                                                                     : TextId::cmp_give_world);
  }
  if (!shown_.a || shown_.problem) {
    cases_.drop();
    run_.drop();
    return;
  }
  shown_.inputs = differences(shown_.a->scenario, b_);
  shown_.pairs = std::min(shown_.a->scenario.replicates, b_.replicates);
  pick_run(shown_.replicate);
  key_ = scenario_digest(shown_.a->scenario, *shown_.a->world) + " " +
         scenario_digest(b_, *world_b_) + " " + std::to_string(shown_.pairs) + " " +
         std::to_string(shown_.a->scenario.seed);
}

void CompareDesk::ask() {
  const std::string digest_a = key_.substr(0, key_.find(' '));
  const std::string digest_b = key_.substr(digest_a.size() + 1, digest_a.size());
  const std::int64_t pairs = shown_.pairs, replicate = shown_.replicate;
  const int threads = threads_;
  const TaskStatus<ComparedCases> asked = cases_.asked();
  if (key_ != stopped_key_ && (asked.key != key_ || asked.stopped)) {
    const Case a{shown_.a->scenario, shown_.a->world, shown_.a->results, digest_a};
    const Case b{b_, world_b_, results_b_, digest_b};
    cases_.ask(key_, [a, b, pairs, threads](const CasesContext& context) {
      try {
        return compare_cases(a, b, pairs, threads, context);
      } catch (const ScenarioError& error) {
        auto out = std::make_shared<ComparedCases>();
        out->problem = LocalText{error.in(Lang::en), error.in(Lang::fr)};
        return std::shared_ptr<const ComparedCases>(out);
      }
    });
  }
  const std::string run_key = key_ + " run " + std::to_string(replicate);
  if (run_.asked().key == run_key) return;
  const Case a{shown_.a->scenario, shown_.a->world, nullptr, digest_a};
  const Case b{b_, world_b_, nullptr, digest_b};
  run_.ask(run_key, [a, b, replicate](const LatestTask<ComparedRun>::TaskContext&) {
    return compare_run(a, b, replicate);
  });
}

}  // namespace palabre::ui
