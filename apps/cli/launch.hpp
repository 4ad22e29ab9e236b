// Whether this process was started as one of several, and how it then becomes balloon-mpi.
#pragma once

namespace balloon::cli {

/// How many processes mpirun, mpiexec or srun say in the environment that they started together; 1
/// where nothing says so. Inside a Slurm job, but not by srun, it is 1 as well.
int ranks_launched();

/// Replaces this process by the balloon-mpi beside this program, or on the PATH. Returns bad_input,
/// having said what to do, where there is none.
int become_mpi_program(char** argv);

}  // namespace balloon::cli
