// Turns a month's state and flows into outcome rows: monthly values as they come, yearly flows
// summed to December.
#pragma once

#include "core/hash.hpp"
#include "model/month.hpp"
#include "model/outcomes.hpp"

namespace balloon::model {

/// Where outcomes lie in a member's row: `offset` within the monthly or the yearly row.
struct OutcomeLayout {
  int places[outcome_count] = {};
  int offset[outcome_count] = {};
  bool recorded[outcome_count] = {};
  int monthly_width = 0, yearly_width = 0;
};

/// Places of an outcome's kind in a world.
inline int outcome_places(const World& w, Outcome o) {
  switch (outcomes[o].place) {
    case OutcomePlace::zone:
      return static_cast<int>(w.zones.size());
    case OutcomePlace::hub:
      return hub_count;
    case OutcomePlace::corridor:
      return static_cast<int>(w.corridors.size());
    case OutcomePlace::market:
      return static_cast<int>(w.markets.size());
    case OutcomePlace::group:
      return static_cast<int>(w.groups.size());
    case OutcomePlace::donor:
      return donor_count;
    case OutcomePlace::world:
      return 1;
  }
  return 0;
}

/// Layout of the chosen outcomes (all where `chosen` is null), in the order of outcomes.def.
OutcomeLayout make_layout(const World& world, const bool* chosen);

/// Largest row of either cadence.
inline constexpr int max_row = max_zones * 12 + hub_count * 32 + max_corridors * 3 + 64;

/// Rows of one block of members. `monthly` and `yearly` are filled in place.
template <class L>
struct Rows {
  L monthly[max_row];
  L yearly[max_row];
};

/// Adds the month to the rows. `first` starts a year (January or the first month of a run).
template <class L>
inline void record_month(const Context<L>& c, const OutcomeLayout& layout, const State<L>& s,
                         const Flows<L>& f, const Reports<L>& r, const L& balance, bool first,
                         bool december, Rows<L>& rows) {
  const auto& w = c.world;
  const auto put = [&](Outcome o, int place, const L& x) {
    if (!layout.recorded[o]) return;
    const int at = layout.offset[o] + place;
    if (outcomes[o].cadence == Cadence::monthly) {
      rows.monthly[at] = x;
    } else if (outcomes[o].is_flow) {
      rows.yearly[at] = first ? x : rows.yearly[at] + x;
    } else if (december) {
      rows.yearly[at] = x;
    }
  };
  L leaf[hub_count], value[hub_count], potential[hub_count];
  for (int h = 0; h < hub_count; ++h) leaf[h] = value[h] = potential[h] = L(0.0);
  for (std::size_t z = 0; z < w.zones.size(); ++z) {
    const int zi = static_cast<int>(z);
    put(o_coca_area, zi, coca(s, zi));
    put(o_eradicated, zi, f.lost_forced[z] + f.lost_voluntary[z]);
    put(o_planted, zi, f.planted[z] + f.replanted[z] + f.renewed[z]);
    put(o_leaf, zi, f.leaf[z]);
    put(o_forest_cleared, zi, f.from_forest[z]);
    put(o_licit_perennials, zi, s.licit_young[z] + s.licit_bearing[z]);
    put(o_grower_income, zi, f.income[z]);
    put(o_displaced_families, zi, f.displaced[z]);
    put(o_perceived_risk, zi, s.perceived_risk[z]);
    put(o_buyer_presence, zi, s.buyers[z]);
    const int h = w.zones[z].hub;
    leaf[h] += f.leaf[z];
    value[h] += f.leaf[z] * f.leaf_price[z];
    potential[h] += f.base[z] * f.conversion[h];
  }
  for (int h = 0; h < hub_count; ++h) {
    put(o_leaf_price, h, value[h] / max(leaf[h], 1e-9));
    put(o_base_price, h, exp(s.log_price[h]));
    put(o_cocaine_price, h, exp(s.log_price[hub_count + h]));
    put(o_base_made, h, f.base_made[h]);
    put(o_cocaine_made, h, f.cocaine_made[h]);
    put(o_cocaine_potential, h, potential[h]);
    put(o_base_stock, h, s.base_stock[h]);
    put(o_cocaine_stock, h, s.cocaine_stock[h]);
    put(o_base_imported, h, f.base_imported[h]);
    const L seized = f.base_seized[h] + f.cocaine_seized[h] + f.link_lost[h];
    put(o_seized_source, h, seized);
    put(o_domestic_use, h, f.domestic[h]);
    put(o_domestic_crime, h, f.crime[h]);
    put(o_organisations, h, organisation_count(s, h));
    // Local organisations of Colombia are Colombian; elsewhere Colombian ones come from abroad.
    L foreign = s.organisations[h][1] + s.organisations[h][2];
    if (h != col) foreign += s.organisations[h][0];
    put(o_foreign_organisations, h, foreign);
    put(o_homicides, h, f.homicides[h]);
    put(o_arrests, h, f.arrests[h]);
    put(o_courier_arrests, h, f.courier_arrests[h]);
    put(o_awaiting_trial, h, s.trial_local[h] + s.trial_foreign[h]);
    put(o_prisoners, h, s.prison_local[h]);
    put(o_foreign_prisoners, h, s.trial_foreign[h] + s.prison_foreign[h]);
    L spent(0.0);
    for (int i = 0; i < instrument_count; ++i) spent += f.cost[i][h];
    put(o_spending, h, spent);
    put(o_reported_un, h, r.un[h]);
    put(o_reported_us, h, r.us[h]);
    put(o_reported_production, h, r.production[h]);
    put(o_reported_seizures, h, seized * (c.p[P::double_count] / c.p[P::purity]));
  }
  for (int d = 0; d < donor_count; ++d) put(o_donor_spending, d, f.donor_cost[d]);
  for (std::size_t i = 0; i < w.corridors.size(); ++i) {
    const int ii = static_cast<int>(i);
    put(o_corridor_flow, ii, f.load[i]);
    put(o_corridor_flow_us, ii, w.usa >= 0 ? f.market_load[w.usa][i] : L(0.0));
    put(o_corridor_seized, ii, f.seized[i]);
    put(o_corridor_risk, ii, perceived(s, ii));
  }
  for (std::size_t m = 0; m < w.markets.size(); ++m) {
    const int mi = static_cast<int>(m);
    put(o_retail_price, mi, f.retail_price[m]);
    put(o_import_price, mi, f.import_price[m]);
    put(o_delivered, mi, f.delivered[m]);
    put(o_consumption, mi, f.consumption[m]);
    put(o_light_users, mi, s.light[m]);
    put(o_heavy_users, mi, s.heavy[m]);
  }
  for (std::size_t g = 0; g < w.groups.size(); ++g) {
    put(o_group_strength, static_cast<int>(g), s.strength[g]);
    put(o_group_income, static_cast<int>(g), f.group_income[g]);
  }
  put(o_source_elasticity, 0, f.source_elasticity);
  if (layout.recorded[o_balance_error]) {
    const int at = layout.offset[o_balance_error];
    rows.yearly[at] = first ? balance : max(rows.yearly[at], balance);
  }
}

}  // namespace balloon::model
