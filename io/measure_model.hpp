// Panels of the model as a survey would see them, so that the estimators of measure/ run on
// observed and on simulated figures alike.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "analysis/simulate.hpp"
#include "io/scenario.hpp"
#include "measure/panel.hpp"
#include "measure/weights.hpp"

namespace balloon {

/// Columns of a simulated panel, in order. Those that data/observations.csv has too bear its names.
enum class ModelColumn {
  reported,     ///< "coca_area_ha": as the survey reports it (SurveyRule), end of the year
  manual,       ///< "eradication_manual_ha": hectares that agencies put in during the year
  aerial,       ///< "eradication_aerial_ha": hectares sprayed, a field as often as it was
  voluntary,    ///< "eradication_voluntary_ha": agreed with growers
  development,  ///< "development_usd": alternative development, USD of 2010
  perennials,   ///< "licit_perennials_ha": cocoa and coffee under programmes, end of the year
  leaf_price,   ///< "leaf_price_usd_per_kg": farm gate, mean of the months, USD of 2010, sun-dried
  truth,        ///< "coca_area_true_ha": all coca that stands at the end of the year
  known,        ///< "coca_area_known_ha": what agencies take for the area when the year begins
  removed,      ///< "coca_removed_ha": coca that eradication of all kinds did remove in the year
  count
};
inline constexpr int model_column_count = static_cast<int>(ModelColumn::count);
const char* name_of(ModelColumn column);

/// How a survey sees zones. The model has a sensor for a country's area alone
/// (model/observation.hpp: error `sensor_un`, and the under-count of Colombia before 1999); the
/// report of a country is kept and split here over its zones, in proportion to what is seen of
/// each, so that zones add to it. What is seen is the true area times e^x, x normal with variance
/// zone_sd^2 + field_ha / area (a zone of few fields is measured worse); less than least_ha is not
/// detected: reported as 0. All three are assumed, within the ranges of the design (sd 0.05-0.10,
/// detection from 5 ha).
struct SurveyRule {
  double zone_sd = 0.1;  ///< of the logarithm
  double field_ha = 1;   ///< mean field
  double least_ha = 5;   ///< least area that is detected
};

/// What to simulate.
struct PanelRequest {
  std::string scenario = "history";
  std::string country;         ///< ISO3 of a hub; empty: the zones of all hubs' countries
  int from = 2001, to = 2023;  ///< years of the panels
  SurveyRule survey;
  /// Members, seed, threads, source; all else is set here (lanes and kernel change no bytes).
  analysis::RunOptions options;
};

/// A panel for each member that did not fail.
///
/// What is exogenous. Under `history`, hectares given by zone are the same in every member,
/// whatever its coca does: they were placed where coca was seen in the world, so they go together
/// with a member's coca only as far as the member resembles the world (draws of the posterior do,
/// draws of the priors hardly). Hectares given for a country alone (Colombia: spraying from 2006
/// on, manual eradication before 1999 and from 2021 on) follow the coca of the last December in the
/// member's own zones, times an error of each zone that stays: they chase coca, and so does
/// national money of alternative development. The total of a country is given, unless the scenario
/// turns on the switch `reaction`: then it also follows the last report. Prices, shocks of supply
/// and armed groups are never looked at by agencies.
///
/// Agencies know the area of the last December only, and know it as it was (column `known`: true
/// area times the constant error of the split); the report's own errors do not mislead them.
struct ModelPanels {
  std::vector<int> zones;              ///< of the places: indices into World::zones
  std::vector<std::string> countries;  ///< of the places: ISO3
  std::vector<measure::Point> points;  ///< of the places
  std::vector<measure::Panel> panels;  ///< one a member
  std::vector<int> members;            ///< its number
  std::vector<int> structures;         ///< its structure
  int failed = 0;                      ///< members without a panel
  bool stopped = false;                ///< interrupted: members not reached have none
};

/// Runs a policy and keeps what the columns need. The draws of the survey's errors depend on seed,
/// member, zone and year alone: two policies meet the same ones. Throws std::invalid_argument for
/// years outside 1990-2035 or reversed, a country without a hub or a rule below zero.
ModelPanels run_panels(const model::World& world, const model::Policy& policy,
                       const PanelRequest& request, const engine::ProgressFunction& progress,
                       const std::atomic<bool>* stop);

/// The same for the scenario that the request names; nothing and faults where it, the years or the
/// country are bad.
std::optional<ModelPanels> run_panels(const model::World& world, const ScenarioSource& source,
                                      const PanelRequest& request,
                                      const engine::ProgressFunction& progress,
                                      const std::atomic<bool>* stop, Faults& faults);

/// Index of a hub's country, or -1.
int hub_of(const std::string& country);

}  // namespace balloon
