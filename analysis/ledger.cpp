#include "analysis/ledger.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace balloon::analysis {

using namespace model;

double LedgerEntry::gain() const {
  double sum = home;
  for (const double x : country) sum += x;
  return sum;
}

std::vector<int> target_of(const World& world, const Policy& policy, const Policy& reference) {
  if (!policy.target_zones.empty()) return policy.target_zones;
  const auto n = world.zones.size();
  std::vector<char> differs(n, 0);
  // Month by month, as policies lie in memory.
  for (int t = 0; t < month_count; ++t)
    for (int k = 0; k < instrument_count; ++k) {
      if (!instruments[k].is_target) continue;
      const auto i = static_cast<Instrument>(k);
      for (std::size_t zone = 0; zone < n; ++zone) {
        const int z = static_cast<int>(zone), h = world.zones[zone].country;
        if (policy.quantity(i, z, t) != reference.quantity(i, z, t) ||
            policy.money(i, z, t) != reference.money(i, z, t) ||
            (h < hub_count &&
             (policy.national(i, h, t) != reference.national(i, h, t) ||
              policy.national_money(i, h, t) != reference.national_money(i, h, t))))
          differs[zone] = 1;
      }
    }
  std::vector<int> zones;
  for (std::size_t z = 0; z < n; ++z)
    if (differs[z] != 0) zones.push_back(static_cast<int>(z));
  return zones;
}

LedgerEntry ledger_entry(const World& world, const Ensemble& policy, const Ensemble& reference,
                         const std::vector<int>& target, int window_start, int horizon,
                         int member) {
  LedgerEntry e;
  e.country.assign(world.countries.size(), 0.0);
  const int last = window_start + horizon - 1;
  std::vector<char> is_target(world.zones.size(), 0), is_home(world.countries.size(), 0);
  for (const int z : target) {
    is_target[static_cast<std::size_t>(z)] = 1;
    is_home[static_cast<std::size_t>(world.zones[static_cast<std::size_t>(z)].country)] = 1;
  }
  for (int z = 0; z < static_cast<int>(world.zones.size()); ++z) {
    const auto zone = static_cast<std::size_t>(z);
    const auto country = static_cast<std::size_t>(world.zones[zone].country);
    const double a = static_cast<double>(policy.monthly(o_coca_area, member, z, last));
    const double b = static_cast<double>(reference.monthly(o_coca_area, member, z, last));
    if (is_target[zone]) {
      e.target += a - b;
      e.target_area += b;
      for (int t = window_start; t <= last; ++t)
        e.gross += static_cast<double>(policy.monthly(o_eradicated, member, z, t)) -
                   static_cast<double>(reference.monthly(o_eradicated, member, z, t));
    } else if (is_home[country]) {
      e.home += a - b;
    } else {
      e.country[country] += a - b;
    }
  }
  return e;
}

namespace {

/// Sum over places and months of a flow or stock, policy minus reference.
double difference(const Ensemble& p, const Ensemble& r, Outcome o, int member, int places, int from,
                  int to) {
  double sum = 0;
  for (int t = from; t <= to; ++t)
    for (int i = 0; i < places; ++i)
      sum += static_cast<double>(p.monthly(o, member, i, t)) -
             static_cast<double>(r.monthly(o, member, i, t));
  return sum;
}

double median_or_nan(std::vector<double> v) {
  if (v.empty()) return std::numeric_limits<double>::quiet_NaN();
  std::sort(v.begin(), v.end());
  return quantile_of(v, 0.5);
}

}  // namespace

Ledger make_ledger(const World& world, const Ensemble& policy, const Ensemble& reference,
                   const std::vector<int>& target, int window_start) {
  for (const auto* e : {&policy, &reference})
    for (const auto o : {o_coca_area, o_eradicated, o_cocaine_potential, o_donor_spending})
      if (!e->layout.recorded[o])
        throw std::invalid_argument(std::string("the ledger needs outcome ") + outcomes[o].name);
  if (window_start < policy.from || window_start < reference.from)
    throw std::invalid_argument("the ledger's window starts before the recorded months");
  Ledger ledger;
  ledger.window_start = window_start;
  const int n = std::min(policy.result.members, reference.result.members);
  std::vector<int> usable;
  for (int i = 0; i < n; ++i) {
    if (policy.result.usable(i) && reference.result.usable(i))
      usable.push_back(i);
    else if (policy.result.done[static_cast<std::size_t>(i)] != 0 &&
             reference.result.done[static_cast<std::size_t>(i)] != 0)
      ++ledger.failed;
  }
  ledger.usable = static_cast<int>(usable.size());
  for (const int z : target) {
    const auto& zone = world.zones[static_cast<std::size_t>(z)];
    ledger.target.push_back(zone.id);
    if (std::find(ledger.target_countries.begin(), ledger.target_countries.end(), zone.country) ==
        ledger.target_countries.end())
      ledger.target_countries.push_back(zone.country);
  }
  const int zones = static_cast<int>(world.zones.size());
  for (const int horizon : ledger_horizons) {
    const int last = window_start + horizon - 1;
    // Spending is yearly: the year a horizon ends in must be recorded whole.
    if (month_index(year_of(last), 12) > std::min(policy.to, reference.to)) continue;
    LedgerRow row;
    row.horizon = horizon;
    const auto countries = world.countries.size();
    std::vector<double> gross, loss, gain, net, in_place, home, home_ha, gone, index, years, kg,
        home_kg, cost, per_ha, per_kg;
    std::vector<std::vector<double>> country(countries), country_ha(countries);
    std::vector<std::vector<double>> net_s(structure_count), index_s(structure_count),
        gone_s(structure_count);
    int clear_losses = 0;
    for (const int i : usable) {
      const auto e = ledger_entry(world, policy, reference, target, window_start, horizon, i);
      const auto s = static_cast<std::size_t>(policy.structure(i));
      gross.push_back(e.gross);
      loss.push_back(e.loss());
      gain.push_back(e.gain());
      net.push_back(e.net());
      net_s[s].push_back(e.net());
      home_ha.push_back(e.home);
      for (std::size_t c = 0; c < countries; ++c) country_ha[c].push_back(e.country[c]);
      if (e.gross > 0) {
        const double per = 100 / e.gross;
        in_place.push_back(e.in_place() * per);
        home.push_back(e.home * per);
        gone.push_back(-e.net() * per);
        gone_s[s].push_back(-e.net() * per);
        for (std::size_t c = 0; c < countries; ++c) country[c].push_back(e.country[c] * per);
      }
      if (e.loss() > 0.05 * e.target_area && e.target_area > 0) {
        ++clear_losses;
        index.push_back(e.gain() / e.loss());
        index_s[s].push_back(e.gain() / e.loss());
      }
      years.push_back(difference(policy, reference, o_coca_area, i, zones, window_start, last) /
                      12);
      kg.push_back(
          difference(policy, reference, o_cocaine_potential, i, hub_count, window_start, last));
      double own = 0;
      for (const int c : ledger.target_countries) {
        if (c >= hub_count) continue;
        for (int t = window_start; t <= last; ++t)
          own += static_cast<double>(policy.monthly(o_cocaine_potential, i, c, t)) -
                 static_cast<double>(reference.monthly(o_cocaine_potential, i, c, t));
      }
      home_kg.push_back(own);
      // Spending is yearly: the years the horizon ends in are counted whole.
      double spent = 0;
      for (int y = year_of(window_start); y <= year_of(last); ++y)
        for (int d = 0; d < donor_count; ++d)
          spent += static_cast<double>(policy.yearly(o_donor_spending, i, d, y)) -
                   static_cast<double>(reference.yearly(o_donor_spending, i, d, y));
      cost.push_back(spent);
      if (e.net() < 0) {
        ++row.members_with_fall;
        per_ha.push_back(spent / -e.net());
      }
      if (kg.back() < 0) {
        ++row.members_with_kg_fall;
        per_kg.push_back(spent / -kg.back());
      }
    }
    row.gross = summarise(gross);
    row.loss = summarise(loss);
    row.gain = summarise(gain);
    row.net = summarise(net);
    row.home_ha = summarise(home_ha);
    row.shares_defined = !gross.empty() && row.gross.low90 > 0;
    row.in_place = summarise(in_place);
    row.home = summarise(home);
    row.gone = summarise(gone);
    for (std::size_t c = 0; c < countries; ++c) {
      row.country.push_back(summarise(country[c]));
      row.country_ha.push_back(summarise(country_ha[c]));
    }
    row.index_defined =
        !usable.empty() && clear_losses * 100 >= 95 * static_cast<int>(usable.size());
    row.index = summarise(index);
    row.net_hectare_years = summarise(years);
    row.net_cocaine_kg = summarise(kg);
    row.home_cocaine_kg = summarise(home_kg);
    row.cost = summarise(cost);
    row.cost_per_net_hectare = summarise(per_ha);
    row.cost_per_net_kg = summarise(per_kg);
    for (std::size_t s = 0; s < static_cast<std::size_t>(structure_count); ++s) {
      row.net_by_structure.push_back(median_or_nan(net_s[s]));
      row.gone_by_structure.push_back(median_or_nan(gone_s[s]));
      row.index_by_structure.push_back(median_or_nan(index_s[s]));
    }
    const auto range = range_of(row.net_by_structure);
    row.net_low_structure = range.low;
    row.net_high_structure = range.high;
    ledger.rows.push_back(row);
  }
  return ledger;
}

StructureRange range_of(const std::vector<double>& medians) {
  StructureRange range;
  for (const double x : medians) {
    if (!std::isfinite(x)) continue;
    range.low = range.structures == 0 ? x : std::min(range.low, x);
    range.high = range.structures == 0 ? x : std::max(range.high, x);
    ++range.structures;
  }
  return range;
}

MeanShares mean_shares(const LedgerRow& row) {
  MeanShares shares;
  const double per = row.gross.mean > 0 ? 100 / row.gross.mean : 0;
  shares.in_place = per * (row.gross.mean - row.loss.mean);
  shares.home = per * row.home_ha.mean;
  shares.gone = -per * row.net.mean;
  for (const auto& country : row.country_ha) shares.country.push_back(per * country.mean);
  return shares;
}

}  // namespace balloon::analysis
