// Where bases and worlds are looked for, and what a name may not reach.

#include <system_error>

#include "sim/platform/process.hpp"
#include "sim/scenario/reader.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

/// The scenarios of the source tree, empty for a program that is built for another machine; made by
/// CMakeLists.txt.
extern const char* const kSourceScenarios;

namespace {

namespace fs = std::filesystem;

fs::path existing_folder(const fs::path& folder) {
  std::error_code ignored;
  return !folder.empty() && fs::is_directory(folder, ignored) ? folder : fs::path{};
}

// Where shipped scenarios are looked for, in this order. Never the working directory.
std::vector<fs::path> search_path() {
  std::vector<fs::path> out;
  out.emplace_back(platform::environment("PALABRE_SCENARIOS"));
  const fs::path with_program = platform::data_folder();
  if (!with_program.empty()) out.push_back(with_program / "scenarios");
  out.emplace_back(kSourceScenarios);
  std::erase_if(out, [](const fs::path& folder) { return folder.empty(); });
  return out;
}

bool is_within(const fs::path& folder, const fs::path& path) {
  auto at = path.begin();
  for (const fs::path& part : folder) {
    if (part.empty()) continue;  // a slash at the end
    if (at == path.end() || *at != part) return false;
    ++at;
  }
  return true;
}

// A world that no file names is looked for where a world named by this file would be.
Origin world_origin(const Reading& reading) {
  const auto at = reading.origins.find("world");
  return at == reading.origins.end() ? Origin{} : at->second;
}

}  // namespace

bool leads_out(const fs::path& folder, const fs::path& name) {
  if (name.empty() || name.is_absolute()) return true;
  const fs::path plain = name.lexically_normal();
  if (plain.empty() || *plain.begin() == ".." || plain == ".") return true;
  std::error_code error;
  const fs::path home = fs::weakly_canonical(folder.empty() ? fs::path(".") : folder, error);
  if (error) return true;
  const fs::path target = fs::weakly_canonical(home / plain, error);
  return error || !is_within(home, target);
}

fs::path shipped_scenarios() {
  for (const fs::path& folder : search_path())
    if (const fs::path found = existing_folder(folder); !found.empty()) return found;
  return {};
}

namespace {

std::shared_ptr<const World> world_in(const fs::path& folder, WorldsRead* known) {
  if (known == nullptr) return std::make_shared<const World>(load_world(folder));
  auto& world = (*known)[folder];
  if (!world) world = std::make_shared<const World>(load_world(folder));
  return world;
}

}  // namespace

void read_world(Reading& reading) {
  const Origin origin = world_origin(reading);
  const std::string& name = reading.scenario.world;
  std::vector<fs::path> folders{reading.layers[origin.layer].path.parent_path()};
  if (!reading.options.scenarios_folder.empty())
    folders.push_back(reading.options.scenarios_folder);
  else
    for (fs::path& folder : search_path()) folders.push_back(std::move(folder));

  // A file without a folder of its own (not saved yet) has nothing beside it.
  if (reading.layers[origin.layer].path.empty()) folders.erase(folders.begin());
  bool is_outside = false;
  for (const fs::path& folder : folders) {
    const fs::path found = existing_folder(folder / name);
    if (!reading.options.allow_outside && leads_out(folder, name)) {
      is_outside = true;
      if (!found.empty()) break;  // never another world of the same name instead
      continue;
    }
    if (found.empty()) continue;
    try {
      reading.world = world_in(found, reading.options.worlds.get());
    } catch (const ScenarioError& error) {
      reading.complaints.add(error.diagnostics());
    }
    return;
  }
  if (is_outside)
    reading.complain(origin.layer, origin.place, "world", {TextId::files_leads_out, {name}},
                     Message{TextId::files_allow_outside, {}});
  else
    reading.complain(origin.layer, origin.place, "world", {TextId::files_world_not_found, {name}},
                     Message{TextId::files_world_search, {}});
}

}  // namespace palabre
