// Are the signs of the patterns an accident of the defaults? In random worlds every other parameter
// is drawn half-way to its limits; the signs must hold nearly everywhere all the same. Two worlds
// are a quick look; ten, with more replicates, are the test.
// Of the ten worlds, rows that miss in more than two are looked at again with 2,000 replicates, and
// it is printed in how many of them the difference is clear, and which way.
//   PALABRE_WORLDS  how many worlds (2; `tests/long worlds` asks for 10)

#include <gtest/gtest.h>

#include <cmath>
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

/// In how many worlds a row's difference is more than two standard errors, one way and the other.
void look_again(const Row& row, std::vector<Bench>& benches) {
  constexpr int kReplicates = 2000;
  int with = 0, against = 0, none = 0;
  std::string strongest;
  double most = 0.0;
  for (Bench& bench : benches) {
    const Verdict verdict = bench.judge(row, kReplicates);
    if (verdict.change == 0.0) ++none;
    if (!(verdict.error > 0.0)) continue;  // no run differs: nothing to count in errors
    const double errors = std::abs(verdict.change) / verdict.error;
    if (errors > 2.0) ++(verdict.right_sign ? with : against);
    if (verdict.right_sign || !(errors > most)) continue;
    most = errors;
    strongest = verdict.text;
  }
  std::cout << "  again, " << kReplicates << " replicates: clearly so in " << with
            << ", clearly not in " << against << ", no difference at all in " << none << " of "
            << benches.size() << '\n';
  if (!strongest.empty())
    std::cout << "  furthest against (" << most << " errors): " << strongest << '\n';
}

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
    if (!is_quick() && held < worlds - 2) look_again(row, benches);
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
