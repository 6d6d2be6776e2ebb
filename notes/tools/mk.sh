cd /work/wt/model-tools && F="-DPALABRE_ROOT=\"/work/wt/model\" -I/work/wt/model -I. -O2 -Wall -Wextra -ffp-contract=off -std=c++20"; L=/work/main/build/release
nice -n 19 g++ $F -c second_monolith.cpp -o /tmp/m/second.o 2>&1 | grep -E "error|warning" | head -20
[ explore.cpp -nt /tmp/m/explore.o ] || [ second.hpp -nt /tmp/m/explore.o ] && nice -n 19 g++ -O1 -DPALABRE_ROOT="\"/work/wt/model\"" -I/work/wt/model -I. -std=c++20 -c explore.cpp -o /tmp/m/explore.o 2>&1 | grep -E "error" | head
nice -n 19 g++ /tmp/m/second.o /tmp/m/explore.o $L/libpalabre_scenario.a $L/libpalabre_tables.a -lfmt -ltomlplusplus -o /tmp/m/explore
nice -n 19 g++ -O1 -DPALABRE_ROOT="\"/work/wt/model\"" -I/work/wt/model -I. -std=c++20 whatif.cpp /tmp/m/second.o $L/libpalabre_scenario.a $L/libpalabre_tables.a -lfmt -ltomlplusplus -o /tmp/m/whatif 2>&1 | grep error
