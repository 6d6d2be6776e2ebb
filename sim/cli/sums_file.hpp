// A range of replicates of one case as a file: its exact sums, the case itself, and which inputs
// and which model they are of, so that parts find together wherever they were run.

#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "sim/run/engine/ensemble.hpp"
#include "sim/scenario/scenario.hpp"

namespace palabre {

/// What stands in front of the sums.
struct SumsHead {
  std::string inputs;  // digest of the inputs, the number of replicates left out
  std::string tables;  // digest of the tables of the program that ran them
  std::string model;   // digest of what that program says of replicates 0 to 7
  std::int64_t first = 0, replicates = 0;
  std::string file;    // the scenario as it was named
  std::string beside;  // where it stood, which is where its world may be found
  std::string text;    // the case as a scenario file
};

/// The model of a case whatever the number of replicates: they are no part of its digest.
std::shared_ptr<const Model> model_of_any_count(Scenario scenario, const World& world);
/// What this program says of the first eight replicates, whatever changed in it: 32 hex digits.
std::string model_print(const std::shared_ptr<const Model>& model, std::int64_t seed);

/// The file of an ensemble of model_of_any_count(). `beside`: where the scenario stands.
std::string sums_bytes(const ScenarioFile& file, const std::filesystem::path& beside,
                       const std::shared_ptr<const Model>& model, const Ensemble& ensemble);

/// A file of sums, whole and unchanged.
struct SumsFile {
  SumsHead head;
  std::string sums;  // as Ensemble::sums() has written them
};
/// Throws FileError when it is none, of another format, or damaged.
SumsFile read_sums(const std::filesystem::path& path);

}  // namespace palabre
