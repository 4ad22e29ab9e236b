// Sourcing links, corridors and what the clearing needs of them; the month's flows through them.
#pragma once

#include "model/market_clearing.hpp"
#include "model/mechanisms.hpp"

namespace balloon::model {

/// How much of a closed bridge's cost is felt on a link: the memory of interdiction, less what
/// rivers and roads have replaced.
template <class L>
inline L bridge_effect(const Context<L>& c, const State<L>& s, int link) {
  return s.bridge[link] * (1.0 - (1.0 - c.p[P::bridge_residual]) * s.bridge_adaptation[link]);
}

/// Traffickers' perceived risk of a corridor, the mean of its Beta pair.
template <class L>
inline L perceived(const State<L>& s, int corridor) {
  return s.risk_a[corridor] / (s.risk_a[corridor] + s.risk_b[corridor]);
}

/// Hazard of source seizures: the 1990 hazard times ((reference + effort) / reference)^q.
template <class L>
inline L source_hazard(const Context<L>& c, int hub, double risk_1990) {
  const double reference = 2e6;  // USD a month of ordinary policing
  const double effort = c.policy.quantity(source_interdiction, hub, c.t);
  const L base = -log(L(1.0 - risk_1990));
  const L scale = pow(L((reference + effort) / reference), c.p[P::effort_effect] * 0.5);
  return one_minus_exp(base * scale);
}

/// Links: cost and loss by destination and origin. Own base costs nothing to move.
template <class L>
inline void link_conditions(const Context<L>& c, const State<L>& s, Clearing<L>& q) {
  for (int h = 0; h < hub_count; ++h)
    for (int o = 0; o < hub_count; ++o) {
      // A pair without a link is closed by its constant; the cost only keeps the arithmetic finite.
      q.link_cost[h][o] = L(0.0);
      q.link_loss[h][o] = L(0.0);
    }
  for (int l = 0; l < link_count; ++l) {
    const auto& ends = link_ends[l];
    const L felt = bridge_effect(c, s, l);
    q.link_cost[ends.destination][ends.origin] = c.world.links[l].cost + c.p[P::bridge_cost] * felt;
    q.link_loss[ends.destination][ends.origin] =
        min(c.world.links[l].risk_1990 + c.p[P::bridge_risk] * felt, 0.6);
  }
}

/// Added cost of a hub's cocaine in the flat structure, where no base crosses borders and a closed
/// air bridge weighs on the product itself.
template <class L>
inline void flat_penalty(const Context<L>& c, const State<L>& s, L* penalty) {
  const L flat = 1.0 - c.p[S::nested];
  for (int h = 0; h < hub_count; ++h) penalty[h] = L(0.0);
  for (int l : {static_cast<int>(per_col), static_cast<int>(bol_col)}) {
    const int o = link_ends[l].origin;
    const double price = c.world.hubs[o].cocaine_price_1990;
    penalty[o] =
        flat * bridge_effect(c, s, l) * (c.p[P::bridge_cost] + c.p[P::bridge_risk] * price);
  }
}

/// Transport cost of a corridor, USD/kg: its cost of 1990 as it has drifted, rising with last
/// month's load.
template <class L>
inline L transport_cost(const Context<L>& c, const State<L>& s, int i) {
  const auto& corridor = c.world.corridors[static_cast<std::size_t>(i)];
  L cost = s.corridor_cost_factor[i] * corridor.cost *
           (1.0 + s.corridor_load[i] * (0.5 / corridor.capacity));
  add_transport(c, s, i, cost);
  return cost;
}

/// Share of a corridor's purchases that goes on under a closure, measured from the start's, which
/// is in what was observed then.
template <class L>
inline L open_share(const Context<L>& c, int i) {
  const double level =
      c.policy.quantity(corridor_closure, i, c.t) - c.policy.quantity(corridor_closure, i, 0);
  return level > 0 ? 1.0 - c.p[P::closure_effect] * level : L(1.0);
}

/// Fills the part of the clearing that corridors and links determine.
template <class L>
inline void corridor_conditions(const Context<L>& c, const State<L>& s, Clearing<L>& q) {
  const auto& w = c.world;
  q.corridors = static_cast<int>(w.corridors.size());
  q.markets = static_cast<int>(w.markets.size());
  L penalty[hub_count];
  flat_penalty(c, s, penalty);
  const L omega = c.p[P::pass_through];
  L risk[max_corridors], fixed[max_corridors];
  for (int i = 0; i < q.corridors; ++i) {
    const auto& corridor = w.corridors[static_cast<std::size_t>(i)];
    q.open[i] = open_share(c, i);
    for (int h = 0; h < hub_count; ++h) q.access[i][h] = corridor.access[h] + penalty[h];
    risk[i] = perceived(s, i);
    fixed[i] = (transport_cost(c, s, i) + corridor.risk_wage * risk[i]) / (1.0 - risk[i]);
  }
  for (int m = 0; m < q.markets; ++m) {
    L base(0.0);
    for (int i = 0; i < q.corridors; ++i) {
      q.used[m][i] = w.markets[static_cast<std::size_t>(m)].corridor_share_1990[i] > 0;
      if (!q.used[m][i]) continue;
      q.gross[m][i] = s.corridor_share[m][i] / (1.0 - risk[i]);
      q.bought[m][i] = q.gross[m][i] * q.open[i];
      q.weight[m][i] =
          omega * q.gross[m][i] + (1.0 - omega) * c.k.import_mark[m] * s.corridor_share[m][i];
      base += s.corridor_share[m][i] * fixed[i];
    }
    q.import_base[m] = omega * base;
  }
  for (int h = 0; h < hub_count; ++h)
    q.source_loss[h] = source_hazard(c, h, w.hubs[h].source_risk_1990);
  link_conditions(c, s, q);
}

/// Books sales at the solution: base by link, cocaine by hub, corridor and market. Purchases are
/// scaled to what was released, so mass balances exactly whatever the solver's residual.
template <class L>
inline void book_sales(const Clearing<L>& q, const Evaluation<L>& e, Flows<L>& f) {
  for (int h = 0; h < hub_count; ++h)
    f.base_bought[h] = f.base_imported[h] = f.link_lost[h] = L(0.0);
  for (int o = 0; o < hub_count; ++o) {
    f.base_sold[o] = e.supply[o];
    L total(0.0);
    for (int h = 0; h < hub_count; ++h) total += e.base_orders[h][o];
    const L scale = f.base_sold[o] / total;
    for (int h = 0; h < hub_count; ++h) {
      const L shipped = e.base_orders[h][o] * scale;
      const L lost = shipped * q.link_loss[h][o];
      f.base_bought[h] += shipped - lost;
      f.link_lost[o] += lost;
      if (h != o) f.base_imported[h] += shipped - lost;
    }
  }
  for (int i = 0; i < q.corridors; ++i) f.load[i] = L(0.0);
  for (int h = 0; h < hub_count; ++h) {
    f.cocaine_sold[h] = e.supply[hub_count + h];
    f.cocaine_seized[h] = f.cocaine_sold[h] * q.source_loss[h];
    L total(0.0);
    for (int i = 0; i < q.corridors; ++i) total += e.corridor_orders[i] * e.share[i][h];
    const L scale = (f.cocaine_sold[h] - f.cocaine_seized[h]) / total;
    for (int i = 0; i < q.corridors; ++i) {
      f.load_by_hub[i][h] = e.corridor_orders[i] * e.share[i][h] * scale;
      f.load[i] += f.load_by_hub[i][h];
    }
  }
  for (int m = 0; m < q.markets; ++m) {
    f.import_price[m] = e.import_price[m];
    f.retail_price[m] = e.retail_price[m];
    for (int i = 0; i < q.corridors; ++i) {
      f.market_load[m][i] = L(0.0);
      if (!q.used[m][i]) continue;
      const L part = e.market_orders[m] * q.gross[m][i] * q.open[i] / e.corridor_orders[i];
      f.market_load[m][i] = f.load[i] * part;
    }
  }
  for (int h = 0; h < hub_count; ++h) f.orders[h] = e.orders[h];
  f.source_elasticity = e.elasticity;
}

/// Drift of what a corridor costs that neither load nor risk explains (ports, protection, partners
/// at the other end): a random walk, moved by one innovation a year over its twelve months.
template <class L>
inline void drift_corridors(const Context<L>& c, State<L>& s) {
  if (c.burn_in) return;
  const L scale = c.p[P::corridor_drift] * (1.0 / 12);
  for (std::size_t i = 0; i < c.world.corridors.size(); ++i) {
    s.corridor_log_cost[i] += scale * c.k.normals.corridor[i];
    s.corridor_cost_factor[i] = exp(s.corridor_log_cost[i]);
  }
}

/// Corridor shares move a part of the way to the logit on delivered cost; every open corridor keeps
/// at least 1e-4, so an unused one can be rediscovered. Nothing hard-codes spreading.
template <class L>
inline void choose_corridors(const Context<L>& c, const Clearing<L>& q, const Evaluation<L>& e,
                             State<L>& s) {
  const double floor = 1e-4;
  L attraction[max_corridors];
  for (int i = 0; i < q.corridors; ++i) {
    const auto& corridor = c.world.corridors[static_cast<std::size_t>(i)];
    const L risk = perceived(s, i);
    L gate(0.0);
    for (int h = 0; h < hub_count; ++h)
      gate += e.share[i][h] * (exp(s.log_price[hub_count + h]) + q.access[i][h]);
    const L cost = (gate + transport_cost(c, s, i) + corridor.risk_wage * risk) / (1.0 - risk);
    attraction[i] = exp(-c.p[P::corridor_choice] * log(cost * 1e-4));
    // Organisations draw loads to the corridors they carry as their share grows.
    if (corridor.carrier >= 0) {
      L carrying(0.0), all(0.0);
      for (int h = 0; h < hub_count; ++h)
        for (int o = 0; o < origin_count; ++o) {
          all += s.organisations[h][o];
          if (o == corridor.carrier) carrying += s.organisations[h][o];
        }
      attraction[i] = attraction[i] * exp(c.p[P::carrier_pull] * carrying / max(all, 0.5));
    }
    attraction[i] = attraction[i] * q.open[i];
  }
  for (int m = 0; m < q.markets; ++m) {
    L sum(0.0), wanted[max_corridors];
    int open = 0;
    for (int i = 0; i < q.corridors; ++i) {
      if (!q.used[m][i]) continue;
      wanted[i] = c.k.corridor_constant[m][i] * attraction[i];
      sum += wanted[i];
      ++open;
    }
    const L inverse = 1.0 / sum;
    for (int i = 0; i < q.corridors; ++i) {
      if (!q.used[m][i]) continue;
      const L target = wanted[i] * inverse * (1.0 - open * floor) + floor;
      s.corridor_share[m][i] += c.p[P::corridor_inertia] * (target - s.corridor_share[m][i]);
    }
  }
}

}  // namespace balloon::model
