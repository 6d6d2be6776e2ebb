# One program per test file, one label per kind of test: `ctest -L unit`.

find_package(GTest REQUIRED)

# A sanitizer makes the kernel's portable path thirty times slower.
set(test_seconds 600)
if(PALABRE_SANITIZE)
  set(test_seconds 3600)
endif()

function(palabre_tests kind)
  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/${kind}/*_test.cpp)
  foreach(file ${files})
    get_filename_component(name ${file} NAME_WE)
    add_executable(${kind}_${name} ${file})
    target_link_libraries(${kind}_${name} PRIVATE GTest::gmock GTest::gtest GTest::gtest_main ${ARGN})
    target_compile_definitions(${kind}_${name} PRIVATE
      PALABRE_ROOT="${CMAKE_SOURCE_DIR}" PALABRE_BIN="${CMAKE_BINARY_DIR}/bin")
    add_test(NAME ${kind}_${name} COMMAND ${kind}_${name})
    set_tests_properties(${kind}_${name} PROPERTIES LABELS ${kind} TIMEOUT ${test_seconds})
  endforeach()
endfunction()

palabre_tests(unit palabre_commands palabre_kernel_faulty nlohmann_json::nlohmann_json)
palabre_tests(property palabre_run palabre_kernel_faulty Eigen3::Eigen)
# Patterns are rows of tables; what measures them is shared by the programs that judge them.
file(GLOB pattern_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/pattern/*.cpp)
list(FILTER pattern_sources EXCLUDE REGEX "_test\\.cpp$")
add_library(palabre_patterns STATIC ${pattern_sources})
target_link_libraries(palabre_patterns PUBLIC palabre_run palabre_kernel_faulty fmt::fmt)
target_compile_definitions(palabre_patterns PRIVATE PALABRE_ROOT="${CMAKE_SOURCE_DIR}")
palabre_tests(pattern palabre_patterns)
# They keep two processors busy by themselves.
set_tests_properties(pattern_articles_test pattern_mutants_test pattern_worlds_test
  PROPERTIES PROCESSORS 2)
# The equations once more, one run at a time, without any code of sim/model.
file(GLOB reference_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/reference/*.cpp)
add_library(palabre_reference STATIC ${reference_sources})
target_link_libraries(palabre_reference PUBLIC palabre_scenario)
palabre_tests(golden palabre_run palabre_reference nlohmann_json::nlohmann_json)
palabre_tests(cli nlohmann_json::nlohmann_json)
palabre_tests(tidy palabre_tables)
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
include(${CMAKE_SOURCE_DIR}/tests/bench/bench.cmake OPTIONAL)
include(${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz.cmake OPTIONAL)
