// The answer to a decision problem as one JSON document and as tidy CSV (docs/files.md).
#pragma once

#include <string>

#include "decision/decide.hpp"
#include "io/output_folder.hpp"

namespace balloon {

/// One JSON document, format "balloon-decision-1", ending in a line end. What is not defined (NaN)
/// is null. Money is USD of 2010, differences are strategy less historical split in the objective's
/// unit, regrets and attitudes as decision::StrategyResult has them.
std::string decide_json(const decision::DecisionProblem& problem,
                        const decision::DecisionResult& result, const Provenance& provenance);

/// strategies.csv: strategy, roles, quantity, name, unit, n, median, low90, high90, mean,
/// probability. Quantities: "money" (by lever), "difference" (by objective, with the share of
/// members in which the strategy is better), "regret" and "limit" (share of members that keep it).
std::string strategies_csv(const decision::DecisionProblem& problem,
                           const decision::DecisionResult& result);

}  // namespace balloon
