# balloon_npm: the core with its types as BALLOON_PACKAGE-VERSION.tgz in build/wasm/package. It is compiled
# with the page's TypeScript (npm ci in web/), from apps/npm and what it shares with web/src/core.
set(typescript "${PROJECT_SOURCE_DIR}/web/node_modules/typescript/bin/tsc")
set(folder "${PROJECT_BINARY_DIR}/package")
set(stage "${folder}/stage")
configure_file("${PROJECT_SOURCE_DIR}/apps/npm/package.json.in" "${PROJECT_BINARY_DIR}/generated/npm/package.json" @ONLY)
find_program(BALLOON_NPM npm NO_CMAKE_FIND_ROOT_PATH)
add_custom_target(balloon_npm
  COMMAND ${CMAKE_COMMAND} -E rm -rf "${folder}"
  COMMAND "${BALLOON_NODE}" "${typescript}" -p "${PROJECT_SOURCE_DIR}/apps/npm" --outDir "${stage}/compiled"
  COMMAND ${CMAKE_COMMAND} -E copy_directory "${stage}/compiled/apps/npm" "${stage}/package"
  COMMAND ${CMAKE_COMMAND} -E copy_directory "${stage}/compiled/web/src/core" "${stage}/package"
  COMMAND ${CMAKE_COMMAND} -E copy "${PROJECT_SOURCE_DIR}/apps/npm/README.md" "${PROJECT_SOURCE_DIR}/LICENSE"
          "${PROJECT_BINARY_DIR}/generated/npm/package.json" $<TARGET_FILE:balloon_lab>
          $<TARGET_FILE_DIR:balloon_lab>/balloon_lab.wasm "${stage}/package"
  COMMAND "${BALLOON_NPM}" pack "${stage}/package" --pack-destination "${folder}" --silent
  COMMAND ${CMAKE_COMMAND} -E rm -rf "${stage}"
  COMMENT "Packing the core for npm" VERBATIM)
add_dependencies(balloon_npm balloon_lab)
