// Least squares with fixed effects, and what its standard errors may be robust to.
#pragma once

#include <string>
#include <vector>

#include "measure/panel.hpp"
#include "measure/types.hpp"
#include "measure/weights.hpp"

namespace balloon::measure {

/// Least squares of y on x after fixed effects were taken out. Rows are stacked as in the design,
/// time by time; absent rows are zero.
struct LinearFit {
  std::vector<std::string> names;  ///< of the coefficients
  Vector beta;
  Vector residual;
  Matrix bread;        ///< (X'X)^-1
  Matrix scores;       ///< of each row: its regressors times its residual
  double rss = 0;      ///< sum of squared residuals
  double sigma2 = 0;   ///< rss / freedom(); NaN without freedom
  double r2 = 0;       ///< share of the transformed outcome's square that is explained
  Index rows = 0;      ///< present ones
  Index absorbed = 0;  ///< parameters that the effects used up
  /// Parameters as small-sample factors count them: the slopes, and the constant where the effects
  /// are none. Fixed effects are not counted, as in plm's vcovHC.
  Index counted = 0;
  /// Columns that effects or other columns leave nothing of. Where there is one, nothing is
  /// estimated: all figures are NaN.
  std::vector<Index> collinear;

  Index place_count = 0;   ///< of the stacking
  std::vector<int> times;  ///< of the stacking
  Index places_with_rows = 0, times_with_rows = 0;

  Index parameters() const { return beta.size(); }
  /// rows - slopes - absorbed.
  Index freedom() const { return rows - beta.size() - absorbed; }
  bool estimated() const { return collinear.empty(); }
};

/// Takes out the design's effects and regresses. A regressor of which the effects leave less than
/// 1e-9 is collinear.
LinearFit least_squares(const Design& design);

/// The same on columns that are already transformed (with spatial lags among them, say). A column
/// that the effects absorb must be exactly zero. Throws std::invalid_argument where rows or names
/// do not fit.
LinearFit least_squares(const Design& design, const std::vector<std::string>& names,
                        const Vector& y, const Matrix& x);

/// By what a robust covariance is multiplied. In plm: HC0, HC1, sss.
enum class SmallSample {
  none,        ///< 1
  parameters,  ///< rows / (rows - counted)
  clusters     ///< G / (G - 1) (rows - 1) / (rows - counted), with G clusters; Stata's
};

/// Covariance of the coefficients, and which Student distribution their ratios are held against.
struct Covariance {
  Matrix matrix;
  double freedom = 0;  ///< may be infinite: the normal distribution
  /// No negative eigenvalue beyond rounding. Two-way clustering and uniform spatial kernels can
  /// have one in small samples; then some combination of coefficients has no standard error.
  bool semidefinite = true;
};

/// Equal and independent errors: sigma2 (X'X)^-1; plm's vcov of a within model.
Covariance classical(const LinearFit& fit);

/// Unequal, independent errors (White 1980); plm::vcovHC(method = "white1"). SmallSample::clusters
/// is the same as SmallSample::parameters. Freedom: that of the fit.
Covariance heteroskedastic(const LinearFit& fit, SmallSample small = SmallSample::parameters);

/// Errors correlated in any way within a place (Arellano 1987), or within a time;
/// plm::vcovHC(method = "arellano", cluster = "group" or "time"). Freedom: clusters - 1.
Covariance clustered_by_place(const LinearFit& fit, SmallSample small = SmallSample::clusters);
Covariance clustered_by_time(const LinearFit& fit, SmallSample small = SmallSample::clusters);

/// By place plus by time less heteroskedastic, each with its own small-sample factor (Cameron,
/// Gelbach and Miller 2011); plm::vcovDC. Freedom: the fewer clusters - 1.
Covariance clustered_two_way(const LinearFit& fit, SmallSample small = SmallSample::clusters);

/// floor(4 (T / 100)^(2/9)) with T times: Newey and West's (1994) rule for the Bartlett kernel.
int default_lag(Index times);

/// Errors correlated in any way between places, at the same time and up to `lag` times later, with
/// Bartlett weights 1 - l / (lag + 1) (Driscoll and Kraay 1998); plm::vcovSCC(maxlag = lag). Rests
/// on many times, not many places. Lags are differences of the times' values (plm counts positions,
/// which is the same where no time is skipped). A negative lag stands for default_lag. Freedom:
/// times
/// - 1. G of SmallSample::clusters are the times.
Covariance driscoll_kraay(const LinearFit& fit, int lag = -1,
                          SmallSample small = SmallSample::none);

enum class Kernel { uniform, bartlett };

struct ConleyOptions {
  double km = 100;                        ///< beyond which errors are uncorrelated
  Kernel kernel = Kernel::bartlett;       ///< 1 up to km, or 1 - distance / km
  int serial_lag = 0;                     ///< times up to which a place's own errors are correlated
  SmallSample small = SmallSample::none;  ///< not clusters
};

/// Errors correlated between near places at the same time (Conley 1999) and, with a serial lag, of
/// a place with itself at other times, weights 1 - l / (serial_lag + 1) (Hsiang 2010). Distances
/// are great circles; points are of all places of the stacking. Freedom: infinite. Throws
/// std::invalid_argument for points that do not fit, a cutoff that is not positive, or
/// SmallSample::clusters.
Covariance conley(const LinearFit& fit, const std::vector<Point>& points,
                  const ConleyOptions& options);

/// Standard errors, ratios and two-sided p values of coefficients.
struct Inference {
  Vector error, ratio, p;  ///< NaN where the variance is negative
};
Inference infer(const Vector& beta, const Covariance& covariance);

}  // namespace balloon::measure
