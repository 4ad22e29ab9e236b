// Whether place effects may be left to chance: random effects, and the test against fixed ones.
#pragma once

#include <string>
#include <vector>

#include "measure/linear.hpp"
#include "measure/panel.hpp"
#include "measure/types.hpp"

namespace balloon::measure {

/// One-way random effects of places by feasible generalised least squares. Variance components of
/// Swamy and Arora (1972), for unbalanced panels as Baltagi and Chang (1994, J. Econometrics 62);
/// plm(model = "random", random.method = "swar").
struct RandomEffects {
  std::vector<std::string> names;  ///< "constant", then the regressors
  Vector beta;
  Matrix covariance;
  double idiosyncratic = 0;  ///< variance of the error of a row
  double place = 0;          ///< variance of the places' effects
  bool floored = false;      ///< the latter came out negative and was set to zero (as plm does)
  Vector theta;              ///< share of its mean that is taken off each place; 0 without rows
  Index rows = 0;
  std::string problem;  ///< why nothing is estimated (figures are NaN); empty where it is
};

/// The design's own effects are ignored; its y and x are as they are, not demeaned.
RandomEffects random_effects(const Design& design);

/// Hausman's (1978) test: under random effects that are uncorrelated with the regressors, fixed and
/// random effects estimate the same slopes. A small p speaks for fixed effects.
struct HausmanTest {
  LinearFit fixed;              ///< of the slopes that fixed effects leave
  RandomEffects random;         ///< of all
  std::vector<Index> compared;  ///< columns of the design: those that change in time
  Index freedom = 0;            ///< how many they are
  /// |d' (V_fixed - V_random)^-1 d| of the slopes' differences d; plm::phtest, which takes the
  /// absolute value too.
  double statistic = 0;
  double p = 1;  ///< chi-square
  /// The difference of the covariances is positive definite, as the statistic supposes. Where it is
  /// not (each covariance has its own error variance), `statistic` means nothing, whatever its p;
  /// `by_regression` still does.
  bool definite = false;
  /// Wald test that demeaned regressors add nothing to the random effects' regression (Hausman
  /// 1978; Wooldridge 2010, section 10.7.3); never negative. plm::phtest(method = "aux") for a
  /// balanced panel; in an unbalanced one plm leaves the constant at 1 where the model takes theta
  /// off.
  double by_regression = 0;
  double by_regression_p = 1;
  std::string problem;  ///< why there is no test (figures are NaN); empty where there is
};
HausmanTest hausman(const Design& design);

}  // namespace balloon::measure
