# balloon-mpi, the program for several machines, beside balloon, which starts it where it finds itself one of
# several processes. Any MPI 3 will do; tests/cluster is written for Open MPI.
if(BALLOON_MPI AND TARGET balloon_cli)
  set(MPI_CXX_SKIP_MPICXX TRUE)  # the C interface alone
  find_package(MPI COMPONENTS CXX)
  if(NOT MPI_CXX_FOUND)
    message(FATAL_ERROR "MPI not found: install libopenmpi-dev and openmpi-bin or configure with -DBALLOON_MPI=OFF")
  endif()
  file(GLOB mpi_sources CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/apps/mpi/*.cpp")
  add_executable(balloon-mpi ${mpi_sources})
  target_link_libraries(balloon-mpi PRIVATE balloon_cli MPI::MPI_CXX)
  target_compile_options(balloon-mpi PRIVATE ${BALLOON_OPT_OUTER})
  balloon_link_kernels(balloon-mpi balloon_kernels)
endif()
