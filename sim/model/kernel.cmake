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
function(palabre_kernel isa)
  add_library(palabre_kernel_${isa} OBJECT ${kernel_units})
  target_link_libraries(palabre_kernel_${isa} PRIVATE palabre_flags)
  target_compile_definitions(palabre_kernel_${isa} PRIVATE PALABRE_ISA=${isa})
  # No traps and no errno: lets comparisons and square roots be vectorised; changes no bits.
  target_compile_options(palabre_kernel_${isa} PRIVATE -fno-trapping-math -fno-math-errno -Wno-psabi
    ${ARGN})
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    target_compile_options(palabre_kernel_${isa} PRIVATE ${PALABRE_KERNEL_LEVEL})
  endif()
  target_sources(palabre_model PRIVATE $<TARGET_OBJECTS:palabre_kernel_${isa}>)
endfunction()

palabre_kernel(portable)
if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64" AND NOT PALABRE_PORTABLE)
  target_compile_definitions(palabre_model PRIVATE PALABRE_X86=1)
  palabre_kernel(sse2 -msse2)
  palabre_kernel(avx2 -mavx2 -mtune=icelake-server)
  palabre_kernel(avx512 -mavx512f -mavx512dq -mavx512vl -mprefer-vector-width=512
                 -mtune=icelake-server)
endif()

if(EMSCRIPTEN)
  target_compile_definitions(palabre_model PRIVATE PALABRE_WASM=1)
  palabre_kernel(simd128 -msimd128)
endif()

# The same kernel with deliberate faults that can be switched on, for tests of the tests.
add_library(palabre_kernel_faulty STATIC EXCLUDE_FROM_ALL ${kernel_units})
target_link_libraries(palabre_kernel_faulty PRIVATE palabre_flags)
target_compile_definitions(palabre_kernel_faulty PRIVATE PALABRE_ISA=faulty PALABRE_FAULTS=1)
target_compile_options(palabre_kernel_faulty PRIVATE -O2 -fno-trapping-math -fno-math-errno -Wno-psabi)
