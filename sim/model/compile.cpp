// From a scenario and a world to the constants of a run.

#include "sim/model/compile.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

#include "sim/model/hash.hpp"
#include "sim/model/world_models.hpp"
#include "sim/tables/old_names.hpp"
#include "sim/tables/text.hpp"

namespace palabre {

using namespace constants;

namespace {

// Seasonal shapes by month, January first; each sums to zero. claim: M_seasons
constexpr std::array<double, 12> kSeasonAttacks{0, .2, .6, .8, .8, 1, 0, -1, -1, -.8, -.4, -.2};
// Pact breaks: planting and transhumance. claim: M_pact_lives, C36
constexpr std::array<double, 12> kSeasonBreaks{-.6, -.6, -.6, -.4, 0, .6, 1, 1, .6, 0, -.4, -.6};

class Compiler {
 public:
  Compiler(const Scenario& scenario, const World& world) : scenario_(scenario), world_(world) {}

  Model compile(Digest digest) {
    model_.weeks = scenario_.weeks;
    model_.params = scenario_.params;
    model_.levers = scenario_.levers;
    model_.switches = scenario_.switches;
    model_.calibration = calibration_of(CalibrationChoice(scenario_.switches.calibration));
    check_shares();
    set_calendar();
    set_sides();
    set_places();
    set_terms();
    set_neighbours();
    settle_start();
    set_seasons();
    set_pacts();
    if (!diagnostics_.empty()) throw ScenarioError(std::move(diagnostics_));
    set_worlds();
    if (!diagnostics_.empty()) throw ScenarioError(std::move(diagnostics_));
    if (digest == Digest::inputs) model_.scenario_digest = scenario_digest(scenario_, world_);
    return std::move(model_);
  }

 private:
  void refuse(std::string key, Message what, std::optional<Message> hint = {}) {
    diagnostics_.push_back({"", 0, 0, std::move(key), std::move(what), std::move(hint)});
  }

  void check_shares() {
    const double sum =
        scenario_.params.territory_state_share + scenario_.params.territory_jihadist_share;
    if (sum > kShareSumMax + 1e-12)
      refuse("territory.jihadist_share", {TextId::model_shares_too_large, {number_text(sum)}},
             Message{TextId::model_shares_at_most, {number_text(kShareSumMax)}});
  }

  int week_of(Date date) const {
    if (date.is_never()) return kNeverWeek;
    const int days = int((date.days() - scenario_.start).count());
    return days < 0 ? (days - 6) / 7 : days / 7;  // floor
  }

  void set_calendar() {
    const Levers& l = scenario_.levers;
    Calendar& c = model_.calendar;
    c = {week_of(l.french_withdrawal), week_of(l.minusma_exit),  week_of(l.russian_arrival),
         week_of(l.sanctions_start),   week_of(l.sanctions_end), week_of(l.talks_open),
         week_of(l.prisoner_release),  week_of(l.election),      week_of(l.niger_hub_end),
         week_of(l.accord_2015_end)};
    if (!l.full_precondition_offer) return;
    c.french_withdrawal = std::min(c.french_withdrawal, int(kOfferWeek));
    c.minusma_exit = std::min(c.minusma_exit, int(kOfferWeek));
  }

  /// Ideal points and weights of one side; entries given by a parameter are filled in, and the
  /// other weights rescaled so that all sum to 1.
  Side side(double Issue::*ideal, double Issue::*weight, const char* key) {
    Side s;
    double given = 0.0, rest = 0.0;
    std::array<bool, kIssueCount> from_param{};
    for (std::size_t k = 0; k < kIssueCount; ++k) {
      const Issue& issue = scenario_.issues[k];
      s.ideal[k] =
          std::isnan(issue.*ideal) ? scenario_.params.partners_junta_exit_wish : issue.*ideal;
      from_param[k] = std::isnan(issue.*weight);
      s.weight[k] = from_param[k] ? scenario_.params.jihadists_social_rules : issue.*weight;
      (from_param[k] ? given : rest) += s.weight[k];
    }
    if (!(rest > 0.0)) {
      refuse(key, {TextId::model_weights_zero, {}});
      return s;
    }
    const double scale = (1.0 - given) / rest;
    const bool already = std::abs(scale - 1.0) < 1e-9;
    for (std::size_t k = 0; k < kIssueCount; ++k)
      if (!from_param[k] && !already) s.weight[k] *= scale;
    return s;
  }

  void set_sides() {
    model_.junta = side(&Issue::junta, &Issue::weight_junta, "issues.weight_junta");
    model_.ag_ghaly = side(&Issue::ag_ghaly, &Issue::weight_ag_ghaly, "issues.weight_ag_ghaly");
    model_.koufa = side(&Issue::koufa, &Issue::weight_koufa, "issues.weight_koufa");
    model_.aqim = side(&Issue::aqim, &Issue::weight_aqim, "issues.weight_aqim");
    model_.jnim = side(&Issue::ag_ghaly, &Issue::weight_jnim, "issues.weight_jnim");
    for (std::size_t k = 0; k < kIssueCount; ++k) {
      // JNIM bargains as both leaders together, Ag Ghaly with .6. claim: A_issue_matrix
      model_.jnim.ideal[k] =
          kAgGhalyShare * model_.ag_ghaly.ideal[k] + (1.0 - kAgGhalyShare) * model_.koufa.ideal[k];
      // An issue that neither side weighs has no place on the frontier: keep its quotient defined.
      if (model_.junta.weight[k] + model_.jnim.weight[k] <= 0.0)
        model_.junta.weight[k] = model_.jnim.weight[k] = kTiny;
    }
  }

  /// Moves the template shares in odds by one factor so that their mean by area is the target.
  void fit(double target, double Cercle::*from, double CercleConstants::*to) {
    std::array<double, kCercleMax> template_odds{};
    for (const Cercle& cercle : world_.cercles)
      if (cercle.*from < 1.0)
        template_odds[std::size_t(cercle.id)] = cercle.*from / (1.0 - cercle.*from);
    double low = 1e-4, high = 1e4;
    for (int round = 0; round < 60; ++round) {
      const double factor = std::sqrt(low * high);
      double mean = 0.0;
      for (const Cercle& cercle : world_.cercles) {
        const double odds = template_odds[std::size_t(cercle.id)] * factor;
        CercleConstants& place = model_.places[std::size_t(cercle.id)];
        place.*to = cercle.*from < 1.0 ? odds / (1.0 + odds) : 1.0;
        mean += place.area * place.*to;
      }
      (mean / model_.area_total < target ? low : high) = factor;
    }
  }

  /// Shares out a force by the weights of the table, whatever they sum to. A table that already
  /// sums to 1 is taken as it stands, to the last bit.
  void deploy(double Cercle::*weight, double CercleConstants::*share) {
    double sum = 0.0;
    for (const Cercle& c : world_.cercles) sum += c.*weight;
    const double scale = sum > 0.0 && std::abs(sum - 1.0) > 1e-9 ? sum : 1.0;
    for (const Cercle& c : world_.cercles)
      model_.places[std::size_t(c.id)].*share = c.*weight / scale;
  }

  void set_places() {
    double katibas = 0.0, rivals = 0.0, hunters = 0.0, garrisons = 0.0, coast = 0.0;
    for (const Cercle& c : world_.cercles) {
      katibas += c.katiba_weight * (1.0 - rival_part(c));
      rivals += c.katiba_weight * rival_part(c);
      hunters += c.hunters_weight;
      garrisons += c.garrison_weight;
      if (c.coastal_border) coast += c.area_km2;
    }
    model_.cercle_count = int(world_.cercles.size());
    model_.region_count = int(world_.regions.size());
    model_.regions = world_.regions;
    for (const Cercle& c : world_.cercles) {
      CercleConstants& place = model_.places[std::size_t(c.id)];
      place.area = c.area_km2;
      place.people = c.population_2009 * kPopulationGrowth;
      place.garrison_base = c.garrison_weight / garrisons;
      place.garrison = kArmyTotal * c.garrison_weight / garrisons;
      place.katiba = kKatibaTotal * c.katiba_weight * (1.0 - rival_part(c)) / katibas;
      place.rival = rivals > 0.0 ? scenario_.params.jihadists_rival_fighters * c.katiba_weight *
                                       rival_part(c) / rivals
                                 : 0.0;
      place.cell_chance = std::clamp((c.katiba_weight - kCellSure) / kCellSpan, 0.0, 1.0);
      place.hunters = hunters > 0.0 ? kHuntersTotal * c.hunters_weight / hunters : 0.0;
      place.pact_hunters = place.hunters / (place.hunters + kPactHuntersHalf);
      place.clash_hunters = place.hunters / (place.hunters + kClashHuntersHalf);
      place.hunters_weight = hunters > 0.0 ? c.hunters_weight / hunters : 0.0;
      place.coastal = c.coastal_border ? c.area_km2 / coast : 0.0;
      place.zone = int(c.zone);
      place.region = world_.region_of[std::size_t(c.id)];
      model_.area_total += place.area;
      model_.people_total += place.people;
      if (place.zone > 0) model_.affected_people += place.people;
      if (c.capital) model_.capital = c.id;
    }
    deploy(&Cercle::french_weight, &CercleConstants::french);
    deploy(&Cercle::minusma_weight, &CercleConstants::minusma);
    deploy(&Cercle::russian_weight, &CercleConstants::russian);
    deploy(&Cercle::niger_hub_weight, &CercleConstants::niger_hub);
    fit(scenario_.params.territory_state_share, &Cercle::state, &CercleConstants::state);
    fit(scenario_.params.territory_jihadist_share, &Cercle::jihadist, &CercleConstants::jihadist);
    for (std::size_t i = 0; i < world_.cercles.size(); ++i) {
      CercleConstants& place = model_.places[i];
      const double sum = place.state + place.jihadist;
      if (sum <= kCercleSumMax) continue;
      place.jihadist *= kCercleSumMax / sum;
      place.state *= kCercleSumMax / sum;
    }
    share_out();
  }
  /// The Islamic State's part of the jihadists' ground and fighters. claim: M_rivals
  static double rival_part(const Cercle& c) {
    return c.jihadist > 0.0 ? c.of_which_is_sahel / c.jihadist : 0.0;
  }
  /// Ground of the Islamic State and of the signatory groups; fighters and garrisons follow the
  /// shares chosen. claims: J_presence, M_accord_2015
  void share_out() {
    for (std::size_t i = 0; i < world_.cercles.size(); ++i) {
      const Cercle& c = world_.cercles[i];
      CercleConstants& place = model_.places[i];
      const double more_jihadists = c.jihadist > 0.0 ? place.jihadist / c.jihadist : 1.0;
      const double more_state = c.state > 0.0 ? place.state / c.state : 1.0;
      place.rival_share = rival_part(c) * place.jihadist;
      place.jihadist -= place.rival_share;
      const double held = place.state + place.jihadist + place.rival_share;
      place.signatory_share = std::min(c.signatory, std::max(0.0, kCercleSumMax - held));
      place.katiba *= more_jihadists;
      place.rival *= more_jihadists;
      place.garrison *= more_state;
      model_.army_start += place.garrison;
    }
    for (std::size_t i = 0; i < world_.cercles.size(); ++i)
      model_.places[i].garrison_base = model_.places[i].garrison / model_.army_start;
  }

  void set_terms() {
    for (int i = 0; i < model_.cercle_count; ++i) {
      CercleConstants& place = model_.places[std::size_t(i)];
      place.post_base = kBaseShare * place.garrison_base;
      place.post_french = kBaseShare * (place.french - place.garrison_base);
      place.hunters_hold = kHuntersHold * place.hunters;
      place.hold_needed = kHoldSoldiers + kHoldPerArea * place.area;
      place.capacity =
          model_.calibration.capacity_people * place.people + kCapacityBase * place.katiba;
      place.rival_capacity = kCapacityIs * (place.rival + kCapacityDefect * place.katiba);
      const double mass = kCriticalMassControl + kMassPerArea * place.area;
      place.mass_control = mass * mass;
      const double pressing = kFrenchMobility * kFrenchTroops * place.french;
      place.pressed = pressing / (pressing + kPinHalf);
      place.never_flee = kNeverFlee * place.people;
      place.foreign = place.french > 0.0 || place.russian > 0.0 || place.niger_hub > 0.0;
    }
  }

  void set_neighbours() {
    for (std::size_t i = 0; i < world_.cercles.size(); ++i) {
      CercleConstants& place = model_.places[i];
      const std::vector<int>& near = world_.neighbours[i];
      assert(near.size() <= kNeighboursMax);
      place.neighbour_count = int(near.size());
      for (std::size_t k = 0; k < near.size(); ++k) place.neighbours[k] = near[k];
      place.per_neighbour = near.empty() ? 0.0 : 1.0 / double(near.size());
    }
  }

  /// What the memory of violence, sieges and flight come to when the start's rates have lasted; the
  /// displaced are then scaled to their known number. Traits and fortunes at their means.
  void settle_start() {
    double low = 0.0, high = 64.0;
    for (int i = 0; i < model_.cercle_count; ++i) settle(model_.places[std::size_t(i)]);
    if (!model_.calibration.settled_start) return;
    const double counted =
        scenario_.displaced > 0.0 ? scenario_.displaced : kDisplacedNation * model_.people_total;
    for (int round = 0; round < 60; ++round) {
      const double factor = 0.5 * (low + high);
      (displaced_in_all(factor) < counted ? low : high) = factor;
    }
    for (int i = 0; i < model_.cercle_count; ++i) {
      CercleConstants& place = model_.places[std::size_t(i)];
      place.displaced = displaced_at(place, high);
    }
  }
  static double displaced_at(const CercleConstants& place, double factor) {
    return std::min(place.displaced * factor, kDisplacedMost * (1.0 - kNeverFlee) * place.people);
  }
  double displaced_in_all(double factor) const {
    double sum = 0.0;
    for (int i = 0; i < model_.cercle_count; ++i)
      sum += displaced_at(model_.places[std::size_t(i)], factor);
    return sum;
  }

  void settle(CercleConstants& place) const {
    const Params& p = model_.params;
    if (!model_.calibration.settled_start) {
      place.siege = 0.5 * std::clamp(kSiegeStartSlope * place.jihadist - kSiegeStartBase, 0.0, 1.0);
      const double away = kDisplacedStart * (1.0 + kDisplacedControl * place.jihadist);
      place.displaced = place.people * std::clamp(away * kDisplacedShare, 0.0, 1.0);
      return;
    }
    const auto hazard = [](double h) { return h / (1.0 + h); };
    const auto mass = [](double x, double half) { return x * x / (x * x + half * half); };
    const double free =
        1.0 - place.state - place.jihadist - place.rival_share - place.signatory_share;
    const double own = place.state + 0.5 * free, rest = place.jihadist + 0.5 * free;
    const bool cell = place.cell_chance >= 1.0;
    const double active = cell ? mass(place.katiba, model_.calibration.attack_mass) : 0.0;
    const double french = kFrenchMobility * kCooperationStart * kFrenchTroops * place.french;
    const double unpinned = 1.0 - kPin * french / (french + kPinHalf);
    const double rivals =
        mass(place.rival, kCriticalMassIs) * 4.0 * own * (place.rival_share + 0.5 * free);
    const double raids = active * 4.0 * own * rest + (cell ? kCellRaids : 0.0);
    const double clashes = active * place.clash_hunters * std::min(2.0 * rest, 1.0);
    const double feuds = kFeudRate * p.jihadists_rivalry * place.katiba /
                         (place.katiba + kFeudHalf) * place.rival / (place.rival + kFeudHalf);
    const double rate = p.war_attack_rate * (unpinned * (raids + rivals) + clashes + feuds) /
                        (1.0 - p.war_self_excitation);
    place.excitation = rate / (1.0 - kExcitationMemory);

    const double fighters = p.territory_guerrilla_leverage * place.katiba;
    const double army = place.garrison / (place.garrison + fighters + 1.0);
    const double tightens = hazard(kSiegeRate * mass(place.katiba, kCriticalMassControl) *
                                   place.jihadist * (1.0 - army));
    const double loosens = hazard(kSiegeFades + kSiegeArmy * army);
    place.siege = tightens / (tightens + loosens);
    const double starts = hazard(kBlockRate * mass(place.katiba, kCriticalMassControl) *
                                 place.jihadist * place.pact_hunters);
    place.blockade_chance = starts / (starts + hazard(kBlockEnds + kBlockArmy * army));

    const double peacekeepers = place.minusma * kMinusmaTroops;
    const double protection =
        1.0 - kMinusmaProtects * peacekeepers / (peacekeepers + kMinusmaProtectHalf);
    const double flee = model_.calibration.flee_per_attack * rate * protection *
                        (1.0 + kFleeSiege * place.siege) / (1.0 - kNeverFlee);
    const double back = kReturnRate * (1.0 - place.siege) / (1.0 + kFearAttacks * rate);
    place.displaced = (1.0 - kNeverFlee) * place.people * flee / (flee + back);
  }

  void set_seasons() {
    const std::chrono::year_month_day ymd{scenario_.start};
    const std::chrono::sys_days new_year{ymd.year() / 1 / 1};
    const int day = int((scenario_.start - new_year).count());
    for (int week = 0; week < model_.weeks; ++week) {
      const int month = (4 * (day + 7 * week)) % 1461 * 12 / 1461;
      const double swing = scenario_.params.war_season;
      model_.season_attacks.push_back(1.0 + swing * kSeasonAttacks[std::size_t(month)]);
      model_.season_breaks.push_back(1.0 + swing * kSeasonBreaks[std::size_t(month)]);
      model_.summer.push_back(kSeasonBreaks[std::size_t(month)] > 0.0);
    }
  }

  void set_worlds() {
    if (!is_over_worlds(scenario_.switches)) return;
    const auto table = world_.worlds_of(scenario_.switches);
    if (!table || table->size() == 0)
      refuse("switches.assumptions", {TextId::model_no_plausible_worlds, {world_.name}});
    else
      model_.worlds = std::make_shared<const WorldModels>(scenario_, world_);
  }

  void set_pacts() {
    const auto term = [](const auto& value) { return value ? double(*value) : -1.0; };
    std::vector<PlacedPact> by_date = scenario_.pacts;
    std::stable_sort(by_date.begin(), by_date.end(), [](const PlacedPact& a, const PlacedPact& b) {
      return a.date.day < b.date.day;
    });
    for (const PlacedPact& pact : by_date) {
      const int cercle = world_.find(pact.cercle);
      const int week = week_of(pact.date);
      if (cercle < 0) refuse("pact.cercle", {TextId::model_unknown_cercle, {}});
      if (week < 0) refuse("pact.date", {TextId::model_too_early, {}});
      model_.pacts.push_back({cercle, week, term(pact.approved), term(pact.social_rules),
                              term(pact.prisoners_released), term(pact.hunters_armed),
                              term(pact.army_post_leaves)});
    }
  }

  const Scenario& scenario_;
  const World& world_;
  Model model_;
  std::vector<Diagnostic> diagnostics_;
};

std::string canonical(const Value& value) {
  struct Text {
    std::string operator()(double x) const { return number_text(x); }
    std::string operator()(bool x) const { return x ? "true" : "false"; }
    std::string operator()(const std::string& x) const { return x; }
    std::string operator()(Date x) const { return to_string(x); }
  };
  return std::visit(Text{}, value);
}

}  // namespace

Calibration calibration_of(CalibrationChoice choice) {
  if (choice == CalibrationChoice::february_2022) return {};
  Calibration old;
  old.attack_mass = kReferenceAttackMass;
  old.fortune_attacks = kReferenceFortune;
  old.tempo_attacks = 0.0;
  old.excitation_own = kReferenceOwn;
  old.echo_anywhere = 1.0;
  old.pact_calms_attacks = 0.0;
  old.capacity_people = kReferenceCapacity;
  old.flee_per_attack = kReferenceFlee;
  old.settled_start = old.local_relief = false;
  return old;
}

Model compile(const Scenario& scenario, const World& world, Digest digest) {
  return Compiler(scenario, world).compile(digest);
}

std::string scenario_digest(const Scenario& scenario, const World& world) {
  std::string all = "start=" + to_string(Date::from(scenario.start)) +
                    "\nweeks=" + std::to_string(scenario.weeks) +
                    "\nreplicates=" + std::to_string(scenario.replicates) +
                    "\nseed=" + std::to_string(scenario.seed) + "\n";
  if (scenario.displaced > 0.0) all += "displaced=" + number_text(scenario.displaced) + "\n";
  for (const std::string& key : scenario_keys())
    if (const std::optional<Value> value = get_value(scenario, key))
      all.append(first_name(NameKind::key, key)) += "=" + canonical(*value) + "\n";
  for (const PlacedPact& pact : scenario.pacts) {
    all += "pact=" + pact.cercle + "," + to_string(pact.date);
    for (const auto& term :
         {pact.approved, pact.prisoners_released, pact.hunters_armed, pact.army_post_leaves})
      all += term ? (*term ? ",true" : ",false") : ",drawn";
    all += pact.social_rules ? "," + number_text(*pact.social_rules) : ",drawn";
    all += "\n";
  }
  all += world.bytes;
  if (const auto table = world.worlds_of(scenario.switches)) all += table->bytes;
  return hex(hash_bytes(all));
}

}  // namespace palabre
