// The seven targets known by 17 February 2022, each with its source, and the strains beside them.
// PALABRE_CALIBRATION_TABLE=FILE writes the table of sim/MODEL.md 9. Targets 8 to 14:
// second_edition_test.cpp.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>
#include <numeric>

#include "tests/support/cases.hpp"

namespace palabre {
namespace calibration_test {

using test::Lanes;
using test::Sets;

constexpr int kReplicates = 512;
constexpr int kOnsetReplicates = 96;
constexpr int kYears = 5;

/// One number of every replicate.
using Sample = std::vector<double>;

double mean(const Sample& x) { return std::accumulate(x.begin(), x.end(), 0.0) / double(x.size()); }
double quantile(Sample x, double q) {
  std::sort(x.begin(), x.end());
  return x[std::size_t(q * double(x.size()))];
}

Sets with(Sets sets, std::initializer_list<const char*> more) {
  sets.insert(sets.end(), more.begin(), more.end());
  return sets;
}
/// French and United Nations stay, no talks, no pacts.
Sets stay(const Sets& sets) {
  return with(sets, {"levers.french_withdrawal=never", "levers.national_effort=0",
                     "levers.local_effort=0"});
}

/// Sums of the map fields over all replicates of a block, [field][week][cercle].
struct Maps {
  explicit Maps(const Model& m)
      : weeks(std::size_t(m.weeks)),
        cercles(std::size_t(m.cercle_count)),
        sums(kCercleFieldCount * weeks * cercles) {}
  std::int64_t at(CercleFieldId field, std::size_t week, std::size_t cercle) const {
    return sums[(std::size_t(field) * weeks + week) * cercles + cercle];
  }
  std::size_t weeks, cercles;
  std::vector<std::int64_t> sums;
};

struct War {
  Sample area_growth, deaths, attacks, dispersion, mopti, gao, south, segou;
  std::array<Sample, kYears + 1> displaced;
  std::array<double, 3> zone_growth{};  // south, centre, north
};

double region_share(const Model& m, const Lanes& l, int lane,
                    std::initializer_list<const char*> of) {
  double sum = 0.0, all = 0.0;
  for (std::size_t r = 0; r < m.regions.size(); ++r) {
    const double dead = l.out.deaths_by_region[r][std::size_t(lane)];
    all += dead;
    for (const char* name : of) sum += m.regions[r] == name ? dead : 0.0;
  }
  return sum / all;
}

/// Variance over mean of the deaths of 31 four-week months, as the data has 31 months.
double dispersion(const Lanes& l, int lane) {
  constexpr int kMonths = 31;
  double sum = 0.0, squares = 0.0;
  for (int month = 0; month < kMonths; ++month) {
    double dead = 0.0;
    for (int week = 4 * month; week < 4 * month + 4; ++week)
      dead += l.row(week, SeriesId::deaths, lane);
    sum += dead;
    squares += dead * dead;
  }
  const double average = sum / kMonths;
  return (squares / kMonths - average * average) * kMonths / (kMonths - 1) / average;
}

void zone_growth(const Model& m, const Maps& maps, War& war) {
  std::array<double, 3> area{};
  for (std::size_t i = 0; i < maps.cercles; ++i) {
    const CercleConstants& place = m.places[i];
    const double grown = double(maps.at(CercleFieldId::jihadist_share, maps.weeks - 1, i) -
                                maps.at(CercleFieldId::jihadist_share, 0, i)) /
                         0x1p40 / kReplicates;
    war.zone_growth[std::size_t(place.zone)] += place.area * grown;
    area[std::size_t(place.zone)] += place.area;
  }
  for (std::size_t z = 0; z < 3; ++z) war.zone_growth[z] /= area[z];
}

War war(const Sets& sets) {
  const Model m = test::model(stay(sets));
  War out;
  Maps maps(m);
  Lanes l;
  l.rows.resize(std::size_t(m.weeks) * kWeekRows * kBlockLanes);
  l.out.series = l.rows.data();
  l.out.maps = maps.sums.data();
  for (std::uint32_t first = 0; first < kReplicates; first += kBlockLanes) {
    chosen_kernel().run_block({&m, 12345, first, kBlockLanes, 0}, l.out);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      out.area_growth.push_back(l.tally(TallyId::jihadist_area_end, lane) -
                                l.tally(TallyId::jihadist_area_start, lane));
      out.deaths.push_back(l.tally(TallyId::deaths_first_year, lane));
      double attacks = 0.0;
      for (int week = 0; week < 52; ++week) attacks += l.row(week, SeriesId::attacks, lane) / 52;
      out.attacks.push_back(attacks);
      out.dispersion.push_back(dispersion(l, lane));
      out.mopti.push_back(region_share(m, l, lane, {"Mopti"}));
      out.gao.push_back(region_share(m, l, lane, {"Gao", "Menaka"}));
      out.segou.push_back(region_share(m, l, lane, {"Segou"}));
      out.south.push_back(region_share(m, l, lane, {"Kayes", "Koulikoro", "Sikasso", "Bamako"}));
      for (int year = 0; year <= kYears; ++year)
        out.displaced[std::size_t(year)].push_back(
            l.row(std::max(0, 52 * year - 1), SeriesId::displaced, lane));
    }
  }
  zone_growth(m, maps, out);
  return out;
}

/// Quiet cercles by number of affected neighbours (3: three or more): how many see their first
/// attack within the next year.
struct Onset {
  std::array<double, 4> quiet{}, hit{};
  double active = 0.0, fresh = 0.0;  // cercles hit in year 1; newly hit in year 2, per replicate
  double rate(std::size_t k) const { return hit[k] / quiet[k]; }
};

/// Attacks of each cercle and year of one replicate: the other lanes are left out of the maps.
std::array<std::array<double, kCercleMax>, kYears> attacks_by_year(const Model& m,
                                                                   std::uint32_t replicate) {
  Maps maps(m);
  Lanes l;
  l.rows.resize(std::size_t(m.weeks) * kWeekRows * kBlockLanes);
  l.out.series = l.rows.data();
  l.out.maps = maps.sums.data();
  chosen_kernel().run_block({&m, 12345, replicate, 1, 0}, l.out);
  std::array<std::array<double, kCercleMax>, kYears> years{};
  for (std::size_t week = 0; week < 52 * kYears; ++week)
    for (std::size_t i = 0; i < maps.cercles; ++i)
      years[week / 52][i] += double(maps.at(CercleFieldId::attacks, week, i));
  return years;
}

Onset onset(const Sets& sets) {
  const Model m = test::model(stay(sets));
  Onset out;
  for (std::uint32_t replicate = 0; replicate < kOnsetReplicates; ++replicate) {
    const auto years = attacks_by_year(m, replicate);
    for (std::size_t i = 0; i < std::size_t(m.cercle_count); ++i) {
      const CercleConstants& place = m.places[i];
      out.active += years[0][i] > 0.0 ? 1.0 / kOnsetReplicates : 0.0;
      for (std::size_t year = 0; year + 1 < kYears; ++year) {
        if (years[year][i] > 0.0) continue;
        int affected = 0;
        for (int k = 0; k < place.neighbour_count; ++k)
          affected += years[year][std::size_t(place.neighbours[std::size_t(k)])] >= 2.0 ? 1 : 0;
        const bool hit = years[year + 1][i] > 0.0;
        const std::size_t pool = std::size_t(std::min(affected, 3));
        out.quiet[pool] += 1.0;
        out.hit[pool] += hit ? 1.0 : 0.0;
        if (year == 0 && hit) out.fresh += 1.0 / kOnsetReplicates;
      }
    }
  }
  return out;
}

/// Lives of approved pacts in the baseline; ten years, so that few are cut off by the end. [weeks]
Sample pact_lives(const Sets& sets) {
  const Model m = test::model(with(sets, {"jihadists.pact_approval=1"}), 520);
  std::vector<std::int64_t> ended(std::size_t(m.weeks));
  Lanes l;
  l.rows.resize(std::size_t(m.weeks) * kWeekRows * kBlockLanes);
  l.out.series = l.rows.data();
  l.out.pact_lives = ended.data();
  for (std::uint32_t first = 0; first < 64; first += kBlockLanes)
    chosen_kernel().run_block({&m, 12345, first, kBlockLanes, 0}, l.out);
  Sample lives;
  for (std::size_t weeks = 0; weeks < ended.size(); ++weeks)
    lives.insert(lives.end(), std::size_t(ended[weeks]), double(weeks));
  return lives;
}

double truce_by_end_of_2025(const Sets& sets) {
  const Model m = test::model(
      with(sets, {"levers.minusma_exit=2023-06-26", "levers.sanctions_end=2022-07-04"}));
  int reached = 0;
  for (std::uint32_t first = 0; first < 2 * kReplicates; first += kBlockLanes) {
    const Lanes l = test::run_lanes(m, first);
    for (int lane = 0; lane < kBlockLanes; ++lane) {
      const double week = l.tally(TallyId::truce_week, lane);
      reached += week >= 0 && week < 202 ? 1 : 0;
    }
  }
  return double(reached) / (2 * kReplicates);
}

double share_of(const Results& r, OutcomeId id) { return r.outcomes[std::size_t(id)].share.value; }

/// Everything that the table shows, of one calibration.
struct Measured {
  War war;
  Onset onset;
  Sample lives, lives_post_stays;
  double truce_2025, french_exit;
  std::shared_ptr<const Results> baseline, hard;
};

/// The south set harder than in any scenario of the pages: reach, recruitment and leverage
/// together.
Sets hard_south(const Sets& sets) {
  return with(sets, {"levers.coastal_support=0", "territory.reach=1", "war.recruitment=0.03",
                     "territory.guerrilla_leverage=7.5", "territory.contest_speed=0.016"});
}

double area_end(const Sets& sets) {
  return test::value(*test::ensemble(sets, kReplicates), StatisticId::jihadist_share_area_end);
}

Measured measure(const Sets& sets) {
  Measured m;
  m.war = war(sets);
  m.onset = onset(sets);
  m.lives = pact_lives(sets);
  m.lives_post_stays = pact_lives(with(sets, {"pacts.army_exit=0"}));
  m.truce_2025 = truce_by_end_of_2025(sets);
  const Sets quiet = with(sets, {"levers.national_effort=0", "levers.local_effort=0"});
  m.french_exit = area_end(quiet) - area_end(stay(sets));
  m.baseline = test::ensemble(sets, 2 * kReplicates);
  m.hard = test::ensemble(hard_south(sets), kReplicates);
  return m;
}

const Measured& now() {
  static const Measured measured = measure({});
  return measured;
}

void expect_within(double low, double value, double high) {
  EXPECT_LE(low, value);
  EXPECT_LE(value, high);
}

TEST(Calibration, Target1_TheJihadistsGainGroundAndMostInTheCentre_C18) {
  expect_within(.01, mean(now().war.area_growth), .08);
  const auto& [south, centre, north] = now().war.zone_growth;
  EXPECT_GT(centre, 2 * north);
  EXPECT_GT(centre, 2 * south);
}

TEST(Calibration, Target2_DeathsAttacksAndTheirDispersion_M_ucdp_deaths_M_dispersion) {
  expect_within(1000, mean(now().war.deaths), 1600);
  expect_within(15, mean(now().war.attacks), 25);
  expect_within(20, mean(now().war.dispersion), 80);
  expect_within(24, quantile(now().war.dispersion, .5), 80);  // 21 before: at the low end
  // The luck of years widens the first one too: 760 to 1,800 in the first edition.
  EXPECT_LT(quantile(now().war.deaths, .95) - quantile(now().war.deaths, .05), 1600);
}

TEST(Calibration, Target3_WherePeopleDie_M_death_regions) {
  expect_within(.50, mean(now().war.mopti), .70);
  expect_within(.15, mean(now().war.gao), .30);
  expect_within(0.0, mean(now().war.south), .05);
  EXPECT_LT(mean(now().war.segou), .125);  // .06 in the data; .136 before
}

TEST(Calibration, Target4_DisplacedStartAsKnownAndSaturate_M_displaced) {
  std::array<double, kYears + 1> stock{};
  for (std::size_t year = 0; year <= kYears; ++year) stock[year] = mean(now().war.displaced[year]);
  expect_within(300e3, stock[0], 400e3);
  EXPECT_GT(stock[1], .98 * stock[0]);                  // -6 % before
  EXPECT_LT(stock[5], 1.27 * stock[0]);                 // +30 % before
  EXPECT_LT(stock[5] - stock[4], stock[4] - stock[3]);  // it slows
}

TEST(Calibration, Target5_QuietCerclesAreHitFromTheirNeighbours_M_onset) {
  // 90 % intervals of 6 of 69, 6 of 13, 4 of 12 and 5 of 8 cases.
  expect_within(.039, now().onset.rate(0), .164);
  expect_within(.224, now().onset.rate(1), .713);
  expect_within(.123, now().onset.rate(2), .609);
  expect_within(.289, now().onset.rate(3), .889);
  EXPECT_GT(now().onset.rate(1), 2 * now().onset.rate(0));  // 1.6 times before
  expect_within(28 - 4, now().onset.active, 32 + 4);
  expect_within(3, now().onset.fresh, 8);
}

TEST(Calibration, Target6_PactsLiveForMonths_M_pact_lives) {
  expect_within(17.4, quantile(now().lives, .5), 52.2);  // 4 to 12 months
  expect_within(quantile(now().lives_post_stays, .25), 111 / 7.0,
                quantile(now().lives_post_stays, .75));
}

TEST(Calibration, Target7_ANationalTruceIsUnlikelyButPossible_C20_C26) {
  expect_within(.05, now().truce_2025, .25);
  const Results& r = *now().baseline;
  int seen = 0;
  for (const OutcomeShare& outcome : r.outcomes) {
    EXPECT_LT(outcome.share.value, .70);
    seen += outcome.share.value > .005 ? 1 : 0;
  }
  EXPECT_GE(seen, 6);
  expect_within(10, test::value(r, StatisticId::attacks_per_week), 50);
  expect_within(150e3, test::value(r, StatisticId::displaced_end), 900e3);
  expect_within(.20, test::value(r, StatisticId::talks_started), .80);
}

TEST(Calibration, AStateCanCollapseButNotByItself_A_class_rules) {
  EXPECT_LT(share_of(*now().baseline, OutcomeId::collapse), .01);
  expect_within(.10, share_of(*now().hard, OutcomeId::collapse), .50);
}

TEST(Calibration, TheFrenchExitCostsGroundButDoesNotDecideTheWar_C43_M_handover) {
  expect_within(.01, now().french_exit, .065);  // .080 before
  EXPECT_LT(share_of(*now().baseline, OutcomeId::insurgent_advance), .40);
}

// --- the table of MODEL.md 9
// ------------------------------------------------------------------------

std::string cell(const Sample& x, double scale, int digits) {
  char text[100];
  std::snprintf(text, sizeof text, "%.*f, %.*f (%.*f to %.*f)", digits, mean(x) * scale, digits,
                quantile(x, .5) * scale, digits, quantile(x, .05) * scale, digits,
                quantile(x, .95) * scale);
  return text;
}
std::string cell(double x, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*f", digits, x);
  return text;
}

using Column = std::vector<std::string>;

Column column(const Measured& m) {
  Column c{cell(m.war.area_growth, 1, 3)};
  c.push_back(cell(m.war.zone_growth[0], 3) + ", " + cell(m.war.zone_growth[1], 3) + ", " +
              cell(m.war.zone_growth[2], 3));
  c.push_back(cell(m.war.deaths, 1, 0));
  c.push_back(cell(m.war.attacks, 1, 1));
  c.push_back(cell(m.war.dispersion, 1, 0));
  for (const Sample* share : {&m.war.mopti, &m.war.gao, &m.war.south, &m.war.segou})
    c.push_back(cell(*share, 1, 3));
  for (const Sample& stock : m.war.displaced) c.push_back(cell(stock, 1e-3, 0));
  for (std::size_t k = 0; k < 4; ++k) c.push_back(cell(m.onset.rate(k), 3));
  c.push_back(cell(m.onset.active, 1) + "; " + cell(m.onset.fresh, 1));
  for (const Sample* lives : {&m.lives, &m.lives_post_stays})
    c.push_back(cell(quantile(*lives, .5), 0) + " (" + cell(quantile(*lives, .25), 0) + " to " +
                cell(quantile(*lives, .75), 0) + ")");
  c.push_back(cell(m.truce_2025, 3));
  c.push_back(cell(share_of(*m.baseline, OutcomeId::collapse), 3) + "; " +
              cell(share_of(*m.hard, OutcomeId::collapse), 3));
  c.push_back(cell(m.french_exit, 3));
  c.push_back(cell(share_of(*m.baseline, OutcomeId::insurgent_advance), 2));
  return c;
}

TEST(Calibration, Table) {
  const char* file = std::getenv("PALABRE_CALIBRATION_TABLE");
  if (file == nullptr) GTEST_SKIP() << "PALABRE_CALIBRATION_TABLE=FILE writes the table";
  const Column rows{"1 jihadist area, end minus start | .01 to .08",
                    "1 the same by zone: south, centre, north | centre most",
                    "2 deaths, first year | 1,000 to 1,600",
                    "2 attacks a week, first year | 15 to 25",
                    "2 variance over mean, 31 months | 20 to 80 (data 42)",
                    "3 deaths in Mopti | .50 to .70 (data .60)",
                    "3 deaths in Gao and Ménaka | .15 to .30 (data .23)",
                    "3 deaths in the south | at most .05 (data .02)",
                    "- deaths in Ségou | no target (data .06)",
                    "4 displaced at the start, thousand | 350 (300 to 400)",
                    "4 after year 1 | saturates",
                    "4 after year 2 | saturates",
                    "4 after year 3 | saturates",
                    "4 after year 4 | saturates",
                    "4 after year 5 | saturates",
                    "5 onset, no affected neighbour | .09 (.04 to .16)",
                    "5 onset, one | .46 (.22 to .71)",
                    "5 onset, two | .33 (.12 to .61)",
                    "5 onset, three and more | .62 (.29 to .89)",
                    "5 cercles active in year 1; new in year 2 | 28 to 32; 3 to 8",
                    "6 life of approved pacts, weeks: median (quartiles) | 17 to 52",
                    "6 the same where the post stays | quartiles hold 15.9 (Niono)",
                    "7 truce by the end of 2025 | .05 to .25",
                    "- collapse: baseline; hard south | reachable",
                    "- French exit, area without talks | no target",
                    "- insurgent advance, baseline | no target"};
  const Column now_is = column(now());
  ASSERT_EQ(rows.size(), now_is.size());
  std::ofstream out(file);
  out << "| target | wanted | now |\n|---|---|---|\n";
  for (std::size_t i = 0; i < rows.size(); ++i)
    out << "| " << rows[i] << " | " << now_is[i] << " |\n";
}

}  // namespace calibration_test
}  // namespace palabre
