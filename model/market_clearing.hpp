// Step 6: prices at which this month's stocks and output meet this month's orders.
//
// Six unknowns: log price of base and of cocaine at each hub. Supply is what holders release:
//   (stock + output) (1 - exp(-k (p / p_expected)^eps_I)),
// so scarcity draws stocks down first and raises prices as expectations follow. Orders of a market
// are its consumption at the retail price these prices imply, times (target / stock)^kappa, over
// the share that survives its corridors (the vertical balloon). Cocaine equations do not contain
// the price of base, so each Newton step is two systems of three (docs/model.md, "Market
// clearing").
#pragma once

#include "model/state.hpp"

namespace balloon::model {

inline constexpr int newton_steps = 8;
inline constexpr double newton_tolerance = 1e-6;  ///< relative residual of a solved member
inline constexpr double price_bound = 3.9;        ///< |log price - log start|: a factor of 50

/// Everything the equations need that does not depend on this month's prices.
template <class L>
struct Clearing {
  int corridors = 0, markets = 0;
  bool used[max_markets][max_corridors] = {};
  L open[max_corridors];                 ///< share of purchases that is not stopped by a closure
  L access[max_corridors][hub_count];    ///< USD/kg from hub to corridor
  L gross[max_markets][max_corridors];   ///< share bought by corridor per kg to be delivered
  L bought[max_markets][max_corridors];  ///< of it, what closures leave
  L weight[max_markets][max_corridors];  ///< d import price / d mean source price of the corridor
  L import_base[max_markets];            ///< import price besides the source price
  L retail_slope[max_markets], retail_base[max_markets];
  L demand[max_markets];  ///< orders at the reference price, kg a month
  L elasticity, reference[max_markets];
  L base_available[hub_count], cocaine_available[hub_count];
  L link_cost[hub_count][hub_count];  ///< [destination][origin], USD/kg
  L link_loss[hub_count][hub_count];
  L source_loss[hub_count];  ///< share of cocaine sold that is seized before export
  L order_scale[hub_count];  ///< base per kg of cocaine ordered, restocking included
};

/// The equations' values and slopes at a set of prices.
template <class L>
struct Evaluation {
  L residual[2 * hub_count];             ///< log orders - log supply
  L slope_cc[hub_count][hub_count];      ///< d residual cocaine / d cocaine price
  L orders_slope[hub_count][hub_count];  ///< d log orders / d cocaine price
  L slope_bc[hub_count][hub_count];      ///< d residual base / d cocaine price
  L slope_bb[hub_count][hub_count];      ///< d residual base / d base price
  L orders[hub_count], supply[2 * hub_count];
  L corridor_orders[max_corridors];
  L share[max_corridors][hub_count];
  L base_orders[hub_count][hub_count];  ///< [destination][origin]
  L import_price[max_markets], retail_price[max_markets], market_orders[max_markets];
  L elasticity;  ///< of all orders to a common rise of cocaine prices
};

/// Shares of hub `h` in a corridor's purchases: logit on log delivered price at the hub's gate,
/// moved from last month's shares by `move` (1 in the flat structure).
template <class L>
inline void evaluate_cocaine(const Context<L>& c, const State<L>& s, const Clearing<L>& q,
                             const L* log_price, const L& move, Evaluation<L>& e) {
  const L sigma = c.p[P::hub_substitution];
  L price[hub_count];
  for (int h = 0; h < hub_count; ++h) price[h] = exp(log_price[hub_count + h]);
  L mean[max_corridors], mean_slope[max_corridors][hub_count];
  L share_slope[max_corridors][hub_count][hub_count];
  for (int i = 0; i < q.corridors; ++i) {
    L gate[hub_count], wanted[hub_count], elastic[hub_count], sum(0.0);
    for (int h = 0; h < hub_count; ++h) {
      gate[h] = price[h] + q.access[i][h];
      wanted[h] = c.k.hub_constant[i][h] * exp(-sigma * log(gate[h] * 1e-3));
      sum += wanted[h];
    }
    const L inverse = 1.0 / sum;
    mean[i] = L(0.0);
    for (int h = 0; h < hub_count; ++h) {
      wanted[h] = wanted[h] * inverse;
      elastic[h] = sigma * move * price[h] / gate[h];
      e.share[i][h] = (1.0 - move) * s.hub_share[i][h] + move * wanted[h];
      mean[i] += e.share[i][h] * gate[h];
    }
    for (int k = 0; k < hub_count; ++k) {
      mean_slope[i][k] = e.share[i][k] * price[k];
      for (int h = 0; h < hub_count; ++h) {
        const L step = h == k ? wanted[h] - 1.0 : wanted[k];
        share_slope[i][h][k] = wanted[h] * elastic[k] * step;
        mean_slope[i][k] += gate[h] * share_slope[i][h][k];
      }
    }
    e.corridor_orders[i] = L(0.0);
  }
  L corridor_slope[max_corridors][hub_count];
  for (int i = 0; i < q.corridors; ++i)
    for (int k = 0; k < hub_count; ++k) corridor_slope[i][k] = L(0.0);
  for (int m = 0; m < q.markets; ++m) {
    L import = q.import_base[m];
    L import_slope[hub_count] = {L(0.0), L(0.0), L(0.0)};
    for (int i = 0; i < q.corridors; ++i) {
      if (!q.used[m][i]) continue;
      import += q.weight[m][i] * mean[i];
      for (int k = 0; k < hub_count; ++k) import_slope[k] += q.weight[m][i] * mean_slope[i][k];
    }
    const L retail = q.retail_slope[m] * import + q.retail_base[m];
    const L orders = q.demand[m] * exp(q.elasticity * log(retail / q.reference[m]));
    e.import_price[m] = import;
    e.retail_price[m] = retail;
    e.market_orders[m] = orders;
    const L response = orders * q.elasticity * q.retail_slope[m] / retail;
    for (int i = 0; i < q.corridors; ++i) {
      if (!q.used[m][i]) continue;
      e.corridor_orders[i] += orders * q.bought[m][i];
      for (int k = 0; k < hub_count; ++k)
        corridor_slope[i][k] += q.bought[m][i] * response * import_slope[k];
    }
  }
  L all(0.0), all_slope(0.0);
  for (int h = 0; h < hub_count; ++h) {
    L total(0.0), slope[hub_count] = {L(0.0), L(0.0), L(0.0)};
    for (int i = 0; i < q.corridors; ++i) {
      total += e.corridor_orders[i] * e.share[i][h];
      for (int k = 0; k < hub_count; ++k)
        slope[k] +=
            corridor_slope[i][k] * e.share[i][h] + e.corridor_orders[i] * share_slope[i][h][k];
    }
    const L keep = 1.0 / (1.0 - q.source_loss[h]);
    e.orders[h] = total * keep;
    const L inverse = 1.0 / total;
    const L dear = log_price[hub_count + h] - s.cocaine_expected[h];
    const L release = c.k.cocaine_release * exp(c.p[P::release_response] * dear);
    const L gone = one_minus_exp(release);
    e.supply[hub_count + h] = q.cocaine_available[h] * gone;
    // Buyers put orders off while the price is above what they expect.
    const L patience = c.p[P::order_patience];
    e.residual[hub_count + h] = log(e.orders[h]) - patience * dear - log(e.supply[hub_count + h]);
    const L supply_slope = release * (1.0 - gone) / gone * c.p[P::release_response];
    for (int k = 0; k < hub_count; ++k) {
      e.slope_cc[h][k] = slope[k] * inverse - (h == k ? supply_slope + patience : L(0.0));
      e.orders_slope[h][k] = slope[k] * inverse;
      all_slope += slope[k] * keep;
    }
    all += e.orders[h];
  }
  e.elasticity = all_slope / all;
}

/// Base: hubs order what their cocaine sales need, more where the margin is wide; origins by logit
/// (nested), or the hub's own only (flat).
template <class L>
inline void evaluate_base(const Context<L>& c, const State<L>& s, const Clearing<L>& q,
                          const L* log_price, Evaluation<L>& e) {
  const L sigma = c.p[P::sourcing_substitution];
  const auto nested = c.p[S::nested] > 0.5;
  const L eps = c.p[P::processing_response];
  L price[hub_count];
  for (int h = 0; h < hub_count; ++h) price[h] = exp(log_price[h]);
  L total[hub_count], slope_b[hub_count][hub_count], slope_c[hub_count][hub_count];
  for (int o = 0; o < hub_count; ++o) {
    total[o] = L(0.0);
    for (int k = 0; k < hub_count; ++k) slope_b[o][k] = slope_c[o][k] = L(0.0);
  }
  for (int h = 0; h < hub_count; ++h) {
    L gate[hub_count], share[hub_count], elastic[hub_count], sum(0.0);
    for (int o = 0; o < hub_count; ++o) {
      gate[o] = (price[o] + q.link_cost[h][o]) / (1.0 - q.link_loss[h][o]);
      share[o] = c.k.link_constant[h][o] * exp(-sigma * log(gate[o] * 1e-3));
      share[o] = select(nested, share[o], L(o == h ? 1.0 : 0.0));
      sum += share[o];
    }
    const L inverse = 1.0 / sum;
    L value(0.0);
    for (int o = 0; o < hub_count; ++o) {
      share[o] = share[o] * inverse;
      elastic[o] = sigma * price[o] / (gate[o] * (1.0 - q.link_loss[h][o]));
      value += share[o] * gate[o];
    }
    const L cost = value + c.p[P::cocaine_cost];
    const L margin = exp(log_price[hub_count + h] - log(cost)) * c.p[P::base_to_cocaine] /
                     c.k.margin_reference[h];
    const L orders =
        e.orders[h] * q.order_scale[h] * c.k.order_constant[h] * exp(eps * log(margin));
    for (int o = 0; o < hub_count; ++o) {
      const L part = orders * share[o];
      e.base_orders[h][o] = part / (1.0 - q.link_loss[h][o]);
      total[o] += e.base_orders[h][o];
      for (int k = 0; k < hub_count; ++k)
        slope_c[o][k] += e.base_orders[h][o] * (e.orders_slope[h][k] + (h == k ? eps : L(0.0)));
    }
    for (int k = 0; k < hub_count; ++k) {
      L value_slope = share[k] * price[k] / (1.0 - q.link_loss[h][k]);
      L share_slope[hub_count];
      for (int o = 0; o < hub_count; ++o) {
        const L step = o == k ? share[o] - 1.0 : share[k];
        share_slope[o] = share[o] * elastic[k] * step;
        value_slope += gate[o] * share_slope[o];
      }
      const L orders_slope = -eps * value_slope / cost;
      for (int o = 0; o < hub_count; ++o)
        slope_b[o][k] += e.base_orders[h][o] * orders_slope +
                         orders * share_slope[o] / (1.0 - q.link_loss[h][o]);
    }
  }
  for (int o = 0; o < hub_count; ++o) {
    const L dear = log_price[o] - s.base_expected[o];
    const L patience = c.p[P::order_patience];
    const L release = c.k.base_release * exp(c.p[P::release_response] * dear);
    const L gone = one_minus_exp(release);
    e.supply[o] = q.base_available[o] * gone;
    e.residual[o] = log(total[o]) - patience * dear - log(e.supply[o]);
    const L supply_slope = release * (1.0 - gone) / gone * c.p[P::release_response];
    const L inverse = 1.0 / total[o];
    for (int k = 0; k < hub_count; ++k) {
      e.slope_bb[o][k] = slope_b[o][k] * inverse - (o == k ? supply_slope + patience : L(0.0));
      e.slope_bc[o][k] = slope_c[o][k] * inverse;
    }
  }
}

/// Solves a 3 x 3 system by elimination with the pivot taken on the diagonal, which dominates: own
/// supply and own-price substitution are on it. `a` and `b` are overwritten; the solution is in b.
template <class L>
inline void solve3(L (&a)[hub_count][hub_count], L (&b)[hub_count]) {
  for (int i = 0; i < hub_count; ++i) {
    const L inverse = 1.0 / a[i][i];
    for (int r = i + 1; r < hub_count; ++r) {
      const L factor = a[r][i] * inverse;
      for (int k = i; k < hub_count; ++k) a[r][k] -= factor * a[i][k];
      b[r] -= factor * b[i];
    }
  }
  for (int i = hub_count - 1; i >= 0; --i) {
    for (int k = i + 1; k < hub_count; ++k) b[i] -= a[i][k] * b[k];
    b[i] = b[i] / a[i][i];
  }
}

/// Damped Newton from last month's prices. A lane that is solved stops moving, so leaving early
/// when all are solved changes no bit. Members that do not solve, or whose price leaves the bounds,
/// are marked failed in the state; their numbers are then meaningless and never reported.
template <class L>
inline void clear_markets(const Context<L>& c, State<L>& s, const Clearing<L>& q,
                          Evaluation<L>& e) {
  const L move = select(c.p[S::nested] > 0.5, c.p[P::hub_inertia], L(1.0));
  L x[2 * hub_count];
  for (int i = 0; i < 2 * hub_count; ++i) x[i] = s.log_price[i];
  L worst(0.0);
  for (int step = 0; step <= newton_steps; ++step) {
    evaluate_cocaine(c, s, q, x, move, e);
    evaluate_base(c, s, q, x, e);
    worst = L(0.0);
    for (int i = 0; i < 2 * hub_count; ++i) worst = max(abs(e.residual[i]), worst);
    const auto open = worst > newton_tolerance * 0.1;
    if (step == newton_steps || !any(open)) break;
    L a[hub_count][hub_count], d[hub_count], b[hub_count][hub_count], r[hub_count];
    for (int h = 0; h < hub_count; ++h) {
      d[h] = -e.residual[hub_count + h];
      for (int k = 0; k < hub_count; ++k) a[h][k] = e.slope_cc[h][k];
    }
    solve3(a, d);
    for (int o = 0; o < hub_count; ++o) {
      r[o] = -e.residual[o];
      for (int k = 0; k < hub_count; ++k) {
        r[o] -= e.slope_bc[o][k] * d[k];
        b[o][k] = e.slope_bb[o][k];
      }
    }
    solve3(b, r);
    for (int h = 0; h < hub_count; ++h) {
      x[h] = select(open, x[h] + clamp(r[h], -0.5, 0.5), x[h]);
      x[hub_count + h] = select(open, x[hub_count + h] + clamp(d[h], -0.5, 0.5), x[hub_count + h]);
    }
  }
  auto bad = !(worst <= newton_tolerance);
  // max() passes over what is not a number.
  for (int i = 0; i < 2 * hub_count; ++i) bad = bad | !(abs(e.residual[i]) <= newton_tolerance);
  for (int i = 0; i < 2 * hub_count; ++i) {
    bad = bad | !(abs(x[i] - c.k.initial_log_price[i]) <= price_bound);
    // A failed lane keeps its last prices so that its arithmetic stays finite.
    s.log_price[i] = select(bad, s.log_price[i], x[i]);
  }
  s.failed = s.failed | bad;
}

}  // namespace balloon::model
