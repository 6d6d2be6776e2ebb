# The rows of the tables without their words, in generated/rows/: what headers turn into types. A
# word changed in a .def file leaves them as they are, and so compiles the tables alone again.

file(GLOB_RECURSE tables RELATIVE ${CMAKE_CURRENT_LIST_DIR} CONFIGURE_DEPENDS
  ${CMAKE_CURRENT_LIST_DIR}/*.def)
foreach(table ${tables})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/${table})
  file(READ ${CMAKE_CURRENT_LIST_DIR}/${table} rows)
  string(REGEX REPLACE "#include \"sim/tables/([^\"]*)\"" "#include <rows/\\1>" rows "${rows}")
  string(REGEX REPLACE "\"([^\"\\\n]|\\\\.)*\"" "\"\"" rows "${rows}")
  string(REGEX REPLACE "//[^\n]*" "" rows "${rows}")
  string(REGEX REPLACE "\n+" "\n" rows "${rows}")
  string(REGEX REPLACE "\n +" " " rows "${rows}")            # a row in one line,
  string(REGEX REPLACE "\"\"( *\"\")+" "\"\"" rows "${rows}")  # a text in one piece
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/rows/${table} @ONLY CONTENT
"// Made from sim/tables/${table} by sim/tables/rows.cmake.
${rows}
")
endforeach()
