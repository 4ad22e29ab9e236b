#include "model/world.hpp"

#include <algorithm>

namespace balloon::model {

double distance_km(double lat1, double lon1, double lat2, double lon2) {
  const double radian = 3.14159265358979323846 / 180;
  // Cosine of the middle latitude by its series: below 40 degrees the error is under 1e-6.
  const double m = (lat1 + lat2) / 2 * radian;
  const double m2 = m * m;
  const double cosine = 1 - m2 / 2 * (1 - m2 / 12 * (1 - m2 / 30 * (1 - m2 / 56)));
  const double dy = (lat2 - lat1) * radian, dx = (lon2 - lon1) * radian * cosine;
  return 6371 * __builtin_sqrt(dy * dy + dx * dx);
}

void connect_zones(World& world) {
  const double border_km = 300;
  const auto n = world.zones.size();
  world.neighbours.assign(n, {});
  for (std::size_t i = 0; i < n; ++i) {
    std::vector<Neighbour> all;
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j) continue;
      // A zone without land neither sends nor receives, so adding one changes nothing elsewhere.
      if (world.zones[i].suitable_ha <= 0 || world.zones[j].suitable_ha <= 0) continue;
      const auto& a = world.zones[i];
      const auto& b = world.zones[j];
      double km = distance_km(a.latitude, a.longitude, b.latitude, b.longitude);
      if (a.country != b.country) km += border_km;
      km = std::max(1.0, km);
      all.push_back({static_cast<int>(j), km / 100, 0});
    }
    std::sort(all.begin(), all.end(), [&](const Neighbour& a, const Neighbour& b) {
      if (a.distance_100km != b.distance_100km) return a.distance_100km < b.distance_100km;
      return world.zones[static_cast<std::size_t>(a.zone)].stream <
             world.zones[static_cast<std::size_t>(b.zone)].stream;
    });
    if (all.size() > static_cast<std::size_t>(max_neighbours)) all.resize(max_neighbours);
    double sum = 0;
    for (auto& x : all) sum += 1 / x.distance_100km;
    for (auto& x : all) x.weight = 1 / x.distance_100km / sum;
    world.neighbours[i] = std::move(all);
  }
}

}  // namespace balloon::model
