#include <nlohmann/json.hpp>
#include <ostream>

#include "sim/cli/commands.hpp"
#include "sim/model/hash.hpp"
#include "sim/model/kernel.hpp"
#include "sim/report/layout.hpp"
#include "sim/report/report.hpp"
#include "sim/run/engine/ensemble.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

/// program_build() is "COMPILER VERSION FLAGS... PATH".
struct Build {
  std::string compiler, flags;
};
Build build_parts() {
  const std::string whole = program_build();
  const std::size_t flags = whole.find(" -");
  const std::size_t path = whole.rfind(' ');
  if (flags == std::string::npos || path <= flags) return {whole.substr(0, path), ""};
  return {whole.substr(0, flags), whole.substr(flags + 1, path - flags - 1)};
}

/// The instruction sets that this program could use here, slowest first.
std::vector<std::string> instruction_paths() {
  std::vector<std::string> names;
  for (const Kernel& kernel : kernels()) names.emplace_back(kernel.name);
  return names;
}

std::string outputs_text() {
  std::string out;
  for (const OutcomeSpec& spec : outcome_specs()) out += fmt::format("{}\n", spec.id);
  for (const StatisticSpec& spec : statistic_specs())
    out += fmt::format("{} {} {}\n", spec.id, int(spec.kind), label(spec.unit));
  for (const SeriesSpec& spec : series_specs())
    out += fmt::format("{} {} {} {} {}\n", spec.id, label(spec.unit), spec.bins,
                       number_text(spec.low), number_text(spec.high));
  for (const StateSpec& spec : state_cercle_specs()) out += fmt::format("{}\n", spec.name);
  for (const StateSpec& spec : state_nation_specs()) out += fmt::format("{}\n", spec.name);
  return out;
}

}  // namespace

std::string tables_digest() { return hex(hash_bytes(params_json(false) + "\n" + outputs_text())); }

int version_command(const VersionArgs& args, std::ostream& out, std::ostream&) {
  const Lang lang = args.output_options.lang;
  const Build build = build_parts();
  if (args.json) {
    const Json json{{"schema", "palabre.version/1"},
                    {"version", program_version()},
                    {"build", program_build()},
                    {"compiler", build.compiler},
                    {"flags", build.flags},
                    {"instruction_paths", instruction_paths()},
                    {"instruction_path", chosen_kernel().name},
                    {"model_digest", tables_digest()}};
    out << json.dump() << '\n';
    return code(ExitStatus::done);
  }
  std::string paths;
  for (const std::string& name : instruction_paths()) paths += (paths.empty() ? "" : ", ") + name;
  out << "palabre " << program_version() << '\n'
      << table_text({{say(TextId::cli_version_build, lang), program_build()},
                     {say(TextId::cli_version_paths, lang), paths},
                     {say(TextId::cli_version_model, lang), tables_digest()}},
                    {true, true});
  return code(ExitStatus::done);
}

}  // namespace palabre
