// Tests for spatial dependence in the residuals of least squares, and whether the error's
// dependence is all that is missing.
#pragma once

#include "measure/spatial_panel.hpp"

namespace balloon::measure {

struct TestResult {
  double statistic = 0;
  double freedom = 1;  ///< degrees of freedom of its chi-square distribution
  double p = 1;
};

/// Lagrange multiplier tests of Anselin (1988) and their robust forms (Anselin, Bera, Florax and
/// Yoon 1996) on the residuals of a regression with fixed effects; the panel forms of Debarsy and
/// Ertur (2010), which for transformed data count T - 1 times.
struct DependenceTests {
  TestResult lag, error, robust_lag, robust_error, both;
};
DependenceTests dependence_tests(const SpatialData& data, Model without_dependence,
                                 bool transformed = true);

/// Hausman test of Pace and LeSage (2008, Economics Letters 101(3)): least squares and a spatial
/// error model estimate the same coefficients where the latter is right; a small p says that
/// something else is missing (lags of y or X). `fit` is an SEM or SDEM.
TestResult spatial_hausman(const SpatialData& data, const SpatialFit& fit);

}  // namespace balloon::measure
