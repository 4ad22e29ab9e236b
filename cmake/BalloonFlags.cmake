# One INTERFACE target, balloon_flags, carries the flags every object of the house is compiled with.
#
# -ffp-contract=off is what makes results the same bytes on every build; -ffast-math is never used.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_SCAN_FOR_MODULES OFF)

find_program(BALLOON_CCACHE ccache)
if(BALLOON_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER AND NOT EMSCRIPTEN)
  # Paths are hashed relative to the checkout, so that builds share what they compile alike.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}
                                  CCACHE_NOHASHDIR=1 ${BALLOON_CCACHE})
endif()

add_library(balloon_flags INTERFACE)
target_include_directories(balloon_flags INTERFACE "${PROJECT_SOURCE_DIR}")
target_compile_options(balloon_flags INTERFACE
  -ffp-contract=off -fno-math-errno
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion
  # g++ 12 at -O1 may rewrite one of two vector comparisons of the same operands that are combined by
  # & or | although it is used elsewhere (tests/unit/lanes_test.cpp caught it); the pass is reassoc.
  $<$<CXX_COMPILER_ID:GNU>:-fno-tree-reassoc>
  $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>  # false alarms on std::string in g++ 12 (GCC bug 105651)
  -Wno-psabi            # vectors never cross the boundary of an object (tools/check_kernels.sh)
  $<$<CXX_COMPILER_ID:Clang>:-Wno-sign-conversion>)  # g++ leaves it out of -Wconversion for C++
if(BALLOON_WERROR)
  target_compile_options(balloon_flags INTERFACE -Werror)
endif()

if(BALLOON_SANITIZE)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")  # false alarms in <regex> under instrumentation
    target_compile_options(balloon_flags INTERFACE -Wno-maybe-uninitialized)
  endif()
  set(sanitize -fsanitize=${BALLOON_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_compile_options(balloon_flags INTERFACE ${sanitize})
  target_link_options(balloon_flags INTERFACE ${sanitize})
endif()

if(EMSCRIPTEN)
  target_compile_options(balloon_flags INTERFACE -msimd128 -fwasm-exceptions)
  target_link_options(balloon_flags INTERFACE -msimd128 -fwasm-exceptions -sALLOW_MEMORY_GROWTH=1)
  # Debian's emcc looks for acorn beside the Node it was packaged with, whichever Node runs it.
  set_property(GLOBAL PROPERTY RULE_LAUNCH_LINK
               "${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs")
endif()
