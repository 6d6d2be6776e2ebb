// The same inputs without libFuzzer: for every reader sound input, and what libFuzzer has found,
// spoiled by a generator of fixed seed.
//   fuzz_mutate [SECONDS [READER]]     all readers together so long (10), or one alone
//   fuzz_mutate --seeds READER FOLDER  writes the sound input, for libFuzzer to begin with

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <random>

#include "tests/fuzz/readers.hpp"

namespace {

using namespace palabre;

std::size_t below(std::mt19937& random, std::size_t n) { return n == 0 ? 0 : random() % n; }

void spoil(std::string& text, std::mt19937& random) {
  const std::size_t at = below(random, text.size() + 1);
  const std::size_t length = below(random, std::min<std::size_t>(12, text.size() - at) + 1);
  const std::string_view token = fuzz::kTokens[below(random, std::size(fuzz::kTokens))];
  switch (below(random, 5)) {
    case 0:
      text.insert(at, token);
      break;
    case 1:
      text.replace(at, length, token);
      break;
    case 2:
      text.erase(at, length);
      break;
    case 3:
      text.insert(below(random, text.size() + 1), text.substr(at, length * 4));
      break;
    default:
      if (at < text.size()) text[at] = char(random());
  }
}

std::string spoilt(std::string text, std::mt19937& random) {
  for (std::size_t n = 1 + below(random, 4); n > 0; --n) spoil(text, random);
  return text;
}

/// First what is sound and what was found, as it is; then spoiled, for so long.
void run(const fuzz::Reader& reader, double seconds) {
  std::vector<std::string> inputs = reader.seeds();
  for (std::string& found : fuzz::corpus_of(reader.name)) inputs.push_back(std::move(found));
  for (const std::string& input : inputs) reader.read(input);
  const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  unsigned count = 0;
  for (; std::chrono::steady_clock::now() < end; ++count) {
    std::mt19937 random(count);
    reader.read(spoilt(inputs[below(random, inputs.size())], random));
  }
  std::printf("%-10s %zu inputs as they are, %u spoiled\n", std::string(reader.name).c_str(),
              inputs.size(), count);
  std::fflush(stdout);
}

const fuzz::Reader* find_reader(std::string_view name) {
  const auto* found = std::find_if(std::begin(fuzz::kReaders), std::end(fuzz::kReaders),
                                   [&](const fuzz::Reader& one) { return one.name == name; });
  return found == std::end(fuzz::kReaders) ? nullptr : found;
}

int write_seeds(std::string_view name, const std::filesystem::path& folder) {
  const fuzz::Reader* reader = find_reader(name);
  if (reader == nullptr) return 2;
  int number = 0;
  for (const std::string& seed : reader->seeds())
    std::ofstream(folder / ("sound-" + std::to_string(++number)), std::ios::binary) << seed;
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 4 && std::strcmp(argv[1], "--seeds") == 0) return write_seeds(argv[2], argv[3]);
  const double seconds = argc > 1 ? std::atof(argv[1]) : 10.0;
  if (argc > 2) {
    const fuzz::Reader* one = find_reader(argv[2]);
    if (one == nullptr) {
      std::fprintf(stderr, "no such reader: %s\n", argv[2]);
      return 2;
    }
    run(*one, seconds);
    return 0;
  }
  for (const fuzz::Reader& reader : fuzz::kReaders)
    run(reader, seconds / double(std::size(fuzz::kReaders)));
  return 0;
}
