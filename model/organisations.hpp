// Step 11b: trafficking organisations enter where margins are high and break up when heads fall.
#pragma once

#include "model/trafficking.hpp"

namespace balloon::model {

/// Where entrants come from, relative to the start: Colombian, Mexican, Brazilian, local. Those
/// open in 1990 (Colombian and local) add to 1, so that the start is steady; others come on top.
inline constexpr double organisation_mix[hub_count][origin_count] = {
    {0.8, 0.35, 0.05, 0.2}, {0.6, 0.3, 0.2, 0.4}, {0.5, 0.1, 0.4, 0.5}};
/// Organisations buying at a hub in 1990 (weakly informed: the two large Colombian groups and local
/// firms; several dozen firms by 2000).
inline constexpr double organisations_1990[hub_count] = {5, 8, 6};

template <class L>
inline L organisation_count(const State<L>& s, int h) {
  L n(0.0);
  for (int o = 0; o < origin_count; ++o) n += s.organisations[h][o];
  return n;
}

/// Share of the farm-gate value that buyers keep by being few: it falls as they grow in number.
template <class L>
inline L farm_markdown(const Context<L>& c, const State<L>& s, int h) {
  const L relative = c.k.organisations_reference[h] / max(organisation_count(s, h), 0.5);
  return c.p[P::markdown] * min(relative, 1.6);
}

/// Entry by origin with the export margin, exit, and the split of organisations whose head falls.
/// The break-up of the Colombian cartels in the 1990s (`firms_1990s`) is the rival of the air
/// bridge as the cause of the Colombian boom: off, captures before 2000 do not add buyers.
template <class L>
inline void run_organisations(const Context<L>& c, State<L>& s) {
  static constexpr int open_from[origin_count] = {0, month_index(1996, 1), month_index(2003, 1), 0};
  for (int h = 0; h < hub_count; ++h) {
    const L price = exp(s.log_price[hub_count + h]);
    const L margin = log(max(price, 1.0) / c.k.organisation_margin[h]);
    // At the start's price entry equals exit.
    const L pull = exp(c.p[P::entry_response] * clamp(margin, -2.0, 2.0));
    const double fallen = c.policy.quantity(captures, h, c.t);
    L split = c.p[P::split_size] * fallen;
    if (c.t < month_index(2000, 1)) split = split * c.p[S::firms_1990s];
    const L all = max(organisation_count(s, h), 0.5);
    for (int o = 0; o < origin_count; ++o) {
      const double open = c.t >= open_from[o] ? 1.0 : 0.0;
      const L arrive = c.p[P::exit_rate] * c.k.organisations_reference[h] *
                       (organisation_mix[h][o] * open) * pull;
      const L leave = c.p[P::exit_rate] * s.organisations[h][o];
      s.organisations[h][o] += arrive - leave + split * s.organisations[h][o] / all;
      s.organisations[h][o] = max(s.organisations[h][o], 0.0);
    }
  }
}

/// Farm-gate price of a zone's leaf and growers' gross revenue a hectare a year:
/// (base price - haulage - levy - processing) x base per leaf x (1 - markdown).
template <class L>
inline void farm_gate(const Context<L>& c, const State<L>& s, Flows<L>& f) {
  L markdown[hub_count], price[hub_count];
  for (int h = 0; h < hub_count; ++h) {
    markdown[h] = farm_markdown(c, s, h);
    price[h] = exp(s.log_price[h]);
  }
  for (std::size_t z = 0; z < c.world.zones.size(); ++z) {
    const auto& zone = c.world.zones[z];
    const int h = zone.hub;
    const L net = price[h] - zone.haul - f.levy[z] - f.base_cost[h];
    // Where costs exceed the price, leaf still finds the least price at which it is picked.
    const L floor_price = 0.05 * price[h];
    f.leaf_price[z] = max(net, floor_price) * f.efficiency[h] * 1e-3 * (1.0 - markdown[h]);
    const double yield = c.world.drivers.leaf_yield[h][c.t] * zone.yield_factor;
    f.revenue[z] = f.leaf_price[z] * (1e3 * yield);
  }
}

}  // namespace balloon::model
