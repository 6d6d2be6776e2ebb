# One program per kind of test, and one entry and label per file: `ctest -L unit`, `ctest -R
# unit_read_test`; build/release/bin/unit_tests --file read_test runs the same.

find_package(GTest REQUIRED)

# A sanitizer makes the kernel's portable path thirty times slower.
set(test_seconds 600)
if(PALABRE_SANITIZE)
  set(test_seconds 3600)
endif()

add_library(palabre_test_paths STATIC ${CMAKE_SOURCE_DIR}/tests/support/paths.cpp)
target_link_libraries(palabre_test_paths PUBLIC palabre_flags)
target_compile_definitions(palabre_test_paths PRIVATE
  PALABRE_ROOT="${CMAKE_SOURCE_DIR}" PALABRE_BIN="${CMAKE_BINARY_DIR}/bin"
  PALABRE_SANITIZERS="${PALABRE_SANITIZE}")
add_library(palabre_test_main STATIC ${CMAKE_SOURCE_DIR}/tests/support/main.cpp)
target_link_libraries(palabre_test_main PUBLIC palabre_test_paths GTest::gmock GTest::gtest)

# palabre_test_program(NAME KIND MOST FILES LIBRARY...): at most MOST files in one unit.
function(palabre_test_program program kind most files)
  palabre_units(units ${most} ${files})
  add_executable(${program} ${units})
  target_link_libraries(${program} PRIVATE palabre_test_main ${ARGN})
  # What is tested is optimised as ever; the tests themselves compile in four fifths of the time, and
  # in two thirds where they only start programs and read what these say.
  set(level -O1)
  if(kind STREQUAL "cli")
    set(level -O0)
  endif()
  target_compile_options(${program} PRIVATE $<$<CONFIG:Release>:${level}>)
  foreach(file ${files})
    get_filename_component(name ${file} NAME_WE)
    add_test(NAME ${kind}_${name} COMMAND ${program} --file ${name})
    set_tests_properties(${kind}_${name} PROPERTIES LABELS ${kind} TIMEOUT ${test_seconds})
  endforeach()
endfunction()
# KIND_tests, of every tests/KIND/*_test.cpp.
function(palabre_tests kind most)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${kind}/*_test.cpp)
  palabre_test_program(${kind}_tests ${kind} ${most} "${files}" ${ARGN})
endfunction()

# Equations against what can be worked out on paper, to more places than single precision has: over
# lanes of doubles.
set(exact_unit_tests ${CMAKE_SOURCE_DIR}/tests/unit/bargaining_test.cpp)
set(exact_property_tests ${CMAKE_SOURCE_DIR}/tests/property/closed_forms_test.cpp)
palabre_test_program(unit_exact_tests unit 1 ${exact_unit_tests} palabre_run palabre_double_kernels)
palabre_test_program(property_exact_tests property 1 ${exact_property_tests}
  palabre_run palabre_double_kernels Eigen3::Eigen)

file(GLOB unit_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/unit/*_test.cpp)
list(REMOVE_ITEM unit_files ${exact_unit_tests})
palabre_test_program(unit_tests unit 8 "${unit_files}"
  palabre_commands palabre_kernel_faulty nlohmann_json::nlohmann_json)
# It replaces operator new: a program of its own.
set(cost_test ${CMAKE_SOURCE_DIR}/tests/property/cost_test.cpp)
palabre_test_program(property_cost_test property 1 ${cost_test} palabre_run)
file(GLOB property_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/property/*_test.cpp)
list(REMOVE_ITEM property_files ${cost_test} ${exact_property_tests})
palabre_test_program(property_tests property 4 "${property_files}"
  palabre_run palabre_kernel_faulty palabre_double_kernels Eigen3::Eigen)
# Patterns are rows of tables; what measures them is shared by the programs that judge them.
file(GLOB pattern_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/pattern/*.cpp)
list(FILTER pattern_sources EXCLUDE REGEX "_test\\.cpp$")
palabre_units(pattern_units 3 ${pattern_sources})
add_library(palabre_patterns STATIC ${pattern_units})
target_link_libraries(palabre_patterns PUBLIC palabre_run palabre_kernel_faulty fmt::fmt)
palabre_tests(pattern 2 palabre_patterns)
# They keep two processors busy by themselves.
set_tests_properties(pattern_articles_test pattern_mutants_test pattern_worlds_test
  PROPERTIES PROCESSORS 2)
# The equations once more, one run at a time, without any code of sim/model.
file(GLOB reference_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/reference/*.cpp)
palabre_units(reference_units 4 ${reference_sources})
add_library(palabre_reference STATIC ${reference_units})
target_link_libraries(palabre_reference PUBLIC palabre_scenario)
palabre_tests(golden 3 palabre_run palabre_reference palabre_double_kernels
  nlohmann_json::nlohmann_json)
palabre_tests(cli 5 nlohmann_json::nlohmann_json)
include(${CMAKE_SOURCE_DIR}/tests/bench/bench.cmake)
add_dependencies(cli_tests palabre palabre-bench)
add_test(NAME cli_kill_sweep COMMAND ${CMAKE_SOURCE_DIR}/tests/kill_sweep $<TARGET_FILE:palabre>)
set_tests_properties(cli_kill_sweep PROPERTIES LABELS cli TIMEOUT ${test_seconds})
# Sanitizers want to be loaded first, and so does this.
if(NOT PALABRE_SANITIZE)
  add_library(stop_at_call MODULE ${CMAKE_SOURCE_DIR}/tests/support/stop_at_call.cpp)
  add_dependencies(cli_tests stop_at_call)
  # Every thirty-first call in every run of the tests, all of them in tests/long.
  add_test(NAME cli_stop_at_call
    COMMAND ${CMAKE_SOURCE_DIR}/tests/stop_at_call $<TARGET_FILE:palabre> $<TARGET_FILE:stop_at_call> 31)
  set_tests_properties(cli_stop_at_call PROPERTIES LABELS cli TIMEOUT ${test_seconds})
endif()
palabre_tests(tidy 1 palabre_tables)
# A sanitizer adds functions of its own, and such a build is never handed on.
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" AND NOT PALABRE_PORTABLE AND NOT PALABRE_SANITIZE)
  add_test(NAME tidy_isa_isolation
    COMMAND ${CMAKE_SOURCE_DIR}/tests/tidy/isa_isolation $<TARGET_FILE:palabre>
      $<TARGET_OBJECTS:palabre_kernel_avx2> $<TARGET_OBJECTS:palabre_kernel_avx512>
    COMMAND_EXPAND_LISTS)
  set_tests_properties(tidy_isa_isolation PROPERTIES LABELS tidy)
endif()
# The shipped scenarios keep what they promise.
add_test(NAME expect_scenarios COMMAND palabre test ${CMAKE_SOURCE_DIR}/scenarios)
set_tests_properties(expect_scenarios PROPERTIES LABELS expect TIMEOUT ${test_seconds} PROCESSORS 2)
if(PALABRE_UI)
  include(${CMAKE_SOURCE_DIR}/tests/ui/ui.cmake OPTIONAL)
endif()
include(${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz.cmake OPTIONAL)
