// The points of [[sweep]] blocks, one after the other, into a journal.

#include <algorithm>
#include <atomic>
#include <charconv>
#include <condition_variable>
#include <cstdlib>
#include <map>
#include <mutex>
#include <ostream>

#include "sim/cli/batch.hpp"
#include "sim/cli/journal.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/sweep_record.hpp"
#include "sim/cli/usage.hpp"
#include "sim/report/layout.hpp"
#include "sim/run/analysis/evaluation.hpp"
#include "sim/run/engine/blocks.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

// --- what is asked -------------------------------------------------------------------------------

/// A variable of the environment as a whole number; nothing when it is none.
std::optional<std::int64_t> number_in_environment(const char* name) {
  const char* words = std::getenv(name);
  if (words == nullptr) return {};
  std::int64_t out = 0;
  const char* end = words + std::string_view(words).size();
  const auto [at, problem] = std::from_chars(words, end, out);
  return at == end && problem == std::errc{} ? std::optional(out) : std::nullopt;
}

/// The part that Slurm gave this task of a job array: its number in order, from the array's
/// lowest on (1 where that is not said).
struct SlurmTask {
  bool is_there = false;
  std::optional<Shard> shard;  // nothing: it tells none
};
SlurmTask slurm_task() {
  if (std::getenv("SLURM_ARRAY_TASK_ID") == nullptr) return {};
  const auto id = number_in_environment("SLURM_ARRAY_TASK_ID");
  const auto count = number_in_environment("SLURM_ARRAY_TASK_COUNT");
  const std::int64_t least = number_in_environment("SLURM_ARRAY_TASK_MIN").value_or(1);
  const std::int64_t step = number_in_environment("SLURM_ARRAY_TASK_STEP").value_or(1);
  if (!id || !count || *count < 1 || *count > std::int64_t(limit(LimitId::shards)) || step < 1 ||
      *id < least || (*id - least) % step != 0 || (*id - least) / step >= *count)
    return {true, {}};
  return {true, Shard{(*id - least) / step + 1, *count}};
}

/// This process's part of a task of its own, where mpirun of Open MPI started several: each runs
/// its points by itself and asks the others nothing, so that one that dies stops none.
/// Nothing: what it tells makes no sense.
std::optional<Shard> rank_of_mpirun() {
  if (std::getenv("OMPI_COMM_WORLD_RANK") == nullptr &&
      std::getenv("OMPI_COMM_WORLD_SIZE") == nullptr)
    return Shard{};
  const auto rank = number_in_environment("OMPI_COMM_WORLD_RANK");
  const auto size = number_in_environment("OMPI_COMM_WORLD_SIZE");
  if (!rank || !size || *rank < 0 || *rank >= *size) return {};
  return Shard{*rank + 1, *size};
}

std::string environment(const char* name) {
  const char* words = std::getenv(name);
  return words == nullptr ? "" : words;
}

/// Ids as the tables have them; what is none goes to `wrong`.
std::vector<std::string> figures_of(const SweepArgs& args, std::vector<std::string>& wrong) {
  const Lang lang = args.output_options.lang;
  std::vector<std::string> out;
  for (const std::string& id : args.about) {
    if (const auto target = find_target(id))
      out.emplace_back(target->id());
    else if (find_statistic(id) != nullptr)
      out.push_back(id);
    else
      wrong.push_back(
          with_nearest(say(TextId::sweep_no_such_figure, lang, id), id, target_names(), lang));
  }
  return out;
}

void check_names(const SweepArgs& args, const Scenario& scenario, std::vector<std::string>& wrong) {
  std::vector<std::string_view> known;
  for (const Sweep& sweep : scenario.sweeps) known.push_back(sweep.name);
  for (const std::string& name : args.only)
    if (std::find(known.begin(), known.end(), name) == known.end())
      wrong.push_back(with_nearest(say(TextId::sweep_no_such, args.output_options.lang, name), name,
                                   known, args.output_options.lang));
}

// --- the work ------------------------------------------------------------------------------------

/// Takes what several threads make, in any order, and hands it on in the order of its numbers.
/// Whoever is too far ahead waits, so that little is kept.
class InOrder {
 public:
  InOrder(std::int64_t window, std::function<void(const std::string&)> write)
      : window_(window), write_(std::move(write)) {}

  /// Waits until number `at` is near enough; false when the work was given up.
  bool wait_for(std::int64_t at) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [&] { return given_up_ || at < next_ + window_; });
    return !given_up_;
  }
  void put(std::int64_t at, std::string line) {
    const std::lock_guard lock(mutex_);
    made_[at] = std::move(line);
    while (!made_.empty() && made_.begin()->first == next_) {
      const std::string first = std::move(made_.begin()->second);
      made_.erase(made_.begin());  // what cannot be written is not tried again, nor what follows
      write_(first);
      ++next_;
    }
    moved_.notify_all();
  }
  /// What is not there yet never comes.
  void give_up() {
    const std::lock_guard lock(mutex_);
    given_up_ = true;
    moved_.notify_all();
  }

 private:
  const std::int64_t window_;
  const std::function<void(const std::string&)> write_;
  std::mutex mutex_;
  std::condition_variable moved_;
  std::map<std::int64_t, std::string> made_;
  std::int64_t next_ = 0;
  bool given_up_ = false;
};

/// A sweep that is being run: its points, and those of them that are this process's.
struct Work {
  const SweepArgs& args;
  const ScenarioFile& file;
  const SweepPlan& plan;
  const std::vector<std::string>& figures;
  Shard shard;

  std::int64_t count() const { return (plan.points() - shard.number + shard.of) / shard.of; }
  std::int64_t point(std::int64_t index) const { return shard.number - 1 + index * shard.of; }
  std::int64_t runs() const {
    std::int64_t out = 0;
    for (std::int64_t k = 0; k < count(); ++k) out += plan.place(point(k)).design->replicates();
    return out;
  }

  /// The line of a point; nothing when it was stopped.
  std::optional<std::string> run(std::int64_t point, int threads) const {
    const SweepPlan::Place place = plan.place(point);
    const Scenario scenario = place.design->at(place.point);
    try {
      auto model = std::make_shared<const Model>(compile(scenario, *file.world));
      Ensemble ensemble(model, scenario.seed);
      if (!ensemble.grow_to(scenario.replicates, threads, args.stop)) return {};
      return point_record(point, plan, *model, *ensemble.results(), figures);
    } catch (const ScenarioError& error) {
      return refused_record(point, plan, *file.world, error);
    }
  }
};

/// Points in a row, each on all threads, or many at once where they are enough; returns how many
/// are in the journal.
std::int64_t run_points(const Work& work, std::int64_t done, Journal& journal,
                        SweepSummary& summary, const Progress& progress) {
  const int threads = threads_used(work.args.threads);
  const std::int64_t left = work.count() - done;
  const bool together = left >= 4 * threads;
  InOrder lines(together ? 4 * threads : 1, [&](const std::string& line) {
    journal.append(line);
    summary.add(summary_of(line).value());
    ++done;
    if (progress) progress(done, work.count());
  });
  const std::int64_t begin = done;
  const auto run_one = [&](int, std::int64_t k) {
    if (!lines.wait_for(k)) return;
    try {
      const auto line = work.run(work.point(begin + k), together ? 1 : threads);
      if (line)
        lines.put(k, *line);
      else
        lines.give_up();
    } catch (...) {
      lines.give_up();
      throw;
    }
  };
  share_out(left, together ? threads : 1, work.args.stop, run_one, [&](int) {
    if (work.args.stop.stop_requested()) lines.give_up();
  });
  return done;
}

/// A line a minute where nobody watches a bar, as in the log of a job.
Progress minutely(std::int64_t already, const OutputOptions& output_options, std::ostream& err) {
  using Clock = std::chrono::steady_clock;
  constexpr std::chrono::minutes kEvery{1};
  return [=, &err, start = Clock::now(), said = Clock::now()](std::int64_t done,
                                                              std::int64_t total) mutable {
    const Clock::time_point now = Clock::now();
    if (now - said < kEvery) return;
    said = now;
    const double spent = std::chrono::duration<double>(now - start).count();  // [s]
    const double left = spent * double(total - done) / double(done - already);
    const Lang lang = output_options.lang;
    err << say(TextId::sweep_progress, lang, count_text(done, lang), count_text(total, lang),
               count_text(std::int64_t(left) + 1, lang))
        << std::endl;
  };
}

void say_begin(const Work& work, std::ostream& err) {
  const Lang lang = work.args.output_options.lang;
  if (work.args.output_options.quiet) return;
  const std::string name = work.file.path.string(), runs = count_text(work.runs(), lang);
  if (work.shard.of == 1)
    err << say(TextId::sweep_begins, lang, name, count_text(work.count(), lang), runs,
               work.args.folder);
  else
    err << say(TextId::sweep_begins_shard, lang, name, work.shard.number, work.shard.of,
               count_text(work.count(), lang), count_text(work.plan.points(), lang), runs,
               work.args.folder);
  err << '\n';
}

ExitStatus run_work(const Work& work, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = work.args.output_options;
  const Lang lang = output_options.lang;
  const fs::path path = fs::path(work.args.folder) / journal_name(work.shard);
  std::int64_t done = 0;
  SweepSummary summary;
  const auto visit = [&](const std::string& line) {
    const std::optional<PointSummary> there = summary_of(line, &work.plan);
    if (!there || done >= work.count() || there->point != work.point(done))
      throw FileError(path.string(), {TextId::journal_damaged, {std::to_string(done + 2)}});
    summary.add(*there);
    ++done;
  };
  Journal journal(path, sweep_head(work.file, work.plan, work.figures),
                  work.args.resume ? Journal::Start::resume : Journal::Start::anew, visit);
  say_begin(work, err);
  const std::string total = count_text(work.count(), lang);
  if (!output_options.quiet && journal.was_cut())
    err << say(TextId::journal_cut, lang, path.string()) << '\n';
  if (!output_options.quiet && done > 0)
    err << say(TextId::sweep_resumed, lang, path.string(), count_text(done, lang), total) << '\n';
  {
    ProgressBar bar(output_options, err, done);
    Progress report = bar.reporter();
    if (!report && !output_options.quiet) report = minutely(done, output_options, err);
    done = run_points(work, done, journal, summary, report);
  }
  journal.sync();
  if (done < work.count()) {
    err << say(TextId::sweep_stopped, lang, count_text(done, lang), total) << '\n';
    return ExitStatus::interrupted;
  }
  if (work.shard.of == 1) write_tables(work.args.folder, work.args.sqlite);
  err << summary.text(lang) << std::flush;
  if (!output_options.quiet)
    out << say(TextId::sweep_done, lang, work.file.path.string(), total, work.args.folder) << '\n';
  return summary.status();
}

ExitStatus sweep(const SweepArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  const Lang lang = output_options.lang;
  const ScenarioFile file = load_with(args.changes, args.file);
  std::vector<std::string> wrong;
  check_names(args, file.scenario, wrong);
  const std::vector<std::string> figures = figures_of(args, wrong);
  const SlurmTask slurm = args.shard ? SlurmTask{} : slurm_task();
  if (slurm.is_there && !slurm.shard)
    wrong.push_back(say(TextId::sweep_bad_slurm, lang, environment("SLURM_ARRAY_TASK_ID"),
                        environment("SLURM_ARRAY_TASK_MIN"),
                        environment("SLURM_ARRAY_TASK_COUNT")));
  const std::optional<Shard> rank = rank_of_mpirun();
  if (!rank)
    wrong.push_back(say(TextId::sweep_bad_rank, lang, environment("OMPI_COMM_WORLD_RANK"),
                        environment("OMPI_COMM_WORLD_SIZE")));
  if (!wrong.empty()) return ExitStatus(usage_error(wrong, "sweep", lang, err));
  say_what_was_read(file, output_options, err);
  if (file.scenario.sweeps.empty()) {
    err << args.file.string() << ": " << say(TextId::sweep_none, lang) << '\n';
    return ExitStatus::nothing_to_test;
  }
  compile(file.scenario, *file.world);  // what only shows between fields
  const SweepPlan plan(file.scenario, args.only, args.changes.replicates);
  std::error_code error;
  fs::create_directory(args.folder, error);
  if (error) throw FileError(args.folder, {TextId::cli_cannot_write, {error_arg(error)}});
  const Shard task = args.shard.value_or(slurm.shard.value_or(Shard{}));
  const Shard shard{(task.number - 1) * rank->of + rank->number, task.of * rank->of};
  return run_work({args, file, plan, figures, shard}, out, err);
}

}  // namespace

int sweep_command(const SweepArgs& args, std::ostream& out, std::ostream& err) {
  return code(guarded(args.output_options, err, [&] { return sweep(args, out, err); }));
}

}  // namespace palabre
