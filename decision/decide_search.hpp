// The search part of a decision: the first strategies, the box that hypervolumes are shares of, and
// the generations.
#pragma once

#include <optional>

#include "decision/decide.hpp"

namespace balloon::decision {

/// What the search leaves.
struct SearchOutcome {
  SearchState state;
  SearchPlan plan;
  Yardstick yardstick;  ///< on the search's members
};

/// Genes that every search begins with: the historical split, and for each lever the split that
/// gives it as much as it can take.
std::vector<std::vector<double>> first_strategies(const DecisionProblem& problem);

/// Runs or goes on with the search; nothing where it was stopped.
std::optional<SearchOutcome> run_search(const DecidePlan& plan, const DecideHooks& hooks,
                                        const std::optional<SearchState>& resume);

}  // namespace balloon::decision
