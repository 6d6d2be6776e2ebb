// Share codes of version 2: short, and readable for as long as there are people who keep them.

#include "sim/scenario/short_code.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "sim/model/compile.hpp"
#include "sim/scenario/bits.hpp"
#include "sim/scenario/input.hpp"
#include "sim/scenario/share_code.hpp"
#include "sim/tables/old_names.hpp"
#include "sim/tables/share_keys.hpp"
#include "sim/tables/text.hpp"
#include "tests/fuzz/inputs.hpp"

namespace palabre::test {
namespace short_code_test {

using testing::HasSubstr;
using testing::StartsWith;

// The same case as both versions wrote it when version 2 was new.
constexpr const char* kOld1 =
    "palabre1:ygTryeuxI--Fk00OAiEMRvecggtoNEZHPYArl24NaaQoOikTBD2SP9eYi9miTqILXU1S2vD4-uZ_"
    "xzfhaoe6hmPSG4h2rkGnmBnjvPPclvhwUdbCVHDCjngJ2mIk314jymQS8Ew8Edv7CXWDZDkWeYttbxxi4kGg9"
    "gL-KC95WVFV6iPifaYEayU8RnhKqMOJEh9sOBPLQfwt5Wqs_q5nKj2__Hpr-TQrNCWTp3ST3mCovo3rrHW5rk"
    "0TcRPI-uQDmeAcyq2cHyoCqUFt0PFKZCGj_kB1vxXX0G_JpBhCw2iHkB0U4pl6AA";
constexpr const char* kOld2 = "palabre2:y4GlabEj7yZZKJgZ02MMiAkJpbQRahJxVYGLJCSA";
// The numbers of that day, and a hash (FNV-1a) over their keys.
constexpr std::size_t kFirstKeys = 153;
constexpr unsigned kFirstKeysHash = 0x8e675856u;

std::string refusal(const std::string& code, Lang lang = Lang::en) {
  try {
    read_share_code(code);
  } catch (const ScenarioError& error) {
    return error.in(lang);
  }
  return "";
}

TEST(ShortCode, EveryInputHasItsNumber) {
  std::string missing;
  for (const std::string& key : scenario_keys()) {
    const auto has = [&](std::string_view name) {
      return std::find(share_keys().begin(), share_keys().end(), name) != share_keys().end();
    };
    if (!has(key) && !has(first_name(NameKind::key, key)))
      missing += "SHARE_KEY(\"" + key + "\")\n";
  }
  EXPECT_EQ(missing, "") << "add these at the end of sim/tables/share_keys.def";
  const std::set<std::string_view> unique(share_keys().begin(), share_keys().end());
  EXPECT_EQ(unique.size(), share_keys().size());
}

// Codes that people keep hold these numbers.
TEST(ShortCode, NumbersNeverMove) {
  std::string first;
  for (const std::string_view key : share_keys().first(kFirstKeys)) first.append(key) += '\n';
  unsigned hash = 2166136261u;
  for (const char c : first) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  EXPECT_EQ(hash, kFirstKeysHash);
}

TEST(ShortCode, ThoseOfTheFirstDayStayReadable) {
  const Scenario old = read_share_code(kOld1).scenario, now = read_share_code(kOld2).scenario;
  for (const Scenario& scenario : {old, now}) {
    EXPECT_EQ(scenario.params.talks_mediator, 0.85);
    EXPECT_EQ(scenario.levers.french_withdrawal, Date::never());
    EXPECT_EQ(scenario.levers.talks_open, *parse_date("2022-06-01"));
    EXPECT_EQ(*get_value(scenario, "levers.talks_channel"), Value(std::string("secret")));
    EXPECT_EQ(*get_value(scenario, "issues.foreign_troops.koufa"), Value(0.9));
    EXPECT_EQ(*get_value(scenario, "levers.full_precondition_offer"), Value(true));
    EXPECT_EQ(scenario.seed, 77);
  }
  EXPECT_EQ(now.title.en, "The last card: a truce while the French leave");
  EXPECT_EQ(now.about, "last_card_played") << "what its base says of itself comes with it";
}

/// A value that a slider could have been moved to: three digits.
Value moved(const InputRef& input, const Scenario& from, std::mt19937& random) {
  const double share = double(random() % 1000) / 1000.0;
  const auto between = [&](double low, double high) {
    return Value(std::round((low + (high - low) * share) * 1000.0) / 1000.0);
  };
  if (const ParamSpec* spec = input.param()) return between(spec->min, spec->max);
  const std::optional<Value> now = input.get(from);
  if (std::holds_alternative<bool>(*now)) return !std::get<bool>(*now);
  if (std::holds_alternative<Date>(*now))
    return Date{Date::from(from.start).day + int(random() % 1820)};
  if (const LeverSpec* spec = input.lever())
    return spec->choices.empty()
               ? between(spec->min, spec->max)
               : Value(std::string(spec->choices[random() % spec->choices.size()]));
  if (const SwitchSpec* spec = input.model_switch())
    return spec->choices.empty()
               ? between(spec->min, spec->max)
               : Value(std::string(spec->choices[random() % spec->choices.size()]));
  return between(0.0, 1.0);
}

TEST(ShortCode, TenChangesOfAnyShippedScenarioTakeLessThan120Letters) {
  std::size_t longest = 0;
  int seen = 0;
  for (const auto& entry : fs::recursive_directory_iterator(shipped_scenarios())) {
    if (entry.path().extension() != ".toml") continue;
    const ScenarioFile file = load_scenario(entry.path());
    if (!file.scenario.pacts.empty()) continue;
    std::mt19937 random(unsigned(++seen));
    for (int round = 0; round < 2; ++round) {
      Scenario wanted = file.scenario;
      for (int change = 0; change < 10;) {
        const InputRef& input = all_inputs()[random() % all_inputs().size()];
        if (input.set(wanted, moved(input, wanted, random))) continue;
        ++change;
      }
      const std::string code = share_code(wanted, *file.world);
      ASSERT_THAT(code, StartsWith("palabre2:")) << entry.path();
      longest = std::max(longest, code.size());
      try {
        const ScenarioFile back = read_share_code(code);
        EXPECT_EQ(scenario_digest(back.scenario, *back.world),
                  scenario_digest(wanted, *file.world));
        EXPECT_EQ(share_code(back.scenario, *back.world), code);
      } catch (const ScenarioError& error) {  // shares that do not fit together: no such case
        EXPECT_THAT(error.in(Lang::en), HasSubstr("territory."));
      }
    }
  }
  EXPECT_GT(seen, 20);
  EXPECT_LT(longest, 120u);
  EXPECT_GT(longest, 60u) << "nothing was changed";
}

TEST(ShortCode, NumbersOfAnySizeComeBackToTheBit) {
  const ScenarioFile file = load_scenario(shipped_scenarios() / "baseline.toml");
  const ParamSpec& spec = *find_param("talks.mediator");
  std::mt19937_64 random(3);
  for (int round = 0; round < 12; ++round) {
    Scenario wanted = file.scenario;
    double x = std::ldexp(double(random() >> 11), -53 - round);
    if (round == 0) x = 1.0;
    if (round == 1) x = 0.1 + 0.2;
    wanted.params.*spec.field = spec.min + (spec.max - spec.min) * x;
    wanted.title.fr = "Où l'été finit : « " + std::to_string(round) + " »";
    const ScenarioFile back = read_share_code(share_code(wanted, *file.world));
    EXPECT_EQ(back.scenario.params.*spec.field, wanted.params.*spec.field);
    EXPECT_EQ(back.scenario.title, wanted.title);
  }
}

TEST(ShortCode, ChoicesAreToldApartByTheirChecks) {
  for (const InputRef& input : all_inputs()) {
    const auto choices = input.lever()          ? input.lever()->choices
                         : input.model_switch() ? input.model_switch()->choices
                                                : std::span<const std::string_view>{};
    for (const std::string_view choice : choices) {
      ScenarioFile file = load_scenario(shipped_scenarios() / "baseline.toml");
      ASSERT_FALSE(input.set(file.scenario, Value(std::string(choice))));
      const ScenarioFile back = read_share_code(share_code(file.scenario, *file.world));
      EXPECT_EQ(input.get(back.scenario), input.get(file.scenario)) << input.key();
    }
  }
}

/// The bits of a code without its check, spoilt at a place.
std::string bits_with(unsigned keys, unsigned check, const std::string& letters) {
  BitWriter bits;
  bits.put(0, kValuesBits);
  bits.put(keys, 10);
  bits.put(check, 16);
  for (const char c : letters) bits.put(unsigned(c == '/' ? 28 : c - 'a' + 1), 5);
  bits.put(0, 5);
  bits.put(0, 1 + 5);  // nothing else, no change
  return bits.bytes();
}

TEST(ShortCode, ForeignOnesAreToldApartFromDamagedOnes) {
  const ScenarioFile file = load_scenario(shipped_scenarios() / "baseline.toml");
  const auto sound = short_code_of(file.scenario, 0);
  ASSERT_TRUE(sound);
  BitReader bits(*sound);
  bits.get(kValuesBits);
  const auto keys = unsigned(bits.get(10)), check = unsigned(bits.get(16));
  EXPECT_EQ(refusal(fuzz::share_code_around(bits_with(keys, check, "baseline"), 2)), "");
  EXPECT_THAT(refusal(fuzz::share_code_around(bits_with(keys + 1, check, "baseline"), 2)),
              HasSubstr("made by a newer version of Palabre (bring this program up to date)"));
  const std::string other = fuzz::share_code_around(bits_with(keys, check ^ 1u, "baseline"), 2);
  EXPECT_THAT(refusal(other), HasSubstr("in another order than this Palabre (ask whoever made it"));
  EXPECT_THAT(refusal(other, Lang::fr), HasSubstr("dans un autre ordre que ce Palabre (demander"));
  EXPECT_THAT(refusal(fuzz::share_code_around(bits_with(keys, check, "nowhere"), 2)),
              HasSubstr("nowhere.toml did not come with this Palabre"));
  EXPECT_THAT(refusal(fuzz::share_code_around(bits_with(keys, check, "/etc/secret"), 2)),
              HasSubstr("/etc/secret.toml did not come with this Palabre"));
}

TEST(ShortCode, BitsOfAnyKindOnlyEverGiveARefusalOrACase) {
  const ScenarioFile file = load_scenario(shipped_scenarios() / "last_card.toml");
  const std::string sound = *short_code_of(file.scenario, 0);
  for (unsigned round = 0; round < 200; ++round) {
    std::mt19937 random(round);
    std::string spoilt = sound;
    for (unsigned n = 1 + random() % 4; n > 0; --n)
      spoilt[random() % spoilt.size()] ^= char(1u << random() % 8);
    if (random() % 4 == 0) spoilt.resize(random() % spoilt.size());
    if (random() % 4 == 0) spoilt += char(random());
    fuzz::try_share_code(spoilt);
  }
}

TEST(ShortCode, WhatBitsCannotSayIsSaidInVersion1) {
  ScenarioFile file = load_scenario(shipped_scenarios() / "baseline.toml");
  file.scenario.pacts.push_back({"Niono", *parse_date("2022-05-01"), true, {}, {}, {}, {}});
  EXPECT_THAT(share_code(file.scenario, *file.world), StartsWith("palabre1:"));
}

}  // namespace short_code_test
}  // namespace palabre::test
