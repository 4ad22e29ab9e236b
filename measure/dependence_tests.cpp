#include "measure/dependence_tests.hpp"

#include <eigen3/Eigen/Cholesky>
#include <eigen3/Eigen/QR>
#include <stdexcept>

#include "measure/distributions.hpp"
#include "measure/likelihood.hpp"

namespace balloon::measure {

namespace {

TestResult chi_square(double statistic, double freedom) {
  return {statistic, freedom, chi_square_tail(statistic, freedom)};
}

Matrix regressors(const SpatialData& data, bool lagged) {
  if (!lagged) return data.x;
  Matrix both(data.x.rows(), 2 * data.x.cols());
  both << data.x, data.wx;
  return both;
}

}  // namespace

DependenceTests dependence_tests(const SpatialData& data, Model model, bool transformed) {
  const Matrix z =
      regressors(data, model == Model::slx || model == Model::sdm || model == Model::sdem);
  const Jacobian jacobian(data, transformed && data.transformable());
  const Eigen::ColPivHouseholderQR<Matrix> solver(z);
  const Vector b = solver.solve(data.y);
  const Vector e = data.y - z * b;
  const double sigma2 = e.squaredNorm() / jacobian.observations();
  Matrix lagged = data.geography->lag(e);
  within(*data.design, lagged);
  Matrix fitted = data.geography->lag(z * b);
  within(*data.design, fitted);
  const Vector left = fitted.col(0) - z * solver.solve(fitted.col(0));

  const double trace = jacobian.trace_square(0) + jacobian.trace_product(0);
  const double error = e.dot(lagged.col(0)) / sigma2;
  const double lag = e.dot(data.wy) / sigma2;
  const double information = left.squaredNorm() / sigma2 + trace;
  DependenceTests tests;
  tests.error = chi_square(error * error / trace, 1);
  tests.lag = chi_square(lag * lag / information, 1);
  const double share = trace / information;
  const double adjusted = error - share * lag;
  tests.robust_error = chi_square(adjusted * adjusted / (trace * (1 - share)), 1);
  const double difference = lag - error;
  tests.robust_lag = chi_square(difference * difference / (information - trace), 1);
  tests.both = chi_square(tests.error.statistic + tests.robust_lag.statistic, 2);
  return tests;
}

TestResult spatial_hausman(const SpatialData& data, const SpatialFit& fit) {
  if (fit.model != Model::sem && fit.model != Model::sdem)
    throw std::invalid_argument("the spatial Hausman test is of an SEM or SDEM");
  const Matrix z = regressors(data, fit.lags_regressors());
  const Matrix bread = (z.transpose() * z).ldlt().solve(Matrix::Identity(z.cols(), z.cols()));
  const Vector least = bread * (z.transpose() * data.y);
  Matrix spread = data.geography->twice_filtered(z, fit.rho);
  within(*data.design, spread);
  const Matrix of_least = bread * (z.transpose() * spread) * bread * fit.sigma2;
  const Matrix of_fit = fit.covariance.topLeftCorner(z.cols(), z.cols());
  const Vector gap = fit.coefficients - least;
  const double statistic = gap.dot((of_least - of_fit).ldlt().solve(gap));
  return chi_square(statistic, static_cast<double>(z.cols()));
}

}  // namespace balloon::measure
