# The dashboard, in the order of its data:
#   base     words, numbers, dates, colours, keys, what a value is called and how far it goes
#   work     what is computed beside the window, on one pool of threads: ensembles, comparisons,
#            causes, analyses, one run; answers are read with the key of their case
#   draw     the canvas (Dear ImGui, SVG, PNG), charts, map
#   panels   what every view is made of: FrameInputs, Frame, commands, rows of values, dates on a line
#   figures  the same pictures on paper, and the report
#   explore, compare, watch, analyse, sources: the five views
#   window   where the views stand, the bar above, the line below, dialogs, palette, tour
#   app      document (what is edited), session (what is worked out), actions (what commands do)
#   export   the figures and the report of a case without a window: commands of the program palabre
# tests/tidy holds the table of who may include whom. ui_panels knows Dear ImGui but neither GLFW nor
# OpenGL: tests drive it without a window. What stands in ui/ itself touches the machine's graphics: the window
# and one frame of it are the same everywhere; main.cpp, offscreen.cpp and keyboard_desktop.cpp are a
# desktop's. options.cpp reads the command line. browser/ and mingw/ hold what these two platforms need beyond it.

file(GLOB_RECURSE ui_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/ui/*.cpp)
file(GLOB ui_machine CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/ui/*.cpp)
file(GLOB ui_browser CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/ui/browser/*.cpp)
file(GLOB ui_mingw CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/ui/mingw/*.cpp)
file(GLOB ui_export CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/ui/export/*.cpp)
list(REMOVE_ITEM ui_sources ${ui_machine} ${ui_browser} ${ui_mingw} ${ui_export})
list(REMOVE_ITEM ui_export ${CMAKE_SOURCE_DIR}/ui/export/main.cpp)

set(ui_desktop ${CMAKE_SOURCE_DIR}/ui/main.cpp ${CMAKE_SOURCE_DIR}/ui/offscreen.cpp
               ${CMAKE_SOURCE_DIR}/ui/keyboard_desktop.cpp)
if(NOT EMSCRIPTEN AND NOT WIN32)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(IMGUI REQUIRED IMPORTED_TARGET imgui)
endif()
if(PALABRE_UI AND NOT EMSCRIPTEN AND NOT WIN32)
  find_package(glfw3 3.3 REQUIRED)
  find_package(OpenGL REQUIRED COMPONENTS OpenGL EGL)
endif()

# The page of the theory goes into the program as it is: the view Sources shows its equations.
set(submodels_page ${CMAKE_SOURCE_DIR}/sim/model/submodels.hpp)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${submodels_page})
file(READ ${submodels_page} page)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/submodels_page.hpp @ONLY CONTENT
"// Made from sim/model/submodels.hpp by ui/ui.cmake.
#pragma once
inline constexpr char kSubmodelsPage[] = R\"page(@page@)page\";
")

palabre_units(ui_units 9 ${ui_sources})
add_library(ui_panels STATIC ${ui_units})
target_compile_options(ui_panels PRIVATE ${palabre_quick})
target_link_libraries(ui_panels PUBLIC palabre_answer palabre_score PkgConfig::IMGUI
                                PRIVATE nlohmann_json::nlohmann_json ZLIB::ZLIB)

palabre_units(export_units 6 ${ui_export})
add_library(ui_export STATIC EXCLUDE_FROM_ALL ${export_units})
target_compile_options(ui_export PRIVATE ${palabre_quick})
target_link_libraries(ui_export PUBLIC ui_panels palabre_commands)

if(EMSCRIPTEN)
  list(REMOVE_ITEM ui_machine ${ui_desktop})
  add_executable(palabre-ui ${ui_machine} ${ui_browser})
  include(${CMAKE_CURRENT_LIST_DIR}/browser/browser.cmake)
elseif(WIN32)
  list(REMOVE_ITEM ui_machine ${CMAKE_SOURCE_DIR}/ui/offscreen.cpp)
  add_executable(palabre-ui WIN32 ${ui_machine} ${ui_mingw})
  target_link_libraries(palabre-ui PRIVATE ui_panels CLI11::CLI11 glfw opengl32)
elseif(PALABRE_UI)
  add_executable(palabre-ui ${ui_machine})
  target_link_libraries(palabre-ui PRIVATE ui_panels CLI11::CLI11 glfw OpenGL::OpenGL OpenGL::EGL)
endif()
