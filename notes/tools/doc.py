import re
p='/work/wt/model/sim/MODEL.md'
s=open(p).read()
miss=0
def r(a,b):
    global s,miss
    if s.count(a)!=1:
        print('MISS',s.count(a),repr(a[:110])); miss+=1; return
    s=s.replace(a,b)
# 2, 4
r("""| space | cercle | 50: 49 and Bamako | node of a graph of 116 borders; carries ground, people, siege, pact |
""","""| | the Islamic State and bands that left JNIM; the groups of the accord of 2015 | in some cercles | the former fights and never talks; the latter hold what they have while that accord stands |
| space | cercle | 50: 49 and Bamako | node of a graph of 116 borders; carries ground, people, siege, blockade, pact |
""")
# 5
r("""area-weighted national means are `g0` and `j0`; both together may be at most .95 nationally (else the scenario is refused)
and .98 in a cercle (else both are scaled down there).
""","""area-weighted national means are `g0` and `j0`; both together may be at most .95 nationally (else the scenario is refused)
and .98 in a cercle (else both are scaled down there). Of the jihadists' ground the Islamic State has the part i_i that the table
gives it, JNIM the rest, j_i; the signatory groups hold c_i, at most what leaves .98. Fighters and garrisons follow the shares
chosen: x and X are a cercle's share now and in the table.
""")
r("""army        A_i = 18000 · garrison weight share          A_tot = 18000
katibas     J_i = 2400 · katiba weight share · (.7 + .6 u)          J0_i without the draw
""","""army        A_i = 18000 · garrison weight share · g/G          A_tot = A_0 = Σ A_i
katibas     J_i = 2400 · katiba weight share · (j + i)/(J + I) · (.7 + .6 u)          J0_i without the draw
rivals      I_i likewise of I0 fighters; both weights are the table's, parted by the ground each holds
cell        where u < (katiba weight − .05)/.1;   blockade where u < the share of time that 7.9 gives it
""")
r("nation      stage = 1, κ = T0, C = .75, ℓ = .55, y = 1, hostages = 40, sov = z = o = conc = 0","nation      stage = 1, κ = T0, C = .75, ℓ = .55, y = 1, hostages = 40, sov = z = o = w = conc = 0")
r("""r_i = v0 act_i (4 (g + n/2)(j + n/2) + sat(D; 200) min(1, 2 (j + n/2))) / (1 − eta)        attacks a week
""","""r_i = v0 (free (act (4 (g + n/2)(j + n/2)) + .025 + act_I 4 (g + n/2)(i + n/2)) + act sat(D; 200) min(1, 2 (j + n/2))
      + .8 feud sat(J0; 60) sat(I; 60)) / (1 − eta)        attacks a week; act and .025 where a cell is for certain
""")
# notation
r("n = 1 − g − j is contested ground; g, j, n with\nindex T","n = 1 − g − j − i − c is contested ground (i: the Islamic State, c: signatory groups); g, j, i, n with\nindex T") if "n = 1 − g − j is contested ground; g, j, n with\nindex T" in s else r("n = 1 − g − j is contested ground;","n = 1 − g − j − i − c is contested ground (i: the Islamic State, c: the signatory groups);")
r("| A, J, D | soldiers, fighters, hunters of a cercle | τ_j, τ_g |","| A, J, I, D | soldiers, fighters of JNIM and of the Islamic State, hunters of a cercle | τ_j, τ_g |")
r("| E, H_i | memories of violence, of harm | d_G, d_J |","| cell, b | 1 where JNIM is active; where places are besieged | w | luck of years |\n| E, H_i | memories of violence, of harm | d_G, d_J |")
# 7.1
r("""X = clip((1 − wU)(F/3000 + hub_X hub (1 − F/3000)) + wU U/13000 + wR W/1000)
sanctions: from s_on to s_off, and while weeks of forced sanctions are left (7.4)
""","""X = clip((1 − wU)(F/3000 + hub_X hub (1 − F/3000)) + wU U/13000
         + (wR + .15 align (1 − F/3000))(1 − align F/3000) W/1000)
sanctions: from s_on to s_off unless lifted, with probability H(1/durS) a week; and while weeks of forced sanctions are left (7.4)
accord of 2015: breaks in week t_15, or with probability H(risk15 (1 + 4 (1 − U/13000)))
left posts      vac ← vac + (fall of F/3000) − vac/52
""")
r("Claims C14, C25, C27, C47, C48; M_french_troops, M_minusma_troops, M_russian_contingent.","Claims C14, C25, C27, C47, C48; M_french_troops, M_minusma_troops, M_russian_contingent, M_accord_2015, M_transition_calendar.\nWhile the French are there junta, jihadists and Russians want one thing, and Russians are no foreigners to anybody; when they\nhave gone that dissolves (`align`).")
# 7.2
r("""z is common luck of years (leadership, arms, rains) and moves ground and attacks; o is the tempo of weeks (offensives, lulls)
and moves attacks only.
""","""w ← clip to ±1.5 of .985 w + .16 (u5 + u6 + u7 − 1.5)          e^w ≈ (12 + 6 w + w²)/(12 − 6 w + w²)
```

z is the fortune of the war and moves ground and attacks; o is the tempo of weeks (offensives, lulls); w is the luck of years
(leadership, arms, rains; M_ucdp_years). o and w move attacks only.
""".replace("w ← clip","@@"))
i=s.index("@@"); j=s.rindex("```",0,i)
# move the w line into the fence above
line_end=s.index("\n",i)
wline="w ← clip"+s[i+2:line_end]
rest=s[line_end+1:]
s=s[:j]+wline.replace("12","12")+"\n```\n\n"+rest[len("```\n\n"):]
r("C ← C + .15 (clip(1 − rhoF V − .2 W/(W + 1000)) − C)\nwhile no exit has begun and rhoF V > .3: an exit from next week is ordered with probability H(.06 rhoF V)","C ← C + .15 (clip(1 − rhoF V − .2 W/(W + 1000)) − C)\nwhile no exit has begun and rhoF V > .3: an exit from next week is ordered with probability H(.03 rhoF V)")
r("+ card K − .06 [election postponed])","+ card K − .06 [election postponed]\n          − .04 out − .5 (people besieged)/(people of centre and north))")
r("election week: held with probability clip(.2 + .9 g_pop − .5 v), then","out: massacres by the forces of order that are remembered (7.11)\nelection week: held with probability clip(.95 − .6 stretch − .7 v), then")
r("r_G = (1 + 1.5 (1 − y) + clip(.6 − ℓ))/2                 r_J = (1 + .8 hurt_J)/(2 jpat)\nα = r_J/(r_G + r_J)                                      who is impatient has less power\n","r_G = (1 + 1.5 (1 − y) + clip(.6 − ℓ))/2                 r_J = (1 + .8 hurt_J)/(2 jpat)\nS_G = 1 − power + 2 power g_E                            S_J = 1 − power + 2 power j_E\nα = r_J S_G/(r_G S_J + r_J S_G)                          who is impatient or weak has less power\n")
r("            W_G = S((s_G − c_F − .08 + .1 wind φ v)/.12)        W_J = S((s_J − .14)/.12)\n","            W_G = S((s_G − c_F − .08)/.12)\n            W_J = S((s_J − .17 + .12 (oppw opp − (1 − oppw) clip((j_E − .35)/.3)))/.12)\nhaste       τ_φ = 1 + φ (8 card [card unspent] + 2 wind v)\n")
r("gates       gate = clip(1 − pre X)       gate_hard = clip(1 − pre X/.5)\nshift       σ = clip(hor max(0, τ_j)/.1)\ncommitment  c = clip(.15 + .85 (1 − clip(σ − .6 γ)))\n","gates       gate = clip(1 − pre X), from the exit on + .5 align (F/3000)(1 − gate)       gate_hard = clip(1 − pre X/.5)\nshift       σ = clip((hor max(0, τ_j) + .09 φ + .3 max(0, ΣJ/ΣJ at signature − 1)[stage ≥ 4])/.1)\ncommitment  c = clip(.15 + .85 (1 − clip(σ − .8 γ)))\n")
r("T = tempo · nat_x · (.3 + .7 med)      κ' = .4 + .6 κ","T = tempo · nat_x · τ_φ (.3 + .7 med)      κ' = .55 + .45 κ")
r("veto = .15 V rhoF dep C F/3000","veto = .25 V rhoF dep C F/3000")
r("1   h_u = .08 T W_G κ' from","1   h_u = .052 T W_G κ' from")
r("2   h_u = .08 T W_J gate a κ' Ω  ","2   h_u = .052 T W_J gate a κ' Ω  ")
r("3   h_u = .35 T W_G W_J (.35 + .65 ripe)(.3 + .7 gate) a ","3   h_u = .23 T W_G W_J (.35 + .65 ripe)(.3 + .7 gate) a (.5 + .5 c) ")
r("4   h_u = .35 T W_G W_J gate_hard a c","4   h_u = .23 T W_G W_J gate_hard a c")
r("entering 4   public; conc = .35 terms;","entering 4, 5: of each katiba .5 defect min(1, (1 − o_i)/(1 − obed)) goes to I, of its ground half that share to i\nentering 4   public; conc = .35 terms;")
r("convoy: no pact, one broke here,","blockade b: begins with H(.02 cell J²/(J² + 40²) j sat(D; 40)(1 + 2 [broke here])(1 − calm o_i)) where no pact stands,\n   ends with H(.015 + .02 s_A + .15 [convoy] + .35 [pact] + .1 calm o_i);   .05 of the cercle's people are besieged\nconvoy: no pact, one broke here,")
r("Claims C10, C11, C12, C13, C33 to C37; M_pact_lives, M_april_2021,","Claims C10, C11, C12, C13, C33 to C37; M_blockades, M_pact_lives, M_april_2021,")
# 7.11
r("""act = J²/(J² + 180²)                  F*_i = C F_i + F_H,i           P' spreads evenly over the neighbours
K = 4 c (1 − c), c = g + n/2          (switch hegemony: 10.39 c (1 − c)|2 c − 1|)
""","""act = cell J²/(J² + 230²)             F*_i = C F_i + F_H,i           P' spreads evenly over the neighbours
K = 4 (g + n/2)(j + n/2)              (switch hegemony: 10.39 (g + n/2)(j + n/2)|g − j|)
free = 1 − .4 sat(4 F*; 500) + sat(4 · 3000 w_F,i; 500)(.5 vac (1 − F/3000) − .15 · 4 (F/3000)(1 − F/3000)[exit begun])
luck = s_V e^w max(.2, 1 + .7 z + o)
""")
r("raids    c_R = v0 act K (1 − .15 [pact])\n","raids    c_R = v0 free (act K + .025 cell)(1 − .15 [pact])\nrivals   c_I = 1.3 v0 free I²/(I² + 60²) 4 (g + n/2 + c)(i + n/2)\nfeuds    c_F = .8 feud v0 sat(J − 1; 60) sat(I; 60)\nrebels   c_S = .6 c sat(A; 200) once the accord of 2015 is broken\n")
r("λ = [(c_R + c_D) s_V max(.2, 1 + .7 z + o)(1.3 in a convoy) + eta (1 − .78)(.5 E + .5 P'E)(1 − .8 [pact])](1 − calm o_i), at most 40\n","λ = [(c_R + c_D) luck (1.3 in a convoy) + eta (1 − .78)(.85 E + .15 P'E)(1 − .8 [pact])[cell or I > 0]](1 − calm o_i)\n    + (c_I + c_F + c_S) luck, at most 40\n")
r("clip(j + n)(1 − .6 [pact])(.5 if the post left)(1.3 in a convoy)(1 − calm)\n","clip(j + i + n)(1 − .6 [pact])(.5 if the post left)(1.3 in a convoy)(1 − calm)\n")
r("harm = O (.3 A + harmW 2 W_i + .05 · 4 F*)/(A + 2 W_i + 4 F* + 1)\nH_i ← .92 H_i + harm\n","harm = O (harmA A + harmW 2 W_i + .05 · 4 F*)/(A + 2 W_i + 4 F* + 1)\nH_i ← .95 H_i + harm\n")
r("an attack is a counted violent event with probability .42; it is a clash with hunters with probability c_D/(c_R + c_D)\n","an attack is a counted violent event with probability .42; who began it, as c_D : c_I : c_F : c_S : c_R\n")
r("and counted with probability .42 (.5 + its harm weight)\n","and counted with probability .42 (.5 + its harm weight), the French 1.9 times that\nmassacre: with probability H(Σ m), m = .015 ν (harmA A + harmW 2 W_i)/(A + 2 W_i + 4 F*); where, as m; by whom, as harmA A : harmW 2 W_i\n   deaths floor(15/√(1 − u (1 − (15/300)²)));   H_i + .1 a death;   out ← min(3, .95 out + deaths/50)\n")
r("Claims C3, C10, C32, C35, C37; M_event_sizes, M_event_counting, M_onset, M_one_sided; L_lewis2012, L_kalyvas2006.","Claims C3, C10, C32, C35, C37; M_event_sizes, M_event_counting, M_onset, M_one_sided, M_french_led, M_rivals, M_ucdp_years,\nM_government_killings; L_lewis2012, L_kalyvas2006, L_security_transitions. French forces press on bands where they stand; a\nhandover holds attacks back, posts just left invite them.")
# 7.12
r("""loss = min(.3 J, 4.5 O sat(J; 20)(.25 + .75 clip(g + .3 · 4 F*/(A + 2 W_i + 4 F* + 1))))       J' = J − loss
cap = 5 + (.0002 P + 2.6 J0)(j + .4 n)
J ← max(1, J' + max(−.05 J', rec J' (1 − J'/cap)(1 + 1.5 H_i/(2 + H_i))))
""","""known = .25 + .75 clip(g + .3 · 4 F*/(A + 2 W_i + 4 F* + 1)) · 4/(4 + H_i)                        who is feared is told less
hit = min(.3, 4.5 O known/(J + I + 20))       J' = J − hit J − fought I       I' = I − hit I − fought J       fought = 1 · c_F/(J + I)
cap = 5 + 22 cell + (.0002 P + 1.7 J0)(j + .4 n)          cap_I = 5 + 3.5 (I0 + .1 J0)(i + .4 n)      I0, J0 of the cercle's start
J ← max(1, J' + max(−.05 J', cell rec J' (1 − J'/cap)(1 + 2.5 H_i/(6 + H_i))) − .05 J' (1 − cell))
I ← max(0, I' + max(−.05 I', rec I' (1 − I'/cap_I)(1 + 2.5 H_i/(6 + H_i))))
""")
r("J ← J + .004 (P'J − J)                                                                          redeployment\n","J ← J + .004 (P'J − J)                                                                          redeployment\nk = Σ over neighbours of max(cell sat(J; 60), sat(I; 60))\na cell comes with H(.0004 + .02 k + .001 on the coast's border): J at least 15 (.5 + u); one with J < 60 ends with H(.03/(1 + 5 k))\n")
r("A_tot ← max(2000, A_tot + .01 (18000 (.55","A_tot ← max(2000, A_tot + .01 (A_0 (.55")
r("Claims C18, C38, C49; L_deitchman1962, L_kress2009, L_kalyvas2006.","Claims C18, C38, C49; M_onset, M_south_incidents, M_rivals, L_deitchman1962, L_kress2009, L_kalyvas2006.")
# 7.13
r("PJ = eJ (J + dlt · mean of the neighbours' J)","PJ = eJ (J cell + I + dlt · mean of the neighbours' J + I)")
r("act' = J²/(J² + 40²)              hold = sat(A; 200 + .0015 area)            reach = sat(PO; 200 + .0015 area)","act' = cell J²/(J² + M²)          act'_I = I²/(I² + M²)     M = 40 + .0002 area\nhold = sat(A; 200 + .008 area)    reach = sat(PO; 200 + .008 area)           seek = sat(ν; .06)")
r("""c_S = kc s_G hold (.4 + .6 ℓ) fr (1 − z)                                     contested to state
""","""c_S = kc s_G hold (.4 + .6 ℓ) fr (1 − z) 4/(4 + H_i)                         contested to state
""")
m=re.search(r"e_g = \.8 kc.*\ne_j = \.7 kc.*\nn loses n H.*\n",s)
r(m.group(0),"""c_I = kc (1 − s_G) act'_I (1 + z)                                            contested to the Islamic State
e_g = .65 kc (1 − s_G)(act' fr + act'_I)(1 + z) + .001 max(s, b) + .006 [pact and post left]    state to contested
e_j = 1 kc s_off reach seek fr (1 − z) [cell or I > 0]                       jihadist to contested
e_I = 1 kc s_off reach seek (1 − z)                                          likewise
to_I = .004 feud I act'_I/(J cell + I + 1)                                   of JNIM's ground to the Islamic State
to_J = .004 feud J act'/(J cell + I + 1)                                     and back
n loses n H(c_S + c_J + c_I), split as these;   g loses g H(e_g);  j loses j H(e_j + to_I), split;  i loses i H(e_I + to_J), split
c loses c H(.01) to contested once the accord of 2015 is broken
""")
r("siege    s ← s + H(.1 act' j (1 − s_A)(1 − calm o_i)(1 − [pact]))(1 − s)","siege    s ← s + H((.1 act' j (1 − s_A) + .1 b)(1 − calm o_i)(1 − [pact]))(1 − s)")
r("pressure = Σ (j + .3 n) over","pressure = Σ (j + i + .3 n) over")
r("Claims C18, C35, C39, C45, C46, C49; L_tullock, M_displaced.","Claims C18, C35, C39, C45, C46, C49; L_tullock, M_displaced, M_rivals, M_accord_2015. No ground is lost without an attacker or\na siege, and none retaken where nobody is fought: lines stand.")
# 12.9
r("## 13. Changing the model","""### 12.9 Second edition

*Checked* in aggregates or press reports: the yearly deaths of UCDP 2012 to 2021 (standard deviation of the yearly log-change .65;
.2 over the last three steps); French-led events (about 200 dead a year in ACLED, 2018 and 2019); the dyad of JNIM and the
Islamic State in UCDP, 2020 and 2021; government killings of civilians (262 in 2020, 48 in 2021) and the warnings of United
Nations experts of 31 March and 25 June 2021; the incidents near Kwala (July 2021), Didiéni (11 September) and between
Sébabougou and Kwala (28 September); Farabougou, Dinangourou, Djibo; the accord of 2015 and who held Kidal; the vote put off
and the sanctions of 2020 and 2022. *Not checked*: strengths of the Islamic State (400 to 1,000); sizes of effects after a
handover (Fetzer and others give a sign and a shape); the share of fighters that refuses a deal. The *list* of what the first
edition could not see was drawn up knowing that years have passed; every mechanism and number rests on the evidence above or is
marked a judgement.

## 13. Changing the model""")
open(p,'w').write(s)
print('missing',miss)
