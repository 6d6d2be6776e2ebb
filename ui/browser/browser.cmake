# The page: what Emscripten is told beyond the flags of every unit (ui/web).

target_link_libraries(palabre-ui PRIVATE ui_panels CLI11::CLI11)
set(page_options -sUSE_GLFW=3 -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
  -sSTACK_SIZE=2MB -sDEFAULT_PTHREAD_STACK_SIZE=1MB -sINITIAL_MEMORY=128MB -sALLOW_MEMORY_GROWTH=1
  -sENVIRONMENT=web,worker -sFORCE_FILESYSTEM=1
  -sEXPORTED_RUNTIME_METHODS=FS,ENV,stringToNewUTF8,UTF8ToString,ccall,addRunDependency,removeRunDependency
  "SHELL:--preload-file ${CMAKE_SOURCE_DIR}/scenarios@/scenarios --exclude-file *PARAMETERS.md --exclude-file *.schema.json"
  "SHELL:--preload-file ${CMAKE_BINARY_DIR}/fonts@/usr/share/fonts/truetype/dejavu")
# Two threads for each processor (ui/work/task_pool.hpp), at most as many as machine_web.cpp counts.
target_link_options(palabre-ui PRIVATE ${page_options}
  "SHELL:-sPTHREAD_POOL_SIZE=2*Math.min(8,navigator.hardwareConcurrency)+2")

# The same objects without threads, for browsers that refuse them: work is suspended between two frames
# (sim/platform/slices_web.cpp). wasm-opt has no Asyncify for code that catches exceptions.
add_executable(palabre-ui-one-thread $<TARGET_OBJECTS:palabre-ui>)
set_target_properties(palabre-ui-one-thread PROPERTIES LINKER_LANGUAGE CXX)
target_link_libraries(palabre-ui-one-thread PRIVATE ui_panels)
target_link_options(palabre-ui-one-thread PRIVATE ${page_options} -no-pthread -sJSPI -sJSPI_EXPORTS=palabre_slices
  -Wno-experimental "SHELL:--js-library ${CMAKE_CURRENT_LIST_DIR}/one_thread.js")
set_target_properties(palabre-ui-one-thread PROPERTIES LINK_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/one_thread.js)
