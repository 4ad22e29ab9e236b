// Numbers that were observed, to be held against forecasts: a small table of the user's, or one in
// the layout of data/observations.csv.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/fault.hpp"
#include "io/world_reader.hpp"

namespace balloon {

/// One number for a place and a calendar year, in the unit that the outcome's name says.
struct ObservedValue {
  std::string place;
  int year = 0;
  std::string outcome;
  double value = 0;
};

struct ObservedValues {
  std::vector<ObservedValue> rows;
  /// Rows of the layout of data/observations.csv that are no year's value: not preferred, without a
  /// value, of a part of a year or of several years.
  int left_out = 0;
};

/// The outcome that a series of data/observations.csv observes: coca_area_ha is
/// coca_area_unodc_ha, cocaine_potential_t is cocaine_potential_unodc_t; others keep their name.
std::string outcome_of_series(std::string_view series);

/// Reads a table with the columns place, year, outcome, value, or place, series, t_start, t_end,
/// value (and, where present, preferred and coverage); others are not looked at. Nothing, and every
/// fault, where a cell is not what it should be, a value is negative or a number stands twice.
std::optional<ObservedValues> read_observed_values(const std::string& file, std::string_view text,
                                                   Faults& faults);

/// The country (ISO3) of each region of data/regions.csv.
std::map<std::string, std::string> region_countries(const FileSource& files, Faults& faults);

}  // namespace balloon
