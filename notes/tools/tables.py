import re
root='/work/wt/model/sim/tables/'
p=root+'constants.def'; s=open(p).read()
def setv(name,val,claims=None):
    global s
    n=len(re.findall(r'CONSTANT\(%s, '%name,s)); assert n==1,(name,n)
    s=re.sub(r'(CONSTANT\(%s, )[^,]+,'%name,r'\g<1>%s,'%val,s)
    if claims: s=re.sub(r'(CONSTANT\(%s, [^,]+, \w+, BY\()[^)]*\)'%name,r'\g<1>%s)'%claims,s)
def drop(name):
    global s
    n=len(re.findall(r'^CONSTANT\(%s, .*\n'%name,s,re.M)); assert n==1,name
    s=re.sub(r'^CONSTANT\(%s, .*\n'%name,'',s,flags=re.M)
def after(name,rows):
    global s
    m=re.search(r'^CONSTANT\(%s, .*\n'%name,s,re.M); assert m,name
    s=s[:m.end()]+rows.strip('\n')+'\n'+s[m.end():]
def C(name,val,unit,claims,en,fr): return 'CONSTANT(%s, %s, %s, BY(%s), "%s", "%s")\n'%(name,val,unit,claims,en,fr)
for n,v,c in [('kOfficesRate','0.052',None),('kTalksRate','0.052',None),('kTruceRate','0.23',None),('kAccordRate','0.23',None),('kTrustFloor','0.55',None),('kVetoHazard','0.25',None),('kExitOrderRate','0.03',None),('kStubbornJnim','0.17',None),
  ('kLoseFactor','0.65',None),('kRetakeFactor','1.0','C18, J_calibrated'),('kHoldPerArea','0.008',None),('kHarmMemory','0.95',None),('kHarmHalf','6.0',None),('kHarmRecruits','2.5',None),('kCapacityBase','1.7',None),('kCriticalMassAttack','230.0',None),('kExcitationOwn','0.85',None),('kCommitmentGuarantee','0.8',None),('kElectionBase','0.95','C19, M_transition_calendar'),('kElectionViolence','0.7','C19, M_transition_calendar')]: setv(n,v,c)
for n in ['kLoseBase','kHarmArmy','kWindowWeight','kElectionControl']: drop(n)
after('kHuntersTotal',C('kCellSure','0.05','Index','J_presence','Weight of a katiba above which a cell may be there at the start.',"Poids de katiba au-dessus duquel une cellule peut être là au départ.")+C('kCellSpan','0.10','Index','J_presence','Further weight at which it is there for certain.',"Poids de plus où elle y est à coup sûr."))
after('kRussianRamp',C('kVacuumWeeks','52.0','Weeks','L_security_transitions, A_assumed','Memory of the posts that foreign soldiers left.',"Mémoire des postes que les soldats étrangers ont quittés.")+C('kAlignTurn','0.15','Index','C27, A_assumed','How far Russians become the foreigners of the precondition once the French are gone.',"Jusqu'où les Russes deviennent les étrangers du préalable une fois les Français partis.")+C('kAlignGate','0.5','Index','C27, A_assumed','How far a shared wish to see the French leave opens the gate while they do.',"Jusqu'où le souhait commun d'un départ français ouvre la porte pendant qu'il a lieu.")+C('kAccordNoUn','4.0','Times','M_accord_2015, A_assumed','How the absence of MINUSMA raises the risk that the accord of 2015 breaks.',"Hausse du risque de rupture de l'accord de 2015 sans la MINUSMA."))
after('kFortuneMax',C('kYearMemory','0.985','Share','M_ucdp_years, J_calibrated','Weekly memory of the luck of years.',"Mémoire hebdomadaire de la chance des années.")+C('kYearPush','0.16','Index','M_ucdp_years, J_calibrated','Weekly push of the luck of years.',"Poussée hebdomadaire de la chance des années.")+C('kYearMax','1.5','Index','A_numerics','Limit of the luck of years, in logarithms.',"Limite de la chance des années, en logarithmes."))
after('kElectionViolence',C('kElectionStretch','0.6','Share','C19, M_transition_calendar','What a junta that wants to stay takes from the chance that a vote is held.',"Ce qu'une junte qui veut rester retire à la chance qu'un vote ait lieu."))
after('kSupportPostponed',C('kSupportOutrage','0.04','Index','M_government_killings, A_assumed','Support lost to a massacre of fifty people by the forces of order.',"Soutien perdu par un massacre de cinquante personnes par les forces de l'ordre.")+C('kSupportBesieged','0.5','Index','C45, C46, A_assumed','Support lost if all people of centre and north were besieged.',"Soutien perdu si toute la population du centre et du nord était assiégée.")+C('kOutrageNorm','50.0','Deaths','M_government_killings, A_form','Deaths that count as one massacre in the public mind.',"Morts qui comptent pour un massacre dans l'opinion.")+C('kOutrageMax','3.0','Index','A_numerics','Most massacres remembered at once.',"Maximum de massacres retenus à la fois."))
after('kStubbornJnim',C('kAppetite','0.12','Index','C20, C25, A_assumed','What opportunity adds to, and strength takes from, the surplus JNIM sees.',"Ce que l'occasion ajoute au surplus vu par le JNIM, et ce que la force en retire.")+C('kStrongFrom','0.35','Share','C20, A_assumed','Expected control above which JNIM feels strong.',"Contrôle attendu au-dessus duquel le JNIM se sent fort.")+C('kStrongSpan','0.3','Share','C20, A_assumed','Further control at which it feels wholly strong.',"Contrôle de plus où il se sent tout à fait fort."))
after('kShiftScale',C('kExitShift','0.09','Share','L_powell2006, A_assumed','Shift of power that both sides expect while the French leave.',"Basculement que les deux camps attendent pendant le départ français.")+C('kRegroup','0.3','Share','L_powell2006, C21, A_assumed','Shift of power when the katibas have doubled during an agreement.',"Basculement quand les katibas ont doublé pendant un accord.")+C('kCommitmentTruce','0.5','Index','L_powell2006, A_assumed','Part of a truce that depends on commitment.',"Part d'une trêve qui dépend de l'engagement."))
after('kTalksRate',C('kCardHaste','8.0','Times','C44, A_assumed','How the last card hastens every step while the exit is news.',"Comment la dernière carte hâte chaque étape tant que le départ est d'actualité.")+C('kWindowHaste','2.0','Times','C43, A_assumed','How violence hastens every step while the French draw down.',"Comment la violence hâte chaque étape pendant le retrait français."))
after('kConvoyWeeks',C('kBlockRate','0.02','PerWeek','M_blockades, A_assumed','Hazard that places are besieged by decision, where a katiba holds the ground.',"Risque que des lieux soient assiégés par décision, là où une katiba tient le terrain.")+C('kBlockBroke','2.0','Times','M_blockades, A_assumed','What a broken pact adds to that.',"Ce qu'un pacte rompu y ajoute.")+C('kBlockEnds','0.015','PerWeek','M_blockades, A_assumed','Hazard that a blockade ends by itself.',"Risque qu'un blocus cesse de lui-même.")+C('kBlockArmy','0.02','PerWeek','C37, A_assumed','What a strong garrison adds to that.',"Ce qu'une garnison forte y ajoute.")+C('kBlockConvoy','0.15','PerWeek','C37, A_assumed','What a convoy adds to that.',"Ce qu'un convoi y ajoute.")+C('kBlockPeople','0.05','Share','M_blockades, A_assumed','Part of a cercle that lives in besieged places.',"Part d'un cercle qui vit dans des lieux assiégés."))
after('kCriticalMassControl',C('kMassPerArea','0.0002','SoldiersPerSquareKm','J_calibrated','Further fighters needed per km2 to hold ground.',"Combattants de plus par km2 pour tenir le terrain.")+C('kCriticalMassIs','60.0','Persons','J_calibrated','Critical mass of the Islamic State for attacks.',"Masse critique de l'État islamique pour les attaques.")+C('kIsRaids','1.3','Times','M_death_regions, J_calibrated','Attacks of the Islamic State over those of a katiba of its strength.',"Attaques de l'État islamique sur celles d'une katiba de sa force.")+C('kFeudRate','0.8','Times','M_rivals, J_calibrated','Fights between katibas and the Islamic State, over the attack rate.',"Combats entre katibas et État islamique, sur le taux d'attaques.")+C('kFeudHalf','60.0','Persons','A_form','Fighters at which such fights are half.',"Combattants où ces combats sont à moitié.")+C('kFeudLoss','1.0','Persons','M_rivals, A_assumed','Fighters lost per such fight.',"Combattants perdus par combat de ce genre.")+C('kFeudGround','0.004','PerWeek','M_rivals, A_assumed','Ground that the stronger of the two takes from the other.',"Terrain que le plus fort des deux prend à l'autre.")+C('kSignatoryFights','0.6','AttacksPerWeek','M_accord_2015, A_assumed','Attacks of the signatory groups once the accord of 2015 is broken, where they hold all.',"Attaques des groupes signataires une fois l'accord de 2015 rompu, là où ils tiennent tout.")+C('kSignatoryHalf','200.0','Persons','A_form','Soldiers at which these are half.',"Soldats où elles sont à moitié."))
after('kFrenchMobility',C('kPin','0.40','Share','M_french_led, L_security_transitions','Attacks prevented where French forces press hardest.',"Attaques empêchées là où les forces françaises pressent le plus.")+C('kPinHalf','500.0','SoldierEquivalents','A_form','French mobile force at which that effect is half.',"Force mobile française où cet effet est à moitié.")+C('kLull','0.15','Share','L_security_transitions, A_assumed','Attacks held back in the middle of a handover.',"Attaques retenues au milieu d'une relève.")+C('kVacuum','0.5','Share','L_security_transitions, A_assumed','Further attacks where posts have just been left.',"Attaques de plus là où des postes viennent d'être quittés.")+C('kFrenchLethality','1.9','Times','M_french_led','Counted events per French operation over those of others.',"Événements comptés par opération française sur ceux des autres.")+C('kCellRaids','0.025','Index','M_onset, J_calibrated','Attacks of a cell over the rate of a full katiba.',"Attaques d'une cellule sur le rythme d'une katiba entière."))
after('kHarmFrench',C('kMassRate','0.015','Times','M_government_killings, J_calibrated','Massacres by soldiers or contractors per unit of expected harm.',"Massacres par des soldats ou des contractuels par unité de dommage attendu.")+C('kMassLeast','15.0','Deaths','M_government_killings, A_form','Least deaths of such a massacre.',"Morts minimales d'un tel massacre.")+C('kMassMost','300.0','Deaths','M_government_killings, A_numerics','Most deaths of such a massacre.',"Morts maximales d'un tel massacre.")+C('kMassHarm','0.1','HarmPerOperation','L_kalyvas2006, A_assumed','Harm remembered per death of a massacre.',"Dommage retenu par mort d'un massacre."))
after('kIntelligenceFrench',C('kFear','4.0','Events','L_kress2009, A_assumed','Remembered harm at which people say half as much.',"Dommages mémorisés où la population parle moitié moins.")+C('kFearSupport','4.0','Events','L_kress2009, A_assumed','Remembered harm at which the state wins half as much ground.',"Dommages mémorisés où l'État gagne moitié moins de terrain."))
after('kCapacityFloor',C('kCapacityCell','22.0','Persons','M_onset, M_south_incidents, J_calibrated','Further fighters that a cell can hide.',"Combattants de plus qu'une cellule peut cacher.")+C('kCapacityIs','3.5','Times','M_rivals, J_calibrated','Fighters of the Islamic State a cercle can carry per fighter of the start.',"Combattants de l'État islamique qu'un cercle peut porter par combattant du départ.")+C('kCapacityDefect','0.1','Share','L_splinters, A_assumed','The same per fighter of a katiba, for those who left it.',"De même par combattant d'une katiba, pour ceux qui l'ont quittée."))
after('kRedeploy',C('kSeedBase','0.0004','PerWeek','M_onset, J_calibrated','Hazard of a new cell without any neighbour.',"Risque d'une cellule nouvelle sans aucun voisin.")+C('kSeedNear','0.02','PerWeek','M_onset, J_calibrated','What each neighbour with a katiba adds to that.',"Ce qu'y ajoute chaque voisin avec une katiba.")+C('kSeedBorder','0.001','PerWeek','C49, M_south_incidents, A_assumed','What a border with Burkina Faso or Ivory Coast adds to that.',"Ce qu'y ajoute une frontière avec le Burkina ou la Côte d'Ivoire.")+C('kSeedHalf','60.0','Persons','A_form','Fighters of a neighbour at which its part is half.',"Combattants d'un voisin où sa part est à moitié.")+C('kCellSize','15.0','Persons','M_onset, A_assumed','Mean size of a new cell.',"Taille moyenne d'une cellule nouvelle.")+C('kCellDies','0.03','PerWeek','M_onset, J_calibrated','Hazard that a lonely cell ends.',"Risque qu'une cellule isolée disparaisse.")+C('kCellNear','5.0','Times','M_onset, J_calibrated','How a neighbour keeps a cell alive.',"Comment un voisin garde une cellule en vie.")+C('kCellSmall','60.0','Persons','M_onset, A_assumed','Fighters above which it is a katiba and stays.',"Combattants au-dessus desquels c'est une katiba, qui reste.")+C('kDefectLast','1.0e-12','Ratio','A_numerics','Keeps the share of defectors defined where all obey.',"Garde la part des défections définie là où tous obéissent.").replace('CONSTANT(kDefectLast','//X('))
s=re.sub(r'^//X\(.*\n','',s,flags=re.M)
after('kLosePostLeft',C('kErosion','0.001','PerWeek','C45, A_assumed','State ground lost under a full siege.',"Terrain de l'État perdu sous un siège entier."))
after('kRetakeFactor',C('kRetakeOperations','0.06','OperationsPerWeek','C18, J_calibrated','Operations a week at which half of what could be retaken is.',"Opérations par semaine où la moitié de ce qui peut être repris l'est.")+C('kSignatoryErodes','0.01','PerWeek','M_accord_2015, A_assumed',"Ground the signatory groups lose once the accord of 2015 is broken.","Terrain que les groupes signataires perdent une fois l'accord de 2015 rompu."))
after('kSiegeRate',C('kSiegeBlockade','0.10','PerWeek','M_blockades, A_assumed','What a blockade adds to that.',"Ce qu'un blocus y ajoute."))
open(p,'w').write(s)

p=root+'params.def'; s=open(p).read()
def param_after(name,row):
    global s
    i=s.index(name); j=s.index('\nPARAM(',i); s=s[:j]+'\n'+row.strip('\n')+s[j:]
param_after('PARAM(war, russian_harm','''PARAM(war, army_harm, "harmA", All, 0.3, 0.15, 0.6, 0.0, 1.0, Linear, HarmPerOperation, BY(A_conduct, M_government_killings),
      "Harm by army operations", "Dommages des opérations de l'armée",
      "Civilian harm per army operation: it recruits, silences witnesses and turns people away.",
      "Dommages aux civils par opération de l'armée : ils recrutent, font taire les témoins et détournent la population.")''')
param_after('PARAM(partners, russian_weight','''PARAM(partners, alignment, "align", All, 0.5, 0.25, 0.75, 0.0, 1.0, Linear, Index, BY(C27),
      "Three-way alignment", "Alignement à trois",
      "How far junta, jihadists and Russians pull together while the French leave; it dissolves when they are gone.",
      "Jusqu'où junte, jihadistes et Russes tirent ensemble tant que les Français partent ; cela se défait une fois partis.")
PARAM(partners, accord_2015_risk, "risk15", All, 0.0012, 0.0004, 0.003, 0.0, 0.05, Linear, PerWeek, BY(M_accord_2015),
      "Risk for the accord of 2015", "Risque pour l'accord de 2015",
      "Hazard that the accord with the northern groups breaks while the United Nations are there.",
      "Risque que l'accord avec les groupes du Nord se rompe tant que les Nations unies sont là.")''')
param_after('PARAM(jihadists, social_rules','''PARAM(jihadists, rival_fighters, "I0", Key, 500.0, 400.0, 1000.0, 0.0, 2000.0, Linear, Persons, BY(M_rivals),
      "Islamic State fighters", "Combattants de l'État islamique",
      "Fighters of the Islamic State in Mali at the start, in the north-east.",
      "Combattants de l'État islamique au Mali au départ, dans le nord-est.")
PARAM(jihadists, rivalry, "feud", All, 1.0, 0.5, 2.0, 0.0, 3.0, Linear, Times, BY(M_rivals),
      "Rivalry with the Islamic State", "Rivalité avec l'État islamique",
      "How hard JNIM and the Islamic State fight each other.",
      "Avec quelle ardeur le JNIM et l'État islamique se combattent.")
PARAM(jihadists, defection, "defect", All, 0.2, 0.1, 0.35, 0.0, 0.6, Linear, Share, BY(L_splinters),
      "Defection after a deal", "Défections après un accord",
      "Part of JNIM's fighters who leave for the Islamic State or a band of their own when it signs.",
      "Part des combattants du JNIM qui rejoignent l'État islamique ou une bande à eux quand il signe.")''')
param_after('PARAM(junta, sanctions_bite','''PARAM(junta, sanctions_length, "durS", All, 40.0, 9.0, 130.0, 2.0, 1040.0, Log, Weeks, BY(C38, M_transition_calendar),
      "Length of sanctions", "Durée des sanctions",
      "Weeks until ECOWAS lifts its sanctions, on average; levers.sanctions_end can only shorten that.",
      "Semaines, en moyenne, avant que la CEDEAO lève ses sanctions ; levers.sanctions_end ne peut que raccourcir.")
PARAM(junta, stretch, "stretch", All, 0.5, 0.25, 0.75, 0.0, 1.0, Linear, Index, BY(C19, M_transition_calendar),
      "Wish to stretch the transition", "Souhait d'étirer la transition",
      "How far the junta wants to put the vote off.",
      "Jusqu'où la junte veut repousser le vote.")''')
param_after('PARAM(talks, opportunity','''PARAM(talks, strength_weight, "power", All, 0.5, 0.25, 0.75, 0.0, 1.0, Linear, Index, BY(C20, C21, C40),
      "Strength at the table", "La force à la table",
      "How far the terms follow the strength of the sides, beside their patience.",
      "Jusqu'où les conditions suivent la force des camps, à côté de leur patience.")''')
s=s.replace("Civilian harm per Russian-led operation (army 0.30, French 0.05).","Civilian harm per Russian-led operation (French 0.05).").replace("menée par les Russes (armée 0,30, Français 0,05).","menée par les Russes (Français 0,05).")
open(p,'w').write(s)

p=root+'levers.def'; s=open(p).read()
s=s.replace('LEVER_NUMBER(niger_hub,','''LEVER_DATE(accord_2015_end, "t_15", kNever, BY(M_accord_2015),
      "End of the accord of 2015", "Fin de l'accord de 2015",
      "Day on which the accord with the northern groups breaks; never: only by chance (partners.accord_2015_risk).",
      "Jour où l'accord avec les groupes du Nord se rompt ; jamais : par hasard seulement (partners.accord_2015_risk).")
LEVER_NUMBER(niger_hub,''',1)
open(p,'w').write(s)

p=root+'claims.def'; s=open(p).read()
rows='''CLAIM(L_security_transitions, Literature, A, "Fetzer, Souza, Vanden Eynde and Wright 2021, American Economic Review 111:2275-2308", "MODEL.md 7.11",
      "When foreign forces hand over, violence falls during the handover and rises after they have gone.",
      "Quand des forces étrangères passent la main, la violence baisse pendant la relève et monte après leur départ.")
CLAIM(L_splinters, Literature, B, "Settlements with armed groups in other wars, as known by 2021", "MODEL.md 12.9",
      "Nearly every national deal left a band that refused it: 15 to 30 % of the fighters.",
      "Presque chaque accord national a laissé une bande qui le refuse : 15 à 30 % des combattants.")
CLAIM(M_french_led, Measured, B, "ACLED 2018 and 2019, aggregates only", "MODEL.md 12.9",
      "Some 200 people a year died in events that French forces began.",
      "Environ 200 personnes par an sont mortes dans des événements engagés par les forces françaises.")
CLAIM(M_ucdp_years, Measured, A, "UCDP organised violence, 2012 to 2021", "MODEL.md 12.9",
      "The logarithm of yearly deaths changed by .65 (standard deviation) from one year to the next.",
      "Le logarithme des morts annuelles a varié de 0,65 (écart type) d'une année à l'autre.")
CLAIM(M_rivals, Measured, A, "UCDP dyads 2020 and 2021; press figures", "MODEL.md 12.9",
      "JNIM and the Islamic State fought each other in 2020 and 2021; the latter had 400 to 1,000 fighters in Mali.",
      "Le JNIM et l'État islamique se sont combattus en 2020 et 2021 ; ce dernier avait 400 à 1 000 combattants au Mali.")
CLAIM(M_accord_2015, Measured, A, "Reports on the accord of May and June 2015; UN reports", "MODEL.md 12.9",
      "The northern groups of the accord of 2015 held ground of their own, Kidal above all, and fought neither side while it stood.",
      "Les groupes du Nord signataires de l'accord de 2015 tenaient leur propre terrain, Kidal surtout, sans combattre aucun camp tant qu'il tenait.")
CLAIM(M_government_killings, Measured, A, "UCDP one-sided violence; UN experts, 31 March and 25 June 2021", "MODEL.md 12.9",
      "Government forces killed 262 civilians in 2020 and 48 in 2021; United Nations experts warned of contractors' conduct elsewhere.",
      "Les forces gouvernementales ont tué 262 civils en 2020 et 48 en 2021 ; des experts de l'ONU ont averti de la conduite de contractuels ailleurs.")
CLAIM(M_south_incidents, Measured, B, "Press, July to September 2021", "MODEL.md 12.9",
      "A kidnapping near Kwala, drivers killed near Didieni, an ambush on the road from Bamako to Kayes: cells reach the south.",
      "Un enlèvement près de Kwala, des chauffeurs tués près de Didiéni, une embuscade sur la route de Bamako à Kayes : des cellules atteignent le sud.")
CLAIM(M_blockades, Measured, A, "Press on Farabougou, Dinangourou and Djibo, 2020 to 2022", "MODEL.md 12.9",
      "Named places were besieged by decision: Farabougou in October 2020, Dinangourou in May 2021, Djibo in February 2022.",
      "Des lieux nommés ont été assiégés par décision : Farabougou en octobre 2020, Dinangourou en mai 2021, Djibo en février 2022.")
CLAIM(M_transition_calendar, Measured, A, "Press, August 2020 to January 2022", "MODEL.md 12.9",
      "The vote of 27 February 2022 was put off and five years were proposed; the sanctions of August 2020 lasted under two months, those of January 2022 were open.",
      "Le vote du 27 février 2022 a été reporté et cinq ans ont été proposés ; les sanctions d'août 2020 ont duré moins de deux mois, celles de janvier 2022 étaient sans terme.")
'''
i=s.index('CLAIM(L_nash_rubinstein'); s=s[:i]+rows+s[i:]
open(p,'w').write(s)

p=root+'outputs.def'; s=open(p).read()
s=s.replace('STATE_CERCLE(relief,','''STATE_CERCLE(rival_share, Share, 0.0, 1.0, "i: share held by the Islamic State, or by bands that left JNIM")
STATE_CERCLE(signatory_share, Share, 0.0, 1.0, "c: share held by the groups of the accord of 2015")
STATE_CERCLE(rival, Persons, 0.0, 1.0e9, "I: fighters of the Islamic State or of such a band")
STATE_CERCLE(cell, YesNo, 0.0, 1.0, "a cell or katiba is active here")
STATE_CERCLE(blockade, YesNo, 0.0, 1.0, "places here are besieged by decision")
STATE_CERCLE(relief,''').replace('"j: share held by the jihadists"','"j: share held by JNIM"')
s=s.replace('STATE_NATION(hostages,','''STATE_NATION(year, Index, -1.5, 1.5, "luck of years, in logarithms")
STATE_NATION(vacuum, Index, -1.0, 1.0, "posts that the French left lately")
STATE_NATION(outrage, Index, 0.0, 3.0, "massacres by the forces of order that people remember")
STATE_NATION(sanctions_lifted, YesNo, 0.0, 1.0, "ECOWAS lifted its sanctions")
STATE_NATION(accord_2015_broken, YesNo, 0.0, 1.0, "the accord of 2015 is broken")
STATE_NATION(katiba_signed, Persons, 0.0, 1.0e9, "JNIM's fighters when the last truce was signed")
STATE_NATION(hostages,''')
s=s.replace('TALLY(deaths_month)','TALLY(deaths_by_rivals)\nTALLY(deaths_in_feuds)\nTALLY(deaths_by_signatories)\nTALLY(deaths_massacres)\nTALLY(massacres)\nTALLY(blockades)\nTALLY(cells_seeded)\nTALLY(deaths_month)')
s=s.replace('SERIES(harm_jihadists,','''SERIES(rival_share_area, Share, 512, 0.0, 1.0, "Islamic State territory", "Territoire de l'État islamique", "Share of the area held by the Islamic State, part of the jihadists'.", "Part de la surface tenue par l'État islamique, dans celle des jihadistes.")
SERIES(signatory_share_area, Share, 512, 0.0, 1.0, "Territory of the accord of 2015", "Territoire de l'accord de 2015", "Share of the area held by the groups of the accord of 2015.", "Part de la surface tenue par les groupes de l'accord de 2015.")
SERIES(besieged, Persons, 512, 0.0, 524288.0, "People besieged", "Personnes assiégées", "People in places besieged by decision.", "Personnes dans des lieux assiégés par décision.")
SERIES(harm_jihadists,''')
open(p,'w').write(s)
