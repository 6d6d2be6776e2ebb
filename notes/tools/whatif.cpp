#include "second.hpp"
#include <cmath>
#include <cstdio>
#include <cstring>
#include <algorithm>
using namespace palabre; using R_=reference::Run;
struct O{double v[14];};
static const char*ON[]={"deaths","jarea","statep","displ","talks","truce","accord","broken","besieg","vote","support","patch","is","terms"};
static std::map<std::string,double*> K=reference::knobs();
static ScenarioFile* F; static int R=200; static std::uint64_t seed=12345;
static O measure(const std::vector<R_>&x){O o{};for(auto&r:x){auto&e=r.weeks.back();double d=0,pk=0;for(auto&w:r.weeks){d+=w.deaths;pk+=w.pacts;}double n=x.size();double vals[]={d/5,e.jihadist_area+e.is_area,e.state_people,e.displaced/1000,double(r.talks_week>=0),double(r.truce_week>=0),double(r.accord_week>=0),double(r.broken),e.besieged/1000,double(r.vote_held),e.support,pk/260,e.is_area,r.weeks[51].terms};for(int k=0;k<14;k++)o.v[k]+=vals[k]/n;}return o;}
static std::vector<R_> ens(std::vector<std::string> sets){std::vector<std::pair<double*,double>> undo;std::vector<std::string> real;for(auto&s:sets)if(s.rfind("x.",0)==0){auto e=s.find('=');auto it=K.find(s.substr(2,e-2));if(it==K.end()){fprintf(stderr,"no %s\n",s.c_str());exit(1);}undo.push_back({it->second,*it->second});*it->second=atof(s.c_str()+e+1);}else real.push_back(s);
 Scenario s=F->scenario;apply_overrides(s,real);std::vector<R_> v;for(int i=0;i<R;i++)v.push_back(reference::run(s,*F->world,seed,i));for(auto&u:undo)*u.first=u.second;return v;}
static void line(const char*n,const O&o,const O&b){std::printf("%-34s",n);for(int k=0;k<14;k++){double d=o.v[k]-b.v[k];if(k==0||k==3||k==8)std::printf(" %+6.0f",d);else std::printf(" %+6.3f",d);}std::puts("");}
int main(int c,char**a){ScenarioFile f=load_scenario(std::string(PALABRE_ROOT)+"/scenarios/baseline.toml");F=&f;std::string cmd=c>1?a[1]:"whatif";if(c>2)R=atoi(a[2]);
 std::vector<std::string> base;for(int i=3;i<c;i++)base.push_back(a[i]);
 auto plus=[&](std::vector<std::string> m){auto b=base;b.insert(b.end(),m.begin(),m.end());return b;};
 std::printf("%-34s","");for(auto n:ON)std::printf(" %6s",n);std::puts("");
 O b=measure(ens(base));O z{};line("baseline",b,z);
 if(cmd=="whatif"){std::vector<std::pair<const char*,std::vector<std::string>>> W{
  {"French never leave",{"levers.french_withdrawal=never"}},{"leave in 1 week",{"levers.french_drawdown=1"}},{"leave over 104 weeks",{"levers.french_drawdown=104"}},{"leave late (2023-02)",{"levers.french_withdrawal=2023-02-13"}},
  {"surge +100%",{"levers.army_surge=1"}},{"surge +100% army harm .6",{"levers.army_surge=1","x.army_harm=0.6"}},{"army harm .6",{"x.army_harm=0.6"}},{"army harm .15",{"x.army_harm=0.15"}},{"ops -50%",{"levers.army_surge=-0.5"}},
  {"Russians 4000",{"partners.russian_troops=4000"}},{"Russians 4000 harm 1",{"partners.russian_troops=4000","war.russian_harm=1"}},{"Russians never",{"levers.russian_arrival=never"}},
  {"UN leaves 2022-07",{"levers.minusma_exit=2022-07-01"}},{"guarantee .8",{"talks.guarantee=0.8"}},{"offer",{"levers.full_precondition_offer=true"}},
  {"sanctions 8 weeks",{"x.sanctions_weeks=8"}},{"sanctions for ever",{"x.sanctions_weeks=0"}},{"vote stretch 0",{"x.vote_stretch=0"}},{"vote stretch 1",{"x.vote_stretch=1"}},
  {"j share .36",{"territory.jihadist_share=0.36"}},{"j share .16",{"territory.jihadist_share=0.16"}},{"state share .46",{"territory.state_share=0.46"}},{"state share .235",{"territory.state_share=0.235"}},
  {"IS 1000",{"x.is_fighters=1000"}},{"IS 100",{"x.is_fighters=100"}},{"rivalry 0",{"x.is_rivalry=0"}},{"rivalry 2",{"x.is_rivalry=2"}},{"defection .4",{"x.defection=0.4"}},
  {"accord 2015 breaks now",{"x.accord_2015_risk=1"}},{"accord 2015 holds",{"x.accord_2015_risk=0"}},
  {"no talks",{"levers.national_effort=0"}},{"no pacts",{"levers.local_effort=0"}},{"pacts x3",{"levers.local_effort=3"}},{"public",{"levers.talks_channel=public"}},{"secret",{"levers.talks_channel=secret"}},
  {"stay, public",{"levers.french_withdrawal=never","levers.talks_channel=public"}},{"stay, secret",{"levers.french_withdrawal=never","levers.talks_channel=secret"}},
  {"hard south",{"levers.coastal_support=0","territory.reach=1","war.recruitment=0.03","territory.guerrilla_leverage=7.5"}},{"recruitment .026",{"war.recruitment=0.026"}},{"recruitment .006",{"war.recruitment=0.006"}}};
  for(auto&[n,s]:W)line(n,measure(ens(plus(s))),b);}
 if(cmd=="drawn"){std::uint64_t st=99;auto rnd=[&]{st=st*6364136223846793005ull+1442695040888963407ull;return double(st>>11)/9007199254740992.0;};struct Knob{const char*n;double lo,hi;};Knob ks[]={{"is_fighters",400,1000},{"is_rivalry",.5,2},{"defection",.1,.35},{"accord_2015_risk",.0004,.003},{"alignment",.25,.75},{"army_harm",.15,.6},{"sanctions_weeks",9,130},{"vote_stretch",.25,.75},{"strength_weight",.25,.75}};
  std::vector<R_> v;double ad=*K["advance_people"];(void)ad;int kept=0,all=0;while(kept<R&&all<4*R){Scenario sc=F->scenario;for(auto&p:param_specs()){double a=p.low,b=p.high,m=p.initial,u=rnd(),w=rnd();double x=u<.5?m-(m-a)*w:m+(b-m)*w;if(std::string(p.key)=="ignorance.width")x=m;sc.params.*p.field=x;}std::vector<std::pair<double*,double>> undo;for(auto&k:ks){double*q=K[k.n];undo.push_back({q,*q});double m=*q,u=rnd(),w=rnd();*q=u<.5?m-(m-k.lo)*w:m+(k.hi-m)*w;}auto r=reference::run(sc,*F->world,seed,all);for(auto&u:undo)*u.first=u.second;all++;double d=0,at=0;for(int t=0;t<52;t++){d+=r.weeks[t].deaths;at+=r.weeks[t].attacks/52;}if(d<700||d>2300)continue;kept++;v.push_back(r);}
  std::printf("kept %d of %d\n",kept,all);const char*cn[]={"collapse","accord","truce","broken","patch","advance","creeping","recovery","frozen"};int c[9]={};for(auto&r:v)c[r.outcome]++;for(int k=0;k<9;k++)std::printf(" %s %.3f",cn[k],double(c[k])/kept);std::puts("");for(auto*f:{"people","gained","ground"}){std::vector<double> x;for(auto&r:v)if(r.outcome>=4)x.push_back(*f=='p'?r.people:f[1]=='a'?r.gained:r.ground);std::sort(x.begin(),x.end());std::printf("%s:",f);for(double q:{.02,.05,.1,.2,.3,.4,.5,.6,.7,.8,.9,.95,.98})std::printf(" %.3f",x[size_t(q*x.size())]);std::puts("");}}
 if(cmd=="scan"){struct Row{std::string n;double top;std::string what;};std::vector<Row> rows;std::vector<std::vector<std::string>> worlds{{},{"levers.french_withdrawal=never"},{"levers.minusma_exit=2022-07-01","talks.mediator=0.8"}};std::vector<O> bw;for(auto&w:worlds)bw.push_back(measure(ens(w)));
  for(auto&p:param_specs()){std::string key(p.key);Row r{key,0,""};for(std::size_t wi=0;wi<worlds.size();wi++){O lo,hi;auto m=worlds[wi];m.push_back(key+"="+std::to_string(p.low));lo=measure(ens(m));m.back()=key+"="+std::to_string(p.high);hi=measure(ens(m));
    for(int k=0;k<12;k++){double d=hi.v[k]-lo.v[k];if(k==0||k==3)d/=bw[wi].v[k];if(k==8)d/=std::max(20.,bw[wi].v[k])*3;if(k==11)d/=10;if(std::fabs(d)>std::fabs(r.top)){r.top=d;r.what=std::string(ON[k])+" in world "+std::to_string(wi);}}}
   rows.push_back(r);std::printf("%-34s %+.3f %s\n",r.n.c_str(),r.top,r.what.c_str());fflush(stdout);}}
}
