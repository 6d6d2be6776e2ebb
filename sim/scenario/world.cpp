#include "sim/scenario/world.hpp"

#include <algorithm>
#include <limits>
#include <map>
#include <mutex>
#include <set>

#include "sim/scenario/csv.hpp"
#include "sim/scenario/outlines.hpp"
#include "sim/scenario/plausible_worlds.hpp"
#include "sim/scenario/scenario.hpp"
#include "sim/scenario/values.hpp"
#include "sim/tables/limits.hpp"
#include "sim/tables/text.hpp"

namespace palabre {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kWorldBytesMax = limit(LimitId::world_kib) << 10;  // of one file
constexpr double kAny = std::numeric_limits<double>::infinity();
constexpr auto kZones = std::to_array<std::string_view>({"south", "centre", "north"});

// The columns that are numbers of a cercle, with what they may hold.
struct Column {
  std::string_view name;
  double Cercle::*field;
  double min, max;
};
constexpr auto kNumbers = std::to_array<Column>({
    {"seat_lat", &Cercle::seat_lat, -90.0, 90.0},
    {"seat_lon", &Cercle::seat_lon, -180.0, 180.0},
    {"area_km2", &Cercle::area_km2, 1.0, kAny},
    {"pop2009", &Cercle::population_2009, 1.0, kAny},
    {"state", &Cercle::state, 0.0, 1.0},
    {"jihadist", &Cercle::jihadist, 0.0, 1.0},
    {"of_which_is_sahel", &Cercle::of_which_is_sahel, 0.0, 1.0},
    {"signatory", &Cercle::signatory, 0.0, 1.0},
    {"katiba_weight", &Cercle::katiba_weight, 0.0, kAny},
    {"hunters_weight", &Cercle::hunters_weight, 0.0, kAny},
    {"garrison_weight", &Cercle::garrison_weight, 0.0, kAny},
    {"french_weight", &Cercle::french_weight, 0.0, kAny},
    {"minusma_weight", &Cercle::minusma_weight, 0.0, kAny},
    {"russian_weight", &Cercle::russian_weight, 0.0, kAny},
    {"niger_hub_weight", &Cercle::niger_hub_weight, 0.0, kAny},
});
constexpr auto kWords = std::to_array<std::string_view>(
    {"id", "cercle", "region", "zone", "capital", "coastal_border"});
constexpr auto kForPeople = std::to_array<std::string_view>({"foreign_border", "bases_jan2022"});
constexpr auto kBorderColumns =
    std::to_array<std::string_view>({"a", "b", "approx_shared_border_km"});

/// The last sound table of each name. The same ones are read with every scenario of a world, and
/// reading them takes longer than all else.
class KnownTables {
 public:
  /// Nothing when the file now holds other bytes.
  std::shared_ptr<const PlausibleWorlds> find(std::string_view name, std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    const auto found = last_.find(name);
    return found != last_.end() && found->second->bytes == bytes ? found->second : nullptr;
  }
  void keep(std::string_view name, std::shared_ptr<const PlausibleWorlds> worlds) {
    const std::lock_guard lock(mutex_);
    last_.insert_or_assign(std::string(name), std::move(worlds));
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const PlausibleWorlds>, std::less<>> last_;
};

KnownTables& known_tables() {
  static KnownTables known;
  return known;
}

/// Reads a world folder file by file, collecting what is wrong.
class WorldReader {
 public:
  explicit WorldReader(const fs::path& folder) {
    world_.folder = folder;
    world_.name = (folder / "").parent_path().filename().string();
  }

  World read() {
    const std::string cercles = bytes_of("_cercles.csv");
    const std::string borders = bytes_of("_adjacency.csv");
    const std::string outlines = bytes_of("_outlines.json");
    if (complaints_.empty()) {
      world_.bytes = cercles + borders + outlines;
      read_cercles(cercles);
      if (complaints_.empty()) {  // without the cercles nothing else can be judged
        read_borders(borders);
        world_.outlines =
            read_outlines(outlines, shown("_outlines.json"), world_.cercles, complaints_);
        world_.plausible = read_worlds("worlds.csv");
        world_.plausible_before_2018 = read_worlds("worlds_before_2018.csv");
      }
    }
    if (!complaints_.empty()) throw ScenarioError(complaints_.all());
    const fs::path credits = world_.folder / "CREDITS.md";
    std::error_code ignored;
    if (fs::is_regular_file(credits, ignored)) world_.credits = read_file(credits, kWorldBytesMax);
    return std::move(world_);
  }

 private:
  std::string shown(std::string_view suffix) const {
    return (world_.folder / (world_.name + std::string(suffix))).string();
  }

  void complain(std::string_view suffix, std::string key, Message what) {
    complaints_.add({shown(suffix), 0, 0, std::move(key), std::move(what), std::nullopt});
  }

  std::string bytes_of(std::string_view suffix) {
    try {
      return read_file(shown(suffix), kWorldBytesMax);
    } catch (const FileError& error) {
      complaints_.add({error.path(), 0, 0, "", error.message(), std::nullopt});
    }
    return {};
  }

  void read_cercles(const std::string& text);
  void read_cercle(CsvReader& csv, std::size_t row);
  void check_cercles(CsvReader& csv);
  void read_borders(const std::string& text);
  void read_border(CsvReader& csv, std::size_t row, std::map<std::pair<int, int>, double>& known);
  void check_map();
  /// A table of plausible worlds, which need not be there.
  std::shared_ptr<const PlausibleWorlds> read_worlds(std::string_view name);

  World world_;
  Complaints complaints_;
};

std::shared_ptr<const PlausibleWorlds> WorldReader::read_worlds(std::string_view name) {
  const fs::path file = world_.folder / name;
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return nullptr;
  try {
    const std::string text = read_file(file, kWorldBytesMax);
    if (auto known = known_tables().find(name, text)) return known;
    Complaints found;
    auto worlds =
        std::make_shared<const PlausibleWorlds>(read_plausible_worlds(text, file.string(), found));
    if (found.empty()) known_tables().keep(name, worlds);
    complaints_.add(found.all());
    return worlds;
  } catch (const FileError& error) {
    complaints_.add({error.path(), 0, 0, "", error.message(), std::nullopt});
  }
  return nullptr;
}

void WorldReader::read_cercles(const std::string& text) {
  const Csv table = parse_csv(text, shown("_cercles.csv"), complaints_);
  CsvReader csv(table, complaints_);
  std::vector<std::string_view> needed(kWords.begin(), kWords.end());
  for (const Column& column : kNumbers) needed.push_back(column.name);
  // A line that is no row would shift the ids of all that follow.
  if (!csv.has_columns(needed, kForPeople) || !complaints_.empty()) return;
  for (std::size_t row = 0; row < table.rows.size() && !csv.is_hopeless(); ++row)
    read_cercle(csv, row);
  check_cercles(csv);
}

void WorldReader::read_cercle(CsvReader& csv, std::size_t row) {
  Cercle cercle;
  cercle.id = int(row);
  if (csv.cell(row, "id").text != std::to_string(row))
    csv.complain(row, "id",
                 {TextId::files_id_gap, {csv.cell(row, "id").text, std::to_string(row)}});
  cercle.name = csv.text(row, "cercle");
  if (world_.find(cercle.name) >= 0)
    csv.complain(row, "cercle", {TextId::files_name_twice, {cercle.name}});
  cercle.region = csv.text(row, "region");
  const std::string zone = csv.text(row, "zone");
  const auto at = std::find(kZones.begin(), kZones.end(), zone);
  if (at == kZones.end())
    csv.complain(row, "zone", {TextId::files_no_such_choice, {zone}},
                 Message{TextId::files_choices, {"south, centre, north"}});
  else
    cercle.zone = Zone(at - kZones.begin());
  for (const Column& column : kNumbers)
    cercle.*column.field = csv.number(row, column.name, column.min, column.max);
  cercle.capital = csv.flag(row, "capital");
  cercle.coastal_border = csv.flag(row, "coastal_border");
  if (cercle.state + cercle.jihadist + cercle.signatory > 1.0 + 1e-9)
    csv.complain(row, "state", {TextId::files_shares_above_1, {"state, jihadist, signatory"}});
  if (cercle.of_which_is_sahel > cercle.jihadist)
    csv.complain(row, "of_which_is_sahel", {TextId::files_part_above_whole, {"jihadist"}});
  const auto region = std::find(world_.regions.begin(), world_.regions.end(), cercle.region);
  world_.region_of.push_back(int(region - world_.regions.begin()));
  if (region == world_.regions.end()) world_.regions.push_back(cercle.region);
  world_.cercles.push_back(std::move(cercle));
}

void WorldReader::check_cercles(CsvReader& csv) {
  constexpr std::string_view kFile = "_cercles.csv";
  const auto count = [](std::size_t n) { return std::to_string(n); };
  if (world_.cercles.empty()) return complain(kFile, "", {TextId::files_world_empty, {}});
  if (world_.cercles.size() > std::size_t(kCercleMax))
    complain(kFile, "cercle",
             {TextId::files_too_many, {count(world_.cercles.size()), count(kCercleMax)}});
  if (world_.regions.size() > std::size_t(kRegionMax))
    complain(kFile, "region",
             {TextId::files_too_many, {count(world_.regions.size()), count(kRegionMax)}});
  int capitals = 0;
  for (std::size_t row = 0; row < world_.cercles.size(); ++row)
    if (world_.cercles[row].capital && ++capitals == 2)
      csv.complain(row, "capital", {TextId::files_two_capitals, {}});
  if (capitals == 0) complain(kFile, "capital", {TextId::files_no_capital, {}});
  for (const Column& column : kNumbers) {
    // Weights, and the shares at the start: all 0, they can be neither divided nor fitted.
    const bool fitted = column.field == &Cercle::state || column.field == &Cercle::jihadist;
    if (!fitted && (column.min != 0.0 || column.max != kAny)) continue;
    const bool given = std::any_of(world_.cercles.begin(), world_.cercles.end(),
                                   [&](const Cercle& c) { return c.*column.field > 0.0; });
    if (!given) complain(kFile, std::string(column.name), {TextId::files_weights_zero, {}});
  }
}

void WorldReader::read_borders(const std::string& text) {
  const Csv table = parse_csv(text, shown("_adjacency.csv"), complaints_);
  CsvReader csv(table, complaints_);
  if (!csv.has_columns(kBorderColumns, {})) return;
  std::map<std::pair<int, int>, double> known;
  for (std::size_t row = 0; row < table.rows.size() && !csv.is_hopeless(); ++row)
    read_border(csv, row, known);
  world_.neighbours.assign(world_.cercles.size(), {});
  for (const auto& [pair, length] : known) {
    world_.borders.push_back({pair.first, pair.second});
    world_.neighbours[std::size_t(pair.first)].push_back(pair.second);
    world_.neighbours[std::size_t(pair.second)].push_back(pair.first);
  }
  for (std::vector<int>& list : world_.neighbours) std::sort(list.begin(), list.end());
  if (complaints_.empty()) check_map();
}

void WorldReader::read_border(CsvReader& csv, std::size_t row,
                              std::map<std::pair<int, int>, double>& known) {
  std::vector<std::string_view> names;
  for (const Cercle& cercle : world_.cercles) names.push_back(cercle.name);
  const auto end = [&](std::string_view column) {
    const std::string name = csv.text(row, column);
    const int id = world_.find(name);
    if (id < 0 && !name.empty())
      csv.complain(row, column, {TextId::files_no_such_cercle, {name}}, meant(name, names));
    return id;
  };
  const int a = end("a"), b = end("b");
  const double length = csv.number(row, "approx_shared_border_km", 0.0, kAny);
  if (a < 0 || b < 0) return;
  if (a == b)
    return csv.complain(row, "b", {TextId::files_self_border, {names[std::size_t(a)].data()}});
  const auto [at, is_new] = known.emplace(std::minmax(a, b), length);
  if (is_new) return;
  if (at->second != length)
    csv.complain(row, "approx_shared_border_km",
                 {TextId::files_border_differs, {number_text(length), number_text(at->second)}});
  else
    csv.complain(row, "a", {TextId::files_border_twice, {}});
}

void WorldReader::check_map() {
  constexpr std::string_view kFile = "_adjacency.csv";
  const std::size_t count = world_.cercles.size();
  for (std::size_t i = 0; i < count; ++i)
    if (world_.neighbours[i].size() > std::size_t(kNeighboursMax))
      complain(kFile, world_.cercles[i].name,
               {TextId::files_too_many,
                {std::to_string(world_.neighbours[i].size()), std::to_string(kNeighboursMax)}});
  std::vector<bool> reached(count, false);
  std::vector<int> open{0};
  reached[0] = true;
  while (!open.empty()) {
    const int from = open.back();
    open.pop_back();
    for (int to : world_.neighbours[std::size_t(from)])
      if (!reached[std::size_t(to)]) {
        reached[std::size_t(to)] = true;
        open.push_back(to);
      }
  }
  for (std::size_t i = 0; i < count; ++i)
    if (!reached[i])
      complain(kFile, world_.cercles[i].name,
               {TextId::files_unreachable, {world_.cercles[0].name}});
}

}  // namespace

int World::find(std::string_view cercle) const {
  for (const Cercle& row : cercles)
    if (row.name == cercle) return row.id;
  return -1;
}

World load_world(const fs::path& folder) { return WorldReader(folder).read(); }

std::shared_ptr<const PlausibleWorlds> World::worlds_of(const Switches& switches) const {
  switch (AssumptionsChoice(switches.assumptions)) {
    case AssumptionsChoice::set:
      return nullptr;
    case AssumptionsChoice::plausible:
      return plausible;
    case AssumptionsChoice::plausible_before_2018:
      return plausible_before_2018;
  }
  return nullptr;
}

}  // namespace palabre
