// One input of a scenario, found by its key once: what it is called, where it comes from, how it is
// read and set. Whoever holds one asks no table again.

#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "sim/scenario/scenario.hpp"

namespace palabre {

class InputRef {
 public:
  /// Nothing when there is no such key. "talks.mediator", "levers.french_withdrawal",
  /// "issues.territory.weight_state", "switches.NAME".
  static std::optional<InputRef> find(std::string_view key);

  std::string key() const;
  const ParamSpec* param() const { return row<const ParamSpec*>(); }           // null: it is none
  const LeverSpec* lever() const { return row<const LeverSpec*>(); }           // null: it is none
  const SwitchSpec* model_switch() const { return row<const SwitchSpec*>(); }  // null: it is none
  LocalText label() const;
  Unit unit() const;
  /// Of an issue there are none: null.
  const Claims* claims() const;

  /// Nothing for a cell of an issue that a parameter gives.
  std::optional<Value> get(const Scenario& scenario) const;
  /// Why it is refused; nothing: it is set. A mediator brings the values of its preset with it.
  std::optional<Refusal> set(Scenario& scenario, const Value& value) const;
  /// The same without a look at the start, which may not be known yet.
  std::optional<Refusal> assign(Scenario& scenario, const Value& value) const;

 private:
  struct IssueCell {
    int issue;
    const IssueFieldSpec* field;
  };
  using Row = std::variant<const ParamSpec*, const LeverSpec*, const SwitchSpec*, IssueCell>;

  explicit InputRef(Row row) : row_(row) {}
  static std::optional<IssueCell> find_cell(std::string_view name);
  template <class Spec>
  Spec row() const {
    const Spec* found = std::get_if<Spec>(&row_);
    return found ? *found : nullptr;
  }
  friend std::vector<InputRef> make_inputs();

  Row row_;
};

/// All that can be set, in the order of scenario_keys().
const std::vector<InputRef>& all_inputs();

}  // namespace palabre
