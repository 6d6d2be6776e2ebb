// The sentence of an answer: whole sentences by example, and rules that hold for every change and
// every figure in both languages.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <regex>
#include <string>
#include <vector>

#include "sim/answer/finding.hpp"
#include "sim/answer/grammar.hpp"
#include "sim/tables/text.hpp"
#include "tests/unit/every_change.hpp"

namespace palabre {
namespace answer_text_test {

using testing::HasSubstr;
using testing::Not;

const std::string kNb = "\u00a0";

/// As a reader sees it: blanks that do not break are blanks.
std::string seen(std::string text) {
  for (std::size_t at; (at = text.find(kNb)) != std::string::npos;) text.replace(at, 2, " ");
  return text;
}

Scenario with(std::initializer_list<std::pair<const char*, Value>> values) {
  Scenario out;
  for (const auto& [key, value] : values) EXPECT_FALSE(set_value(out, key, value)) << key;
  return out;
}

Finding finding(std::string_view id, double without, double with, double low, double high) {
  Finding out;
  out.about = *find_figure(id);
  const double half = (high - low) / 2;
  out.without = Estimate{without, without - half, without + half};
  out.with = Estimate{with, with - half, with + half};
  out.difference = Estimate{with - without, low, high};
  out.runs = 1000;
  out.differing = 300;
  return out;
}

std::string english(const Scenario& to, const Finding& f) {
  return seen(answer_text(changes_between(Scenario(), to), f, Lang::en));
}
std::string french(const Scenario& to, const Finding& f) {
  return seen(answer_text(changes_between(Scenario(), to), f, Lang::fr));
}

const Scenario& dicko_and_exit() {
  static const Scenario kScenario =
      with({{"levers.mediator", std::string("dicko")}, {"levers.french_drawdown", 4.0}});
  return kScenario;
}

TEST(AnswerText, SaysWhatWasChangedWhatItDidAndHowSureThatIs) {
  const Finding f = finding("talks_by_week_104", 0.57, 0.71, 0.11, 0.16);
  EXPECT_EQ(
      english(dicko_and_exit(), f),
      "With Imam Dicko mediating and a four-week French exit, talks begin within two years in "
      "71 of 100 runs instead of 57 (+14 [+11, +16]).");
  EXPECT_EQ(french(dicko_and_exit(), f),
            "Avec l'imam Dicko pour médiateur et un retrait français en quatre semaines, des "
            "pourparlers commencent en moins de deux ans dans 71 simulations sur 100 au lieu de 57 "
            "(+14 [+11 ; +16]).");
}

TEST(AnswerText, FollowsTheEvidence) {
  const Scenario one = with({{"levers.french_drawdown", 4.0}});
  Finding f = finding("talks_by_week_104", 0.57, 0.58, -0.02, 0.04);
  EXPECT_EQ(
      english(one, f),
      "With a four-week French exit, talks begin within two years in 58 of 100 runs instead of "
      "57: this cannot be told from luck (+1 [−2, +4]).");
  EXPECT_EQ(
      french(one, f),
      "Avec un retrait français en quatre semaines, des pourparlers commencent en moins de "
      "deux ans dans 58 simulations sur 100 au lieu de 57 : cela ne se distingue pas du hasard "
      "(+1 [−2 ; +4]).");
  f = finding("talks_by_week_104", 0.57, 0.57, -0.02, 0.02);
  EXPECT_EQ(english(one, f),
            "With a four-week French exit, talks begin within two years in 57 of 100 runs, as "
            "without it: no difference can be told from luck (0 [−2, +2]).");
  EXPECT_EQ(french(one, f),
            "Avec un retrait français en quatre semaines, des pourparlers commencent en moins de "
            "deux ans dans 57 simulations sur 100, comme sans ce changement : aucun écart ne se "
            "distingue du hasard (0 [−2 ; +2]).");
  f = finding("talks_by_week_104", 0.57, 0.57, 0.0, 0.0);
  f.with = Estimate{0.57, 0.54, 0.60};
  f.differing = 0;
  f.nothing_differs = true;
  EXPECT_EQ(
      english(one, f),
      "With a four-week French exit, no run differs: talks begin within two years in 57 of 100 "
      "runs [54, 60], exactly as without it.");
  EXPECT_EQ(french(dicko_and_exit(), f),
            "Avec l'imam Dicko pour médiateur et un retrait français en quatre semaines, aucune "
            "simulation ne diffère : des pourparlers commencent en moins de deux ans dans 57 "
            "simulations sur 100 [54 ; 60], exactement comme sans ces changements.");
  f.nothing_differs = false;
  EXPECT_THAT(english(one, f), HasSubstr("no run differs on this point: talks"));
  EXPECT_THAT(french(one, f), HasSubstr("aucune simulation ne diffère sur ce point : des"));
  f.difference->basis = Basis::certain;
  EXPECT_EQ(english(one, f),
            "With a four-week French exit, talks begin within two years in 57 of 100 runs [54, "
            "60], as without it: this change cannot reach this figure.");
  EXPECT_EQ(french(one, f),
            "Avec un retrait français en quatre semaines, des pourparlers commencent en moins de "
            "deux ans dans 57 simulations sur 100 [54 ; 60], comme sans ce changement : il ne "
            "peut pas atteindre ce chiffre.");
  EXPECT_THAT(english(dicko_and_exit(), f),
              HasSubstr("as without them: these changes cannot reach this figure."));
  EXPECT_THAT(french(dicko_and_exit(), f),
              HasSubstr("comme sans ces changements : ils ne peuvent pas atteindre ce chiffre."));
}

TEST(AnswerText, SpeaksOfTheHorizonThatThereIs) {
  const Scenario one = with({{"levers.french_drawdown", 4.0}});
  Finding f = finding("talks_by_week_104", 0.57, 0.71, 0.11, 0.16);
  f.weeks = 52;
  EXPECT_THAT(english(one, f), HasSubstr("talks begin by the end of the run in 71 of 100 runs"));
  EXPECT_THAT(french(one, f), HasSubstr("des pourparlers commencent avant la fin de la simulation "
                                        "dans 71 simulations sur 100"));
  f.weeks = 104;
  EXPECT_THAT(english(one, f), HasSubstr("talks begin within two years in 71"));
}

TEST(AnswerText, RowsOfOneUnitHaveTheSameDigits) {
  const std::vector<Finding> rows{finding("coup", 0.2, 0.493, 0.237, 0.349),
                                  finding("truce_reached", 0.1, 0.1547, 0.0205, 0.0889),
                                  finding("accord_reached", 0.3, 0.33, 0.0205, 0.0395),
                                  finding("displaced_end", 4e5, 4.1e5, 9e3, 1.1e4),
                                  finding("talks_started", 0.5, 0.5001, 0.00005, 0.00015)};
  const std::vector<Shown> shown = shown_in_table(rows);
  EXPECT_EQ(shown[0].decimals, 1);
  EXPECT_EQ(shown[1].decimals, 1);
  EXPECT_EQ(shown[2].decimals, 1);
  EXPECT_EQ(shown[3].decimals, 0);
  EXPECT_EQ(shown[4].decimals, 2);  // a thousandth of the others
}

TEST(AnswerText, WhatLiesBelowTheUsualDigitsIsShown) {
  const Scenario one = with({{"levers.french_drawdown", 4.0}});
  EXPECT_THAT(english(one, finding("spillover", 0.2220, 0.22212, 0.00008, 0.00016)),
              HasSubstr("is 0.2221 instead of 0.2220 (+0.0001"));
  // 95 of 400 runs instead of 88: no hundredth is known of a run.
  Finding f = finding("coup", 0.22, 0.2375, 0.005, 0.03);
  f.runs = 400;
  EXPECT_THAT(english(one, f), HasSubstr("in 23.8 of 100 runs instead of 22.0 (+1.8 ["));
}

TEST(AnswerText, SaysWhenThereIsNothingToSay) {
  const Scenario one = with({{"levers.french_drawdown", 4.0}});
  Finding f = finding("terms_index", 0.4, 0.5, 0.05, 0.15);
  EXPECT_EQ(english(Scenario(), f),
            "Nothing is changed: the terms index of an accord is 0.50 [0.45, "
            "0.55].");
  f.without = {};
  f.difference = {};
  EXPECT_EQ(
      english(one, f),
      "With a four-week French exit, the terms index of an accord is 0.50 [0.45, 0.55], where "
      "no run has a value without it.");
  f.without = f.with;
  f.with = {};
  EXPECT_EQ(
      french(one, f),
      "Avec un retrait français en quatre semaines, aucune simulation n'a plus de valeur pour "
      "« Indice des conditions », qui valait 0,50 sans ce changement.");
  f.without = {};
  EXPECT_EQ(english(one, f),
            "With a four-week French exit, there is nothing to measure: no run has a value for "
            "“Terms index”, with or without it.");
  f.runs = 0;
  EXPECT_EQ(french(one, f),
            "Avec un retrait français en quatre semaines, on ne peut rien dire : toutes les "
            "simulations sont sorties des bornes du modèle.");
  f = finding("deaths_per_year", 1000, 1100, 100, 100);
  f.has_interval = false;
  EXPECT_EQ(
      english(one, f),
      "With a four-week French exit, 1,100 people are killed a year instead of 1,000 (+100; too "
      "few runs to say how sure that is).");
}

TEST(AnswerText, NumbersAddUpAndNothingThatIsThereShowsAsNothing) {
  const Scenario one = with({{"levers.french_drawdown", 4.0}});
  // 57.4 and 70.6 would round to 57, 71 and +13.
  EXPECT_THAT(english(one, finding("talks_by_week_104", 0.574, 0.706, 0.111, 0.156)),
              HasSubstr("in 70.6 of 100 runs instead of 57.4 (+13.2 [+11.1, +15.6])"));
  EXPECT_THAT(french(one, finding("coup", 0.004, 0.1, 0.08, 0.115)),
              HasSubstr("dans 10,0 simulations sur 100 au lieu de 0,4 (+9,6 [+8,0 ; +11,5])"));
  EXPECT_THAT(french(one, finding("coup", 0.1, 0.004, -0.115, -0.08)),
              HasSubstr("dans 0,4 simulation sur 100 au lieu de 10,0 (−9,6 [−11,5 ; −8,0])"));
  EXPECT_THAT(english(one, finding("coup", 0.06, 0.0, -0.085, -0.035)),
              HasSubstr("there is a coup in no run instead of 6 of 100 (−6 [−9, −4])"));
  EXPECT_THAT(french(one, finding("coup", 0.06, 0.0, -0.085, -0.035)),
              HasSubstr("un coup d'État n'a lieu dans aucune simulation au lieu de 6 sur 100"));
  EXPECT_THAT(french(one, finding("coup", 0.0, 0.06, 0.04, 0.085)),
              HasSubstr("un coup d'État a lieu dans 6 simulations sur 100 au lieu de 0 (+6"));
  EXPECT_THAT(english(one, finding("coup", 0.5, 1.0, 0.45, 0.55)),
              HasSubstr("there is a coup in every run instead of 50 of 100 (+50"));
  EXPECT_THAT(english(one, finding("displaced_end", 431'234, 412'345, -24'000, -13'800)),
              HasSubstr("412,000 people are displaced at the end instead of 431,000 (−19,000 "
                        "[−24,000, −14,000])"));
  EXPECT_THAT(french(one, finding("displaced_end", 431'234, 412'345, -24'000, -13'800)),
              HasSubstr("412 000 personnes sont déplacées à la fin au lieu de 431 000 (−19 000 "
                        "[−24 000 ; −14 000])"));
  EXPECT_THAT(english(one, finding("state_share_area_end", 0.30, 0.34, 0.03, 0.05)),
              HasSubstr("the state holds 34.0% of the territory at the end instead of 30.0% (+4.0 "
                        "points [+3.0, +5.0])"));
}

TEST(AnswerText, AnIntervalWhoseBoundsLookTheSameIsLeftOut) {
  const Finding narrow = finding("deaths_per_year", 1000, 998, -2.0004, -1.9996);
  EXPECT_THAT(english(dicko_and_exit(), narrow), Not(HasSubstr("[")));
  EXPECT_THAT(english(dicko_and_exit(), finding("deaths_per_year", 1000, 998, -2.4, -1.6)),
              HasSubstr("[\u22122.4, \u22121.6]"));
}

TEST(AnswerText, FrenchAgreesAndElides) {
  const Finding f = finding("weeks_in_truce", 1.0, 1.5, 0.3, 0.7);
  EXPECT_THAT(french(with({{"partners.red_line", 0.5}}), f),
              HasSubstr("Avec la ligne rouge française ramenée de 0,9 à 0,5, une trêve tient 1,5 "
                        "semaine en moyenne au lieu de 1,0"));
  EXPECT_THAT(french(with({{"pacts.social_terms", 0.7}}), f),
              HasSubstr("les règles sociales concédées dans les pactes portées de 0,5 à 0,7,"));
  EXPECT_THAT(french(with({{"war.russian_harm", 0.3}}), f),
              HasSubstr("opérations russes ramenés de"));
  EXPECT_THAT(french(with({{"issues.local_arms.weight_koufa", 0.5}}), f),
              HasSubstr("le poids des armes locales pour Koufa porté de 0,28 à 0,5,"));
  EXPECT_THAT(french(with({{"issues.power_sharing.weight_aqim", 0.5}}), f),
              HasSubstr("le poids du partage du pouvoir pour AQMI porté"));
  EXPECT_THAT(french(with({{"talks.horizon", 30.0}}), f),
              HasSubstr("l'horizon des deux camps ramené de 52 à 30 semaines,"));
  EXPECT_THAT(french(with({{"levers.french_drawdown", 1.0}}), f),
              HasSubstr("un retrait français en une semaine,"));
  EXPECT_THAT(french(with({{"levers.minusma_exit", *parse_date("2023-03-01")}}), f),
              HasSubstr("un départ de la MINUSMA à partir du 1er mars 2023,"));
  EXPECT_THAT(english(with({{"levers.minusma_exit", *parse_date("2023-03-01")}}), f),
              HasSubstr("a MINUSMA exit from 1 March 2023,"));
  EXPECT_EQ(french_of("l'effort"), "de l'effort");
  EXPECT_EQ(french_of("AQMI"), "d'AQMI");
  EXPECT_EQ(french_of("Koufa"), "de Koufa");
}

TEST(AnswerText, OneChangeIsOneChange) {
  // Dicko's preset moves three sliders; it is his one change, and says so.
  const auto dicko = changes_between(Scenario(), with({{"levers.mediator", std::string("dicko")}}));
  ASSERT_EQ(dicko.size(), 1u);
  EXPECT_EQ(dicko[0].moves.en,
            "the mediator's standing (0.6 to 0.8), the deniability of leaks (0.7 to 0.6) and "
            "the hierarchy's approval of local pacts (0.7 to 0.8)");
  // His standing is his, whatever a file gives him; any other slider that the preset did not move
  // is a change of its own.
  const auto more = changes_between(Scenario(), with({{"levers.mediator", std::string("dicko")},
                                                      {"talks.mediator", 0.95},
                                                      {"talks.deniability", 0.9}}));
  ASSERT_EQ(more.size(), 2u);
  EXPECT_THAT(more[0].moves.en, HasSubstr("the mediator's standing (0.6 to 0.95)"));
  EXPECT_EQ(more[1].phrase.en, "the deniability of leaks raised from 0.7 to 0.9");
  // Neither a day nor a number of prisoners does anything alone.
  const auto release =
      changes_between(Scenario(), with({{"levers.prisoner_release", *parse_date("2022-03-14")},
                                        {"levers.prisoners_released", 40.0}}));
  ASSERT_EQ(release.size(), 1u);
  EXPECT_EQ(seen(release[0].phrase.en), "40 prisoners freed on 14 March 2022");
  EXPECT_EQ(seen(release[0].phrase.fr), "40 prisonniers libérés le 14 mars 2022");
  // A later start moves the days that follow it, and that is one change.
  Scenario later;
  later.start += std::chrono::days(7);
  later.levers = default_levers(later.start);
  const auto start = changes_between(Scenario(), later);
  ASSERT_EQ(start.size(), 1u);
  EXPECT_EQ(seen(start[0].phrase.en), "a start on 21 February 2022");
  EXPECT_TRUE(with_changes(Scenario(), later, start, 1) == later);
}

TEST(AnswerText, PlacedPactsHaveTheirWords) {
  const auto phrase = [](std::vector<PlacedPact> from, std::vector<PlacedPact> to) {
    Scenario a, b;
    a.pacts = std::move(from);
    b.pacts = std::move(to);
    const auto changes = changes_between(a, b);
    EXPECT_EQ(changes.size(), 1u);
    return seen(changes[0].phrase.en) + " | " + seen(changes[0].phrase.fr);
  };
  PlacedPact niono{"Niono", *parse_date("2022-03-14"), true, {}, {}, {}, 0.8};
  PlacedPact djenne = niono, other = niono;
  djenne.cercle = "Djenne";
  other.approved = false;
  EXPECT_EQ(phrase({}, {niono}),
            "a local pact in Niono on 14 March 2022 | un pacte local à Niono le 14 mars 2022");
  EXPECT_EQ(phrase({niono}, {}),
            "no local pact placed in Niono on 14 March 2022 | l'abandon du pacte "
            "local placé à Niono le 14 mars 2022");
  EXPECT_EQ(phrase({niono}, {other}),
            "other terms of the local pact in Niono | d'autres clauses du pacte local à Niono");
  EXPECT_EQ(phrase({}, {niono, djenne}), "two local pacts placed | deux pactes locaux placés");
  EXPECT_EQ(phrase({niono, djenne}, {}),
            "no longer two placed local pacts | l'abandon de deux pactes locaux placés");
  EXPECT_EQ(phrase({niono, djenne}, {other}),
            "two local pacts placed otherwise | deux pactes locaux placés autrement");
  EXPECT_EQ(phrase({djenne, niono}, {niono, djenne}),
            "the placed pacts in another order | les pactes placés dans un autre ordre");
}

TEST(AnswerText, CasesHaveNames) {
  Scenario baseline;
  baseline.title = {"Baseline: Mali, February 2022", "Référence" + kNb + ": le Mali, février 2022"};
  Scenario changed = dicko_and_exit();
  changed.title = baseline.title;
  EXPECT_EQ(changed_name(baseline, changed).en, "Baseline + 2 changes");
  EXPECT_EQ(changed_name(baseline, changed).fr, "Référence + 2 changements");
  EXPECT_EQ(changed_name_in_full(baseline, changed).en,
            "Baseline + 2 changes (Imam Dicko mediating and a four-week French exit)");
  EXPECT_EQ(changed_name(baseline, baseline).en, baseline.title.en);
  changed = baseline;
  changed.levers.french_drawdown = 4.0;
  EXPECT_EQ(changed_name(baseline, changed).fr, "Référence + 1 changement");
  EXPECT_EQ(suggested_title(baseline, changed).en, "A four-week French exit");
  EXPECT_EQ(suggested_title(baseline, dicko_and_exit()).fr,
            "L'imam Dicko pour médiateur et un retrait français en quatre semaines");
  EXPECT_EQ(suggested_title(baseline, baseline).en, baseline.title.en);
}

TEST(AnswerText, ManyChangesAreCounted) {
  const Scenario five = with({{"levers.mediator", std::string("dicko")},
                              {"levers.french_drawdown", 4.0},
                              {"partners.red_line", 0.5},
                              {"talks.horizon", 30.0},
                              {"war.season", 0.3}});
  EXPECT_EQ(
      changes_text(changes_between(Scenario(), five), Lang::en),
      "Imam Dicko mediating, a four-week French exit, the seasonal swing of the war raised from "
      "25% to 30% and two other changes");
  EXPECT_EQ(changes_text(changes_between(Scenario(), five), Lang::fr),
            "l'imam Dicko pour médiateur, un retrait français en quatre semaines, l'amplitude "
            "saisonnière de la guerre portée de 25\u00a0% à 30\u00a0% et deux autres changements");
}

// --- rules for every sentence --------------------------------------------------------------------

std::vector<Finding> every_finding() {
  std::vector<Finding> out;
  std::vector<std::string> ids;
  for (const OutcomeSpec& spec : outcome_specs()) ids.push_back("outcome." + std::string(spec.id));
  for (const StatisticSpec& spec : statistic_specs()) ids.emplace_back(spec.id);
  for (const std::string& id : ids) {
    const Unit unit = find_figure(id)->unit();
    const bool large = unit == Unit::Persons || unit == Unit::DeathsPerYear || unit == Unit::Deaths;
    const double a = large ? 431'000 : 0.574, b = large ? 412'345 : 0.706, d = b - a;
    const double half = std::abs(d) / 4;
    out.push_back(finding(id, a, b, d - half, d + half));
    out.push_back(finding(id, b, a, -d - half, -d + half));
    out.push_back(finding(id, a, b, d - 8 * half, d + 8 * half));
    out.push_back(finding(id, 0.0, large ? 1.0 : 0.01, 0.005, large ? 1.5 : 0.015));
    out.push_back(finding(id, a, 0.0, -a - half, -a + half));
    out.push_back(finding(id, a, a, 0.0, 0.0));
    out.back().differing = 0;
    out.push_back(finding(id, 0.0, 0.0, -0.01, 0.01));
    out.push_back(finding(id, a, 0.0, -a - half, -a + half));
    out.back().weeks = 26;
  }
  return out;
}

void expect_well_formed(const std::string& text, Lang lang) {
  static const std::regex kHyphenMinus("(^|[ (\\[\u00a0])-[0-9]"), kTwoBlanks("  "),
      kMarkup("[{}<>|]"), kOpenNumber("[0-9] [0-9]{3}\\b"), kPointInFrench("[0-9]\\.[0-9]"),
      kElision("\\b(de|le|la|que|ne) (a|e|i|o|u|é|è|ê|à|É|A|E|I|O|U)"),
      kContraction("\\b(de le|de les|à le |à les) "), kDouble("\\bde (de|d'|du|des) ");
  const auto bad = [&](const std::regex& rule) { return std::regex_search(text, rule); };
  EXPECT_FALSE(bad(kHyphenMinus)) << text;
  EXPECT_FALSE(bad(kTwoBlanks)) << text;
  EXPECT_FALSE(bad(kMarkup)) << text;
  EXPECT_FALSE(bad(kOpenNumber)) << text;
  EXPECT_TRUE(text.ends_with(".")) << text;
  EXPECT_FALSE(text.ends_with("..")) << text;
  // Nothing breaks inside brackets.
  for (std::size_t at = text.find('['); at != text.npos; at = text.find('[', at + 1))
    EXPECT_EQ(text.substr(at, text.find(']', at) - at).find(' '), std::string::npos) << text;
  if (lang == Lang::en) {
    EXPECT_TRUE(text.starts_with("With ") || text.starts_with("Nothing ")) << text;
    return;
  }
  EXPECT_TRUE(text.starts_with("Avec ") || text.starts_with("Rien ")) << text;
  EXPECT_FALSE(bad(kPointInFrench)) << text;
  EXPECT_FALSE(bad(kElision)) << text;
  EXPECT_FALSE(bad(kContraction)) << text;
  EXPECT_FALSE(bad(kDouble)) << text;
  EXPECT_THAT(text, Not(HasSubstr("~")));
  // "aucune" has its "ne" in the same clause.
  static const std::regex kNone("\\bdans aucune?\\b"), kNe("\\b(ne |n')[^,:;]*\\bdans aucune?\\b");
  if (bad(kNone)) {
    EXPECT_TRUE(bad(kNe)) << text;
  }
  for (const char* sign : {":", ";", "%", "»"})
    for (std::size_t at = text.find(sign); at != text.npos; at = text.find(sign, at + 1))
      EXPECT_TRUE(text.substr(0, at).ends_with(kNb)) << sign << " in " << text;
}

TEST(AnswerText, EverySentenceIsWellFormed) {
  const char* path = std::getenv("ANSWER_TEXTS");  // where to write them, to be read by a person
  std::ofstream file(path == nullptr ? "" : path);
  const std::vector<Scenario> cases = test::every_change();
  const std::vector<Finding> findings = every_finding();
  EXPECT_GT(cases.size(), 300u);
  EXPECT_GT(findings.size(), 500u);
  for (const Lang lang : {Lang::en, Lang::fr}) {
    for (std::size_t k = 0; k < cases.size(); ++k) {
      const auto changes = changes_between(Scenario(), cases[k]);
      const std::string text = answer_text(changes, findings[k % findings.size()], lang);
      expect_well_formed(text, lang);
      if (path != nullptr) file << text << "\n";
    }
    const auto one = changes_between(Scenario(), dicko_and_exit());
    for (const Finding& f : findings) {
      const std::string text = answer_text(one, f, lang);
      expect_well_formed(text, lang);
      if (path != nullptr) file << text << "\n";
    }
  }
}

TEST(AnswerText, EachChangeSaysWhichWayItGoes) {
  for (const Scenario& to : test::every_change())
    for (const Lang lang : {Lang::en, Lang::fr}) {
      const auto changes = changes_between(Scenario(), to);
      ASSERT_FALSE(changes.empty());
      EXPECT_FALSE(changes[0].phrase.in(lang).empty());
      EXPECT_FALSE(changes[0].brief.in(lang).empty());
      EXPECT_THAT(changes[0].brief.in(lang), Not(HasSubstr("levers."))) << changes[0].keys[0];
      EXPECT_THAT(changes[0].phrase.in(lang), Not(HasSubstr("_"))) << changes[0].keys[0];
    }
}

}  // namespace answer_text_test
}  // namespace palabre
