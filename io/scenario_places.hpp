// Names of places in scenarios: which slots of a policy an id, a country, a list or a wildcard
// means.
#pragma once

#include <string>
#include <vector>

#include "model/policy.hpp"
#include "model/world.hpp"

namespace balloon {

/// A slot of a policy: a place of the instrument's kind, or a hub country as a whole (national).
constexpr int national_slot(int hub) { return model::max_zones + hub; }
constexpr bool is_national(int slot) { return slot >= model::max_zones; }

/// What a place of a lever means for one instrument.
struct PlaceSet {
  std::vector<int> recipients;  ///< slots that a quantity goes to; ascending
  std::vector<int> covered;     ///< slots that replace, scale and hold act on; ascending
  std::vector<int> parts;       ///< places that a split may name; ascending
};

/// Turns names into slots and slots into names.
class ScenarioPlaces {
 public:
  explicit ScenarioPlaces(const model::World& world) : world_(world) {}

  /// Meaning of one name for an instrument; nothing, and a message that says what would be right,
  /// where it names no place that the instrument acts on.
  bool resolve(model::Instrument instrument, const std::string& name, PlaceSet& set,
               std::string& problem) const;

  /// Zones of a target: a zone, a country, "PE-*" or "*".
  bool resolve_target(const std::string& name, std::vector<int>& zones, std::string& problem) const;

  /// Ids of the places of a kind, in the order of their slots.
  std::vector<std::string> ids(model::PlaceKind kind) const;
  /// Id of a place, or of the country of a national slot.
  std::string slot_name(model::Instrument instrument, int slot) const;
  /// Hub whose country pays: 0 to 2, or 3 for corridors and markets.
  int funding_hub(model::Instrument instrument, int slot) const;

 private:
  bool resolve_country(model::Instrument instrument, int country, PlaceSet& set) const;
  std::vector<int> zones_of(int country) const;

  const model::World& world_;
};

/// "zone", "hub", "link", "corridor", "market", "armed group".
const char* kind_name(model::PlaceKind kind);

}  // namespace balloon
