// What an objective or a limit of a decision problem is measured by.
#include <algorithm>
#include <set>
#include <string_view>

#include "io/csv.hpp"
#include "io/problem_fields.hpp"
#include "io/scenario_places.hpp"

namespace balloon::problem_format {

namespace {

using decision::Measure;
using model::OutcomePlace;
using model::PlaceKind;

/// Ids of the places of an outcome's kind, in the order of its values.
std::vector<std::string> outcome_place_ids(const model::World& world, OutcomePlace kind) {
  const ScenarioPlaces places(world);
  switch (kind) {
    case OutcomePlace::zone:
      return places.ids(PlaceKind::zone);
    case OutcomePlace::hub:
      return places.ids(PlaceKind::hub);
    case OutcomePlace::corridor:
      return places.ids(PlaceKind::corridor);
    case OutcomePlace::market:
      return places.ids(PlaceKind::market);
    case OutcomePlace::group:
      return places.ids(PlaceKind::group);
    case OutcomePlace::donor:
      return {std::begin(model::donor_ids), std::end(model::donor_ids)};
    case OutcomePlace::world:
      break;
  }
  return {"all"};
}

const char* place_word(OutcomePlace kind) {
  switch (kind) {
    case OutcomePlace::zone:
      return "zone or country";
    case OutcomePlace::hub:
      return "hub";
    case OutcomePlace::corridor:
      return "corridor";
    case OutcomePlace::market:
      return "market";
    case OutcomePlace::group:
      return "armed group";
    case OutcomePlace::donor:
      return "donor";
    case OutcomePlace::world:
      break;
  }
  return "world";
}

/// Prices, shares and rates: adding them over places gives nothing that has a meaning.
bool adds_up(const model::OutcomeRecord& record) {
  const std::string_view unit = record.unit;
  return unit != "1" && unit.find('/') == std::string_view::npos;
}

std::vector<int> read_outcome_places(const ScenarioFields& fields, const model::World& world,
                                     const model::OutcomeRecord& record) {
  const auto ids = outcome_place_ids(world, record.place);
  std::vector<int> all(ids.size());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<int>(i);
  const auto names = fields.word_list_of("places");
  if (!fields.has("places") || (names.size() == 1 && names.front() == "all")) return all;
  const bool zones = record.place == OutcomePlace::zone;
  std::set<std::string> seen;  // a name given twice is a fault of the list already
  std::set<int> chosen;
  const auto take = [&](int place) {
    if (!chosen.insert(place).second)
      fields.fault("places", "the places overlap at " + ids[static_cast<std::size_t>(place)] +
                                 ", which would count twice");
  };
  for (const auto& name : names) {
    if (name.empty() || !seen.insert(name).second) continue;
    if (name == "all") {
      fields.fault("places", "\"all\" stands alone, not in a list with others");
      continue;
    }
    const auto found = std::find(ids.begin(), ids.end(), name);
    if (found != ids.end()) {
      take(static_cast<int>(found - ids.begin()));
      continue;
    }
    auto candidates = ids;
    if (zones) {
      const auto& countries = world.countries;
      const auto country = std::find(countries.begin(), countries.end(), name);
      bool any = false;
      for (std::size_t z = 0; z < world.zones.size() && country != countries.end(); ++z) {
        if (world.zones[z].country != static_cast<int>(country - countries.begin())) continue;
        any = true;
        take(static_cast<int>(z));
      }
      if (any) continue;
      candidates.insert(candidates.end(), countries.begin(), countries.end());
    }
    if (record.place != OutcomePlace::world) candidates.push_back("all");
    fields.fault("places", "\"" + printable(name) + "\" is no " + place_word(record.place) +
                               ", by which " + record.name + " is counted" +
                               suggestion(name, candidates) +
                               "; known: " + word_list(candidates, zones ? 12 : 24));
  }
  return {chosen.begin(), chosen.end()};
}

/// Whether a window holds a December, to which yearly outcomes are booked.
bool holds_december(int from, int to) { return from + 12 - month_of_year(from) <= to; }

}  // namespace

std::optional<Measure> read_measure(const ScenarioFields& fields, const model::World& world,
                                    const Span& span) {
  const std::size_t before = fields.fault_count();
  Measure measure;
  const auto window = read_months(fields, span);
  const auto statistic = fields.choice("statistic", statistic_words);
  std::vector<std::string> names;
  for (const auto& record : model::outcomes) names.push_back(record.name);
  fields.require("outcome");
  int outcome = -1;
  for (const auto& word : fields.one_word("outcome"))
    outcome = fields.index_of("outcome", word, names, "an outcome");
  if (outcome < 0) return std::nullopt;
  const auto& record = model::outcomes[outcome];
  measure.outcome = static_cast<model::Outcome>(outcome);
  measure.places = read_outcome_places(fields, world, record);
  if (fields.fault_count() == before && measure.places.size() > 1 && !adds_up(record))
    fields.fault(fields.has("places") ? "places" : "outcome",
                 std::string(record.name) + " is in " +
                     (std::string_view(record.unit) == "1" ? "shares" : record.unit) +
                     " and does not add up over " + std::to_string(measure.places.size()) +
                     " places; name one " + place_word(record.place));
  if (statistic) {
    measure.statistic = static_cast<Measure::Statistic>(*statistic);
    if (!record.is_flow && measure.statistic == Measure::Statistic::sum)
      fields.fault("statistic", std::string(record.name) + " is a level at the end of a " +
                                    (record.cadence == model::Cadence::yearly ? "year" : "month") +
                                    ", which does not add up over time; use mean or last");
  } else {
    measure.statistic = record.is_flow ? Measure::Statistic::sum : Measure::Statistic::mean;
  }
  if (window) {
    measure.from = window->first;
    measure.to = window->second;
    if (record.cadence == model::Cadence::yearly && !holds_december(measure.from, measure.to))
      fields.fault(fields.has("to") ? "to" : "from",
                   std::string(record.name) + " is booked in December, and there is none from " +
                       month_name(measure.from) + " to " + month_name(measure.to));
  }
  if (fields.fault_count() != before) return std::nullopt;
  return measure;
}

}  // namespace balloon::problem_format
