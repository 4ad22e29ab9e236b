// One month: the order of the mechanisms, and where flows become stocks. `balloon model` prints it.
#pragma once

#include "model/balances.hpp"
#include "model/harms.hpp"
#include "model/interdiction.hpp"
#include "model/justice.hpp"
#include "model/money.hpp"
#include "model/observation.hpp"
#include "model/order.hpp"
#include "model/politics.hpp"
#include "model/start.hpp"

namespace balloon::model {

/// Land at the month's end. Eradication thins all ages alike; abandonment takes from what is left.
template <class L>
inline void apply_land(const Context<L>& c, const Flows<L>& f, State<L>& s) {
  for (std::size_t z = 0; z < c.world.zones.size(); ++z) {
    const L area = coca(s, static_cast<int>(z));
    const L kept = 1.0 - f.loss_share[z];
    const L stays = 1.0 - f.abandoned[z] / max(area * kept, 1e-9);
    const L fraction = kept * stays;
    // Ageing acts on what stays, so that no age can be taken twice.
    const L matured = f.matured[z] * stays, aged = f.aged[z] * stays, died = f.died[z] * stays;
    const L renewed = f.renewed[z] * stays;
    const L establishing = s.establishing[z] * fraction, mature = s.mature[z] * fraction,
            old = s.old[z] * fraction;
    const L lost = area - (establishing + mature + old);
    s.establishing[z] = establishing - matured + f.planted[z] + f.replanted[z] + renewed;
    s.mature[z] = mature - aged + matured;
    s.old[z] = old - died + aged;
    s.replanting[z] += f.to_replant[z] - f.replanted[z];
    s.licit_young[z] += f.licit_planted[z] - f.licit_grown[z];
    s.licit_bearing[z] += f.licit_grown[z] - f.licit_lost[z];
    s.fallow[z] += (lost - f.to_replant[z]) + (died - renewed) - (f.planted[z] - f.from_forest[z]) -
                   f.licit_planted[z] + f.licit_lost[z];
    s.forest[z] -= f.from_forest[z];
    s.migrants[z] += f.to_migrants[z] - f.departures[z];
  }
}

/// Base and cocaine in the hubs at the month's end.
template <class L>
inline void apply_hubs(const Flows<L>& f, const Evaluation<L>& e, int corridors, State<L>& s) {
  for (int h = 0; h < hub_count; ++h) {
    s.base_stock[h] += f.base_made[h] - f.base_seized[h] - f.domestic[h] - f.base_sold[h];
    s.in_process[h] += f.base_bought[h] - f.cocaine_made[h] - f.process_loss[h];
    s.cocaine_stock[h] += f.cocaine_made[h] - f.cocaine_sold[h];
  }
  for (int i = 0; i < corridors; ++i)
    for (int h = 0; h < hub_count; ++h) s.hub_share[i][h] = e.share[i][h];
}

/// Base net of seizure and domestic use, and what is available for the clearing.
template <class L>
inline void supply_conditions(const Context<L>& c, const State<L>& s, Flows<L>& f, Clearing<L>& q) {
  for (int h = 0; h < hub_count; ++h) {
    f.base_seized[h] = f.base_made[h] * source_hazard(c, h, c.world.hubs[h].base_risk_1990);
    q.base_available[h] = s.base_stock[h] + f.base_made[h] - f.base_seized[h] - f.domestic[h];
    q.cocaine_available[h] = s.cocaine_stock[h] + f.cocaine_made[h];
    // Hubs buy base for what they sell, more when their cocaine stock is below target.
    const L target = s.output_mean[h] * c.p[P::cocaine_cover];
    const L restock =
        pow(clamp(target / max(s.cocaine_stock[h], 1e-6), 0.1, 10.0), c.p[P::restocking]);
    q.order_scale[h] = restock / f.conversion[h];
  }
}

/// Advances a block by one month. Constants change only in burn-in, where areas are held and a_z is
/// solved again each month. Fills `f`; returns the month's balance error.
template <class L>
inline L month(const Context<L>& c, Constants<L>& constants, State<L>& s, Flows<L>& f,
               Reports<L>& reports) {
  const auto n = c.world.zones.size();
  Totals<L> before, after;
  take_totals(c, s, before);
  Clearing<L> q;
  Evaluation<L> e;
  L reaction[hub_count], restored[hub_count], development[max_zones], appeals[max_zones];
  if (!c.burn_in && month_of_year(c.month) == 1)
    take_year_normals(c, year_of(c.month), constants.normals);
  // 1 policy
  react(c, s, reaction, restored);
  build_presence(c, s);
  // 2 enforcement
  allocate_eradication(c, s, reaction, restored, f);
  allocate_corridors(c, s, f);
  // 3 eradication, 4 growth and harvest
  for (std::size_t z = 0; z < n; ++z) {
    const int zi = static_cast<int>(z);
    eradicate(c, s, zi, f);
    grow(c, s, zi, renewal(s, zi), f);
    harvest(c, s, zi, f);
    f.levy[z] = levy(c, s, zi);
  }
  // 5 processing
  efficiencies(c, s, f);
  make_base(c, f);
  make_cocaine(s, f);
  // 6 market clearing
  domestic_use(c, s, f);
  corridor_conditions(c, s, q);
  market_conditions(c, s, q);
  supply_conditions(c, s, f, q);
  clear_markets(c, s, q, e);
  book_sales(q, e, f);
  farm_gate(c, s, f);
  // 7 flows and interdiction
  interdict(c, f);
  choose_corridors(c, q, e, s);
  drift_corridors(c, s);
  // 8 retail and consumption
  consume(c, s, f);
  user_flows(c, s, f);
  drift_demand(c, s);
  // 9 learning
  share_losses(c, f);
  learn(c, f, s);
  learn_risk(c, f, s);
  // 10 growers
  shock_supply(c, s);
  if (c.burn_in) {
    solve_attraction(c, s, constants);
    hold_prices(c, s, constants);
  }
  development_money(c, s, development);
  for (std::size_t z = 0; z < n; ++z) appeals[z] = appeal(c, s, static_cast<int>(z));
  migrate(c, s, appeals, f);
  for (std::size_t z = 0; z < n; ++z) {
    const int zi = static_cast<int>(z);
    s.wanted[z] = desired_area(c.world.zones[z].suitable_ha, c.k.attraction[z], appeals[z]);
    decide(c, s, zi, s.wanted[z], f);
    develop(c, s, zi, development[z], f);
    update_trust(c, f, zi, s);
  }
  // 11 armed groups and organisations
  if (!c.burn_in) run_groups(c, s, f);
  if (!c.burn_in) run_organisations(c, s);
  // 12 harms, justice, money
  run_harms(c, s, f);
  run_justice(c, s, f);
  book_costs(c, f);
  // Stocks.
  if (!c.burn_in) apply_land(c, f, s);
  apply_hubs(f, e, q.corridors, s);
  apply_markets(c, f, s);
  // 13 observation
  if (!c.burn_in && month_of_year(c.month) == 12) observe(c, s, reports);
  take_totals(c, s, after);
  return balance_error(c, before, after, s, f);
}

}  // namespace balloon::model
