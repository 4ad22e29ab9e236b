// A few members under a reference and then under any number of policies, each going on from the
// month before which it does what the reference does.
#pragma once

#include "analysis/resumable.hpp"

namespace balloon::decision {

class PairedBlock {
 public:
  /// Simulates members first .. first + members - 1 under the reference. `options` hold the rows'
  /// months (from a January), outcomes, source, seed and kernel; `fork` is the first month in which
  /// any of the policies to come differs from the reference (analysis::first_difference; -1: in its
  /// rules or switches). World, policy and what options point to must outlive this.
  PairedBlock(const model::World& world, const model::Policy& reference,
              const analysis::RunOptions& options, int fork, std::uint64_t first, int members);

  const analysis::Ensemble& reference() const { return reference_; }
  /// The same members under a policy; bytes are those of a run from the start.
  analysis::Ensemble under(const model::Policy& policy) const;
  int members() const { return members_; }

 private:
  analysis::Ensemble ensemble(analysis::BlockRun run) const;
  const model::World& world_;
  analysis::RunOptions options_;
  std::uint64_t first_;
  int members_;
  std::vector<analysis::Checkpoint> saves_;  ///< one, or none where policies begin apart
  analysis::Ensemble reference_;
};

}  // namespace balloon::decision
