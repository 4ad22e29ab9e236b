// What members' values say of a strategy: its objectives, what it violates, how often it is better.
#pragma once

#include <vector>

#include "analysis/summary.hpp"
#include "decision/problem.hpp"
#include "decision/strategy_runs.hpp"

namespace balloon::decision {

/// Measures of a problem in one list: objectives first, then limits.
std::vector<Measure> measures_of(const DecisionProblem& problem);

/// Which way an objective is better.
Direction direction_of(const Objective& objective);

/// What strategies are judged against: the historical split's values and, for regret, the best that
/// a fixed set of strategies reaches in each member and objective.
struct Yardstick {
  MemberValues historical;
  std::vector<std::vector<double>> best;  ///< [objective][member], of differences
};

/// Members' differences to the historical split in one objective, in its unit; NaN where either run
/// failed.
std::vector<double> differences(std::size_t objective, const MemberValues& strategy,
                                const MemberValues& historical);

/// The yardstick of a set of strategies.
Yardstick yardstick_of(const DecisionProblem& problem, MemberValues historical,
                       const std::vector<MemberValues>& strategies);

/// Objectives of the differences by their attitudes, all to be minimised, and the sum over the
/// limits of what is missing: how far the share of members that keep the limit falls short of the
/// probability asked for, over that probability. Where no member is usable objectives are infinite
/// and the violation one a limit, at least one.
Evaluation evaluate_strategy(const DecisionProblem& problem, const MemberValues& strategy,
                             const Yardstick& yardstick);

/// Share of the usable members in which a limit is kept.
double share_kept(const DecisionProblem& problem, std::size_t limit, const MemberValues& strategy,
                  const MemberValues& historical);

/// How a strategy compares with the historical split over members.
struct Comparison {
  std::vector<analysis::Interval> difference;  ///< by objective, in its unit, strategy less split
  BetterShares better;
};
Comparison compare(const DecisionProblem& problem, const MemberValues& strategy,
                   const MemberValues& historical);

/// Whether a strategy is better than another in two objectives at least and worse in none, each by
/// its attitude.
bool dominates_in_two(const Evaluation& strategy, const Evaluation& other);

}  // namespace balloon::decision
