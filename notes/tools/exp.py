import tomllib,glob,os,json
D='/work/wt/model/scenarios/'
def load(f):
    t=tomllib.load(open(D+f,'rb')); base=load(t['base'])[0] if 'base' in t else []
    sets=list(base); ok=True
    for g,v in t.get('parameters',{}).items():
        for k,x in v.items(): sets.append(f'{g}.{k}={x}')
    for k,x in t.get('levers',{}).items():
        if k=='mediator': ok=False
        else: sets.append(f'levers.{k}={str(x).lower() if isinstance(x,bool) else x}')
    if t.get('pact') or t.get('issues') or t.get('switches'): ok=False
    return sets,ok,t
rows=[];sc={}
for p in sorted(glob.glob(D+'*.toml')):
    f=os.path.basename(p); sets,ok,t=load(f); sc[f]=(sets,ok)
    for e in t.get('expect',[]): rows.append((f,e))
out=open('scen.txt','w')
names=sorted(sc)
for n in names: out.write('S|%s|%d|%s\n'%(n,sc[n][1],' '.join(sc[n][0])))
for f,e in rows:
    for op in ('at_least','at_most','higher_by','lower_by','same_within'):
        if op in e: out.write('E|%s|%s|%s|%s|%s|%s\n'%(f,e['statistic'],op,e[op],e.get('compared_to',''),e.get('claim','')))
out.close(); print(len(names),len(rows))
