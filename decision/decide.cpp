#include "decision/decide.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "decision/budget.hpp"
#include "decision/decide_choice.hpp"
#include "decision/decide_search.hpp"
#include "decision/decide_why.hpp"
#include "decision/rolling_horizon.hpp"

namespace balloon::decision {
namespace {

std::string numbered(std::size_t i) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "s%02zu", i);
  return buffer;
}

/// Median difference by objective and structure.
void set_by_structure(const DecisionProblem& problem, const std::vector<int>& structures,
                      const MemberValues& strategy, const MemberValues& historical,
                      StrategyResult& s) {
  for (std::size_t k = 0; k < problem.objectives.size(); ++k) {
    const auto d = differences(k, strategy, historical);
    std::array<double, model::structure_count> medians{};
    for (int structure = 0; structure < model::structure_count; ++structure) {
      std::vector<double> of_structure;
      for (std::size_t m = 0; m < d.size(); ++m)
        if (structures[m] == structure && !std::isnan(d[m])) of_structure.push_back(d[m]);
      medians[static_cast<std::size_t>(structure)] =
          of_structure.empty() ? std::numeric_limits<double>::quiet_NaN()
                               : analysis::summarise(std::move(of_structure)).median;
    }
    s.by_structure.push_back(medians);
  }
}

/// Chosen strategies and the historical split under each of the problem's other rules.
bool run_agencies(const DecidePlan& plan, const DecideHooks& hooks, const StrategyRuns& runs,
                  const MemberValues& historical, DecisionResult& result) {
  const auto& problem = *plan.problem;
  std::vector<std::size_t> strategies{0};
  strategies.insert(strategies.end(), result.chosen.begin(), result.chosen.end());
  PolicyBench bench(*plan.world, plan.base, plan.levers);
  for (const auto& agency : problem.agencies) {
    std::vector<model::Policy> policies;
    std::vector<const model::Policy*> pointers;
    for (const auto s : strategies) {
      policies.push_back(bench.with(result.strategies[s].money));
      policies.back().crops = agency.crops;
      policies.back().corridors = agency.corridors;
    }
    for (const auto& p : policies) pointers.push_back(&p);
    std::vector<MemberValues> values;
    const auto report = [&](int done, int total) {
      if (hooks.progress) hooks.progress("agency " + agency.id, done, total);
    };
    if (!runs.run_policies(pointers, values, report, hooks.stop)) return false;
    for (std::size_t i = 0; i < strategies.size(); ++i)
      result.agencies.push_back(
          {agency.id, strategies[i], compare(problem, values[i], historical)});
  }
  return true;
}

/// Asked together, so that no rank goes on where another was stopped.
bool stopped_anywhere(const DecidePlan& plan, const DecideHooks& hooks) {
  return !engine::together(plan.options.ranks,
                           [&] { return hooks.stop == nullptr || !hooks.stop->load(); });
}

}  // namespace

std::optional<DecisionResult> decide(const DecidePlan& plan, const DecideHooks& hooks,
                                     const std::optional<SearchState>& resume) {
  const auto& problem = *plan.problem;
  const auto searched = run_search(plan, hooks, resume);
  if (!searched) return std::nullopt;
  DecisionResult result;
  result.hypervolume = searched->state.hypervolume;
  result.ideal = searched->plan.ideal;
  result.reference = searched->plan.reference;
  result.evaluated = static_cast<std::size_t>(searched->state.evaluated);
  result.front = searched->state.archive.size();
  result.feasible = !searched->state.archive.empty();
  result.search_members = problem.members;
  result.fresh_members = plan.fresh_members;

  const auto report = [&](const char* stage) {
    return [&hooks, stage](int done, int total) {
      if (hooks.progress) hooks.progress(stage, done, total);
    };
  };
  auto options = plan.options;
  options.members = plan.fresh_members;
  options.seed = problem.seed;
  StrategyRuns runs(*plan.world, plan.base, plan.levers, measures_of(problem), options,
                    problem.first_month, problem.last_month,
                    static_cast<std::uint64_t>(problem.members));
  if (!runs.prepare(report("fresh members"), hooks.stop)) return std::nullopt;

  std::vector<std::vector<double>> money{historical_split(problem)};
  result.strategies.resize(1);
  result.strategies[0].id = "historical";
  // As the search saw it: no difference, and what it violates of its own.
  result.strategies[0].searched =
      evaluate_strategy(problem, searched->yardstick.historical, searched->yardstick);
  for (const auto& c :
       spread_over(searched->state.archive, static_cast<std::size_t>(std::max(1, plan.shown)),
                   result.strategies[0].searched.objectives)) {
    StrategyResult s;
    s.id = numbered(result.strategies.size());
    s.searched = c.evaluation;
    money.push_back(money_of_genes(problem, c.genes, 1));
    result.strategies.push_back(std::move(s));
  }
  std::vector<MemberValues> values;
  if (!runs.run(money, values, report("judging anew"), hooks.stop)) return std::nullopt;

  std::vector<MemberValues> others(values.begin() + 1, values.end());
  const auto yardstick = yardstick_of(problem, values.front(), others);
  std::vector<int> structures;
  analysis::Ensemble members;
  members.seed = options.seed;
  members.source = options.source;
  for (int m = 0; m < plan.fresh_members; ++m)
    structures.push_back(members.structure(problem.members + m));
  for (std::size_t s = 0; s < values.size(); ++s) {
    auto& strategy = result.strategies[s];
    strategy.money = money[s];
    strategy.fresh = evaluate_strategy(problem, values[s], yardstick);
    strategy.comparison = compare(problem, values[s], values.front());
    set_by_structure(problem, structures, values[s], values.front(), strategy);
    for (std::size_t l = 0; l < problem.limits.size(); ++l)
      strategy.limit_share.push_back(share_kept(problem, l, values[s], values.front()));
    if (s == 0) continue;
    const auto& split = result.strategies[0];
    result.dominate_searched += dominates_in_two(strategy.searched, split.searched) ? 1 : 0;
    result.dominate_fresh += dominates_in_two(strategy.fresh, split.fresh) ? 1 : 0;
    const auto& at_least = strategy.comparison.better.on_at_least;
    result.sure_in_two += at_least.size() > 2 && at_least[2] >= 0.9 ? 1 : 0;
  }
  result.failed_members = result.strategies[0].comparison.better.failed;
  set_regrets(problem, values, result);
  give_roles(problem, result);
  result.attitudes = choices_by_attitude(problem, values);

  if (!run_agencies(plan, hooks, runs, values.front(), result)) return std::nullopt;
  if (plan.truths > 0 && !result.chosen.empty()) {
    RollingOptions rolling;
    rolling.truths = std::min(plan.truths, plan.fresh_members);
    rolling.beliefs = std::min(rolling.beliefs, problem.members);
    result.rolling = plan_again(plan, hooks, result, rolling);
    if (stopped_anywhere(plan, hooks)) return std::nullopt;
  }
  if (!find_failures(plan, hooks, result)) return std::nullopt;
  if (!explain_channels(plan, hooks, result)) return std::nullopt;
  return result;
}

}  // namespace balloon::decision
