#include "apps/mpi/mpi_ranks.hpp"

#include <numeric>

namespace balloon::mpi {

namespace {

// MPI's own handler ends the whole job at an error, with a message; nothing has to be checked here.
int processes_on_this_machine(MPI_Comm communicator) {
  MPI_Comm here = MPI_COMM_NULL;
  MPI_Comm_split_type(communicator, MPI_COMM_TYPE_SHARED, 0, MPI_INFO_NULL, &here);
  int count = 1;
  MPI_Comm_size(here, &count);
  MPI_Comm_free(&here);
  return count;
}

}  // namespace

MpiRanks::MpiRanks(MPI_Comm communicator) {
  MPI_Comm_dup(communicator, &communicator_);
  MPI_Comm_rank(communicator_, &rank_);
  MPI_Comm_size(communicator_, &size_);
  neighbours_ = processes_on_this_machine(communicator_);
}

MpiRanks::~MpiRanks() {
  // Freed by MPI_Comm_free only where all are here to do it; else MPI_Finalize has the rest.
  if (leave()) MPI_Comm_free(&communicator_);
}

std::unique_ptr<engine::Ranks> MpiRanks::split(int group) {
  MPI_Comm part = MPI_COMM_NULL;
  MPI_Comm_split(communicator_, group, rank_, &part);
  auto ranks = std::make_unique<MpiRanks>(part);
  MPI_Comm_free(&part);
  return ranks;
}

std::vector<std::int64_t> MpiRanks::gather_numbers(std::int64_t mine) {
  std::vector<std::int64_t> all(static_cast<std::size_t>(size_));
  MPI_Allgather(&mine, 1, MPI_INT64_T, all.data(), 1, MPI_INT64_T, communicator_);
  return all;
}

void MpiRanks::gather_bytes(const char* mine, const std::vector<int>& counts, char* all, To to) {
  std::vector<int> places(counts.size());
  std::exclusive_scan(counts.begin(), counts.end(), places.begin(), 0);
  const int own = counts[static_cast<std::size_t>(rank_)];
  if (to == To::every_rank)
    MPI_Allgatherv(mine, own, MPI_BYTE, all, counts.data(), places.data(), MPI_BYTE, communicator_);
  else
    MPI_Gatherv(mine, own, MPI_BYTE, all, counts.data(), places.data(), MPI_BYTE, 0, communicator_);
}

}  // namespace balloon::mpi
