// What the hazards are made of, factor by factor; a test holds the products to the kernel's
// hazards.

#define PALABRE_ISA portable
#include "sim/model/trace_factors.hpp"

#include <algorithm>

namespace palabre {

using namespace constants;

namespace {

using Ids = std::vector<FactorId>;
using F = FactorId;

HazardPart veto() {
  return {PartId::french_veto, kVetoHazard,
          Ids{F::visibility, F::red_line, F::dependence, F::french_cooperation}};
}

}  // namespace

double HazardPart::value(const FactorValues& now) const {
  double out = base;
  for (const FactorId factor : factors) out *= now[std::size_t(factor)];
  return out;
}

std::vector<HazardPart> stage_hazard_parts(const Model& model, int stage, bool up) {
  const auto step = [](double base, Ids ids) {
    return std::vector<HazardPart>{{PartId::step_up, base, std::move(ids)}};
  };
  const Params& p = model.params;
  switch (Stage(stage)) {
    case Stage::none:
      return up ? step(kContactRate, {F::contact}) : std::vector<HazardPart>{};
    case Stage::secret_contact:
      if (!up) return {{PartId::fading, kContactFades, {}}};
      return step(kOfficesRate,
                  {F::tempo, F::haste, F::mediator, F::open, F::willingness_junta, F::trust});
    case Stage::good_offices:
      if (!up)
        return {{PartId::fading, kOfficesFade, {}},
                veto(),
                {PartId::unpopularity, kUnpopularBreak, {F::visibility, F::unpopular}},
                {PartId::reluctance, kUnwillingBreakOffices, {F::unwilling_junta}}};
      return step(kTalksRate, {F::tempo, F::haste, F::mediator, F::willingness_jnim, F::gate,
                               F::approval, F::trust, F::onset});
    case Stage::talks:
      if (!up)
        return {
            {PartId::rupture, kTalksBreak, {F::spoilers, F::violations_talks, F::guarantee_talks}},
            veto(),
            {PartId::reluctance, kUnwillingBreakTalks, {F::unwilling_both}}};
      return step(kTruceRate,
                  {F::tempo, F::haste, F::mediator, F::willingness_junta, F::willingness_jnim,
                   F::ripeness, F::gate_truce, F::approval, F::commitment_truce});
    case Stage::truce:
      if (!up)
        return {
            {PartId::rupture,
             p.talks_truce_break_rate,
             {F::spoilers, F::violations_truce, F::power_shift, F::disobedience, F::guarantee}}};
      return step(kAccordRate, {F::tempo, F::haste, F::mediator, F::willingness_junta,
                                F::willingness_jnim, F::gate_accord, F::approval, F::commitment});
    case Stage::accord:
      break;
  }
  if (up) return {};
  return {{PartId::rupture,
           p.talks_accord_break_rate,
           {F::spoilers, F::power_shift, F::disobedience, F::guarantee}}};
}

std::vector<HazardPart> pact_break_parts(const Model& model) {
  return {
      {PartId::rupture,
       model.params.pacts_break_rate,
       {F::pact_season, F::pact_spoilers, F::pact_agreement, F::pact_guarantee, F::pact_approval,
        F::pact_operations, F::pact_rules, F::pact_armed, F::pact_army_left}}};
}

namespace portable {
namespace {

double unit(double x) { return std::clamp(x, 0.0, 1.0); }

void set_up_factors(const Block& b, int lane, FactorValues& out) {
  const Params& p = b.model.params;
  const Week& w = b.week;
  const auto set = [&](FactorId id, double x) { out[std::size_t(id)] = x; };
  set(F::tempo, p.talks_tempo * b.model.levers.national_effort);
  set(F::haste, w.haste[lane]);
  set(F::mediator, kMediatorFloor + (1.0 - kMediatorFloor) * p.talks_mediator);
  set(F::willingness_junta, w.willingness_junta[lane]);
  set(F::willingness_jnim, w.willingness_jnim[lane]);
  set(F::trust, kTrustFloor + (1.0 - kTrustFloor) * b.nation.trust[lane]);
  const bool open = w.t >= b.model.calendar.talks_open && b.nation.talks_pause[lane] == 0.0;
  set(F::open, open ? 1.0 : 0.0);
  set(F::contact, kContactFloor + (1.0 - kContactFloor) * w.hurt_junta[lane]);
  set(F::gate, w.gate[lane]);
  set(F::gate_truce, kTruceGateFloor + (1.0 - kTruceGateFloor) * w.gate[lane]);
  set(F::gate_accord, w.gate_hard[lane]);
  set(F::approval, w.approval[lane]);
  set(F::onset, w.onset[lane]);
  set(F::ripeness, kTruceRipenessFloor + (1.0 - kTruceRipenessFloor) * w.ripeness[lane]);
  set(F::commitment, w.commitment[lane]);
  set(F::commitment_truce, 1.0 - kCommitmentTruce + kCommitmentTruce * w.commitment[lane]);
}

void set_down_factors(const Block& b, int lane, FactorValues& out) {
  const Params& p = b.model.params;
  const Week& w = b.week;
  const auto set = [&](FactorId id, double x) { out[std::size_t(id)] = x; };
  set(F::visibility, w.visibility[lane]);
  set(F::red_line, p.partners_red_line);
  set(F::dependence, p.partners_french_dependence);
  set(F::french_cooperation, w.joint[lane]);
  set(F::unpopular, unit(kSupportWanted - b.nation.support[lane]));
  set(F::unwilling_junta, 1.0 - w.willingness_junta[lane]);
  set(F::unwilling_both, 1.0 - w.willingness_junta[lane] * w.willingness_jnim[lane]);
  set(F::spoilers, 1.0 + kSpoilersBreak * w.spoilers[lane]);
  set(F::violations_talks, 1.0 + kViolationsBreakTalks * w.violations[lane]);
  set(F::violations_truce, 1.0 + kViolationsBreakTruce * w.violations[lane]);
  set(F::guarantee_talks, 1.0 / (1.0 + w.guarantee[lane]));
  set(F::guarantee, 1.0 / (1.0 + kGuaranteeHolds * w.guarantee[lane]));
  set(F::power_shift, 1.0 + kShiftBreak * w.power_shift[lane]);
  set(F::disobedience, 1.0 + kDisobedienceBreaks * (1.0 - p.jihadists_obedience));
}

}  // namespace

FactorValues national_factors_of(const Block& b, int lane) {
  FactorValues out{};
  set_up_factors(b, lane, out);
  set_down_factors(b, lane, out);
  return out;
}

FactorValues pact_factors_of(const Block& b, int lane, int i) {
  const Params& p = b.model.params;
  const CercleState& at = b.at;
  FactorValues out{};
  const auto set = [&](FactorId id, double x) { out[std::size_t(id)] = x; };
  const double operations = at.operations[i][lane];
  set(F::pact_season, b.week.season_breaks);
  set(F::pact_spoilers, 1.0 + kSpoilersPact * b.week.spoilers[lane]);
  set(F::pact_agreement,
      b.nation.stage[lane] >= double(int(Stage::truce)) ? kAgreementCalmsPact : 1.0);
  set(F::pact_guarantee, 1.0 / (1.0 + kGuaranteePact * p.talks_guarantee));
  set(F::pact_approval, at.pact_approved[i][lane] > 0.0 ? 1.0 : p.pacts_unapproved_factor);
  set(F::pact_operations, 1.0 + operations / (1.0 + operations));
  set(F::pact_rules, kRulesBreakMax - kRulesBreakSlope * at.pact_rules[i][lane]);
  set(F::pact_armed, at.pact_hunters_armed[i][lane] > 0.0 ? kArmedBreak : kDisarmedBreak);
  set(F::pact_army_left, at.pact_army_left[i][lane] > 0.0 ? kArmyLeftBreak : 1.0);
  return out;
}

}  // namespace portable
}  // namespace palabre
