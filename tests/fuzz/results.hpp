// Hostile input to what reads results and tables: figures that were observed, plausible worlds,
// figures that carry a case, sums, journals, traces of digests. Anything but success and a message
// is a bug.

#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/cli/digest_trace_text.hpp"
#include "sim/cli/journal.hpp"
#include "sim/cli/sums_file.hpp"
#include "sim/cli/sweep_record.hpp"
#include "sim/model/compile.hpp"
#include "sim/model/hash.hpp"
#include "sim/run/engine/digest_trace.hpp"
#include "sim/run/stats/sums_archive.hpp"
#include "sim/scenario/complaints.hpp"
#include "sim/scenario/plausible_worlds.hpp"
#include "sim/score/observed.hpp"
#include "tests/fuzz/inputs.hpp"

namespace palabre::fuzz {

/// Calls `read`; what it throws must be a message in both languages.
template <class Read>
void expect_message(Read read) {
  const auto look_at = [](const auto& error) {
    if (error.in(Lang::fr).empty() || error.in(Lang::en).empty()) std::terminate();
  };
  try {
    read();
  } catch (const ScenarioError& error) {
    look_at(error);
  } catch (const FileError& error) {
    look_at(error);
  }
}

/// A short case in the shipped world.
inline const ScenarioFile& short_case() {
  static const ScenarioFile kFile = [] {
    LoadOptions options;
    options.weeks = 2;
    ScenarioFile out = load_scenario(shipped_scenarios() / "baseline.toml", options);
    out.scenario.replicates = 8;
    out.scenario.switches.assumptions = int(AssumptionsChoice::set);
    return out;
  }();
  return kFile;
}

inline const std::shared_ptr<const Model>& short_model() {
  static const auto kModel = model_of_any_count(short_case().scenario, *short_case().world);
  return kModel;
}

inline void try_observed(std::string_view bytes) {
  expect_message(
      [&] { parse_observed(bytes, "o.csv", *short_case().world, short_case().scenario); });
}

/// Worlds that are sound are written and read back.
inline void try_plausible(std::string_view bytes) {
  Complaints complaints;
  const PlausibleWorlds worlds = read_plausible_worlds(bytes, "w.csv", complaints);
  if (!complaints.empty()) {
    for (const Diagnostic& said : complaints.all())
      if (said.to_string(Lang::fr).empty()) std::terminate();
    return;
  }
  Complaints again;
  const PlausibleWorlds back = read_plausible_worlds(plausible_worlds_text(worlds), "w.csv", again);
  if (!again.empty() || back.keys != worlds.keys || back.draws != worlds.draws) std::terminate();
}

/// As a file of each kind that may carry a case.
inline void try_figure(std::string_view bytes) {
  static const test::TempFolder kFolder;
  for (const char* name : {"f.svg", "f.png", "f.html"})
    expect_message([&] { load_any(kFolder.write(name, bytes)); });
}

/// As a file of sums, with its check and with a right one, and as the sums in it.
inline void try_sums(std::string_view bytes) {
  static const test::TempFolder kFolder;
  const std::string text(bytes);
  for (const std::string& whole : {text, text + hex(hash_bytes(text))})
    expect_message([&] {
      const SumsFile file = read_sums(kFolder.write("s", whole));
      try_scenario(file.head.text, kFolder.path());
    });
  try {
    Ensemble::from_sums(short_model(), bytes).results();
  } catch (const SumsError&) {
  }
}

inline void read_lines(const std::filesystem::path& path) {
  JournalReader reader(path);
  for (std::string line; reader.next(line);) {
    points_of_head(line);
    try {
      summary_of(line);
      cells_of(OrderedJson::parse(line));
    } catch (const nlohmann::json::exception&) {
    }
  }
}

/// As a journal, and each line as one whose check is right. What can be read can be gone on with.
inline void try_journal(std::string_view bytes) {
  static const test::TempFolder kFolder;
  std::string sound;
  for (std::string_view left = bytes; !left.empty();) {
    const std::size_t end = std::min(left.find('\n'), left.size());
    const std::string_view line = left.substr(0, end);
    if (line.size() > 2 && line.starts_with('{') && line.ends_with('}'))
      sound += sealed(line) + "\n";
    left.remove_prefix(std::min(end + 1, left.size()));
  }
  for (const std::string& text : {std::string(bytes), sound}) {
    const std::filesystem::path path = kFolder.write("journal.jsonl", text);
    expect_message([&] { read_lines(path); });
    expect_message(
        [&] { Journal(path, R"({"a":1})", Journal::Start::resume, [](const std::string&) {}); });
  }
}

inline const std::string& sound_trace() {
  static const std::string kTrace = [] {
    const ScenarioFile& file = short_case();
    const Model model = compile(file.scenario, *file.world);
    return trace_text(DigestTrace(model, file.scenario.seed, 8, 1), model, file);
  }();
  return kTrace;
}

inline void try_trace(std::string_view bytes) {
  expect_message([&] {
    const std::string there(bytes);
    const auto parts = compare_traces(there, sound_trace(), "trace");
    if (parts && trace_difference_text(*parts, "a", "b", Lang::fr).empty()) std::terminate();
  });
}

}  // namespace palabre::fuzz
