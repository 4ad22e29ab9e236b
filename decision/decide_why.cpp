#include "decision/decide_why.hpp"

#include <algorithm>
#include <cmath>

#include "engine/parallel.hpp"

namespace balloon::decision {
namespace {

/// Cases without a strategy's answer to draw on: members drawn from the priors.
constexpr int prior_cases = 576;

/// The switches of a policy with the channels of a coalition on and the others off.
void set_channels(model::StructureChoice& choice, unsigned coalition) {
  int* switches[channel_count] = {&choice.price, &choice.migration,     &choice.buyers,
                                  &choice.risk,  &choice.agglomeration, &choice.armed_groups};
  for (int c = 0; c < channel_count; ++c) *switches[c] = (coalition >> c) & 1U ? 1 : 0;
}

/// The historical split and the chosen strategies as whole policies.
std::vector<model::Policy> policies_of(const DecidePlan& plan, const DecisionResult& result) {
  PolicyBench bench(*plan.world, plan.base, plan.levers);
  std::vector<model::Policy> policies{bench.with(result.strategies.front().money)};
  for (const auto s : result.chosen) policies.push_back(bench.with(result.strategies[s].money));
  return policies;
}

Cases cases_of(const model::StructureChoice& choice, const analysis::Ensemble& plan, int members) {
  Cases cases;
  for (const auto& p : model::parameters) {
    if (p.prior == model::Prior::fixed) continue;
    cases.names.emplace_back(p.name);
    cases.categorical.push_back(0);
  }
  cases.names.emplace_back("sourcing");
  cases.names.emplace_back("pass_through_form");
  cases.categorical.resize(cases.names.size(), 1);
  for (int m = 0; m < members; ++m) {
    const auto draw = plan.draw(m, choice);
    std::vector<double> row;
    for (int p = 0; p < model::parameter_count; ++p)
      if (model::parameters[p].prior != model::Prior::fixed) row.push_back(draw.value[p]);
    row.push_back(draw.structure[static_cast<int>(model::S::nested)]);
    row.push_back(draw.structure[static_cast<int>(model::S::additive)]);
    cases.x.push_back(std::move(row));
  }
  return cases;
}

/// Fills in counts and boxes from members' differences.
void fail_in(const Cases& all, const std::vector<double>& difference, bool maximise,
             std::uint64_t seed, FailureResult& failure) {
  Cases cases;
  cases.names = all.names;
  cases.categorical = all.categorical;
  for (std::size_t m = 0; m < difference.size(); ++m) {
    if (std::isnan(difference[m])) continue;
    cases.x.push_back(all.x[m]);
    cases.of_interest.push_back((maximise ? difference[m] : -difference[m]) > 0 ? 0 : 1);
  }
  failure.cases = static_cast<int>(cases.x.size());
  failure.failures = cases.x.empty() ? 0 : cases.hit_count();
  const double share =
      failure.cases == 0 ? 0 : static_cast<double>(failure.failures) / failure.cases;
  if (share < 0.05 || share > 0.95) return;
  PrimOptions options;
  options.seed = seed;
  options.replicates = 0;
  failure.boxes = prim(cases, options).boxes;
}

}  // namespace

int EachDraw::structure(std::uint64_t member) const {
  return posterior_.parts().draws[member % posterior_.parts().draws.size()].structure;
}

model::GivenUnknowns EachDraw::unknowns(std::uint64_t member) const {
  const auto& scores = posterior_.parts().draws[member % posterior_.parts().draws.size()].scores;
  return {scores.data(), posterior_.origin()};
}

bool explain_channels(const DecidePlan& plan, const DecideHooks& hooks, DecisionResult& result) {
  if (plan.channel_members < 1 || result.chosen.empty()) return true;
  const auto& problem = *plan.problem;
  const auto count = problem.objectives.size();
  auto options = plan.options;
  options.members = plan.channel_members;
  options.seed = problem.seed;
  StrategyRuns runs(*plan.world, plan.base, {}, measures_of(problem), options, problem.first_month,
                    problem.last_month);
  if (!runs.prepare({}, hooks.stop)) return false;
  auto policies = policies_of(plan, result);

  constexpr unsigned coalitions = 1U << channel_count;
  const auto members = static_cast<std::size_t>(plan.channel_members);
  std::vector<ShapleyTable> tables(result.chosen.size() * count);
  for (auto& t : tables) {
    t.players = channel_count;
    t.members = plan.channel_members;
    t.numerator.assign(members * coalitions, 0);
  }
  for (unsigned coalition = 0; coalition < coalitions; ++coalition) {
    if (hooks.progress)
      hooks.progress("channels", static_cast<int>(coalition), static_cast<int>(coalitions));
    std::vector<const model::Policy*> arms;
    for (auto& p : policies) {
      set_channels(p.structure, coalition);
      arms.push_back(&p);
    }
    std::vector<MemberValues> values;
    if (!runs.run_policies(arms, values, {}, hooks.stop)) return false;
    for (std::size_t s = 0; s < result.chosen.size(); ++s)
      for (std::size_t k = 0; k < count; ++k) {
        const auto difference = differences(k, values[s + 1], values.front());
        for (std::size_t m = 0; m < members; ++m)
          tables[s * count + k].numerator[m * coalitions + coalition] = difference[m];
      }
  }
  for (std::size_t s = 0; s < result.chosen.size(); ++s)
    for (std::size_t k = 0; k < count; ++k)
      result.channels.push_back(
          {result.chosen[s], k, shapley_of_members(tables[s * count + k], {problem.seed, 1000})});
  return true;
}

bool find_failures(const DecidePlan& plan, const DecideHooks& hooks, DecisionResult& result) {
  if (result.chosen.empty()) return true;
  const auto& problem = *plan.problem;
  std::optional<EachDraw> draws;
  auto options = plan.options;
  options.seed = problem.seed;
  options.members = prior_cases;
  if (plan.posterior != nullptr) {
    draws.emplace(*plan.posterior);
    options.source = &*draws;
    options.members = draws->count();
  }
  StrategyRuns runs(*plan.world, plan.base, plan.levers, measures_of(problem), options,
                    problem.first_month, problem.last_month);
  const auto report = [&](int done, int total) {
    if (hooks.progress) hooks.progress("where it fails", done, total);
  };
  if (!runs.prepare(report, hooks.stop)) return false;
  std::vector<std::vector<double>> money{result.strategies.front().money};
  for (const auto s : result.chosen) money.push_back(result.strategies[s].money);
  std::vector<MemberValues> values;
  if (!runs.run(money, values, {}, hooks.stop)) return false;

  analysis::Ensemble members;  // for its draws
  members.seed = options.seed;
  members.source = options.source;
  const auto all = cases_of(plan.base.structure, members, options.members);
  result.factors = all.names;
  const auto objectives = problem.objectives.size();
  result.failures.resize(result.chosen.size() * objectives);
  std::atomic<int> done{0};
  return engine::together(options.ranks, [&] {
    engine::parallel_for(result.failures.size(), options.threads, hooks.stop,
                         [&](std::size_t job, int) {
                           const auto i = job / objectives, k = job % objectives;
                           auto& failure = result.failures[job];
                           failure.strategy = result.chosen[i];
                           failure.objective = k;
                           fail_in(all, differences(k, values[i + 1], values.front()),
                                   problem.objectives[k].maximise, problem.seed, failure);
                           report(++done, static_cast<int>(result.failures.size()));
                         });
    return hooks.stop == nullptr || !hooks.stop->load();
  });
}

}  // namespace balloon::decision
