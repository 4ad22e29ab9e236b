#include "decision/decide_choice.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "decision/hypervolume.hpp"

namespace balloon::decision {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Rows scaled to [0, 1] by column over all rows; a column that does not move is 0.
std::vector<std::vector<double>> scaled(std::vector<std::vector<double>> rows) {
  if (rows.empty()) return rows;
  for (std::size_t k = 0; k < rows.front().size(); ++k) {
    double low = infinity, high = -infinity;
    for (const auto& row : rows) {
      if (!std::isfinite(row[k])) continue;
      low = std::min(low, row[k]);
      high = std::max(high, row[k]);
    }
    for (auto& row : rows)
      row[k] = high > low && std::isfinite(row[k]) ? (row[k] - low) / (high - low) : 0;
  }
  return rows;
}

std::size_t least(const std::vector<double>& values, const std::vector<std::size_t>& among) {
  std::size_t best = among.front();
  for (const auto i : among)
    if (values[i] < values[best]) best = i;
  return best;
}

}  // namespace

std::vector<Candidate> spread_over(const std::vector<Candidate>& front, std::size_t count,
                                   const std::vector<double>& than) {
  if (front.empty() || count == 0) return {};
  std::vector<std::vector<double>> at;
  for (const auto& c : front) at.push_back(c.evaluation.objectives);
  at.push_back(than);
  at = scaled(std::move(at));
  const auto other = at.back();
  at.pop_back();
  std::vector<std::size_t> taken;
  const auto take = [&](std::size_t i) {
    if (taken.size() < count && std::find(taken.begin(), taken.end(), i) == taken.end())
      taken.push_back(i);
  };
  for (std::size_t k = 0; k < other.size(); ++k) {
    std::size_t best = 0;
    for (std::size_t i = 1; i < at.size(); ++i)
      if (at[i][k] < at[best][k]) best = i;
    take(best);
  }
  std::vector<std::pair<double, std::size_t>> better;  // least gain, negative
  for (std::size_t i = 0; i < at.size(); ++i) {
    double worst = -infinity;
    for (std::size_t k = 0; k < other.size(); ++k) worst = std::max(worst, at[i][k] - other[k]);
    if (worst < 0) better.emplace_back(worst, i);
  }
  std::sort(better.begin(), better.end());
  for (std::size_t i = 0; i < std::min(better.size(), count / 4); ++i) take(better[i].second);
  std::vector<double> distance(at.size(), infinity);
  const auto squared = [&](std::size_t a, std::size_t b) {
    double d = 0;
    for (std::size_t k = 0; k < at[a].size(); ++k)
      d += (at[a][k] - at[b][k]) * (at[a][k] - at[b][k]);
    return d;
  };
  std::size_t known = 0;
  while (taken.size() < std::min(count, at.size())) {
    for (; known < taken.size(); ++known)
      for (std::size_t i = 0; i < at.size(); ++i)
        distance[i] = std::min(distance[i], squared(i, taken[known]));
    const auto far = std::max_element(distance.begin(), distance.end());
    if (*far <= 0) break;
    take(static_cast<std::size_t>(far - distance.begin()));
  }
  std::sort(taken.begin(), taken.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(at[a], a) < std::pair(at[b], b);
  });
  std::vector<Candidate> spread;
  for (const auto i : taken) spread.push_back(front[i]);
  return spread;
}

void set_regrets(const DecisionProblem& problem, const std::vector<MemberValues>& values,
                 DecisionResult& result) {
  for (auto& s : result.strategies) s.regret.assign(problem.objectives.size(), 0);
  for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
    const auto direction = direction_of(problem.objectives[k]);
    std::vector<std::vector<double>> all;
    for (const auto& v : values) all.push_back(differences(k, v, values.front()));
    const auto best = best_values(all, direction);
    const AttitudeRule rule{Attitude::regret, 0.9, 0};
    for (std::size_t s = 0; s < values.size(); ++s)
      result.strategies[s].regret[k] = judge(rule, all[s], direction, best).value;
  }
}

void give_roles(const DecisionProblem& problem, DecisionResult& result) {
  auto& strategies = result.strategies;
  std::vector<std::size_t> among;
  for (std::size_t s = 1; s < strategies.size(); ++s)
    if (feasible(strategies[s].fresh)) among.push_back(s);
  if (among.empty())
    for (std::size_t s = 1; s < strategies.size(); ++s) among.push_back(s);
  if (among.empty()) return;
  const auto n = strategies.size();
  for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
    std::vector<double> value(n, infinity);
    for (const auto s : among) value[s] = strategies[s].fresh.objectives[k];
    strategies[least(value, among)].roles.push_back("best:" + problem.objectives[k].id);
  }
  std::vector<double> throughout(n, infinity);
  for (const auto s : among)
    if (dominates_in_two(strategies[s].fresh, strategies[0].fresh))
      throughout[s] = -strategies[s].comparison.better.on_at_least.back();
  const auto best_throughout = least(throughout, among);
  if (throughout[best_throughout] < infinity)
    strategies[best_throughout].roles.insert(strategies[best_throughout].roles.begin(),
                                             "throughout");
  std::vector<std::vector<double>> objectives, regrets;
  for (const auto s : among) {
    objectives.push_back(strategies[s].fresh.objectives);
    regrets.push_back(strategies[s].regret);
  }
  objectives = scaled(std::move(objectives));
  regrets = scaled(std::move(regrets));
  std::vector<double> worst(n, infinity), regret(n, infinity), unsure(n, infinity);
  for (std::size_t i = 0; i < among.size(); ++i) {
    worst[among[i]] = *std::max_element(objectives[i].begin(), objectives[i].end());
    regret[among[i]] = *std::max_element(regrets[i].begin(), regrets[i].end());
    const auto& shares = strategies[among[i]].comparison.better.on_at_least;
    unsure[among[i]] = -shares[std::min<std::size_t>(2, shares.size() - 1)];
  }
  strategies[least(worst, among)].roles.push_back("compromise");
  strategies[least(regret, among)].roles.push_back("least-regret");
  strategies[least(unsure, among)].roles.push_back("surest");
  for (std::size_t s = 1; s < n; ++s)
    if (!strategies[s].roles.empty()) result.chosen.push_back(s);
}

std::vector<AttitudeChoice> choices_by_attitude(const DecisionProblem& problem,
                                                const std::vector<MemberValues>& values) {
  std::vector<AttitudeChoice> choices;
  const AttitudeRule rules[] = {{Attitude::mean, 0, 0},
                                {Attitude::cvar, 0.1, 0},
                                {Attitude::regret, 0.9, 0},
                                {Attitude::satisficing, 0, 0}};
  for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
    const auto direction = direction_of(problem.objectives[k]);
    std::vector<std::vector<double>> all;
    for (const auto& v : values) all.push_back(differences(k, v, values.front()));
    const auto best = best_values(all, direction);
    // What is good enough: half of what the best strategy gains in the mean.
    double most = 0;
    for (const auto& d : all) most = std::min(most, judge(rules[0], d, direction).value);
    for (auto rule : rules) {
      if (rule.kind == Attitude::satisficing)
        rule.threshold = 0.5 * most * (direction == Direction::more_is_better ? -1 : 1);
      AttitudeChoice choice{rule, k, 0, infinity};
      for (std::size_t s = 0; s < all.size(); ++s) {
        const double value = judge(rule, all[s], direction, best).value;
        if (value < choice.value) choice.strategy = s, choice.value = value;
      }
      choices.push_back(choice);
    }
  }
  return choices;
}

}  // namespace balloon::decision
