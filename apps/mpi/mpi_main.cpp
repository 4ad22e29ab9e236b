// balloon-mpi: the program as one of several processes (docs/cluster.md).
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <string>

#include "apps/cli/cli.hpp"
#include "apps/cli/launch.hpp"
#include "apps/cli/program.hpp"
#include "apps/mpi/mpi_ranks.hpp"

namespace {

/// Takes what this rank prints out of sight: the first rank prints the same. What went to stderr is
/// kept, for a rank that fails where the first one does not.
class Silence {
 public:
  Silence() : kept_(std::tmpfile()), errors_(dup(STDERR_FILENO)) {
    const int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) dup2(nowhere, STDOUT_FILENO);
    if (kept_ != nullptr) dup2(fileno(kept_), STDERR_FILENO);
  }
  void tell(int rank) {
    if (kept_ == nullptr || errors_ < 0) return;
    std::fflush(stderr);
    std::rewind(kept_);
    std::string text;
    for (int c = std::fgetc(kept_); c != EOF; c = std::fgetc(kept_)) {
      if (text.empty() || text.back() == '\n') text += fmt::format("rank {}: ", rank);
      text += static_cast<char>(c);
    }
    if (write(errors_, text.data(), text.size()) < 0) return;
  }

 private:
  std::FILE* kept_;
  int errors_;
};

}  // namespace

int main(int argc, char** argv) {
  using namespace balloon;
  int level = 0;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &level);
  int code = cli::success;
  {
    mpi::MpiRanks world(MPI_COMM_WORLD);
    if (world.size() < cli::ranks_launched()) {
      fmt::print(stderr,
                 "balloon: started as one of {} processes, but MPI knows of {}: balloon-mpi was "
                 "built with another MPI than the one that starts it.\n",
                 cli::ranks_launched(), world.size());
      code = cli::bad_input;
    } else if (level < MPI_THREAD_FUNNELED) {
      fmt::print(stderr, "balloon: this MPI allows no threads (MPI_THREAD_FUNNELED).\n");
      code = cli::bad_input;
    } else if (world.rank() == 0) {
      cli::install_interrupt_handler();
      code = cli::run_program(argc, argv, world.size() > 1 ? &world : nullptr);
      std::fflush(nullptr);
    } else {
      cli::install_interrupt_handler();
      Silence silence;
      code = cli::run_program(argc, argv, &world);
      // Where all end alike, the first rank has said so and has the exit code.
      const bool was_left = world.has_left();
      if (world.leave())
        code = cli::success;
      else if (!was_left)
        silence.tell(world.rank());
    }
  }
  MPI_Finalize();
  return code;
}
