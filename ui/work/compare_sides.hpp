// Which two cases the view Compare sets side by side. Reads files; runs nothing.

#pragma once

#include <memory>
#include <string>

#include "ui/work/autosave.hpp"
#include "ui/work/compare.hpp"
#include "ui/work/ensemble_task.hpp"

namespace palabre::ui {

/// What the comparison depends on.
struct CompareInput {
  const ScenarioFile& file;
  const Scenario& draft;
  const ScenarioFile* reference;  // what the case is based on; null: it cannot be read
  bool dirty, unnamed;
  const std::shared_ptr<const Reference>& pinned;
  const LoadOptions& load;
};

class CompareSides {
 public:
  void pick(ComparePick pick);
  void pick_run(std::int64_t replicate);
  /// Takes in what has changed. Call each frame in which the view is seen; costs nothing when all
  /// is the same.
  void look(const CompareInput& input);
  /// Of both cases as they stand; none: they cannot be paired.
  const CaseKey& key() const { return key_; }
  CompareCase a() const;
  /// "the pinned case", or the title of A.
  LocalText name_of_a() const;
  CompareCase b() const { return {b_, world_b_, nullptr, digest_b_}; }
  const CompareShown& shown() const { return shown_; }
  CompareShown& shown() { return shown_; }

 private:
  static bool is_based_on_another(const CompareInput& input);
  void read_a(const CompareInput& input);
  void pair_up(const CompareInput& input);
  std::string signature(const CompareInput& input) const;

  CompareShown shown_;
  std::string a_signature_;  // of what A was read from
  std::shared_ptr<const Reference> pinned_;
  int pins_ = 0;
  Scenario b_;
  std::shared_ptr<const World> world_b_;
  std::string digest_b_;
  CaseKey key_;
};

}  // namespace palabre::ui
