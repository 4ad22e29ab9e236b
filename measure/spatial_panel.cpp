#include "measure/spatial_panel.hpp"

#include <algorithm>
#include <cmath>
#include <eigen3/Eigen/Cholesky>
#include <eigen3/Eigen/QR>
#include <limits>
#include <numbers>
#include <stdexcept>

#include "measure/likelihood.hpp"

namespace balloon::measure {

namespace {

constexpr Index most_places_for_expected = 4000;

/// Sum of squared residuals as a function of rho, with its derivative and the coefficients, from
/// cross products alone: e(rho) = (y - rho W y) - (Z - rho V) c, where V is W Z for a spatial error
/// and zero for a spatial lag. c minimises, so that the derivative is the partial one.
class Profile {
 public:
  Profile(const Vector& y, const Vector& wy, const Matrix& z, const Matrix* wz)
      : k_(z.cols()), error_(wz != nullptr) {
    scale_ = z.colwise().norm();
    if ((scale_.array() == 0).any()) throw std::domain_error("a regressor is zero everywhere");
    Matrix all(y.size(), 2 + k_ * (error_ ? 2 : 1));
    all.col(0) = y;
    all.col(1) = wy;
    all.middleCols(2, k_) = z * scale_.cwiseInverse().asDiagonal();
    if (error_) all.rightCols(k_) = *wz * scale_.cwiseInverse().asDiagonal();
    products_ = all.transpose() * all;
  }

  struct Point {
    double squares = 0, slope = 0;
    Vector coefficients;
  };

  Point at(double rho) const {
    const auto& p = products_;
    const Index k = k_;
    const Matrix cross = error_ ? Matrix(p.block(2, 2 + k, k, k)) : Matrix::Zero(k, k);
    const Matrix lagged = error_ ? Matrix(p.bottomRightCorner(k, k)) : Matrix::Zero(k, k);
    const Vector zero = Vector::Zero(k);
    const Vector vy = error_ ? Vector(p.block(2 + k, 0, k, 1)) : zero;
    const Vector vwy = error_ ? Vector(p.block(2 + k, 1, k, 1)) : zero;
    const Vector zy = p.block(2, 0, k, 1), zwy = p.block(2, 1, k, 1);

    const Matrix gram =
        p.block(2, 2, k, k) - rho * (cross + cross.transpose()) + rho * rho * lagged;
    const Vector right = zy - rho * (zwy + vy) + rho * rho * vwy;
    const Eigen::LDLT<Matrix> factor(gram);
    if (k > 0 && (factor.info() != Eigen::Success || factor.vectorD().minCoeff() < 1e-13))
      throw std::domain_error("regressors are collinear");
    const Vector c = k > 0 ? Vector(factor.solve(right)) : zero;
    const double own = p(0, 0) - 2 * rho * p(0, 1) + rho * rho * p(1, 1);
    Point point;
    point.squares = own - c.dot(right);
    point.slope = -2 * p(0, 1) + 2 * rho * p(1, 1) - 2 * c.dot(2 * rho * vwy - zwy - vy) +
                  c.dot((2 * rho * lagged - cross - cross.transpose()) * c);
    point.coefficients = c.cwiseQuotient(scale_);
    return point;
  }

 private:
  Index k_;
  bool error_;
  Vector scale_;
  Matrix products_;
};

/// Where the concentrated log-likelihood is highest: the best of a grid, then bisection of its
/// derivative, which both ends of the bracket enclose.
double maximise(const Profile& profile, const Jacobian& jacobian) {
  const double m = jacobian.observations();
  const auto value = [&](double rho) {
    return jacobian.value(rho) - m / 2 * std::log(profile.at(rho).squares);
  };
  const auto slope = [&](double rho) {
    const auto point = profile.at(rho);
    return -jacobian.trace(rho) - m / 2 * point.slope / point.squares;
  };
  constexpr int steps = 44;
  constexpr double bound = SmoothInRho::bound;
  const auto node = [](int k) { return -bound + 2 * bound * k / steps; };
  int best = 0;
  double highest = -std::numeric_limits<double>::infinity();
  for (int k = 0; k <= steps; ++k) {
    const double here = value(node(k));
    if (here > highest) highest = here, best = k;
  }
  double low = node(std::max(best - 1, 0)), high = node(std::min(best + 1, steps));
  if (slope(low) <= 0) return low;
  if (slope(high) >= 0) return high;
  for (int round = 0; round < 200 && high - low > 1e-15; ++round) {
    const double middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    (slope(middle) > 0 ? low : high) = middle;
  }
  return (low + high) / 2;
}

/// Inverse of a symmetric information matrix, without its last row and column (sigma2).
Matrix covariance_of(const Matrix& information) {
  const Index k = information.rows();
  const Vector scale = information.diagonal().cwiseAbs().cwiseSqrt().cwiseInverse();
  const Matrix scaled = scale.asDiagonal() * information * scale.asDiagonal();
  const Matrix inverse = scaled.ldlt().solve(Matrix::Identity(k, k));
  return (scale.asDiagonal() * inverse * scale.asDiagonal()).topLeftCorner(k - 1, k - 1);
}

/// Everything of one fit that the information matrices need.
struct LikelihoodParts {
  const SpatialData& data;
  const Jacobian& jacobian;
  Matrix z, wz;
  SpatialFit& fit;
};

Matrix lag_information(const LikelihoodParts& s, bool expected) {
  const Index k = s.z.cols();
  const double sigma2 = s.fit.sigma2, rho = s.fit.rho, m = s.jacobian.observations();
  Matrix info = Matrix::Zero(k + 2, k + 2);
  info.topLeftCorner(k, k) = s.z.transpose() * s.z / sigma2;
  double curvature = s.jacobian.trace_square(rho);
  Vector cross;
  if (expected) {
    Matrix eta = s.data.geography->filtered_lag(s.z * s.fit.coefficients, rho);
    within(*s.data.design, eta);
    cross = s.z.transpose() * eta.col(0) / sigma2;
    curvature += s.jacobian.trace_product(rho) + eta.squaredNorm() / sigma2;
    info(k, k + 1) = s.jacobian.trace(rho) / sigma2;
  } else {
    cross = s.z.transpose() * s.data.wy / sigma2;
    curvature += s.data.wy.squaredNorm() / sigma2;
    info(k, k + 1) = s.data.wy.dot(s.fit.residuals) / (sigma2 * sigma2);
  }
  info.block(0, k, k, 1) = cross;
  info.block(k, 0, 1, k) = cross.transpose();
  info(k, k) = curvature;
  info(k + 1, k) = info(k, k + 1);
  info(k + 1, k + 1) = m / (2 * sigma2 * sigma2);
  return info;
}

Matrix error_information(const LikelihoodParts& s, bool expected) {
  const Index k = s.z.cols();
  const double sigma2 = s.fit.sigma2, rho = s.fit.rho, m = s.jacobian.observations();
  const Matrix filtered = s.z - rho * s.wz;
  Matrix info = Matrix::Zero(k + 2, k + 2);
  info.topLeftCorner(k, k) = filtered.transpose() * filtered / sigma2;
  double curvature = s.jacobian.trace_square(rho);
  if (expected) {
    curvature += s.jacobian.trace_product(rho);
    info(k, k + 1) = s.jacobian.trace(rho) / sigma2;
  } else {
    const Vector lagged = s.data.wy - s.wz * s.fit.coefficients;
    const Vector cross =
        (filtered.transpose() * lagged + s.wz.transpose() * s.fit.residuals) / sigma2;
    info.block(0, k, k, 1) = cross;
    info.block(k, 0, 1, k) = cross.transpose();
    curvature += lagged.squaredNorm() / sigma2;
    info(k, k + 1) = lagged.dot(s.fit.residuals) / (sigma2 * sigma2);
  }
  info(k, k) = curvature;
  info(k + 1, k) = info(k, k + 1);
  info(k + 1, k + 1) = m / (2 * sigma2 * sigma2);
  return info;
}

double gaussian(double observations, double sigma2) {
  return -observations / 2 * (std::log(2 * std::numbers::pi * sigma2) + 1);
}

Matrix beside(const Matrix& a, const Matrix& b) {
  Matrix both(a.rows(), a.cols() + b.cols());
  both << a, b;
  return both;
}

}  // namespace

SpatialData::SpatialData(const Design& d, const Geography& g) : design(&d), geography(&g) {
  Matrix all = beside(d.y, g.lag(d.y));
  const Matrix lagged = g.lag(d.x);
  all = beside(all, beside(d.x, beside(lagged, g.lag(lagged))));
  within(d, all);
  const Index k = d.x.cols();
  y = all.col(0);
  wy = all.col(1);
  x = all.middleCols(2, k);
  wx = all.middleCols(2 + k, k);
  wwx = all.rightCols(k);
}

bool SpatialData::transformable() const {
  const bool times = design->effects == Effects::time || design->effects == Effects::two_way;
  const bool none = design->effects == Effects::none;
  return geography->constant() && !none && (!times || geography->rows_add_to_one());
}

SpatialFit fit(const SpatialData& data, Model model, const FitOptions& options) {
  SpatialFit made;
  made.model = model;
  const auto& names = data.design->names;
  made.names = names;
  made.own = names.size();
  const bool lagged = model == Model::slx || model == Model::sdm || model == Model::sdem;
  const bool error = model == Model::sem || model == Model::sdem;
  if (lagged)
    for (const auto& each : names) made.names.push_back("W*" + each);
  made.transformed = options.transformed && data.transformable();
  const Jacobian jacobian(data, made.transformed);
  made.observations = jacobian.observations();
  const double m = made.observations;

  LikelihoodParts s{data, jacobian, lagged ? beside(data.x, data.wx) : data.x, {}, made};
  if (error) s.wz = lagged ? beside(data.wx, data.wwx) : data.wx;
  const Profile profile(data.y, data.wy, s.z, error ? &s.wz : nullptr);
  if (model != Model::slx) {
    made.rho = maximise(profile, jacobian);
    made.at_bound = std::abs(made.rho) > SmoothInRho::bound - 1e-6;
  }
  made.coefficients = profile.at(made.rho).coefficients;
  made.residuals = data.y - made.rho * data.wy - s.z * made.coefficients;
  if (error) made.residuals += made.rho * s.wz * made.coefficients;
  made.sigma2 = made.residuals.squaredNorm() / m;
  made.log_likelihood = gaussian(m, made.sigma2);
  if (model == Model::slx) {
    const Index k = s.z.cols();
    made.covariance = (s.z.transpose() * s.z).ldlt().solve(Matrix::Identity(k, k)) * made.sigma2 *
                      m / static_cast<double>(data.design->rows - absorbed(*data.design) - k);
    return made;
  }
  made.log_likelihood += jacobian.value(made.rho);
  made.expected = options.information == Information::expected ||
                  (options.information == Information::automatic &&
                   data.design->place_count() <= most_places_for_expected);
  made.covariance = covariance_of(error ? error_information(s, made.expected)
                                        : lag_information(s, made.expected));
  return made;
}

std::string_view name(Model model) {
  switch (model) {
    case Model::slx:
      return "SLX";
    case Model::sar:
      return "SAR";
    case Model::sem:
      return "SEM";
    case Model::sdm:
      return "SDM";
    case Model::sdem:
      return "SDEM";
  }
  return "";
}

}  // namespace balloon::measure
