#include "sim/scenario/differences.hpp"

#include <algorithm>
#include <cmath>

#include "sim/scenario/input.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

LocalText local(TextId id) {
  return {std::string(text(id, Lang::en)), std::string(text(id, Lang::fr))};
}

bool same(const std::optional<Value>& a, const std::optional<Value>& b) {
  const double* x = a ? std::get_if<double>(&*a) : nullptr;
  const double* y = b ? std::get_if<double>(&*b) : nullptr;
  return a == b || (x != nullptr && y != nullptr && std::isnan(*x) && std::isnan(*y));
}

/// A pact as its block in the file says it.
std::string pact_text(const PlacedPact& pact) {
  std::string out = pact.cercle + " " + to_string(pact.date);
  const auto flag = [&](const char* name, const std::optional<bool>& value) {
    if (value) out += std::string(", ") + name + " = " + (*value ? "true" : "false");
  };
  flag("approved", pact.approved);
  flag("prisoners_released", pact.prisoners_released);
  flag("hunters_armed", pact.hunters_armed);
  flag("army_post_leaves", pact.army_post_leaves);
  if (pact.social_rules) out += ", social_rules = " + number_text(*pact.social_rules);
  return out;
}

std::vector<std::string> pact_texts(const Scenario& scenario) {
  std::vector<std::string> out;
  for (const PlacedPact& pact : scenario.pacts) out.push_back(pact_text(pact));
  return out;
}

void add_pacts(const Scenario& a, const Scenario& b, std::vector<InputDifference>& out) {
  if (a.pacts == b.pacts) return;
  const LocalText label = local(TextId::compare_pact);
  std::vector<std::string> only_a = pact_texts(a), only_b;
  for (const std::string& pact : pact_texts(b)) {
    const auto twin = std::find(only_a.begin(), only_a.end(), pact);
    if (twin == only_a.end())
      only_b.push_back(pact);
    else
      only_a.erase(twin);
  }
  for (const std::string& pact : only_a) out.push_back({"pact", label, Unit::Choice, pact, {}});
  for (const std::string& pact : only_b) out.push_back({"pact", label, Unit::Choice, {}, pact});
  if (only_a.empty() && only_b.empty())  // the same in another order, which may matter on one day
    out.push_back({"pact", local(TextId::compare_pact_order), Unit::Choice, {}, {}});
}

}  // namespace

KeyDescribed described(std::string_view key) {
  const auto input = InputRef::find(key);
  return input ? KeyDescribed{input->label(), input->unit()} : KeyDescribed{};
}

std::vector<InputDifference> differences(const Scenario& a, const Scenario& b) {
  std::vector<InputDifference> out;
  const auto add = [&](const std::string& key, const KeyDescribed& d, std::optional<Value> x,
                       std::optional<Value> y) {
    if (!same(x, y)) out.push_back({key, d.label, d.unit, std::move(x), std::move(y)});
  };
  add("start", {local(TextId::compare_start), Unit::Day}, Date::from(a.start), Date::from(b.start));
  const auto displaced = [](const Scenario& s) {
    return s.displaced > 0.0 ? std::optional<Value>(s.displaced) : std::nullopt;
  };
  add("displaced", {local(TextId::compare_displaced), Unit::Persons}, displaced(a), displaced(b));
  add("weeks", {local(TextId::compare_weeks), Unit::Weeks}, double(a.weeks), double(b.weeks));
  // Seeds are longer than a double holds.
  add("seed", {local(TextId::compare_seed), Unit::Count}, std::to_string(a.seed),
      std::to_string(b.seed));
  add("replicates", {local(TextId::compare_replicates), Unit::Count}, double(a.replicates),
      double(b.replicates));
  add("world", {local(TextId::compare_world), Unit::Choice}, a.world, b.world);
  for (const InputRef& input : all_inputs())
    add(input.key(), {input.label(), input.unit()}, input.get(a), input.get(b));
  add_pacts(a, b, out);
  return out;
}

std::optional<Message> cannot_pair(const NamedCase& a, const NamedCase& b) {
  if (a.scenario.weeks != b.scenario.weeks)
    return Message{
        TextId::compare_other_weeks,
        {a.name, std::to_string(a.scenario.weeks), b.name, std::to_string(b.scenario.weeks)}};
  if (a.world.bytes != b.world.bytes) return Message{TextId::compare_other_world, {a.name, b.name}};
  return {};
}

}  // namespace palabre
