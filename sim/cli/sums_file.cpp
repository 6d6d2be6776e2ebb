#include "sim/cli/sums_file.hpp"

#include <cassert>
#include <nlohmann/json.hpp>

#include "sim/cli/commands.hpp"
#include "sim/cli/foreign_json.hpp"
#include "sim/model/hash.hpp"
#include "sim/report/report.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr std::string_view kMark = "palabre sums of replicates, format ";
constexpr int kFormatOfSums = 1;
constexpr std::size_t kCheckDigits = 32;

/// The case as a file that stands on no other: all that a run depends on, and what is said with its
/// results.
std::string case_text(const Scenario& scenario) {
  Scenario shown = scenario;
  shown.summary = shown.question = shown.notes = {};
  shown.about.clear();
  shown.sources.clear();
  shown.expectations.clear();
  shown.sweeps.clear();
  shown.replicates = Scenario{}.replicates;  // those of the part are said beside it
  ScenarioFile empty;
  empty.path = "case.toml";
  return patched_text(empty, shown);
}

[[noreturn]] void refuse(const std::filesystem::path& path, TextId what,
                         std::vector<std::string> args = {}) {
  throw FileError(path.string(), {what, std::move(args)});
}

}  // namespace

std::shared_ptr<const Model> model_of_any_count(Scenario scenario, const World& world) {
  scenario.replicates = 0;
  return std::make_shared<const Model>(compile(scenario, world));
}

std::string model_print(const std::shared_ptr<const Model>& model, std::int64_t seed) {
  Ensemble first(model, seed);
  first.grow_to(kBlockLanes, 1);
  return hex(hash_bytes(first.sums()));
}

std::string sums_bytes(const ScenarioFile& file, const std::filesystem::path& beside,
                       const std::shared_ptr<const Model>& model, const Ensemble& ensemble) {
  const Json head{{"version", program_version()},
                  {"inputs", model->scenario_digest},
                  {"tables", tables_digest()},
                  {"model", model_print(model, ensemble.seed())},
                  {"first", ensemble.first()},
                  {"replicates", ensemble.size()},
                  {"file", file.path.string()},
                  {"beside", std::filesystem::absolute(beside).lexically_normal().string()},
                  {"case", case_text(file.scenario)}};
  std::string out(kMark);
  out += std::to_string(kFormatOfSums) + "\n" +
         head.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n" + ensemble.sums();
  return out + hex(hash_bytes(out));
}

SumsFile read_sums(const std::filesystem::path& path) {
  std::string bytes = read_file(path, limit(LimitId::sums_kib) << 10);
  if (!bytes.starts_with(kMark)) refuse(path, TextId::batch_not_sums);
  if (bytes.size() < kMark.size() + kCheckDigits) refuse(path, TextId::batch_damaged);
  const std::string check = bytes.substr(bytes.size() - kCheckDigits);
  bytes.resize(bytes.size() - kCheckDigits);
  if (hex(hash_bytes(bytes)) != check) refuse(path, TextId::batch_damaged);
  const std::size_t first_end = bytes.find('\n');
  const std::string format = bytes.substr(kMark.size(), first_end - kMark.size());
  if (format != std::to_string(kFormatOfSums))
    refuse(path, TextId::batch_version, {format, std::to_string(kFormatOfSums)});
  const std::size_t head_end = bytes.find('\n', first_end + 1);
  if (head_end == bytes.npos) refuse(path, TextId::batch_damaged);
  SumsFile out;
  const auto parsed =
      foreign_json(std::string_view(bytes).substr(first_end + 1, head_end - first_end - 1));
  if (!parsed) refuse(path, TextId::batch_damaged);
  try {
    const Json& head = *parsed;
    head.at("inputs").get_to(out.head.inputs);
    head.at("tables").get_to(out.head.tables);
    head.at("model").get_to(out.head.model);
    head.at("first").get_to(out.head.first);
    head.at("replicates").get_to(out.head.replicates);
    head.at("file").get_to(out.head.file);
    head.at("beside").get_to(out.head.beside);
    head.at("case").get_to(out.head.text);
  } catch (const Json::exception&) {
    refuse(path, TextId::batch_damaged);
  }
  const auto most = std::int64_t(limit(LimitId::merged));
  if (out.head.first < 0 || out.head.replicates < 1 || out.head.first > most ||
      out.head.replicates > most - out.head.first)
    refuse(path, TextId::batch_damaged);
  out.sums = bytes.substr(head_end + 1);
  return out;
}

}  // namespace palabre
