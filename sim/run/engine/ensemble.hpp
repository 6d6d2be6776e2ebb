// The experiment: replicates of one model over threads, added up exactly.

#pragma once

#include <cstdint>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

#include "sim/model/compile.hpp"
#include "sim/run/engine/control.hpp"
#include "sim/run/engine/recording.hpp"
#include "sim/run/engine/results.hpp"

namespace palabre {

/// A growing ensemble: replicates 0..n-1 of one model and seed. Adding replicates never changes
/// those already there, so that bands narrow and never jump. The same bits for any number of
/// threads and any way of cutting the work.
class Ensemble {
 public:
  /// @param first  number of the first replicate (0; a shard begins later)
  Ensemble(std::shared_ptr<const Model> model, std::int64_t seed, std::int64_t first = 0);
  ~Ensemble();
  Ensemble(Ensemble&&) noexcept;
  Ensemble& operator=(Ensemble&&) noexcept;

  /// Runs until `replicates` are there, or a stop is asked for (then whole blocks are kept).
  /// threads: see threads_used(). Returns false when stopped early.
  bool grow_to(std::int64_t replicates, int threads, std::stop_token stop = {},
               const Progress& progress = {});
  std::int64_t size() const;
  /// From now on whole blocks are kept there too, as far as it has room, so that pairing need not
  /// run them again. Of the same model and seed, from replicate 0; null: no more.
  void record_into(std::shared_ptr<Recording> recording);
  /// What the replicates so far say. `manifest` gives titles, start and notes; counts, seed, digest
  /// of inputs and build are filled in here.
  std::shared_ptr<const Results> results(Manifest manifest = {}) const;

  std::int64_t seed() const;
  /// Number of the first replicate.
  std::int64_t first() const;
  /// The exact sums of these replicates as bytes, with which they are of what inputs. Ensembles of
  /// the same replicates, however they came together, give the same bytes.
  std::string sums() const;
  /// An ensemble from such bytes. Throws SumsError when they are not whole, or not of this model
  /// and these tables.
  static Ensemble from_sums(std::shared_ptr<const Model> model, std::string_view bytes);
  /// Adds the replicates that follow on its own, which `next` holds. Throws SumsError when they are
  /// of other inputs or do not follow on.
  void append(Ensemble next);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// The manifest of a scenario: title, start, weeks, what is not modelled.
Manifest manifest_of(const Scenario& scenario);

/// Compiles and runs a whole scenario: the ordinary way.
std::shared_ptr<const Results> run(const Scenario& scenario, const World& world, int threads = 0,
                                   std::stop_token stop = {}, const Progress& progress = {});

/// "0.1.0"
std::string program_version();
/// Compiler, flags and instruction path: "g++ 12.2.0 -O3 avx2".
std::string program_build();

}  // namespace palabre
