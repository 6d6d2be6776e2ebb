// From a file and its base chain to a Scenario, with everything wrong reported at once.

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/scenario/files.hpp"
#include "sim/scenario/near_names.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

// Headers that the model includes spell these out; the table holds them.
static_assert(kFileBytesMax == limit(LimitId::scenario_kib) << 10);
static_assert(std::size_t(kBaseChainMax) == limit(LimitId::chain));
static_assert(std::size_t(kWeeksMax) == limit(LimitId::weeks));
static_assert(std::size_t(kReplicatesMax) == limit(LimitId::replicates));
static_assert(std::size_t(kSweepPointsMax) == limit(LimitId::sweep_points));
static_assert(std::size_t(kSweepLevelsMax) == limit(LimitId::sweep_levels));
static_assert(std::size_t(kCercleMax) == limit(LimitId::cercles));
static_assert(std::size_t(kRegionMax) == limit(LimitId::regions));
static_assert(std::size_t(kNeighboursMax) == limit(LimitId::neighbours));

// One byte beyond tells a file that is too large from one that just fits.
constexpr std::size_t kReadMax = kFileBytesMax + 1;
constexpr double kHeldMax = 0.95;  // state and jihadists together; MODEL.md 5
constexpr auto kRootKeys = std::to_array<std::string_view>(
    {"format",  "title",        "summary",    "question",  "about",  "notes",
     "base",    "world",        "start",      "displaced", "weeks",  "replicates",
     "seed",    "not_modelled", "parameters", "levers",    "issues", "switches",
     "sources", "pact",         "expect",     "sweep"});

// --- the chain -----------------------------------------------------------------------------------

// Adds a layer; its document stays empty when the text cannot be read as this format.
void add_layer(Reading& reading, std::string text, const fs::path& path) {
  const std::size_t layer = reading.layers.size();
  reading.layers.push_back({path, path.string(), {}});
  if (text.size() > kFileBytesMax) {
    reading.complain(layer, {}, "",
                     {TextId::files_too_large, {std::to_string(kFileBytesMax / 1024)}});
    return;
  }
  try {
    reading.layers[layer].document = parse_document(std::move(text));
  } catch (SyntaxFault& fault) {
    reading.complain(layer, fault.place, fault.key, fault.what, fault.hint);
    return;
  }
  Reader reader(reading, layer);
  Node& root = reading.layers[layer].document.root;
  const Node* format = root.find("format");
  if (!format) {
    reader.complain({1, 1}, "format", {TextId::files_missing, {}},
                    Message{TextId::files_write, {"format = " + std::to_string(kFormat)}});
    return;
  }
  const bool is_whole = format->kind == Node::Kind::integer;
  if (!is_whole || format->number < 1) {
    reader.complain(format->begin, "format",
                    is_whole ? Message{TextId::files_out_of_range, {number_text(format->number)}}
                             : Message{TextId::files_needs_whole, {}},
                    Message{TextId::files_write, {"format = " + std::to_string(kFormat)}});
    return;
  }
  if (format->number > kFormat) {
    reader.complain(format->begin, "format",
                    {TextId::files_format_newer, {number_text(format->number)}},
                    Message{TextId::files_format_known, {std::to_string(kFormat)}});
    root = Node{};  // its keys may mean something else
  }
  for (const OldKey& old : rename_old_keys(root))
    reading.note(layer, old.place, old.key, {TextId::files_old_name, {std::string(old.now)}});
}

bool is_in_chain(const Reading& reading, const fs::path& path) {
  std::error_code ignored;
  return std::any_of(reading.layers.begin(), reading.layers.end(),
                     [&](const Layer& layer) { return fs::equivalent(layer.path, path, ignored); });
}

// Where a base lies: from the folder of the file that names it, or else among the shipped ones.
fs::path place_of_base(const fs::path& folder, const std::string& name, bool allow_outside) {
  std::error_code ignored;
  const fs::path beside = folder / name, shipped = shipped_scenarios();
  if (fs::exists(beside, ignored) || shipped.empty()) return beside;
  const bool is_there = fs::is_regular_file(shipped / name, ignored);
  return is_there && (allow_outside || !leads_out(shipped, name)) ? shipped / name : beside;
}

// The text of the last layer's base, and where it stands; nothing when there is none to read.
std::optional<std::pair<std::string, fs::path>> read_base(Reading& reading) {
  const std::size_t last = reading.layers.size() - 1;
  const Node* base = reading.layers[last].document.root.find("base");
  if (!base) return std::nullopt;
  Reader reader(reading, last);
  const auto refuse = [&](Message what, std::optional<Message> hint = std::nullopt) {
    reader.complain(base->begin, "base", std::move(what), std::move(hint));
  };
  const auto name = reader.text(*base, "base");
  if (!name) return std::nullopt;
  const fs::path folder = reader.path().parent_path();
  const fs::path path = place_of_base(folder, *name, reading.options.allow_outside);
  std::error_code ignored;
  if (name->empty()) {
    refuse({TextId::files_name_empty, {}});
  } else if (!reading.options.allow_outside && leads_out(folder, *name)) {
    refuse({TextId::files_leads_out, {*name}}, Message{TextId::files_allow_outside, {}});
  } else if (!fs::exists(path, ignored)) {
    auto near = near_name(path);
    refuse({TextId::files_not_found, {path.string()}},
           near ? std::move(*near) : Message{TextId::files_base_search, {}});
  } else if (!fs::is_regular_file(path, ignored)) {
    refuse({TextId::files_no_plain_file, {path.string()}});
  } else if (is_in_chain(reading, path)) {
    refuse({TextId::files_base_loop, {path.string()}});
  } else if (reading.layers.size() == std::size_t(kBaseChainMax)) {
    refuse({TextId::files_base_chain, {std::to_string(kBaseChainMax)}});
  } else {
    try {
      return std::pair(read_beginning(path, kReadMax), path);
    } catch (const FileError& error) {
      refuse({TextId::files_base_unreadable, {file_arg(error)}});
    }
  }
  return std::nullopt;
}

// --- values of one file --------------------------------------------------------------------------

/// A plain string for both languages, or { en, fr }.
LocalText read_words(Reader& reader, const Node& node, const std::string& key) {
  constexpr auto kLanguages = std::to_array<std::string_view>({"en", "fr"});
  LocalText out;
  if (!node.is_table()) {
    out.en = reader.text(node, key).value_or("");
    return out;
  }
  reader.check_keys(node, key + ".", kLanguages);
  if (const Node* en = node.find("en")) out.en = reader.text(*en, key + ".en").value_or("");
  if (const Node* fr = node.find("fr")) out.fr = reader.text(*fr, key + ".fr").value_or("");
  return out;
}

LocalText read_words_at(Reader& reader, const Node& root, const std::string& key) {
  const Node* node = root.find(key);
  return node ? read_words(reader, *node, key) : LocalText{};
}

void check_root_keys(Reader& reader, const Node& root) {
  const auto groups = param_groups();
  for (const auto& [name, node] : root.entries) {
    if (reader.is_hopeless()) return;
    if (std::find(kRootKeys.begin(), kRootKeys.end(), name) != kRootKeys.end()) continue;
    const bool group = std::find(groups.begin(), groups.end(), name) != groups.end();
    reader.complain(node.key_begin, name, {TextId::files_no_such_key, {}},
                    group ? Message{TextId::files_write, {"parameters." + name}}
                          : reader.meant_here(name, kRootKeys));
  }
}

void read_counts(Reader& reader, const Node& root) {
  Scenario& scenario = reader.reading().scenario;
  const auto count = [&](const char* key, std::int64_t min, std::int64_t max, auto& out) {
    const Node* node = root.find(key);
    if (!node) return;
    if (const auto value = reader.whole(*node, key, min, max))
      out = std::remove_reference_t<decltype(out)>(*value);
  };
  count("displaced", 0, kDisplacedMax, scenario.displaced);
  count("weeks", 1, kWeeksMax, scenario.weeks);
  count("replicates", 1, kReplicatesMax, scenario.replicates);
  count("seed", 0, std::numeric_limits<std::int64_t>::max(), scenario.seed);
}

void read_not_modelled(Reader& reader, const Node& root) {
  const Node* list = root.find("not_modelled");
  if (!list || !reader.is_list(*list, "not_modelled")) return;
  if (reader.is_too_many(*list, "not_modelled", list->items.size(), LimitId::not_modelled)) return;
  std::vector<LocalText>& out = reader.reading().scenario.not_modelled;
  out.clear();
  for (const Node& item : list->items) out.push_back(read_words(reader, item, "not_modelled"));
}

void read_layer(Reading& reading, std::size_t layer) {
  const Node& root = reading.layers[layer].document.root;
  Reader reader(reading, layer);
  check_root_keys(reader, root);
  LocalText title = read_words_at(reader, root, "title");
  LocalText summary = read_words_at(reader, root, "summary");
  LocalText question = read_words_at(reader, root, "question");
  LocalText notes = read_words_at(reader, root, "notes");
  std::string about = read_about(reader, root);
  if (const Node* world = root.find("world"))
    if (auto name = reader.text(*world, "world")) {
      if (name->empty()) reader.complain(world->begin, "world", {TextId::files_name_empty, {}});
      if (!name->empty()) reading.scenario.world = std::move(*name);
      reading.origins["world"] = {layer, world->begin};
    }
  read_counts(reader, root);
  read_not_modelled(reader, root);
  read_levers(reader, root);  // before the parameters: a preset yields to them
  read_parameters(reader, root);
  read_issues(reader, root);
  read_switches(reader, root);
  read_sources(reader, root);
  read_pacts(reader, root);
  std::vector<Expectation> expectations = read_expectations(reader, root);
  std::vector<Sweep> sweeps = read_sweeps(reader, root);
  if (layer != 0) return;  // these are not inherited
  reading.scenario.title = std::move(title);
  reading.scenario.summary = std::move(summary);
  reading.scenario.question = std::move(question);
  reading.scenario.notes = std::move(notes);
  reading.scenario.about = std::move(about);
  reading.scenario.expectations = std::move(expectations);
  reading.scenario.sweeps = std::move(sweeps);
}

// --- the whole chain -----------------------------------------------------------------------------

void read_start(Reading& reading) {
  for (std::size_t layer = reading.layers.size(); layer-- > 0;) {
    const Node* start = reading.layers[layer].document.root.find("start");
    if (!start) continue;
    if (const auto date = Reader(reading, layer).day(*start, "start"))
      reading.scenario.start = date->days();
  }
  reading.scenario.levers = default_levers(reading.scenario.start);
}

// Dates against the start and the end; only dates that were written are remarked on.
void check_dates(Reading& reading) {
  const Scenario& scenario = reading.scenario;
  const auto check = [&](const Origin& at, const std::string& key, Date date) {
    if (date.is_never()) return;
    if (auto refusal = refuse_before_start(date, scenario.start))
      reading.complain(at.layer, at.place, key, std::move(refusal->what));
    else if (auto remark = remark_after_end(date, scenario))
      reading.note(at.layer, at.place, key, std::move(*remark));
  };
  for (const LeverSpec& row : lever_specs()) {
    if (row.kind != LeverKind::Date) continue;
    const std::string key = std::string("levers.").append(row.name);
    const auto origin = reading.origins.find(key);
    if (origin != reading.origins.end())
      check(origin->second, key, scenario.levers.*std::get<Date Levers::*>(row.field));
  }
  for (std::size_t i = 0; i < scenario.pacts.size(); ++i)
    check(reading.pact_origins[i].date, "pact.date", scenario.pacts[i].date);
}

void check_shares(Reading& reading) {
  if (!refuse_shares(reading.scenario)) return;
  Origin at;
  std::string key = "territory.jihadist_share";
  for (const char* share : {"territory.state_share", "territory.jihadist_share"}) {
    const auto origin = reading.origins.find(share);
    if (origin == reading.origins.end()) continue;
    const bool later = at.place.line == 0 || origin->second.layer < at.layer ||
                       (origin->second.layer == at.layer && at.place < origin->second.place);
    if (!later) continue;
    at = origin->second;
    key = share;
  }
  Refusal refusal = *refuse_shares(reading.scenario);
  reading.complain(at.layer, at.place, key, std::move(refusal.what), std::move(refusal.hint));
}

// A side that weighs nothing wants nothing. Weights given by a parameter do not count: the others
// share what it leaves.
void check_weights(Reading& reading) {
  for (const IssueFieldSpec& field : issue_field_specs()) {
    if (field.name.substr(0, 7) != "weight_") continue;
    double rest = 0.0;
    Origin last;
    std::string key;
    for (std::size_t k = 0; k < issue_specs().size(); ++k) {
      const double weight = reading.scenario.issues[k].*field.field;
      if (!std::isnan(weight)) rest += weight;
      std::string name = fmt::format("issues.{}.{}", issue_specs()[k].name, field.name);
      const auto origin = reading.origins.find(name);
      if (origin == reading.origins.end()) continue;
      const Origin& at = origin->second;
      if (!key.empty() &&
          (at.layer > last.layer || (at.layer == last.layer && at.place < last.place)))
        continue;
      last = at;
      key = std::move(name);
    }
    if (!(rest > 0.0))
      reading.complain(last.layer, last.place, key, {TextId::model_weights_zero, {}});
  }
}

void check_pact_cercles(Reading& reading) {
  if (!reading.world) return;
  std::vector<std::string_view> names;
  for (const Cercle& cercle : reading.world->cercles) names.push_back(cercle.name);
  for (std::size_t i = 0; i < reading.scenario.pacts.size(); ++i) {
    const std::string& name = reading.scenario.pacts[i].cercle;
    if (name.empty() || reading.world->find(name) >= 0) continue;
    const Origin& at = reading.pact_origins[i].cercle;
    reading.complain(at.layer, at.place, "pact.cercle", {TextId::files_no_such_cercle, {name}},
                     meant(name, names));
  }
}

}  // namespace

std::optional<Refusal> refuse_shares(const Scenario& scenario) {
  const double held =
      scenario.params.territory_state_share + scenario.params.territory_jihadist_share;
  if (held <= kHeldMax + 1e-12) return std::nullopt;
  return Refusal{{TextId::files_shares_too_large, {number_text(kHeldMax)}}, std::nullopt};
}

void read_chain(Reading& reading, std::string text, const fs::path& path) {
  add_layer(reading, std::move(text), path);
  while (auto base = read_base(reading)) add_layer(reading, std::move(base->first), base->second);
}

void read_values(Reading& reading) {
  read_start(reading);
  for (std::size_t layer = reading.layers.size(); layer-- > 0;) read_layer(reading, layer);
  reading.scenario.weeks = reading.options.weeks.value_or(reading.scenario.weeks);
  check_dates(reading);
  check_shares(reading);
  check_weights(reading);
}

ScenarioFile parse_scenario(std::string text, const fs::path& path, const LoadOptions& options) {
  Reading reading;
  reading.options = options;
  ScenarioFile file;
  file.path = path;
  file.text = text;
  read_chain(reading, std::move(text), path);
  read_values(reading);
  read_world(reading);
  check_pact_cercles(reading);
  reading.finish();
  file.scenario = std::move(reading.scenario);
  file.world = std::move(reading.world);
  file.notes = std::move(reading.notes);
  for (const Layer& layer : reading.layers) file.chain.push_back(layer.path);
  return file;
}

ScenarioFile load_scenario(const fs::path& path, const LoadOptions& options) {
  return parse_scenario(read_beginning(path, kReadMax), path, options);
}

}  // namespace palabre
