// How a chain of scenario files becomes a Scenario, step by step; internal to this folder.

#pragma once

#include <filesystem>
#include <initializer_list>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/scenario/complaints.hpp"
#include "sim/scenario/document.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/tables/limits.hpp"

namespace palabre {

/// One file of a chain.
struct Layer {
  std::filesystem::path path;
  std::string shown;  // as the user named it
  Document document;
};

/// Where a value stands that holds in the end.
struct Origin {
  std::size_t layer = 0;
  SourcePosition place;
};

/// A chain being read: what it says so far and what is wrong with it.
struct Reading {
  LoadOptions options;
  std::vector<Layer> layers;  // this file, its base, the base's base, ...
  Scenario scenario;
  std::map<std::string, Origin, std::less<>> origins;  // by key; "start", "world", "pact" too
  struct PactOrigin {
    Origin cercle, date;
  };
  std::vector<PactOrigin> pact_origins;  // of scenario.pacts
  Complaints complaints;
  std::vector<Diagnostic> notes;
  std::shared_ptr<const World> world;

  void complain(std::size_t layer, SourcePosition place, std::string key, Message what,
                std::optional<Message> hint = std::nullopt);
  void note(std::size_t layer, SourcePosition place, std::string key, Message what);
  /// Throws ScenarioError, this file's complaints first, when there are any.
  void finish();
};

/// Reads this file and its bases into `reading.layers`. Complains of what cannot be read.
void read_chain(Reading& reading, std::string text, const std::filesystem::path& path);
/// Reads the values of all layers, the oldest base first, and checks them against each other.
void read_values(Reading& reading);
/// Finds and reads the world, and checks what depends on it.
void read_world(Reading& reading);

/// What a file may name as its base, world or comparison: inside `folder`, also through links.
bool leads_out(const std::filesystem::path& folder, const std::filesystem::path& name);

/// Typed access to the values of one file, complaining in the author's terms.
class Reader {
 public:
  Reader(Reading& reading, std::size_t layer) : reading_(reading), layer_(layer) {}

  void complain(SourcePosition place, std::string key, Message what,
                std::optional<Message> hint = std::nullopt) {
    reading_.complain(layer_, place, std::move(key), std::move(what), std::move(hint));
  }
  /// Complains of keys of `table` that are not in `known`. `prefix` comes before them in messages.
  void check_keys(const Node& table, std::string_view prefix,
                  std::span<const std::string_view> known);
  bool is_table(const Node& node, const std::string& key);
  bool is_list(const Node& node, const std::string& key);
  std::optional<std::string> text(const Node& node, const std::string& key);
  std::optional<bool> flag(const Node& node, const std::string& key);
  std::optional<double> number(const Node& node, const std::string& key, double min, double max,
                               Unit unit);
  std::optional<double> finite(const Node& node, const std::string& key);
  std::optional<std::int64_t> whole(const Node& node, const std::string& key, std::int64_t min,
                                    std::int64_t max);
  std::optional<Date> day(const Node& node, const std::string& key);
  std::optional<std::string> claim_name(const Node& node, const std::string& key);

  /// Complains of more entries than a row of limits.def allows; true when there are.
  bool is_too_many(const Node& list, const std::string& key, std::size_t count, LimitId row);
  /// The key that was probably meant; nothing once no more complaints are kept.
  std::optional<Message> meant_here(std::string_view word,
                                    std::span<const std::string_view> candidates) const;
  /// See Complaints.
  bool is_hopeless() const { return reading_.complaints.is_hopeless(shown()); }
  const std::string& shown() const { return reading_.layers[layer_].shown; }

  Reading& reading() { return reading_; }
  std::size_t layer() const { return layer_; }
  const std::filesystem::path& path() const { return reading_.layers[layer_].path; }

 private:
  Reading& reading_;
  std::size_t layer_;
};

// The parts of a file. Each reads what `root` says of it, if anything.
void read_parameters(Reader& reader, const Node& root);
void read_levers(Reader& reader, const Node& root);
void read_issues(Reader& reader, const Node& root);
void read_switches(Reader& reader, const Node& root);
void read_sources(Reader& reader, const Node& root);
void read_pacts(Reader& reader, const Node& root);
/// The figure that answers the question of the file.
std::string read_about(Reader& reader, const Node& root);
std::vector<Expectation> read_expectations(Reader& reader, const Node& root);
std::vector<Sweep> read_sweeps(Reader& reader, const Node& root);

}  // namespace palabre
