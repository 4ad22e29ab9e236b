// The model joined to the engine: one block of members, from the start to the last month.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/ensemble.hpp"
#include "model/policy.hpp"
#include "model/recorder.hpp"
#include "model/state.hpp"
#include "model/world.hpp"

namespace balloon::analysis {

/// A block as it stands before a January, from where another policy that did the same until then
/// can go on. Only the kernel that made it can read it.
struct Checkpoint {
  int month = 0;
  std::vector<std::byte> bytes;
};

/// What a kernel needs for a block. Members' draws are made by the caller, one a lane. Several
/// policies are arms of the same members: they share what comes before `fork`, the first month in
/// which any two of them differ.
struct BlockInput {
  const model::World* world = nullptr;
  const model::Policy* const* policies = nullptr;
  int arms = 1;
  int fork = 0;
  const model::OutcomeLayout* layout = nullptr;
  const model::Draw* draws = nullptr;
  const model::GivenUnknowns* given = nullptr;  ///< one a lane, or null: all from the streams
  std::uint64_t seed = 0;
  std::uint64_t first_member = 0;
  int from = 0,
      to = 0;  ///< recorded months, inclusive; the run starts in January 1990 whatever `from`
  /// For one arm: go on from here instead of the start, with rows from its month on alone and the
  /// draws given here; and what to fill in on the way, in the order of their months.
  const Checkpoint* resume = nullptr;
  std::vector<Checkpoint>* saves = nullptr;
};

/// Simulates a block, one sink an arm; false where it was stopped.
using Kernel = bool (*)(const BlockInput&, engine::BlockSink* sinks);

/// Lanes that run best where registers hold four doubles: two registers a number keep the
/// arithmetic units busy (docs/performance.md).
inline constexpr int preferred_wide_lanes = 8;

/// A compiled kernel: instruction set and lanes.
struct KernelRecord {
  const char* arch;
  int lanes;
  Kernel run;
};

/// The kernel for `lanes` members (0: the width that runs best here) and `arch` ("": the best
/// instruction set that this machine has). Null where none is compiled in, or the machine lacks it.
const KernelRecord* find_kernel(int lanes, std::string_view arch = "");

}  // namespace balloon::analysis
