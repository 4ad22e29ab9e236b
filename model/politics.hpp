// Step 1 and part of 4.1: the reaction rule, donor pressure, state presence.
#pragma once

#include "model/state.hpp"

namespace balloon::model {

/// Factor on planned eradication by hub, and hectares a month brought back by a reversal. Off in
/// history. On: it follows last year's reported area with an elasticity, and a plan far below the
/// norm is reversed with a hazard that grows with the aid at risk (donors' share of eradication)
/// times the deviation.
template <class L>
inline void react(const Context<L>& c, State<L>& s, L* factor, L* restored) {
  for (int h = 0; h < hub_count; ++h) {
    double planned = 0;
    for (std::size_t z = 0; z < c.world.zones.size(); ++z)
      if (c.world.zones[z].country == h)
        planned += c.policy.quantity(eradication_manual, static_cast<int>(z), c.t);
    planned += c.policy.national(eradication_manual, h, c.t);
    const L on = c.p[S::reaction];
    const double reference = c.world.hubs[h].area_1990;
    const L follow =
        pow(max(s.reported_last[h] * (1 / reference), 0.05), c.p[P::reaction_response]);
    const double aid = 1.0 - c.policy.funding(eradication_manual, h, 0, c.t);
    const L deviation = max(1.0 - planned / max(s.eradication_norm[h], 1.0), 0.0);
    const auto u = uniforms(c.key, Stream::reaction, static_cast<std::uint32_t>(h), c.month);
    const L chance = one_minus_exp(c.p[P::donor_pressure] * (aid * deviation));
    const auto falls = (u.first < chance) & (deviation > 0.3);
    s.reversed[h] = select(falls, 1.0, select(deviation > 0.3, s.reversed[h], L(0.0)));
    // A reversal brings back what the plan lacks of the norm, spread as national hectares are.
    restored[h] = on * s.reversed[h] * max(s.eradication_norm[h] - planned, 0.0);
    factor[h] = select(on > 0.5, min(follow, 5.0), L(1.0));
    s.eradication_norm[h] += (planned - s.eradication_norm[h]) * (1.0 / 36);
  }
}

/// State presence above the start: a slow stock that money raises and neglect lets fall.
template <class L>
inline void build_presence(const Context<L>& c, State<L>& s) {
  const auto& w = c.world;
  int zones[hub_count] = {};
  for (const auto& zone : w.zones)
    if (zone.country < hub_count && zone.suitable_ha > 0) ++zones[zone.country];
  for (std::size_t z = 0; z < w.zones.size(); ++z) {
    double usd = c.policy.quantity(state_presence, static_cast<int>(z), c.t);
    double at_start = c.policy.quantity(state_presence, static_cast<int>(z), 0);
    const int h = w.zones[z].country;
    if (h < hub_count && zones[h] > 0) {
      usd += c.policy.national(state_presence, h, c.t) / zones[h];
      at_start += c.policy.national(state_presence, h, 0) / zones[h];
    }
    // Presence is measured from the start's, so the start's money keeps it at zero.
    const L goal = clamp((usd - at_start) * 12.0 / c.p[P::presence_cost], -0.5, 1.0);
    s.presence[z] += c.p[P::presence_memory] * (goal - s.presence[z]);
  }
}

}  // namespace balloon::model
