// Sanity at the edges: every parameter, lever, switch and entry of the issue matrix at either end,
// all at once, and horizons of a week and of twenty years. Every run stays finite and within its
// bounds, says everything it should, and where the answer is extreme a sentence says why.

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <random>
#include <set>
#include <thread>

#include "tests/support/cases.hpp"

namespace palabre {
namespace edges_test {

struct Case {
  std::string name;  // "war.recruitment=0.04"
  Scenario scenario;
  std::shared_ptr<const Results> results = nullptr;
};

constexpr int kReplicates = 16;

/// Runs them on two threads, each ensemble on one.
std::vector<Case> run_all(std::vector<Case> cases) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t k = next++; k < cases.size(); k = next++) {
      Case& c = cases[k];
      const Model m = compile(c.scenario, *test::baseline().world);
      Ensemble ensemble(std::make_shared<const Model>(m), 12345);
      ensemble.grow_to(kReplicates, 1);
      c.results = ensemble.results();
    }
  };
  {
    std::jthread helper(work);
    work();
  }
  return cases;
}
/// The cases that `make` lists, run once for all tests.
template <auto make>
const std::vector<Case>& ran() {
  static const std::vector<Case> cases = run_all(make());
  return cases;
}

Case set(const std::string& assignment, int weeks = 260) {
  return {assignment, test::scenario({assignment}, weeks)};
}
std::string number(double x) {
  std::string text = std::to_string(x);
  return text.substr(0, text.find_last_not_of('0') + 2);
}

// --- the cases -----------------------------------------------------------------------------------

std::vector<Case> parameters_at_their_ends() {
  std::vector<Case> out;
  for (const ParamSpec& spec : param_specs())
    for (const double end : {spec.min, spec.max})
      out.push_back(set(std::string(spec.key) + "=" + number(end)));
  return out;
}

std::vector<Case> levers_at_their_ends() {
  std::vector<Case> out;
  for (const LeverSpec& spec : lever_specs()) {
    const std::string key = "levers." + std::string(spec.name) + "=";
    if (spec.kind == LeverKind::Number)
      for (const double end : {spec.min, spec.max}) out.push_back(set(key + number(end)));
    if (spec.kind == LeverKind::Flag)
      for (const char* value : {"false", "true"}) out.push_back(set(key + value));
    if (spec.kind == LeverKind::Choice)
      for (const std::string_view choice : spec.choices)
        out.push_back(set(key + std::string(choice)));
    if (spec.kind == LeverKind::Date)  // the first and the last week, after the end, never
      for (const char* day : {"2022-02-14", "2027-02-01", "2100-01-01", "never"})
        out.push_back(set(key + day));
  }
  return out;
}

std::vector<Case> switches_at_their_ends() {
  std::vector<Case> out;
  for (const SwitchSpec& spec : switch_specs()) {
    const std::string key = "switches." + std::string(spec.name) + "=";
    for (const std::string_view choice : spec.choices)
      out.push_back(set(key + std::string(choice)));
    if (spec.choices.empty())
      for (const double end : {spec.min, spec.max})
        out.push_back(set(key + (spec.whole ? std::to_string(int(end)) : number(end))));
  }
  return out;
}

/// Entries of the issue matrix at 0 and 1; a weight may be refused when none is left.
std::vector<Case> issues_at_their_ends() {
  std::vector<Case> out;
  for (const IssueSpec& issue : issue_specs())
    for (const IssueFieldSpec& field : issue_field_specs()) {
      const auto k = int(&issue - issue_specs().data());
      if (issue_param(k, field) != nullptr) continue;  // a parameter's, already there
      for (const char* end : {"0", "1"})
        out.push_back(
            set("issues." + std::string(issue.name) + "." + std::string(field.name) + "=" + end));
    }
  return out;
}

/// All parameters and number levers at the end that `pick` names.
template <class Pick>
Case everything(const std::string& name, Pick pick, int weeks = 260) {
  Case c{name, test::scenario({}, weeks)};
  for (const ParamSpec& spec : param_specs())
    c.scenario.params.*spec.field = pick() ? spec.max : spec.min;
  for (const LeverSpec& spec : lever_specs())
    if (spec.kind == LeverKind::Number)
      c.scenario.levers.*std::get<double Levers::*>(spec.field) = pick() ? spec.max : spec.min;
  c.scenario.params.territory_jihadist_share = std::min(
      c.scenario.params.territory_jihadist_share, .95 - c.scenario.params.territory_state_share);
  return c;
}

std::vector<Case> corners() {
  std::vector<Case> out;
  for (const int weeks : {1, 2, 51, 52, 53, 260, 1040}) {
    const std::string at = ", weeks=" + std::to_string(weeks);
    out.push_back({"baseline" + at, test::scenario({}, weeks)});
    out.push_back(everything(
        "all at their minimum" + at, [] { return false; }, weeks));
    out.push_back(everything(
        "all at their maximum" + at, [] { return true; }, weeks));
  }
  for (int number = 0; number < 40; ++number) {
    std::mt19937_64 bits{std::uint64_t(number)};
    Case c = everything("random corner " + std::to_string(number),
                        [&] { return (bits() >> 40 & 1u) != 0u; });
    c.scenario.switches.bargaining = number % 4;
    c.scenario.switches.violence = number / 4 % 2;
    c.scenario.switches.force_exponent = 1 + number / 8 % 2;
    out.push_back(std::move(c));
  }
  return out;
}

// --- what must hold everywhere -------------------------------------------------------------------

bool sound(const Estimate& e) {
  return std::isfinite(e.value) && std::isfinite(e.low) && std::isfinite(e.high) &&
         e.low <= e.value && e.value <= e.high;
}

void expect_complete(const Results& r) {
  EXPECT_EQ(r.failed, 0) << "first in week " << r.failures.at(0).week << ", "
                         << r.failures.at(0).variable;
  ASSERT_EQ(r.outcomes.size(), outcome_specs().size());
  std::int64_t ended = 0;
  for (const OutcomeShare& share : r.outcomes) {
    ended += share.count;
    EXPECT_TRUE(sound(share.share));
  }
  EXPECT_EQ(ended, r.finished());
  for (const Statistic& s : r.statistics) {
    const StatisticSpec& spec = statistic_specs()[std::size_t(s.id)];
    EXPECT_TRUE(sound(s.estimate)) << spec.id << ' ' << s.estimate.value;
    if (spec.unit == Unit::ShareOfReplicates || spec.unit == Unit::Share ||
        spec.unit == Unit::Index) {
      EXPECT_GE(s.estimate.value, 0.0) << spec.id;
      EXPECT_LE(s.estimate.value, spec.id == "trust_from_pacts" ? 1e3 : 1.0) << spec.id;
    }
  }
}

void expect_series_in_order(const Results& r) {
  ASSERT_EQ(r.series.size(), std::size_t(kSeriesCount));
  for (const Series& s : r.series) {
    const SeriesSpec& spec = series_specs()[std::size_t(s.id)];
    for (std::size_t week = 0; week < s.mean.size(); ++week) {
      ASSERT_TRUE(std::isfinite(s.mean[week])) << spec.id << " week " << week;
      ASSERT_LE(s.q05[week], s.q25[week]) << spec.id << " week " << week;
      ASSERT_LE(s.q25[week], s.q50[week]) << spec.id << " week " << week;
      ASSERT_LE(s.q50[week], s.q75[week]) << spec.id << " week " << week;
      ASSERT_LE(s.q75[week], s.q95[week]) << spec.id << " week " << week;
    }
  }
  for (std::size_t week = 0; week < r.stage_share[0].size(); ++week) {
    double together = 0.0;
    for (const auto& stage : r.stage_share) together += stage[week];
    ASSERT_NEAR(together, 1.0, 1e-9) << "week " << week;
  }
}

// --- what is extreme, and why --------------------------------------------------------------------

struct Limits {
  StatisticId id;
  double low, high;
};
/// What nobody would expect without a reason. The baseline lies well inside.
constexpr Limits kOrdinary[] = {
    {StatisticId::attacks_per_week, 6.0, 45.0},
    {StatisticId::deaths_per_year, 300.0, 3500.0},
    {StatisticId::displaced_end, 100e3, 800e3},
    {StatisticId::jihadist_share_area_end, .10, .60},
    {StatisticId::state_share_area_end, .10, .65},
    {StatisticId::support_end, .15, .75},
    {StatisticId::katiba_strength_end, 1000.0, 10000.0},
    {StatisticId::talks_started, 1.0 / kReplicates, 1.0},
    {StatisticId::pacts_started, 2.0, 70.0},
};

enum class Side { low, high };
using enum StatisticId;
constexpr double kAny = 1e9;
/// A sentence for each way to an extreme: this setting at this end explains it.
struct Cause {
  StatisticId id;
  Side side;
  const char* key;  // a parameter, levers.NAME, or weeks
  double from, to;  // explains when the value lies between
  const char* explanation;
};
constexpr Cause kCauses[] = {
    {attacks_per_week, Side::low, "war.attack_rate", 0, .1, "next to no attacks are planned"},
    {attacks_per_week, Side::low, "war.recruitment", 0, 0, "the bands melt away"},
    {attacks_per_week, Side::high, "war.attack_rate", 2, 2, "attacks are planned everywhere"},
    {attacks_per_week, Side::high, "war.self_excitation", .8, .8, "each attack breeds four more"},
    {deaths_per_year, Side::low, "war.attack_rate", 0, .1, "few attacks, few deaths"},
    {deaths_per_year, Side::high, "war.attack_rate", 2, 2, "many attacks, many deaths"},
    {deaths_per_year, Side::high, "war.self_excitation", .8, .8, "many attacks, many deaths"},
    {deaths_per_year, Side::high, "levers.army_surge", 1.5, 1.5, "operations kill too"},
    {displaced_end, Side::low, "war.attack_rate", 0, .1, "nobody has to flee"},
    {displaced_end, Side::low, "war.recruitment", 0, 0, "the bands melt away, people come home"},
    {displaced_end, Side::low, "switches.mechanism_off", int(MechanismOff::flight),
     int(MechanismOff::flight), "nobody flees, and those who are away come home"},
    {displaced_end, Side::high, "war.attack_rate", 2, 2, "people flee attacks"},
    {displaced_end, Side::high, "war.self_excitation", .8, .8, "people flee attacks"},
    {jihadist_share_area_end, Side::low, "territory.jihadist_share", 0, .05,
     "they start with little"},
    {jihadist_share_area_end, Side::low, "war.recruitment", 0, 0, "the bands melt away"},
    {jihadist_share_area_end, Side::high, "territory.guerrilla_leverage", 10, 10,
     "one fighter ties down ten soldiers"},
    {state_share_area_end, Side::high, "territory.state_share", .6, .6, "it starts with most"},
    {state_share_area_end, Side::high, "territory.guerrilla_leverage", 0, 1,
     "one fighter ties down no more than one soldier"},
    {talks_started, Side::low, "jihadists.precondition", 1, 1,
     "the door is shut while MINUSMA, or Russians who count, stay"},
    {state_share_area_end, Side::low, "territory.guerrilla_leverage", 10, 10,
     "one fighter ties down ten soldiers"},
    {jihadist_share_area_end, Side::high, "territory.jihadist_share", .45, 1,
     "they start with nearly half"},
    {deaths_per_year, Side::low, "territory.jihadist_share", 0, .05, "few attacks, few deaths"},
    {katiba_strength_end, Side::low, "territory.jihadist_share", 0, .05,
     "their fighters follow their ground, and they start with little"},
    {pacts_started, Side::low, "territory.jihadist_share", 0, .05,
     "few katibas to sign anything with"},
    {talks_started, Side::low, "talks.mediator", 0, 0, "nobody whom both hear goes between them"},
    {talks_started, Side::low, "levers.mediator", 0, 0, "nobody goes between them"},
    {talks_started, Side::low, "levers.french_withdrawal", 259, kAny,
     "the door is shut while the French stay"},
    {katiba_strength_end, Side::low, "war.operation_tempo", 2, 2,
     "operations everywhere, all the time"},
    {katiba_strength_end, Side::low, "war.recruitment", 0, 0, "nobody joins, and losses go on"},
    {talks_started, Side::low, "levers.national_effort", 0, 0, "nobody seeks talks"},
    {talks_started, Side::low, "levers.talks_open", 259, kAny, "talks are forbidden to the end"},
    {talks_started, Side::low, "weeks", 1, 53, "talks take more than a year to open"},
    {pacts_started, Side::low, "pacts.attempt_rate", 0, 0, "nobody tries"},
    {pacts_started, Side::low, "levers.local_effort", 0, 0, "nobody tries"},
    {pacts_started, Side::low, "jihadists.pact_approval", 0, 0,
     "the hierarchy never approves, and katibas that obey sign nothing"},
    {pacts_started, Side::low, "weeks", 1, 53, "the time is short"},
    {attacks_per_week, Side::low, "territory.jihadist_share", 0, .05, "they start with little"},
    {displaced_end, Side::low, "territory.jihadist_share", 0, .05, "few attacks, few to flee"},
    {talks_started, Side::low, "talks.tempo", 0, .25, "each step takes four times as long"},
    {pacts_started, Side::high, "levers.local_effort", 3, 3, "three times the effort"},
    {pacts_started, Side::high, "weeks", 1040, 1040, "pacts are signed for twenty years"},
};

double value_at(const Scenario& s, const std::string& key) {
  if (key == "weeks") return s.weeks;
  if (key == "switches.mechanism_off") return s.switches.mechanism_off;
  const auto value = get_value(s, key);
  if (const Date* date = std::get_if<Date>(&value.value()))
    return date->is_never() ? kAny : (date->day - Date::from(s.start).day) / 7.0;
  if (const auto* choice = std::get_if<std::string>(&value.value())) return *choice != "none";
  return std::get<double>(*value);
}

/// Marks the causes that were needed; fails where there is none.
void expect_explained(const Case& c, std::set<const Cause*>& used) {
  for (const Limits& limits : kOrdinary) {
    const Statistic* s = c.results->find(limits.id);
    if (s == nullptr) continue;
    const double x = s->estimate.value;
    if (x >= limits.low && x <= limits.high) continue;
    const Side side = x < limits.low ? Side::low : Side::high;
    bool explained = false;
    for (const Cause& cause : kCauses) {
      if (cause.id != limits.id || cause.side != side) continue;
      const double at = value_at(c.scenario, cause.key);
      if (at < cause.from || at > cause.to) continue;
      explained = true;
      used.insert(&cause);
    }
    EXPECT_TRUE(explained) << statistic_specs()[std::size_t(limits.id)].id << " = " << x
                           << " at the edge \"" << c.name << "\" without a reason";
  }
}

void expect_sound(const std::vector<Case>& cases) {
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    expect_complete(*c.results);
    expect_series_in_order(*c.results);
    if (testing::Test::HasFatalFailure()) return;
  }
  EXPECT_GT(cases.size(), 10u);
}

TEST(Edges, EveryParameterAtEitherEndIsSound) { expect_sound(ran<parameters_at_their_ends>()); }
TEST(Edges, EveryLeverAtEitherEndIsSound) { expect_sound(ran<levers_at_their_ends>()); }
TEST(Edges, EverySwitchAtEitherEndIsSound) { expect_sound(ran<switches_at_their_ends>()); }
TEST(Edges, EveryIssueAtEitherEndIsSound) { expect_sound(ran<issues_at_their_ends>()); }
TEST(Edges, CornersAndHorizonsAreSound) { expect_sound(ran<corners>()); }

TEST(Edges, WhatIsExtremeHasAReasonAndEachReasonIsNeeded) {
  std::set<const Cause*> used;
  for (const auto* cases :
       {&ran<corners>(), &ran<parameters_at_their_ends>(), &ran<levers_at_their_ends>(),
        &ran<switches_at_their_ends>(), &ran<issues_at_their_ends>()})
    for (const Case& c : *cases) expect_explained(c, used);
  for (const Cause& cause : kCauses)
    EXPECT_TRUE(used.contains(&cause))
        << cause.key << ": " << cause.explanation << " explains nothing";
}

TEST(Edges, SharesThatLeaveNothingContestedAreRefused) {
  Scenario s = test::scenario();
  for (const ParamSpec& spec : param_specs()) s.params.*spec.field = spec.max;
  EXPECT_THROW(compile(s, *test::baseline().world), ScenarioError);
}

}  // namespace edges_test
}  // namespace palabre
