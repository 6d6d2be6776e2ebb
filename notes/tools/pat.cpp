#define main other_main
#include "alone2.cpp"
#undef main
#include <functional>
static Date day(const std::string&v,const Scenario&s){if(v=="never")return Date::never();int y,m,d;if(sscanf(v.c_str(),"%d-%d-%d",&y,&m,&d)==3)return Date::from(std::chrono::sys_days{std::chrono::year{y}/m/d});(void)s;return {};}
static bool set2(Scenario&s,const std::string&kv){auto e=kv.find('=');std::string k=kv.substr(0,e),v=kv.substr(e+1);if(k.rfind("levers.",0)!=0){for(auto&p:param_specs())if(p.key==k){s.params.*p.field=atof(v.c_str());return true;}return false;}k=k.substr(7);Levers&l=s.levers;
#define D(n) if(k==#n){l.n=day(v,s);return true;}
#define N(n) if(k==#n){l.n=atof(v.c_str());return true;}
D(french_withdrawal)D(minusma_exit)D(russian_arrival)D(sanctions_start)D(sanctions_end)D(talks_open)D(prisoner_release)D(election)D(niger_hub_end)D(accord_2015_end)N(french_drawdown)N(prisoners_released)N(national_effort)N(local_effort)N(army_surge)N(coastal_support)N(niger_hub)N(niger_hub_counts)
 if(k=="talks_channel"){l.talks_channel=v=="secret"?1:v=="public"?2:0;return true;}if(k=="full_precondition_offer"){l.full_precondition_offer=v=="true";return true;}return false;}
static std::vector<std::string> words(const std::string&x){std::vector<std::string> o;std::istringstream s(x);std::string w;while(s>>w)o.push_back(w);return o;}
using F=std::function<std::pair<double,double>(const reference::Run&)>;
static std::map<std::string,F> stats(){std::map<std::string,F> m;auto one=[&](const char*n,std::function<double(const reference::Run&)> f){m[n]=[f](const reference::Run&r){return std::pair<double,double>{f(r),1};};};
 using R_=const reference::Run&;
 auto by=[](int w,int t){return double(w>=0&&w<t);};
 one("talks_started",[](R_ r){return double(r.talks_week>=0);});one("truce_reached",[](R_ r){return double(r.truce_week>=0);});one("accord_reached",[](R_ r){return double(r.accord_week>=0);});one("good_offices_started",[](R_ r){return double(r.good_offices_week>=0);});
 one("good_offices_by_week_52",[=](R_ r){return by(r.good_offices_week,52);});one("talks_by_week_52",[=](R_ r){return by(r.talks_week,52);});one("talks_by_week_104",[=](R_ r){return by(r.talks_week,104);});one("truce_by_week_104",[=](R_ r){return by(r.truce_week,104);});
 one("jihadist_share_area_end",[](R_ r){return r.weeks.back().jihadist_area;});one("state_share_area_end",[](R_ r){return r.weeks.back().state_area;});one("state_share_population_end",[](R_ r){return r.weeks.back().state_people;});one("jihadist_share_population_end",[](R_ r){return r.weeks.back().jihadist_people;});
 one("displaced_end",[](R_ r){return r.weeks.back().displaced;});one("support_end",[](R_ r){return r.weeks.back().support;});one("trust_end",[](R_ r){return r.weeks.back().trust;});one("sieges_end",[](R_ r){return r.weeks.back().sieges;});one("spillover",[](R_ r){return r.weeks.back().spillover;});one("economy_end",[](R_ r){return r.weeks.back().economy;});one("katiba_strength_end",[](R_ r){return r.katiba;});one("army_strength_end",[](R_ r){return r.army;});one("hostages_end",[](R_ r){return r.weeks.back().hostages;});
 auto mean=[&](const char*n,double reference::WeekSeen::*f,int T){one(n,[f,T](R_ r){double s=0;int t=std::min<int>(T,r.weeks.size());for(int i=0;i<t;i++)s+=r.weeks[i].*f;return s/t;});};
 using W_=reference::WeekSeen;mean("french_cooperation",&W_::cooperation,260);mean("willingness_junta",&W_::willing_junta,260);mean("willingness_jnim",&W_::willing_jnim,260);mean("willingness_junta_first_year",&W_::willing_junta,52);mean("willingness_jnim_first_year",&W_::willing_jnim,52);mean("terms_offered_first_year",&W_::terms,52);mean("ripeness",&W_::ripeness,260);mean("ripeness_first_year",&W_::ripeness,52);mean("attacks_per_week",&W_::attacks,260);mean("mean_trust",&W_::trust,260);mean("mean_approval",&W_::approval,260);mean("mean_commitment",&W_::commitment,260);mean("pacts_alive_mean",&W_::pacts,260);
 one("deaths_per_year",[](R_ r){double s=0;for(auto&w:r.weeks)s+=w.deaths;return s/5;});one("deaths_first_year",[](R_ r){double s=0;for(int t=0;t<52;t++)s+=r.weeks[t].deaths;return s;});one("returns_total",[](R_ r){double s=0;for(auto&w:r.weeks)s+=w.returns;return s;});
 one("pacts_started",[](R_ r){return r.pacts_started;});one("pact_weeks_total",[](R_ r){return r.pact_weeks;});m["pact_weeks_mean"]=[](R_ r){return std::pair<double,double>{r.pact_weeks,r.pact_breaks};};
 auto stagew=[](R_ r,int a){double s=0;for(auto&w:r.weeks)s+=w.stage>=a;return s;};one("weeks_in_truce_or_accord",[=](R_ r){return stagew(r,4);});one("weeks_in_talks",[](R_ r){double s=0;for(auto&w:r.weeks)s+=w.stage==3;return s;});
 m["terms_index"]=[](R_ r){return std::pair<double,double>{r.accord_week>=0?r.terms_at_accord:0,double(r.accord_week>=0)};};
 m["attacks_per_week_in_truce"]=[](R_ r){double s=0,n=0;for(auto&w:r.weeks)if(w.stage>=4){s+=w.attacks;n++;}return std::pair<double,double>{n>0?s/n:0,n>0};};
 one("leaks",[](R_ r){return r.leaks;});one("prisoner_exchanges",[](R_ r){return r.exchanges;});one("convoys",[](R_ r){return r.convoys;});one("support_week_52",[](R_ r){return r.weeks[52].support;});one("attacks_last_week",[](R_ r){return r.weeks.back().attacks;});
 return m;}
#ifndef NOPATMAIN
int main(int c,char**a){W=read();double scale=c>1?atof(a[1]):1;auto st=stats();std::ifstream in("rows.txt");std::string L;int ok=0,bad=0,skip=0;while(std::getline(in,L)){std::vector<std::string> p;std::istringstream ss(L);std::string x;while(std::getline(ss,x,'|'))p.push_back(x);if(!st.count(p[5])){skip++;continue;}
 int n=std::max(64,std::min(600,int(atoi(p[1].c_str())*scale)));Scenario A,B;bool good=true;for(auto&w:words(p[2])){good&=set2(A,w);good&=set2(B,w);}for(auto&w:words(p[3]))good&=set2(A,w);for(auto&w:words(p[4]))good&=set2(B,w);if(!good){printf("? %s\n",p[0].c_str());skip++;continue;}
 double sa=0,wa=0,sb=0,wb=0,dd=0,d2=0;auto f=st[p[5]];for(int i=0;i<n;i++){auto ra=f(reference::run(A,W,12345,i)),rb=f(reference::run(B,W,12345,i));sa+=ra.first;wa+=ra.second;sb+=rb.first;wb+=rb.second;double d=rb.first-ra.first;dd+=d;d2+=d*d;}
 double xa=sa/std::max(1e-9,wa),xb=sb/std::max(1e-9,wb),d=xb-xa,se=std::sqrt(std::max(0.,d2/n-dd/n*dd/n)/n)/std::max(1e-9,wa/n);double v=atof(p[7].c_str());bool h=p[6]=="up"?d>std::max(v,2*se):p[6]=="down"?-d>std::max(v,2*se):p[6]=="same"?std::fabs(d)<v+2*se:p[6]=="zero"?xb==0:xb>v*xa;(h?ok:bad)++;if(!h)printf("FAIL %-5s n=%d %-28s %.4f -> %.4f d %+.4f se %.4f %s %s | %s\n",p[0].c_str(),n,p[5].c_str(),xa,xb,d,se,p[6].c_str(),p[7].c_str(),p[8].c_str());fflush(stdout);}printf("ok %d fail %d skipped %d\n",ok,bad,skip);}
#endif
