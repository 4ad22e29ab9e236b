// Episodes: what a run must reproduce (data/episodes.csv), each a statistic of outcomes over a
// window with an expected sign and a band.
//
// The sign rule. Changes (relative_change, share_change, difference) are right where their sign is
// the expected one; zero is neither. A ratio is right on the expected side of 1 (+ above, - below);
// where its band lies wholly on one side of 1, that side decides; where the band holds 1, the claim
// is "back to about the same", which has no side, and the ratio is right inside its band. Levels
// and shares cannot be negative, so a sign would always be right: they too are right inside their
// band.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "analysis/simulate.hpp"
#include "analysis/summary.hpp"
#include "core/calendar.hpp"

namespace balloon::analysis {

enum class EpisodeStatistic { relative_change, ratio, level, share, share_change, difference };
inline constexpr const char* episode_statistics[] = {
    "relative_change", "ratio", "level", "share", "share_change", "difference"};

/// A row of data/episodes.csv.
struct Episode {
  std::string id, title;
  bool counterfactual = false;  ///< compares `scenario` with `reference` at t1, member by member
  EpisodeStatistic statistic = EpisodeStatistic::relative_change;
  std::string place;  ///< PLACE.SERIES: PER.area, CO-PUT.area, EPAC.share, TOTAL.area, ...
  Date t0, t1;        ///< a day within the run; its month is read
  std::string scenario, reference;
  int expected_sign = 0;     ///< +1 or -1
  double low = 0, high = 0;  ///< band of plausible values
  std::string unit, source, quality, note;
};

struct EpisodeResult {
  Episode episode;
  Interval value;            ///< over usable members
  bool sign_right = false;   ///< of the median, by the rule above
  double probability = 0;    ///< share of members that are right by the rule above
  bool within_band = false;  ///< of the median
  std::string error;         ///< not empty where it could not be evaluated
};

/// What PLACE.SERIES means in a world: an outcome summed over places, for `share` over others.
struct Quantity {
  model::Outcome outcome = model::o_coca_area;
  std::vector<int> places;
  std::vector<int> whole;  ///< what a share is of: TOTAL for a country, its country for a zone,
                           ///< the corridors that serve the USA for a corridor
};

/// Resolves PLACE.SERIES. SERIES is `area`, `share` (a corridor's flow to the USA) or the name of
/// an outcome. PLACE is a place of that outcome; for outcomes of zones also a country, or TOTAL:
/// the three producing countries, as the United Nations count them. Throws std::invalid_argument.
Quantity resolve_quantity(const model::World& world, const std::string& place_and_series);

/// Value of an outcome over places of a member: flows are summed over the months [from, to], stocks
/// and prices are read in `to`. Yearly outcomes take the years of the months.
double quantity_value(const Ensemble& ensemble, model::Outcome outcome,
                      const std::vector<int>& places, int member, int from, int to);

/// Throws std::invalid_argument where an outcome is not recorded, or not over the months
/// [from, to] (yearly outcomes: the years of the months, to their end).
void check_recorded(const Ensemble& ensemble, model::Outcome outcome, int from, int to);

/// Whether `value` is right for the episode, by the rule above.
bool is_right(const Episode& episode, double value);

/// Outcomes that the episodes read, to be recorded; `chosen` has model::outcome_count entries.
void mark_outcomes(const std::vector<Episode>& episodes, const model::World& world, bool* chosen);

/// Scenarios that the episodes need, each once, in order of appearance.
std::vector<std::string> scenarios_of(const std::vector<Episode>& episodes);

/// Evaluates all episodes. Ensembles of a counterfactual must hold the same members and seed. What
/// cannot be evaluated (months or outcomes not recorded, no such place) has its error.
std::vector<EpisodeResult> evaluate(
    const std::vector<Episode>& episodes, const model::World& world,
    const std::function<const Ensemble&(const std::string& scenario)>& get_ensemble);

}  // namespace balloon::analysis
