// Are the signs of the patterns an accident of the defaults? In random worlds every other parameter
// is drawn half-way to its limits; the signs must hold nearly everywhere all the same. Two worlds
// are a quick look; ten, with more replicates, are the test.
//   PALABRE_WORLDS  how many worlds (2; `tests/long worlds` asks for 10)

#include <gtest/gtest.h>

#include <cstdlib>
#include <iostream>

#include "tests/pattern/pattern.hpp"

namespace palabre::pattern {
namespace worlds_test {

constexpr int kAllWorlds = 10;

int worlds_asked() {
  const char* asked = std::getenv("PALABRE_WORLDS");
  return asked != nullptr ? std::max(1, std::atoi(asked)) : 2;
}
bool is_quick() { return worlds_asked() < kAllWorlds; }
int replicates() { return is_quick() ? 64 : 200; }

bool has_sign(const Row& row) {
  return row.want.sense == Sense::up || row.want.sense == Sense::down;
}

struct Count {
  int held = 0, asked = 0;
};

/// How often the signs of a table hold; a tie is a miss.
Count count_signs(const std::vector<Row>& rows, std::vector<Bench>& benches) {
  Count all;
  for (const Row& row : rows) {
    if (!has_sign(row)) continue;
    int held = 0;
    for (Bench& bench : benches) held += bench.judge(row, replicates()).right_sign ? 1 : 0;
    const int worlds = int(benches.size());
    if (held < worlds)
      std::cout << row.id << ' ' << held << '/' << worlds << ' ' << row.says << '\n';
    all.held += held;
    all.asked += worlds;
  }
  std::cout << all.held << " of " << all.asked << " signs held\n";
  return all;
}

/// The worlds, shared by the tests so that no setting runs twice.
std::vector<Bench>& random_worlds() {
  static std::vector<Bench> worlds = [] {
    std::vector<Bench> out;
    for (int number = 0; number < worlds_asked(); ++number)
      out.push_back(Bench::random_world(number));
    return out;
  }();
  return worlds;
}

TEST(RandomWorlds, KeepTheSignsOfThePages) {
  const Count count = count_signs(articles(), random_worlds());
  EXPECT_GE(count.asked, 60 * worlds_asked());
  EXPECT_GE(count.held, (is_quick() ? .9 : .95) * count.asked);
}

TEST(RandomWorlds, KeepTheSignsOfTheClaims) {
  const Count count = count_signs(pattern::claims(), random_worlds());
  EXPECT_GE(count.held, (is_quick() ? .85 : .9) * count.asked);
}

TEST(RandomWorlds, KeepMostSignsOfTheInteractions) {
  const Count count = count_signs(interactions(), random_worlds());
  EXPECT_GE(count.held, (is_quick() ? .8 : .9) * count.asked);
}

}  // namespace worlds_test
}  // namespace palabre::pattern
