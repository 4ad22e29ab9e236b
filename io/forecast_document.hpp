// The forecast document: what `balloon forecast` prints and `balloon score` reads, a JSON list of
// forecasts of one number each (docs/files.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/scores.hpp"
#include "core/fault.hpp"

namespace balloon {

/// One number that was forecast.
struct ForecastRow {
  std::string place;    ///< ISO3 of a country, or a region of data/regions.csv
  int year = 0;         ///< calendar year
  std::string outcome;  ///< with its unit, e.g. coca_area_unodc_ha
  double mean = 0;
  analysis::Quantiles quantiles = {};  ///< at analysis::quantile_levels, ascending
};

/// Years that a document may speak of, and the largest number.
inline constexpr int first_forecast_year = 1990, last_forecast_year = 2100;
inline constexpr double largest_forecast = 1e15;

/// The keys of a row's quantiles: "0.05", "0.1", ...
const std::vector<std::string>& quantile_keys();

/// The document: a row a line, keys in the order of the struct, numbers in the shortest form that
/// reads back to the same value.
std::string forecast_json(const std::vector<ForecastRow>& rows);

/// Reads a document. Nothing, and every fault with its path ("[3].quantiles.0.5"), value and limit,
/// where a row lacks a key or has another, stands twice (place, year, outcome), or has a number
/// that is negative, too large or below the quantile before it. `file` is for messages.
std::optional<std::vector<ForecastRow>> read_forecast(const std::string& file,
                                                      std::string_view text, Faults& faults);

}  // namespace balloon
