// What a search costs: member-evaluations a second on the shipped problems, whose runs go on from
// the January of their first lever. 100,000 of them are to take at most ten minutes on two threads.
#include <benchmark/benchmark.h>

#include "core/embedded.hpp"
#include "decision/budget.hpp"
#include "decision/judgement.hpp"
#include "decision/quasi_random.hpp"
#include "io/draw_source.hpp"
#include "io/problem_reader.hpp"
#include "io/strategy_file.hpp"
#include "tests/support/worlds.hpp"

namespace balloon {
namespace {

void strategies(benchmark::State& state, const char* id) {
  const auto& world = test::shipped_world();
  Faults faults;
  const auto source = embedded_scenarios(false);
  const auto problem = load_problem(id, world, source, faults);
  model::Policy base;
  std::vector<decision::LeverChanges> levers;
  if (!problem || !strategy_base(*problem, world, source, base, levers, faults)) {
    state.SkipWithError("the problem cannot be read");
    return;
  }
  const auto draws = choose_draws("posterior", world, embedded_files(),
                                  std::string(embedded::data_hash()), faults);
  analysis::RunOptions options;
  options.members = problem->members;
  options.threads = static_cast<int>(state.range(0));
  options.source = draws.posterior.get();
  decision::StrategyRuns runs(world, base, levers, decision::measures_of(*problem), options,
                              problem->first_month, problem->last_month);
  runs.prepare({}, nullptr);
  decision::QuasiRandom points(static_cast<int>(problem->levers.size()), 1);
  std::vector<std::vector<double>> money;
  for (int i = 0; i < problem->population; ++i) {
    std::vector<double> genes(problem->levers.size());
    points.next(genes.data());
    money.push_back(decision::money_of_genes(*problem, genes, 1));
  }
  std::vector<decision::MemberValues> values;
  for (auto _ : state) runs.run(money, values, {}, nullptr);
  const auto evaluations = static_cast<double>(state.iterations()) *
                           static_cast<double>(money.size()) * problem->members;
  state.counters["members/s"] = benchmark::Counter(evaluations, benchmark::Counter::kIsRate);
}

BENCHMARK_CAPTURE(strategies, humala_budget, "humala-budget")
    ->ArgName("threads")
    ->Arg(1)
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(strategies, plan_colombia_budget, "plan-colombia-budget")
    ->ArgName("threads")
    ->Arg(2)
    ->UseRealTime()
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace balloon
