# The command line for node, with the real files of the machine: for tests.
target_link_options(palabre PRIVATE -sNODERAWFS=1 -sPROXY_TO_PTHREAD=1 -sEXIT_RUNTIME=1
  -sPTHREAD_POOL_SIZE=10 -sSTACK_SIZE=2MB -sDEFAULT_PTHREAD_STACK_SIZE=1MB -sINITIAL_MEMORY=128MB
  -sALLOW_MEMORY_GROWTH=1 -sENVIRONMENT=node,worker
  "SHELL:--pre-js ${CMAKE_CURRENT_LIST_DIR}/node.js")
