// [[pact]], [[expect]] and [[sweep]].

#include <algorithm>
#include <cmath>

#include "sim/scenario/near_names.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/old_names.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

// The blocks of a name that are tables; complains of everything else.
std::vector<const Node*> blocks(Reader& reader, const Node& root, const std::string& name,
                                LimitId most) {
  std::vector<const Node*> out;
  const Node* node = root.find(name);
  if (!node) return out;
  if (node->kind != Node::Kind::array) {
    reader.complain(node->begin, name, {TextId::files_needs_blocks, {}},
                    Message{TextId::files_write, {"[[" + name + "]]"}});
    return out;
  }
  if (reader.is_too_many(*node, name, node->items.size(), most)) return out;
  for (const Node& item : node->items) {
    if (reader.is_hopeless()) break;
    if (item.is_table())
      out.push_back(&item);
    else
      reader.complain(item.begin, name, {TextId::files_needs_blocks, {}},
                      Message{TextId::files_write, {"[[" + name + "]]"}});
  }
  return out;
}

const Node* required(Reader& reader, const Node& block, std::string_view prefix,
                     std::string_view name) {
  const Node* node = block.find(name);
  if (!node)
    reader.complain(block.begin, std::string(prefix).append(name), {TextId::files_missing, {}});
  return node;
}

// --- [[expect]] ----------------------------------------------------------------------------------

bool is_statistic(std::string_view name) {
  if (name.substr(0, 8) == "outcome.") return find_outcome(name.substr(8));
  return find_statistic(name);
}

bool is_share(std::string_view name) {
  const StatisticSpec* row = find_statistic(name);
  return !row || row->kind == StatisticKind::Share;
}

/// The name of an outcome or a statistic; empty when there is none, which is complained of.
std::string read_figure(Reader& reader, const Node& node, const std::string& key) {
  const auto name = reader.text(node, key);
  if (!name || is_statistic(*name)) return name.value_or("");
  if (const std::string_view now = figure_now(*name); !now.empty()) {
    reader.reading().note(reader.layer(), node.begin, key,
                          {TextId::files_former_figure, {*name, std::string(now)}});
    return std::string(now);
  }
  std::vector<std::string> outcomes;
  for (const OutcomeSpec& row : outcome_specs())
    outcomes.push_back(std::string("outcome.").append(row.id));
  std::vector<std::string_view> names(outcomes.begin(), outcomes.end());
  for (const StatisticSpec& row : statistic_specs()) names.push_back(row.id);
  reader.complain(node.begin, key, {TextId::files_no_such_statistic, {*name}}, meant(*name, names));
  return {};
}

void read_statistic(Reader& reader, const Node& block, Expectation& expectation) {
  const Node* node = required(reader, block, "expect.", "statistic");
  if (node) expectation.statistic = read_figure(reader, *node, "expect.statistic");
}

void read_bounds(Reader& reader, const Node& block, Expectation& expectation) {
  const bool share = !expectation.statistic.empty() && is_share(expectation.statistic);
  const auto bound = [&](std::string_view name, std::optional<double>& out) {
    const Node* node = block.find(name);
    const std::string key = std::string("expect.").append(name);
    if (node)
      out = share ? reader.number(*node, key, 0.0, 1.0, Unit::Share) : reader.finite(*node, key);
    return node;
  };
  const Node* low = bound("at_least", expectation.at_least);
  const Node* high = bound("at_most", expectation.at_most);
  if (expectation.at_least && expectation.at_most && *expectation.at_least > *expectation.at_most)
    reader.complain(high->begin, "expect.at_most", {TextId::files_bounds_crossed, {}});
  if (!low && !high)
    reader.complain(block.begin, "expect", {TextId::files_expects_nothing, {}},
                    Message{TextId::files_expect_absolute, {}});
}

void read_comparison(Reader& reader, const Node& block, const Node& other,
                     Expectation& expectation) {
  expectation.compared_to = reader.text(other, "expect.compared_to").value_or("");
  const std::filesystem::path folder = reader.path().parent_path();
  if (!expectation.compared_to.empty()) {
    std::error_code ignored;
    if (!reader.reading().options.allow_outside && leads_out(folder, expectation.compared_to))
      reader.complain(other.begin, "expect.compared_to",
                      {TextId::files_leads_out, {expectation.compared_to}},
                      Message{TextId::files_allow_outside, {}});
    else if (!std::filesystem::is_regular_file(folder / expectation.compared_to, ignored))
      reader.complain(other.begin, "expect.compared_to",
                      {TextId::files_not_found, {(folder / expectation.compared_to).string()}},
                      near_name(folder / expectation.compared_to));
  }
  const auto margin = [&](std::string_view name, std::optional<double>& out, double min) {
    const Node* node = block.find(name);
    if (!node) return;
    const std::string key = std::string("expect.").append(name);
    out = reader.finite(*node, key);
    if (out && *out < min)
      reader.complain(node->begin, key, {TextId::files_negative, {number_text(*out)}});
  };
  const double anything = -INFINITY;
  margin("higher_by", expectation.higher_by, anything);
  margin("lower_by", expectation.lower_by, anything);
  margin("same_within", expectation.same_within, 0.0);
  if (const Node* lower = block.find("lower_by"); lower && block.find("higher_by"))
    reader.complain(lower->key_begin, "expect.lower_by", {TextId::files_higher_and_lower, {}});
  if (!block.find("higher_by") && !block.find("lower_by") && !block.find("same_within"))
    reader.complain(block.begin, "expect", {TextId::files_expects_nothing, {}},
                    Message{TextId::files_expect_paired, {}});
}

Expectation read_expectation(Reader& reader, const Node& block) {
  constexpr auto kKnown =
      std::to_array<std::string_view>({"statistic", "at_least", "at_most", "compared_to",
                                       "higher_by", "lower_by", "same_within", "why", "claim"});
  reader.check_keys(block, "expect.", kKnown);
  Expectation expectation;
  expectation.line = block.begin.line;
  read_statistic(reader, block, expectation);
  const Node* other = block.find("compared_to");
  if (other) read_comparison(reader, block, *other, expectation);
  if (!other) read_bounds(reader, block, expectation);
  const auto foreign = [&](std::initializer_list<std::string_view> names, TextId why) {
    for (std::string_view name : names)
      if (const Node* node = block.find(name))
        reader.complain(node->key_begin, std::string("expect.").append(name), {why, {}});
  };
  if (other)
    foreign({"at_least", "at_most"}, TextId::files_only_absolute);
  else
    foreign({"higher_by", "lower_by", "same_within"}, TextId::files_only_paired);
  if (const Node* why = block.find("why"))
    expectation.why = reader.text(*why, "expect.why").value_or("");
  if (const Node* claim = block.find("claim"))
    expectation.claim = reader.claim_name(*claim, "expect.claim").value_or("");
  return expectation;
}

// --- [[pact]] ------------------------------------------------------------------------------------

PlacedPact read_pact(Reader& reader, const Node& block) {
  constexpr auto kKnown =
      std::to_array<std::string_view>({"cercle", "date", "approved", "social_rules",
                                       "prisoners_released", "hunters_armed", "army_post_leaves"});
  reader.check_keys(block, "pact.", kKnown);
  PlacedPact pact;
  if (const Node* cercle = required(reader, block, "pact.", "cercle"))
    pact.cercle = reader.text(*cercle, "pact.cercle").value_or("");
  if (const Node* date = required(reader, block, "pact.", "date"))
    pact.date = reader.day(*date, "pact.date").value_or(Date::never());
  const auto flag = [&](std::string_view name, std::optional<bool>& out) {
    if (const Node* node = block.find(name))
      out = reader.flag(*node, std::string("pact.").append(name));
  };
  flag("approved", pact.approved);
  flag("prisoners_released", pact.prisoners_released);
  flag("hunters_armed", pact.hunters_armed);
  flag("army_post_leaves", pact.army_post_leaves);
  if (const Node* rules = block.find("social_rules"))
    pact.social_rules = reader.number(*rules, "pact.social_rules", 0.0, 1.0, Unit::Index);
  return pact;
}

}  // namespace

std::string read_about(Reader& reader, const Node& root) {
  const Node* node = root.find("about");
  return node ? read_figure(reader, *node, "about") : std::string();
}

std::vector<Expectation> read_expectations(Reader& reader, const Node& root) {
  std::vector<Expectation> out;
  for (const Node* block : blocks(reader, root, "expect", LimitId::expectations))
    if (!reader.is_hopeless()) out.push_back(read_expectation(reader, *block));
  return out;
}

void read_pacts(Reader& reader, const Node& root) {
  if (!root.find("pact")) return;  // a file that names pacts replaces those of its base
  Reading& reading = reader.reading();
  reading.scenario.pacts.clear();
  reading.pact_origins.clear();
  for (const Node* block : blocks(reader, root, "pact", LimitId::pacts)) {
    reading.scenario.pacts.push_back(read_pact(reader, *block));
    const auto origin = [&](std::string_view name) {
      const Node* node = block->find(name);
      return Origin{reader.layer(), node ? node->begin : block->begin};
    };
    reading.pact_origins.push_back({origin("cercle"), origin("date")});
  }
}

}  // namespace palabre
