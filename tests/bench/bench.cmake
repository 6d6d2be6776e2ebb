# `palabre-bench` measures this machine; not part of what people run, and tested like it.

file(GLOB bench_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/bench/*.cpp)
list(FILTER bench_sources EXCLUDE REGEX "(_bench|/throughput|/counting)\\.cpp$")
palabre_units(bench_units 8 ${bench_sources})
add_executable(palabre-bench ${bench_units})
target_link_libraries(palabre-bench PRIVATE palabre_commands palabre_double_kernels nlohmann_json::nlohmann_json fmt::fmt)

# The reference program as fast as a compiler makes it on this machine.
add_library(bench_reference STATIC ${reference_units})
target_link_libraries(bench_reference PUBLIC palabre_scenario)
target_compile_options(bench_reference PRIVATE -O3 $<$<NOT:$<BOOL:${CMAKE_CROSSCOMPILING}>>:-march=native>)
target_link_libraries(palabre-bench PRIVATE bench_reference)

# The loops for each instruction set, compiled as its kernel is.
set(paths portable)
if(TARGET palabre_kernel_avx2)
  list(APPEND paths sse2 avx2 avx512)
  target_compile_definitions(palabre-bench PRIVATE PALABRE_X86=1)
endif()
foreach(isa ${paths})
  add_library(bench_throughput_${isa} OBJECT ${CMAKE_SOURCE_DIR}/tests/bench/throughput.cpp)
  target_link_libraries(bench_throughput_${isa} PRIVATE palabre_flags)
  foreach(property COMPILE_OPTIONS COMPILE_DEFINITIONS)
    get_target_property(value palabre_kernel_${isa} ${property})
    set_property(TARGET bench_throughput_${isa} PROPERTY ${property} "${value}")
  endforeach()
  target_sources(palabre-bench PRIVATE $<TARGET_OBJECTS:bench_throughput_${isa}>)
endforeach()

# The kernel over lanes that count what is done to them.
add_library(bench_counting STATIC ${kernel_units} ${CMAKE_SOURCE_DIR}/tests/bench/counting.cpp)
target_link_libraries(bench_counting PRIVATE palabre_flags)
target_compile_definitions(bench_counting PRIVATE PALABRE_ISA=counting PALABRE_COUNTING=1)
target_compile_options(bench_counting PRIVATE -O0 -fno-trapping-math -fno-math-errno -Wno-psabi)
# Counts operations; the same source is checked on the paths that people run, and here takes ten minutes.
set_target_properties(bench_counting PROPERTIES PALABRE_UNSANITIZED ON)
target_link_libraries(palabre-bench PRIVATE bench_counting)

# Google Benchmark micro-benchmarks of the submodels; not part of the tests.
if(PALABRE_BENCH)
  find_package(benchmark REQUIRED)
  add_executable(palabre_benchmarks ${CMAKE_SOURCE_DIR}/tests/bench/submodels_bench.cpp)
  target_link_libraries(palabre_benchmarks PRIVATE palabre_run palabre_test_paths
                                                   benchmark::benchmark benchmark::benchmark_main)
  target_compile_definitions(palabre_benchmarks PRIVATE PALABRE_ISA=portable)
  target_compile_options(palabre_benchmarks PRIVATE -Wno-psabi)
endif()
