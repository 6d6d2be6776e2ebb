// Targets 8 to 14 of the second edition, each known by 17 February 2022 (sim/MODEL.md 9).

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "tests/support/cases.hpp"

namespace palabre::second_edition {
namespace {

using test::Lanes;
using test::Sets;

constexpr int kBlocks = 24;  // of eight replicates

/// French and United Nations stay, no talks, no pacts.
const Sets kStay{"levers.french_withdrawal=never", "levers.national_effort=0",
                 "levers.local_effort=0"};
const Sets kLeave{"levers.national_effort=0", "levers.local_effort=0"};

void expect_within(double low, double value, double high) {
  EXPECT_LE(low, value);
  EXPECT_LE(value, high);
}
double mean(const std::vector<double>& x) {
  return std::accumulate(x.begin(), x.end(), 0.0) / double(x.size());
}

/// Attacks and shares of every cercle over some blocks, and their tallies.
class Ensemble {
 public:
  Ensemble(const Sets& sets, int lanes_each = kBlockLanes, int blocks = kBlocks, int weeks = 260)
      : model_(test::model(sets, weeks)), lanes_each_(lanes_each) {
    for (int k = 0; k < blocks; ++k) add(std::uint32_t(k * lanes_each));
  }
  const Model& model() const { return model_; }
  const std::vector<Lanes>& blocks() const { return blocks_; }
  int replicates() const { return lanes_each_ * int(blocks_.size()); }
  double sum(CercleFieldId field, int block, int week, int cercle) const {
    const auto& maps = maps_[std::size_t(block)];
    return double(maps[(std::size_t(field) * std::size_t(model_.weeks) + std::size_t(week)) *
                           std::size_t(model_.cercle_count) +
                       std::size_t(cercle)]);
  }
  double attacks(int block, int from, int to, int cercle) const {
    double all = 0.0;
    for (int week = from; week < to; ++week)
      all += sum(CercleFieldId::attacks, block, week, cercle);
    return all;
  }
  double tally(TallyId id) const {
    double all = 0.0;
    for (const Lanes& l : blocks_)
      for (int lane = 0; lane < lanes_each_; ++lane) all += l.tally(id, lane);
    return all;
  }

 private:
  void add(std::uint32_t first) {
    Lanes l;
    l.rows.resize(std::size_t(model_.weeks) * kWeekRows * kBlockLanes);
    l.out.series = l.rows.data();
    std::vector<std::int64_t> maps(kCercleFieldCount * std::size_t(model_.weeks) *
                                   std::size_t(model_.cercle_count));
    l.out.maps = maps.data();
    chosen_kernel().run_block({&model_, 12345, first, lanes_each_, 0}, l.out);
    l.out.maps = nullptr;
    blocks_.push_back(std::move(l));
    maps_.push_back(std::move(maps));
  }

  Model model_;
  int lanes_each_;
  std::vector<Lanes> blocks_;
  std::vector<std::vector<std::int64_t>> maps_;
};

const Ensemble& stay() {
  static const Ensemble all(kStay);
  return all;
}

double year_deaths(const Lanes& l, int lane, int year) {
  double dead = 0.0;
  for (int week = 52 * year; week < 52 * (year + 1); ++week)
    dead += l.row(week, SeriesId::deaths, lane);
  return dead;
}

TEST(SecondEdition, Target8_YearsDifferAsMuchAsTheyDid_M_ucdp_years) {
  const Model m = test::model(kStay, 520);
  std::vector<double> changes;
  for (std::uint32_t first = 0; first < 96; first += kBlockLanes) {
    const Lanes l = test::run_lanes(m, first);
    for (int lane = 0; lane < kBlockLanes; ++lane)
      for (int year = 1; year < 10; ++year)
        changes.push_back(std::log(std::max(1.0, year_deaths(l, lane, year)) /
                                   std::max(1.0, year_deaths(l, lane, year - 1))));
  }
  double squares = 0.0;
  for (double x : changes) squares += (x - mean(changes)) * (x - mean(changes));
  expect_within(.40, std::sqrt(squares / double(changes.size())), .75);
}

TEST(SecondEdition, Target9_CellsComeAndGoAsTheirNeighboursAre_M_onset) {
  const Ensemble runs(kStay, 1, 96);
  const Model& m = runs.model();
  std::array<double, 4> quiet{}, hit{}, active{}, gone{};
  for (int k = 0; k < 96; ++k)
    for (int year = 0; year < 4; ++year)
      for (int i = 0; i < m.cercle_count; ++i) {
        const CercleConstants& place = m.places[std::size_t(i)];
        std::size_t near = 0;
        for (int n = 0; n < place.neighbour_count; ++n)
          near +=
              runs.attacks(k, 52 * year, 52 * year + 52, place.neighbours[std::size_t(n)]) >= 2.0;
        near = std::min<std::size_t>(near, 3);
        const bool now = runs.attacks(k, 52 * year, 52 * year + 52, i) > 0.0;
        const bool then = runs.attacks(k, 52 * year + 52, 52 * year + 104, i) > 0.0;
        (now ? active : quiet)[near] += 1.0;
        if (now != then) (now ? gone : hit)[near] += 1.0;
      }
  // 90 % intervals of 6 of 69, 6 of 13, 4 of 12 and 5 of 8; of 7 of 12, 2 of 14, 1 of 23, 4 of 49.
  expect_within(.039, hit[0] / quiet[0], .164);
  expect_within(.22, hit[1] / quiet[1], .713);
  expect_within(.123, hit[2] / quiet[2], .609);
  expect_within(.289, hit[3] / quiet[3], .889);
  expect_within(.315, gone[0] / active[0], .819);
  expect_within(.026, gone[1] / active[1], .385);
  expect_within(.002, gone[2] / active[2], .190);
  expect_within(.028, gone[3] / active[3], .177);
}

/// Attacks where a tenth or more of the French stood.
double pressed(const Ensemble& runs, int from, int to) {
  double all = 0.0;
  for (int k = 0; k < int(runs.blocks().size()); ++k)
    for (int i = 0; i < runs.model().cercle_count; ++i)
      if (runs.model().places[std::size_t(i)].french >= .1) all += runs.attacks(k, from, to, i);
  return all;
}

TEST(SecondEdition, Target10_ALullDuringTheHandoverAndASurgeAfterIt_L_security_transitions) {
  const Ensemble leave(kLeave);
  EXPECT_LE(pressed(leave, 0, 26) / pressed(stay(), 0, 26), 1.06);
  expect_within(1.15, pressed(leave, 26, 78) / pressed(stay(), 26, 78), 1.8);
}

TEST(SecondEdition, Target11_WhoKills_M_one_sided_M_government_killings) {
  using T = TallyId;
  const auto dead = [](TallyId id) { return stay().tally(id); };
  const Params& p = stay().model().params;
  const auto civil = [](double harm) { return harm / (constants::kCountedHarmless + harm); };
  const double massacres = dead(T::deaths_massacres);
  const double army = dead(T::deaths_by_army), russians = dead(T::deaths_by_russians);
  // Massacres are counted among the deaths by army and Russians; here they are taken out by size.
  const double army_fights = army - massacres * army / (army + russians);
  const double russian_fights = russians - massacres * russians / (army + russians);
  const double groups =
      constants::kCivilJihadists * (dead(T::deaths_by_jihadists) + dead(T::deaths_by_rivals)) +
      constants::kCivilHunters * dead(T::deaths_by_hunters);
  const double governments =
      massacres + army_fights * civil(p.war_army_harm) + russian_fights * civil(p.war_russian_harm);
  const double between =
      dead(T::deaths_in_feuds) + (1.0 - constants::kCivilHunters) * dead(T::deaths_by_hunters);
  const double all = dead(T::deaths);
  expect_within(.35, (all - groups - governments - between) / all, .60);
  expect_within(.12, between / all, .32);
  expect_within(.10, groups / all, .40);
  expect_within(0.0, governments / all, .18);
}

TEST(SecondEdition, Target12_TheVoteIsRatherPutOffThanHeld_M_transition_calendar) {
  const Ensemble base({});
  const double held = base.tally(TallyId::election_held) / base.replicates();
  expect_within(.55, 1.0 - held, .85);
}

TEST(SecondEdition, Target13_NoGroundIsLostWithoutAnAttacker_C18) {
  const Ensemble runs(kStay, 1, 64);
  double lost = 0.0, lost_at_war = 0.0, worst = 0.0;
  int out_of_reach = 0;  // cercles and replicates without an attack there or next door
  for (int i = 0; i < runs.model().cercle_count; ++i) {
    const double people = runs.model().places[std::size_t(i)].people;
    for (int k = 0; k < 64; ++k) {
      const double fell = (runs.sum(CercleFieldId::state_share, k, 0, i) -
                           runs.sum(CercleFieldId::state_share, k, 259, i)) /
                          0x1p40;
      const bool war = runs.attacks(k, 0, 260, i) > 0.0;
      const CercleConstants& place = runs.model().places[std::size_t(i)];
      double near = 0.0;
      for (int n = 0; n < place.neighbour_count; ++n)
        near += runs.attacks(k, 0, 260, place.neighbours[std::size_t(n)]);
      if (!war && near == 0.0) {
        worst = std::max(worst, fell);
        ++out_of_reach;
      }
      lost += std::max(0.0, people * fell);
      lost_at_war += war ? std::max(0.0, people * fell) : 0.0;
    }
  }
  EXPECT_GT(lost, 0.0);
  EXPECT_GE(lost_at_war, .8 * lost);
  EXPECT_GT(out_of_reach, 30);
  EXPECT_LE(worst, .005);
}

TEST(SecondEdition, Target14_TheSouthIsNotSealedOff_M_south_incidents) {
  const Ensemble runs(kStay, 1, 96);
  const Model& m = runs.model();
  std::vector<double> medians, fresh;
  for (int k = 0; k < 96; ++k) {
    std::vector<double> change;
    double reached = 0.0;
    for (int i = 0; i < m.cercle_count; ++i) {
      if (m.places[std::size_t(i)].zone != 0) continue;
      change.push_back((runs.sum(CercleFieldId::jihadist_share, k, 259, i) -
                        runs.sum(CercleFieldId::jihadist_share, k, 0, i)) /
                       0x1p40);
      reached += runs.attacks(k, 0, 52, i) == 0.0 && runs.attacks(k, 208, 260, i) > 0.0;
    }
    std::sort(change.begin(), change.end());
    medians.push_back(change[change.size() / 2]);
    fresh.push_back(reached);
  }
  EXPECT_GE(mean(medians), -.001);
  std::sort(fresh.begin(), fresh.end());
  expect_within(1.0, fresh[fresh.size() / 2], 6.0);  // wanted 1 to 5; MODEL.md 9.3 has the trade
}

}  // namespace
}  // namespace palabre::second_edition
