# What a desktop build finds in Debian's packages, for the browser: headers, and the sources of zlib and
# Dear ImGui, as ui/browser/toolchain has unpacked them into /deps.

set(deps /deps)
function(palabre_headers name folder)
  add_library(${name} INTERFACE IMPORTED GLOBAL)
  target_include_directories(${name} SYSTEM INTERFACE ${folder})
  if(ARGN)
    target_compile_definitions(${name} INTERFACE ${ARGN})
  endif()
endfunction()

palabre_headers(fmt::fmt ${deps}/include FMT_HEADER_ONLY=1)
palabre_headers(tomlplusplus::tomlplusplus ${deps}/include TOML_HEADER_ONLY=1)
palabre_headers(nlohmann_json::nlohmann_json ${deps}/include)
palabre_headers(CLI11::CLI11 ${deps}/include)
# Boost 1.74 asks for what C++17 removed and this standard library only has on request.
palabre_headers(Boost::headers ${deps}/include _LIBCPP_ENABLE_CXX17_REMOVED_UNARY_BINARY_FUNCTION)
palabre_headers(Eigen3::Eigen ${deps}/include/eigen3 EIGEN_DONT_VECTORIZE)

foreach(part adler32 compress crc32 deflate inffast inflate inftrees trees uncompr zutil)
  list(APPEND zlib_sources ${deps}/zlib/${part}.c)
endforeach()
add_library(zlib STATIC ${zlib_sources})
target_include_directories(zlib SYSTEM PUBLIC ${deps}/zlib)
target_compile_options(zlib PRIVATE -w)
add_library(ZLIB::ZLIB ALIAS zlib)

set(imgui ${deps}/imgui)
add_library(imgui STATIC ${imgui}/imgui.cpp ${imgui}/imgui_draw.cpp ${imgui}/imgui_tables.cpp
  ${imgui}/imgui_widgets.cpp ${imgui}/misc/cpp/imgui_stdlib.cpp ${imgui}/backends/imgui_impl_glfw.cpp
  ${imgui}/backends/imgui_impl_opengl3.cpp)
target_include_directories(imgui SYSTEM PUBLIC ${imgui} ${imgui}/misc/cpp ${deps}/include)
target_compile_definitions(imgui PUBLIC IMGUI_IMPL_OPENGL_ES3=1)
target_compile_options(imgui PRIVATE -w)
add_library(PkgConfig::IMGUI ALIAS imgui)
