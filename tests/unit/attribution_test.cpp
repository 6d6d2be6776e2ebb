// Which change did it: on a model whose causes are known, and on the shipped one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>

#include "sim/answer/attribution.hpp"
#include "sim/answer/reference.hpp"
#include "sim/scenario/share_code.hpp"

namespace palabre {
namespace attribution_test {

/// With its assumptions as set: what is pinned here is of runs and not of worlds.
const ScenarioFile& baseline() {
  static const ScenarioFile kFile = [] {
    ScenarioFile file = load_scenario(shipped_scenarios() / "baseline.toml");
    file.scenario.switches.assumptions = int(AssumptionsChoice::set);
    return file;
  }();
  return kFile;
}

Scenario changed(std::initializer_list<std::pair<const char*, Value>> values) {
  Scenario out = baseline().scenario;
  for (const auto& [key, value] : values) EXPECT_FALSE(set_value(out, key, value)) << key;
  return out;
}

Attribution made(const Scenario& to, std::string_view about, int replicates,
                 AttributionOptions options = {}) {
  const auto changes = changes_between(baseline().scenario, to);
  options.replicates = replicates;
  auto out =
      attribute(baseline().scenario, to, baseline().world, changes, *find_figure(about), options);
  EXPECT_TRUE(out.has_value());
  return *out;
}

double sum_of_shares(const Attribution& attribution) {
  return std::accumulate(
      attribution.effects.begin(), attribution.effects.end(), 0.0,
      [](double sum, const ChangeEffect& effect) { return sum + effect.share->value; });
}

const Scenario& four_changes() {
  static const Scenario kTo = changed({{"levers.mediator", std::string("dicko")},
                                       {"levers.french_drawdown", 4.0},
                                       {"levers.local_effort", 2.0},
                                       {"partners.red_line", 0.5}});
  return kTo;
}

TEST(Attribution, SharesAddUpToTheWholeToTheLastBit) {
  for (const char* about : {"talks_by_week_104", "deaths_per_year", "displaced_end", "terms_index",
                            "pact_weeks_mean", "outcome.frozen"}) {
    const Attribution a = made(four_changes(), about, 64);
    ASSERT_EQ(a.effects.size(), 4u);
    ASSERT_TRUE(a.effects[0].share.has_value()) << about;
    EXPECT_EQ(sum_of_shares(a), a.whole->value) << about;
    EXPECT_EQ(a.sets, 16);
    EXPECT_EQ(a.orders, 0);
    EXPECT_TRUE(a.is_final);
  }
}

TEST(Attribution, OfOneChangeIsTheWhole) {
  const Attribution a = made(changed({{"levers.french_drawdown", 4.0}}), "talks_by_week_104", 64);
  ASSERT_EQ(a.effects.size(), 1u);
  EXPECT_EQ(a.effects[0].share->value, a.whole->value);
  EXPECT_EQ(a.effects[0].share->low, a.whole->low);
  EXPECT_EQ(a.effects[0].alone->value, a.whole->value);
  EXPECT_EQ(a.effects[0].left_out->high, a.whole->high);
  EXPECT_EQ(a.sets, 2);
}

TEST(Attribution, WhatNoRunShowsIsNothingThoughNotWithCertainty) {
  // Support to the coast moves the spillover and nothing else.
  const Scenario to = changed({{"levers.coastal_support", 1.0},
                               {"levers.local_effort", 2.0},
                               {"levers.mediator", std::string("dicko")}});
  const Attribution a = made(to, "talks_by_week_104", 64);
  const auto changes = changes_between(baseline().scenario, to);
  for (std::size_t k = 0; k < changes.size(); ++k) {
    const bool is_coast = changes[k].keys[0] == "levers.coastal_support";
    EXPECT_EQ(a.effects[k].is_idle, is_coast) << changes[k].keys[0];
    if (!is_coast) continue;
    for (const auto& e : {a.effects[k].alone, a.effects[k].left_out, a.effects[k].share}) {
      EXPECT_EQ(e->value, 0.0);
      EXPECT_EQ(e->basis, Basis::no_spread);
      EXPECT_EQ(e->runs, 64);
      EXPECT_NEAR(e->high, 0.0560, 5e-5) << "Clopper and Pearson, 0 of 64";
      EXPECT_EQ(e->low, -e->high);
    }
  }
  EXPECT_EQ(sum_of_shares(a), a.whole->value);
}

TEST(Attribution, OfTwoChangesSharesTheirJointEffectEvenly) {
  const Scenario to =
      changed({{"levers.mediator", std::string("dicko")}, {"levers.local_effort", 2.0}});
  const Attribution a = made(to, "pacts_started", 128);
  const double first = a.effects[0].alone->value, second = a.effects[1].alone->value;
  EXPECT_NEAR(a.together->value, a.whole->value - first - second, 1e-12);
  EXPECT_NEAR(a.effects[0].share->value, first + a.together->value / 2, 1e-7);
  EXPECT_NEAR(a.effects[1].share->value, second + a.together->value / 2, 1e-7);
  EXPECT_NEAR(a.effects[0].left_out->value, a.whole->value - second, 1e-12);
  // The interval of a share is that of a paired mean.
  EXPECT_LT(a.effects[0].share->low, a.effects[0].share->value);
  EXPECT_GT(a.effects[0].share->high, a.effects[0].share->value);
}

TEST(Attribution, AboveFiveChangesIsTakenOverOrders) {
  const Scenario to = changed({{"levers.mediator", std::string("dicko")},
                               {"levers.french_drawdown", 4.0},
                               {"levers.local_effort", 2.0},
                               {"partners.red_line", 0.5},
                               {"levers.coastal_support", 1.0},
                               {"talks.initial_trust", 0.6}});
  const Attribution a = made(to, "talks_by_week_104", 32);
  ASSERT_EQ(a.effects.size(), 6u);
  EXPECT_GT(a.orders, 2);
  EXPECT_EQ(sum_of_shares(a), a.whole->value);
  EXPECT_EQ(a.effects[2].is_idle, false);
  // Orders come in pairs, so that two changes alone would be exact; six are near what all sets say.
  for (const ChangeEffect& effect : a.effects) EXPECT_LE(effect.share->low, effect.share->value);
}

TEST(Attribution, FirstAnswersOnFewerRunsThenRefines) {
  std::vector<int> counts;
  std::int64_t last = 0, total = 0;
  AttributionOptions options;
  options.first_seconds = 0.05;
  options.threads = 1;
  options.first = [&](const Attribution& early) {
    EXPECT_FALSE(early.is_final);
    EXPECT_EQ(sum_of_shares(early), early.whole->value);
    counts.push_back(early.replicates);
  };
  options.progress = [&](std::int64_t done, std::int64_t all) {
    EXPECT_LE(done, all);
    last = std::max(last, done);
    total = all;
  };
  const Attribution a = made(four_changes(), "talks_by_week_104", 256, options);
  ASSERT_EQ(counts.size(), 1u);
  EXPECT_LT(counts[0], 256);
  EXPECT_EQ(a.replicates, 256);
  EXPECT_EQ(last, total);
}

TEST(Attribution, StopsAndIsTheSameOnAnyNumberOfThreads) {
  std::stop_source stop;
  stop.request_stop();
  AttributionOptions options;
  options.replicates = 64;
  options.stop = stop.get_token();
  const auto changes = changes_between(baseline().scenario, four_changes());
  EXPECT_FALSE(attribute(baseline().scenario, four_changes(), baseline().world, changes,
                         *find_figure("coup"), options));
  EXPECT_FALSE(attribute(baseline().scenario, four_changes(), baseline().world, changes,
                         *find_figure("pact_weeks_median"), {.replicates = 8}));
  AttributionOptions one, three;
  one.threads = 1;
  three.threads = 3;
  const Attribution a = made(four_changes(), "deaths_per_year", 72, one);
  const Attribution b = made(four_changes(), "deaths_per_year", 72, three);
  for (std::size_t k = 0; k < 4; ++k) {
    EXPECT_EQ(a.effects[k].share->value, b.effects[k].share->value);
    EXPECT_EQ(a.effects[k].share->high, b.effects[k].share->high);
  }
}

TEST(Attribution, PlacedPactsAndDaysAreChangesToo) {
  Scenario to = changed({{"levers.minusma_exit", *parse_date("2022-06-01")}});
  to.pacts.push_back({"Niono", *parse_date("2022-03-14"), true, {}, {}, {}, {}});
  const Attribution a = made(to, "pacts_started", 64);
  ASSERT_EQ(a.effects.size(), 2u);
  EXPECT_FALSE(a.effects[1].is_idle);
  EXPECT_EQ(sum_of_shares(a), a.whole->value);
}

// --- words ---------------------------------------------------------------------------------------

Finding sure(double without, double with, double low, double high) {
  Finding out;
  out.about = *find_figure("talks_by_week_104");
  out.without = Estimate{without, without, without};
  out.with = Estimate{with, with, with};
  out.difference = Estimate{with - without, low, high};
  out.runs = 1000;
  out.differing = 200;
  return out;
}

Attribution words_of(double whole, std::vector<double> alone) {
  Attribution out;
  out.whole = Estimate{whole, whole - 0.03, whole + 0.03};
  for (const double x : alone) {
    ChangeEffect effect;
    effect.alone = Estimate{x, x, x};
    effect.is_idle = x == 0.0;
    out.effects.push_back(effect);
  }
  return out;
}

TEST(Attribution, IsSaidInAFewWords) {
  const Scenario two =
      changed({{"levers.mediator", std::string("dicko")}, {"levers.french_drawdown", 4.0}});
  const auto changes = changes_between(baseline().scenario, two);
  const Finding f = sure(0.57, 0.71, 0.11, 0.16);
  EXPECT_EQ(attribution_text(changes, words_of(0.14, {0.11, 0.02}), f, Lang::en),
            "Mostly Dicko (+11); the exit +2; together +1");
  EXPECT_EQ(attribution_text(changes, words_of(0.14, {0.02, 0.11}), f, Lang::fr),
            "Surtout le retrait (+11)\u00a0; Dicko +2\u00a0; ensemble +1");
  EXPECT_EQ(attribution_text(changes, words_of(0.14, {0.08, 0.07}), f, Lang::en),
            "Dicko +8; the exit +7; together −1");
  EXPECT_EQ(attribution_text(changes, words_of(0.14, {0.14, 0.0}), f, Lang::en),
            "Mostly Dicko (+14); the exit nothing at all");
  EXPECT_EQ(attribution_text(changes, words_of(0.0, {0.02, -0.02}), sure(0.5, 0.5, -0.03, 0.03),
                             Lang::en),
            "The whole cannot be told from luck, and so cannot its parts.");
  EXPECT_EQ(attribution_text({changes[0]}, words_of(0.14, {0.14}), f, Lang::en), "");
}

TEST(Reference, IsTheBaseAndOfTheBaselineItself) {
  const auto folder = shipped_scenarios();
  EXPECT_EQ(reference_path(load_scenario(folder / "french_leave_at_once.toml")).filename(),
            "baseline.toml");
  EXPECT_EQ(reference_path(load_scenario(folder / "french_stay_tolerate_talks.toml")).filename(),
            "french_stay_red_line.toml");
  EXPECT_EQ(reference_path(baseline()).filename(), "baseline.toml");
  // A share code of a shipped case is that case, with changes or without.
  ScenarioFile dicko = load_scenario(folder / "dicko_truce_and_release.toml");
  EXPECT_EQ(reference_path(read_share_code(share_code(dicko.scenario, *dicko.world))),
            reference_path(dicko));
  dicko.scenario.levers.french_drawdown = 4.0;
  EXPECT_EQ(reference_path(read_share_code(share_code(dicko.scenario, *dicko.world))),
            reference_path(dicko));
  // Of another length, so that the two can be paired.
  const ScenarioFile brief = load_scenario(folder / "french_leave_at_once.toml", {false, {}, 52});
  EXPECT_EQ(load_reference(brief).scenario.weeks, 52);
  // A case that is based on nothing.
  EXPECT_EQ(reference_path(parse_scenario("format = 1\n", "/tmp/own.toml")).filename(),
            "baseline.toml");
}

}  // namespace attribution_test
}  // namespace palabre
