p='/work/wt/model/sim/MODEL.md'
s=open(p).read()
i=s.index("## 9. Calibration"); j=s.index("### 9.2 Getting the first edition back")
new='''## 9. Calibration

What the model is held against, how near it comes, and what a target costs another. Every target was known by 17 February
2022; the years after are a hold-out, and no number here was tuned on them. Targets 1 to 7 are those of the first edition, 8 to 14
came with the second. Each is a test (`tests/pattern/calibration_test.cpp`, `tests/pattern/second_edition_test.cpp`).

World: French and United Nations stay, no talks, no pacts, unless said otherwise. Figures of the reference program
(`tests/reference/`), 400 replicates, seed 12345, before the last digit of `kExitShift` was set (it moves target 7 alone, by less than
.02). An entry is: mean, median (5 to 95 % of the replicates).

| target | wanted | first edition | second edition |
|---|---|---|---|
| 1 jihadist area, end minus start | .01 to .08 | .028, .027 (-.037 to .089) | .018, .017 (-.024 to .063) |
| 1 the same by zone: south, centre, north | centre most | -.025, .113, .032 | -.009, .100, .013 |
| 2 deaths, first year | 1,000 to 1,600 | 1,298, 1,269 (803 to 1,908) | 1,401, 1,338 (762 to 2,327) |
| 2 attacks a week, first year | 15 to 25 | 17.8, 17.2 (10.0 to 28.3) | 19.0, 18.0 (9.1 to 32.7) |
| 2 variance over mean, 31 months | 20 to 80 (data 42) | 32, 28 (15 to 62) | 38, 33 (15 to 76) |
| 3 deaths in Mopti | .50 to .70 (data .60) | .574 | .521, .524 (.470 to .570) |
| 3 deaths in Gao and Ménaka | .15 to .30 (data .23) | .162 | .223, .222 (.186 to .266) |
| 3 deaths in the south | at most .05 (data .02) | .029 | .037, .036 (.021 to .056) |
| - deaths in Ségou | no target (data .06) | .114 | .106 |
| 4 displaced at the start and after years 1 to 5, thousand | 350; saturates | 350, 352, 367, 387, 411, 429 | 350, 357, 372, 382, 397, 409 |
| 5, 9 onset with 0, 1, 2, 3 and more affected neighbours | .09, .46, .33, .62 (.04 to .16, .22 to .71, .12 to .61, .29 to .89) | .102, .247, .459, .685 | .093, .235, .400, .580 |
| 9 back to nothing, likewise | .58, .14, .04, .08 (.31 to .82, .03 to .39, .00 to .19, .03 to .18) | - | .533, .374, .184, .050 |
| 5 cercles active in year 1; new in year 2 | 28 to 32; 3 to 8 | 29.3; 3.7 | 32.9; 3.3 |
| 7 truce by the end of 2025 | .05 to .25 | .126 | .140 |
| 8 standard deviation of the yearly log-change of deaths, ten years | .40 to .75 (data .65) | .39 | .434 |
| 10 attacks where a tenth of the French stood, over the world where they stay: during a handover of 26 weeks | at most 1.05 | 1.00 | 1.039 |
| 10 the same in the year after | 1.15 to 1.8 | 1.00 | 1.310 (handover of 1 week 1.348, of 104 weeks 1.271) |
| 11 deaths: state-based, non-state, groups on civilians, governments on civilians | .35 to .60, .12 to .32, .10 to .40, 0 to .18 | - | .493, .147, .286, .068 |
| 12 vote put off | .55 to .85 | .42 | .63 |
| 13 loss of the state's people where nobody is in reach | at most .005 | .02 | 0 |
| 14 southern cercles: median change of jihadist ground; new ones with presence | not down; 1 to 5 | -.02; 0 | .000; 6.1 (2 to 11) |

### 9.1 What the second edition changed

The first edition's war half lost an expert's trust. Each line: what was found (1,000 replicates of the first edition), and what
is there now. "Now" is the reference program, baseline, 300 replicates on the same dice.

| finding | first edition | now |
|---|---|---|
| A the state lost most people where nobody attacked | neglect made 7.4 of 7.8 points | no loss without an attacker or a siege (7.13) |
| B the south was sealed off | jihadist ground there fell in every world | cells come, stay and go (7.12); 6 of 23 southern cercles are new after five years |
| C no force lever moved violence | French stay 1,332 deaths, leave 1,329 | where they stood attacks rise by 31 % after they leave, by 35 % after a week's notice |
| E the start was forgotten | share .05: 84 % advance; .45: 1 % | share .36 ends at .43 of the area, .16 at .23; state share .46 ends 7 points of people above the baseline |
| F one desert cercle drove territory | state area rose .32 to .34 | .320 to .313; signatory ground is theirs, and a desert needs soldiers and fighters by the km² |
| G force looked too good | 1.5 surge: truces .25 to .42, displaced -72,000 | surge of 1: displaced -15,000, deaths +222 a year, state people +.8 points; with twice the harm displaced +25,000, deaths +630, people +.1 |
| H sanctions stood for ever | five years at -35 % | lifted after 40 weeks on average (9 to 130 plausible) |
| I, J commitment was .99 always; terms .49 to .57 whatever the strength | | commitment falls to .6 while the French leave; terms on offer follow strength (.36 to .47 between 5 and 95 % of runs) |
| I the last card and the window were dead | at most .015 of truces | truces .10 to .185 and .11 to .16 over their ranges |
| K years were too quiet | .39 | .434 |

'''
s=s[:i]+new+s[j:]
i=s.index("### 9.3 Targets that fight"); j=s.index("### 9.4 ")
s=s[:i]+'''### 9.3 Targets that fight

1. **Onset beside one affected neighbour (9) against new cells in the south (14).** With the rates of 2015 to 2019 six southern cercles
   are new after five years where five at most were asked. At five the onset rate is .20, below its interval. The onset has it: it
   is data, the band of target 14 a reading of the same data.
2. **Growth (1) against a stock that saturates (4).** The displaced grow by 17 % in five years, as the war does.
3. **Ségou's deaths (.06) against the centre's growth (C18).** As before: below about .10 Ségou's jihadist territory shrinks.
4. **Attacks a week against deaths a year (2)**: 42 % of attacks are counted violent events, as before.
5. **Luck of years (8) against the spread of the first year (2).** The first year is wider than before (762 to 2,327); at .65, the
   data's own figure, it would reach 3,000.
6. **A lull during the handover (10) against the loss of what pinned bands down.** The lull holds for handovers of a quarter to two
   years; after a week's notice there is none to see.

'''+s[j:]
def r(a,b):
    global s
    if s.count(a)!=1: print('MISS',s.count(a),a[:80])
    s=s.replace(a,b)
r('''6. **Place-bound actors.** Katibas do not march on Bamako, split, or defect; dissent is obedience and `spoil`.''','''6. **Place-bound actors.** Katibas do not march on Bamako; the Islamic State stays where it began, but for those who leave JNIM when
   it signs. Signatory groups have ground and no fighters of their own. Dissent is obedience, `spoil` and `defect`.''')
r('''7. **Force may work too well or too badly**: the sign of operations on violence hangs on harm weights and recruitment, which
   are assumptions (A_conduct). Sweep `war.russian_harm` and `war.recruitment` before resting anything on it.''','''7. **Force may work too well or too badly**: the sign of operations on people and displacement hangs on harm weights, fear and
   recruitment, which are assumptions (A_conduct). Sweep `war.army_harm`, `war.russian_harm` and `war.recruitment` first.''')
r('''**Not modelled**, and printed with every result: the Islamic State as a rival of JNIM (so the north-east, Ménaka and Ansongo,
is wrong by construction); the signatory groups of the 2015 Algiers accord as actors; ethnicity; women's voices on the rules
imposed; money from gold; Algeria as a mediator; the conduct of armies and contractors beyond one number for harm. Also not:''','''**Not modelled**, and printed with every result: the Islamic State and the groups of the 2015 accord at a table of their own;
ethnicity; women's voices on the rules imposed; money from gold; Algeria as a mediator. Also not:''')
open(p,'w').write(s)
