// balloon: a process by itself, or the way into balloon-mpi.
#include <fcntl.h>

#include "apps/cli/cli.hpp"
#include "apps/cli/launch.hpp"
#include "apps/cli/program.hpp"

namespace {

/// A closed stdin, stdout or stderr would give its number to the first file that is opened, and
/// what is printed would go into that file. What is written to stdout fails instead, as it should,
/// and what is told to nobody on stderr is lost.
void keep_standard_streams() {
  for (int stream = 0; stream <= 2; ++stream)
    if (fcntl(stream, F_GETFD) == -1 && open("/dev/null", stream == 1 ? O_RDONLY : O_RDWR) < 0)
      return;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace balloon;
  keep_standard_streams();
  if (cli::ranks_launched() > 1) return cli::become_mpi_program(argv);
  cli::install_interrupt_handler();
  return cli::run_program(argc, argv, nullptr);
}
