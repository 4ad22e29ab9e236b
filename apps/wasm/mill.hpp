// The mill simulates blocks of members, and keeps checkpoints of references so that a moved lever
// costs only the months that it changes. Several mills share an ensemble, block by block.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "analysis/resumable.hpp"
#include "apps/wasm/base.hpp"

namespace balloon::lab {

/// A block as it travels from a mill to the book: 32-bit words {first member, members, first month,
/// then for each member its hash (low, high) and whether it failed}, then for each member its
/// monthly rows from the first month on and its yearly rows from that month's year on.
using Packet = std::vector<std::uint32_t>;
Packet pack(const analysis::BlockRun& run, const engine::RowShape& shape, int from);
/// Puts a packet's members into `into`; rows before its first month come from `base`, which may be
/// null where there are none. Throws std::invalid_argument for a packet of another shape.
void unpack(const std::uint32_t* words, std::size_t count, const analysis::Ensemble* base,
            analysis::Ensemble& into);

class Mill {
 public:
  explicit Mill(const Base& base) : base_(base) {}

  /// Simulates members first .. first + members - 1 under `policy`, from the latest checkpoint that
  /// `reference` left, where it was run by this mill before and its levers are the same until then.
  /// Under the reference itself it leaves checkpoints, under another policy one in the January
  /// before they differ: the next answer to the same lever starts there. Keys tell policies apart.
  Packet run(int key, const model::Policy& policy, int reference_key,
             const model::Policy& reference, int first, int members);

  /// Forgets a reference's checkpoints.
  void forget(int key);

 private:
  /// A reference's checkpoints of one block.
  struct Saved {
    std::vector<analysis::Checkpoint> usual;
    analysis::Checkpoint
        last;  ///< where the policy that was run last began to differ; may be empty
  };
  const Base& base_;
  std::map<int, std::map<int, Saved>> saved_;   ///< by key, first member
  std::map<std::pair<int, int>, int> differs_;  ///< first month, by policy and reference
};

}  // namespace balloon::lab
