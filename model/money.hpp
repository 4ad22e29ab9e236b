// Step 12c: what the month's levers cost, by instrument, hub and donor.
#pragma once

#include "model/enforcement.hpp"
#include "model/payer.hpp"

namespace balloon::model {

/// Cost of a unit of each instrument whose lever is not money, USD; 1 where the lever is money.
template <class L>
inline L unit_cost(const Context<L>& c, int instrument) {
  const auto& cost = instruments[instrument].cost;
  switch (cost.kind) {
    case UnitCost::is_each:
      return c.p[cost.parameter];
    case UnitCost::is_yearly:
      return c.p[cost.parameter] * (1.0 / 12);
    case UnitCost::is_free:
      return L(0.0);
    default:
      return L(1.0);
  }
}

/// Books cost by instrument and hub, then by donor with the policy's shares.
template <class L>
inline void book_costs(const Context<L>& c, Flows<L>& f) {
  const auto& w = c.world;
  for (int d = 0; d < donor_count; ++d) f.donor_cost[d] = L(0.0);
  for (int i = 0; i < instrument_count; ++i) {
    for (int h = 0; h <= hub_count; ++h) f.cost[i][h] = L(0.0);
    const L unit = unit_cost(c, i);
    int places = 0;
    switch (instruments[i].place) {
      case PlaceKind::zone:
        places = static_cast<int>(w.zones.size());
        break;
      case PlaceKind::hub:
        places = hub_count;
        break;
      case PlaceKind::link:
        places = link_count;
        break;
      case PlaceKind::corridor:
        places = static_cast<int>(w.corridors.size());
        break;
      case PlaceKind::market:
        places = static_cast<int>(w.markets.size());
        break;
      case PlaceKind::group:
        places = static_cast<int>(w.groups.size());
        break;
    }
    const auto instrument = static_cast<Instrument>(i);
    // Eradication is costed as it was carried out, whatever lever asked for it.
    const L* effort = i == eradication_manual      ? f.effort_manual
                      : i == eradication_aerial    ? f.effort_aerial
                      : i == eradication_voluntary ? f.effort_voluntary
                                                   : nullptr;
    if (effort != nullptr) {
      for (int place = 0; place < places; ++place)
        f.cost[i][payer_of(w, instrument, place)] += unit * effort[place];
    } else {
      const int looked_at = c.policy.is_idle(instrument, c.t) ? 0 : places;
      for (int place = 0; place < looked_at; ++place) {
        const double given = c.policy.quantity(instrument, place, c.t);
        const double usd = c.policy.money(instrument, place, c.t);
        if (given > 0 || usd > 0) f.cost[i][payer_of(w, instrument, place)] += unit * given + usd;
      }
      for (int h = 0; h < hub_count; ++h) {
        const double given = c.policy.national(instrument, h, c.t);
        if (given > 0) f.cost[i][h] += unit * given;
      }
    }
    for (int h = 0; h <= hub_count; ++h)
      for (int d = 0; d < donor_count; ++d) {
        const double share = c.policy.funding(instrument, h, d, c.t);
        if (share > 0) f.donor_cost[d] += f.cost[i][h] * share;
      }
  }
}

}  // namespace balloon::model
