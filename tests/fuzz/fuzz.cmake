# Hostile input. Every build has the short mutation run; clang with PALABRE_FUZZ has libFuzzer too:
#   CXX=clang++ cmake -B build/fuzz -DPALABRE_FUZZ=ON -DPALABRE_UI=OFF \
#     -DPALABRE_SANITIZE=address,fuzzer-no-link
#   cmake --build build/fuzz && build/fuzz/bin/fuzz_scenario -max_total_time=600

add_executable(fuzz_mutate ${CMAKE_SOURCE_DIR}/tests/fuzz/mutate_fuzz.cpp)
target_link_libraries(fuzz_mutate PRIVATE palabre_scenario)
add_test(NAME fuzz_mutate COMMAND fuzz_mutate 4)
set_tests_properties(fuzz_mutate PROPERTIES LABELS fuzz TIMEOUT 120)

if(PALABRE_FUZZ)
  foreach(target scenario world share set)
    add_executable(fuzz_${target} ${CMAKE_SOURCE_DIR}/tests/fuzz/${target}_fuzz.cpp)
    target_link_libraries(fuzz_${target} PRIVATE palabre_scenario)
    target_link_options(fuzz_${target} PRIVATE -fsanitize=fuzzer)
    add_test(NAME fuzz_${target} COMMAND fuzz_${target} -max_total_time=10 -max_len=4096)
    set_tests_properties(fuzz_${target} PROPERTIES LABELS fuzz TIMEOUT 120)
  endforeach()
endif()
