# The model: ordinary sources once, and the kernel (everything written over lanes) once per
# instruction set, each in a namespace named after it. kernel.cpp chooses one at run time.

set(kernel_parts territory violence deaths people partners bargaining talks pacts outcome step
    digest map_thresholds probe)
list(TRANSFORM kernel_parts PREPEND ${CMAKE_SOURCE_DIR}/sim/model/)
list(TRANSFORM kernel_parts APPEND .cpp)

file(GLOB model_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sim/model/*.cpp)
list(REMOVE_ITEM model_sources ${kernel_parts})
add_library(palabre_model STATIC ${model_sources})
target_link_libraries(palabre_model PUBLIC palabre_flags palabre_scenario)

# One unit for each instruction set.
list(LENGTH kernel_parts kernel_most)
palabre_units(kernel_units ${kernel_most} ${kernel_parts})

set(PALABRE_KERNEL_LEVEL -O3 CACHE STRING "Optimisation of the kernels")
function(palabre_kernel_objects isa)
  add_library(palabre_kernel_${isa} OBJECT EXCLUDE_FROM_ALL ${kernel_units})
  target_link_libraries(palabre_kernel_${isa} PRIVATE palabre_flags)
  target_compile_definitions(palabre_kernel_${isa} PRIVATE PALABRE_ISA=${isa})
  # No traps and no errno: lets comparisons and square roots be vectorised; changes no bits.
  target_compile_options(palabre_kernel_${isa} PRIVATE -fno-trapping-math -fno-math-errno -Wno-psabi
    ${ARGN})
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(palabre_kernel_${isa} PRIVATE ${PALABRE_KERNEL_LEVEL})
  endif()
endfunction()
function(palabre_kernel isa)
  palabre_kernel_objects(${isa} ${ARGN})
  target_sources(palabre_model PRIVATE $<TARGET_OBJECTS:palabre_kernel_${isa}>)
endfunction()
# Over lanes of doubles, for the tests and benches that hold single precision to them.
function(palabre_double_kernel isa)
  palabre_kernel_objects(${isa}_double ${ARGN})
  target_compile_definitions(palabre_kernel_${isa}_double PRIVATE PALABRE_DOUBLE=1)
  target_sources(palabre_double_kernels PRIVATE $<TARGET_OBJECTS:palabre_kernel_${isa}_double>)
endfunction()
add_library(palabre_double_kernels STATIC EXCLUDE_FROM_ALL
  ${CMAKE_SOURCE_DIR}/tests/support/double_kernels.cpp)
target_link_libraries(palabre_double_kernels PUBLIC palabre_model)

# A browser without SIMD could not read the program at all: there the portable path has its 128 bits.
if(EMSCRIPTEN)
  target_compile_definitions(palabre_model PRIVATE PALABRE_WASM=1)
  target_compile_options(palabre_model PRIVATE -msimd128)
  set(portable_flags -msimd128)
endif()
palabre_kernel(portable ${portable_flags})
palabre_double_kernel(portable ${portable_flags})
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" AND NOT PALABRE_PORTABLE)
  target_compile_definitions(palabre_model PRIVATE PALABRE_X86=1)
  palabre_kernel(sse2 -msse2)
  set(avx2_flags -mavx2 -mtune=icelake-server)
  set(avx512_flags -mavx512f -mavx512dq -mavx512vl -mprefer-vector-width=512 -mtune=icelake-server)
  palabre_kernel(avx2 ${avx2_flags})
  palabre_kernel(avx512 ${avx512_flags})
  target_compile_definitions(palabre_double_kernels PRIVATE PALABRE_X86=1)
  palabre_double_kernel(avx2 ${avx2_flags})
  palabre_double_kernel(avx512 ${avx512_flags})
  # Slower than these two, and taken on few machines: it compiles in half the time.
  target_compile_options(palabre_kernel_portable_double PRIVATE -O1)
endif()

# The same kernel with deliberate faults that can be switched on, for tests of the tests.
add_library(palabre_kernel_faulty STATIC EXCLUDE_FROM_ALL ${kernel_units})
target_link_libraries(palabre_kernel_faulty PRIVATE palabre_flags)
target_compile_definitions(palabre_kernel_faulty PRIVATE PALABRE_ISA=faulty PALABRE_FAULTS=1)
target_compile_options(palabre_kernel_faulty PRIVATE -O1 -fno-trapping-math -fno-math-errno -Wno-psabi)
