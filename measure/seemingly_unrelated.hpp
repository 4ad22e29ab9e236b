// Several regressions over the same times whose errors move together.
#pragma once

#include <string>
#include <vector>

#include "measure/types.hpp"

namespace balloon::measure {

/// One regression; row t of y and x is time t of the system. A constant is a column of x.
struct Equation {
  std::string name;
  std::vector<std::string> names;  ///< of the columns
  Vector y;
  Matrix x;
};

/// What a sum of products of residuals is divided by; systemfit's methodResidCov.
enum class ResidualDivisor {
  times,          ///< T: "noDfCor"
  geometric_mean  ///< sqrt((T - k_i) (T - k_j)) with k_i regressors of equation i: "geomean"
};

struct SystemOptions {
  ResidualDivisor divisor = ResidualDivisor::geometric_mean;
  /// 1: Zellner's two-step estimator. More: residuals and coefficients in turn, until coefficients
  /// change by less than `tolerance` of their length; for ResidualDivisor::times that is maximum
  /// likelihood under normal errors.
  int rounds = 1;
  double tolerance = 1e-12;
};

/// Coefficients are those of the first equation, then those of the second, and so on.
struct SystemFit {
  std::vector<std::string> names;  ///< "equation.column"
  std::vector<Index> first;        ///< of each equation: its first coefficient
  Vector beta;
  Matrix covariance;           ///< (X' (S^-1 x I) X)^-1 with S = used
  Matrix residual;             ///< times x equations
  Matrix used;                 ///< residual covariance that beta was weighted with, a round old
  Matrix residual_covariance;  ///< of `residual`
  Vector least_squares;        ///< equation by equation
  int rounds = 0;              ///< done
  bool converged = false;      ///< within the tolerance; a single round never says so

  /// Breusch and Pagan's (1980) test of uncorrelated errors, from least squares: T times the sum of
  /// squared correlations, chi-square. A large p says that the system gains nothing on least
  /// squares.
  Matrix correlation;
  double diagonal_statistic = 0;
  Index diagonal_freedom = 0;
  double diagonal_p = 1;

  // What a reader should know of the sample before trusting standard errors: they count S as known
  // and are too small where times are few.
  Index times = 0, equations = 0, parameters = 0;
  Index covariances = 0;             ///< different entries of S
  double times_per_parameter = 0;    ///< times / regressors of the largest equation
  double figures_per_parameter = 0;  ///< times x equations / (parameters + covariances)
  Index freedom = 0;                 ///< times x equations - parameters; systemfit's

  std::string
      problem;  ///< why the system is not estimated (its figures are NaN); empty where it is
};

/// Zellner (1962) by feasible generalised least squares; systemfit(method = "SUR"). An equation
/// with collinear columns, or as many equations as times (S has no inverse), is a problem told in
/// the fit. Throws std::invalid_argument where there is no equation or shapes do not fit.
SystemFit seemingly_unrelated(const std::vector<Equation>& equations,
                              const SystemOptions& options = {});

}  // namespace balloon::measure
