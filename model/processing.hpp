// Step 5: leaf to base at the zone, base to cocaine at the hub.
#pragma once

#include "model/state.hpp"

namespace balloon::model {

/// Efficiencies of the month. The driver is kg of cocaine per t of leaf over all stages; base is
/// that over the base-to-cocaine yield, so that the stages multiply to the driver. Laboratories
/// destroyed and precursors held back lower the first stage, and raise the cost of a kg by as much:
/// the same work and reagents go into each tonne of leaf.
template <class L>
inline void efficiencies(const Context<L>& c, const State<L>& s, Flows<L>& f) {
  for (int h = 0; h < hub_count; ++h) {
    const double all_stages = c.world.drivers.cocaine_yield[h][c.t];
    const L precursor = c.p[P::precursor_loss] * c.policy.quantity(precursor_control, h, c.t);
    const L pressed = 1.0 / (1.0 + c.p[P::lab_loss] * s.lab_pressure[h]);
    const L kept = pressed * (1.0 - precursor);
    f.efficiency[h] = all_stages / c.p[P::base_to_cocaine] * kept;
    f.base_cost[h] = c.p[P::base_cost] / kept;
    f.conversion[h] = c.p[P::base_to_cocaine] * (1.0 - s.split_shock[h]);
  }
}

/// Base made from the zones' illicit leaf, and what of it the state seizes.
template <class L>
inline void make_base(const Context<L>& c, Flows<L>& f) {
  for (int h = 0; h < hub_count; ++h) f.base_made[h] = L(0.0);
  const auto n = c.world.zones.size();
  for (std::size_t z = 0; z < n; ++z) {
    const int h = c.world.zones[z].hub;
    f.base[z] = (f.leaf[z] - f.legal_leaf[z]) * f.efficiency[h];
    f.base_made[h] += f.base[z];
  }
}

/// Cocaine of the month from the base bought last month; the rest of its mass is process loss.
template <class L>
inline void make_cocaine(const State<L>& s, Flows<L>& f) {
  for (int h = 0; h < hub_count; ++h) {
    f.cocaine_made[h] = s.in_process[h] * f.conversion[h];
    f.process_loss[h] = s.in_process[h] - f.cocaine_made[h];
  }
}

}  // namespace balloon::model
