// Runs many strategies over the same members. What comes before the first lever is simulated once;
// every strategy goes on from there with the same parameters and random numbers.
#pragma once

#include <array>
#include <atomic>
#include <functional>
#include <memory>
#include <vector>

#include "analysis/resumable.hpp"
#include "decision/policy_change.hpp"
#include "decision/problem.hpp"

namespace balloon::decision {

/// Values of every measure in every member; NaN in members that failed.
struct MemberValues {
  int members = 0;
  std::vector<double> value;  ///< [measure][member]
  std::vector<double> of(std::size_t measure) const {
    const auto n = static_cast<std::size_t>(members);
    const auto at = value.begin() + static_cast<std::ptrdiff_t>(measure * n);
    return {at, at + static_cast<std::ptrdiff_t>(n)};
  }
};

/// How many pieces of work are done, of all; called from workers.
using RunProgress = std::function<void(int done, int total)>;

class StrategyRuns {
 public:
  /// `first_month` is a January before which all strategies are the base, `last_month` a December.
  /// Of `options`, members, seed, threads, lanes, arch and source are used; members are
  /// first_member and those after it. The world and the source must outlive this.
  /// `options.ranks` share the work: blocks of members, or, where there are fewer blocks than
  /// ranks, blocks of single strategies; every rank then has all values.
  StrategyRuns(const model::World& world, model::Policy base, std::vector<LeverChanges> levers,
               std::vector<Measure> measures, const analysis::RunOptions& options, int first_month,
               int last_month, std::uint64_t first_member = 0);

  /// Simulates the base up to the first month; false where it was stopped, on this rank or another.
  bool prepare(const RunProgress& progress, const std::atomic<bool>* stop);

  /// Runs strategies given by their money; false where it was stopped, `out` is then incomplete.
  bool run(const std::vector<std::vector<double>>& money, std::vector<MemberValues>& out,
           const RunProgress& progress, const std::atomic<bool>* stop) const;

  /// Runs whole policies, which must be the base's before the first month but for switches and the
  /// rules by which agencies spread what they are given; those then change in that month.
  bool run_policies(const std::vector<const model::Policy*>& policies,
                    std::vector<MemberValues>& out, const RunProgress& progress,
                    const std::atomic<bool>* stop) const;

  const model::Policy& base() const { return base_; }
  const std::vector<LeverChanges>& levers() const { return levers_; }
  const std::vector<Measure>& measures() const { return measures_; }
  int members() const { return options_.members; }

 private:
  /// The rank that runs a block of a strategy, and whether this one runs any of its blocks.
  int owner_of(std::size_t strategy, std::size_t block) const;
  bool runs_any(std::size_t strategy) const;
  void run_one(const model::Policy& policy, std::size_t strategy, MemberValues& out) const;
  /// Runs `count` strategies, each the policy that policy_of(strategy, thread) gives.
  bool run_all(std::size_t count,
               const std::function<const model::Policy&(std::size_t, int)>& policy_of,
               std::vector<MemberValues>& out, const RunProgress& progress,
               const std::atomic<bool>* stop) const;
  /// Gives the ranks each other's values.
  void share_values(std::vector<MemberValues>& values) const;

  const model::World& world_;
  model::Policy base_;
  std::vector<LeverChanges> levers_;
  std::vector<Measure> measures_;
  std::array<bool, model::outcome_count> recorded_{};
  analysis::RunOptions options_;
  model::OutcomeLayout layout_;
  engine::RowShape shape_;
  std::uint64_t first_member_ = 0;
  int first_month_ = 0, lanes_ = 1;
  std::vector<analysis::Checkpoint> checkpoints_;  ///< one a block; of this rank's blocks
};

}  // namespace balloon::decision
