# balloon_embed(target): a library that implements core/embedded.hpp. Two generated sources:
#   embedded.cpp  the files, remade when one of them changes (embed_files.cmake)
#   version.cpp   version and commit, looked at in every build, rewritten only when different
function(balloon_embed target)
  set(out "${PROJECT_BINARY_DIR}/generated/embedded")
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
       "${PROJECT_SOURCE_DIR}/data/*.csv" "${PROJECT_SOURCE_DIR}/data/*.json"
       "${PROJECT_SOURCE_DIR}/data/*.md" "${PROJECT_SOURCE_DIR}/scenarios/*.toml"
       "${PROJECT_SOURCE_DIR}/problems/*.toml"
       "${PROJECT_SOURCE_DIR}/io/assets/*")
  if(EMSCRIPTEN)  # nothing in a browser forecasts
    list(FILTER files EXCLUDE REGEX "^data/posterior/forecast/")
  endif()
  list(SORT files)
  list(JOIN files "\n" list)
  file(CONFIGURE OUTPUT "${out}/files.txt" CONTENT "${list}" @ONLY)
  list(TRANSFORM files PREPEND "${PROJECT_SOURCE_DIR}/" OUTPUT_VARIABLE paths)

  add_custom_command(
    OUTPUT "${out}/embedded.cpp"
    COMMAND ${CMAKE_COMMAND} "-DROOT=${PROJECT_SOURCE_DIR}" "-DLIST=${out}/files.txt"
            "-DOUT=${out}/embedded.cpp" -P "${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake"
    DEPENDS ${paths} "${out}/files.txt" "${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake"
    COMMENT "Embedding data, scenarios and problems" VERBATIM)
  add_custom_target(balloon_version
    COMMAND ${CMAKE_COMMAND} "-DROOT=${PROJECT_SOURCE_DIR}" "-DVERSION=${PROJECT_VERSION}"
            "-DOUT=${out}/version.cpp" -P "${PROJECT_SOURCE_DIR}/cmake/embed_version.cmake"
    BYPRODUCTS "${out}/version.cpp"
    COMMENT "" VERBATIM)

  add_library(${target} STATIC "${out}/embedded.cpp" "${out}/version.cpp")
  add_dependencies(${target} balloon_version)
  target_link_libraries(${target} PUBLIC balloon_flags)
  set_property(SOURCE "${out}/embedded.cpp" PROPERTY COMPILE_OPTIONS -Wno-overlength-strings)
endfunction()
