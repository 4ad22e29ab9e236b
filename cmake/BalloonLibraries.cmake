# What the house takes from outside, each under one name so that rooms do not care where it was found.
find_package(Threads REQUIRED)

# balloon_headers(target header [hint to the user]): a header-only library, as a system include. For
# WebAssembly the folder is linked into the build tree alone, since the host's own /usr/include must
# not be seen by emcc.
function(balloon_headers target header package)
  find_path(${target}_DIR "${header}" PATHS /usr/include NO_CMAKE_FIND_ROOT_PATH)
  if(NOT ${target}_DIR)
    message(FATAL_ERROR "<${header}> not found: install ${package}")
  endif()
  set(folder "${${target}_DIR}")
  if(EMSCRIPTEN)
    string(REGEX REPLACE "/.*" "" top "${header}")
    file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/include")
    file(CREATE_LINK "${folder}/${top}" "${PROJECT_BINARY_DIR}/include/${top}" SYMBOLIC)
    set(folder "${PROJECT_BINARY_DIR}/include")
  endif()
  add_library(${target} INTERFACE)
  target_include_directories(${target} SYSTEM INTERFACE "${folder}")
endfunction()

balloon_headers(balloon_toml "toml++/toml.h" libtomlplusplus-dev)
target_compile_definitions(balloon_toml INTERFACE TOML_HEADER_ONLY=1)
balloon_headers(balloon_json "nlohmann/json.hpp" nlohmann-json3-dev)

if(EMSCRIPTEN)
  balloon_headers(balloon_fmt "fmt/format.h" libfmt-dev)
  target_compile_definitions(balloon_fmt INTERFACE FMT_HEADER_ONLY=1)
else()
  find_package(fmt REQUIRED)
  add_library(balloon_fmt INTERFACE)
  target_link_libraries(balloon_fmt INTERFACE fmt::fmt)
  balloon_headers(balloon_cli11 "CLI/CLI.hpp" libcli11-dev)
endif()

# The rooms see BALLOON_NETCDF as 0 or 1.
target_compile_definitions(balloon_flags INTERFACE BALLOON_NETCDF=$<BOOL:${BALLOON_NETCDF}>)
if(BALLOON_NETCDF)
  find_path(BALLOON_NETCDF_DIR netcdf.h)
  find_library(BALLOON_NETCDF_LIBRARY netcdf)
  if(NOT BALLOON_NETCDF_DIR OR NOT BALLOON_NETCDF_LIBRARY)
    message(FATAL_ERROR "netCDF-C not found: install libnetcdf-dev or configure with -DBALLOON_NETCDF=OFF")
  endif()
  add_library(balloon_netcdf INTERFACE)
  target_include_directories(balloon_netcdf SYSTEM INTERFACE "${BALLOON_NETCDF_DIR}")
  target_link_libraries(balloon_netcdf INTERFACE "${BALLOON_NETCDF_LIBRARY}")
endif()
