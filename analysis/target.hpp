// Targets: the observed figures that calibration compares with a run, each with its error
// (data/model/likelihood.csv says which; io/target_reader.hpp reads them).
#pragma once

#include <string>
#include <vector>

#include "analysis/simulate.hpp"
#include "model/outcomes.hpp"

namespace balloon::analysis {

/// One observed figure, in the model's units.
struct Target {
  enum class Statistic { december, mean, sum };
  enum class Scale { log, logit, log_floor };

  std::string name;    ///< unique and stable: SERIES/PLACE/YEAR, "area_un/COL/2005"
  std::string series;  ///< "area_un"
  std::string place;   ///< as it stands in the name; "EPAC+WCARIB" is a sum
  int year = 0;
  model::Outcome outcome = model::o_coca_area;
  std::vector<int> places;  ///< of the outcome; summed (stocks, flows) or averaged (mean)
  std::vector<int> over;    ///< what a share is of; empty where the target is no share
  Statistic statistic = Statistic::december;
  int first_month = 0, last_month = 0;  ///< month indices, both read; december reads the last
  double value = 0;  ///< ha, USD of 2010 per kg (dried leaf, pure base, cocaine), kg, or share
  Scale scale = Scale::log;
  double floor = 0;           ///< added before the logarithm of log_floor, in the unit of value
  double sd = 0;              ///< error of this figure alone on that scale, 1 sigma
  std::string drift_group;    ///< targets of one group share a bias, "area_us/COL"; empty: none
  double drift_start_sd = 0;  ///< the bias at drift_since, 1 sigma, on the scale
  double drift_year_sd = 0;   ///< its random walk, 1 sigma per sqrt(year)
  int drift_since = 0;        ///< first year of the group
  bool method_break = false;  ///< reported with the Colombian method before 1999: the expected
                              ///< scaled value is the model's less the parameter `method_break`
  std::string quality, source;
};

/// A value in the model's units on the target's scale. The logarithm's argument is at least a
/// millionth of the target's value, and a share at least 1e-6 from 0 and 1, so that a member that
/// produces nothing is far away and not undefined.
double scaled(const Target& target, double value);

/// The value whose `scaled` is `x`.
double unscaled(const Target& target, double x);

/// What a member has where the target was observed; NaN for a share of nothing. Throws
/// std::invalid_argument where the months or the outcome are not recorded.
double model_value(const Target& target, const Ensemble& ensemble, int member);

/// Covariance of the shared biases of two targets on their scale: a start and a random walk by
/// year from the group's first year; 0 for targets of different groups or of none. The errors `sd`
/// come on top.
double bias_covariance(const Target& a, const Target& b);

/// Unit of the value: that of the outcome, or "share".
const char* unit_of(const Target& target);

/// Outcomes that the targets read, to be recorded; `chosen` has model::outcome_count entries.
void mark_outcomes(const std::vector<Target>& targets, bool* chosen);

}  // namespace balloon::analysis
