// Step 9: expectations, perceived risk, buyer presence.
#pragma once

#include "model/state.hpp"

namespace balloon::model {

/// Mean loss of each zone's neighbours, by inverse distance.
template <class L>
inline void share_losses(const Context<L>& c, Flows<L>& f) {
  for (std::size_t z = 0; z < c.world.zones.size(); ++z) {
    L around(0.0);
    for (const auto& n : c.world.neighbours[z]) around += f.loss_share[n.zone] * n.weight;
    f.loss_around[z] = around;
  }
}

/// Logit presence of buyers in a zone: agglomeration draws them, laboratory pressure, a share of
/// coca lost and neighbours' losses move them.
template <class L>
inline L buyer_pull(const Context<L>& c, const State<L>& s, const Flows<L>& f, int z) {
  const auto& zone = c.world.zones[static_cast<std::size_t>(z)];
  const L offered = max(f.leaf[z] - f.legal_leaf[z], 0.0) + c.k.leaf_reference[z] * 0.05;
  const L crowd =
      c.p[P::agglomeration] * c.p[S::agglomeration] * log(offered / (c.k.leaf_reference[z] * 1.05));
  const L gained = c.p[P::buyer_relocation] * c.p[S::buyers] * f.loss_around[z] * 10.0;
  const L pressure = c.p[P::buyer_flight] * (s.lab_pressure[zone.hub] * 0.05 + f.loss_share[z]);
  return c.k.buyer_base[z] + crowd + gained - pressure;
}

/// Updates zones' memories from the month's flows.
template <class L>
inline void learn(const Context<L>& c, const Flows<L>& f, State<L>& s) {
  const auto n = c.world.zones.size();
  const L spill = c.p[P::risk_spillover] * c.p[S::risk];
  for (std::size_t z = 0; z < n; ++z) {
    const int zi = static_cast<int>(z);
    const L seen = (1.0 - spill) * f.loss_share[z] + spill * f.loss_around[z];
    s.perceived_risk[z] += c.p[P::risk_memory] * (seen - s.perceived_risk[z]);
    s.expected_revenue[z] +=
        c.p[P::revenue_memory] * c.p[S::price] * (f.revenue[z] - s.expected_revenue[z]);
    const L presence = logistic(buyer_pull(c, s, f, zi));
    s.buyers[z] += c.p[P::buyer_memory] * (presence - s.buyers[z]);
    const L sprayed = f.effort_aerial[z] / max(coca(s, zi), 1.0);
    s.spray_learning[z] += (min(sprayed * 2.0, 1.0) - s.spray_learning[z]) * (1.0 / 24);
    const L effort = f.effort_manual[z] + f.effort_aerial[z] + f.effort_voluntary[z];
    const L value = (f.lost_forced[z] + f.lost_voluntary[z]) / max(effort, 1e-6);
    s.removal_value[z] = select(
        effort > 1e-3, s.removal_value[z] + c.p[P::value_learning] * (value - s.removal_value[z]),
        s.removal_value[z]);
  }
  for (int h = 0; h < hub_count; ++h) {
    const double labs = c.policy.quantity(lab_destruction, h, c.t);
    const double usd = c.policy.money(lab_destruction, h, c.t);
    const double typical = 320;  // laboratories a month in Colombia, 2015
    const L pace = (L(labs) + usd / c.p[P::cost_lab]) * (1 / typical);
    s.lab_pressure[h] += c.p[P::lab_memory] * (pace - s.lab_pressure[h]);
    s.base_expected[h] += c.p[P::price_memory] * (s.log_price[h] - s.base_expected[h]);
    s.cocaine_expected[h] +=
        c.p[P::price_memory] * (s.log_price[hub_count + h] - s.cocaine_expected[h]);
    s.split_shock[h] = s.split_shock[h] * 0.9 +
                       min(c.policy.quantity(captures, h, c.t) * c.p[P::split_shock], 0.5) * 0.5;
    s.output_mean[h] += (f.cocaine_made[h] - s.output_mean[h]) * (1.0 / 6);
  }
  for (int l = 0; l < link_count; ++l) {
    // Deterrence comes fast and is forgotten slowly.
    const L level(c.policy.quantity(air_interdiction, l, c.t));
    const L gap = level - s.bridge[l];
    s.bridge[l] += select(gap > 0.0, gap * 0.15, gap / c.p[P::bridge_memory]);
    s.bridge_adaptation[l] += c.p[P::bridge_adaptation] * (s.bridge[l] - s.bridge_adaptation[l]);
  }
}

}  // namespace balloon::model
