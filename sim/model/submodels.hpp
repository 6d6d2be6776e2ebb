// The theory on one page: every submodel with its equation, units and claims, in the order of a
// week. The same at length, with the reasons: sim/MODEL.md, section 7.
//
// A submodel reads the constant model and the state of a block, and writes the part of the state
// named at its head. Within a submodel all cercles are updated synchronously from the values at its
// start, so that results do not depend on how cercles are numbered. Symbols are those of the
// papers: clip(x) = x to [0, 1]; H(h) = h / (1 + h); S(z) = (1 + z / (1 + |z|)) / 2; sat(x; k) = x
// / (x + k); EMA_m: a <- a + (x - a) / m. Fixed numbers are named in constants.def with unit and
// claim.

#pragma once

#include "sim/model/state.hpp"

namespace palabre::PALABRE_ISA {

/// Start of a block: what each replicate draws once, and the state of week 0 before its phases.
///   kc, eJ, rec, ops, v0, eF, eW, dlt  times 1 + unc (u1 + u2 - 1);  e_A likewise
///   b_G, b_J = .4 unc (u1 + u2 - 1)
///   o_i = clip to [.02, 1] of obed + 1.6 (mean of three uniforms - 1/2) min(obed, 1 - obed)
///   cells and blockades by their chances; I_i = I0_i (.7 + .6 u)
///   J_i = J0_i (.7 + .6 u);  E_i, s_i, Q_i: where the start's own rates would settle, Q scaled to
///   350,000 people (compile.cpp)
/// claims: C21, C26 (experts hedge), C12 (obedience), M_displaced, J_forces
void start(Block& b);

// --- partners.cpp --------------------------------------------------------------------------------

/// Phase 1. Foreign presence and calendar.
///   F = 3000 clip(1 - (t - t_F) / dur_F)     U = 13000 clip(1 - (t - t_U) / 26)
///   W = W1 clip((t - t_W + 1) / 13)          F_H = 1/2 hub (3000 - F)
///   X = clip((1 - wU)(F/3000 + hubX hub (1 - F/3000)) + wU U/13000
///            + (wR + .15 align (1 - F/3000))(1 - align F/3000) W/1000)
///   sanctions lifted with probability H(1/durS); the accord of 2015 breaks with probability
///   H(risk15 (1 + 4 (1 - U/13000)));  vac <- vac + (fall of F/3000) - vac/52
/// Writes french_troops, minusma_troops, russian_troops [persons]. claims: C14, C25, C27, C47, C48
void calendar(Block& b);

/// Phase 2. Sensing: national shares by area and by people, trends, war fortune.
///   tau <- tau + (change of the share this week - tau) / 26    [share/week]
///   v = sat(EMA13(attacks); 30)     z <- clip to +-.7 of .98 z + .15 (u1 + u2 + u3 - 1.5)
///   tempo of the war  o <- .85 o + 1.4 (u4 - 1/2)
///   luck of years  w <- clip to +-1.5 of .985 w + .16 (u5 + u6 + u7 - 1.5),  a factor e^w
/// claims: C18, C39, A_form
void sense(Block& b);

/// Phase 3. France and the red line.
///   V = public {0, 0, .5, .8, .9, 1}[stage]
///   C <- C + .15 (clip(1 - rhoF V - .20 W / (W + 1000)) - C)
///   exit ordered for next week with probability H(.03 rhoF V) while rhoF V > .3 and no exit began
/// Writes cooperation [0..1], french_exit_week [weeks]. claims: C17, C22, C23
void france(Block& b);

/// Phase 4. Economy, public support, coup, election.
///   y <- y + ((1 - sanc [sanctions]) - y) / 20
///   hurt_G = clip(.45 v + .9 (1 - y) + .6 clip(.6 - l))    hurt_J = clip(EMA13(loss rate) / .012)
///   l* = clip(.60 + rally sov - .30 v - .35 (1 - y) + relw L - backl (conc + rules/2) + card K
///             - .06 [postponed] - .04 outrage - .5 besieged share);   l <- l + (l* - l) / 16;
///   L = max(relief, remembered relief)
///   sov <- .985 sov;   K <- .985 K
///   coup with probability H(.0004 (1 + 10 clip(.5 - l) / .5)): l = .5, sanctions 52 weeks, from
///   stage 2 on talks are back at stage 1
///   election held with probability clip(.95 - .6 stretch - .7 v): l + .05; else sanctions 26 weeks
/// The hurts see the new y and last week's l.
/// Writes economy, support [0..1]. claims: C19, C35, C38, C44, C45
void support(Block& b);

/// End of the week: the sovereignty rally gains this week's fall of F/3000. claim: C44
void rally(Block& b);

// --- bargaining.cpp ------------------------------------------------------------------------------

/// Phase 5a. War values and the bargain over six issues.
///   g_E = clip(g_pop/2 + (g_T + n_T/2)/2 + hor tau_g)    j_E = clip(j_T + n_T/2 + hor tau_j)
///   d_G = clip(.26 + .45 g_E + .35 opt - .40 hurt_G + b_G)
///   d_J = clip(.36 + .60 j_E - .30 hurt_J + b_J)
///   r_G = (1 + 1.5 (1 - y) + clip(.6 - l)) / 2    r_J = (1 + .8 hurt_J) / (2 jpat)
///   a = r_J S_G / (r_G S_J + r_J S_G),  S = 1 - power + 2 power (g_E or j_E)
///   u_s(x) = 1 - sum w_sk (x_k - theta_sk)^2
///   frontier x_k(m) = (m w_Gk th_Gk + (1-m) w_Jk th_Jk) / (m w_Gk + (1-m) w_Jk)
///   x_1 at least 1 - X
///   asymmetric Nash: root in m of a (1-m)(u_J - d_J) - (1-a) m (u_G - d_G), by false position
///   (Illinois), then bisection where that has not settled
/// Other solutions by switch. Writes week.offer, week.terms [0..1]. claims: C14, C21, C27, C35,
/// L_nash_rubinstein, A_issue_matrix
void bargain(Block& b);

/// Phase 5b. Trust, willingness, ripeness, approval, gates.
///   guarantee = clip(guar + .30 U/13000 + .10 med)
///   q = .35 + .65 clip(.7 k + .3 (guar + .10 U/13000 + .20 med))      s = q (u - d) - (1 - q) .25
///   c_F = .6 dep rhoF (F/3000) C e
///   e = 1 if public, else the larger of p_public and min(1, 10 leak)(1 - deny)
///   W_G = S((s_G - c_F - .08) / .12)
///   W_J = S((s_J - .17 + .12 (oppw opp - (1 - oppw) clip((j_E - .35)/.3))) / .12)
///   haste = 1 + phi (8 card [unspent] + 2 wind v)
///   ripeness = sqrt(hurt_G hurt_J) (1 - .7 clip(52 |tau_j| / .10))
///   approval = p_A p_K (1 - leash + leash p_Q)
///   gate = clip(1 - pre X), from the exit on + .5 align (F/3000)(1 - gate)
///   gate_hard = clip(1 - 2 pre X)
///   shift = clip((hor max(0, tau_j) + .09 phi + .3 (growth of JNIM since it signed)) / .10)
///   commitment = clip(.15 + .85 (1 - clip(shift - .8 guarantee)))
///   onset = .35 + (1 - oppw) sat(ripeness; .35) + oppw opp
///   opp = clip(1 - rhoF F/3000), at least .5 once the exit has begun
///   phi = clip(1 - (t - t_F - dur_F)/26) once the exit has begun, else 0
///   spoilers = clip(spoil + .5 leash (1 - p_Q) [stage >= 3])
///   violations = sat(EMA13(attacks); 40)
/// claims: C5, C6, C12, C14, C20, C25, C38, C43, L_walter1997, L_powell2006, L_zartman2000,
/// L_cunningham2006
void willingness(Block& b);

// --- talks.cpp -----------------------------------------------------------------------------------

/// Phase 6. National stages: none, secret contact, good offices, talks, truce, accord. Two
/// competing hazards a week, u up and d down: something happens with probability H(u + d), upwards
/// with u / (u + d). T = tempo effort haste (.3 + .7 med), k' = .55 + .45 k, s' = 1 + 2 spoilers,
/// veto = .25 V rhoF dep C F/3000, dis = 1 + 2 (1 - obed).
///   0: u = .10 (.4 + .6 hurt_G)
///   1: u = .052 T W_G k' if allowed and no pause is left        d = .002
///   2: u = .052 T W_J gate approval k' onset
///      d = .012 + veto + .03 V clip(.6 - l) + .02 (1 - W_G)
///   3: u = .23 T W_G W_J (.35 + .65 ripeness)(.3 + .7 gate) approval (.5 + .5 commitment)
///      d = .010 s' (1 + 2 violations) / (1 + guarantee) + veto + .03 (1 - W_G W_J)
///   4: u = .23 T W_G W_J gate_hard approval commitment
///      d = htr s' (1 + 1.5 violations)(1 + 1.5 shift) dis / (1 + 2 guarantee)
///   5: d = hac s' (1 + 1.5 shift) dis / (1 + 2 guarantee)
/// At 4 and at 5 half of `defect` leaves each katiba for I. Leaks, denials, breaks: MODEL.md 7.7.
/// Writes stage, talks_public, trust, conceded.
/// claims: C2, C9, C33, C34, C41, C42, L_stedman1997, L_fortna2003
void national_stage(Block& b);

/// The weekly hazards by which the present stage moves up and down. [1/week]
struct Hazards {
  Real up, down;
};
Hazards stage_hazards(const Block& b);

/// Phase 7. One-off exchanges of prisoners, and the release lever. They never move the stage.
///   exchange with probability H(.015 (.5 + k) sat(hostages; 10)) from stage 1 on:
///   hostages - 3, k + .03, J times 1.003
///   release of n: k + .03 n/20, J times 1 + .4 n/2400
///   hostages <- min(60, hostages + .05 v)      k <- k + .004 (.8 T0 - k)
/// claims: C6, C7, C8, C9
void exchanges(Block& b);

// --- pacts.cpp -----------------------------------------------------------------------------------

/// Phase 8. Local pacts: break, pause, attempt, terms, convoys; what they teach the national track.
///   attempt = bp effort (.3 + .7 med) clip(.6 s + .4 sat(E; 4)) act sat(D; 40)
///             (.6 broke before)(2 stage >= 4)(1/2 stage 0);   act = J^2 / (J^2 + 120^2)
///   approved with probability papp, else signed with probability 1 - o_i, else pause of 8 weeks
///   break = hp s_P (munap if not approved)(1 + O/(1+O))(1 + 1.2 spoilers)(1.25 - .5 r)
///           (1.15 armed | .90)(.6 army left)(1/2 stage >= 4) / (1 + .8 guar)
///   a standing pact drops its clause on the army post with probability H(ren)
///   convoy where a pact broke, below stage 4, with probability H(.05 s sat(A; 200)): 8 weeks
///   trust: k <- clip(k + .0006 times the approved pacts)
///   blockade begins with H(.02 cell J^2/(J^2+40^2) j sat(D; 40)(1 + 2 [broke])(1 - calm o)), ends
///   with H(.015 + .02 s_A + .15 convoy + .35 pact + .1 calm o)
/// Terms at signature: MODEL.md 7.9.
/// claims: C10, C11, C12, C13, C33 to C37, M_pact_lives, J_pact_terms
void local_pacts(Block& b);

/// The hazard by which a pact standing in cercle i breaks. [1/week]
Real pact_break_hazard(const Block& b, int i);

// --- violence.cpp --------------------------------------------------------------------------------

/// Phase 9. Army allocation; conserves the total.
///   target_i = A_tot (.65 base'_i + .35 threat_i)(.4 if the post left)
///   base'_i = base_i + hand (1 - F/3000)(french_i - base_i)   threat_i ~ P_i (.2 + K_i) g_i
///   A_i <- .95 A_i + .05 target_i, then rescaled to A_tot
/// claims: A_form, J_deployments
void allocate_army(Block& b);

/// Phase 10. Attacks, operations, harm, losses, recruitment, deaths; phase 11: redeployment and
/// means.
///   act = cell J^2 / (J^2 + 230^2)   K = 4 (g + n/2)(j + n/2)
///   free = 1 - .4 sat(4F*; 500) + pressed (.5 vac (1 - f) - .15 4 f (1 - f)),  f = F/3000
///   c_D = v0 act sat(D; 200) clip(2 (j + n/2))(1 | .2 armed | .03)       clashes with hunters
///   c_R = v0 free (act K + .025 cell)(1 - .15 pact)                      raids
///   c_I = 1.3 v0 free I^2/(I^2 + 60^2) 4 (g + n/2 + c)(i + n/2)          rivals
///   c_F = .8 feud v0 sat(J - 1; 60) sat(I; 60);  c_S = .6 c sat(A; 200) once 2015 is broken
///   lambda = at most 40 and [(c_R + c_D) luck (1.3 convoy) + eta (1 - w)(.85 E + .15 (P'E))
///            (1 - .8 pact)](1 - calm o_i) + (c_I + c_F + c_S) luck
///   luck = s_V e^w max(.2, 1 + .7 z + o)
///   nu = ops (1 + surge) sat(A + 2W + 4F*; 500) clip(j + i + n)(1 - .6 pact)(1/2 army left)
///        (1.3 convoy)(1 - calm)
///   harm = O (harmA A + harmW 2W + .05 4F*) / (A + 2W + 4F* + 1)
///   E <- .78 E + N + harm (.3 + .7 sat(J; 20))     H <- .95 H + harm
///   known = .25 + .75 clip(g + .3 4F* / (A + 2W + 4F* + 1)) 4/(4 + H)
///   hit = min(.3, 4.5 O known / (J + I + 20))
///   J' = J - hit J - c_F I / (J + I),   I' likewise
///   J <- max(1, J' + max(-.05 J', cell rec J' (1 - J'/cap)(1 + 2.5 H/(6 + H)))
///               - .05 J' (1 - cell));   I likewise, at least 0
///   cap = (.0002 P + 1.7 J0)(j + .4 n) + 5 + 22 cell;   cap_I = 3.5 (I0 + .1 J0)(i + .4 n) + 5
///   massacre with H(sum of .015 nu (harmA A + harmW 2W) / (A + 2W + 4F*)): MODEL.md 7.11
///   cells come with H(.0004 + .02 k + .001 [coast]) and go with H(.03/(1 + 5 k)): MODEL.md 7.12
///   redeployment J <- J + .004 (P'J - J)
///   A_tot <- max(2000, A - .02 A clip(.36 - l) - 2 A clip(-tau_g - .0008)
///                      + .01 (A_0 (.55 + .45 y) 1.1 - A)),   A = A_tot - .9 sum N
///   civilians killed by a side = its deaths times the share of civilians, harm / (.5 + harm) in
///   operations
/// claims: C3, C18, C32, C37, L_lewis2012, L_kalyvas2006, L_deitchman1962, M_event_sizes,
/// M_event_counting
void events(Block& b);

// --- deaths.cpp ----------------------------------------------------------------------------------

/// Deaths of one counted violent event by inverse distribution from one uniform number.
/// 38 % none, 43 % one to four, 9 % five to nine, 9.8 % ten to 49 (tail x^-5), .2 % 50 to 600
/// (x^-3). [deaths] claim: M_event_sizes
Real deaths_of_event(const Real& u);

// --- territory.cpp -------------------------------------------------------------------------------

/// Phase 12. Control flows between state, contested and jihadist ground.
///   s = PS^x / (PS^x + PJ^x + 1)       s_off = PO / (PO + PJ + 1)
///   PO = e_A A + eW W + eF (C F + F_H)
///   PS = e_A A + eW W + eF C F + .25 U + .35 D (1 | .5 armed | .1)
///   PJ = eJ (J cell + I + dlt mean of J + I next door)
///   hold = sat(A; 200 + .008 area)      reach = sat(PO; 200 + .008 area)     seek = sat(nu; .06)
///   act' = cell J^2 / (J^2 + M^2)       M = 40 + .0002 area      fr = (1 - .7 calm o)(1 - .6 pact)
///   c_S = kc s hold (.4 + .6 l) fr (1 - z) 4/(4 + H)
///   c_J = [kc (1 - s) act' fr + .012 pact r act' + .0015 [accord] conc act'](1 + z)
///   c_I = kc (1 - s) act'_I (1 + z)
///   e_g = .65 kc (1 - s)(act' fr + act'_I)(1 + z) + .001 max(s, blockade) + .006 [army left]
///   e_j = kc s_off reach seek fr (1 - z) [cell or I > 0];   e_I likewise without fr
///   to_I = .004 feud I act'_I / (J cell + I + 1), to_J likewise
///   contested loses n H(c_S + c_J + c_I), split so;  g loses g H(e_g);  j loses j H(e_j + to_I);
///   i loses i H(e_I + to_J);  c loses c H(.01) once the accord of 2015 is broken
/// Also notes act' and s_A = A / (A + eJ J + 1) for phase 13.
/// claims: C18, C35, C39, L_tullock
void control(Block& b);

/// One week of the control chain at given rates; the simplex is kept by construction. [share],
/// [1/week]
void control_step(Real& state, Real& jihadist, const Real& c_state, const Real& c_jihadist,
                  const Real& lose_state, const Real& lose_jihadist);

// --- people.cpp ----------------------------------------------------------------------------------

/// Phase 13. Sieges, displacement and return, relief, spillover.
///   s <- s + H((.1 act' j (1 - s_A) + .1 blockade)(1 - calm o)(1 - pact))(1 - s)
///          - H(.02 + .03 s_A + .35 pact + .10 calm o + .25 convoy) s,   s_A = A / (A + eJ J + 1)
///   out = max(0, R - .85 P)/.15 H(.00052 N (1 - .3 sat(U; 500))(1 + .5 s))
///   back = Q H(.016 (1 - s)/(1 + 1.5 lambda)(1 + 1.5 pact + calm o))
///   spillover <- sp + H(.02 pressure (1 - .8 coast))(1 - sp) - .004 sp
///   relief_i <- relief_i + (30 lifted/2 + back/8000 - relief_i)/13; where an agreement broke not
///   below relief_i (1 - H(.6931/hlg)). The nation sees the sum.
/// claims: C37, C45, C46, C49, M_displaced
void people(Block& b);

// --- outcome.cpp ---------------------------------------------------------------------------------

/// Phase 14. Collapse test and tallies of the week; claims: A_class_rules. rows: null where nobody
/// keeps this week.
void record(Block& b, double* rows);
/// After the last week: outcome class (MODEL.md 7.15) and end values.
void conclude(Block& b);

// --- map_thresholds.cpp -------------------------------------------------------------------------

/// Counts, cercle by cercle, the runs that match to the questions of map_thresholds.def that are
/// asked at this moment of the week. `counts`: BlockOutput::map_thresholds.
enum class SampleMoment { before, after };
void count_map_thresholds(const Block& b, std::int64_t* counts, int week, SampleMoment now);

// --- step.cpp ------------------------------------------------------------------------------------

/// One week: the order of the submodels, nothing else. rows: [row][lane], written; may be null.
void step(Block& b, int week, double* rows);

}  // namespace palabre::PALABRE_ISA
