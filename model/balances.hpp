// Balances of land, leaf, base, cocaine, people and money: each month closes to rounding.
#pragma once

#include "model/state.hpp"

namespace balloon::model {

/// Totals that a month's flows must explain.
template <class L>
struct Totals {
  L land[max_zones];
  L base[hub_count];
  L process;  ///< kg in process
  L cocaine;  ///< kg of cocaine in hubs' and markets' stocks
  L users[max_markets];
  L held[hub_count];  ///< people awaiting trial or in prison
};

template <class L>
inline void take_totals(const Context<L>& c, const State<L>& s, Totals<L>& t) {
  const auto& w = c.world;
  for (std::size_t z = 0; z < w.zones.size(); ++z)
    t.land[z] = s.establishing[z] + s.mature[z] + s.old[z] + s.replanting[z] + s.licit_young[z] +
                s.licit_bearing[z] + s.fallow[z] + s.forest[z];
  t.process = t.cocaine = L(0.0);
  for (int h = 0; h < hub_count; ++h) {
    t.base[h] = s.base_stock[h];
    t.process += s.in_process[h];
    t.cocaine += s.cocaine_stock[h];
    t.held[h] = s.trial_local[h] + s.trial_foreign[h] + s.prison_local[h] + s.prison_foreign[h];
  }
  for (std::size_t m = 0; m < w.markets.size(); ++m) {
    t.cocaine += s.market_stock[m];
    t.users[m] = s.light[m] + s.heavy[m];
  }
}

/// Largest relative error of the month's balances, and of the sign of any stock.
template <class L>
inline L balance_error(const Context<L>& c, const Totals<L>& before, const Totals<L>& after,
                       const State<L>& s, const Flows<L>& f) {
  const auto& w = c.world;
  L worst(0.0);
  const auto check = [&](const L& found, const L& expected, const L& scale) {
    const L error = abs(found - expected) / max(abs(scale), 1.0);
    worst = max(select(error <= 1.0, error, L(1.0)), worst);  // 1 where it is not a number
  };
  L leaf(0.0), used(0.0);
  for (std::size_t z = 0; z < w.zones.size(); ++z) {
    check(after.land[z], before.land[z], before.land[z]);
    leaf += f.leaf[z];
    used += f.legal_leaf[z] + f.base[z] / f.efficiency[w.zones[z].hub];
    for (const L& stock :
         {s.establishing[z], s.mature[z], s.old[z], s.replanting[z], s.licit_young[z],
          s.licit_bearing[z], s.fallow[z], s.forest[z], s.migrants[z]})
      worst = max(select(stock < -1e-6, -stock, L(0.0)), worst);
  }
  check(leaf, used, leaf);
  L sold(0.0), arrived(0.0), bought(0.0), made(0.0), waste(0.0), seized(0.0), consumed(0.0);
  for (int h = 0; h < hub_count; ++h) {
    check(after.base[h] - before.base[h],
          f.base_made[h] - f.base_seized[h] - f.domestic[h] - f.base_sold[h], before.base[h]);
    sold += f.base_sold[h];
    arrived += f.base_bought[h] + f.link_lost[h];
    bought += f.base_bought[h];
    made += f.cocaine_made[h];
    waste += f.process_loss[h];
    seized += f.cocaine_seized[h];
    check(after.held[h] - before.held[h],
          f.arrests[h] - f.acquitted_local[h] - f.acquitted_foreign[h] - f.released_local[h] -
              f.released_foreign[h],
          before.held[h]);
    worst = max(select(s.base_stock[h] < -1e-6, L(1.0), L(0.0)), worst);
    worst = max(select(s.cocaine_stock[h] < -1e-6, L(1.0), L(0.0)), worst);
  }
  check(sold, arrived, sold);
  check(after.process - before.process, bought - made - waste, before.process);
  for (std::size_t i = 0; i < w.corridors.size(); ++i) seized += f.seized[i];
  for (std::size_t m = 0; m < w.markets.size(); ++m) {
    consumed += f.consumption[m];
    if (!c.burn_in)
      check(after.users[m] - before.users[m], f.light_in[m] - f.light_out[m] - f.heavy_out[m],
            before.users[m]);
    worst = max(select(s.market_stock[m] < -1e-6, L(1.0), L(0.0)), worst);
  }
  check(after.cocaine - before.cocaine, made - seized - consumed, before.cocaine);
  L cost(0.0), paid(0.0);
  for (int i = 0; i < instrument_count; ++i)
    for (int h = 0; h <= hub_count; ++h) cost += f.cost[i][h];
  for (int d = 0; d < donor_count; ++d) paid += f.donor_cost[d];
  check(cost, paid, cost);
  return worst;
}

}  // namespace balloon::model
