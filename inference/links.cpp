#include "inference/links.hpp"

#include <algorithm>
#include <set>

#include "model/outcomes.hpp"

namespace balloon::inference {

namespace {

/// Where a target was observed.
struct Where {
  bool zonal = false;       ///< of an outcome of zones
  std::set<int> zones;      ///< where zonal
  std::set<int> countries;  ///< hubs; empty for corridors, markets and totals
  bool transit = false;     ///< of corridors or markets
  int year = 0;
};

Where locate(const model::World& world, const analysis::Target& t) {
  Where w;
  w.year = t.year;
  const auto kind = model::outcomes[t.outcome].place;
  if (kind == model::OutcomePlace::zone) {
    w.zonal = true;
    w.zones.insert(t.places.begin(), t.places.end());
    for (const int z : t.places)
      w.countries.insert(world.zones[static_cast<std::size_t>(z)].country);
  } else if (kind == model::OutcomePlace::hub) {
    w.countries.insert(t.places.begin(), t.places.end());
  } else {
    w.transit = kind == model::OutcomePlace::corridor || kind == model::OutcomePlace::market;
  }
  return w;
}

}  // namespace

Mask make_links(const model::World& world, const std::vector<analysis::Target>& targets,
                int last_year, int memory) {
  const model::UnknownLayout at(world);
  Mask links = Mask::Ones(at.size(last_year), static_cast<Eigen::Index>(targets.size()));
  for (const auto p : model::kept_at_prior) links.row(at.parameter(static_cast<int>(p))).setZero();
  for (std::size_t j = 0; j < targets.size(); ++j) {
    const auto w = locate(world, targets[j]);
    const auto column = static_cast<Eigen::Index>(j);
    const auto set = [&](int row, bool on) { links(row, column) = on ? 1 : 0; };
    const auto zone_linked = [&](int z) {
      const int country = world.zones[static_cast<std::size_t>(z)].country;
      return w.zonal ? w.zones.count(z) > 0 : w.countries.count(country) > 0;
    };
    for (int z = 0; z < at.zones; ++z) {
      set(at.start_share(z), zone_linked(z));
      set(at.start_split(z), zone_linked(z));
    }
    for (int year = first_year; year <= last_year; ++year) {
      const bool now = w.year >= year && w.year <= year + memory;
      for (int z = 0; z < at.zones; ++z) set(at.supply_zone(year, z), now && zone_linked(z));
      for (int h = 0; h < model::hub_count; ++h)
        set(at.supply_hub(year, h), now && w.countries.count(h) > 0);
      for (int m = 0; m < at.markets; ++m) set(at.demand(year, m), now);
      // A random walk forgets nothing: every year up to the figure's own.
      for (int i = 0; i < at.corridors; ++i) set(at.corridor(year, i), w.transit && w.year >= year);
    }
  }
  return links;
}

}  // namespace balloon::inference
