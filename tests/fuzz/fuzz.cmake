# Hostile input to every reader (readers.hpp). Every build has the mutation run, 30 s in all; clang with
# PALABRE_FUZZ has a libFuzzer target for each reader too, which begins with tests/corpus/fuzz/READER:
#   tests/long fuzz

add_executable(fuzz_mutate ${CMAKE_SOURCE_DIR}/tests/fuzz/mutate_fuzz.cpp)
target_link_libraries(fuzz_mutate PRIVATE palabre_commands palabre_test_paths
  nlohmann_json::nlohmann_json)
add_test(NAME fuzz_mutate COMMAND fuzz_mutate 12)
set_tests_properties(fuzz_mutate PROPERTIES LABELS fuzz TIMEOUT 300)

if(PALABRE_FUZZ)
  foreach(reader scenario world share set observed plausible figure sums journal trace)
    add_executable(fuzz_${reader} ${CMAKE_SOURCE_DIR}/tests/fuzz/reader_fuzz.cpp)
    target_compile_definitions(fuzz_${reader} PRIVATE PALABRE_READER="${reader}")
    target_link_libraries(fuzz_${reader} PRIVATE palabre_commands palabre_test_paths
      nlohmann_json::nlohmann_json)
    target_link_options(fuzz_${reader} PRIVATE -fsanitize=fuzzer)
    add_test(NAME fuzz_${reader} COMMAND fuzz_${reader} -max_total_time=10 -max_len=65536)
    set_tests_properties(fuzz_${reader} PROPERTIES LABELS fuzz TIMEOUT 120)
  endforeach()
endif()
