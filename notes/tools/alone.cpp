// the final reference program alone: world by hand, scenario from the tables
#include "tests/reference/reference.hpp"
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <sstream>
using namespace palabre;
static std::vector<std::string> cells(const std::string&l){std::vector<std::string> o;std::string c;std::istringstream s(l);while(std::getline(s,c,','))o.push_back(c);return o;}
static World read(){World w;std::ifstream in("/work/wt/model/scenarios/mali/mali_cercles.csv");std::string l;std::getline(in,l);auto h=cells(l);auto at=[&](const std::vector<std::string>&r,const char*n){auto k=std::find(h.begin(),h.end(),n)-h.begin();return size_t(k)<r.size()?r[k]:std::string();};
 while(std::getline(in,l)){auto r=cells(l);Cercle c;auto d=[&](const char*n){return atof(at(r,n).c_str());};c.id=atoi(r[0].c_str());c.name=at(r,"cercle");c.region=at(r,"region");auto z=at(r,"zone");c.zone=z=="south"?Zone::south:z=="centre"?Zone::centre:Zone::north;c.area_km2=d("area_km2");c.population_2009=d("pop2009");c.state=d("state");c.jihadist=d("jihadist");c.of_which_is_sahel=d("of_which_is_sahel");c.signatory=d("signatory");c.katiba_weight=d("katiba_weight");c.hunters_weight=d("hunters_weight");c.garrison_weight=d("garrison_weight");c.french_weight=d("french_weight");c.minusma_weight=d("minusma_weight");c.russian_weight=d("russian_weight");c.niger_hub_weight=d("niger_hub_weight");c.capital=d("capital")>0;c.coastal_border=d("coastal_border")>0;w.cercles.push_back(c);}
 w.neighbours.resize(w.cercles.size());std::ifstream e("/work/wt/model/scenarios/mali/mali_adjacency.csv");std::getline(e,l);auto id=[&](const std::string&n){for(auto&c:w.cercles)if(c.name==n||std::to_string(c.id)==n)return c.id;fprintf(stderr,"? %s\n",n.c_str());exit(1);};while(std::getline(e,l)){auto r=cells(l);int a=id(r[0]),b=id(r[1]);w.neighbours[a].push_back(b);w.neighbours[b].push_back(a);}for(auto&n:w.neighbours)std::sort(n.begin(),n.end());return w;}
int main(int argc,char**argv){int R=argc>1?atoi(argv[1]):100;World w=read();
 for(int stay:{1,0}){Scenario s;if(stay){s.levers.french_withdrawal=Date::never();s.levers.national_effort=s.levers.local_effort=0;}
 double d1=0,a1=0,gr=0,pe=0,di=0,tr=0,ac=0,is=0,be=0,vh=0;int c[9]={};for(int i=0;i<R;i++){auto r=reference::run(s,w,12345,i);auto&e=r.weeks.back();for(int t=0;t<52;t++){d1+=r.weeks[t].deaths;a1+=r.weeks[t].attacks/52;}gr+=e.jihadist_area-r.weeks[0].jihadist_area;pe+=e.state_people-r.weeks[0].state_people;di+=e.displaced/1000;tr+=r.truce_week>=0;ac+=r.accord_week>=0;is+=e.rival_area;be+=e.besieged/1000;c[r.outcome]++;}
 printf("%s: deaths y1 %.0f attacks %.1f jarea %+.3f people %+.3f displaced %.0f truce %.3f accord %.3f IS %.3f besieged %.0f classes",stay?"stay":"base",d1/R,a1/R,gr/R,pe/R,di/R,tr/R,ac/R,is/R,be/R);for(int k=0;k<9;k++)printf(" %.2f",double(c[k])/R);puts("");}}
