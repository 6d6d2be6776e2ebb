// An ensemble over plausible worlds: which model each block of replicates runs.

#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/model/model.hpp"
#include "sim/scenario/plausible_worlds.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/world.hpp"

namespace palabre {

/// Block b stands in world b modulo their number, whatever the scenario: two scenarios meet block
/// by block in the same world. Values of the scenario that differ from the model's default hold in
/// every world; the others are the world's.
class WorldModels {
 public:
  /// @param world  has plausible worlds
  WorldModels(const Scenario& scenario, const World& world);
  std::int64_t size() const { return table_->size(); }
  /// What the worlds have values of their own for: what the scenario leaves at the default.
  std::vector<std::string_view> keys() const;
  /// The model of the replicates 8 `block` to 8 `block` + 7.
  Model of(std::int64_t block) const;
  /// Its assumptions.
  Scenario scenario_of(std::int64_t block) const;

 private:
  Scenario scenario_;
  World world_;  // without what only maps and digests need
  std::shared_ptr<const PlausibleWorlds> table_;
  std::vector<std::size_t> own_;  // columns of the table that hold: the scenario has the default
};

/// The model that a block runs: that of its world, or the one model of all.
class BlockModel {
 public:
  BlockModel(const Model& model, std::int64_t block);
  const Model& operator*() const { return own_ ? *own_ : *model_; }
  const Model* get() const { return own_ ? &*own_ : model_; }

 private:
  const Model* model_;
  std::optional<Model> own_;
};

}  // namespace palabre
