// Step 4: growth and harvest; traditional and legal leaf leaves first.
#pragma once

#include "model/state.hpp"

namespace balloon::model {

/// Ageing of what eradication left: establishing -> mature -> old -> renewed or gone. A grower
/// renews old plots in the measure that coca is still wanted (renewal, 0..1).
template <class L>
inline void grow(const Context<L>& c, const State<L>& s, int z, const L& renewal, Flows<L>& f) {
  const int h = c.world.zones[static_cast<std::size_t>(z)].hub;
  const L kept = 1.0 - f.loss_share[z];
  f.matured[z] = s.establishing[z] * kept * c.k.establish[h];
  f.aged[z] = s.mature[z] * kept * c.k.mature[h];
  f.died[z] = s.old[z] * kept * c.k.old[h];
  f.renewed[z] = f.died[z] * renewal;
}

/// Leaf of the month in t sun-dried: yield (0.15 E + M + 0.65 O) on what eradication left, the
/// yield rising with expected revenue. Traditional and legal leaf leaves first.
template <class L>
inline void harvest(const Context<L>& c, const State<L>& s, int z, Flows<L>& f) {
  const auto& zone = c.world.zones[static_cast<std::size_t>(z)];
  const int h = zone.hub;
  const double mean_yield = c.world.drivers.leaf_yield[h][c.t] * zone.yield_factor * (1.0 / 12);
  const L kept = 1.0 - f.loss_share[z];
  const L weighted = (s.establishing[z] * 0.15 + s.mature[z] + s.old[z] * 0.65) * kept;
  const double reference = 2500;  // USD/ha/year, the scale on which the elasticity acts
  const L response = pow(clamp(s.expected_revenue[z] * (1 / reference), 0.2, 5.0),
                         c.p[P::yield_response] * c.p[S::yield_response]);
  f.leaf[z] = weighted * mean_yield * response;
  // Demand for traditional leaf, met from what is grown and never more than nine tenths of it.
  const double wanted = zone.traditional_leaf_t * (1.0 / 12);
  const L available = f.leaf[z] * 0.9;
  f.legal_leaf[z] = min(L(wanted), available);
}

}  // namespace balloon::model
