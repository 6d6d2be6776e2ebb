// [[sweep]]: kept as the author wrote it, checked as far as one can without running it.

#include <algorithm>

#include "sim/scenario/reader.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

constexpr auto kSweepMethods =
    std::to_array<std::string_view>({"grid", "list", "latin_hypercube", "sobol", "morris"});

bool lists_values(SweepMethod method) {
  return method == SweepMethod::grid || method == SweepMethod::list;
}

void read_method(Reader& reader, const Node& block, Sweep& sweep) {
  const Node* node = block.find("method");
  if (!node) {
    reader.complain(block.begin, "sweep.method", {TextId::files_missing, {}},
                    Message{TextId::files_choices, {"grid, list, latin_hypercube, sobol, morris"}});
    return;
  }
  const auto name = reader.text(*node, "sweep.method");
  if (!name) return;
  const auto at = std::find(kSweepMethods.begin(), kSweepMethods.end(), *name);
  if (at == kSweepMethods.end())
    reader.complain(node->begin, "sweep.method", {TextId::files_no_such_choice, {*name}},
                    Message{TextId::files_choices, {"grid, list, latin_hypercube, sobol, morris"}});
  else
    sweep.method = SweepMethod(at - kSweepMethods.begin());
}

// Checks every value as the file's own key would be; dates as well, for the start is known here.
void read_listed(Reader& reader, const Node& list, const std::string& shown,
                 SweepVariable& variable) {
  if (list.items.empty()) reader.complain(list.begin, shown, {TextId::files_list_empty, {}});
  if (reader.is_too_many(list, shown, list.items.size(), LimitId::sweep_values)) return;
  Scenario scratch = reader.reading().scenario;
  for (const Node& item : list.items) {
    if (reader.is_hopeless()) return;
    auto refusal = assign(scratch, variable.key, item);
    if (!refusal && item.kind == Node::Kind::date)
      refusal = refuse_before_start(item.date, scratch.start);
    if (refusal) {
      reader.complain(item.begin, shown, std::move(refusal->what), std::move(refusal->hint));
      continue;
    }
    const Value value = *get_value(scratch, variable.key);
    if (const Date* date = std::get_if<Date>(&value))
      variable.values.emplace_back(to_string(*date));
    else if (const bool* flag = std::get_if<bool>(&value))
      variable.values.emplace_back(*flag);
    else if (const double* number = std::get_if<double>(&value))
      variable.values.emplace_back(*number);
    else
      variable.values.emplace_back(std::get<std::string>(value));
  }
}

void read_range(Reader& reader, const Node& list, const std::string& shown,
                SweepVariable& variable) {
  const auto present = get_value(reader.reading().scenario, variable.key);
  if (!std::holds_alternative<double>(*present)) {
    reader.complain(list.begin, shown, {TextId::files_sweep_needs_number, {}},
                    Message{TextId::files_sweep_use_grid, {}});
    return;
  }
  if (list.items.size() != 2) {
    reader.complain(list.begin, shown, {TextId::files_sweep_needs_range, {}});
    return;
  }
  read_listed(reader, list, shown, variable);
  if (variable.values.size() == 2 &&
      !(std::get<double>(variable.values[0]) < std::get<double>(variable.values[1])))
    reader.complain(list.begin, shown, {TextId::files_sweep_needs_range, {}});
}

void read_vary(Reader& reader, const Node& vary, Sweep& sweep) {
  if (!reader.is_table(vary, "sweep.vary")) return;
  if (vary.entries.empty())
    reader.complain(vary.begin, "sweep.vary", {TextId::files_list_empty, {}});
  for (const auto& [key, node] : vary.entries) {
    if (reader.is_hopeless()) return;
    const std::string shown = "sweep.vary." + key;
    if (!get_value(reader.reading().scenario, key)) {
      Refusal refusal = refuse_key(key);
      if (node.is_table() && !node.entries.empty())
        reader.complain(
            node.key_begin, shown, {TextId::files_key_unquoted, {}},
            Message{TextId::files_write_quoted, {key + "." + node.entries.front().key}});
      else
        reader.complain(node.key_begin, shown, std::move(refusal.what), std::move(refusal.hint));
      continue;
    }
    if (!reader.is_list(node, shown)) continue;
    SweepVariable variable{key, {}};
    if (lists_values(sweep.method))
      read_listed(reader, node, shown, variable);
    else
      read_range(reader, node, shown, variable);
    sweep.vary.push_back(std::move(variable));
  }
}

void read_counts(Reader& reader, const Node& block, Sweep& sweep) {
  const auto count = [&](std::string_view name, std::optional<int>& out, std::int64_t min,
                         std::int64_t max, bool due, bool fits) {
    const Node* node = block.find(name);
    const std::string key = std::string("sweep.").append(name);
    if (node && !fits)
      reader.complain(
          node->key_begin, key,
          {TextId::files_sweep_foreign, {std::string(kSweepMethods[std::size_t(sweep.method)])}});
    if (node && fits)
      if (const auto value = reader.whole(*node, key, min, max)) out = int(*value);
    if (!node && due && fits) reader.complain(block.begin, key, {TextId::files_missing, {}});
  };
  const bool morris = sweep.method == SweepMethod::morris;
  const bool sampled = !lists_values(sweep.method) && !morris;
  count("replicates", sweep.replicates, 1, kReplicatesMax, false, true);
  count("points", sweep.points, 1, kSweepPointsMax, true, sampled);
  count("trajectories", sweep.trajectories, 1, kSweepPointsMax, true, morris);
  count("levels", sweep.levels, 2, kSweepLevelsMax, true, morris);
  if (morris && sweep.levels && *sweep.levels % 2 != 0)
    reader.complain(block.find("levels")->begin, "sweep.levels", {TextId::sweep_needs_even, {}});
}

// Design points a sweep asks for; saturates.
double points_of(const Sweep& sweep) {
  double points = 1.0;
  switch (sweep.method) {
    case SweepMethod::grid:
      for (const SweepVariable& variable : sweep.vary) points *= double(variable.values.size());
      return points;
    case SweepMethod::list:
      for (const SweepVariable& variable : sweep.vary)
        points = std::max(points, double(variable.values.size()));
      return points;
    case SweepMethod::latin_hypercube:
    case SweepMethod::sobol:
      return double(sweep.points.value_or(1));
    case SweepMethod::morris:
      break;
  }
  return double(sweep.trajectories.value_or(1)) * double(sweep.vary.size() + 1);
}

void check_size(Reader& reader, const Node& block, const Sweep& sweep) {
  const Node* vary = block.find("vary");
  if (sweep.method == SweepMethod::list && vary && vary->is_table()) {
    std::size_t length = 0;
    for (const auto& [key, node] : vary->entries) {
      if (node.kind != Node::Kind::array) continue;
      if (length == 0) length = node.items.size();
      if (node.items.size() != length)
        reader.complain(node.begin, "sweep.vary." + key,
                        {TextId::files_lists_differ,
                         {std::to_string(node.items.size()), std::to_string(length)}});
    }
  }
  const double points = points_of(sweep);
  if (points > double(kSweepPointsMax))
    reader.complain(
        block.begin, "sweep",
        {TextId::files_sweep_too_large, {number_text(points), std::to_string(kSweepPointsMax)}});
}

Sweep read_sweep(Reader& reader, const Node& block) {
  constexpr auto kKnown = std::to_array<std::string_view>(
      {"name", "method", "vary", "replicates", "points", "trajectories", "levels"});
  reader.check_keys(block, "sweep.", kKnown);
  Sweep sweep;
  sweep.line = block.begin.line;
  const Node* name = block.find("name");
  if (!name) reader.complain(block.begin, "sweep.name", {TextId::files_missing, {}});
  if (name) sweep.name = reader.text(*name, "sweep.name").value_or("");
  read_method(reader, block, sweep);
  read_counts(reader, block, sweep);
  const Node* vary = block.find("vary");
  if (!vary) reader.complain(block.begin, "sweep.vary", {TextId::files_missing, {}});
  if (vary) read_vary(reader, *vary, sweep);
  check_size(reader, block, sweep);
  return sweep;
}

}  // namespace

std::vector<Sweep> read_sweeps(Reader& reader, const Node& root) {
  std::vector<Sweep> out;
  const Node* node = root.find("sweep");
  if (!node) return out;
  if (node->kind != Node::Kind::array) {
    reader.complain(node->begin, "sweep", {TextId::files_needs_blocks, {}},
                    Message{TextId::files_write, {"[[sweep]]"}});
    return out;
  }
  if (reader.is_too_many(*node, "sweep", node->items.size(), LimitId::sweeps)) return out;
  for (const Node& item : node->items) {
    if (reader.is_hopeless()) return out;
    if (!item.is_table()) {
      reader.complain(item.begin, "sweep", {TextId::files_needs_blocks, {}},
                      Message{TextId::files_write, {"[[sweep]]"}});
      continue;
    }
    Sweep sweep = read_sweep(reader, item);
    const bool taken = std::any_of(out.begin(), out.end(), [&](const Sweep& other) {
      return !sweep.name.empty() && other.name == sweep.name;
    });
    if (taken) {
      const Node* name = item.find("name");
      reader.complain(name->begin, "sweep.name", {TextId::files_name_twice, {sweep.name}});
    }
    out.push_back(std::move(sweep));
  }
  return out;
}

}  // namespace palabre
