// balloon: a process by itself, or the way into balloon-mpi.
#include "apps/cli/cli.hpp"
#include "apps/cli/launch.hpp"
#include "apps/cli/program.hpp"

int main(int argc, char** argv) {
  using namespace balloon;
  if (cli::ranks_launched() > 1) return cli::become_mpi_program(argv);
  cli::install_interrupt_handler();
  return cli::run_program(argc, argv, nullptr);
}
