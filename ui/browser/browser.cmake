# The page: what Emscripten is told beyond the flags of every unit (ui/web).

target_link_libraries(palabre-ui PRIVATE ui_panels CLI11::CLI11)
target_link_options(palabre-ui PRIVATE -sUSE_GLFW=3 -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
  # Two threads for each processor (ui/work/task_pool.hpp), at most as many as machine_web.cpp counts.
  "SHELL:-sPTHREAD_POOL_SIZE=2*Math.min(8,navigator.hardwareConcurrency)+2"
  -sSTACK_SIZE=2MB -sDEFAULT_PTHREAD_STACK_SIZE=1MB -sINITIAL_MEMORY=128MB -sALLOW_MEMORY_GROWTH=1
  -sENVIRONMENT=web,worker -sFORCE_FILESYSTEM=1 -lidbfs.js
  -sEXPORTED_RUNTIME_METHODS=FS,IDBFS,ENV,stringToNewUTF8,UTF8ToString,ccall,addRunDependency,removeRunDependency
  "SHELL:--preload-file ${CMAKE_SOURCE_DIR}/scenarios@/scenarios --exclude-file *PARAMETERS.md --exclude-file *.schema.json"
  "SHELL:--preload-file ${CMAKE_BINARY_DIR}/fonts@/usr/share/fonts/truetype/dejavu")

# The command line for node, with the real files of the machine: for tests.
target_link_options(palabre PRIVATE -sNODERAWFS=1 -sPROXY_TO_PTHREAD=1 -sEXIT_RUNTIME=1
  -sPTHREAD_POOL_SIZE=10 -sSTACK_SIZE=2MB -sDEFAULT_PTHREAD_STACK_SIZE=1MB -sINITIAL_MEMORY=128MB
  -sALLOW_MEMORY_GROWTH=1 -sENVIRONMENT=node,worker
  "SHELL:--pre-js ${CMAKE_CURRENT_LIST_DIR}/node.js")
