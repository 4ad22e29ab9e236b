// Unknowns: everything that a calibration infers about a member, as one vector of standard normals.
//
// First the parameters (each the normal score of its prior's quantile), then what is drawn at the
// start (errors of national areas, of source prices, of zone shares, of the split of national
// hectares), then year by year the innovations of supply (zones, hubs), of demand (markets) and of
// transport cost (corridors). A run takes them from its streams, or from a vector up to the last
// year that the vector knows.
#pragma once

#include <vector>

#include "core/calendar.hpp"
#include "model/state.hpp"

namespace balloon::model {

/// Where each unknown lies in the vector.
struct UnknownLayout {
  int zones = 0, markets = 0, corridors = 0;

  explicit UnknownLayout(const World& world)
      : zones(static_cast<int>(world.zones.size())),
        markets(static_cast<int>(world.markets.size())),
        corridors(static_cast<int>(world.corridors.size())) {}

  static constexpr int parameter(int p) { return p; }
  int start_area(int hub) const { return parameter_count + hub; }
  int start_price(int stage_hub) const { return parameter_count + hub_count + stage_hub; }
  int start_share(int zone) const { return parameter_count + 3 * hub_count + zone; }
  int start_split(int zone) const { return start_share(zones) + zone; }
  int year(int calendar_year) const {
    return start_split(zones) + (calendar_year - first_year) * per_year();
  }
  int supply_zone(int calendar_year, int zone) const { return year(calendar_year) + zone; }
  int supply_hub(int calendar_year, int hub) const { return year(calendar_year) + zones + hub; }
  int demand(int calendar_year, int market) const {
    return year(calendar_year) + zones + hub_count + market;
  }
  int corridor(int calendar_year, int c) const {
    return year(calendar_year) + zones + hub_count + markets + c;
  }
  int per_year() const { return zones + hub_count + markets + corridors; }
  /// Length of a vector that knows the years up to and including `last_year`.
  int size(int last_year) const { return year(last_year + 1); }
};

/// The unknowns that the streams of (seed, member) hold, up to `last_year`: the vector whose run is
/// that of the member itself.
std::vector<double> stream_unknowns(const World& world, std::uint64_t seed, std::uint64_t member,
                                    int last_year);

/// The normals of the start: from the streams, or from the vectors that are given.
template <class L>
inline void take_start_normals(const Context<L>& c, Normals<L>& n) {
  const auto one = [&](Stream stream, int place) {
    return normal_quantile(uniforms(c.key, stream, static_cast<std::uint32_t>(place), -1000).first);
  };
  const World& w = c.world;
  for (int h = 0; h < hub_count; ++h) {
    n.start_area[h] = one(Stream::country_area, h);
    n.start_price[h] = one(Stream::start_price, h);
    n.start_price[hub_count + h] = one(Stream::start_price, 10 + h);
  }
  for (std::size_t z = 0; z < w.zones.size(); ++z) {
    n.start_share[z] = one(Stream::zone_share, w.zones[z].stream);
    n.start_split[z] = one(Stream::enforcement_split, w.zones[z].stream);
  }
  if (c.given == nullptr) return;
  const UnknownLayout at(w);
  for (int lane = 0; lane < L::width; ++lane) {
    const double* u = c.given[lane].unknowns;
    if (u == nullptr) continue;
    for (int h = 0; h < hub_count; ++h) n.start_area[h].set(lane, u[at.start_area(h)]);
    for (int i = 0; i < 2 * hub_count; ++i) n.start_price[i].set(lane, u[at.start_price(i)]);
    for (int z = 0; z < at.zones; ++z) {
      n.start_share[z].set(lane, u[at.start_share(z)]);
      n.start_split[z].set(lane, u[at.start_split(z)]);
    }
  }
}

/// The innovations of a calendar year: from the streams, or from the vectors that know the year.
template <class L>
inline void take_year_normals(const Context<L>& c, int year, Normals<L>& n) {
  const auto one = [&](Stream stream, int place) {
    return normal_quantile(uniforms(c.key, stream, static_cast<std::uint32_t>(place), year).first);
  };
  const World& w = c.world;
  for (std::size_t z = 0; z < w.zones.size(); ++z)
    n.supply_zone[z] = one(Stream::supply_shock, w.zones[z].stream);
  for (int h = 0; h < hub_count; ++h) n.supply_hub[h] = one(Stream::supply_shock, 100000 + h);
  for (std::size_t m = 0; m < w.markets.size(); ++m)
    n.demand[m] = one(Stream::demand_drift, w.markets[m].stream);
  for (std::size_t i = 0; i < w.corridors.size(); ++i)
    n.corridor[i] = one(Stream::corridor_drift, w.corridors[i].stream);
  if (c.given == nullptr) return;
  const UnknownLayout at(w);
  for (int lane = 0; lane < L::width; ++lane) {
    const double* u = c.given[lane].unknowns;
    if (u == nullptr || year > c.given[lane].last_year) continue;
    for (int z = 0; z < at.zones; ++z) n.supply_zone[z].set(lane, u[at.supply_zone(year, z)]);
    for (int h = 0; h < hub_count; ++h) n.supply_hub[h].set(lane, u[at.supply_hub(year, h)]);
    for (int m = 0; m < at.markets; ++m) n.demand[m].set(lane, u[at.demand(year, m)]);
    for (int i = 0; i < at.corridors; ++i) n.corridor[i].set(lane, u[at.corridor(year, i)]);
  }
}

}  // namespace balloon::model
