#include "decision/decide_search.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "decision/budget.hpp"
#include "decision/quasi_random.hpp"

namespace balloon::decision {
namespace {

/// Money is in whole USD, as scenario files have it.
constexpr double usd = 1;

/// Strategies spread over the cube that, with the first ones, say how far objectives reach.
constexpr int sample_size = 64;

/// The box of the search: from half their range below the best values seen to the worst ones. An
/// objective that does not move gets a box of one unit of its own size.
void set_box(const std::vector<Evaluation>& seen, SearchPlan& plan) {
  const auto n = static_cast<std::size_t>(plan.objectives);
  plan.ideal.assign(n, 0);
  plan.reference.assign(n, 1);
  for (std::size_t k = 0; k < n; ++k) {
    double low = std::numeric_limits<double>::infinity(), high = -low;
    for (const auto& e : seen) {
      if (!std::isfinite(e.objectives[k])) continue;
      low = std::min(low, e.objectives[k]);
      high = std::max(high, e.objectives[k]);
    }
    if (!(low <= high)) continue;
    const double range = high - low;
    const double least = std::max(1e-9 * std::max(std::fabs(low), std::fabs(high)), 1e-12);
    plan.ideal[k] = low - (range > least ? 0.5 * range : std::max(1.0, std::fabs(low)));
    plan.reference[k] = high + (range > least ? 0 : std::max(1.0, std::fabs(high)));
  }
}

}  // namespace

std::vector<std::vector<double>> first_strategies(const DecisionProblem& problem) {
  std::vector<std::vector<double>> first{genes_of_money(problem, historical_split(problem))};
  for (std::size_t l = 0; l < problem.levers.size(); ++l) {
    std::vector<double> genes(problem.levers.size(), 0.0);
    genes[l] = 1;
    first.push_back(std::move(genes));
  }
  return first;
}

std::optional<SearchOutcome> run_search(const DecidePlan& plan, const DecideHooks& hooks,
                                        const std::optional<SearchState>& resume) {
  const auto& problem = *plan.problem;
  const auto report = [&](const char* stage) {
    return [&hooks, stage](int done, int total) {
      if (hooks.progress) hooks.progress(stage, done, total);
    };
  };
  auto options = plan.options;
  options.members = problem.members;
  options.seed = problem.seed;
  StrategyRuns runs(*plan.world, plan.base, plan.levers, measures_of(problem), options,
                    problem.first_month, problem.last_month);
  if (!runs.prepare(report("what comes before"), hooks.stop)) return std::nullopt;

  // The first strategies and a spread of others fix the yardstick of regret and the box.
  SearchOutcome outcome;
  auto& search_plan = outcome.plan;
  search_plan.method = problem.method;
  search_plan.genes = static_cast<int>(problem.levers.size());
  search_plan.objectives = static_cast<int>(problem.objectives.size());
  search_plan.population = problem.population;
  search_plan.generations = problem.generations;
  search_plan.seed = problem.seed;
  search_plan.first = first_strategies(problem);
  if (search_plan.first.size() > static_cast<std::size_t>(problem.population))
    search_plan.first.resize(static_cast<std::size_t>(problem.population));
  auto spread = first_strategies(problem);
  const auto fixed = spread.size();
  QuasiRandom points(search_plan.genes, problem.seed);
  for (int i = 0; i < sample_size; ++i) {
    std::vector<double> genes(problem.levers.size());
    points.next(genes.data());
    spread.push_back(std::move(genes));
  }
  std::vector<std::vector<double>> money;
  for (const auto& genes : spread) money.push_back(money_of_genes(problem, genes, usd));
  std::vector<MemberValues> values;
  if (!runs.run(money, values, report("yardstick"), hooks.stop)) return std::nullopt;
  outcome.yardstick =
      yardstick_of(problem, values.front(),
                   {values.begin() + 1, values.begin() + static_cast<std::ptrdiff_t>(fixed)});
  std::vector<Evaluation> seen;
  for (const auto& v : values) seen.push_back(evaluate_strategy(problem, v, outcome.yardstick));
  set_box(seen, search_plan);

  const auto generations = problem.generations;
  int generation = 0;
  Search search(search_plan,
                [&](const std::vector<std::vector<double>>& genes, std::vector<Evaluation>& out) {
                  std::vector<std::vector<double>> splits;
                  for (const auto& g : genes) splits.push_back(money_of_genes(problem, g, usd));
                  std::vector<MemberValues> found;
                  if (!runs.run(splits, found, {}, hooks.stop)) return false;
                  out.clear();
                  for (const auto& v : found)
                    out.push_back(evaluate_strategy(problem, v, outcome.yardstick));
                  return true;
                });
  if (resume) search.restore(*resume);
  if (!search.started()) {
    if (!search.start()) return std::nullopt;
    if (hooks.generation) hooks.generation(search.state());
  }
  while (!search.finished()) {
    generation = search.state().generation;
    if (hooks.progress) hooks.progress("generations", generation, generations);
    if (!search.step()) return std::nullopt;
    if (hooks.generation) hooks.generation(search.state());
  }
  outcome.state = search.state();
  return outcome;
}

}  // namespace balloon::decision
