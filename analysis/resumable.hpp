// Blocks of members that can go on from where another policy's run of the same members had got to:
// the answer to a moved lever needs only the months that it changes. Bytes are those of `simulate`.
#pragma once

#include "analysis/simulate.hpp"

namespace balloon::analysis {

/// One block of members under one policy.
struct BlockRun {
  std::uint64_t first_member = 0;
  int members = 0;
  int begin = 0;      ///< first recorded month that was simulated here
  engine::Rows rows;  ///< member-major, whole rows; what lies before `begin` is not set
  std::vector<std::uint64_t> hash;
  std::vector<char> failed;
};

/// Members that a block may have: the kernel's lanes.
int block_size(const RunOptions& options);

/// Simulates `members` members from `first_member` on. `resume` is a checkpoint of the same members
/// and options under a policy that is the same before its month, or null; `saves` are filled in
/// where not null, their months Januaries in ascending order. Where the policy fixes other switches
/// than the checkpoint's did, they change in its month (what was solved at the start stays). Throws
/// std::invalid_argument as `simulate` does, and for more members than a block has.
BlockRun run_block(const model::World& world, const model::Policy& policy,
                   const RunOptions& options, std::uint64_t first_member, int members,
                   const Checkpoint* resume, std::vector<Checkpoint>* saves);

}  // namespace balloon::analysis
