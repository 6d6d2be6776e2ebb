# monolith reference.cpp -> replicate.hpp, start.cpp, nation.cpp, field.cpp, reference.cpp
import re,sys
src,dst=sys.argv[1],sys.argv[2]
s=open(src).read()
cls=s.index("class Replicate {")
pre=s[:cls]; body=s[cls:]
end=body.index("\n};\n\n}  // namespace\n")
tail=body[end+len("\n};\n\n}  // namespace\n"):]
body=body[:end]
lines=body.split("\n")
# notation block
nota=pre[pre.index("// --- notation"):].rstrip()
files={"start":[], "nation":[], "pacts":[], "field":[]}
decl=[]; cur=None; i=1
def where(h):
    if "--- 5" in h: return "start"
    if re.search(r"--- 7\.(1|5|7)(?!\d)",h): return "nation"
    return "pacts" if "7.9" in h else "field"
access="private"
pend=[]
while i<len(lines):
    L=lines[i]
    if re.match(r"  // -+$",L): i+=1; continue
    if L.startswith("  // ---"):
        cur=where(L); decl.append(""); decl.append(re.sub(r"[- ]*$","",L)); files[cur].append(re.sub(r"[- ]*$","",L[2:])+"\n"); i+=1; continue
    m=re.match(r"  (static )?((?:[\w:<>,\*&]+(?: [\w:<>,\*&]+)*?) )?(\w+)\((.*)$",L)
    isdef=False
    if L.startswith("  ") and not L.startswith("   ") and m and not L.strip().startswith("//") and "= " not in L.split("(")[0]:
        # gather signature up to '{'
        j=i; sig=L
        while "{" not in sig and not sig.rstrip().endswith(";"):
            j+=1; sig+=" "+lines[j].strip()
        if "{" in sig: isdef=True
    if L.startswith(" public:") or L.startswith(" private:"):
        decl.append(L); i+=1; continue
    if isdef:
        # one-line?
        full=[lines[k] for k in range(i,j+1)]
        if sig.count("{")==sig.count("}"):
            decl+=pend; pend=[]; decl+=full; i=j+1; continue
        k=j+1
        while lines[k]!="  }": k+=1
        bodyl=lines[i:k+1]
        name=m.group(3)
        if cur is None or name in("Replicate",):
            # constructor / play / draw inline
            decl+=pend; pend=[]; decl+=bodyl; i=k+1; continue
        proto=sig[:sig.index("{")].strip()
        if " : " in proto and name=="Replicate": proto=proto[:proto.index(" : ")]
        decl.append("  "+proto+";")
        static=proto.startswith("static ")
        p=proto[7:] if static else proto
        p=re.sub(r"\s\s+"," ",p)
        at=p.index(name+"(")
        ret=p[:at]
        ret=re.sub(r"\bHazards\b","Replicate::Hazards",ret)
        out=[x[2:] for x in pend]; pend=[]
        out.append(ret+"Replicate::"+p[at:]+" {")
        out+= [x[2:] if x.startswith("  ") else x for x in lines[j+1:k+1]]
        files[cur].append("\n".join(out)+"\n")
        i=k+1; continue
    if L.strip().startswith("///") or (L.strip().startswith("//") and cur is not None and L.startswith("  //")):
        pend.append(L); i+=1; continue
    if pend:
        decl+=pend; pend=[]
    decl.append(L); i+=1
hdr="""// One run of the reference program: what it holds, and its submodels in the order of MODEL.md 7.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/tables/tables.hpp"
#include "tests/reference/dice.hpp"
#include "tests/reference/reference.hpp"

namespace palabre::reference {

using namespace constants;

"""
nota=re.sub(r"(// --- notation \(7\))\n?[/ -]*",r"\1",nota).replace("\ndouble ","\ninline double ").replace("\nvoid ema","\ninline void ema")
H=hdr+nota+"\n\nclass Replicate {\n"+"\n".join(decl)+"\n};\n\n}  // namespace palabre::reference\n"
H=re.sub(r";\n\n(?=  [\w:]+ \w+\(|  std::vector|  static|  bool exit|  struct Haz|  Draw)",";\n",re.sub(r"\n{3,}","\n\n",H))
open(dst+"/replicate.hpp","w").write(H)
titles={"start":"What stands before the first week (MODEL.md 5).","nation":"Leaders, partners, bargain and stages (MODEL.md 7.1 to 7.8).","pacts":"Local pacts and blockades (MODEL.md 7.9).","field":"Army, violence, ground and people, and how a run ends (MODEL.md 7.10 to 7.15)."}
for n,b in files.items():
    t="// "+titles[n]+"\n\n#include \"tests/reference/replicate.hpp\"\n\nnamespace palabre::reference {\n\n"+"\n".join(b)+"\n}  // namespace palabre::reference\n"
    t=re.sub(r"\n{3,}","\n\n",t)
    open(dst+"/"+n+".cpp","w").write(t)
open(dst+"/reference.cpp","w").write("""// The door to the reference program.

#include "tests/reference/reference.hpp"

#include "tests/reference/replicate.hpp"

"""+"namespace palabre::reference {\n\n"+tail.strip()+"\n")
