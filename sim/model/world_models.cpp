#include "sim/model/world_models.hpp"

#include <array>
#include <string_view>

#include "sim/model/compile.hpp"

namespace palabre {

WorldModels::WorldModels(const Scenario& scenario, const World& world)
    : scenario_(scenario), table_(world.worlds_of(scenario.switches)) {
  scenario_.title = scenario_.summary = scenario_.question = scenario_.notes = {};
  scenario_.not_modelled.clear();
  scenario_.sources.clear();
  scenario_.expectations.clear();
  scenario_.sweeps.clear();
  scenario_.switches.assumptions = int(AssumptionsChoice::set);
  world_.name = world.name;
  world_.cercles = world.cercles;
  world_.borders = world.borders;
  world_.neighbours = world.neighbours;
  world_.regions = world.regions;
  world_.region_of = world.region_of;
  for (std::size_t k = 0; k < table_->keys.size(); ++k)
    if (number_at(scenario_, table_->keys[k]) == initial_number(table_->keys[k])) own_.push_back(k);
}

std::vector<std::string_view> WorldModels::keys() const {
  std::vector<std::string_view> out;
  for (const std::size_t k : own_) out.emplace_back(table_->keys[k]);
  return out;
}

Scenario WorldModels::scenario_of(std::int64_t block) const {
  Scenario out = scenario_;
  const std::int64_t row = block % table_->size();
  const std::span<const double> values = table_->of(row);
  for (const std::size_t k : own_) set_number(out, table_->keys[k], values[k]);
  // A share that the scenario sets may leave no room for the world's other one.
  constexpr std::array kShares{std::string_view("territory.state_share"),
                               std::string_view("territory.jihadist_share")};
  if (number_at(out, kShares[0]) + number_at(out, kShares[1]) > constants::kShareSumMax)
    for (const std::string_view key : kShares) set_number(out, key, number_at(scenario_, key));
  return out;
}

Model WorldModels::of(std::int64_t block) const {
  return compile(scenario_of(block), world_, Digest::none);
}

BlockModel::BlockModel(const Model& model, std::int64_t block) : model_(&model) {
  if (model.worlds) own_ = model.worlds->of(block);
}

}  // namespace palabre
