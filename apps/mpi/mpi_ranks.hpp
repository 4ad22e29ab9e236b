// Ranks as MPI has them.
#pragma once

#include <mpi.h>

#include "engine/ranks.hpp"

namespace balloon::mpi {

/// A communicator's processes. MPI must be initialised, and be finalised after all of these are
/// gone; all calls come from the thread that initialised it (MPI_THREAD_FUNNELED).
class MpiRanks : public engine::Ranks {
 public:
  /// Takes a duplicate of `communicator`; all its processes do this together.
  explicit MpiRanks(MPI_Comm communicator);
  ~MpiRanks() override;

  int rank() const override { return rank_; }
  int size() const override { return size_; }
  int neighbours() const override { return neighbours_; }
  std::unique_ptr<engine::Ranks> split(int group) override;

 protected:
  std::vector<std::int64_t> gather_numbers(std::int64_t mine) override;
  void gather_bytes(const char* mine, const std::vector<int>& counts, char* all, To to) override;

 private:
  MPI_Comm communicator_ = MPI_COMM_NULL;
  int rank_ = 0, size_ = 1, neighbours_ = 1;
};

}  // namespace balloon::mpi
