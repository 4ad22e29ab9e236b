// Step 11a: armed groups tax or broker the trade; strength follows income, pressure, agreements.
#pragma once

#include "model/state.hpp"

namespace balloon::model {

/// Levy of all groups on a zone's base, USD/kg: a tax, or a broker's margin from `broker_from` on.
template <class L>
inline L levy(const Context<L>& c, const State<L>& s, int z) {
  L total(0.0);
  for (std::size_t g = 0; g < c.world.groups.size(); ++g) {
    const auto& group = c.world.groups[g];
    const double reach = group.reach[static_cast<std::size_t>(z)];
    if (reach <= 0) continue;
    const double brokers = c.t >= group.broker_from ? group.broker : 0.0;
    const L rate = (c.p[P::levy_grower] + c.p[P::levy_buyer] * 0.3) * (1 - brokers) +
                   c.p[P::broker_margin] * brokers;
    total += rate * (min(s.strength[g] * (1 / group.strength_1990), 1.0) * reach);
  }
  return total;
}

/// Income of the month and strength after it. A group without reach in any zone earns nothing.
template <class L>
inline void run_groups(const Context<L>& c, State<L>& s, Flows<L>& f) {
  const auto& w = c.world;
  for (std::size_t g = 0; g < w.groups.size(); ++g) {
    const auto& group = w.groups[g];
    const double brokers = c.t >= group.broker_from ? group.broker : 0.0;
    const L rate = (c.p[P::levy_grower] + c.p[P::levy_buyer] + c.p[P::levy_exit]) * (1 - brokers) +
                   c.p[P::broker_margin] * brokers;
    L kilograms(0.0);
    for (std::size_t z = 0; z < w.zones.size(); ++z)
      if (group.reach[z] > 0) kilograms += f.base[z] * group.reach[z];
    const L relative = min(s.strength[g] * (1 / group.strength_1990), 1.0);
    f.group_income[g] = kilograms * rate * relative;
    const int gi = static_cast<int>(g);
    const double pressure = c.policy.quantity(armed_pressure, gi, c.t);
    const double agreed = c.policy.quantity(armed_agreement, gi, c.t);
    // Drug income is a part of what keeps a group; the rest is its 1990 base.
    const L kept = f.group_income[g] * 12.0 / c.p[P::fighter_cost];
    const L sustained = group.strength_1990 * 0.2 + kept;
    const L ceiling = min(sustained, group.strength_1990 * 4.0) * (1 - 0.9 * agreed);
    s.strength[g] += c.p[S::armed_groups] * (c.p[P::group_memory] * (ceiling - s.strength[g]) -
                                             c.p[P::group_pressure] * pressure * s.strength[g]);
  }
}

}  // namespace balloon::model
