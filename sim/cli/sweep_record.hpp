// What a sweep writes: the head of its journal, a line for each point, and tables of all points.

#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/batch.hpp"
#include "sim/model/model.hpp"
#include "sim/platform/files.hpp"
#include "sim/run/analysis/sweep_design.hpp"
#include "sim/run/engine/results.hpp"

namespace palabre {

using OrderedJson = nlohmann::ordered_json;

/// "journal.jsonl"; of one part of several "journal-2-of-4.jsonl".
std::string journal_name(const Shard& shard);
/// The journals in a folder, by name.
std::vector<std::filesystem::path> journals_in(const std::filesystem::path& folder);

/// The first object of every journal of a sweep, whole or a part: what was asked, of which inputs
/// and which model. `figures`: ids of outcomes and statistics; none: all.
std::string sweep_head(const ScenarioFile& file, const SweepPlan& plan,
                       const std::vector<std::string>& figures);
/// Points that such a head speaks of; nothing when it is none.
std::optional<std::int64_t> points_of_head(std::string_view line);
/// What such a line calls its form, and what this program does.
struct SweepForms {
  std::string there, here;
};
SweepForms forms_of_head(std::string_view line);

/// The line of a point, as an object.
std::string point_record(std::int64_t point, const SweepPlan& plan, const Model& model,
                         const Results& results, const std::vector<std::string>& figures);
/// Of a point whose values exclude each other.
std::string refused_record(std::int64_t point, const SweepPlan& plan, const World& world,
                           const ScenarioError& why);

/// What matters of a line without its figures.
struct PointSummary {
  std::int64_t point = -1, failed = 0;
  std::string refused;  // why; empty: it was run
};
/// Nothing when it is no such line, or of other values than the plan has there.
std::optional<PointSummary> summary_of(const std::string& line, const SweepPlan* plan = nullptr);

/// What of all points is worth saying at the end.
struct SweepSummary {
  std::int64_t refused = 0, first_refused = 0, failed = 0, failed_points = 0;
  std::string why;  // the first was refused

  void add(const PointSummary& point);
  /// Sentences, a line each, and the status that they mean.
  std::string text(Lang lang) const;
  ExitStatus status() const;
};

/// One row of the long table: an input, an outcome or a statistic of a point.
struct SweepCell {
  std::string_view kind;
  std::string id;
  std::optional<double> value, low, high;
  std::string text;  // of an input that is no number; why a point was refused
  std::string basis, unit;
};
/// The rows of a point.
std::vector<SweepCell> cells_of(const OrderedJson& record);

/// Writes points.csv, what its columns are, and if asked for points.sqlite, from the journal of a
/// whole sweep in the folder: each whole or not at all. Throws FileError.
void write_tables(const std::filesystem::path& folder, bool sqlite);
/// The database by itself (sweep_sqlite.cpp).
void write_sqlite(const std::filesystem::path& journal, const std::filesystem::path& path);

/// A file that is written beside and takes its place when it is whole.
class WholeFile {
 public:
  explicit WholeFile(std::filesystem::path path);
  ~WholeFile();
  WholeFile(const WholeFile&) = delete;
  WholeFile& operator=(const WholeFile&) = delete;

  /// Where it is written until then.
  const std::filesystem::path& beside() const { return beside_; }
  void write(std::string_view bytes);
  /// To the disk, and in its place. Throws FileError.
  void commit();

 private:
  [[noreturn]] void fail(const platform::FileFault& fault) const;

  std::filesystem::path path_, beside_;
  std::string pending_;
  std::optional<platform::OpenFile> file_;  // until it has its place
};

}  // namespace palabre
