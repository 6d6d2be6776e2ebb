#include "sim/cli/merge_sums.hpp"

#include <algorithm>
#include <ostream>

#include "sim/cli/sums_file.hpp"
#include "sim/model/hash.hpp"
#include "sim/report/number_words.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

struct Part {
  std::filesystem::path path;
  SumsHead head;

  std::int64_t end() const { return head.first + head.replicates; }
};

[[noreturn]] void refuse(const Part& part, TextId what, std::vector<std::string> args = {}) {
  throw Unmergeable(part.path.string(), {what, std::move(args)});
}

/// The parts in the order of their replicates.
std::vector<Part> parts_of(const MergeArgs& args) {
  std::vector<Part> out;
  for (const std::filesystem::path& path : args.files) out.push_back({path, read_sums(path).head});
  for (const Part& part : out) {
    if (part.head.tables != tables_digest()) refuse(part, TextId::batch_other_model);
    if (part.head.inputs != out.front().head.inputs)
      refuse(part, TextId::batch_other_inputs, {out.front().path.string()});
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Part& a, const Part& b) { return a.head.first < b.head.first; });
  return out;
}

/// Each begins where the one before it ends. Results are those of replicates from 0 on.
void require_adjacent(const std::vector<Part>& parts, bool from_zero) {
  std::int64_t at = from_zero ? 0 : parts.front().head.first;
  for (std::size_t k = 0; k < parts.size(); ++k) {
    const Part& part = parts[k];
    if (part.head.first > at)
      refuse(part, TextId::batch_gap, {std::to_string(at), std::to_string(part.head.first - 1)});
    if (part.head.first < at)
      refuse(part, TextId::batch_overlap,
             {std::to_string(part.head.first), parts[k - 1].path.string()});
    at = part.end();
  }
}

/// The case that a part holds, in its world.
ScenarioFile case_of(const Part& part, bool allow_outside) {
  return parse_scenario(part.head.text, part.head.beside,
                        {.allow_outside = allow_outside, .scenarios_folder = {}, .weeks = {}});
}

Ensemble sums_of(const Part& part, const std::shared_ptr<const Model>& model) {
  try {
    Ensemble out = Ensemble::from_sums(model, read_sums(part.path).sums);
    if (out.first() != part.head.first || out.size() != part.head.replicates)
      throw FileError(part.path.string(), {TextId::batch_damaged, {}});
    return out;
  } catch (const SumsError& error) {
    if (error.fault() == SumsFault::other_inputs) refuse(part, TextId::batch_other_model);
    throw FileError(part.path.string(), {TextId::batch_damaged, {}});
  }
}

std::shared_ptr<const Results> results_of(const Ensemble& ensemble, const ScenarioFile& file) {
  Results out = *ensemble.results(manifest_of(file.scenario));
  Scenario whole = file.scenario;
  whole.replicates = int(ensemble.size());
  out.manifest.scenario_digest = scenario_digest(whole, *file.world);
  return std::make_shared<const Results>(std::move(out));
}

ExitStatus write_sums(const MergeArgs& args, const std::vector<Part>& parts,
                      const ScenarioFile& file, const std::shared_ptr<const Model>& model,
                      const Ensemble& ensemble, std::ostream& out) {
  const OutputOptions& output_options = args.output_options;
  ScenarioFile named = file;
  named.path = parts.front().head.file;
  write_file(args.sums, sums_bytes(named, parts.front().head.beside, model, ensemble), false);
  if (!output_options.quiet)
    out << say(TextId::batch_merged, output_options.lang, parts.size(), ensemble.first(),
               ensemble.first() + ensemble.size() - 1, args.sums, ensemble.results()->digest)
        << '\n';
  return ExitStatus::done;
}

}  // namespace

ExitStatus merge_sums(const MergeArgs& args, std::ostream& out, std::ostream& err) {
  if (!args.sums.empty()) {
    if (is_one_of(args.sums, args.files))
      return refuse_output(args.sums, "--sums", args.output_options, err);
    require_writable(args.sums);
  }
  const std::vector<Part> parts = parts_of(args);
  require_adjacent(parts, args.sums.empty());
  const Part& first = parts.front();
  if (const auto most = std::int64_t(limit(LimitId::merged));
      parts.back().end() - first.head.first > most)
    refuse(first, TextId::batch_too_many,
           {std::to_string(parts.back().end() - first.head.first), std::to_string(most)});

  const ScenarioFile file = case_of(first, args.changes.allow_outside);
  const auto model = model_of_any_count(file.scenario, *file.world);
  if (model->scenario_digest != first.head.inputs) refuse(first, TextId::batch_other_world);
  const std::string print = model_print(model, file.scenario.seed);
  for (const Part& part : parts)
    if (part.head.model != print) refuse(part, TextId::batch_other_model);

  Ensemble all = sums_of(first, model);
  for (std::size_t k = 1; k < parts.size(); ++k) {
    if (args.stop.stop_requested()) return ExitStatus::interrupted;
    all.append(sums_of(parts[k], model));
  }
  if (!args.sums.empty()) return write_sums(args, parts, file, model, all, out);
  return print_results(*results_of(all, file), first.head.file, file, args, true, out, err);
}

}  // namespace palabre
