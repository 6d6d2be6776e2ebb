#include "ui/work/policy_answer.hpp"

#include <atomic>

#include "sim/run/explain/number_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre::ui {
namespace {

constexpr int kFirstWorlds = 40, kFirstReplicates = 16;

std::shared_ptr<AnalysisAnswer> begun(const std::shared_ptr<const AnalysisQuestion>& question) {
  auto out = std::make_shared<AnalysisAnswer>();
  out->question = question;
  return out;
}

std::vector<std::string> names_of(const AnalysisQuestion& q, Lang lang) {
  std::vector<std::string> out;
  for (const JudgedCase& one : q.cases) out.push_back(one.name.in(lang));
  return out;
}

}  // namespace

std::shared_ptr<const AnalysisAnswer> robust_answer(
    const std::shared_ptr<const AnalysisQuestion>& question, int worlds, int threads,
    const Analyst::TaskContext& context) {
  const AnalysisQuestion& q = *question;
  const Goal goal = *find_goal(q.target.id());
  std::vector<Scenario> cases;
  for (const JudgedCase& one : q.cases) cases.push_back(one.scenario);
  const auto study = [&](int drawn, int replicates, const Progress& progress) {
    RobustOptions options;
    options.worlds = drawn;
    options.replicates = replicates;
    options.threads = threads;
    options.stop = context.stop;
    options.progress = progress;
    return study_robustness(cases, q.cases.front().world, goal, options);
  };
  context.progress(0, q.size.runs());
  if (auto first = study(std::min(worlds, kFirstWorlds), kFirstReplicates, {})) {
    auto part = begun(question);
    part->points_done = std::size_t(first->worlds * first->replicates) * cases.size();
    part->robust = std::make_shared<const RobustnessStudy>(std::move(*first));
    context.part(part);
  }
  auto out = begun(question);
  auto whole = study(worlds, kRobustReplicates, context.progress);
  if (context.stop.stop_requested()) return nullptr;
  out->points_done = std::size_t(q.size.points);
  if (whole)
    out->robust = std::make_shared<const RobustnessStudy>(std::move(*whole));
  else
    out->undefined = TextId::ans_no_world;
  return out;
}

std::shared_ptr<const AnalysisAnswer> needs_answer(
    const std::shared_ptr<const AnalysisQuestion>& question, int replicates, int worlds,
    int threads, const Analyst::TaskContext& context) {
  const AnalysisQuestion& q = *question;
  NeedsOptions options;
  options.replicates = replicates;
  options.worlds = worlds;
  options.threads = threads;
  options.stop = context.stop;
  std::atomic<std::int64_t> done = 0;  // any thread of the runs says how far it is
  options.progress = [&](std::int64_t now, std::int64_t) {
    done = now;
    context.progress(now, q.size.runs());
  };
  options.first = [&](const NeedsStudy& ranked) {
    auto part = begun(question);
    part->present = ranked.present.with;
    part->points_done = std::size_t(done.load());
    part->needs = std::make_shared<const NeedsStudy>(ranked);
    if (worlds > 0) context.part(part);
  };
  context.progress(0, q.size.runs());
  auto made = study_needs(q.scenario, q.world, q.target, options);
  if (!made) return nullptr;
  auto out = begun(question);
  out->points_done = std::size_t(q.size.points);
  out->present = made->present.with;
  out->needs = std::make_shared<const NeedsStudy>(std::move(*made));
  return out;
}

std::string conclusion_of(const AnalysisAnswer& answer, Lang lang) {
  if (answer.robust) return robustness_text(*answer.robust, names_of(*answer.question, lang), lang);
  if (answer.needs) return needs_text(*answer.needs, lang);
  return {};
}

}  // namespace palabre::ui
