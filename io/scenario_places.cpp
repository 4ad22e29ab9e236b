#include "io/scenario_places.hpp"

#include <algorithm>
#include <string_view>

#include "io/csv.hpp"
#include "model/payer.hpp"

namespace balloon {

using model::Instrument;

const char* kind_name(model::PlaceKind kind) {
  switch (kind) {
    case model::PlaceKind::zone:
      return "zone";
    case model::PlaceKind::hub:
      return "hub";
    case model::PlaceKind::link:
      return "link";
    case model::PlaceKind::corridor:
      return "corridor";
    case model::PlaceKind::market:
      return "market";
    case model::PlaceKind::group:
      return "armed group";
  }
  return "";
}

std::vector<std::string> ScenarioPlaces::ids(model::PlaceKind kind) const {
  std::vector<std::string> out;
  switch (kind) {
    case model::PlaceKind::zone:
      for (const auto& z : world_.zones) out.push_back(z.id);
      break;
    case model::PlaceKind::hub:
      out.assign(std::begin(model::hub_ids), std::end(model::hub_ids));
      break;
    case model::PlaceKind::link:
      for (const auto& ends : model::link_ends) out.push_back(ends.id);
      break;
    case model::PlaceKind::corridor:
      for (const auto& c : world_.corridors) out.push_back(c.id);
      break;
    case model::PlaceKind::market:
      for (const auto& m : world_.markets) out.push_back(m.id);
      break;
    case model::PlaceKind::group:
      for (const auto& g : world_.groups) out.push_back(g.id);
      break;
  }
  return out;
}

std::vector<int> ScenarioPlaces::zones_of(int country) const {
  std::vector<int> zones;
  for (std::size_t z = 0; z < world_.zones.size(); ++z) {
    if (world_.zones[z].country == country) zones.push_back(static_cast<int>(z));
  }
  return zones;
}

namespace {

/// Indices of the ids that "X-*" or "*" matches.
std::vector<int> matches(const std::vector<std::string>& ids, const std::string& pattern) {
  const auto prefix = std::string_view(pattern).substr(0, pattern.size() - 1);
  std::vector<int> out;
  for (std::size_t i = 0; i < ids.size(); ++i) {
    if (std::string_view(ids[i]).substr(0, prefix.size()) == prefix)
      out.push_back(static_cast<int>(i));
  }
  return out;
}

bool is_wildcard(const std::string& name) { return !name.empty() && name.back() == '*'; }

}  // namespace

/// A country of a zone instrument. In a hub country the quantity is national and the model spreads
/// it; hectares held by law (a level) cannot be spread and need a split. Elsewhere it is the zones.
bool ScenarioPlaces::resolve_country(Instrument instrument, int country, PlaceSet& set) const {
  set.parts = zones_of(country);
  set.covered = set.parts;
  if (country >= model::hub_count) {
    set.recipients = set.parts;
    return !set.parts.empty();
  }
  set.covered.push_back(national_slot(country));
  set.recipients =
      instrument == model::legal_area ? set.parts : std::vector<int>{national_slot(country)};
  return true;
}

bool ScenarioPlaces::resolve(Instrument instrument, const std::string& name, PlaceSet& set,
                             std::string& problem) const {
  const auto& record = model::instruments[instrument];
  const auto own = ids(record.place);
  set = {};
  if (is_wildcard(name)) {
    set.recipients = set.covered = set.parts = matches(own, name);
    if (set.recipients.empty()) {
      problem = "no " + std::string(kind_name(record.place)) + " matches " + printable(name);
      return false;
    }
    if (name == "*" && record.place == model::PlaceKind::zone) {
      for (int h = 0; h < model::hub_count; ++h) set.covered.push_back(national_slot(h));
    }
    return true;
  }
  if (const auto found = std::find(own.begin(), own.end(), name); found != own.end()) {
    set.recipients = set.covered = set.parts = {static_cast<int>(found - own.begin())};
    return true;
  }
  std::vector<std::string> candidates = own;
  if (record.place == model::PlaceKind::zone) {
    const auto& countries = world_.countries;
    if (const auto found = std::find(countries.begin(), countries.end(), name);
        found != countries.end())
      return resolve_country(instrument, static_cast<int>(found - countries.begin()), set);
    candidates.insert(candidates.end(), countries.begin(), countries.end());
  }
  std::string other;
  for (const auto kind :
       {model::PlaceKind::zone, model::PlaceKind::hub, model::PlaceKind::link,
        model::PlaceKind::corridor, model::PlaceKind::market, model::PlaceKind::group}) {
    const auto list = ids(kind);
    if (std::find(list.begin(), list.end(), name) != list.end()) other = kind_name(kind);
  }
  problem = "\"" + printable(name) + "\" is " + (other.empty() ? "unknown" : "a " + other) + "; " +
            record.name + " acts on a " + kind_name(record.place) +
            (record.place == model::PlaceKind::zone ? " or a country" : "") +
            suggestion(name, candidates) +
            (record.place == model::PlaceKind::zone ? "" : "; known: " + word_list(own, 20));
  return false;
}

bool ScenarioPlaces::resolve_target(const std::string& name, std::vector<int>& zones,
                                    std::string& problem) const {
  const auto own = ids(model::PlaceKind::zone);
  if (is_wildcard(name)) {
    zones = matches(own, name);
  } else if (const auto c = std::find(world_.countries.begin(), world_.countries.end(), name);
             c != world_.countries.end()) {
    zones = zones_of(static_cast<int>(c - world_.countries.begin()));
  } else if (const auto z = std::find(own.begin(), own.end(), name); z != own.end()) {
    zones = {static_cast<int>(z - own.begin())};
  }
  if (!zones.empty()) return true;
  auto candidates = own;
  candidates.insert(candidates.end(), world_.countries.begin(), world_.countries.end());
  problem = "\"" + printable(name) + "\" is no zone and no country" + suggestion(name, candidates);
  return false;
}

std::string ScenarioPlaces::slot_name(Instrument instrument, int slot) const {
  if (is_national(slot)) return model::hub_ids[slot - model::max_zones];
  return ids(model::instruments[instrument].place)[static_cast<std::size_t>(slot)];
}

int ScenarioPlaces::funding_hub(Instrument instrument, int slot) const {
  if (is_national(slot)) return slot - model::max_zones;
  return model::payer_of(world_, instrument, slot);
}

}  // namespace balloon
