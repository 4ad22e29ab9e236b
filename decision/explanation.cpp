#include "decision/explanation.hpp"

#include <algorithm>
#include <stdexcept>

#include "decision/decide.hpp"

namespace balloon::decision {

namespace {

/// Last month that any run of the plan needs: that of the spending's year.
int last_needed(const ExplainPlan& plan) {
  return month_index(year_of(plan.outcome.last_month()), 12);
}

std::size_t variance_groups(const ExplainPlan& plan, const std::vector<Factor>& factors) {
  std::size_t parameters = 0;
  for (const auto& f : factors) parameters += f.kind == FactorKind::parameter ? 1 : 0;
  const auto top = static_cast<std::size_t>(plan.top);
  return factors.size() - parameters + (parameters > top ? top + 1 : parameters);
}

void check_plan(const ExplainPlan& plan) {
  const auto require = [](bool holds, const char* what) {
    if (!holds) throw std::invalid_argument(what);
  };
  require(plan.world != nullptr && plan.policy != nullptr && plan.reference != nullptr,
          "a world, a policy and a reference are needed");
  require(plan.trajectories >= 2, "at least two trajectories are needed");
  require(plan.base >= 2, "at least two base points are needed");
  require(plan.top >= 1 && plan.histories >= 2, "at least one parameter and two histories");
  require(plan.options.members >= 2, "at least two members are needed");
  require(!plan.outcome.of_ledger() || !plan.outcome.target.empty(),
          "the ledger needs a target: the policies differ in no lever on crops");
}

}  // namespace

std::size_t pairs_of(const ExplainPlan& plan) {
  const auto levers =
      differing_instruments(*plan.policy, *plan.reference, plan.outcome.last_month());
  const auto factors = factors_of(levers);
  const auto members = static_cast<std::size_t>(plan.options.members);
  std::size_t pairs = 0;
  if (plan.screen || plan.variance)
    pairs += static_cast<std::size_t>(plan.trajectories) * (factors.size() + 1);
  if (plan.variance)
    pairs += static_cast<std::size_t>(plan.base) * (variance_groups(plan, factors) + 2);
  if (plan.channels) pairs += members << channel_count;
  if (plan.levers) pairs += members * (1 + levers.size() + plan.added.size());
  return pairs;
}

Explanation explain(const ExplainPlan& plan, PieceStore* store,
                    const engine::ProgressFunction& progress, const std::atomic<bool>* stop) {
  check_plan(plan);
  Explanation result;
  result.levers = differing_instruments(*plan.policy, *plan.reference, plan.outcome.last_month());
  result.pairs = pairs_of(plan);
  ExplainWork work(std::max(1, plan.options.threads), store, progress,
                   static_cast<int>(result.pairs), stop, plan.options.ranks);
  const auto stopped = [&] {
    result.stopped = true;
    result.kept_pieces = work.found();
    return result;
  };
  if (plan.screen || plan.variance) {
    const FactorSpace space(*plan.world, plan.posterior, plan.options.seed, plan.histories,
                            year_of(last_needed(plan)));
    const auto factors = factors_of(result.levers);
    result.screen = screen_factors(plan, space, factors, work);
    if (!result.screen) return stopped();
    if (plan.variance) {
      result.variance = share_variance(plan, space, *result.screen, work);
      if (!result.variance) return stopped();
    }
  }
  if (plan.channels) {
    result.channels = share_channels(plan, work);
    if (!result.channels) return stopped();
  }
  if (plan.levers) {
    result.lever_effects = try_levers(plan, result.levers, work);
    if (!result.lever_effects) return stopped();
  }
  result.kept_pieces = work.found();
  return result;
}

}  // namespace balloon::decision
