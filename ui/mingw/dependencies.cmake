# What a desktop build finds in Debian's packages, for Windows: headers that are all of their
# library, the sources of Dear ImGui and GLFW that ui/mingw/sources has unpacked, and mingw's zlib.
# There is no SQLite: `palabre sweep --sqlite` says so.

set(PALABRE_SOURCES ${CMAKE_BINARY_DIR}/sources CACHE PATH "Where ui/mingw/sources has put them")
set(headers ${PALABRE_SOURCES}/include)
function(palabre_headers name folder)
  add_library(${name} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${name} SYSTEM INTERFACE ${folder})
  if(ARGN)
    target_compile_definitions(${name} INTERFACE ${ARGN})
  endif()
endfunction()

palabre_headers(fmt::fmt ${headers} FMT_HEADER_ONLY=1)
palabre_headers(tomlplusplus::tomlplusplus ${headers} TOML_HEADER_ONLY=1)
palabre_headers(nlohmann_json::nlohmann_json ${headers})
palabre_headers(CLI11::CLI11 ${headers})
palabre_headers(Boost::headers ${headers})
palabre_headers(Eigen3::Eigen ${headers}/eigen3)
set(ZLIB_USE_STATIC_LIBS ON)
find_package(ZLIB REQUIRED)

set(GLFW_BUILD_DOCS OFF)
set(GLFW_BUILD_EXAMPLES OFF)
set(GLFW_BUILD_TESTS OFF)
set(GLFW_INSTALL OFF)
add_subdirectory(${PALABRE_SOURCES}/glfw ${CMAKE_BINARY_DIR}/glfw EXCLUDE_FROM_ALL)

set(imgui ${PALABRE_SOURCES}/imgui)
add_library(imgui STATIC ${imgui}/imgui.cpp ${imgui}/imgui_draw.cpp ${imgui}/imgui_tables.cpp
  ${imgui}/imgui_widgets.cpp ${imgui}/misc/cpp/imgui_stdlib.cpp ${imgui}/backends/imgui_impl_glfw.cpp
  ${imgui}/backends/imgui_impl_opengl3.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${imgui} ${imgui}/misc/cpp ${headers})
target_compile_options(imgui PRIVATE -w)
target_link_libraries(imgui PUBLIC glfw imm32)
add_library(PkgConfig::IMGUI ALIAS imgui)
