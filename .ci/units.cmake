# Several source files in one unit: more than half of what a unit costs is reading headers, and a
# unit of eight files reads them once.

option(PALABRE_UNITY "Compile several files of a folder in one unit; OFF: each file on its own" ON)

# palabre_units(OUT MOST FILE...): OUT becomes the units that hold these files, those of one folder
# together, at most MOST in one. They include by paths from the root, so that a unit is the same
# text in every checkout.
function(palabre_units out most)
  set(files ${ARGN})
  list(SORT files)
  set(folders)
  foreach(file ${files})
    file(RELATIVE_PATH file ${CMAKE_SOURCE_DIR} ${file})
    get_filename_component(folder ${file} DIRECTORY)
    string(REPLACE "/" "_" folder ${folder})
    list(APPEND folders ${folder})
    list(APPEND in_${folder} ${file})
  endforeach()
  list(REMOVE_DUPLICATES folders)

  set(units)
  foreach(folder ${folders})
    list(LENGTH in_${folder} count)
    if(count EQUAL 1 OR NOT PALABRE_UNITY)
      list(TRANSFORM in_${folder} PREPEND ${CMAKE_SOURCE_DIR}/ OUTPUT_VARIABLE alone)
      list(APPEND units ${alone})
      continue()
    endif()
    math(EXPR parts "(${count} + ${most} - 1) / ${most}")
    foreach(part RANGE 1 ${parts})
      math(EXPR first "${count} * (${part} - 1) / ${parts}")
      math(EXPR length "${count} * ${part} / ${parts} - ${first}")
      list(SUBLIST in_${folder} ${first} ${length} members)
      list(TRANSFORM members REPLACE "(.+)" "#include \"\\1\"")
      list(JOIN members "\n" text)
      set(unit ${CMAKE_BINARY_DIR}/units/${folder}_${part}.cpp)
      file(CONFIGURE OUTPUT ${unit} @ONLY CONTENT "${text}\n")
      list(APPEND units ${unit})
    endforeach()
  endforeach()
  set(${out} ${units} PARENT_SCOPE)
endfunction()
