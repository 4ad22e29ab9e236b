# The core for the browser, from apps/wasm: balloon_lab.mjs and balloon_lab.wasm. It embeds less than the
# program: the model's tables, what is drawn as observed, the scenarios, and of the posterior the draws that the
# lab's members take, which balloon_pack writes.
if(NOT EMSCRIPTEN)
  return()
endif()

find_program(BALLOON_NODE NAMES node nodejs NO_CMAKE_FIND_ROOT_PATH REQUIRED)
set(out "${PROJECT_BINARY_DIR}/generated/lab")
file(GLOB files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}"
     "${PROJECT_SOURCE_DIR}/data/model/*.csv" "${PROJECT_SOURCE_DIR}/data/observations.csv"
     "${PROJECT_SOURCE_DIR}/data/prices.csv" "${PROJECT_SOURCE_DIR}/data/markets.csv"
     "${PROJECT_SOURCE_DIR}/data/posterior/draws.csv" "${PROJECT_SOURCE_DIR}/data/posterior/*.json"
     "${PROJECT_SOURCE_DIR}/scenarios/*.toml")
list(SORT files)
list(JOIN files "\n" list)
file(CONFIGURE OUTPUT "${out}/files.txt" CONTENT "${list}" @ONLY)
list(TRANSFORM files PREPEND "${PROJECT_SOURCE_DIR}/" OUTPUT_VARIABLE paths)

balloon_program(balloon_pack "${PROJECT_SOURCE_DIR}/apps/wasm/pack_main.cpp")
target_link_options(balloon_pack PRIVATE -sSINGLE_FILE=1 -sEXIT_RUNTIME=1 -sENVIRONMENT=node)
set(posterior "${out}/override/data/posterior")
file(MAKE_DIRECTORY "${posterior}")
add_custom_command(
  OUTPUT "${posterior}/draws.csv" "${posterior}/posterior.json"
  COMMAND "${BALLOON_NODE}" $<TARGET_FILE:balloon_pack> draws > "${posterior}/draws.csv"
  COMMAND "${BALLOON_NODE}" $<TARGET_FILE:balloon_pack> json > "${posterior}/posterior.json"
  DEPENDS balloon_pack
  COMMENT "Choosing the lab's draws" VERBATIM)

set(hashed "${PROJECT_BINARY_DIR}/generated/embedded/files.txt")
add_custom_command(
  OUTPUT "${out}/embedded.cpp"
  COMMAND ${CMAKE_COMMAND} "-DROOT=${PROJECT_SOURCE_DIR}" "-DLIST=${out}/files.txt" "-DHASHED=${hashed}"
          "-DOVERRIDE=${out}/override" "-DOUT=${out}/embedded.cpp" -P "${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake"
  DEPENDS ${paths} "${out}/files.txt" "${hashed}" "${posterior}/draws.csv" "${posterior}/posterior.json"
          "${PROJECT_SOURCE_DIR}/cmake/embed_files.cmake"
  COMMENT "Embedding the lab's data" VERBATIM)

file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/apps/wasm/*.cpp")
list(REMOVE_ITEM sources "${PROJECT_SOURCE_DIR}/apps/wasm/pack_main.cpp")
# The embedded files of the lab stand before those of the program's library, which is then not taken.
balloon_program(balloon_lab ${sources} "${out}/embedded.cpp")
set_property(SOURCE "${out}/embedded.cpp" PROPERTY COMPILE_OPTIONS -Wno-overlength-strings)
set_target_properties(balloon_lab PROPERTIES SUFFIX ".mjs")
target_link_options(balloon_lab PRIVATE -O2 -sMODULARIZE=1 -sEXPORT_ES6=1 -sENVIRONMENT=web,worker
                    -sDYNAMIC_EXECUTION=0 -sINITIAL_MEMORY=67108864 -sEXPORTED_FUNCTIONS=_malloc,_free)
