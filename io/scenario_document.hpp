// A scenario file as written: TOML turned into checked values, before places and amounts are known.
// docs/scenarios.md is the reference of the format.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/calendar.hpp"
#include "core/fault.hpp"
#include "model/policy.hpp"

namespace balloon {

inline constexpr int scenario_schema_version = 1;
inline constexpr std::size_t max_scenario_bytes = 1u << 20;
inline constexpr std::size_t max_scenario_steps = 2000;  ///< levers and holds of one file
inline constexpr std::size_t max_scenario_string = 10000;
inline constexpr int max_scenario_nesting = 64;  ///< brackets within brackets, dots in a key

/// A number with its unit, brought to ha, USD or count.
struct ScenarioQuantity {
  double value = 0;
  std::string unit;
};

/// "14234 ha", "30 MUSD": a number, a space, a unit (ha, count, USD, kUSD, MUSD, BUSD). Nothing,
/// and what is wrong in `problem`, for anything else.
std::optional<ScenarioQuantity> parse_quantity(std::string_view text, std::string& problem);

/// One [[lever]] or [[hold]].
struct ScenarioStep {
  enum class Kind { lever, hold };
  enum class Mode { replace, add, scale };
  enum class Per { total, year, month };
  enum class Split { none, equal, each, shares };

  Kind kind = Kind::lever;
  std::string path;  ///< "lever[2]"; the first is 1
  int line = 0, column = 0;
  std::map<std::string, int> lines;  ///< line of each key

  std::vector<model::Instrument> instruments;  ///< one for a lever
  std::vector<std::string> places;             ///< as written
  Date from, to;                               ///< inclusive
  Mode mode = Mode::replace;
  Per per = Per::total;
  bool per_given = false;
  bool ramp = false;
  std::optional<ScenarioQuantity> quantity, money, start;
  std::optional<double> level, scale, start_level;
  std::array<double, model::donor_count> donors{1, 0, 0, 0};  ///< shares, sum 1
  Split split = Split::none;
  std::vector<std::pair<std::string, double>> shares;  ///< of Split::shares, sum 1
  int base_year = 0;                                   ///< of a hold

  int line_of(const std::string& key) const {
    const auto found = lines.find(key);
    return found == lines.end() ? line : found->second;
  }
};

/// A scenario file. Absent keys are empty.
struct ScenarioDocument {
  std::string file, name, extends, against, replay;
  std::map<std::string, std::string> title, summary;  ///< by language: en, es
  std::vector<std::string> sources;
  std::vector<std::string> readings;  ///< scenarios, as written
  std::vector<std::string> target;    ///< as written
  std::optional<int> window_start;    ///< month index
  model::StructureChoice structure;
  std::optional<model::Allocation> crops, corridors;
  std::vector<ScenarioStep> steps;   ///< levers and holds in the order of the file
  std::map<std::string, int> lines;  ///< line of each top-level key

  int line_of(const std::string& key) const {
    const auto found = lines.find(key);
    return found == lines.end() ? 0 : found->second;
  }
};

/// Parses a scenario. Nothing where the text is not TOML at all or too large; else the document,
/// less the steps that have a fault. The text is right only if `faults` did not grow.
std::optional<ScenarioDocument> parse_scenario(std::string file, std::string_view text,
                                               Faults& faults);

/// Words of the format, shared with the JSON Schema.
namespace scenario_words {
inline const std::vector<std::string> modes{"replace", "add", "scale"};
inline const std::vector<std::string> pers{"total", "year", "month"};
inline const std::vector<std::string> ramps{"none", "linear"};
inline const std::vector<std::string> splits{"equal", "each"};
inline const std::vector<std::string> languages{"en", "es"};
inline const std::vector<std::string> crop_rules{"proportional", "adaptive", "randomised",
                                                 "optimising"};
inline const std::vector<std::string> corridor_rules{"replay", "proportional", "adaptive",
                                                     "randomised", "optimising"};
inline const std::vector<std::string> switches{"price",       "migration",     "buyers",
                                               "risk",        "agglomeration", "yield_response",
                                               "firms_1990s", "reaction",      "armed_groups"};
inline const std::vector<std::string> units{"ha", "count", "USD", "kUSD", "MUSD", "BUSD"};
inline const std::vector<std::string> top_keys{
    "schema",       "name",    "title",    "summary",   "extends",    "replay", "against", "target",
    "window_start", "sources", "readings", "structure", "allocation", "lever",  "hold",    "note"};
inline const std::vector<std::string> structure_keys{"sourcing",
                                                     "pass_through",
                                                     "price",
                                                     "migration",
                                                     "buyers",
                                                     "risk",
                                                     "agglomeration",
                                                     "yield_response",
                                                     "firms_1990s",
                                                     "demand_trend",
                                                     "enforcement_violence",
                                                     "reaction",
                                                     "armed_groups"};
inline const std::vector<std::string> lever_keys{
    "instrument", "place", "from", "to",    "quantity", "money", "level", "scale",
    "mode",       "per",   "ramp", "start", "donor",    "split", "note",  "source"};
inline const std::vector<std::string> hold_keys{"instrument", "place", "year",  "from",
                                                "to",         "note",  "source"};
}  // namespace scenario_words

/// Names of model::instruments, in their order.
std::vector<std::string> instrument_names();

}  // namespace balloon
