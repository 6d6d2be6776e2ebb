// The flags of commands that run in parts.

#include <algorithm>
#include <charconv>
#include <climits>

#include "sim/cli/batch.hpp"
#include "sim/cli/calibrate.hpp"
#include "sim/cli/flags.hpp"
#include "sim/tables/calibration_targets.hpp"
#include "sim/tables/limits.hpp"

namespace palabre {

void define_merge(Flags& flags, MergeArgs& args) {
  flags.files(args.files, "PART", 1, INT_MAX, TextId::help_merge_parts, TextId::batch_no_parts);
  const CLI::Option* json = flags.json(args.json);
  const CLI::Option* csv = flags.flag("--csv", args.csv, TextId::help_csv);
  flags.csv_style(args.csv_style, csv);
  flags.flag("--series", args.series, TextId::help_series);
  flags.flag("--cercles", args.cercles, TextId::help_cercles);
  const CLI::Option* sums = flags.text("--sums", args.sums, TextId::help_merge_sums, "FILE");
  flags.text("-o,--output", args.output, TextId::help_merge_output, "FILE|DIR");
  flags.flag("--sqlite", args.sqlite, TextId::help_sweep_sqlite);
  flags.flag("--allow-outside", args.changes.allow_outside, TextId::help_allow_outside);
  flags.check([&flags, &args] {
    if (args.series && !args.json && !args.csv)
      flags.understood().wrong(TextId::cli_needs, "--series", "--json, --csv");
    if (args.cercles && !args.json)
      flags.understood().wrong(TextId::cli_needs, "--cercles", "--json");
    if (args.sums == "-") flags.understood().wrong(TextId::batch_sums_need_file);
  });
  flags.exclude(csv, json);
  for (const CLI::Option* other : {csv, json}) flags.exclude(sums, other);
}

namespace {

/// "2/4"
std::optional<Shard> shard_of(const std::string& words) {
  Shard out;
  const std::size_t slash = words.find('/');
  if (slash == words.npos) return {};
  const char* begin = words.data();
  const char* end = begin + words.size();
  const auto number = std::from_chars(begin, begin + slash, out.number);
  const auto of = std::from_chars(begin + slash + 1, end, out.of);
  const bool is_sound = number.ec == std::errc{} && number.ptr == begin + slash &&
                        of.ec == std::errc{} && of.ptr == end && out.number >= 1 &&
                        out.number <= out.of && out.of <= std::int64_t(limit(LimitId::shards));
  return is_sound ? std::optional(out) : std::nullopt;
}

}  // namespace

void define_sweep(Flags& flags, SweepArgs& args) {
  flags.file(args.file, true, TextId::help_sweep_file);
  flags.changes(args.changes);
  flags.threads(args.threads);
  flags.text("-o,--output", args.folder, TextId::help_sweep_output, "DIR");
  flags.flag("--resume", args.resume, TextId::help_sweep_resume);
  const CLI::Option* shard =
      flags.text("--shard", args.shard_words, TextId::help_sweep_shard, "I/K");
  flags.list("--only", args.only, TextId::help_sweep_only, "NAME");
  flags.list("--about", args.about, TextId::help_sweep_about, "ID");
  flags.flag("--sqlite", args.sqlite, TextId::help_sweep_sqlite);
  flags.check([&flags, &args, shard] {
    if (args.folder.empty()) flags.understood().wrong(TextId::sweep_no_output);
    if (shard->count() == 0 || args.shard_words.empty()) return;
    args.shard = shard_of(args.shard_words);
    if (!args.shard)
      flags.understood().wrong(TextId::sweep_bad_shard, args.shard_words, limit(LimitId::shards));
  });
}

void define_calibrate(Flags& flags, CalibrateArgs& args) {
  constexpr std::int64_t kMost = 10'000'000;
  flags.file(args.file, true, TextId::help_calibrate_file);
  flags.path("--worlds", args.worlds, TextId::help_calibrate_worlds);
  flags.number("--draws", args.draws, std::int64_t{1}, kMost, TextId::help_calibrate_draws);
  flags.number("--keep", args.keep, std::int64_t{1}, kMost, TextId::help_calibrate_keep);
  flags.list("--without", args.without, TextId::help_calibrate_without, "TARGET");
  flags.report(args);
  flags.check([&flags, &args] {
    Understood& understood = flags.understood();
    std::vector<std::string_view> known;
    for (const CalibrationTargetSpec& target : calibration_target_specs())
      known.push_back(target.id);
    for (const std::string& id : args.without)
      if (std::find(known.begin(), known.end(), id) == known.end())
        understood.errors.push_back(with_nearest(say(TextId::cal_no_target, understood.lang, id),
                                                 id, known, understood.lang));
    if (!args.worlds.empty()) return;
    if (!args.without.empty()) understood.wrong(TextId::cal_needs_worlds, "--without");
    if (args.draws) understood.wrong(TextId::cal_needs_worlds, "--draws");
    if (args.keep) understood.wrong(TextId::cal_needs_worlds, "--keep");
  });
}

}  // namespace palabre
