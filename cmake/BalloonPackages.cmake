# What is installed, and packages of it:
#   cmake --install build/release [--prefix DIR]   the program, its man page, completion, documents and examples
#   cpack --config build/release/CPackConfig.cmake Debian packages (./dev package)
#   ninja -C build/wasm balloon_npm                the npm package of the WebAssembly core (apps/npm)
# Man page and completion are printed by the program itself while it is installed.
set(BALLOON_PACKAGE balloon-simulator)  # Debian has another balloon, which hashes passwords

if(EMSCRIPTEN)
  include("${CMAKE_CURRENT_LIST_DIR}/package/npm.cmake")
  return()
endif()
if(NOT TARGET balloon)
  return()
endif()

include(GNUInstallDirs)
set(documents "${CMAKE_INSTALL_DATAROOTDIR}/doc/${BALLOON_PACKAGE}")
set(made "${PROJECT_BINARY_DIR}/generated/package")

install(TARGETS balloon RUNTIME COMPONENT program)
set(make_files "execute_process(COMMAND \"\${CMAKE_COMMAND}\" \"-DPROGRAM=$<TARGET_FILE:balloon>\" \"-DOUT=${made}\"
                \"-DCHANGES=${PROJECT_SOURCE_DIR}/CHANGELOG.md\"
                -P \"${PROJECT_SOURCE_DIR}/cmake/package/made_files.cmake\" COMMAND_ERROR_IS_FATAL ANY)")
install(CODE "${make_files}" COMPONENT program)
install(CODE "
  # Debian's zsh looks elsewhere than others for what is not the administrator's own.
  if(CMAKE_INSTALL_PREFIX STREQUAL \"/usr\" AND EXISTS /etc/debian_version)
    set(BALLOON_ZSH vendor-completions)
  else()
    set(BALLOON_ZSH site-functions)
  endif()
  file(INSTALL \"${made}/_balloon\"
       DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_DATAROOTDIR}/zsh/\${BALLOON_ZSH}\")"
  COMPONENT program)
install(FILES "${made}/balloon.1.gz" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT program)
install(FILES "${made}/balloon" COMPONENT program
        DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/bash-completion/completions")
install(FILES "${made}/balloon.fish" COMPONENT program
        DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/fish/vendor_completions.d")
install(FILES "${made}/changelog.gz" "${PROJECT_SOURCE_DIR}/cmake/package/copyright" "${PROJECT_SOURCE_DIR}/README.md"
              "${PROJECT_SOURCE_DIR}/CITATION.cff"
        DESTINATION "${documents}" COMPONENT program)
install(DIRECTORY "${PROJECT_SOURCE_DIR}/docs" DESTINATION "${documents}" COMPONENT program
        FILES_MATCHING PATTERN "*.md" PATTERN "*.png")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/scenarios" "${PROJECT_SOURCE_DIR}/problems"
        DESTINATION "${documents}/examples" COMPONENT program FILES_MATCHING PATTERN "*.toml")

set(CPACK_GENERATOR DEB)
set(CPACK_COMPONENTS_ALL program)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "simulator of the Andean coca and cocaine economy")
set(CPACK_PACKAGE_VENDOR "The Balloon developers")
set(CPACK_PACKAGE_CONTACT "The Balloon developers")  # as in CITATION.cff, which names no address
set(CPACK_STRIP_FILES ON)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE xz)
execute_process(COMMAND dpkg --print-architecture OUTPUT_VARIABLE architecture OUTPUT_STRIP_TRAILING_WHITESPACE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PROGRAM_FILE_NAME "balloon_${PROJECT_VERSION}_${architecture}.deb")  # named as the program
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PROGRAM_PACKAGE_NAME ${BALLOON_PACKAGE})
set(CPACK_DEBIAN_PROGRAM_PACKAGE_CONFLICTS balloon)  # both have /usr/bin/balloon
set(CPACK_DEBIAN_PROGRAM_DESCRIPTION "Balloon simulates growers, processors, traffickers, armed groups, consumers
and the governments that act on them in Bolivia, Colombia and Peru, from 1990
to 2035. A policy and a reference are run with the same ensemble of worlds
and the same random numbers, so that their difference is the policy: where
coca moves, how much, how soon, at what cost, and how sure that is.
.
Data, scenarios and the calibration are inside the program, which needs no
network. It writes reports (HTML), NetCDF, CSV and JSON.")
set(CPACK_PRE_BUILD_SCRIPTS "${PROJECT_SOURCE_DIR}/cmake/package/debian_files.cmake")

if(TARGET balloon-mpi)
  install(TARGETS balloon-mpi RUNTIME COMPONENT mpi)
  install(CODE "${make_files}" COMPONENT mpi)
  install(FILES "${made}/changelog.gz" "${PROJECT_SOURCE_DIR}/cmake/package/copyright"
          DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/balloon-mpi" COMPONENT mpi)
  list(APPEND CPACK_COMPONENTS_ALL mpi)
  set(CPACK_DEBIAN_MPI_PACKAGE_NAME balloon-mpi)
  set(CPACK_DEBIAN_MPI_PACKAGE_DEPENDS "${BALLOON_PACKAGE} (= ${PROJECT_VERSION}-1), openmpi-bin")
  set(CPACK_DEBIAN_MPI_DESCRIPTION "The program of balloon-simulator for ensembles that are spread over several
machines by Open MPI. Results are the same bytes for any number of ranks.")
endif()
include(CPack)
