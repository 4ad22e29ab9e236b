// A policy: what is done where, month by month. Scenarios (io) compile to this; the model reads it.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <vector>

#include "core/calendar.hpp"
#include "model/parameters.hpp"
#include "model/places.hpp"

namespace balloon::model {

enum class PlaceKind { zone, hub, link, corridor, market, group };

/// Every instrument of the model, in the order of instruments.def.
enum Instrument : int {
#define BALLOON_INSTRUMENT(name, ...) name,
#include "model/instruments.def"
#undef BALLOON_INSTRUMENT
  instrument_count
};

/// What a unit of an instrument's quantity costs.
struct UnitCost {
  enum Kind { is_paid, is_each, is_yearly, is_free } kind = is_free;
  P parameter = P::count;  ///< USD, where it is each or yearly
};
constexpr UnitCost in_money() { return {UnitCost::is_paid, P::count}; }
constexpr UnitCost usd_each(P usd) { return {UnitCost::is_each, usd}; }
constexpr UnitCost usd_a_year(P usd) { return {UnitCost::is_yearly, usd}; }
constexpr UnitCost costs_nothing() { return {UnitCost::is_free, P::count}; }

/// What an instrument is: for the schema, the help, the docs and the checks.
struct InstrumentRecord {
  const char* name;
  PlaceKind place;
  const char* unit;  ///< of the quantity in a scenario: ha, USD, level, count
  bool is_flow;      ///< a total over the dates (prorated by days), else a level held
  bool takes_money;  ///< may be given in USD, turned into the unit by its cost
  double upper;      ///< largest quantity accepted a year (or level), a sanity limit
  UnitCost cost;
  bool is_target;  ///< the ledger counts the zones where it is pulled as squeezed
  const char* meaning;
};
inline constexpr InstrumentRecord instruments[instrument_count] = {
#define BALLOON_INSTRUMENT(name, place, unit, flow, money, upper, cost, target, meaning) \
  {#name, PlaceKind::place, unit, flow, money, upper, cost, target, meaning},
#include "model/instruments.def"
#undef BALLOON_INSTRUMENT
};
static_assert(
    [] {
      for (const auto& i : instruments)
        if (i.takes_money && i.cost.kind != UnitCost::is_each) return false;
      return true;
    }(),
    "what may be given in money instead has a cost of each unit");
static_assert(
    [] {
      for (const auto& i : instruments)
        if (i.is_target && i.place != PlaceKind::zone) return false;
      return true;
    }(),
    "only levers of zones mark zones as squeezed");

/// How hectares or effort known only for a whole country or all corridors are spread over places.
enum class Allocation : int {
  proportional = 0,  ///< to the last survey (crops) or to known load (corridors)
  adaptive = 1,      ///< to learned value per effort, with exploration
  randomised = 2,    ///< even in expectation, redrawn each month
  replay = 3,        ///< corridors only: as given by corridor
  optimising = 4,    ///< myopic: each twentieth where it is expected to remove or seize most
};

/// Places that an instrument of a kind may have, at most.
constexpr int most_places(PlaceKind kind) {
  switch (kind) {
    case PlaceKind::zone:
      return max_zones;
    case PlaceKind::hub:
      return hub_count;
    case PlaceKind::link:
      return link_count;
    case PlaceKind::corridor:
      return max_corridors;
    case PlaceKind::market:
      return max_markets;
    case PlaceKind::group:
      return max_groups;
  }
  return 0;
}

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

  /// Whether a month gives an instrument nowhere, neither a quantity nor money for one place.
  bool is_idle(Instrument i, int month) const {
    const double* quantity = &quantity_[at(i, 0, month)];
    const double* money = &money_[at(i, 0, month)];
    const int places = most_places(instruments[i].place);
    int given = 0;  // no early end, so that several places are looked at together
    for (int place = 0; place < places; ++place)
      given |= static_cast<int>(quantity[place] != 0) | static_cast<int>(money[place] != 0);
    return given == 0;
  }

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
  /// Where an instrument's places begin among those of a month; last, how many a month has.
  static constexpr std::array<int, instrument_count + 1> first_slot = [] {
    std::array<int, instrument_count + 1> first{};
    for (std::size_t i = 0; i < instrument_count; ++i)
      first[i + 1] = first[i] + most_places(instruments[i].place);
    return first;
  }();
  static constexpr int slots = first_slot[instrument_count];
  // A month's levers lie together: the model reads them all, one month after the other.
  static std::size_t at(int i, int place, int month) {
    assert(place >= 0 && place < most_places(instruments[i].place));
    return static_cast<std::size_t>(month) * slots +
           static_cast<std::size_t>(first_slot[static_cast<std::size_t>(i)] + place);
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
