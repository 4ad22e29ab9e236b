// A policy: what is done where, month by month. Scenarios (io) compile to this; the model reads it.
#pragma once

#include <cstddef>
#include <vector>

#include "core/calendar.hpp"
#include "model/places.hpp"

namespace balloon::model {

enum class PlaceKind { zone, hub, link, corridor, market, group };

/// Every instrument of the model. Order is stable; new ones are added at the end.
enum Instrument : int {
  eradication_manual = 0,   ///< ha a month
  eradication_aerial,       ///< ha sprayed a month
  eradication_voluntary,    ///< ha a month, agreed with growers
  alternative_development,  ///< USD a month
  substitution_announced,   ///< level 0..1: announced, not yet delivered
  state_presence,           ///< USD a month: police posts, roads, clinics
  lab_destruction,          ///< laboratories a month
  precursor_control,        ///< level 0..1
  source_interdiction,      ///< USD a month against stocks and loads inside the producing country
  air_interdiction,         ///< level 0..1: shoot-down policy on a sourcing link
  interdiction,             ///< USD a month on a corridor
  courier_screening,        ///< USD a month at a hub's airports
  armed_pressure,           ///< level 0..1 on a group
  armed_agreement,          ///< level 0..1: share of a group bound by an agreement
  captures,                 ///< heads of organisations captured a month
  treatment,                ///< USD a month in a market
  prevention,               ///< USD a month in a market
  retail_enforcement,       ///< USD a month in a market
  legal_area,               ///< ha, level
  instrument_count
};

/// What an instrument is: for the schema, the help, the docs and the checks.
struct InstrumentRecord {
  const char* name;
  PlaceKind place;
  const char* unit;  ///< of the quantity in a scenario: ha, USD, level, count
  bool is_flow;      ///< a total over the dates (prorated by days), else a level held
  bool takes_money;  ///< may be given in USD, turned into the unit by a unit-cost parameter
  double upper;      ///< largest quantity accepted a year (or level), a sanity limit
  const char* meaning;
};
extern const InstrumentRecord instruments[instrument_count];

/// How hectares or effort known only for a whole country or all corridors are spread over places.
enum class Allocation : int {
  proportional = 0,  ///< to the last survey (crops) or to known load (corridors)
  adaptive = 1,      ///< to learned value per effort, with exploration
  randomised = 2,    ///< even in expectation, redrawn each month
  replay = 3,        ///< corridors only: as given by corridor
  optimising = 4,    ///< myopic: each twentieth where it is expected to remove or seize most
};

/// Structural switches a scenario may fix; `unset` leaves them to the run's plan of structures.
struct StructureChoice {
  static constexpr int unset = -1000;
  int sourcing = unset;      ///< 0 flat, 1 nested
  int pass_through = unset;  ///< 0 multiplicative, 1 additive, 2 drawn from its prior
  int price = unset, migration = unset, buyers = unset;  ///< displacement channels, 0 or 1
  int risk = unset, agglomeration = unset;               ///< diffusion channels, 0 or 1
  int yield_response = unset;                            ///< 0 or 1
  int firms_1990s = unset;           ///< 1: cartel break-up as rival of the air bridge
  int demand_trend = unset;          ///< 0 fixed at 1990, 1 local trend
  int enforcement_violence = unset;  ///< -1, 0, 1
  int reaction = unset;              ///< 0 or 1
  int armed_groups = unset;          ///< 1 strength follows income; 0 it stays that of 1990
  friend bool operator==(const StructureChoice&, const StructureChoice&) = default;
};

/// Dense levers by month. Index helpers keep the layout in one place.
class Policy {
 public:
  Policy() = default;
  explicit Policy(int zones);

  /// Quantity of an instrument at a place in a month (ha, USD, count a month; or a level).
  double& quantity(Instrument i, int place, int month) { return quantity_[at(i, place, month)]; }
  double quantity(Instrument i, int place, int month) const {
    return quantity_[at(i, place, month)];
  }
  /// Money for an instrument whose quantity is not money, USD a month.
  double& money(Instrument i, int place, int month) { return money_[at(i, place, month)]; }
  double money(Instrument i, int place, int month) const { return money_[at(i, place, month)]; }
  /// Zone instruments given for a whole hub country, to be spread over its zones by `crops` rule.
  double& national(Instrument i, int hub, int month) {
    return national_[national_at(i, hub, month)];
  }
  double national(Instrument i, int hub, int month) const {
    return national_[national_at(i, hub, month)];
  }
  double& national_money(Instrument i, int hub, int month) {
    return national_money_[national_at(i, hub, month)];
  }
  double national_money(Instrument i, int hub, int month) const {
    return national_money_[national_at(i, hub, month)];
  }
  /// Share of an instrument's cost that a donor pays; hub 3 stands for corridors and markets.
  double& funding(Instrument i, int hub, int donor, int month) {
    return funding_[funding_at(i, hub, donor, month)];
  }
  double funding(Instrument i, int hub, int donor, int month) const {
    return funding_[funding_at(i, hub, donor, month)];
  }

  /// Whether two policies give the model the same levers and funding in a month.
  bool same_month(const Policy& other, int month) const;

  /// Gives month `to` the levers and funding of month `from`.
  void copy_month(int to, int from);

  int zone_count() const { return zones_; }
  /// Places of an instrument's kind.
  int place_count(Instrument i) const;

  Allocation crops = Allocation::proportional;
  Allocation corridors = Allocation::replay;
  StructureChoice structure;
  /// Zones whose own losses the ledger counts as the target; chosen by the scenario, else by the
  /// difference of crop levers between policy and reference.
  std::vector<int> target_zones;
  int window_start = 0;  ///< month from which the ledger counts

  friend bool operator==(const Policy&, const Policy&) = default;

 private:
  static constexpr int slots = max_zones;
  // A month's levers lie together: the model reads them all, one month after the other.
  static std::size_t at(int i, int place, int month) {
    return (static_cast<std::size_t>(month) * instrument_count + static_cast<std::size_t>(i)) *
               slots +
           static_cast<std::size_t>(place);
  }
  static std::size_t national_at(int i, int hub, int month) {
    return (static_cast<std::size_t>(month) * instrument_count + static_cast<std::size_t>(i)) *
               hub_count +
           static_cast<std::size_t>(hub);
  }
  static std::size_t funding_at(int i, int hub, int donor, int month) {
    return ((static_cast<std::size_t>(month) * instrument_count + static_cast<std::size_t>(i)) *
                (hub_count + 1) +
            static_cast<std::size_t>(hub)) *
               donor_count +
           static_cast<std::size_t>(donor);
  }

  int zones_ = 0;
  std::vector<double> quantity_, money_, national_, national_money_, funding_;
};

}  // namespace balloon::model
