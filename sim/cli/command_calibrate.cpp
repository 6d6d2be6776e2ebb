// The model against its calibration targets, and the settings that these do not rule out.

#include <algorithm>
#include <cmath>
#include <memory>
#include <ostream>

#include "sim/cli/analysis.hpp"
#include "sim/cli/answer_text.hpp"
#include "sim/cli/calibrate.hpp"
#include "sim/cli/journal.hpp"
#include "sim/cli/progress.hpp"
#include "sim/cli/usage.hpp"
#include "sim/model/compile.hpp"
#include "sim/model/hash.hpp"
#include "sim/report/number_words.hpp"
#include "sim/run/analysis/history_matching.hpp"
#include "sim/run/explain/number_text.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

constexpr int kReportReplicates = 400, kMatchReplicates = 32;
constexpr std::int64_t kPiece = 512;  // draws between two lines of the journal

/// In the unit of the target, with as many digits as tell it.
std::string value_of(double x, Lang lang) {
  if (!std::isfinite(x)) return "-";  // nobody died, say
  const double size = std::abs(x);
  return size >= 100.0 ? count_text(std::int64_t(std::lround(x)), lang)
                       : fixed_text(x, size >= 10.0 ? 1 : 3, lang);
}

std::string band(const CalibrationTargetSpec& target, Lang lang) {
  const auto number = [&](double x) { return value_of(x, lang); };
  if (std::isinf(target.low)) return say(TextId::cal_at_most, lang, number(target.high));
  if (std::isinf(target.high)) return say(TextId::cal_at_least, lang, number(target.low));
  return say(TextId::cal_between, lang, number(target.low), number(target.high));
}

Report targets_report(const TargetValues& values, const ScenarioFile& file, int replicates,
                      Lang lang) {
  Report out(lang, "palabre.calibration/1");
  out.head(file.path.string(), file.scenario, scenario_digest(file.scenario, *file.world));
  out.data["replicates"] = replicates;
  out.blank();
  out.say(TextId::cal_replicates, replicates);
  out.blank();
  Table table{.name = "targets",
              .heads = {say(TextId::cal_target, lang), say(TextId::cal_value, lang),
                        say(TextId::cal_wanted, lang), say(TextId::cal_distance, lang)},
              .by_id = true};
  for (std::size_t k = 0; k < values.size(); ++k) {
    const CalibrationTargetSpec& target = calibration_target_specs()[k];
    const double distance = implausibility(target, values[k]);
    Json data{{"value", values[k].value}, {"error", values[k].error}};
    if (std::isfinite(target.low)) data["low"] = target.low;
    if (std::isfinite(target.high)) data["high"] = target.high;
    data["spread"] = target.spread;
    data["distance"] = distance;
    data["unit"] = unit_text(target.unit, Lang::en);
    table.add({target.label.in(lang), value_of(values[k].value, lang), band(target, lang),
               std::isfinite(distance) ? fixed_text(distance, 1, lang) : std::string("-")},
              std::move(data), std::string(target.id));
  }
  out.add(std::move(table));
  out.blank();
  out.say(TextId::cal_note, kPlausible);
  return out;
}

// --- the journal ---------------------------------------------------------------------------------

/// What was done before: kept draws, and how far it came.
struct Matches {
  std::int64_t done = 0;
  std::vector<Matched> kept;

  void add(const MatchedPiece& piece, std::int64_t now_done) {
    done = now_done;
    kept.insert(kept.end(), piece.kept.begin(), piece.kept.end());
  }
};

IgnoredTargets ignored_of(const CalibrateArgs& args) {
  IgnoredTargets out;
  for (std::size_t k = 0; k < out.size(); ++k)
    out[k] = std::find(args.without.begin(), args.without.end(),
                       calibration_target_specs()[k].id) != args.without.end();
  return out;
}

std::string journal_head(const MatchingDesign& design, const ScenarioFile& file, int replicates,
                         const IgnoredTargets& ignored) {
  std::string of = scenario_digest(file.scenario, *file.world);
  for (const std::string& key : design.keys()) {
    of += '\n' + key;
    if (const ParamSpec* spec = find_param(key))
      of += ' ' + number_text(spec->low) + ' ' + number_text(spec->high);
  }
  for (const CalibrationTargetSpec& t : calibration_target_specs())
    of +=
        '\n' + std::string(t.id) + number_text(t.low) + number_text(t.high) + number_text(t.spread);
  if (ignored.any()) of += '\n' + ignored.to_string();
  return Json{{"journal", "palabre calibrate"},
              {"draws", design.size()},
              {"replicates", replicates},
              {"of", hex(hash_bytes(of))}}
      .dump();
}

/// A piece of draws as a line, and back. Throws Json::exception.
std::string line_of(const MatchedPiece& piece, std::int64_t done) {
  Json kept = Json::array();
  for (const Matched& one : piece.kept) kept.push_back(Json::array({one.draw, one.worst}));
  return Json{{"done", done}, {"kept", std::move(kept)}}.dump();
}
void add_line(const std::string& line, Matches& to) {
  const Json json = Json::parse(line);
  MatchedPiece piece;
  for (const Json& one : json.at("kept")) {
    Matched& matched = piece.kept.emplace_back();
    one.at(0).get_to(matched.draw);
    one.at(1).get_to(matched.worst);
  }
  to.add(piece, json.at("done").get<std::int64_t>());
}

/// Opens the journal and reads what it holds; nothing when it is of another calibration.
std::unique_ptr<Journal> journal_of(const fs::path& part, const std::string& head,
                                    Matches& so_far) {
  try {
    return std::make_unique<Journal>(part, head, Journal::Start::resume,
                                     [&](const std::string& line) { add_line(line, so_far); });
  } catch (const FileError& error) {
    if (error.message().id != TextId::journal_other) throw;
    return {};
  }
}

ExitStatus match_worlds(const CalibrateArgs& args, const ScenarioFile& file, std::ostream& out,
                        std::ostream& err) {
  const Lang lang = args.output_options.lang;
  const int replicates = args.changes.replicates.value_or(kMatchReplicates);
  const MatchingDesign design(args.draws.value_or(kCalibrateDraws));
  const IgnoredTargets ignored = ignored_of(args);
  const fs::path part = args.worlds.string() + ".part";
  const auto say_resumed = [&](std::int64_t done) {
    err << say(TextId::cal_resumed, lang, count_text(done, lang), count_text(design.size(), lang),
               part.string())
        << '\n';
  };
  Matches so_far;
  {
    const auto journal = journal_of(part, journal_head(design, file, replicates, ignored), so_far);
    if (!journal)
      return ExitStatus(
          usage_error({say(TextId::cal_other, lang, part.string())}, "calibrate", lang, err));
    if (so_far.done > 0) say_resumed(so_far.done);
    ProgressBar bar(args.output_options, err, so_far.done);
    const Progress report = bar.reporter();
    const CalibrationOptions options{replicates, kCalibrationSeed, 0.0, ignored, args.stop};
    while (so_far.done < design.size()) {
      const std::int64_t count = std::min(kPiece, design.size() - so_far.done);
      const MatchedPiece piece =
          match(design, file.scenario, *file.world, so_far.done, count, options, args.threads);
      if (!piece.whole) return ExitStatus::interrupted;
      so_far.add(piece, so_far.done + count);
      journal->append(line_of(piece, so_far.done));
      if (report) report(so_far.done, design.size());
    }
  }
  const auto all = std::int64_t(so_far.kept.size());
  if (all == 0) {
    out << say(TextId::cal_none, lang, count_text(design.size(), lang)) << '\n';
    return ExitStatus::difference;
  }
  so_far.kept.resize(std::size_t(std::min<std::int64_t>(all, args.keep.value_or(kCalibrateKeep))));
  write_file(args.worlds, plausible_worlds_text(worlds_of(design, so_far.kept)), false);
  fs::remove(part);
  out << say(TextId::cal_kept, lang, count_text(all, lang), count_text(design.size(), lang),
             count_text(std::int64_t(so_far.kept.size()), lang), args.worlds.string())
      << '\n';
  return ExitStatus::done;
}

ExitStatus calibrate(const CalibrateArgs& args, std::ostream& out, std::ostream& err) {
  const OutputOptions& output_options = args.output_options;
  ScenarioFile file = load_case(args.changes, args.file);
  if (is_one_of(args.output, file.chain))
    return refuse_output(args.output, "-o", output_options, err);
  if (!args.worlds.empty() && is_one_of(args.worlds.string(), file.chain))
    return refuse_output(args.worlds.string(), "--worlds", output_options, err);
  say_what_was_read(file, output_options, err);
  file.scenario.switches.assumptions = int(AssumptionsChoice::set);
  compile(file.scenario, *file.world);  // what only shows between fields
  if (!args.worlds.empty()) {
    require_writable(args.worlds);
    return match_worlds(args, file, out, err);
  }
  const int replicates = args.changes.replicates.value_or(kReportReplicates);
  const auto values = measure_targets(file.scenario, *file.world,
                                      {replicates, kCalibrationSeed, kNoCut, {}, args.stop});
  if (!values) return ExitStatus::interrupted;
  print_report(targets_report(*values, file, replicates, output_options.lang), args.json,
               output_options, args.output, out);
  return ExitStatus::done;
}

}  // namespace

int calibrate_command(const CalibrateArgs& args, std::ostream& out, std::ostream& err) {
  const ExitStatus status = printed_to(args.output, {args.file}, args.output_options, out, err,
                                       [&](std::ostream& to) { return calibrate(args, to, err); });
  // What was drawn is kept; a report alone leaves nothing behind.
  const Lang lang = args.output_options.lang;
  if (status == ExitStatus::interrupted && !args.worlds.empty()) {
    if (!args.output_options.quiet)
      err << say(TextId::cli_error, lang,
                 say(TextId::cal_interrupted, lang, args.worlds.string() + ".part"))
          << '\n';
    return code(status);
  }
  return ended(status, args.output_options, err);
}

}  // namespace palabre
