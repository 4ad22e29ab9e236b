// Step 8: consumption, users, retail prices; domestic use of cheap paste at the hubs.
#pragma once

#include "model/market_clearing.hpp"
#include "model/mechanisms.hpp"

namespace balloon::model {

/// Consumption at the reference price, kg a month: the observed trend of demand and its drift,
/// times how far the users, and what they take, have moved from the users of that trend.
template <class L>
inline L demand_level(const Context<L>& c, const State<L>& s, int m) {
  const double trend_full = c.world.drivers.demand[m][c.t];
  const L trend = (1.0 + (trend_full - 1.0) * c.p[S::demand_trend]) *
                  exp(s.demand_log[m] * c.p[S::demand_trend]);
  const L ratio = c.p[P::heavy_ratio];
  const L abstinent = s.in_treatment[m] * c.p[P::treatment_during];
  const L users = s.light[m] + ratio * (s.heavy[m] - abstinent);
  const L reference = s.light_reference[m] + ratio * s.heavy_reference[m];
  L demand = c.k.demand_reference[m] * trend * max(users / max(reference, 1.0), 1e-3);
  change_demand(c, s, m, demand);
  return demand;
}

/// What the clearing needs of the markets.
template <class L>
inline void market_conditions(const Context<L>& c, const State<L>& s, Clearing<L>& q) {
  const L omega = c.p[P::pass_through];
  q.elasticity = c.p[P::demand_sr];
  for (int m = 0; m < q.markets; ++m) {
    const double margin_trend = c.world.drivers.retail_margin[m][c.t];
    const double retail_usd = c.policy.quantity(retail_enforcement, m, c.t) * 12e-9;
    const L margin = margin_trend * (1.0 + c.p[P::retail_effect] * retail_usd);
    q.retail_slope[m] = omega + (1.0 - omega) * c.k.retail_mark[m] * margin;
    q.retail_base[m] = omega * c.k.retail_margin[m] * margin;
    q.import_base[m] += omega * c.k.import_margin[m] * margin_trend;
    q.reference[m] = c.k.retail_reference[m];
    // A short market restocks, and its retail price carries the scarcity.
    const L target = c.p[P::market_cover] * s.consumption_mean[m];
    const L shortness = log(clamp(target / max(s.market_stock[m], 1e-6), 0.02, 50.0));
    const L restock = exp(c.p[P::restocking] * shortness);
    const L scarcity = exp(c.p[P::scarcity] * shortness);
    q.retail_slope[m] = q.retail_slope[m] * scarcity;
    q.retail_base[m] = q.retail_base[m] * scarcity;
    q.demand[m] = demand_level(c, s, m) * restock;
  }
}

/// Domestic use of base as paste: rises where paste is cheap. Never more than half of what is made.
template <class L>
inline void domestic_use(const Context<L>& c, const State<L>& s, Flows<L>& f) {
  for (int h = 0; h < hub_count; ++h) {
    const L price = exp(s.log_price[h]);
    const L wanted = c.k.domestic_reference[h] * s.domestic_trend[h] *
                     pow(price / c.k.base_price_reference[h], c.p[P::domestic_response]);
    f.domestic[h] = min(wanted, f.base_made[h] * 0.5);
    f.crime[h] = f.domestic[h] * c.p[P::domestic_crime];
  }
}

/// Consumption booked: what the price implies, met from the market's stock with a probability of
/// stock-out that grows as it thins, so the stock never goes below zero.
template <class L>
inline void consume(const Context<L>& c, const State<L>& s, Flows<L>& f) {
  for (std::size_t m = 0; m < c.world.markets.size(); ++m) {
    const L wanted = demand_level(c, s, static_cast<int>(m)) *
                     pow(f.retail_price[m] / c.k.retail_reference[m], c.p[P::demand_sr]);
    const L available = s.market_stock[m] + f.delivered[m];
    const L cover = wanted / max(available, 1e-6);
    f.consumption[m] = available * select(cover < 0.5, cover,
                                          0.5 + 0.5 * one_minus_exp(max((cover - 0.5) * 2.0, 0.0)));
  }
}

/// User flows, persons a month. Initiation and escalation follow the retail price; the trend of
/// demand acts on what users take (demand_level); treatment moves heavy users out.
template <class L>
inline void user_flows(const Context<L>& c, const State<L>& s, Flows<L>& f) {
  for (std::size_t m = 0; m < c.world.markets.size(); ++m) {
    const L relative =
        pow(f.retail_price[m] / c.k.retail_reference[m], c.p[P::initiation_response]);
    const double prevention_usd = c.policy.quantity(prevention, static_cast<int>(m), c.t) * 12e-9;
    const L prevented = 1.0 / (1.0 + c.p[P::prevention_effect] * prevention_usd);
    const L leave = c.p[P::light_exit] * (1.0 / 12);
    const L up = c.p[P::escalation] * (1.0 / 12);
    const L down = c.p[P::deescalation] * (1.0 / 12);
    const L heavy_leave = c.p[P::heavy_exit] * (1.0 / 12);
    // The reference's own inflow keeps its light users steady; price and prevention act on top.
    f.light_in[m] =
        (s.light_reference[m] * (leave + up) - s.heavy_reference[m] * down) * relative * prevented;
    f.light_out[m] = s.light[m] * leave;
    f.escalated[m] = s.light[m] * up * relative;
    f.deescalated[m] = s.heavy[m] * down;
    const double usd = c.policy.quantity(treatment, static_cast<int>(m), c.t);
    const L cases = min(usd / c.p[P::treatment_cost], s.heavy[m] * 0.1);
    f.treated_out[m] = cases * c.p[P::treatment_after];
    f.heavy_out[m] = s.heavy[m] * heavy_leave;
  }
}

/// Drift of demand that the trend does not hold: a local linear trend whose slope is AR(1) with
/// stationary sd sigma_d a year and memory tau_d, moved by one innovation a year.
template <class L>
inline void drift_demand(const Context<L>& c, State<L>& s) {
  if (c.burn_in) return;
  const L keep = exp(-1.0 / c.p[P::demand_memory]);
  const L yearly = exp(-12.0 / c.p[P::demand_memory]);
  const L scale =
      c.p[P::demand_drift] * sqrt(1.0 - yearly * yearly) * (1.0 - keep) / (1.0 - yearly);
  for (std::size_t m = 0; m < c.world.markets.size(); ++m) {
    s.demand_slope[m] = s.demand_slope[m] * keep + scale * c.k.normals.demand[m];
    s.demand_log[m] += s.demand_slope[m] * (1.0 / 12);
  }
}

/// Users, stocks and memories at the month's end.
template <class L>
inline void apply_markets(const Context<L>& c, const Flows<L>& f, State<L>& s) {
  for (std::size_t m = 0; m < c.world.markets.size(); ++m) {
    s.market_stock[m] += f.delivered[m] - f.consumption[m];
    s.consumption_mean[m] += (f.consumption[m] - s.consumption_mean[m]) * (1.0 / 6);
    if (c.burn_in) continue;  // users are those of 1990
    s.light[m] +=
        f.light_in[m] - f.light_out[m] - f.escalated[m] + f.deescalated[m] + f.treated_out[m];
    s.heavy[m] += f.escalated[m] - f.deescalated[m] - f.heavy_out[m] - f.treated_out[m];
    const L up = c.p[P::escalation] * (1.0 / 12);
    const L leave = (c.p[P::deescalation] + c.p[P::heavy_exit]) * (1.0 / 12);
    s.heavy_reference[m] += s.light_reference[m] * up - s.heavy_reference[m] * leave;
    // About half a year in treatment.
    const double usd = c.policy.quantity(treatment, static_cast<int>(m), c.t);
    const L cases = min(usd / c.p[P::treatment_cost], s.heavy[m] * 0.1);
    s.in_treatment[m] += cases - s.in_treatment[m] * (1.0 / 6);
    s.in_treatment[m] = min(s.in_treatment[m], s.heavy[m]);
  }
  for (int h = 0; h < hub_count; ++h)
    s.domestic_trend[h] =
        s.domestic_trend[h] * (c.burn_in ? L(1.0) : 1.0 + c.p[P::domestic_growth] * (1.0 / 12));
}

}  // namespace balloon::model
