// Who pays for a lever: the hub whose country does.
#pragma once

#include "model/policy.hpp"
#include "model/world.hpp"

namespace balloon::model {

/// The hub whose country pays for an instrument at a place; hub_count for corridors and markets.
inline int payer_of(const World& world, Instrument instrument, int place) {
  const auto i = static_cast<std::size_t>(place);
  switch (instruments[instrument].place) {
    case PlaceKind::zone: {
      const auto& zone = world.zones[i];
      return zone.country < hub_count ? zone.country : zone.hub;
    }
    case PlaceKind::hub:
      return place;
    case PlaceKind::link:
      return link_ends[i].origin;
    case PlaceKind::group:
      return world.groups[i].hub;
    case PlaceKind::corridor:
    case PlaceKind::market:
      break;
  }
  return hub_count;
}

}  // namespace balloon::model
