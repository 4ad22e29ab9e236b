// From genes to money: every point of the unit cube is a split that keeps all bounds, budgets and
// strings, and every such split is the image of a point.
#pragma once

#include <vector>

#include "core/fault.hpp"
#include "decision/problem.hpp"

namespace balloon::decision {

/// Adds a fault for every budget, string or bound that cannot hold, with the numbers that
/// contradict each other. Without faults at least one split exists.
void check_feasible(const DecisionProblem& problem, Faults& faults);

/// Money of each lever, USD of 2010, from one gene a lever in [0, 1]. A lever's gene is its place
/// between its bounds; where the sum of a string or budget is outside what is allowed, its levers
/// move together towards their lower (or upper) bounds, each by the same share of its way. Amounts
/// are rounded to whole `grain` USD where that keeps the bounds (0: not rounded).
std::vector<double> money_of_genes(const DecisionProblem& problem, const std::vector<double>& genes,
                                   double grain = 0);

/// Genes whose money is `money`, which must keep all bounds, budgets and strings (else
/// std::invalid_argument).
std::vector<double> genes_of_money(const DecisionProblem& problem,
                                   const std::vector<double>& money);

/// What a split breaks, as faults; empty where it keeps everything. Amounts may miss by `slack`
/// USD.
void check_split(const DecisionProblem& problem, const std::vector<double>& money, double slack,
                 Faults& faults);

/// The split that the problem calls historical.
std::vector<double> historical_split(const DecisionProblem& problem);

}  // namespace balloon::decision
