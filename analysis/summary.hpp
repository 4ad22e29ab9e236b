// Quantiles and intervals of member values, by plain arithmetic in a fixed order.
#pragma once

#include <vector>

namespace balloon::analysis {

/// An ensemble quantity as it is shown: median with 50 and 90 % intervals, mean with its Monte
/// Carlo standard error. `n` members; all zero where n is 0.
struct Interval {
  int n = 0;
  double median = 0, low50 = 0, high50 = 0, low90 = 0, high90 = 0;
  double mean = 0, mean_error = 0;
};

/// Quantile of sorted values with linear interpolation (type 7 of Hyndman & Fan 1996).
/// p in [0, 1]; `sorted` must not be empty.
double quantile_of(const std::vector<double>& sorted, double p);

Interval summarise(std::vector<double> values);

}  // namespace balloon::analysis
