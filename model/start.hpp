// The start: January 1990, solved so that every equation is at rest under the 1990 policy.
//
// National areas are observations with error, zone shares logistic-normal around first observed
// shares, ages at their steady state, prices observations with error. From these follow stocks,
// preferences for hubs, links and corridors (by inversion of the choice equations), the level of
// demand, and a_z, so that desired area equals area. A burn-in of 15 years then lets the slow
// stocks settle with areas held (month.hpp).
#pragma once

#include "model/armed_groups.hpp"
#include "model/consumption.hpp"
#include "model/cultivation.hpp"
#include "model/enforcement.hpp"
#include "model/eradication.hpp"
#include "model/growers.hpp"
#include "model/learning.hpp"
#include "model/organisations.hpp"
#include "model/processing.hpp"
#include "model/unknowns.hpp"

namespace balloon::model {

inline constexpr int burn_in_months = 180;

/// Land of January 1990 by zone: coca by age, fallow, forest.
template <class L>
inline void start_land(const Context<L>& c, Constants<L>& k, State<L>& s) {
  const auto& w = c.world;
  L total[hub_count], share[max_zones], sum[hub_count];
  for (int h = 0; h < hub_count; ++h) {
    // What was reported before 1999 under-counted Colombia; the land did not.
    const L hidden = h == col ? c.p[P::method_break] : L(0.0);
    total[h] = w.hubs[h].area_1990 * exp(hidden + c.p[P::area_error] * k.normals.start_area[h]);
    sum[h] = L(0.0);
  }
  for (std::size_t z = 0; z < w.zones.size(); ++z) {
    const auto& zone = w.zones[z];
    k.split[z] = exp(c.p[P::split_error] * k.normals.start_split[z]);
    share[z] = L(0.0);
    if (zone.country >= hub_count || zone.share_1990 <= 0) continue;
    share[z] = zone.share_1990 * exp(c.p[P::share_error] * k.normals.start_share[z]);
    sum[zone.country] += share[z];
  }
  k.replant_pace = one_minus_exp(1.0 / c.p[P::replant_delay]);
  k.migrant_pace = one_minus_exp(1.0 / c.p[P::migration_delay]);
  for (int h = 0; h < hub_count; ++h) {
    k.establish[h] = 1.0 / (h == col ? c.p[P::establish_col] : c.p[P::establish_perbol]);
    k.mature[h] = 1.0 / (h == col ? c.p[P::mature_col] : c.p[P::mature_perbol]);
    k.old[h] = k.mature[h] / c.p[P::old_fraction];
  }
  for (std::size_t z = 0; z < w.zones.size(); ++z) {
    const auto& zone = w.zones[z];
    const int h = zone.hub;
    L area(0.0);
    if (zone.country < hub_count)
      area = total[zone.country] * share[z] / max(sum[zone.country], 1e-12);
    // The prior of a zone's start is bounded by its suitable land.
    area = min(area, 0.95 * zone.suitable_ha);
    const L e = 1.0 / k.establish[h], m = 1.0 / k.mature[h], o = 1.0 / k.old[h];
    const L scale = area / (e + m + o);
    s.establishing[z] = e * scale;
    s.mature[z] = m * scale;
    s.old[z] = area - s.establishing[z] - s.mature[z];
    const L rest = max(zone.suitable_ha - area, 0.0);
    s.fallow[z] = rest * (zone.latent ? 0.1 : 0.5 * (1 - zone.protected_share));
    s.forest[z] = rest - s.fallow[z];
    s.replanting[z] = s.licit_young[z] = s.licit_bearing[z] = s.migrants[z] = L(0.0);
    s.survey[z] = area;
    s.wanted[z] = area;
    s.trust[z] = L(1.0);
    s.shock[z] = s.presence[z] = s.spray_learning[z] = s.perceived_risk[z] = L(0.0);
    s.removal_value[z] = L(0.5);
    s.buyers[z] = L(zone.latent ? 0.5 : 0.7);
    const auto& near = w.neighbours[z];
    for (std::size_t j = 0; j < near.size(); ++j)
      k.migration_weight[z][j] = exp(-c.p[P::migration_decay] * near[j].distance_100km);
  }
}

/// Prices, base and cocaine of the hubs, and the preferences that make their shares those of 1990.
template <class L>
inline void start_hubs(const Context<L>& c, Constants<L>& k, State<L>& s) {
  const auto& w = c.world;
  for (int h = 0; h < hub_count; ++h) {
    const L* error = k.normals.start_price;
    s.log_price[h] = log(L(w.hubs[h].base_price_1990)) + c.p[P::price_error] * error[h];
    s.log_price[hub_count + h] =
        log(L(w.hubs[h].cocaine_price_1990)) + c.p[P::price_error] * error[hub_count + h];
    s.base_expected[h] = k.initial_log_price[h] = s.log_price[h];
    s.cocaine_expected[h] = k.initial_log_price[hub_count + h] = s.log_price[hub_count + h];
    k.base_price_reference[h] = exp(s.log_price[h]);
    k.organisation_margin[h] = exp(s.log_price[hub_count + h]);
    const double labs = c.policy.quantity(lab_destruction, h, 0);
    s.lab_pressure[h] = L(labs / 320);
    s.split_shock[h] = s.national_shock[h] = L(0.0);
    k.organisations_reference[h] = L(organisations_1990[h]);
    for (int o = 0; o < origin_count; ++o) {
      const bool open = o == 0 || o == 3;
      s.organisations[h][o] = L(open ? organisations_1990[h] * organisation_mix[h][o] : 0.0);
    }
    s.domestic_trend[h] = L(1.0);
    s.us_bias[h] = c.p[P::sensor_us_bias];
    s.reported_last[h] = L(w.hubs[h].area_1990);
    s.eradication_norm[h] = s.reversed[h] = L(0.0);
    s.trial_local[h] = s.trial_foreign[h] = s.prison_local[h] = s.prison_foreign[h] = L(0.0);
  }
  for (int l = 0; l < link_count; ++l)
    s.bridge[l] = s.bridge_adaptation[l] = L(c.policy.quantity(air_interdiction, l, 0));
  for (std::size_t g = 0; g < w.groups.size(); ++g) s.strength[g] = L(w.groups[g].strength_1990);
}

/// a_z such that desired area equals area; latent zones take the prior.
template <class L>
inline void solve_attraction(const Context<L>& c, const State<L>& s, Constants<L>& k) {
  for (std::size_t z = 0; z < c.world.zones.size(); ++z) {
    const auto& zone = c.world.zones[z];
    const int zi = static_cast<int>(z);
    if (zone.latent || zone.suitable_ha <= 0) {
      k.attraction[z] = c.p[P::latent_attraction];
      continue;
    }
    const L ratio = clamp(coca(s, zi) * (1 / zone.suitable_ha), 1e-6, 0.97);
    k.attraction[z] = log(ratio / (1.0 - ratio)) - appeal(c, s, zi);
  }
}

/// Growers at rest: revenue, risk, buyers and attraction of every zone.
template <class L>
inline void start_growers(const Context<L>& c, Constants<L>& k, State<L>& s, Flows<L>& f) {
  const auto n = c.world.zones.size();
  const L ones[hub_count] = {L(1.0), L(1.0), L(1.0)};
  const L none[hub_count] = {L(0.0), L(0.0), L(0.0)};
  allocate_eradication(c, s, ones, none, f);
  efficiencies(c, s, f);
  for (std::size_t z = 0; z < n; ++z) {
    const int zi = static_cast<int>(z);
    eradicate(c, s, zi, f);
    s.perceived_risk[z] = f.loss_share[z];
    f.levy[z] = levy(c, s, zi);
  }
  farm_gate(c, s, f);
  for (std::size_t z = 0; z < n; ++z) {
    const int zi = static_cast<int>(z);
    s.expected_revenue[z] = f.revenue[z];
    harvest(c, s, zi, f);
    const double floor_t = 20;  // t a month: below it a zone offers buyers nothing
    k.leaf_reference[z] = max(f.leaf[z] - f.legal_leaf[z], floor_t);
  }
  share_losses(c, f);
  for (std::size_t z = 0; z < n; ++z) {
    k.buyer_base[z] = L(0.0);
    const L b = s.buyers[z];
    const L crowdless = log(b / (1.0 - b));
    if (!c.world.zones[z].latent)
      k.buyer_base[z] = crowdless - buyer_pull(c, s, f, static_cast<int>(z));
  }
  solve_attraction(c, s, k);
}

/// Base and cocaine at rest, and by inversion the preferences for origins of base.
template <class L>
inline void start_processing(const Context<L>& c, Constants<L>& k, State<L>& s, Flows<L>& f,
                             Clearing<L>& q) {
  const auto& w = c.world;
  make_base(c, f);
  link_conditions(c, s, q);
  const auto nested = c.p[S::nested] > 0.5;
  L net[hub_count], leaving[hub_count][hub_count];
  for (int o = 0; o < hub_count; ++o) {
    const L seized = source_hazard(c, o, w.hubs[o].base_risk_1990);
    k.domestic_reference[o] = f.base_made[o] * w.hubs[o].domestic_base_share;
    net[o] = f.base_made[o] * (1.0 - seized) - k.domestic_reference[o];
    for (int h = 0; h < hub_count; ++h) leaving[h][o] = L(h == o ? 1.0 : 0.0);
  }
  for (int l = 0; l < link_count; ++l) {
    const auto& ends = link_ends[l];
    const L share = select(nested, L(w.links[l].share_1990), L(0.0));
    leaving[ends.destination][ends.origin] = share;
    leaving[ends.origin][ends.origin] -= share;
  }
  for (int h = 0; h < hub_count; ++h) {
    L bought(0.0), part[hub_count], value(0.0);
    for (int o = 0; o < hub_count; ++o) {
      part[o] = net[o] * leaving[h][o] * (1.0 - q.link_loss[h][o]);
      bought += part[o];
    }
    for (int o = 0; o < hub_count; ++o) {
      const L gate = (exp(s.log_price[o]) + q.link_cost[h][o]) / (1.0 - q.link_loss[h][o]);
      const L share = part[o] / bought;
      value += share * gate;
      k.link_constant[h][o] = share * exp(c.p[P::sourcing_substitution] * log(gate * 1e-3));
    }
    k.margin_reference[h] =
        exp(s.log_price[hub_count + h]) * c.p[P::base_to_cocaine] / (value + c.p[P::cocaine_cost]);
    k.order_constant[h] = L(1.0);
    s.in_process[h] = bought;
    f.cocaine_made[h] = bought * f.conversion[h];
    s.output_mean[h] = k.output_reference[h] = f.cocaine_made[h];
    s.base_stock[h] = net[h] * c.p[P::base_cover];
    s.cocaine_stock[h] = f.cocaine_made[h] * c.p[P::cocaine_cover];
  }
  k.base_release = -log(1.0 - 1.0 / (c.p[P::base_cover] + 1.0));
  k.cocaine_release = -log(1.0 - 1.0 / (c.p[P::cocaine_cover] + 1.0));
}

/// Corridors and markets at rest: the level of demand that takes what the hubs make, and by
/// inversion the preferences for hubs and corridors.
template <class L>
inline void start_markets(const Context<L>& c, Constants<L>& k, State<L>& s, Flows<L>& f,
                          Clearing<L>& q) {
  const auto& w = c.world;
  const int nc = static_cast<int>(w.corridors.size()), nm = static_cast<int>(w.markets.size());
  for (int i = 0; i < nc; ++i) {
    const auto& corridor = w.corridors[static_cast<std::size_t>(i)];
    s.risk_a[i] = L(corridor.risk_1990 * 4);
    s.risk_b[i] = L((1 - corridor.risk_1990) * 4);
    s.corridor_load[i] = s.corridor_log_cost[i] = L(0.0);
    s.corridor_cost_factor[i] = L(1.0);
    s.seizure_value[i] = L(1e-4);
  }
  for (int m = 0; m < nm; ++m) {
    k.import_mark[m] = k.import_margin[m] = L(0.0);
    for (int i = 0; i < nc; ++i)
      s.corridor_share[m][i] = L(w.markets[static_cast<std::size_t>(m)].corridor_share_1990[i]);
  }
  corridor_conditions(c, s, q);
  L exports[hub_count], all(0.0), taken(0.0);
  for (int h = 0; h < hub_count; ++h) {
    exports[h] = f.cocaine_made[h] * (1.0 - q.source_loss[h]);
    all += exports[h];
  }
  L gross[max_markets];
  for (int m = 0; m < nm; ++m) {
    gross[m] = L(0.0);
    for (int i = 0; i < nc; ++i)
      if (q.used[m][i]) gross[m] += q.gross[m][i];
    taken += gross[m] * w.markets[static_cast<std::size_t>(m)].consumption_share_1990;
  }
  const L scale = all / taken;
  L load[max_corridors];
  for (int i = 0; i < nc; ++i) load[i] = L(0.0);
  for (int m = 0; m < nm; ++m) {
    const auto& market = w.markets[static_cast<std::size_t>(m)];
    k.demand_reference[m] = scale * market.consumption_share_1990;
    for (int i = 0; i < nc; ++i)
      if (q.used[m][i]) load[i] += k.demand_reference[m] * q.gross[m][i];
    s.consumption_mean[m] = k.demand_reference[m];
    s.market_stock[m] = k.demand_reference[m] * c.p[P::market_cover];
    s.light[m] = s.light_reference[m] = L(market.light_users_1990);
    s.heavy[m] = s.heavy_reference[m] = L(market.heavy_users_1990);
    s.in_treatment[m] = L(0.0);
    s.demand_log[m] = s.demand_slope[m] = L(0.0);
  }
  // Loads add transport cost, so the conditions are taken again at the start's loads.
  for (int i = 0; i < nc; ++i) s.corridor_load[i] = load[i];
  corridor_conditions(c, s, q);
  // Iterative proportional fitting of hub by corridor to both margins.
  L cell[max_corridors][hub_count];
  for (int i = 0; i < nc; ++i)
    for (int h = 0; h < hub_count; ++h)
      cell[i][h] = select(load[i] > 0.0, exports[h], L(0.0)) *
                   (w.corridors[static_cast<std::size_t>(i)].preference[h] + 1e-3);
  for (int round = 0; round < 80; ++round) {
    for (int h = 0; h < hub_count; ++h) {
      L sum(0.0);
      for (int i = 0; i < nc; ++i) sum += cell[i][h];
      const L factor = exports[h] / sum;
      for (int i = 0; i < nc; ++i) cell[i][h] = cell[i][h] * factor;
    }
    for (int i = 0; i < nc; ++i) {
      const L factor = load[i] / max(cell[i][0] + cell[i][1] + cell[i][2], 1e-30);
      for (int h = 0; h < hub_count; ++h) cell[i][h] = cell[i][h] * factor;
    }
  }
  L mean[max_corridors], cost[max_corridors];
  for (int i = 0; i < nc; ++i) {
    const auto& corridor = w.corridors[static_cast<std::size_t>(i)];
    mean[i] = L(0.0);
    for (int h = 0; h < hub_count; ++h) {
      // A corridor that no market uses buys as all do, and carries nothing.
      const L share = select(load[i] > 0.0, cell[i][h] / max(load[i], 1e-30), exports[h] / all);
      const L gate = exp(s.log_price[hub_count + h]) + q.access[i][h];
      s.hub_share[i][h] = share;
      k.hub_constant[i][h] = share * exp(c.p[P::hub_substitution] * log(gate * 1e-3));
      mean[i] += share * gate;
    }
    const L risk = perceived(s, i);
    cost[i] = (mean[i] + transport_cost(c, s, i) + corridor.risk_wage * risk) / (1.0 - risk);
    // Hazard at the 1990 effort, referred to one shipment.
    const L n = load[i] * (1 / corridor.load_kg);
    k.hazard_reference[i] = -log(L(1.0 - corridor.risk_1990)) * pow(1.0 + n, c.p[P::dilution]);
  }
  for (int m = 0; m < nm; ++m) {
    const auto& market = w.markets[static_cast<std::size_t>(m)];
    L source(0.0), additive(0.0);
    for (int i = 0; i < nc; ++i) {
      k.corridor_constant[m][i] = L(0.0);
      if (!q.used[m][i]) continue;
      source += s.corridor_share[m][i] * mean[i];
      additive += s.corridor_share[m][i] * cost[i];
      k.corridor_constant[m][i] =
          s.corridor_share[m][i] * exp(c.p[P::corridor_choice] * log(cost[i] * 1e-4));
    }
    k.import_margin[m] = market.import_price_1990 - additive;
    k.import_mark[m] = market.import_price_1990 / source;
    k.retail_mark[m] = L(market.retail_price_1990 / market.import_price_1990);
    k.retail_margin[m] = L(market.retail_price_1990 - market.import_price_1990);
    k.retail_reference[m] = L(market.retail_price_1990);
  }
}

/// Holds the prices of 1990 through the burn-in: preferences for hubs, the level of demand and the
/// scale of base orders move against the drift of prices, so that the model enters 1990 at rest at
/// the prices observed, as areas are held by a_z. All are frozen in January 1990.
template <class L>
inline void hold_prices(const Context<L>& c, const State<L>& s, Constants<L>& k) {
  const double pace = 0.15;
  L drift[hub_count], mean(0.0), weight(0.0);
  for (int h = 0; h < hub_count; ++h) {
    drift[h] = s.log_price[hub_count + h] - k.initial_log_price[hub_count + h];
    mean += drift[h] * s.output_mean[h];
    weight += s.output_mean[h];
  }
  mean = mean / weight;
  for (std::size_t m = 0; m < c.world.markets.size(); ++m)
    k.demand_reference[m] = k.demand_reference[m] * exp(-pace * clamp(mean, -0.5, 0.5));
  for (int h = 0; h < hub_count; ++h) {
    const L correct = exp(-pace * clamp(drift[h] - mean, -0.5, 0.5));
    for (std::size_t i = 0; i < c.world.corridors.size(); ++i)
      k.hub_constant[i][h] = k.hub_constant[i][h] * correct;
    const L base = s.log_price[h] - k.initial_log_price[h];
    k.order_constant[h] = k.order_constant[h] * exp(-pace * clamp(base, -0.5, 0.5));
    for (int d = 0; d < hub_count; ++d)
      k.link_constant[d][h] = k.link_constant[d][h] * exp(-pace * clamp(base, -0.5, 0.5));
  }
}

/// The whole start of a block.
template <class L>
inline void start(const Context<L>& c, Constants<L>& k, State<L>& s, Flows<L>& f) {
  Clearing<L> q;
  s.failed = typename L::MaskType(false);
  take_start_normals(c, k.normals);
  start_land(c, k, s);
  start_hubs(c, k, s);
  start_growers(c, k, s, f);
  start_processing(c, k, s, f, q);
  start_markets(c, k, s, f, q);
}

}  // namespace balloon::model
