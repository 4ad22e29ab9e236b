#include "apps/cli/launch.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "apps/cli/cli.hpp"

namespace balloon::cli {

namespace {

int number_in_environment(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? 0 : std::atoi(text);
}

}  // namespace

int ranks_launched() {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMI_SIZE"})
    if (const int size = number_in_environment(name); size > 0) return size;
  // PMIx tells its processes only which one they are; srun, how many.
  if (std::getenv("PMIX_RANK") != nullptr)
    if (const int size = number_in_environment("SLURM_STEP_NUM_TASKS"); size > 0) return size;
  return 1;
}

int become_mpi_program(char** argv) {
  namespace fs = std::filesystem;
  const std::string name = "balloon-mpi";
  std::error_code ignored;
  const auto self = fs::read_symlink("/proc/self/exe", ignored);
  if (!self.empty()) execv((self.parent_path() / name).c_str(), argv);
  execvp(name.c_str(), argv);
  fmt::print(stderr,
             "balloon: started as one of {} processes, for which {} is needed; it is neither "
             "beside this program nor on the PATH.\nBuild it: install MPI (Debian: libopenmpi-dev "
             "openmpi-bin), then\n  cmake --preset release -DBALLOON_MPI=ON && cmake --build "
             "--preset release\n",
             ranks_launched(), name);
  return bad_input;
}

}  // namespace balloon::cli
