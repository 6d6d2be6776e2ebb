#include "ui/app/remembered.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

#include "sim/answer/tray.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre::ui {
namespace {

constexpr const char* kFile = "dashboard";
constexpr int kSideMax = 16384;

}  // namespace

Remembered read_remembered(const std::filesystem::path& folder) {
  Remembered what;
  if (folder.empty()) return what;
  std::ifstream in(folder / kFile);
  std::string line;
  while (std::getline(in, line)) {
    const std::size_t at = line.find('=');
    if (at == std::string::npos) continue;
    const std::string key = line.substr(0, at), value = line.substr(at + 1);
    std::istringstream numbers(value);
    if (key == "lang")
      what.lang = value == "fr" ? Lang::fr : Lang::en;
    else if (key == "theme")
      what.theme = value == "light" ? Theme::light : Theme::dark;
    else if (key == "text_size")
      numbers >> what.text_size;
    else if (key == "size")
      numbers >> what.width >> what.height;
    else if (key == "columns")
      for (double& share : what.splits) numbers >> share;
    else if (key == "charts")
      numbers >> what.charts[0] >> what.charts[1] >> what.charts[2] >> what.charts[3];
    else if (key == "dots")
      what.dots = value != "no";
    else if (key == "edges")
      what.edges = value != "no";
    else if (key == "map_hatching")
      what.map_hatching = value != "no";
    else if (key == "lines")
      what.lines = value == "yes";
    else if (key == "agents")
      what.agents = value == "yes";
    else if (key == "tour")
      what.tour_done = value == "done";
    else if (key == "tray" && !value.empty() && what.tray.size() < kTrayMost)
      what.tray.push_back(value);
    else if (key == "recent" && what.recent.size() < kRecentMax)
      what.recent.emplace_back(value);
  }
  if (!(what.text_size >= 1.0 && what.text_size <= 2.0)) what.text_size = 1.0;
  if (what.width < 0 || what.width > kSideMax || what.height < 0 || what.height > kSideMax)
    what.width = what.height = 0;
  for (double share : what.splits)
    if (!(share >= 0.1 && share <= 0.6)) what.splits = Remembered{}.splits;
  for (const std::string& chart : what.charts)
    if (chart.empty()) what.charts = Remembered{}.charts;
  return what;
}

void write_remembered(const std::filesystem::path& folder, const Remembered& what) {
  if (folder.empty()) return;
  std::ostringstream out;
  if (what.lang) out << "lang=" << (*what.lang == Lang::fr ? "fr" : "en") << '\n';
  if (what.theme) out << "theme=" << (*what.theme == Theme::light ? "light" : "dark") << '\n';
  out << "text_size=" << what.text_size << '\n';
  out << "size=" << what.width << ' ' << what.height << '\n';
  out << "columns=";
  for (double share : what.splits) out << share << ' ';
  out << '\n';
  out << "charts=" << what.charts[0] << ' ' << what.charts[1] << ' ' << what.charts[2] << ' '
      << what.charts[3] << '\n';
  out << "dots=" << (what.dots ? "yes" : "no") << '\n';
  out << "edges=" << (what.edges ? "yes" : "no") << '\n';
  out << "map_hatching=" << (what.map_hatching ? "yes" : "no") << '\n';
  out << "lines=" << (what.lines ? "yes" : "no") << '\n';
  out << "agents=" << (what.agents ? "yes" : "no") << '\n';
  if (what.tour_done) out << "tour=done\n";
  for (const std::string& named : what.tray)
    if (named.find('\n') == std::string::npos) out << "tray=" << named << '\n';
  for (const auto& path : what.recent)
    if (path.string().find('\n') == std::string::npos) out << "recent=" << path.string() << '\n';
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  try {
    write_file(folder / kFile, out.str(), false);
  } catch (const FileError&) {
    // Only comfort is lost.
  }
}

void remember_file(Remembered& what, const std::filesystem::path& path) {
  std::error_code error;
  const std::filesystem::path full = std::filesystem::absolute(path, error);
  if (error) return;
  std::erase(what.recent, full);
  what.recent.insert(what.recent.begin(), full);
  if (what.recent.size() > kRecentMax) what.recent.resize(kRecentMax);
}

}  // namespace palabre::ui
