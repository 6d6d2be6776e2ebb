// Every reader of files and words from strangers, with sound input to spoil.

#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/fuzz/results.hpp"
#include "tests/fuzz/seeds.hpp"
#include "tests/support/paths.hpp"

namespace palabre::fuzz {

struct Reader {
  std::string_view name;
  void (*read)(std::string_view bytes);
  std::vector<std::string> (*seeds)();
};

inline void read_scenario(std::string_view bytes) {
  static const test::TempFolder kFolder;
  static const bool kFurnished = (furnish(kFolder), true);
  if (kFurnished) try_scenario(bytes, kFolder.path());
}

/// The first byte says which of the three files.
inline void read_world(std::string_view bytes) {
  static const test::TempFolder kFolder;
  if (!bytes.empty()) try_world(std::size_t(bytes.front()), bytes.substr(1), kFolder);
}

inline std::vector<std::string> scenario_seeds() {
  return {std::begin(kScenarioSeeds), std::end(kScenarioSeeds)};
}
inline std::vector<std::string> world_seeds() {
  const test::SmallWorld world;
  return {std::string(1, '\0') + world.cercles, '\1' + world.borders, '\2' + world.outlines};
}
inline std::string shipped_code() {
  const ScenarioFile shipped = load_scenario(shipped_scenarios() / "last_card.toml");
  return share_code(shipped.scenario, *shipped.world);
}
inline std::vector<std::string> code_seeds() { return {shipped_code()}; }
inline std::vector<std::string> set_seeds() {
  return {"talks.mediator=0.8\nlevers.election=2024-01-01\n"};
}
inline std::vector<std::string> observed_seeds() {
  return {"series,place,year,value\ndeaths,country,2022,4800\n",
          "series,place,from,to,value,unit,source\nattacks,Gao+Mopti,2022-03-01,2022-12-31,300,"
          "attacks,\"A, B\"\nbreadth,country,2022-02-14,2022-02-27,9,cercles,\n",
          test::bytes_of(shipped_scenarios() / "mali" / "observed.csv")};
}
inline std::vector<std::string> plausible_seeds() {
  const std::string all = test::bytes_of(shipped_scenarios() / "mali" / "worlds.csv");
  std::size_t end = 0;  // of the head and three worlds
  for (int line = 0; line < 4; ++line) end = all.find('\n', end) + 1;
  return {all.substr(0, end)};
}
inline std::vector<std::string> figure_seeds() {
  const std::string recipe = "seed 7\nset talks.mediator=0.8\ncode " + shipped_code() + "\n";
  return {
      "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>A</title>\n<metadata id=\"palabre\">\n" +
          recipe + "</metadata>\n<text>code palabre1:AAAA</text></svg>\n",
      std::string("\x89PNG\r\n\x1A\n\0\0\0\x0DtEXtpalabre\0", 24) + shipped_code()};
}
inline std::vector<std::string> sums_seeds() {
  Ensemble ensemble(short_model(), short_case().scenario.seed);
  ensemble.grow_to(8, 1);
  std::string whole = sums_bytes(short_case(), "baseline.toml", short_model(), ensemble);
  return {whole, whole.substr(0, whole.size() - 32), ensemble.sums()};
}
inline std::vector<std::string> journal_seeds() {
  return {sealed(R"({"schema":"palabre.sweep/1","points":2})") + "\n" +
              sealed(R"({"point":0,"inputs":{"talks.mediator":0.5},"failed":0})") + "\n",
          "{\"schema\":\"palabre.sweep/1\",\"sweeps\":[{\"name\":\"s\",\"points\":3}],"
          "\"points\":3}\n{\"point\":1,\"values\":{\"talks.mediator\":0.5,\"levers.election\":"
          "\"never\"},\"failed\":0,\"outcomes\":{\"frozen\":[0.5,0.1,0.9]},\"statistics\":"
          "{\"coup\":[1,null,null,\"one_run\"]}}\n{\"point\":2,\"refused\":\"why\"}\n"};
}
inline std::vector<std::string> trace_seeds() { return {sound_trace()}; }

inline constexpr Reader kReaders[] = {
    {"scenario", read_scenario, scenario_seeds}, {"world", read_world, world_seeds},
    {"share", try_share_code, code_seeds},       {"set", try_overrides, set_seeds},
    {"observed", try_observed, observed_seeds},  {"plausible", try_plausible, plausible_seeds},
    {"figure", try_figure, figure_seeds},        {"sums", try_sums, sums_seeds},
    {"journal", try_journal, journal_seeds},     {"trace", try_trace, trace_seeds}};

/// Inputs that libFuzzer has found to reach more of a reader, kept in the repository.
inline std::vector<std::string> corpus_of(std::string_view reader) {
  std::vector<std::string> out;
  const std::filesystem::path folder =
      std::filesystem::path(test::root()) / "tests/corpus/fuzz" / reader;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none))
    out.push_back(test::bytes_of(entry.path()));
  return out;
}

}  // namespace palabre::fuzz
