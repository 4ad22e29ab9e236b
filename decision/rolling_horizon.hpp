// An agency that plans again: every January it looks at the surveys so far, weighs what it believes
// by how well it would have foretold them, and takes up that plan of the front whose worst
// objective is then least bad, from that year on.
#pragma once

#include <optional>

#include "decision/decide.hpp"

namespace balloon::decision {

struct RollingOptions {
  int truths = 16;   ///< fresh members that stand for the world
  int beliefs = 24;  ///< of the search's members: what the agency thinks possible
  /// Standard deviation of the log of a reported area about what a belief would report: the
  /// survey's error (0.07) and the believed one's, with room for what no belief holds.
  double survey_error = 0.15;
};

/// Nothing where it was stopped, or where there is no plan to choose. Money spent in a year is that
/// of the plan taken up for it, spread over its years as the levers are, so that budgets hold
/// whichever plans follow one another.
std::optional<RollingResult> plan_again(const DecidePlan& plan, const DecideHooks& hooks,
                                        const DecisionResult& result,
                                        const RollingOptions& options = {});

}  // namespace balloon::decision
