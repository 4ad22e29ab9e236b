#include "decision/judgement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace balloon::decision {

std::vector<Measure> measures_of(const DecisionProblem& problem) {
  std::vector<Measure> measures;
  for (const auto& o : problem.objectives) measures.push_back(o.measure);
  for (const auto& l : problem.limits) measures.push_back(l.measure);
  return measures;
}

Direction direction_of(const Objective& objective) {
  return objective.maximise ? Direction::more_is_better : Direction::less_is_better;
}

std::vector<double> differences(std::size_t objective, const MemberValues& strategy,
                                const MemberValues& historical) {
  auto x = strategy.of(objective);
  const auto y = historical.of(objective);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] -= y[i];
  return x;
}

Yardstick yardstick_of(const DecisionProblem& problem, MemberValues historical,
                       const std::vector<MemberValues>& strategies) {
  Yardstick yardstick;
  for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
    std::vector<std::vector<double>> alternatives{differences(k, historical, historical)};
    for (const auto& s : strategies) alternatives.push_back(differences(k, s, historical));
    yardstick.best.push_back(best_values(alternatives, direction_of(problem.objectives[k])));
  }
  yardstick.historical = std::move(historical);
  return yardstick;
}

double share_kept(const DecisionProblem& problem, std::size_t limit, const MemberValues& strategy,
                  const MemberValues& historical) {
  const auto& l = problem.limits[limit];
  const auto x = strategy.of(problem.objectives.size() + limit);
  const auto h = historical.of(problem.objectives.size() + limit);
  int kept = 0, usable = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    const double bound = l.of_historical ? l.limit * h[i] : l.limit;
    if (std::isnan(x[i]) || std::isnan(bound)) continue;
    ++usable;
    kept += (l.at_most ? x[i] <= bound : x[i] >= bound) ? 1 : 0;
  }
  return usable == 0 ? 0 : static_cast<double>(kept) / usable;
}

Evaluation evaluate_strategy(const DecisionProblem& problem, const MemberValues& strategy,
                             const Yardstick& yardstick) {
  Evaluation e;
  bool usable = true;
  for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
    const auto& o = problem.objectives[k];
    const auto judged = judge(o.attitude, differences(k, strategy, yardstick.historical),
                              direction_of(o), yardstick.best[k]);
    usable = usable && !std::isnan(judged.value);
    e.objectives.push_back(judged.value);
  }
  for (std::size_t l = 0; l < problem.limits.size(); ++l) {
    const double asked = problem.limits[l].probability;
    const double missing = asked - share_kept(problem, l, strategy, yardstick.historical);
    if (missing > 1e-12) e.violation += missing / asked;
  }
  if (!usable) {
    std::fill(e.objectives.begin(), e.objectives.end(), std::numeric_limits<double>::infinity());
    e.violation = std::max<double>(1, static_cast<double>(problem.limits.size()));
  }
  return e;
}

Comparison compare(const DecisionProblem& problem, const MemberValues& strategy,
                   const MemberValues& historical) {
  Comparison c;
  std::vector<std::vector<double>> a, b;
  std::vector<Direction> directions;
  for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
    a.push_back(strategy.of(k));
    b.push_back(historical.of(k));
    directions.push_back(direction_of(problem.objectives[k]));
    auto d = differences(k, strategy, historical);
    d.erase(std::remove_if(d.begin(), d.end(), [](double x) { return std::isnan(x); }), d.end());
    c.difference.push_back(analysis::summarise(std::move(d)));
  }
  c.better = better_shares(a, b, directions);
  return c;
}

bool dominates_in_two(const Evaluation& strategy, const Evaluation& other) {
  int better = 0;
  for (std::size_t k = 0; k < strategy.objectives.size(); ++k) {
    if (strategy.objectives[k] > other.objectives[k]) return false;
    better += strategy.objectives[k] < other.objectives[k] ? 1 : 0;
  }
  return better >= 2;
}

}  // namespace balloon::decision
