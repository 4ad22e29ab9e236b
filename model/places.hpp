// The places of the model: producing zones, hubs, sourcing links, corridors, markets, armed groups.
// Aggregates only: a corridor joins regions, never points (docs/limits.md).
#pragma once

#include <string>
#include <vector>

namespace balloon::model {

/// Capacities of the fixed-size state arrays. A world beyond them is refused when it is read.
/// Zones are an odd number: at 64 every array by zone would begin at the same place of a page, and
/// a zone's own numbers would drive each other out of the cache (a tenth of the kernel's time).
inline constexpr int max_zones = 65;
inline constexpr int max_neighbours = 10;
inline constexpr int max_corridors = 16;
inline constexpr int max_markets = 6;
inline constexpr int max_groups = 6;
inline constexpr int max_countries = 12;

/// Hubs, where base becomes cocaine and is sold for export. They are also the first countries.
inline constexpr int hub_count = 3;
enum Hub : int { col = 0, per = 1, bol = 2 };
inline constexpr const char* hub_ids[hub_count] = {"COL", "PER", "BOL"};

/// Sourcing links on which base crosses a border to another hub.
inline constexpr int link_count = 3;
enum Link : int { per_col = 0, bol_col = 1, per_bol = 2 };
struct LinkEnds {
  const char* id;
  int origin, destination;
};
inline constexpr LinkEnds link_ends[link_count] = {
    {"PER-COL", per, col}, {"BOL-COL", bol, col}, {"PER-BOL", per, bol}};

/// Origins of trafficking organisations that buy at the hubs.
inline constexpr int origin_count = 4;
inline constexpr const char* origin_ids[origin_count] = {"colombian", "mexican", "brazilian",
                                                         "local"};

/// Who pays for a lever.
inline constexpr int donor_count = 4;
inline constexpr const char* donor_ids[donor_count] = {"national", "USA", "EU", "other"};

/// A cultivation zone with constant boundaries (data/model/zones.csv, crosswalk.csv).
struct Zone {
  std::string id, name;
  int stream = 0;   ///< stable key of its random streams
  int country = 0;  ///< index into World::countries
  int hub = 0;      ///< home hub
  bool latent = false;
  double latitude = 0, longitude = 0;  ///< degrees
  double suitable_ha = 0;              ///< K_z, ceiling of plausible coca land
  double yield_factor = 1;             ///< leaf yield relative to the country's mean
  double haul = 0;                     ///< USD per kg of base to the hub
  double protected_share = 0;          ///< of suitable land, 0..1
  double traditional_leaf_t = 0;       ///< t sun-dried leaf a year, leaves first
  double legal_ha = 0;
  double share_1990 = 0;      ///< of its country's area in January 1990
  double state_presence = 0;  ///< 0..1
};

/// A neighbour by distance, for spillovers of risk and for migration.
struct Neighbour {
  int zone = 0;
  double distance_100km = 0;  ///< with the border penalty where it lies in another country
  double weight = 0;          ///< row-standardised inverse distance
};

/// A corridor between regions (data/model/corridors.csv).
struct Corridor {
  std::string id, name;
  int stream = 0;
  double access[hub_count] = {};      ///< USD per kg from each hub to its entry
  double preference[hub_count] = {};  ///< relative use by hub in 1990, any scale
  double cost = 0;                    ///< transport, USD per kg
  double risk_1990 = 0;               ///< share of loads lost at the 1990 effort
  double effort_1990 = 0;             ///< USD a month
  double risk_wage = 0;               ///< USD per kg at certain loss
  double load_kg = 0;                 ///< mean load
  double capacity = 0;                ///< kg a month at which cost has risen by half
  int carrier = -1;                   ///< origin of the organisations that carry it, -1 any
};

/// A consumer market (data/model/markets.csv).
struct Market {
  std::string id, name;
  int stream = 0;
  double consumption_share_1990 = 0;                  ///< of world consumption
  double import_price_1990 = 0;                       ///< USD 2010 per pure kg
  double retail_price_1990 = 0;                       ///< USD 2010 per pure kg
  double light_users_1990 = 0, heavy_users_1990 = 0;  ///< persons
  double corridor_share_1990[max_corridors] = {};     ///< sums to 1
};

/// An armed group (data/model/groups.csv).
struct ArmedGroup {
  std::string id, name;
  int stream = 0;
  int hub = 0;
  double strength_1990 = 0;   ///< fighters
  double broker = 0;          ///< 0 taxes the trade, 1 brokers it, from `broker_from` on
  int broker_from = 0;        ///< month index
  std::vector<double> reach;  ///< presence in each zone at full strength, 0..1
};

/// A hub's observed start (data/model/hubs.csv).
struct HubStart {
  double area_1990 = 0;            ///< ha
  double base_price_1990 = 0;      ///< USD 2010 per kg
  double cocaine_price_1990 = 0;   ///< USD 2010 per kg
  double source_risk_1990 = 0;     ///< share of cocaine seized before export
  double base_risk_1990 = 0;       ///< share of base seized
  double domestic_base_share = 0;  ///< of base used as paste in the country in 1990
  double licit_income = 0;         ///< USD 2010 per ha a year, mean of the licit basket in 2010
  double cash_cost = 0;            ///< USD 2010 per ha a year of coca, cash and hired labour
  double homicides_1990 = 0;       ///< a year, all causes
};

/// A sourcing link's start (data/model/links.csv).
struct LinkStart {
  double cost = 0;        ///< USD per kg of base
  double risk_1990 = 0;   ///< share lost
  double share_1990 = 0;  ///< of the origin's base that left by it in 1990
};

}  // namespace balloon::model
