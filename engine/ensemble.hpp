// Ensembles: blocks of members on threads, with progress, cancellation and a bounded store.
//
// The engine knows no coca. A model gives it the width of its rows and a function that simulates
// one block of consecutive members and hands over rows; the toy model in tests/unit/engine_test.cpp
// does it in ten lines. Results do not depend on threads or on the size of blocks: every member
// writes its own rows and hash.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/ranks.hpp"
#include "engine/uninitialised.hpp"

namespace balloon::engine {

/// What to run: members first .. first + count - 1, in blocks of `block` members. With ranks, block
/// b is simulated by rank b modulo their number, and then whoever `rows_to` names gets all rows.
struct Plan {
  std::uint64_t first_member = 0;
  int members = 0;
  int block = 1;
  int threads = 1;
  Ranks* ranks = nullptr;
  Ranks::To rows_to = Ranks::To::every_rank;
  std::size_t bytes_at_once = std::size_t{4} << 20;  ///< that all ranks together exchange
};

/// Rows kept of one member, as 32-bit floats; the hash is over the 64-bit values.
struct RowShape {
  int months = 0, monthly_width = 0;
  int years = 0, yearly_width = 0;
  std::size_t member_size() const {
    return static_cast<std::size_t>(months) * static_cast<std::size_t>(monthly_width) +
           static_cast<std::size_t>(years) * static_cast<std::size_t>(yearly_width);
  }
};

/// Where a block writes the rows of its members. Pointers are to each member's own storage, null
/// for lanes beyond the plan's last member.
struct BlockSink {
  static constexpr int max_block = 8;
  RowShape shape;
  float* rows[max_block] = {};
  std::uint64_t hash[max_block] = {};
  bool failed[max_block] = {};
  int active = 0;                           ///< lanes in use
  const std::atomic<bool>* stop = nullptr;  ///< polled by the model now and then
};

/// Simulates members first .. first + sink.active - 1. Returns false where it was stopped midway;
/// the members of the block are then not counted as done.
using BlockFunction = std::function<bool(std::uint64_t first, BlockSink& sink)>;

/// The same for several arms at once, one sink an arm: an arm is one way of running the members
/// (a policy, say), and arms that begin alike can share their beginning.
using ArmsFunction = std::function<bool(std::uint64_t first, BlockSink* sinks)>;

/// Called from a worker with members done so far; must be safe to call from any thread.
using ProgressFunction = std::function<void(int done, int total)>;

/// Rows are written by the threads that compute them.
using Rows = std::vector<float, Uninitialised<float>>;

/// What came out. A member that was not reached (cancelled) has done = 0, and so has one whose rows
/// another rank keeps.
struct Result {
  RowShape shape;
  std::uint64_t first_member = 0;
  int members = 0;
  Rows rows;                        ///< member-major; of members that are done
  std::vector<std::uint64_t> hash;  ///< a member's outcomes
  std::vector<char> failed, done;
  double seconds = 0;
  bool stopped = false;  ///< some members were not reached, here or on another rank

  const float* member(int i) const {
    return rows.data() + static_cast<std::size_t>(i) * shape.member_size();
  }
  float monthly(int member_index, int month, int slot) const {
    return member(member_index)[static_cast<std::size_t>(month) *
                                    static_cast<std::size_t>(shape.monthly_width) +
                                static_cast<std::size_t>(slot)];
  }
  float yearly(int member_index, int year, int slot) const {
    return member(member_index)[static_cast<std::size_t>(shape.months) *
                                    static_cast<std::size_t>(shape.monthly_width) +
                                static_cast<std::size_t>(year) *
                                    static_cast<std::size_t>(shape.yearly_width) +
                                static_cast<std::size_t>(slot)];
  }
  /// Members that ended and did not fail.
  bool usable(int i) const {
    return done[static_cast<std::size_t>(i)] != 0 && failed[static_cast<std::size_t>(i)] == 0;
  }
  int failed_members() const;
  /// One hash over all members in order; failed members count as such, not with their numbers.
  std::uint64_t outcome_hash() const;
};

/// Runs a plan. Throws std::invalid_argument for a plan that makes no sense and rethrows the first
/// error of a block, by block number, after all threads have ended; with ranks, as `together` does.
Result run(const Plan& plan, const RowShape& shape, const BlockFunction& block,
           const ProgressFunction& progress, const std::atomic<bool>* stop);

/// Runs `arms` arms of the same members, block by block; one result an arm, in order. A member is
/// done in all arms or in none.
std::vector<Result> run_arms(const Plan& plan, const RowShape& shape, int arms,
                             const ArmsFunction& block, const ProgressFunction& progress,
                             const std::atomic<bool>* stop);

}  // namespace balloon::engine
