// Holds a forecast document against what was observed later, beside a random walk that knew the
// past alone.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/scores.hpp"
#include "io/forecast_document.hpp"
#include "io/observed_values.hpp"

namespace balloon {

/// A forecast that could be scored. CRPS is in the unit of the outcome, the log score is of the
/// logarithm in nats and NaN where a quantile or the observation is 0.
struct ScoredForecast {
  ForecastRow forecast;
  double observed = 0;
  int cell = 0;  ///< analysis::cell_of the observation, 0 to 7
  double crps = 0, log_score = 0;
  /// The random walk's, where the place's last past value is above 0 and there are past changes.
  std::optional<analysis::Quantiles> walk;
  double walk_crps = 0, walk_log_score = 0;
};

/// Regions are those of data/regions.csv; what is neither they nor a country (WORLD, EUR) is pooled
/// with nothing.
enum class PlaceKind { country, region, other };
PlaceKind place_kind(const std::string& place, const std::map<std::string, std::string>& countries);

/// Means over some forecasts of one outcome. What stands beside the walk is over `paired`
/// forecasts, those that have one.
struct ScoreSummary {
  std::string outcome;
  PlaceKind kind = PlaceKind::country;
  std::string
      place;  ///< ISO3 of the country, of the regions' country, or another place; empty: all
  int n = 0, paired = 0;
  double crps = 0, inside50 = 0, inside80 = 0, inside90 = 0;
  double width80 = 0;  ///< median width of the 80 % interval
  double paired_crps = 0, walk_crps = 0, skill = 0, walk_inside80 = 0, walk_width80 = 0;
  int paired_logs = 0;  ///< pairs in which both log scores exist
  double log_score = 0, walk_log_score = 0;
  std::vector<int> cells;  ///< observations by cell between quantiles, 8 counts
};

struct ForecastScore {
  int origin = 0;  ///< last year that the random walk knows
  std::vector<ScoredForecast> scored;
  std::vector<ScoreSummary> summaries;
  std::vector<ForecastRow> without_observation;
  /// Observed in a year of the document but not forecast.
  std::vector<ObservedValue> without_forecast;
  int other_years = 0;  ///< observed rows of other years
  int left_out = 0;     ///< ObservedValues::left_out
};

struct ForecastScoreOptions {
  /// Last year that the random walk knows; without it the year before the document's first.
  std::optional<int> origin;
  int draws = 10000;
  std::uint64_t seed = 2012;
};

/// `past` is data/observations.csv, of which rows after the origin are not used. `countries` is
/// from region_countries.
ForecastScore score_forecast(const std::vector<ForecastRow>& forecast,
                             const ObservedValues& observed, const ObservedValues& past,
                             const std::map<std::string, std::string>& countries,
                             const ForecastScoreOptions& options = {});

std::string forecast_score_text(const ForecastScore& score);
std::string forecast_score_json(const ForecastScore& score);

}  // namespace balloon
