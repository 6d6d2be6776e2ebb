// The histograms of an ensemble: few or many, by one thread or several, the ranks are those of the
// sorted values.

#include "sim/run/engine/histograms.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <thread>

namespace palabre {
namespace histograms_test {

constexpr int kWeeks = 21;
using Blocks = std::vector<std::uint16_t>;  // [block][week][series][lane]

Blocks random_blocks(std::size_t blocks, unsigned seed) {
  std::mt19937 random(seed);
  Blocks out;
  for (std::size_t b = 0; b < blocks * kWeeks; ++b)
    for (const SeriesSpec& spec : series_specs())
      for (int lane = 0; lane < kBlockLanes; ++lane)  // now and then one that does not count
        out.push_back(std::uint16_t(random() % (b % 3 == 0 ? 5u : unsigned(spec.bins) + 1)));
  return out;
}

void expect_ranks_of(const Histograms& h, const Blocks& blocks) {
  const std::size_t size = std::size_t(kWeeks) * kSeriesCount * kBlockLanes;
  for (int week = 0; week < kWeeks; ++week)
    for (std::size_t s = 0; s < kSeriesCount; ++s) {
      std::vector<std::size_t> sorted;
      for (std::size_t at = 0; at < blocks.size(); at += size)
        for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
          const std::size_t bin =
              blocks[at + (std::size_t(week) * kSeriesCount + s) * kBlockLanes + lane];
          if (bin < std::size_t(series_specs()[s].bins)) sorted.push_back(bin);
        }
      std::sort(sorted.begin(), sorted.end());
      const auto n = std::int64_t(sorted.size());
      const Histograms::Ranks ranks{0, n / 4, n / 2, n * 3 / 4, n - 1};
      const Histograms::Bins bins = h.bins_at(week, s, ranks);
      for (std::size_t k = 0; k < ranks.size(); ++k)
        ASSERT_EQ(bins[k], sorted[std::size_t(ranks[k])]) << week << " " << series_specs()[s].id;
    }
}

TEST(Histograms, KnowTheRanksOfFewAndOfMany) {
  for (const std::size_t blocks : {std::size_t{1}, std::size_t{8}, Histograms::kFewBlocks,
                                   Histograms::kFewBlocks + 1, 3 * Histograms::kFewBlocks}) {
    const Blocks all = random_blocks(blocks, unsigned(blocks));
    Histograms h(kWeeks);
    const std::size_t size = all.size() / blocks;
    for (std::size_t b = 0; b < blocks; ++b) h.add(&all[b * size], 1, b);
    expect_ranks_of(h, all);
  }
}

TEST(Histograms, AddUpFewAndManyInAnyOrder) {
  for (const auto& [first, second] : std::initializer_list<std::pair<std::size_t, std::size_t>>{
           {4, 5}, {4, 40}, {40, 4}, {20, 20}, {40, 50}}) {
    Blocks a = random_blocks(first, 1);
    const Blocks b = random_blocks(second, 2);
    Histograms x(kWeeks), y(kWeeks);
    x.add(a.data(), first, 0);
    y.add(b.data(), second, 3);
    x += y;
    a.insert(a.end(), b.begin(), b.end());
    expect_ranks_of(x, a);
  }
}

TEST(Histograms, ThreadsCountAtTheSameTime) {
  const std::size_t blocks = 4 * Histograms::kFewBlocks;
  const Blocks all = random_blocks(blocks, 9);
  const std::size_t size = all.size() / blocks;
  Histograms h(kWeeks);
  {
    std::vector<std::jthread> threads;
    for (std::size_t k = 0; k < 4; ++k)
      threads.emplace_back([&, k] {
        for (std::size_t b = k; b < blocks; b += 4) h.add(&all[b * size], 1, 5 * k);
      });
  }
  expect_ranks_of(h, all);
}

TEST(Histograms, CarryBinsBeforeTheyOverflow) {
  const std::size_t blocks = 3 * Histograms::kFewBlocks;
  Blocks all = random_blocks(blocks, 4);
  const std::size_t size = all.size() / blocks;
  for (const std::int64_t most : {8, 24, 100, 1000}) {
    Histograms h(kWeeks, most), more(kWeeks, most);
    for (std::size_t b = 0; b < blocks; ++b) h.add(&all[b * size], 1, b);
    expect_ranks_of(h, all);
    for (std::size_t b = 0; b < blocks; ++b) more.add(&all[b * size], 1, b);
    more += h;
    Blocks twice = all;
    twice.insert(twice.end(), all.begin(), all.end());
    expect_ranks_of(more, twice);
  }
}

TEST(Histograms, FewAndManyAndCarriedAreTheSameBytes) {
  const std::size_t blocks = 2 * Histograms::kFewBlocks;
  const Blocks all = random_blocks(blocks, 5);
  const std::size_t size = all.size() / blocks;
  const auto written = [](Histograms& h) {
    SumsArchive archive;
    h.exchange(archive);
    return archive.written();
  };
  Histograms many(kWeeks), carried(kWeeks, 16), first(kWeeks), second(kWeeks), read(kWeeks);
  for (std::size_t b = 0; b < blocks; ++b) many.add(&all[b * size], 1, b);
  for (std::size_t b = blocks; b-- > 0;) carried.add(&all[b * size], 1, b);
  for (std::size_t b = 0; b < blocks; ++b) (b % 2 ? first : second).add(&all[b * size], 1, b);
  first += second;
  EXPECT_EQ(written(carried), written(many));
  EXPECT_EQ(written(first), written(many));
  const std::string bytes = written(many);
  SumsArchive archive(bytes);
  read.exchange(archive);
  archive.end();
  EXPECT_EQ(written(read), bytes);
  expect_ranks_of(read, all);
}

}  // namespace histograms_test
}  // namespace palabre
