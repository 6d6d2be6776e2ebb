// [parameters], [levers], [issues], [switches] and [sources].

#include <algorithm>
#include <cmath>

#include "sim/scenario/reader.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

// Sets one value. A key that does not exist is wrong itself; otherwise its value is.
void set(Reader& reader, const std::string& key, const Node& node) {
  if (reader.is_hopeless()) return;
  Scenario& scenario = reader.reading().scenario;
  if (auto refusal = assign(scenario, key, node)) {
    const bool no_such = refusal->what.id == TextId::files_no_such_parameter ||
                         refusal->what.id == TextId::files_no_such_lever ||
                         refusal->what.id == TextId::files_no_such_issue ||
                         refusal->what.id == TextId::files_no_such_switch ||
                         refusal->what.id == TextId::files_given_by_parameter;
    reader.complain(no_such ? node.key_begin : node.begin, key, std::move(refusal->what),
                    std::move(refusal->hint));
    return;
  }
  reader.reading().origins[key] = {reader.layer(), node.begin};
}

void read_flat(Reader& reader, const Node& root, const std::string& name) {
  const Node* table = root.find(name);
  if (!table || !reader.is_table(*table, name)) return;
  for (const auto& [key, node] : table->entries) set(reader, name + "." + key, node);
}

}  // namespace

void read_parameters(Reader& reader, const Node& root) {
  const Node* parameters = root.find("parameters");
  if (!parameters || !reader.is_table(*parameters, "parameters")) return;
  for (const auto& [group, table] : parameters->entries) {
    if (reader.is_hopeless()) return;
    const auto groups = param_groups();
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) {
      reader.complain(table.key_begin, "parameters." + group, {TextId::files_no_such_group, {}},
                      meant(group, groups));
      continue;
    }
    if (!reader.is_table(table, "parameters." + group)) continue;
    for (const auto& [name, node] : table.entries) set(reader, group + "." + name, node);
  }
}

void read_levers(Reader& reader, const Node& root) {
  const Node* table = root.find("levers");
  if (!table || !reader.is_table(*table, "levers")) return;
  for (const auto& [name, node] : table->entries) set(reader, "levers." + name, node);
  // A preset replaces what earlier files said of its four parameters.
  if (const Node* mediator = table->find("mediator"))
    for (const auto& preset : preset_values(0))
      reader.reading().origins[std::string(preset.first)] = {reader.layer(), mediator->begin};
}

void read_issues(Reader& reader, const Node& root) {
  const Node* issues = root.find("issues");
  if (!issues || !reader.is_table(*issues, "issues")) return;
  std::vector<std::string_view> names;
  for (const IssueSpec& row : issue_specs()) names.push_back(row.name);
  for (const auto& [name, table] : issues->entries) {
    if (reader.is_hopeless()) return;
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      reader.complain(table.key_begin, "issues." + name, {TextId::files_no_such_issue, {}},
                      meant(name, names));
      continue;
    }
    if (!reader.is_table(table, "issues." + name)) continue;
    for (const auto& [field, node] : table.entries)
      set(reader, "issues." + name + "." + field, node);
  }
}

void read_switches(Reader& reader, const Node& root) { read_flat(reader, root, "switches"); }

void read_sources(Reader& reader, const Node& root) {
  constexpr auto kKnown = std::to_array<std::string_view>({"claim", "says", "confidence"});
  constexpr auto kConfidence = std::to_array<std::string_view>({"low", "medium", "high"});
  const Node* sources = root.find("sources");
  if (!sources || !reader.is_table(*sources, "sources")) return;
  for (const auto& [key, node] : sources->entries) {
    if (reader.is_hopeless()) return;
    const std::string shown = "sources." + key;
    if (!get_value(reader.reading().scenario, key)) {
      // talks.mediator = { ... } without quotes is a table of tables.
      const bool split = node.is_table() && node.form != Node::Form::braces &&
                         !node.entries.empty() && node.entries.front().node.is_table();
      const Refusal refusal = refuse_key(key);
      if (split)
        reader.complain(
            node.key_begin, shown, {TextId::files_key_unquoted, {}},
            Message{TextId::files_write_quoted, {key + "." + node.entries.front().key}});
      else
        reader.complain(node.key_begin, shown, {TextId::files_no_such_key, {}}, refusal.hint);
      continue;
    }
    if (!reader.is_table(node, shown)) continue;
    reader.check_keys(node, shown + ".", kKnown);
    Source source;
    if (const Node* claim = node.find("claim"))
      source.claim = reader.claim_name(*claim, shown + ".claim").value_or("");
    else
      reader.complain(node.begin, shown + ".claim", {TextId::files_missing, {}});
    if (const Node* says = node.find("says"))
      source.says = reader.text(*says, shown + ".says").value_or("");
    if (const Node* confidence = node.find("confidence")) {
      source.confidence = reader.text(*confidence, shown + ".confidence").value_or("low");
      if (std::find(kConfidence.begin(), kConfidence.end(), source.confidence) == kConfidence.end())
        reader.complain(confidence->begin, shown + ".confidence",
                        {TextId::files_no_such_choice, {source.confidence}},
                        Message{TextId::files_choices, {"low, medium, high"}});
    }
    reader.reading().scenario.sources[key] = source;
  }
}

}  // namespace palabre
