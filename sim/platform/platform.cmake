# The machine behind small headers: each header has one file per platform, NAME_PLATFORM.cpp. A
# platform that has none of its own takes the one of posix. No other file asks which platform this
# is (tests/tidy).

if(EMSCRIPTEN)
  set(PALABRE_PLATFORM web)
elseif(WIN32)
  set(PALABRE_PLATFORM windows)
else()
  set(PALABRE_PLATFORM posix)
endif()
file(GLOB platform_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*_${PALABRE_PLATFORM}.cpp)
file(GLOB posix_files CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*_posix.cpp)
foreach(file ${posix_files})
  string(REPLACE _posix.cpp _${PALABRE_PLATFORM}.cpp own ${file})
  if(NOT EXISTS ${own})
    list(APPEND platform_sources ${file})
  endif()
endforeach()
add_library(palabre_platform STATIC ${platform_sources})
target_link_libraries(palabre_platform PUBLIC palabre_flags Threads::Threads)
if(WIN32)
  target_compile_definitions(palabre_platform PRIVATE NOMINMAX WIN32_LEAN_AND_MEAN UNICODE
    _WIN32_WINNT=0x0A00)
endif()
