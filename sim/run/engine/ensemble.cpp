#include "sim/run/engine/ensemble.hpp"

#include <cassert>
#include <deque>
#include <utility>

#include "sim/model/hash.hpp"
#include "sim/run/engine/accumulator.hpp"
#include "sim/run/engine/blocks.hpp"

namespace palabre {
namespace {

constexpr std::string_view kSumsMark = "palabre sums\n";
constexpr int kSumsVersion = 2;
constexpr std::size_t kDigestDigits = 32;

/// What decides which numbers the sums of a model hold, in which order and unit.
std::string layout_of(const Model& model) {
  std::string out = std::to_string(model.weeks) + ' ' + std::to_string(model.cercle_count);
  const auto add = [&out](std::string_view id, double number) {
    out += '\n' + std::string(id) + ' ' + std::to_string(number);
  };
  for (const OutcomeSpec& spec : outcome_specs()) add(spec.id, 0.0);
  for (const StatisticSpec& spec : statistic_specs()) add(spec.id, double(spec.kind));
  for (const SeriesSpec& spec : series_specs()) {
    add(spec.id, spec.bins);
    add("from", spec.low);
    add("to", spec.high);
  }
  for (const CercleFieldSpec& spec : cercle_field_specs()) add(spec.id, spec.bits);
  for (const StateSpec& spec : state_cercle_specs()) add(spec.name, 0.0);
  for (const StateSpec& spec : state_nation_specs()) add(spec.name, 0.0);
  return hex(hash_bytes(out));
}

}  // namespace

const Statistic* Results::find(StatisticId id) const {
  for (const Statistic& s : statistics)
    if (s.id == id) return &s;
  return nullptr;
}

struct Ensemble::Impl {
  std::shared_ptr<const Model> model;
  std::int64_t seed = 0, first = 0;
  Accumulator total;
  std::deque<Accumulator> spare = {};  // one a further thread, empty between calls
  std::shared_ptr<Recording> recording = {};

  void add_block(Accumulator& to, const BlockTask& task) const {
    if (!recording || task.first() % kBlockLanes != 0 || task.index() >= recording->room())
      return to.run_block(task.request);
    BlockRecord record;
    to.run_block(task.request, {.record = &record});
    recording->keep(task.index(), std::move(record));
  }
};

namespace {

/// Adds blocks to the sums of an ensemble: those of the first thread to the whole.
template <class Impl>
struct IntoEnsemble {
  Impl& ensemble;
  std::size_t made = 0;

  Accumulator* make() {
    if (made++ == 0) return &ensemble.total;
    if (ensemble.spare.size() + 1 < made) ensemble.spare.push_back(ensemble.total.beside());
    return &ensemble.spare[made - 2];
  }
  void add(Accumulator* to, const BlockTask& task) const { ensemble.add_block(*to, task); }
  void settle(Accumulator* sums) const { sums->add_bins(); }
  void merge(Accumulator* to, Accumulator* from) const {
    *to += *from;
    from->clear();
  }
};

}  // namespace

Ensemble::Ensemble(std::shared_ptr<const Model> model, std::int64_t seed, std::int64_t first)
    : impl_(std::make_unique<Impl>(Impl{model, seed, first, Accumulator(model)})) {}
Ensemble::~Ensemble() = default;
Ensemble::Ensemble(Ensemble&&) noexcept = default;
Ensemble& Ensemble::operator=(Ensemble&&) noexcept = default;

void Ensemble::record_into(std::shared_ptr<Recording> recording) {
  assert(!recording || recording->seed() == impl_->seed);
  impl_->recording = std::move(recording);
}

std::int64_t Ensemble::size() const { return impl_->total.replicates(); }
std::int64_t Ensemble::seed() const { return impl_->seed; }
std::int64_t Ensemble::first() const { return impl_->first; }

bool Ensemble::grow_to(std::int64_t replicates, int threads, std::stop_token stop,
                       const Progress& progress) {
  const std::int64_t begin = size();
  RunControl control{threads, std::move(stop), {}};
  if (progress)
    control.progress = [&](std::int64_t done, std::int64_t) { progress(begin + done, replicates); };
  IntoEnsemble<Impl> collector{*impl_};
  // After a stop, what is there is a prefix, and its digest is that of an ensemble of that size.
  for_each_block(*impl_->model, {impl_->seed, impl_->first + begin, replicates - begin}, control,
                 collector);
  return size() >= replicates;
}

std::shared_ptr<const Results> Ensemble::results(Manifest manifest) const {
  manifest.seed = impl_->seed;
  manifest.version = program_version();
  manifest.build = program_build();
  return impl_->total.results(std::move(manifest));
}

std::string Ensemble::sums() const {
  SumsArchive archive;
  int version = kSumsVersion;
  archive.number(version);
  archive.number(impl_->seed);
  archive.number(impl_->first);
  impl_->total.exchange(archive);
  std::string bytes(kSumsMark);
  bytes += layout_of(*impl_->model) + impl_->model->scenario_digest + archive.written();
  return bytes + hex(hash_bytes(bytes));
}

Ensemble Ensemble::from_sums(std::shared_ptr<const Model> model, std::string_view bytes) {
  if (!bytes.starts_with(kSumsMark)) throw SumsError(SumsFault::not_sums);
  if (bytes.size() < kSumsMark.size() + 3 * kDigestDigits) throw SumsError(SumsFault::damaged);
  const std::string_view signed_bytes = bytes.substr(0, bytes.size() - kDigestDigits);
  if (hex(hash_bytes(signed_bytes)) != bytes.substr(signed_bytes.size()))
    throw SumsError(SumsFault::damaged);
  const std::string_view digests = signed_bytes.substr(kSumsMark.size(), 2 * kDigestDigits);
  if (digests != layout_of(*model) + model->scenario_digest)
    throw SumsError(SumsFault::other_inputs);
  SumsArchive archive(signed_bytes.substr(kSumsMark.size() + 2 * kDigestDigits));
  int version = 0;
  archive.number(version);
  if (version != kSumsVersion) throw SumsError(SumsFault::version);
  Ensemble out(std::move(model), 0, 0);
  archive.number(out.impl_->seed);
  archive.number(out.impl_->first);
  out.impl_->total.exchange(archive);
  archive.end();
  return out;
}

void Ensemble::append(Ensemble next) {
  if (next.impl_->model->scenario_digest != impl_->model->scenario_digest || next.seed() != seed())
    throw SumsError(SumsFault::other_inputs);
  if (next.first() != first() + size()) throw SumsError(SumsFault::not_adjacent);
  impl_->total += next.impl_->total;
}

Manifest manifest_of(const Scenario& scenario) {
  Manifest m;
  m.title_en = scenario.title.in(Lang::en);
  m.title_fr = scenario.title.in(Lang::fr);
  m.start = to_string(Date::from(scenario.start));
  m.not_modelled = scenario.not_modelled;
  m.weeks = scenario.weeks;
  return m;
}

std::shared_ptr<const Results> run(const Scenario& scenario, const World& world, int threads,
                                   std::stop_token stop, const Progress& progress) {
  Ensemble ensemble(std::make_shared<const Model>(compile(scenario, world)), scenario.seed);
  ensemble.grow_to(scenario.replicates, threads, std::move(stop), progress);
  return ensemble.results(manifest_of(scenario));
}

std::string program_version() { return PALABRE_VERSION; }

std::string program_build() {
#if defined(__clang__)
  const std::string compiler = "clang++ " __clang_version__;
#else
  const std::string compiler = "g++ " __VERSION__;
#endif
  return compiler + " " PALABRE_FLAGS + " " + chosen_kernel().name;
}

}  // namespace palabre
