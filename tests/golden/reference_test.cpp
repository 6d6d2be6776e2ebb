// The same numbers as the reference program, replicate by replicate: classes and stage weeks equal,
// end values and weekly series to 1e-9.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "sim/model/compile.hpp"
#include "sim/model/kernel.hpp"
#include "sim/scenario/scenario.hpp"
#include "tests/support/paths.hpp"
#include "tests/support/reference.hpp"

namespace palabre {
namespace reference_test {

namespace fs = std::filesystem;
using Table = std::vector<std::vector<double>>;

Table read_table(const std::string& name) {
  std::ifstream in(fs::path(palabre::test::root()) / "tests/golden/reference" / (name + ".csv"));
  EXPECT_TRUE(in.is_open()) << name;
  Table rows;
  std::string line;
  std::getline(in, line);  // header
  while (std::getline(in, line)) {
    std::istringstream cells(line);
    std::vector<double> row;
    for (std::string cell; std::getline(cells, cell, ',');) row.push_back(std::stod(cell));
    rows.push_back(std::move(row));
  }
  return rows;
}

struct Case {
  const char* table;
  std::vector<std::string> sets;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"baseline", {}},
      {"french_stay_tolerant", {"levers.french_withdrawal=never", "partners.red_line=0"}},
      {"public_good_offices", {"levers.talks_channel=public", "talks.mediator=0.8"}},
      {"local_pacts_only", {"levers.national_effort=0", "levers.local_effort=2.5"}},
      {"minusma_leaves", {"levers.minusma_exit=2023-06-19"}},
      {"russian_surge", {"partners.russian_troops=3000", "levers.army_surge=0.5"}},
      {"offer_and_guarantee",
       {"levers.full_precondition_offer=true", "talks.guarantee=0.8", "talks.mediator=0.8"}},
      {"truce_and_release",
       {"talks.mediator=0.95", "levers.talks_channel=secret", "levers.prisoner_release=2022-03-14",
        "levers.prisoners_released=40"}},
      {"gulf_of_guinea",
       {"levers.coastal_support=0", "territory.reach=0.7", "war.recruitment=0.018"}},
      {"strength_first",
       {"levers.talks_open=2023-08-14", "levers.army_surge=0.6",
        "levers.sanctions_end=2022-07-04"}},
      {"niger_hub",
       {"levers.niger_hub=1", "levers.niger_hub_end=2024-12-30", "levers.niger_hub_counts=1",
        "levers.french_drawdown=4"}},
      {"far_corner",
       {"war.self_excitation=0.7",
        "talks.truce_break_rate=0.05",
        "jihadists.obedience=0.4",
        "jihadists.parent_veto=0.8",
        "jihadists.spoilers=0.6",
        "uncertainty.width=0.6",
        "war.season=0.5",
        "junta.last_card=0.25",
        "junta.drawdown_window=1",
        "talks.opportunity=1",
        "pacts.army_exit=1",
        "pacts.social_terms=1",
        "pacts.hunters_armed=0",
        "levers.election=never",
        "levers.russian_arrival=never",
        "partners.russian_weight=1",
        "jihadists.patience=2",
        "jihadists.precondition=0.3",
        "pacts.pause=4",
        "talks.horizon=156",
        "territory.state_share=0.5",
        "territory.jihadist_share=0.4",
        "territory.jihadist_trend=0.15",
        "territory.contest_speed=0.03"}},
  };
  return all;
}

/// Everything the reference prints of one replicate, from one lane of a block.
struct Replicate {
  std::vector<double> row;                  // as in the table, without the replicate's number
  std::vector<std::vector<double>> weekly;  // as in the series, without replicate and week
};

class Runner {
 public:
  explicit Runner(const Case& c) {
    ScenarioFile file = load_scenario(fs::path(palabre::test::root()) / "scenarios/baseline.toml");
    apply_overrides(file.scenario, test::reference_settings(c.sets));
    model_ = compile(file.scenario, *file.world);
    rows_.resize(std::size_t(model_.weeks) * kWeekRows * kBlockLanes);
    out_.series = rows_.data();
  }

  const std::vector<Replicate>& block(std::uint32_t first) {
    chosen_kernel().run_block({&model_, 20220214, first, kBlockLanes, 0}, out_);
    block_.clear();
    for (std::size_t lane = 0; lane < kBlockLanes; ++lane) block_.push_back(replicate(lane));
    return block_;
  }

 private:
  double tally(TallyId id, std::size_t lane) const { return out_.tally[std::size_t(id)][lane]; }
  double week(int t, SeriesId id, std::size_t lane) const {
    return rows_[(std::size_t(t) * kWeekRows + std::size_t(id)) * kBlockLanes + lane];
  }

  Replicate replicate(std::size_t lane) const {
    using T = TallyId;
    const auto t = [&](TallyId id) { return tally(id, lane); };
    const int last = model_.weeks - 1;
    // Our class order against the reference's.
    constexpr double kClass[] = {7, 1, 0, 2, 3, 6, 4, 5};
    Replicate r;
    r.row = {kClass[std::size_t(t(T::outcome))],
             t(T::good_offices_week),
             t(T::talks_week),
             t(T::truce_week),
             t(T::accord_week),
             t(T::state_area_end),
             t(T::jihadist_area_end),
             t(T::state_people_end),
             t(T::jihadist_people_end),
             t(T::displaced_end),
             week(last, SeriesId::support, lane),
             week(last, SeriesId::trust, lane),
             t(T::sieges_end),
             t(T::katiba_end),
             t(T::army_end),
             t(T::attacks) / model_.weeks,
             t(T::pacts_started),
             week(last, SeriesId::spillover, lane),
             t(T::deaths) * 52.0 / model_.weeks,
             t(T::deaths_first_year),
             t(T::deaths_by_jihadists),
             t(T::deaths_by_army),
             t(T::deaths_by_french),
             t(T::deaths_by_russians),
             t(T::deaths_by_hunters),
             t(T::pact_weeks),
             t(T::pact_rules),
             t(T::pact_armed),
             t(T::pact_army_left),
             t(T::pact_revivals),
             t(T::convoys),
             t(T::trust_from_pacts),
             t(T::card_week)};
    for (int w = 0; w <= last; ++w) {
      std::vector<double> row;
      for (const SeriesId id :
           {SeriesId::state_share_area, SeriesId::jihadist_share_area,
            SeriesId::state_share_population, SeriesId::jihadist_share_population,
            SeriesId::attacks, SeriesId::displaced, SeriesId::support, SeriesId::economy,
            SeriesId::foreign_presence, SeriesId::trust})
        row.push_back(week(w, id, lane) / (id == SeriesId::displaced ? 1000.0 : 1.0));
      row.push_back(rows_[(std::size_t(w) * kWeekRows + kStageRow) * kBlockLanes + lane]);
      row.push_back(week(w, SeriesId::pacts_alive, lane));
      row.push_back(week(w, SeriesId::deaths, lane));
      r.weekly.push_back(std::move(row));
    }
    return r;
  }

  Model model_;
  std::vector<double> rows_;
  BlockOutput out_;
  std::vector<Replicate> block_;
};

bool near(double a, double b, double relative) {
  return std::abs(a - b) <= relative * std::max({1.0, std::abs(a), std::abs(b)});
}

TEST(Reference, EveryReplicateEndsAsInTheReferenceProgram) {
  for (const Case& c : cases()) {
    SCOPED_TRACE(c.table);
    const Table wanted = read_table(c.table);
    ASSERT_GE(wanted.size(), 64u);
    Runner runner(c);
    for (std::size_t first = 0; first < wanted.size(); first += kBlockLanes) {
      const auto& got = runner.block(std::uint32_t(first));
      for (std::size_t lane = 0; lane < kBlockLanes; ++lane) {
        const auto& want = wanted[first + lane];
        ASSERT_EQ(want.size(), got[lane].row.size() + 1);
        for (std::size_t k = 0; k < got[lane].row.size(); ++k)
          ASSERT_TRUE(near(got[lane].row[k], want[k + 1], 1e-9))
              << "replicate " << first + lane << " column " << k + 2 << ": " << got[lane].row[k]
              << " against " << want[k + 1];
      }
    }
  }
}

TEST(Reference, WeeklySeriesOfTheBaselineAgree) {
  // The reference prints single precision with nine digits: 1e-7 is what its table can carry.
  const Table wanted = read_table("baseline_series");
  Runner runner(cases().front());
  const auto& got = runner.block(0);
  ASSERT_EQ(wanted.size(), 4u * 260u);
  for (const auto& row : wanted) {
    const auto& mine = got[std::size_t(row[0])].weekly[std::size_t(row[1])];
    for (std::size_t k = 0; k < mine.size(); ++k)
      ASSERT_TRUE(near(mine[k], row[k + 2], 1e-7))
          << "replicate " << row[0] << " week " << row[1] << " column " << k;
  }
}

}  // namespace reference_test
}  // namespace palabre
