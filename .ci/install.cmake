# What `cmake --install` puts where (the hierarchy of Linux), and the packages that CPack makes of it:
#   cmake --build build/release --target package      palabre_VERSION_ARCH.deb and a tar.gz in build/release
# The program looks for its scenarios in ../share/palabre/scenarios beside its own folder.

include(GNUInstallDirs)
# Who answers for the packages: whoever made the newest commit, unless told otherwise.
execute_process(COMMAND git -C ${CMAKE_SOURCE_DIR} log -1 "--format=%an <%ae>"
  OUTPUT_VARIABLE committer OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT committer)
  set(committer "Palabre <palabre@localhost>")
endif()
set(PALABRE_MAINTAINER "" CACHE STRING "Who answers for the packages")
if(PALABRE_MAINTAINER MATCHES "^$|@localhost")
  set(PALABRE_MAINTAINER "${committer}")
endif()
set(package ${CMAKE_SOURCE_DIR}/.ci/package)
set(programs palabre)
if(PALABRE_UI)
  list(APPEND programs palabre-ui)
  install(FILES ${package}/palabre.desktop DESTINATION ${CMAKE_INSTALL_DATADIR}/applications)
  install(FILES ${package}/palabre.xml DESTINATION ${CMAKE_INSTALL_DATADIR}/mime/packages)
  install(FILES ${package}/palabre.svg
    DESTINATION ${CMAKE_INSTALL_DATADIR}/icons/hicolor/scalable/apps)
endif()
# Libraries of its own: the tar.gz brings them.
set_target_properties(${programs} PROPERTIES
  INSTALL_RPATH "$ORIGIN/../lib/palabre")
install(TARGETS ${programs})
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/palabre)
install(FILES ${package}/copyright README.md sim/MODEL.md
  DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/palabre)
install(FILES ${package}/palabre.bash RENAME palabre
  DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions)
install(FILES ${package}/_palabre DESTINATION ${CMAKE_INSTALL_DATADIR}/zsh/vendor-completions)
install(FILES ${package}/palabre.fish
  DESTINATION ${CMAKE_INSTALL_DATADIR}/fish/vendor_completions.d)
# The manual is what the programs say of themselves.
foreach(program ${programs})
  install(CODE "execute_process(COMMAND bash ${package}/manual $<TARGET_FILE:${program}>
    ${CMAKE_BINARY_DIR}/${program}.1.gz COMMAND_ERROR_IS_FATAL ANY)")
  install(FILES ${CMAKE_BINARY_DIR}/${program}.1.gz DESTINATION ${CMAKE_INSTALL_MANDIR}/man1)
endforeach()
install(CODE "execute_process(COMMAND bash ${package}/changelog ${PROJECT_VERSION}
  [[${PALABRE_MAINTAINER}]] ${CMAKE_BINARY_DIR}/changelog.gz COMMAND_ERROR_IS_FATAL ANY)")
install(FILES ${CMAKE_BINARY_DIR}/changelog.gz DESTINATION ${CMAKE_INSTALL_DATADIR}/doc/palabre)

set(CPACK_GENERATOR DEB TGZ)
set(CPACK_PACKAGE_CONTACT "${PALABRE_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "what-if simulator of the Mali conflict as of February 2022")
set(CPACK_PACKAGE_DESCRIPTION
"Palabre plays five years of the Malian conflict a thousand times, week by
week, over fifty cercles, from assumptions and policies that can be moved,
and shows what becomes of talks, territory and people, and how sure that is.
It is a thinking aid, not a forecast.
.
The package holds the dashboard (palabre-ui), the command line (palabre) and
the scenarios that come with them.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_SYSTEM_PROCESSOR ${CMAKE_SYSTEM_PROCESSOR})
set(CPACK_PROJECT_CONFIG_FILE ${package}/generator.cmake)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
# Dear ImGui loads libGL.so.1 by itself, which no linker sees.
set(CPACK_DEBIAN_PACKAGE_DEPENDS "fonts-dejavu-core, libgl1")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS libgl1-mesa-dri)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ
  GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
include(CPack)
