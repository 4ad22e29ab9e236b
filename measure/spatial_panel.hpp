// Spatial panel models with fixed effects by maximum likelihood.
//
//   SLX    y = X b + W X t + e
//   SAR    y = rho W y + X b + e               SDM    the same with W X t
//   SEM    y = X b + u,  u = rho W u + e       SDEM   the same with W X t
//
// Fixed effects of places and times are taken out first. For a balanced panel with W constant the
// likelihood is that of the orthonormally transformed data (Lee and Yu 2010, J. Econometrics
// 154(2), section 4; 2010, Econometric Theory 26(2) for time effects): n (T - 1) or (n - 1)(T - 1)
// observations, which removes the bias that n places' (and T times') own intercepts put into sigma2
// and rho. `transformed = false` is the direct approach, which other programs call the within
// estimator; with place effects it differs in sigma2 and standard errors only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "measure/geography.hpp"

namespace balloon::measure {

enum class Model { slx, sar, sem, sdm, sdem };

/// Of the standard errors: the expected information has the trace of G'G, one solve a place; the
/// observed one needs no more than the log-determinant. `automatic` is expected up to 4,000 places.
enum class Information { automatic, expected, observed };

struct FitOptions {
  bool transformed = true;
  Information information = Information::automatic;
};

/// An estimated model.
struct SpatialFit {
  Model model = Model::slx;
  std::vector<std::string> names;  ///< of coefficients; those of W X are "W*name"
  std::size_t own = 0;             ///< how many coefficients are of X itself
  Vector coefficients;
  double rho = 0;     ///< spatial autoregression of y (SAR, SDM) or of the error (SEM, SDEM)
  double sigma2 = 0;  ///< variance of e
  Matrix covariance;  ///< of coefficients and, last, rho (absent for SLX)
  Vector residuals;   ///< e, stacked as the design
  double log_likelihood = 0;
  double observations = 0;   ///< what the likelihood counts
  bool transformed = false;  ///< whether the fixed effects' bias has been removed
  bool at_bound = false;     ///< rho ran into +-0.99: no interval is to be trusted
  bool expected = true;      ///< which information
  bool has_rho() const { return model != Model::slx; }
  bool lags_outcome() const { return model == Model::sar || model == Model::sdm; }
  bool lags_regressors() const { return own < names.size(); }
  Vector standard_errors() const { return covariance.diagonal().cwiseSqrt(); }
};

/// A design with W times its columns, fixed effects taken out of everything. The geography must
/// outlive it.
struct SpatialData {
  SpatialData(const Design& design, const Geography& geography);

  const Design* design;
  const Geography* geography;
  Vector y, wy;
  Matrix x, wx, wwx;
  /// Whether the orthonormal transformation exists: a balanced panel and, where time effects are
  /// taken out, weights whose rows add to 1.
  bool transformable() const;
};

/// Fits by maximum likelihood (SLX: least squares). Throws std::domain_error where regressors are
/// collinear.
SpatialFit fit(const SpatialData& data, Model model, const FitOptions& options = {});

std::string_view name(Model model);  ///< "SLX", "SAR", ...

}  // namespace balloon::measure
