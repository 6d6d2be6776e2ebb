# Google Benchmark micro-benchmarks of the submodels; not part of the tests.
if(PALABRE_BENCH)
  find_package(benchmark REQUIRED)
  add_executable(palabre_benchmarks ${CMAKE_SOURCE_DIR}/tests/bench/submodels_bench.cpp)
  target_link_libraries(palabre_benchmarks PRIVATE palabre_run benchmark::benchmark
                                                   benchmark::benchmark_main)
  target_compile_definitions(palabre_benchmarks PRIVATE PALABRE_ROOT="${CMAKE_SOURCE_DIR}"
                                                        PALABRE_ISA=portable)
  target_compile_options(palabre_benchmarks PRIVATE -Wno-psabi)
endif()
