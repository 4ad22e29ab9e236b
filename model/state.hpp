// One block of members: state (stocks and memories), a month's flows, and what a month may read.
#pragma once

#include "core/random.hpp"
#include "model/parameters.hpp"
#include "model/places.hpp"
#include "model/policy.hpp"
#include "model/world.hpp"

namespace balloon::model {

/// Parameters and switches of the members in a block.
template <class L>
struct Parameters {
  L value[parameter_count];
  L structure[switch_count];
  const L& operator[](P p) const { return value[static_cast<int>(p)]; }
  const L& operator[](S s) const { return structure[static_cast<int>(s)]; }
};

/// Standard normals that a calibration can set instead of the streams: those of the start, drawn
/// once, and the innovations of the year in work (unknowns.hpp has their order).
template <class L>
struct Normals {
  L start_area[hub_count], start_price[2 * hub_count];
  L start_share[max_zones], start_split[max_zones];
  L supply_zone[max_zones], supply_hub[hub_count], demand[max_markets];
  L corridor[max_corridors];
};

/// Quantities solved once a member at the start, constant afterwards (but for the year's normals).
template <class L>
struct Constants {
  L attraction[max_zones];  ///< a_z
  L split[max_zones];       ///< error of the split of national hectares, a factor
  L establish[hub_count], mature[hub_count], old[hub_count];  ///< rates of ageing, 1/month
  L migration_weight[max_zones][max_neighbours];              ///< exp(-kappa_d distance)
  L leaf_reference[max_zones];      ///< leaf offered at the start, t/month, floor for empty zones
  L buyer_base[max_zones];          ///< intercept of buyer presence on the logit scale
  L replant_pace, migrant_pace;     ///< share replanted, and settled, in a month
  L base_release, cocaine_release;  ///< share of availability released at the expected price
  L link_constant[hub_count][hub_count];     ///< preference of hub h for base of origin o
  L hub_constant[max_corridors][hub_count];  ///< preference of corridor c for hub h
  L corridor_constant[max_markets][max_corridors];
  L order_constant[hub_count];        ///< scale of base orders, 1 at the start
  L margin_reference[hub_count];      ///< processing margin at the start
  L import_margin[max_markets];       ///< USD/kg besides transport at the start
  L import_mark[max_markets];         ///< kappa of import over source price (multiplicative part)
  L retail_mark[max_markets];         ///< kappa of retail over import price
  L retail_margin[max_markets];       ///< USD/kg at the start
  L retail_reference[max_markets];    ///< P0
  L demand_reference[max_markets];    ///< kg a month at P0 with the reference users
  L hazard_reference[max_corridors];  ///< seizure hazard at the 1990 effort and one shipment
  L organisation_margin[hub_count];   ///< export margin at the start, USD/kg
  L organisations_reference[hub_count];
  L output_reference[hub_count];    ///< kg of cocaine a month at the start
  L domestic_reference[hub_count];  ///< kg of base a month at the start
  L base_price_reference[hub_count];
  L initial_log_price[2 * hub_count];
  Normals<L> normals;
};

/// Stocks and memories. Every land stock is ha; they add to the zone's land.
template <class L>
struct State {
  // Land.
  L establishing[max_zones], mature[max_zones], old[max_zones];  ///< coca by age
  L replanting[max_zones];                                       ///< cleared, to be planted again
  L licit_young[max_zones], licit_bearing[max_zones];            ///< perennials under programmes
  L fallow[max_zones], forest[max_zones];
  L migrants[max_zones];  ///< ha-equivalents of growers on the move, by zone left
  // Growers.
  L expected_revenue[max_zones];  ///< USD/ha/year
  L perceived_risk[max_zones];    ///< monthly share of coca lost
  L buyers[max_zones];            ///< 0..1
  L shock[max_zones];             ///< zone part of eta
  L national_shock[hub_count];
  L presence[max_zones];        ///< state presence above the start
  L trust[max_zones];           ///< in announcements, 0..1
  L spray_learning[max_zones];  ///< 0..1
  L wanted[max_zones];          ///< desired area of the last decision
  L survey[max_zones];          ///< area at last December's survey, known to agencies
  L removal_value[max_zones];   ///< learned coca removed per ha of effort
  // Hubs.
  L base_stock[hub_count], cocaine_stock[hub_count], in_process[hub_count];  ///< kg
  L base_expected[hub_count], cocaine_expected[hub_count];                   ///< log price
  L log_price[2 * hub_count];  ///< base 0..2, cocaine 3..5
  L hub_share[max_corridors][hub_count];
  L lab_pressure[hub_count], split_shock[hub_count];
  L output_mean[hub_count];  ///< smoothed output of cocaine, kg a month
  L organisations[hub_count][origin_count];
  L bridge[link_count], bridge_adaptation[link_count];  ///< memory of interdiction; adaptation
  // Corridors.
  L corridor_share[max_markets][max_corridors];
  L risk_a[max_corridors], risk_b[max_corridors];  ///< Beta pair
  L corridor_load[max_corridors];                  ///< kg last month
  L corridor_log_cost[max_corridors];              ///< drift of transport cost, log
  L corridor_cost_factor[max_corridors];           ///< its exponential
  L seizure_value[max_corridors];                  ///< learned kg seized per USD
  // Markets.
  L light[max_markets], heavy[max_markets];
  L light_reference[max_markets], heavy_reference[max_markets];  ///< at constant price
  L in_treatment[max_markets];
  L market_stock[max_markets], consumption_mean[max_markets];
  L demand_log[max_markets], demand_slope[max_markets];  ///< drift of demand; slope a year
  L domestic_trend[hub_count];
  // Groups, justice, politics, sensors.
  L strength[max_groups];
  L trial_local[hub_count], trial_foreign[hub_count], prison_local[hub_count],
      prison_foreign[hub_count];
  L us_bias[hub_count];
  L reported_last[hub_count];     ///< UN area reported for last year
  L eradication_norm[hub_count];  ///< running mean of executed hectares a month
  L reversed[hub_count];          ///< 1 while donor pressure holds a reform back
  // Members that failed: price not solved or out of bounds.
  typename L::MaskType failed;
};

/// What happened in a month. Filled by the mechanisms, applied to stocks by month.hpp.
template <class L>
struct Flows {
  // Zone, ha a month.
  L loss_share[max_zones];   ///< share of coca lost to eradication
  L loss_around[max_zones];  ///< the same, mean of neighbours
  L lost_forced[max_zones], lost_voluntary[max_zones];
  L to_replant[max_zones], to_migrants[max_zones];  ///< of what was lost
  L matured[max_zones], aged[max_zones], died[max_zones], renewed[max_zones];
  L planted[max_zones], from_forest[max_zones];  ///< new planting, and the part from forest
  L replanted[max_zones], abandoned[max_zones];
  L arrivals[max_zones], departures[max_zones];  ///< migrants
  L licit_planted[max_zones], licit_grown[max_zones], licit_lost[max_zones];
  L effort_manual[max_zones], effort_aerial[max_zones], effort_voluntary[max_zones];
  // Zone, production.
  L leaf[max_zones], legal_leaf[max_zones], base[max_zones];  ///< t, t, kg a month
  L levy[max_zones];                                          ///< USD/kg base
  L leaf_price[max_zones];                                    ///< USD/kg
  L revenue[max_zones];                                       ///< USD/ha/year, realised
  // Hub, kg a month.
  L base_made[hub_count], base_seized[hub_count], domestic[hub_count];
  L base_sold[hub_count];    ///< leaves the origin's stock
  L base_bought[hub_count];  ///< arrives at the hub
  L base_imported[hub_count], link_lost[hub_count];
  L cocaine_made[hub_count], process_loss[hub_count];
  L cocaine_sold[hub_count], cocaine_seized[hub_count];
  L efficiency[hub_count];  ///< kg base per t leaf (zone mean), after pressure
  L conversion[hub_count];  ///< kg cocaine per kg base, after pressure
  L base_cost[hub_count];   ///< USD per kg of base made, after pressure
  L orders[hub_count];      ///< kg of cocaine ordered at the solution
  L source_elasticity;
  L residual;  ///< largest relative residual of the clearing
  // Corridors and markets.
  L load[max_corridors], shipments[max_corridors], seized_shipments[max_corridors],
      seized[max_corridors];
  L load_by_hub[max_corridors][hub_count];
  L market_load[max_markets][max_corridors];
  L delivered[max_markets], consumption[max_markets];
  L import_price[max_markets], retail_price[max_markets];
  L corridor_effort[max_corridors];
  L light_in[max_markets], light_out[max_markets], escalated[max_markets], deescalated[max_markets],
      heavy_out[max_markets], treated_out[max_markets];
  // Groups, justice, harms.
  L group_income[max_groups];
  L arrests[hub_count], courier_arrests[hub_count];
  L foreign_arrests[hub_count], to_prison_local[hub_count], to_prison_foreign[hub_count],
      acquitted_local[hub_count], acquitted_foreign[hub_count], released_local[hub_count],
      released_foreign[hub_count];
  L homicides[hub_count], crime[hub_count];
  L displaced[max_zones], income[max_zones];
  L cost[instrument_count][hub_count + 1];  ///< USD
  L donor_cost[donor_count];
};

/// A member's own normals (unknowns.hpp) in place of its streams'.
struct GivenUnknowns {
  const double* unknowns = nullptr;  ///< null: everything from the streams
  int last_year = 0;                 ///< last calendar year whose innovations it holds
};

/// What a month may read besides the state.
template <class L>
struct Context {
  const World& world;
  const Policy& policy;
  const Parameters<L>& p;
  const Constants<L>& k;
  StreamKey<L> key;
  const GivenUnknowns* given = nullptr;  ///< one a lane, or null
  int month = 0;                         ///< calendar month, negative in burn-in
  int t = 0;                             ///< month of the drivers and levers: max(month, 0)
  bool burn_in = false;                  ///< areas are held, attraction is solved
};

/// Coca of all ages.
template <class L>
inline L coca(const State<L>& s, int z) {
  return s.establishing[z] + s.mature[z] + s.old[z];
}

/// Coca of a country by last December's survey, ha.
template <class L>
inline L surveyed(const Context<L>& c, const State<L>& s, int country) {
  L sum(0.0);
  for (std::size_t z = 0; z < c.world.zones.size(); ++z)
    if (c.world.zones[z].country == country) sum += s.survey[z];
  return sum;
}

/// Share of a group's reach over a zone, times its strength relative to the start, at most 1.
template <class L>
inline L armed_presence(const Context<L>& c, const State<L>& s, int z) {
  L g(0.0);
  for (std::size_t i = 0; i < c.world.groups.size(); ++i) {
    const auto& group = c.world.groups[i];
    const double reach = group.reach[static_cast<std::size_t>(z)];
    if (reach <= 0) continue;
    g += min(s.strength[i] * (1 / group.strength_1990), 2.0) * (0.5 * reach);
  }
  return min(g, 1.0);
}

}  // namespace balloon::model
