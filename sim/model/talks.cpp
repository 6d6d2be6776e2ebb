// The national stage machine and one-off exchanges of prisoners: phases 6 and 7.

#include "sim/model/submodels.hpp"

namespace palabre::PALABRE_ISA {

/// Weekly hazards of moving up and down from the present stage (MODEL.md 7.7).
Hazards stage_hazards(const Block& b) {
  const Params& p = b.model.params;
  const NationState& n = b.nation;
  const Week& w = b.week;
  const Real tempo = Real(p.talks_tempo * b.model.levers.national_effort) * w.haste;
  const double standing = kMediatorFloor + (1.0 - kMediatorFloor) * p.talks_mediator;
  const Real trusted = Real(kTrustFloor) + Real(1.0 - kTrustFloor) * n.trust;
  const Real veto = Real(kVetoHazard) * w.visibility * p.partners_red_line *
                    p.partners_french_dependence * w.joint;
  const Real both = w.willingness_junta * w.willingness_jnim;
  const double disobedience = 1.0 + kDisobedienceBreaks * (1.0 - p.jihadists_obedience);
  const Real spoiled = Real(1.0) + Real(kSpoilersBreak) * w.spoilers;
  const Real shifted = Real(1.0) + Real(kShiftBreak) * w.power_shift;
  const Real guaranteed = Real(1.0) + Real(kGuaranteeHolds) * w.guarantee;
  const bool open = w.t >= b.model.calendar.talks_open;

  Hazards h[kStageCount];
  h[0] = {Real(kContactRate) * (Real(kContactFloor) + Real(1.0 - kContactFloor) * w.hurt_junta),
          0.0};
  h[1] = {select(Mask(open) & (n.talks_pause == Real(0.0)),
                 Real(kOfficesRate * standing) * tempo * w.willingness_junta * trusted, 0.0),
          kContactFades};
  h[2] = {Real(kTalksRate * standing) * tempo * w.willingness_jnim * w.gate * w.approval * trusted *
              w.onset,
          Real(kOfficesFade) + veto +
              Real(kUnpopularBreak) * w.visibility * clip(Real(kSupportWanted) - n.support) +
              Real(kUnwillingBreakOffices) * (Real(1.0) - w.willingness_junta)};
  h[3] = {Real(kTruceRate * standing) * tempo * both *
              (Real(kTruceRipenessFloor) + Real(1.0 - kTruceRipenessFloor) * w.ripeness) *
              (Real(kTruceGateFloor) + Real(1.0 - kTruceGateFloor) * w.gate) * w.approval *
              (Real(1.0 - kCommitmentTruce) + Real(kCommitmentTruce) * w.commitment),
          Real(kTalksBreak) * spoiled * (Real(1.0) + Real(kViolationsBreakTalks) * w.violations) /
                  (Real(1.0) + w.guarantee) +
              veto + Real(kUnwillingBreakTalks) * (Real(1.0) - both)};
  h[4] = {Real(kAccordRate * standing) * tempo * both * w.gate_hard * w.approval * w.commitment,
          Real(p.talks_truce_break_rate) * spoiled *
              (Real(1.0) + Real(kViolationsBreakTruce) * w.violations) * shifted * disobedience /
              guaranteed};
  h[5] = {0.0, Real(p.talks_accord_break_rate) * spoiled * shifted * disobedience / guaranteed};
  Hazards now = h[0];
  for (int s = 1; s < kStageCount; ++s) {
    now.up = select(n.stage == Real(s), h[s].up, now.up);
    now.down = select(n.stage == Real(s), h[s].down, now.down);
  }
  return now;
}

namespace {

void note_first(Real& tally, const Mask& entered, int week) {
  tally = select(entered & (tally < Real(0.0)), Real(week), tally);
}

void enter_good_offices(Block& b, const Mask& entered, const Real& u) {
  double open = b.model.params.talks_announcement;
  if (b.model.levers.talks_channel == int(TalksChannel::secret)) open = 0.0;
  if (b.model.levers.talks_channel == int(TalksChannel::public_)) open = 1.0;
  b.nation.talks_public = select(entered, as_real(u < Real(open)), b.nation.talks_public);
}

/// When JNIM signs, part of its fighters goes to the Islamic State or to a band of its own: half at
/// the truce, half at the accord, the less obedient first. claim: L_splinters
void defect(Block& b, const Mask& signs) {
  if (!any(signs)) return;
  CercleState& at = b.at;
  const double share = 0.5 * b.model.params.jihadists_defection;
  const double per_disobedience = 1.0 / (1.0 - b.model.params.jihadists_obedience + kTiny);
  for (int i = 0; i < b.model.cercle_count; ++i) {
    const Real leaves = min(1.0, (Real(1.0) - b.traits.obedience[i]) * per_disobedience);
    const Real gone = where(signs, Real(share) * at.katiba[i] * leaves);
    const Real ground = where(signs, Real(0.5 * share) * jnim_share(at, i));
    at.katiba[i] -= gone;
    at.rival[i] += gone;
    at.rival_share[i] += ground;
    b.note_rivals(i);
  }
}

/// A truce is public; it plays the last card while the French leave or within a year. claim: C44
void enter_truce(Block& b, const Mask& entered) {
  NationState& n = b.nation;
  const Week& w = b.week;
  n.talks_public = select(entered, 1.0, n.talks_public);
  const Mask in_time =
      (n.french_exit_week >= Real(0.0)) & (Real(w.t) >= n.french_exit_week) &
      (Real(w.t) <= n.french_exit_week + Real(b.model.levers.french_drawdown) + kCardYear);
  const Mask plays = entered & in_time & ~is_set(n.card_spent);
  n.card_spent = select(plays, 1.0, n.card_spent);
  n.card_effect = select(plays, 1.0, n.card_effect);
  b.tally[TallyId::card_week] = select(plays, Real(w.t), b.tally[TallyId::card_week]);
  n.conceded = select(entered, Real(kTruceConcedes) * w.terms, n.conceded);
  n.katiba_signed = select(entered, max(1.0, w.katiba_total), n.katiba_signed);
  defect(b, entered);
}

void enter_accord(Block& b, const Mask& entered) {
  NationState& n = b.nation;
  n.conceded = select(entered, b.week.terms, n.conceded);
  n.accord_age = select(entered, 0.0, n.accord_age);
  b.tally[TallyId::terms_at_accord] =
      select(entered, b.week.terms, b.tally[TallyId::terms_at_accord]);
  defect(b, entered);
}

void move_up(Block& b, const Mask& up, const Real& u_public) {
  NationState& n = b.nation;
  Week& w = b.week;
  n.stage = select(up, n.stage + 1.0, n.stage);
  for (int s = 0; s < kStageCount; ++s) w.entered[s] = up & (n.stage == Real(s));
  enter_good_offices(b, w.entered[int(Stage::good_offices)], u_public);
  enter_truce(b, w.entered[int(Stage::truce)]);
  enter_accord(b, w.entered[int(Stage::accord)]);
  note_first(b.tally[TallyId::good_offices_week], w.entered[int(Stage::good_offices)], w.t);
  note_first(b.tally[TallyId::talks_week], w.entered[int(Stage::talks)], w.t);
  note_first(b.tally[TallyId::truce_week], w.entered[int(Stage::truce)], w.t);
  note_first(b.tally[TallyId::accord_week], w.entered[int(Stage::accord)], w.t);
  const Mask weak = w.state_people <= b.state_people_start - Real(kWeaknessPoints);
  b.tally[TallyId::from_weakness] =
      select((w.entered[int(Stage::truce)] | w.entered[int(Stage::accord)]) & weak, 1.0,
             b.tally[TallyId::from_weakness]);
}

void break_down(Block& b, const Mask& down) {
  NationState& n = b.nation;
  const Real old = n.stage;
  const Mask serious = down & (old >= as_real(Stage::good_offices));
  const Mask agreement = down & (old >= as_real(Stage::truce));
  count(b.tally[TallyId::truce_breaks], down & (old == as_real(Stage::truce)));
  count(b.tally[TallyId::accord_breaks], down & (old == as_real(Stage::accord)));
  n.stage = select(down,
                   select(old == as_real(Stage::secret_contact), as_real(Stage::none),
                          as_real(Stage::secret_contact)),
                   n.stage);
  n.talks_pause =
      select(serious, select(agreement, kPauseAfterTruce, kPauseAfterTalks), n.talks_pause);
  n.trust =
      select(serious, clip(n.trust - select(agreement, kTrustLostTruce, kTrustLostTalks)), n.trust);
  n.broke_recently = select(agreement, 1.0, n.broke_recently);
  n.agreement_broke = select(agreement, 1.0, n.agreement_broke);
  n.conceded = select(down, 0.0, n.conceded);
  n.talks_public = select(serious, 0.0, n.talks_public);
  if (!any(agreement)) return;
  for (int i = 0; i < b.model.cercle_count; ++i)
    b.at.excitation[i] = select(agreement & (b.at.katiba[i] > Real(kActiveKatiba)),
                                b.at.excitation[i] + 1.0, b.at.excitation[i]);
}

/// Secret good offices and talks leak; a leak is denied or makes them public. claim: C33
void leaks(Block& b, const Real& u) {
  const Params& p = b.model.params;
  NationState& n = b.nation;
  const Mask secret = (n.stage >= as_real(Stage::good_offices)) &
                      (n.stage < as_real(Stage::truce)) & ~is_set(n.talks_public);
  const Real rate =
      select(n.stage == as_real(Stage::talks), p.talks_leak_rate * kLeakInTalks, p.talks_leak_rate);
  const Mask leaked = secret & (u < rate);
  if (!any(leaked)) return;
  const Words draw = b.random.draw(Stream::leak, 0);
  const Mask denied = leaked & (draw.uniform(0) < Real(p.talks_deniability));
  const Mask suspended = denied & (n.stage == as_real(Stage::good_offices)) &
                         (draw.uniform(1) < Real(kDenialSuspends));
  count(b.tally[TallyId::leaks], leaked);
  count(b.tally[TallyId::denials], denied);
  n.trust = select(denied, clip(n.trust - kTrustLostDenial), n.trust);
  n.cooperation = select(denied, clip(n.cooperation - kCooperationLostDenial * p.partners_red_line),
                         n.cooperation);
  n.stage = select(suspended, as_real(Stage::secret_contact), n.stage);
  n.talks_pause = select(suspended, kPauseAfterDenial, n.talks_pause);
  n.talks_public = select(leaked & ~denied, 1.0, n.talks_public);
}

}  // namespace

void national_stage(Block& b) {
  NationState& n = b.nation;
  const Hazards h = stage_hazards(b);
  n.talks_pause = max(n.talks_pause - 1.0, 0.0);
  const Words u = b.random.draw(Stream::national_stage, 0);
  const Real total = h.up + h.down;
  const Mask moves = u.uniform(0) < hazard(total);
  const Mask upward = u.uniform(1) * total < h.up;
  const Mask down = moves & ~upward & (n.stage >= as_real(Stage::secret_contact));
  move_up(b, moves & upward, u.uniform(2));
  break_down(b, down);
  leaks(b, u.uniform(3));
  b.tally[TallyId::ever_public] =
      select(is_set(n.talks_public), 1.0, b.tally[TallyId::ever_public]);
}

void exchanges(Block& b) {
  const Params& p = b.model.params;
  NationState& n = b.nation;
  const Week& w = b.week;
  Field& katiba = b.at.katiba;

  const Real rate = select(
      n.stage >= as_real(Stage::secret_contact),
      Real(kExchangeRate) * (Real(0.5) + n.trust) * saturate(n.hostages, kExchangeHostagesHalf),
      0.0);
  const Real asked = is_off(b, MechanismOff::exchanges) ? Real(0.0) : rate;
  const Mask exchange = b.random.draw(Stream::exchange, 0).uniform(0) < hazard(asked);
  count(b.tally[TallyId::exchanges], exchange);
  n.hostages = select(exchange, max(0.0, n.hostages - kExchangeHostages), n.hostages);
  n.trust = select(exchange, clip(n.trust + kExchangeTrust), n.trust);
  if (any(exchange))
    for (int i = 0; i < b.model.cercle_count; ++i)
      katiba[i] = select(exchange, katiba[i] * kExchangeFighters, katiba[i]);

  if (w.t == b.model.calendar.prisoner_release) {
    const double released = b.model.levers.prisoners_released;
    n.trust = clip(n.trust + kReleaseTrust * released / kReleaseNorm);
    for (int i = 0; i < b.model.cercle_count; ++i)
      katiba[i] *= 1.0 + released / kKatibaTotal * kReleaseReturn;
  }
  n.hostages = min(kHostagesMax, n.hostages + Real(kHostageRefill) * w.violence);
  n.trust += (Real(p.talks_initial_trust * kTrustRest) - n.trust) * kTrustDrift;
}

}  // namespace palabre::PALABRE_ISA
