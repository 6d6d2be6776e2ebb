#include "sim/scenario/reader.hpp"

#include <algorithm>
#include <cmath>

#include "sim/scenario/slips.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

void Reading::complain(std::size_t layer, SourcePosition place, std::string key, Message what,
                       std::optional<Message> hint) {
  complaints.add({layers[layer].shown, place.line, place.column, std::move(key), std::move(what),
                  std::move(hint)});
}

void Reading::note(std::size_t layer, SourcePosition place, std::string key, Message what) {
  notes.push_back({layers[layer].shown, place.line, place.column, std::move(key), std::move(what),
                   std::nullopt});
}

void Reading::finish() {
  if (complaints.empty()) return;
  std::vector<Diagnostic> all = complaints.all();
  const auto rank = [this](const Diagnostic& d) {
    const auto at = std::find_if(layers.begin(), layers.end(),
                                 [&](const Layer& layer) { return layer.shown == d.file; });
    return at - layers.begin();
  };
  std::stable_sort(all.begin(), all.end(),
                   [&](const Diagnostic& a, const Diagnostic& b) { return rank(a) < rank(b); });
  throw ScenarioError(std::move(all));
}

void Reader::check_keys(const Node& table, std::string_view prefix,
                        std::span<const std::string_view> known) {
  for (const auto& [name, node] : table.entries)
    if (!is_hopeless() && std::find(known.begin(), known.end(), name) == known.end())
      complain(node.key_begin, std::string(prefix) + name, {TextId::files_no_such_key, {}},
               meant_here(name, known));
}

bool Reader::is_too_many(const Node& list, const std::string& key, std::size_t count, LimitId row) {
  if (count <= limit(row)) return false;
  complain(list.begin, key,
           {TextId::files_too_many, {std::to_string(count), std::to_string(limit(row))}});
  return true;
}

std::optional<Message> Reader::meant_here(std::string_view word,
                                          std::span<const std::string_view> candidates) const {
  if (reading_.complaints.is_full(shown())) return std::nullopt;
  return meant(word, candidates);
}

bool Reader::is_table(const Node& node, const std::string& key) {
  if (node.is_table()) return true;
  complain(node.begin, key, {TextId::files_needs_table, {}},
           Message{TextId::files_table_example, {key}});
  return false;
}

bool Reader::is_list(const Node& node, const std::string& key) {
  if (node.kind == Node::Kind::array) return true;
  complain(node.begin, key, {TextId::files_needs_list, {}});
  return false;
}

std::optional<std::string> Reader::text(const Node& node, const std::string& key) {
  if (node.kind == Node::Kind::text && node.text.size() <= limit(LimitId::text_bytes))
    return node.text;
  if (node.kind == Node::Kind::text) {
    complain(node.begin, key,
             {TextId::files_text_long, {std::to_string(limit(LimitId::text_bytes))}});
    return std::nullopt;
  }
  complain(node.begin, key, {TextId::files_needs_text, {}});
  return std::nullopt;
}

std::optional<bool> Reader::flag(const Node& node, const std::string& key) {
  if (node.kind == Node::Kind::flag) return node.flag;
  complain(node.begin, key, {TextId::files_needs_flag, {}});
  return std::nullopt;
}

std::optional<double> Reader::finite(const Node& node, const std::string& key) {
  if (node.kind == Node::Kind::text)
    if (const auto point = with_decimal_point(node.text)) {
      complain(node.begin, key, {TextId::files_not_a_number, {node.text}},
               Message{TextId::files_write, {*point}});
      return std::nullopt;
    }
  if (node.kind != Node::Kind::number && node.kind != Node::Kind::integer) {
    complain(node.begin, key, {TextId::files_needs_number, {}});
    return std::nullopt;
  }
  if (!std::isfinite(node.number)) {
    complain(node.begin, key, {TextId::files_not_finite, {number_text(node.number)}});
    return std::nullopt;
  }
  return node.number;
}

std::optional<double> Reader::number(const Node& node, const std::string& key, double min,
                                     double max, Unit unit) {
  const std::optional<double> value = finite(node, key);
  if (!value || (*value >= min && *value <= max)) return value;
  complain(node.begin, key, {TextId::files_out_of_range, {number_text(*value)}},
           allowed(min, max, unit));
  return std::nullopt;
}

std::optional<std::int64_t> Reader::whole(const Node& node, const std::string& key,
                                          std::int64_t min, std::int64_t max) {
  const Message range{TextId::files_allowed_index, {std::to_string(min), std::to_string(max)}};
  if (node.kind != Node::Kind::integer) {
    complain(node.begin, key, {TextId::files_needs_whole, {}}, range);
    return std::nullopt;
  }
  if (node.integer < min || node.integer > max) {
    complain(node.begin, key, {TextId::files_out_of_range, {std::to_string(node.integer)}}, range);
    return std::nullopt;
  }
  return node.integer;
}

std::optional<Date> Reader::day(const Node& node, const std::string& key) {
  if (node.kind == Node::Kind::date) return node.date;
  const bool quoted =
      node.kind == Node::Kind::text && node.text != "never" && parse_date(node.text);
  complain(node.begin, key, {TextId::files_needs_date, {}},
           quoted ? Message{TextId::files_without_quotes, {node.text}} : date_hint(node.text));
  return std::nullopt;
}

std::optional<std::string> Reader::claim_name(const Node& node, const std::string& key) {
  std::optional<std::string> name = text(node, key);
  if (!name || find_claim(*name)) return name;
  std::vector<std::string_view> names;
  for (const ClaimSpec& row : claim_specs()) names.push_back(row.name);
  complain(node.begin, key, {TextId::files_no_such_claim, {*name}}, meant(*name, names));
  return std::nullopt;
}

}  // namespace palabre
