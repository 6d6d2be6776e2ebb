#include "sim/cli/merge_journals.hpp"

#include <algorithm>
#include <memory>
#include <ostream>
#include <queue>

#include "sim/cli/journal.hpp"
#include "sim/cli/merge_sums.hpp"
#include "sim/cli/sweep_record.hpp"
#include "sim/report/layout.hpp"
#include "sim/report/report.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& path, TextId what, std::vector<std::string> args = {}) {
  throw Unmergeable(path.string(), {what, std::move(args)});
}

/// A journal and the line in it that comes next.
class JournalPart {
 public:
  explicit JournalPart(const fs::path& path) : reader_(path) {
    if (!reader_.next(head_)) palabre::refuse(path, TextId::batch_no_journal);
  }
  const std::string& head() const { return head_; }
  const std::string& line() const { return line_; }
  std::int64_t point() const { return summary_.point; }
  const PointSummary& summary() const { return summary_; }
  const fs::path& path() const { return reader_.path(); }
  /// False at the end. The points of a journal ascend.
  bool next() {
    const std::int64_t before = summary_.point;
    if (!reader_.next(line_)) return false;
    const std::optional<PointSummary> there = summary_of(line_);
    if (!there || there->point <= before) reader_.fail(reader_.line());
    summary_ = *there;
    return true;
  }

 private:
  JournalReader reader_;
  std::string head_, line_;
  PointSummary summary_;
};

struct Later {
  bool operator()(const JournalPart* a, const JournalPart* b) const {
    return a->point() > b->point();
  }
};

/// The sources by the point that comes next, the lowest first.
class JournalParts {
 public:
  explicit JournalParts(const std::vector<std::unique_ptr<JournalPart>>& all) {
    for (const auto& source : all) add(source.get());
  }
  /// Hands each point's line on, once; says how many there are and which is the first that is
  /// missing.
  template <class Take>
  void visit(std::int64_t points, const Take& take) {
    for (std::int64_t point = 0; point < points; ++point) {
      if (queue_.empty() || queue_.top()->point() != point) {
        if (missing_++ == 0) first_missing_ = point;
        continue;
      }
      JournalPart* source = pop();
      take(*source);
      while (!queue_.empty() && queue_.top()->point() == point) {
        JournalPart* again = pop();
        if (again->line() != source->line())
          refuse(again->path(), TextId::batch_other_point,
                 {std::to_string(point), source->path().string()});
        add(again);
      }
      add(source);
    }
    if (!queue_.empty())  // a point beyond the last
      refuse(queue_.top()->path(), TextId::batch_no_journal);
  }
  std::int64_t missing() const { return missing_; }
  std::int64_t first_missing() const { return first_missing_; }

 private:
  void add(JournalPart* source) {
    if (source->next()) queue_.push(source);
  }
  JournalPart* pop() {
    JournalPart* source = queue_.top();
    queue_.pop();
    return source;
  }

  std::priority_queue<JournalPart*, std::vector<JournalPart*>, Later> queue_;
  std::int64_t missing_ = 0, first_missing_ = 0;
};

std::vector<std::unique_ptr<JournalPart>> parts_in(const std::vector<fs::path>& folders) {
  std::vector<std::unique_ptr<JournalPart>> out;
  for (const fs::path& folder : folders) {
    const std::vector<fs::path> journals = journals_in(folder);
    if (journals.empty()) refuse(folder, TextId::batch_no_journal);
    for (const fs::path& path : journals) {
      out.push_back(std::make_unique<JournalPart>(path));
      if (out.back()->head() != out.front()->head())
        refuse(path, TextId::batch_other_sweep, {out.front()->path().string()});
    }
  }
  return out;
}

}  // namespace

ExitStatus merge_journals(const MergeArgs& args, std::ostream& out, std::ostream& err) {
  const Lang lang = args.output_options.lang;
  const auto all = parts_in(args.files);
  const JournalPart& first = *all.front();
  const SweepForms forms = forms_of_head(first.head());
  if (is_newer_schema(forms.there, forms.here))
    refuse(first.path(), TextId::cli_newer_file, {forms.there, forms.here});
  const std::optional<std::int64_t> points = points_of_head(first.head());
  if (!points) refuse(first.path(), TextId::batch_no_journal);

  std::error_code error;
  fs::create_directory(args.output, error);
  if (error) throw FileError(args.output, {TextId::cli_cannot_write, {error_arg(error)}});
  WholeFile journal(fs::path(args.output) / journal_name({}));
  journal.write(first.head() + "\n");
  SweepSummary summary;
  JournalParts sources(all);
  sources.visit(*points, [&](const JournalPart& source) {
    journal.write(source.line() + "\n");
    summary.add(source.summary());
  });
  if (sources.missing() > 0)
    refuse(args.files.front(), TextId::batch_points_missing,
           {count_text(sources.missing(), lang), count_text(*points, lang),
            std::to_string(sources.first_missing())});
  journal.commit();
  write_tables(args.output, args.sqlite);
  err << summary.text(lang);
  if (!args.output_options.quiet)
    out << say(TextId::batch_journals_merged, lang, count_text(*points, lang),
               count_text(std::ssize(all), lang), args.output)
        << '\n';
  return summary.status();
}

}  // namespace palabre
