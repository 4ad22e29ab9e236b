// Worlds and policies for tests, built in code, and the world that ships with the program.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "io/target_reader.hpp"
#include "io/world_reader.hpp"
#include "model/policy.hpp"
#include "model/world.hpp"

namespace balloon::test {

/// The world inside the program.
inline const model::World& shipped_world() {
  static const model::World world = [] {
    Faults faults;
    auto read = read_world(embedded_files(), faults);
    for (const auto& fault : faults.list()) std::cerr << to_string(fault) << "\n";
    if (!read) std::abort();
    return std::move(*read);
  }();
  return world;
}

/// What has been observed, as it ships with the program.
inline const std::vector<analysis::Target>& shipped_targets() {
  static const std::vector<analysis::Target> targets = [] {
    Faults faults;
    auto read = read_targets(embedded_files(), shipped_world(), faults);
    for (const auto& fault : faults.list()) std::cerr << to_string(fault) << "\n";
    if (!read || !faults.empty()) std::abort();
    return std::move(*read);
  }();
  return targets;
}

/// The same world with every driver held at January 1990, so that nothing moves by itself.
inline model::World still(model::World world) {
  auto& d = world.drivers;
  const auto hold = [](auto& series) {
    for (auto& row : series)
      for (auto& x : row) x = row[0];
  };
  hold(d.leaf_yield);
  hold(d.cocaine_yield);
  hold(d.licit_income);
  hold(d.demand);
  hold(d.retail_margin);
  return world;
}

/// The same world with loads so small that counts of shipments hardly scatter: what is left of
/// chance is below 1e-3 of a corridor's seizures.
inline model::World smooth(model::World world) {
  for (auto& corridor : world.corridors) corridor.load_kg *= 1e-4;
  return world;
}

inline model::Zone make_zone(const char* id, int stream, int country, double latitude,
                             double longitude, double suitable_ha, double share) {
  model::Zone zone;
  zone.id = zone.name = id;
  zone.stream = stream;
  zone.country = country;
  zone.hub = country < model::hub_count ? country : model::col;
  zone.latent = country >= model::hub_count;
  zone.latitude = latitude;
  zone.longitude = longitude;
  zone.suitable_ha = suitable_ha;
  zone.haul = 20;
  zone.share_1990 = share;
  zone.state_presence = 0.3;
  return zone;
}

/// Three hubs with two zones each, a latent zone abroad, two corridors, two markets, one group.
inline model::World small_world() {
  using namespace model;
  World w;
  w.countries = {"COL", "PER", "BOL", "LAT"};
  w.zones = {
      make_zone("C1", 1, col, 2, -76, 80000, 0.6),   make_zone("C2", 2, col, 4, -73, 60000, 0.4),
      make_zone("P1", 3, per, -8, -76, 150000, 0.7), make_zone("P2", 4, per, -13, -73, 70000, 0.3),
      make_zone("B1", 5, bol, -16, -67, 60000, 0.4), make_zone("B2", 6, bol, -17, -65, 80000, 0.6),
      make_zone("L1", 7, 3, 0.5, -79, 20000, 0)};
  w.zones[4].traditional_leaf_t = 9000;
  w.hubs[col] = {40000, 1200, 2300, 0.10, 0.03, 0.02, 1300, 900, 24000};
  w.hubs[per] = {120000, 750, 1700, 0.03, 0.02, 0.03, 950, 750, 2400};
  w.hubs[bol] = {50000, 700, 1700, 0.03, 0.02, 0.03, 800, 650, 900};
  w.links[per_col] = {80, 0.05, 0.7};
  w.links[bol_col] = {110, 0.05, 0.5};
  w.links[per_bol] = {90, 0.05, 0.01};
  Corridor sea, land;
  sea.id = sea.name = "SEA";
  sea.stream = 1;
  std::copy_n(std::begin({150.0, 400.0, 700.0}), hub_count, sea.access);
  std::copy_n(std::begin({1.0, 0.4, 0.1}), hub_count, sea.preference);
  sea.cost = 4500;
  sea.risk_1990 = 0.15;
  sea.effort_1990 = 8e6;
  sea.risk_wage = 20000;
  sea.load_kg = 800;
  sea.capacity = 90000;
  land.id = land.name = "LAND";
  land.stream = 2;
  std::copy_n(std::begin({600.0, 300.0, 200.0}), hub_count, land.access);
  std::copy_n(std::begin({0.3, 1.0, 1.5}), hub_count, land.preference);
  land.cost = 6000;
  land.risk_1990 = 0.08;
  land.effort_1990 = 2e6;
  land.risk_wage = 8000;
  land.load_kg = 200;
  land.capacity = 40000;
  w.corridors = {sea, land};
  w.backstop = 1;
  Market north{"NORTH", "north", 1, 0.8, 50000, 250000, 5e6, 1.8e6, {0.9, 0.1}};
  Market south{"SOUTH", "south", 2, 0.2, 12000, 40000, 1.5e6, 2e5, {0.2, 0.8}};
  w.markets = {north, south};
  ArmedGroup group;
  group.id = group.name = "G";
  group.stream = 1;
  group.hub = per;
  group.strength_1990 = 1500;
  group.reach = {0, 0, 0.2, 0.7, 0, 0, 0};
  w.groups = {group};
  for (int h = 0; h < hub_count; ++h)
    for (int t = 0; t < month_count; ++t) {
      w.drivers.leaf_yield[h][t] = 1.6;
      w.drivers.cocaine_yield[h][t] = 3.2;
      w.drivers.licit_income[h][t] = 1;
    }
  for (int m = 0; m < max_markets; ++m)
    for (int t = 0; t < month_count; ++t)
      w.drivers.demand[m][t] = w.drivers.retail_margin[m][t] = 1;
  connect_zones(w);
  return w;
}

/// Nothing but the ordinary interdiction of 1990, for ever.
inline model::Policy quiet_policy(const model::World& world) {
  model::Policy policy(static_cast<int>(world.zones.size()));
  for (std::size_t i = 0; i < world.corridors.size(); ++i)
    for (int t = 0; t < month_count; ++t)
      policy.quantity(model::interdiction, static_cast<int>(i), t) = world.corridors[i].effort_1990;
  return policy;
}

/// Sets an instrument at a place in months from .. to.
inline void set_lever(model::Policy& policy, model::Instrument instrument, int place,
                      double quantity, int from, int to = month_count - 1) {
  for (int t = from; t <= to; ++t) policy.quantity(instrument, place, t) = quantity;
}

/// Index of a zone by its id; -1 where there is none.
inline int zone_index(const model::World& world, std::string_view id) {
  for (std::size_t z = 0; z < world.zones.size(); ++z)
    if (world.zones[z].id == id) return static_cast<int>(z);
  return -1;
}

}  // namespace balloon::test
