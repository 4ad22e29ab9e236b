// The world: places and the observed drivers that the model takes as given. Immutable once read.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "core/calendar.hpp"
#include "model/places.hpp"

namespace balloon::model {

/// Monthly series that the model takes as given (data/model/drivers.csv; last value held).
struct Drivers {
  /// t of sun-dried-equivalent leaf per ha of mature coca a year.
  double leaf_yield[hub_count][month_count] = {};
  /// kg of pure hydrochloride per t of that leaf, all stages.
  double cocaine_yield[hub_count][month_count] = {};
  /// US consumer prices, 2010 = 1: history's money is in current USD, the model's in those of 2010.
  double us_prices[month_count] = {};
  /// Real price index of the licit basket, 2010 = 1.
  double licit_income[hub_count][month_count] = {};
  /// Consumption at constant price, 1990 = 1.
  double demand[max_markets][month_count] = {};
  /// Margin between import and retail, 1990 = 1.
  double retail_margin[max_markets][month_count] = {};
};

/// What a place is called in reports.
struct PlaceName {
  std::string english, spanish;
};

/// Everything outside a member. Order of zones is the order of data/model/zones.csv.
struct World {
  std::vector<std::string> countries;  ///< ISO3; the hubs come first, in the order of Hub
  std::vector<Zone> zones;
  std::vector<std::vector<Neighbour>> neighbours;  ///< at most max_neighbours a zone
  std::vector<Corridor> corridors;
  std::vector<Market> markets;
  std::vector<ArmedGroup> groups;
  std::map<std::string, PlaceName> names;  ///< by id, of places that data/model/names.csv names
  HubStart hubs[hub_count];
  LinkStart links[link_count];
  Drivers drivers;
  int couriers = -1;  ///< index of the corridor of air couriers, -1 where there is none
  int usa = -1;       ///< index of the market USA, -1 where there is none
  int backstop = -1;  ///< index of the overland backstop
};

/// Distance in km by the equirectangular projection at the middle latitude, from basic arithmetic
/// so that every machine agrees; within 1 % of the great circle for the zones of the model.
double distance_km(double lat1, double lon1, double lat2, double lon2);

/// Fills World::neighbours: the nearest zones, a border counting as 300 km more.
void connect_zones(World& world);

}  // namespace balloon::model
