// Step 12b: violence, growers' income, displaced families, forest.
#pragma once

#include "model/growers.hpp"
#include "model/organisations.hpp"

namespace balloon::model {

/// Share of the homicides of 1990 tied to the trade: a quarter in Colombia (Mejia 2016), assumed
/// lower in Peru and Bolivia, where no estimate was found.
inline constexpr double drug_homicides[hub_count] = {0.25, 0.1, 0.05};

/// Homicides of the month tied to the trade: that share of the 1990 level, moved by contested rent
/// per organisation, by eradication (sign switchable), by state presence and by fragmentation.
template <class L>
inline void run_harms(const Context<L>& c, const State<L>& s, Flows<L>& f) {
  L area[hub_count], lost[hub_count], presence[hub_count];
  for (int h = 0; h < hub_count; ++h) area[h] = lost[h] = presence[h] = L(0.0);
  for (std::size_t z = 0; z < c.world.zones.size(); ++z) {
    const auto& zone = c.world.zones[z];
    const int zi = static_cast<int>(z);
    const L grown = coca(s, zi);
    const double cost = c.world.hubs[zone.hub].cash_cost;
    const L licit = licit_income(c, zone.hub);
    f.income[z] = (f.leaf_price[z] * f.leaf[z] * 1e3 - grown * (cost / 12)) +
                  s.licit_bearing[z] * licit * (1.0 / 12);
    f.displaced[z] = f.to_migrants[z] / c.p[P::family_ha];
    if (zone.country >= hub_count) continue;
    area[zone.country] += grown;
    lost[zone.country] += f.lost_forced[z];
    presence[zone.country] += grown * s.presence[z];
  }
  for (int h = 0; h < hub_count; ++h) {
    const double base = c.world.hubs[h].homicides_1990 * drug_homicides[h] * (1.0 / 12);
    const L price = exp(s.log_price[hub_count + h]);
    const L rent = price * f.cocaine_sold[h] /
                   (c.k.organisation_margin[h] * max(c.k.output_reference[h], 1.0));
    const L share_lost = lost[h] / max(area[h], 1.0);
    const L fragments = log(max(organisation_count(s, h), 0.5) / c.k.organisations_reference[h]);
    const L e = c.p[P::violence_rent] * log(max(rent, 1e-3)) +
                c.p[P::violence_eradication] * c.p[S::enforcement_violence] * share_lost * 12.0 -
                c.p[P::violence_state] * presence[h] / max(area[h], 1.0) +
                c.p[P::violence_split] * fragments;
    f.homicides[h] = base * exp(clamp(e, -3.0, 3.0));
  }
}

}  // namespace balloon::model
