# The machine behind small headers: each header has one file per platform, NAME_PLATFORM.cpp. A
# platform that has none of its own takes the one of posix. No other file asks which platform this
# is (tests/tidy).

if(EMSCRIPTEN)
  set(PALABRE_PLATFORM web)
else()
  set(PALABRE_PLATFORM posix)
endif()
file(GLOB posix_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*_posix.cpp)
foreach(file ${posix_files})
  string(REPLACE _posix.cpp _${PALABRE_PLATFORM}.cpp own ${file})
  if(EXISTS ${own})
    set(file ${own})
  endif()
  list(APPEND platform_sources ${file})
endforeach()
add_library(palabre_platform STATIC ${platform_sources})
target_link_libraries(palabre_platform PUBLIC palabre_flags Threads::Threads)
