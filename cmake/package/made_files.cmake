# cmake -DPROGRAM=balloon -DCHANGES=CHANGELOG.md -DOUT=FOLDER -P made_files.cmake
#
# Man page, completion and change log as they are installed. Compressed without a date: the same program gives
# the same bytes.
cmake_minimum_required(VERSION 3.25)

file(MAKE_DIRECTORY "${OUT}")
function(made name)
  execute_process(COMMAND "${PROGRAM}" ${ARGN} OUTPUT_FILE "${OUT}/${name}" COMMAND_ERROR_IS_FATAL ANY)
endfunction()
made(balloon.1 manual)
made(balloon completion bash)
made(_balloon completion zsh)
made(balloon.fish completion fish)

configure_file("${CHANGES}" "${OUT}/changelog" COPYONLY)
foreach(file balloon.1 changelog)
  execute_process(COMMAND gzip -9nf "${OUT}/${file}" COMMAND_ERROR_IS_FATAL ANY)
endforeach()
