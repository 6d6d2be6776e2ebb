# What Windows is told of the programs, and the folder that people unpack: both programs with the
# scenarios and fonts beside them, where they look first (sim/platform/process_windows.cpp).

execute_process(COMMAND python3 ${CMAKE_CURRENT_LIST_DIR}/icon.py ${CMAKE_BINARY_DIR}/palabre.ico
  COMMAND_ERROR_IS_FATAL ANY)
enable_language(RC)
configure_file(${CMAKE_CURRENT_LIST_DIR}/palabre.rc.in ${CMAKE_BINARY_DIR}/palabre.rc @ONLY)
target_sources(palabre PRIVATE ${CMAKE_BINARY_DIR}/palabre.rc)
target_sources(palabre-ui PRIVATE ${CMAKE_BINARY_DIR}/palabre.rc)

install(TARGETS palabre palabre-ui RUNTIME DESTINATION .)
install(DIRECTORY scenarios DESTINATION .)
install(FILES /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf
  /usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf DESTINATION fonts)
install(FILES README.md DESTINATION .)
install(FILES .ci/package/copyright DESTINATION . RENAME copyright.txt)
# What is linked in asks for its notice to come with it.
foreach(part libimgui-dev libglfw3-dev libfmt-dev libtomlplusplus-dev nlohmann-json3-dev libcli11-dev
    libeigen3-dev libz-mingw-w64-dev mingw-w64-common fonts-dejavu-core)
  install(FILES /usr/share/doc/${part}/copyright DESTINATION licences RENAME ${part}.txt)
endforeach()
set(CPACK_GENERATOR ZIP)
set(CPACK_PACKAGE_FILE_NAME palabre-${PROJECT_VERSION}-windows-x64)
set(CPACK_STRIP_FILES ON)
include(CPack)
