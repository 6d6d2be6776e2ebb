// explore [R] [key=value | x.KNOB=value ...] : targets of the second edition
#include "second.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <functional>
#include <numeric>
using namespace palabre;
using V=std::vector<double>;
static double mean(const V&x){double s=0;for(double y:x)s+=y;return x.empty()?0:s/x.size();}
static double qt(V x,double q){if(x.empty())return 0;std::sort(x.begin(),x.end());return x[std::min(x.size()-1,std::size_t(q*x.size()))];}
static void show(const char*n,const V&x,double k=1){std::printf("%-46s mean %9.3f  med %9.3f  (%8.3f %8.3f)\n",n,k*mean(x),k*qt(x,.5),k*qt(x,.05),k*qt(x,.95));}
int main(int argc,char**argv){
 int R=argc>1?atoi(argv[1]):100; std::vector<std::string> sets; bool quick=false;
 auto knobs=reference::knobs();
 for(int a=2;a<argc;a++){std::string s=argv[a]; if(s=="quick"){quick=true;continue;} if(s.rfind("x.",0)==0){auto e=s.find('=');auto it=knobs.find(s.substr(2,e-2)); if(it==knobs.end()){std::fprintf(stderr,"no knob %s\n",s.c_str());return 1;}*it->second=atof(s.c_str()+e+1);}else sets.push_back(s);}
 const ScenarioFile file=load_scenario(std::string(PALABRE_ROOT)+"/scenarios/baseline.toml"); const World&w=*file.world;
 auto ens=[&](std::vector<std::string> more,int weeks=260,int r=0){Scenario s=file.scenario;s.weeks=weeks;auto all=sets;all.insert(all.end(),more.begin(),more.end());apply_overrides(s,all);std::vector<reference::Run> v;for(int i=0;i<(r?r:R);i++)v.push_back(reference::run(s,w,12345,i));return v;};
 auto col=[](const std::vector<reference::Run>&v,auto f){V x;for(auto&r:v)x.push_back(f(r));return x;};
 auto end=[](const reference::Run&r)->const reference::WeekSeen&{return r.weeks.back();};
 const int N=50; auto zone=[&](int i){return int(w.cercles[i].zone);};
 std::vector<std::string> stay{"levers.french_withdrawal=never","levers.national_effort=0","levers.local_effort=0"};
 auto year=[](const reference::Run&r,int y,auto f){double s=0;for(int t=52*y;t<52*y+52&&t<int(r.weeks.size());t++)s+=f(r.weeks[t]);return s;};
 auto deaths=[](const reference::WeekSeen&x){return x.deaths;};
 auto atk=[](const reference::WeekSeen&x){return x.attacks;};
 auto v=ens(stay,260);
 show("T1 jihadist area growth .01-.08",col(v,[&](auto&r){return end(r).jihadist_area+end(r).is_area-r.weeks[0].jihadist_area-r.weeks[0].is_area;}));
 {double z[3]={},a[3]={};for(auto&r:v)for(int i=0;i<N;i++){z[zone(i)]+=w.cercles[i].area_km2*(r.j1[i]-r.j0[i]);a[zone(i)]+=w.cercles[i].area_km2;}std::printf("   south %+.3f centre %+.3f north %+.3f\n",z[0]/a[0],z[1]/a[1],z[2]/a[2]);}
 show("   state area growth",col(v,[&](auto&r){return end(r).state_area-r.weeks[0].state_area;}));
 show("   state people growth",col(v,[&](auto&r){return end(r).state_people-r.weeks[0].state_people;}));
 show("   IS area end",col(v,[&](auto&r){return end(r).is_area;}));
 show("T2 deaths year 1 1000-1600",col(v,[&](auto&r){return year(r,0,deaths);}));
 show("T2 attacks/wk year 1 15-25",col(v,[&](auto&r){return year(r,0,atk)/52;}));
 show("   deaths/yr year 5",col(v,[&](auto&r){return year(r,4,deaths);}));
 show("T2 dispersion 31 months 20-80",col(v,[&](auto&r){double s=0,q=0;for(int m=0;m<31;m++){double d=0;for(int t=4*m;t<4*m+4;t++)d+=r.weeks[t].deaths;s+=d;q+=d*d;}double mu=s/31;return (q/31-mu*mu)*31/30/std::max(1.,mu);}));
 auto share=[&](std::initializer_list<const char*> names){return [&,names](const reference::Run&r){double a=0,t=0;for(int i=0;i<N;i++){t+=r.dead_at[i];for(auto n:names)if(w.cercles[i].region==n)a+=r.dead_at[i];}return a/std::max(1.,t);};};
 show("T3 Mopti .50-.70",col(v,share({"Mopti"})));show("T3 Gao+Menaka .15-.30",col(v,share({"Gao","Menaka"})));show("T3 south <=.05",col(v,share({"Bamako","Kayes","Koulikoro","Sikasso"})));show("   Segou (.06)",col(v,share({"Segou"})));show("   Tombouctou+Kidal",col(v,share({"Tombouctou","Kidal"})));
 for(int y=0;y<=5;y++)std::printf("%s%.0f",y?" ":"T4 displaced k: ",mean(col(v,[&](auto&r){return r.weeks[std::min(52*y,259)].displaced/1000;})));std::puts("");
 {std::printf("   fighters %.0f -> %.0f, IS %.0f -> %.0f\n",mean(col(v,[&](auto&r){return r.weeks[0].katiba;})),mean(col(v,[&](auto&r){return end(r).katiba;})),mean(col(v,[&](auto&r){return r.weeks[0].is_fighters;})),mean(col(v,[&](auto&r){return end(r).is_fighters;})));
  std::printf("   deaths by cercle /yr:");std::vector<std::pair<double,std::string>> q;for(int i=0;i<N;i++){double d=0;for(auto&r:v)d+=r.dead_at[i]/R/5;q.push_back({d,w.cercles[i].name});}std::sort(q.rbegin(),q.rend());for(int i=0;i<26;i++)std::printf(" %s %.0f",q[i].second.c_str(),q[i].first);std::puts("");
  std::printf("   change of j:");q.clear();for(int i=0;i<N;i++){double d=0;for(auto&r:v)d+=(r.j1[i]-r.j0[i])/R;q.push_back({d,w.cercles[i].name});}std::sort(q.rbegin(),q.rend());for(int i=0;i<22;i++)std::printf(" %s %+.2f",q[i].second.c_str(),q[i].first);std::printf(" ... %s %+.2f %s %+.2f\n",q[N-2].second.c_str(),q[N-2].first,q[N-1].second.c_str(),q[N-1].first);}
 {std::vector<std::pair<double,std::string>> q;std::printf("   change of g:");for(int i=0;i<N;i++){double d=0;for(auto&r:v)d+=(r.g1[i]-r.g0[i])/R;q.push_back({d,w.cercles[i].name});}std::sort(q.rbegin(),q.rend());for(int i=0;i<50;i++)if(i<12||i>40)std::printf(" %s %+.2f",q[i].second.c_str(),q[i].first);std::puts("");}
 {double n[4]={},h[4]={},p[4]={},g[4]={},act=0,fresh=0;for(auto&r:v)for(int y=0;y<4;y++)for(int i=0;i<N;i++){int k=0;for(int m:w.neighbours[i])k+=r.attacks_at[y][m]>=2;k=std::min(k,3);if(y==0)act+=r.attacks_at[0][i]>0;if(r.attacks_at[y][i]<1){n[k]++;bool hit=r.attacks_at[y+1][i]>0;h[k]+=hit;if(y==0)fresh+=hit;}else{p[k]++;g[k]+=r.attacks_at[y+1][i]<1;}}
  std::printf("T5/T9 onset .09(.04-.16) %.3f  .46(.22-.71) %.3f  .33(.12-.61) %.3f  .62(.29-.89) %.3f | exit .58(.31-.82) %.3f .14(.03-.39) %.3f .04(.00-.19) %.3f .08(.03-.17) %.3f\n   n %.1f %.1f %.1f %.1f / %.1f %.1f %.1f %.1f active %.1f (28-32) new %.1f (3-8)\n",h[0]/n[0],h[1]/n[1],h[2]/n[2],h[3]/n[3],g[0]/p[0],g[1]/p[1],g[2]/p[2],g[3]/p[3],n[0]/R/4,n[1]/R/4,n[2]/R/4,n[3]/R/4,p[0]/R/4,p[1]/R/4,p[2]/R/4,p[3]/R/4,act/R,fresh/R);}
 {double t[8]={},all=0;for(auto&r:v)for(int k=0;k<8;k++){t[k]+=r.dead_by[k];all+=r.dead_by[k];}const char*nm[]={"jnim","hunters","army","french","russian","IS","feud","rebels"};std::printf("   deaths/yr:");for(int k=0;k<8;k++)std::printf(" %s %.0f",nm[k],t[k]/R/5);
  double ah=.375;{double hh=*knobs["army_harm"];ah=hh/(.5+hh);} double m0=0,m1=0;for(auto&r:v){m0+=r.dead_mass[0];m1+=r.dead_mass[1];}
  double state=.7*t[0]+.7*t[5]+(1-ah)*(t[2]-m0)+.91*t[3]+.455*(t[4]-m1)+t[7], non=t[6]+.4*t[1], grp=.3*t[0]+.3*t[5]+.6*t[1], gov=ah*(t[2]-m0)+m0+m1+.545*(t[4]-m1);
  std::printf(" mass %.0f/yr (%.2f a year)\nT11 state-based .35-.60 %.3f  non-state .12-.32 %.3f  groups .10-.40 %.3f  governments 0-.18 %.3f\n",(m0+m1)/R/5,mean(col(v,[](auto&r){return r.mass_killings;}))/5,state/all,non/all,grp/all,gov/all);}
 {double loss=0,far=0,worst=0;double south=0;V sj;for(int i=0;i<N;i++){double in=0,out=0,no=0;for(auto&r:v){double d=w.cercles[i].population_2009*1.35*(r.g0[i]-r.g1[i]);(r.cell0[i]||r.reached[i]?in:out)+=d;if(!r.reached[i]){no++;worst=std::max(worst,r.g0[i]-r.g1[i]);}}loss+=in;far+=out;}
  std::printf("T13 share of people lost that fell where presence was: >=.8: %.3f (lost %.0fk/run); worst loss never reached %.4f (<.005)\n",loss/(loss+far),(loss+far)/R/1000,worst);
  V med;V fresh;for(auto&r:v){V x;double f=0;for(int i=0;i<N;i++)if(zone(i)==0){x.push_back(r.j1[i]-r.j0[i]);f+=!r.cell0[i]&&r.cell1[i];}std::sort(x.begin(),x.end());med.push_back(x[x.size()/2]);fresh.push_back(f);}show("T14 median change of j, south >=0",med);show("T14 new southern cercles with presence 1-5",fresh);(void)south;(void)sj;
  double reg[3]={};for(auto&r:v)for(int i=0;i<N;i++)if(w.cercles[i].region=="Kayes")reg[0]+=(r.j1[i]-r.j0[i])/7/R;else if(w.cercles[i].region=="Sikasso")reg[1]+=(r.j1[i]-r.j0[i])/7/R;else if(w.cercles[i].region=="Koulikoro")reg[2]+=(r.j1[i]-r.j0[i])/7/R;std::printf("   mean change Kayes %+.3f Sikasso %+.3f Koulikoro %+.3f seeded/run %.1f\n",reg[0],reg[1],reg[2],mean(col(v,[](auto&r){return r.seeded;})));}
 if(quick)return 0;
 auto w10=ens(stay,520,std::min(R,100));
 {V d;for(auto&r:w10)for(int y=1;y<10;y++)d.push_back(std::log(std::max(1.,year(r,y,deaths))/std::max(1.,year(r,y-1,deaths))));double m=mean(d),q=0;for(double x:d)q+=(x-m)*(x-m);std::printf("T8 sd of yearly log change .40-.75: %.3f (mean %+.3f) deaths y10 %.0f\n",std::sqrt(q/d.size()),m,mean(col(w10,[&](auto&r){return year(r,9,deaths);})));}
 {std::vector<std::string> go{"levers.national_effort=0","levers.local_effort=0"};
  auto pr=[&](const std::vector<reference::Run>&q,int a,int b){double t=0;for(auto&r:q)for(int k=a;k<b;k++)t+=r.weeks[k].attacks_pressed;return t/q.size();};
  for(int d:{1,26,104}){go.push_back("levers.french_drawdown="+std::to_string(d));auto x=ens(go);go.pop_back();
   std::printf("T10 drawdown %3d: pressed places handover %.3f (<=1.05) year after %.3f (1.15-1.8) later %.3f | all deaths yr1 %.0f/%.0f yr2 %.0f/%.0f | j area end %+.3f state people %+.3f\n",d,pr(x,0,d)/pr(v,0,d),pr(x,d,d+52)/pr(v,d,d+52),pr(x,d+52,260)/pr(v,d+52,260),mean(col(x,[&](auto&r){return year(r,0,deaths);})),mean(col(v,[&](auto&r){return year(r,0,deaths);})),mean(col(x,[&](auto&r){return year(r,1,deaths);})),mean(col(v,[&](auto&r){return year(r,1,deaths);})),mean(col(x,[&](auto&r){return end(r).jihadist_area+end(r).is_area;}))-mean(col(v,[&](auto&r){return end(r).jihadist_area+end(r).is_area;})),mean(col(x,[&](auto&r){return end(r).state_people;}))-mean(col(v,[&](auto&r){return end(r).state_people;})));}}
 auto b=ens({});
 const char*cn[]={"collapse","accord","truce","broken","patch","advance","creeping","recovery","frozen"};int c[9]={};for(auto&r:b)c[r.outcome]++;std::printf("baseline classes:");for(int k=0;k<9;k++)std::printf(" %s %.2f",cn[k],double(c[k])/R);std::puts("");show("  change of state people",col(b,[](auto&r){return r.people;}));show("  change of jihadist area",col(b,[](auto&r){return r.gained;}));show("  change of state area",col(b,[](auto&r){return r.ground;}));
 auto sh=[&](const std::vector<reference::Run>&x,auto f){double s=0;for(auto&r:x)s+=f(r);return s/x.size();};
 std::printf("talks %.2f truce %.3f accord %.3f broken %.3f terms q %.2f %.2f %.2f | W_G y1 %.2f W_J y1 %.2f gate %.2f commit %.2f sigma %.2f | vote held %.2f (T12 postponed .55-.85) accord2015 broke %.2f\n",sh(b,[](auto&r){return r.talks_week>=0;}),sh(b,[](auto&r){return r.truce_week>=0;}),sh(b,[](auto&r){return r.accord_week>=0;}),sh(b,[](auto&r){return r.broken;}),qt(col(b,[&](auto&r){return r.weeks[51].terms;}),.1),qt(col(b,[&](auto&r){return r.weeks[51].terms;}),.5),qt(col(b,[&](auto&r){return r.weeks[51].terms;}),.9),sh(b,[](auto&r){return r.weeks[25].willing_junta;}),sh(b,[](auto&r){return r.weeks[25].willing_jnim;}),sh(b,[](auto&r){return r.weeks[25].gate;}),sh(b,[](auto&r){return r.commit;}),sh(b,[](auto&r){return r.sigma;}),sh(b,[](auto&r){return r.vote_held;}),sh(b,[](auto&r){return r.accord_2015_broke;}));
 std::printf("area j %.3f->%.3f IS %.3f sig %.3f state %.3f->%.3f people %.3f->%.3f jpeople %.3f->%.3f | deaths/yr %.0f disp end %.0fk support %.2f economy %.2f | blockades %.1f lifted %.1f by deal %.1f besieged end %.0fk | pacts %.1f weeks %.0f\n",sh(b,[](auto&r){return r.weeks[0].jihadist_area;}),sh(b,[&](auto&r){return end(r).jihadist_area;}),sh(b,[&](auto&r){return end(r).is_area;}),sh(b,[&](auto&r){return end(r).signatory_area;}),sh(b,[](auto&r){return r.weeks[0].state_area;}),sh(b,[&](auto&r){return end(r).state_area;}),sh(b,[](auto&r){return r.weeks[0].state_people;}),sh(b,[&](auto&r){return end(r).state_people;}),sh(b,[](auto&r){return r.weeks[0].jihadist_people;}),sh(b,[&](auto&r){return end(r).jihadist_people;}),sh(b,[&](auto&r){double s=0;for(auto&x:r.weeks)s+=x.deaths;return s/5;}),sh(b,[&](auto&r){return end(r).displaced/1000;}),sh(b,[&](auto&r){return end(r).support;}),sh(b,[&](auto&r){return end(r).economy;}),sh(b,[](auto&r){return r.blockades;}),sh(b,[](auto&r){return r.lifted;}),sh(b,[](auto&r){return r.lifted_by_deal;}),sh(b,[&](auto&r){return end(r).besieged/1000;}),sh(b,[](auto&r){return r.pacts_started;}),sh(b,[](auto&r){return r.pact_weeks;}));
 {auto t=ens({"levers.minusma_exit=2023-06-26"});std::printf("T7 truce by end of 2025 .05-.25: %.3f\n",sh(t,[](auto&r){return r.truce_week>=0&&r.truce_week<202;}));}
}
