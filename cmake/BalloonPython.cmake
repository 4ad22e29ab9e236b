# The Python package balloon (apps/python): its module _core beside copies of balloon/*.py in
# <build>/python, so that PYTHONPATH=<build>/python is enough to use it. apps/python/setup.py builds the
# wheel from the same target.
if(NOT BALLOON_PYTHON OR EMSCRIPTEN)
  return()
endif()

find_package(Python 3.11 REQUIRED COMPONENTS Interpreter Development.Module)
find_package(pybind11 2.10 REQUIRED CONFIG)

set(package "${PROJECT_BINARY_DIR}/python/balloon")
file(GLOB bindings CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/apps/python/bindings/*.cpp")
pybind11_add_module(balloon_python MODULE NO_EXTRAS ${bindings})
target_link_libraries(balloon_python PRIVATE balloon_measure_io)
target_compile_options(balloon_python PRIVATE ${BALLOON_OPT_OUTER})
balloon_link_kernels(balloon_python balloon_kernels)
# The symbols of the libraries stay inside, whatever else a process has loaded.
target_link_options(balloon_python PRIVATE -Wl,--exclude-libs,ALL)
set_target_properties(balloon_python PROPERTIES OUTPUT_NAME _core LIBRARY_OUTPUT_DIRECTORY "${package}")

file(GLOB sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/apps/python/balloon/*.py"
     "${PROJECT_SOURCE_DIR}/apps/python/balloon/*.pyi" "${PROJECT_SOURCE_DIR}/apps/python/balloon/py.typed")
set(copies "")
foreach(source IN LISTS sources)
  cmake_path(GET source FILENAME name)
  add_custom_command(OUTPUT "${package}/${name}" COMMAND ${CMAKE_COMMAND} -E copy "${source}" "${package}/${name}"
                     DEPENDS "${source}" COMMENT "" VERBATIM)
  list(APPEND copies "${package}/${name}")
endforeach()
add_custom_target(balloon_python_files ALL DEPENDS ${copies})
add_dependencies(balloon_python balloon_python_files)
