// Step 10: growers decide what to plant, renew, leave, and where to go.
#pragma once

#include "model/alternative_development.hpp"
#include "model/mechanisms.hpp"

namespace balloon::model {

/// Outside income of a hectare, USD a year: the licit basket of the home hub.
template <class L>
inline L licit_income(const Context<L>& c, int hub) {
  return L(c.world.hubs[hub].licit_income * c.world.drivers.licit_income[hub][c.t]);
}

/// Appeal of coca in a zone on the logit scale, without the zone's own attraction a_z:
/// eta + beta ln(R / (C + I)) - kr rho + b_prot G + b_ann Ann - b_AD AD - b_S S.
template <class L>
inline L appeal(const Context<L>& c, const State<L>& s, int z) {
  const auto& zone = c.world.zones[static_cast<std::size_t>(z)];
  const int h = zone.hub;
  // Buyers' presence scales what a grower can sell.
  const L revenue = max(s.expected_revenue[z] * s.buyers[z], 1.0);
  const L outlay = c.world.hubs[h].cash_cost + licit_income(c, h);
  L v = c.p[P::supply_response] * log(revenue / outlay);
  v += s.shock[z] + s.national_shock[h];
  v -= c.p[P::risk_aversion] * s.perceived_risk[z];
  v += c.p[P::protection] * armed_presence(c, s, z);
  v += c.p[P::announcement] * announced(c, s, z);
  v -= c.p[P::development_pull] * s.trust[z] * development_reach(c, s, z);
  v -= c.p[P::presence_pull] * (zone.state_presence + s.presence[z]);
  add_appeal(c, s, z, v);
  return v;
}

/// Desired area A* = K logistic(a + appeal), ha.
template <class L>
inline L desired_area(double suitable, const L& attraction, const L& appeal) {
  return suitable * logistic(attraction + appeal);
}

/// New planting from the gap between desired and actual area, from nucleation by buyers, and
/// abandonment. What is wanted is taken from land that is free, and never more of it than there is.
template <class L>
inline void decide(const Context<L>& c, const State<L>& s, int z, const L& wanted_area,
                   Flows<L>& f) {
  const L area = coca(s, z);
  const L kept = area * (1.0 - f.loss_share[z]);
  const L gap = log(max(wanted_area, 1e-3) / max(area, 1.0));
  const L growth = min(c.p[P::planting_speed] * max(gap, 0.0), c.p[P::planting_cap]);
  const L arrivals = f.arrivals[z];
  const L asked = growth * area + c.p[P::nucleation] * wanted_area * s.buyers[z] + arrivals;
  // Half of the fallow and nine tenths of the forest can be taken in a month, so none runs out.
  const L fallow_room = s.fallow[z] * 0.5, forest_room = s.forest[z] * 0.9;
  const L room = fallow_room + forest_room;
  f.planted[z] = room * one_minus_exp(asked / max(room, 1e-9));
  const L forest_part = min(f.planted[z] * c.p[P::forest_share], forest_room);
  f.from_forest[z] = f.planted[z] - min(f.planted[z] - forest_part, fallow_room);
  const L leave = min(c.p[P::abandon_speed] * max(-gap, 0.0), c.p[P::abandon_cap]);
  f.abandoned[z] = kept * one_minus_exp(leave);
}

/// Share of old plots renewed: falls where coca is less wanted than grown.
template <class L>
inline L renewal(const State<L>& s, int z) {
  return min(s.wanted[z] / max(coca(s, z), 1e-6), 1.0);
}

/// Growers on the move: those who left a zone reach neighbours by attraction and distance.
template <class L>
inline void migrate(const Context<L>& c, const State<L>& s, const L* appeals, Flows<L>& f) {
  const auto n = c.world.zones.size();
  L pull[max_zones];
  for (std::size_t z = 0; z < n; ++z) {
    f.arrivals[z] = L(0.0);
    f.departures[z] = s.migrants[z] * c.k.migrant_pace;
    const double room = c.world.zones[z].suitable_ha;
    pull[z] = room > 0
                  ? exp(c.p[P::migration_value] * clamp(c.k.attraction[z] + appeals[z], -8.0, 8.0))
                  : L(0.0);
  }
  for (std::size_t z = 0; z < n; ++z) {
    const auto& near = c.world.neighbours[z];
    if (near.empty()) continue;
    L sum(0.0);
    for (std::size_t j = 0; j < near.size(); ++j)
      sum += c.k.migration_weight[z][j] * pull[near[j].zone];
    const L scale = f.departures[z] / max(sum, 1e-30);
    for (std::size_t j = 0; j < near.size(); ++j)
      f.arrivals[near[j].zone] += scale * c.k.migration_weight[z][j] * pull[near[j].zone];
  }
}

/// Supply shock: AR(1) in the zone and its country, memory tau_eta months, driven by one innovation
/// a year spread over its months so that the stationary sd at year's end is sigma_eta. At rest
/// through the burn-in.
template <class L>
inline void shock_supply(const Context<L>& c, State<L>& s) {
  if (c.burn_in) return;
  const L keep = exp(-1.0 / c.p[P::shock_memory]);
  const L yearly = exp(-12.0 / c.p[P::shock_memory]);
  const L scale = c.p[P::shock_sd] * sqrt(1.0 - yearly * yearly) * (1.0 - keep) / (1.0 - yearly);
  const L common = c.p[P::shock_common];
  const L own = scale * sqrt(1.0 - common), shared = scale * sqrt(common);
  for (std::size_t z = 0; z < c.world.zones.size(); ++z)
    s.shock[z] = s.shock[z] * keep + own * c.k.normals.supply_zone[z];
  for (int h = 0; h < hub_count; ++h)
    s.national_shock[h] = s.national_shock[h] * keep + shared * c.k.normals.supply_hub[h];
}

}  // namespace balloon::model
