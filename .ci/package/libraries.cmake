# Run by CPack on the staged tar.gz: the shared libraries of the programs into lib/palabre, where they look first
# (.ci/install.cmake), but for those that belong to the machine: the C library and what speaks to screen and card. And the
# fonts, which not every desktop has.

set(prefix ${CPACK_TEMPORARY_DIRECTORY})
file(GLOB programs ${prefix}/bin/*)
file(GET_RUNTIME_DEPENDENCIES EXECUTABLES ${programs}
  RESOLVED_DEPENDENCIES_VAR libraries
  PRE_EXCLUDE_REGEXES "^(libc|libm|libdl|libpthread|librt|libresolv|ld-linux.*)\\.so"
    "^lib(GL|EGL|OpenGL|GLX|GLdispatch|X|xcb|wayland|drm|gbm|bsd|md)")
foreach(library ${libraries})
  file(INSTALL ${library} DESTINATION ${prefix}/lib/palabre FOLLOW_SYMLINK_CHAIN)
endforeach()
# Their notices: a library of Debian's lies in a package of its own.
foreach(library ${libraries})
  get_filename_component(name ${library} NAME)
  execute_process(COMMAND dpkg-query --search "*/${name}" OUTPUT_VARIABLE owner ERROR_QUIET)
  string(REGEX MATCH "^[^:,]+" owner "${owner}")
  if(owner AND EXISTS /usr/share/doc/${owner}/copyright)
    file(INSTALL /usr/share/doc/${owner}/copyright DESTINATION ${prefix}/share/doc/palabre/licences RENAME ${owner}.txt)
  endif()
endforeach()
file(INSTALL /usr/share/doc/fonts-dejavu-core/copyright DESTINATION ${prefix}/share/doc/palabre/licences
  RENAME fonts-dejavu-core.txt)
foreach(font DejaVuSans DejaVuSans-Bold)
  file(INSTALL /usr/share/fonts/truetype/dejavu/${font}.ttf DESTINATION ${prefix}/share/palabre/fonts)
endforeach()
