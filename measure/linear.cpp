#include "measure/linear.hpp"

#include <algorithm>
#include <cmath>
#include <eigen3/Eigen/Dense>
#include <limits>
#include <stdexcept>
#include <utility>

#include "measure/distributions.hpp"
#include "measure/least_squares.hpp"
#include "measure/sphere_tree.hpp"

namespace balloon::measure {

namespace {

bool is_present(const Design& design, Index row) {
  return design.present[static_cast<std::size_t>(row)] != 0;
}

void count_clusters(const Design& design, LinearFit& fit) {
  const Index n = design.place_count();
  std::vector<char> place(static_cast<std::size_t>(n), 0);
  for (Index t = 0; t < design.time_count(); ++t) {
    bool any = false;
    for (Index i = 0; i < n; ++i) {
      if (!is_present(design, t * n + i)) continue;
      place[static_cast<std::size_t>(i)] = 1;
      any = true;
    }
    fit.times_with_rows += any;
  }
  fit.places_with_rows = std::count(place.begin(), place.end(), 1);
}

double small_factor(const LinearFit& fit, SmallSample small, Index clusters) {
  const auto rows = static_cast<double>(fit.rows);
  const auto left = static_cast<double>(fit.rows - fit.counted);
  const auto g = static_cast<double>(clusters);
  switch (small) {
    case SmallSample::parameters:
      return rows / left;
    case SmallSample::clusters:
      return g / (g - 1) * (rows - 1) / left;
    case SmallSample::none:
      break;
  }
  return 1;
}

/// Sums of scores by place (rows are places) or by time.
Matrix sums_by_place(const LinearFit& fit) {
  Matrix sums = Matrix::Zero(fit.place_count, fit.scores.cols());
  if (sums.cols() == 0) return sums;  // effects alone
  for (std::size_t t = 0; t < fit.times.size(); ++t)
    sums += fit.scores.middleRows(static_cast<Index>(t) * fit.place_count, fit.place_count);
  return sums;
}

Matrix sums_by_time(const LinearFit& fit) {
  Matrix sums(static_cast<Index>(fit.times.size()), fit.scores.cols());
  if (sums.cols() == 0) return sums;
  for (Index t = 0; t < sums.rows(); ++t)
    sums.row(t) = fit.scores.middleRows(t * fit.place_count, fit.place_count).colwise().sum();
  return sums;
}

Matrix squared(const Matrix& sums) { return sums.transpose() * sums; }

/// The bread around a meat.
Covariance sandwich(const LinearFit& fit, const Matrix& meat, double freedom) {
  Covariance c;
  const Matrix made = fit.bread * meat * fit.bread;
  c.matrix = (made + made.transpose()) / 2;
  c.freedom = freedom;
  c.semidefinite = c.matrix.allFinite();
  if (c.semidefinite && c.matrix.size() > 0) {
    const Vector roots =
        Eigen::SelfAdjointEigenSolver<Matrix>(c.matrix, Eigen::EigenvaluesOnly).eigenvalues();
    c.semidefinite = roots.minCoeff() >= -1e-12 * roots.cwiseAbs().maxCoeff();
  }
  return c;
}

/// Of all pairs of places and every time: their scores' products, by Conley's weights. Pairs are
/// not kept, as a wide cutoff makes too many.
Matrix near_products(const LinearFit& fit, const std::vector<Point>& points,
                     const ConleyOptions& options) {
  const Index k = fit.scores.cols(), n = fit.place_count;
  const auto times = static_cast<Index>(fit.times.size());
  Matrix own(k * times, n);  // a place's scores of all times in one column
  for (Index t = 0; t < times; ++t)
    own.middleRows(t * k, k) = fit.scores.middleRows(t * n, n).transpose();
  Matrix around = own;
  const SphereTree tree(points);
  const double chord = SphereTree::chord(options.km);
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < points.size(); ++i) {
    tree.within(i, chord, found);
    std::sort(found.begin(), found.end());  // sums of one order, whatever the tree's
    for (const auto j : found) {
      const double km = distance_km(points[i], points[j]);
      const double weight =
          options.kernel == Kernel::uniform ? (km <= options.km ? 1 : 0) : 1 - km / options.km;
      if (weight > 0) around.col(static_cast<Index>(i)) += weight * own.col(static_cast<Index>(j));
    }
  }
  Matrix products = Matrix::Zero(k, k);
  for (Index t = 0; t < times; ++t)
    products += own.middleRows(t * k, k) * around.middleRows(t * k, k).transpose();
  return products;
}

}  // namespace

LinearFit least_squares(const Design& design) {
  const Index k = design.x.cols();
  Matrix columns(design.x.rows(), k + 1);
  columns << design.x, design.y;
  const Vector before = columns.colwise().norm();
  within(design, columns);
  // What is left of an absorbed column is rounding, and would pass for a regressor.
  for (Index c = 0; c < k; ++c)
    if (columns.col(c).norm() <= 1e-9 * before(c)) columns.col(c).setZero();
  return least_squares(design, design.names, columns.col(k), columns.leftCols(k));
}

LinearFit least_squares(const Design& design, const std::vector<std::string>& names,
                        const Vector& y, const Matrix& x) {
  const Index stacked = design.place_count() * design.time_count();
  const Index k = x.cols();
  if (y.size() != stacked || x.rows() != stacked || static_cast<Index>(names.size()) != k)
    throw std::invalid_argument("least squares: rows or names differ from the design's");
  LinearFit fit;
  fit.names = names;
  fit.rows = design.rows;
  fit.absorbed = absorbed(design);
  fit.counted = k + (design.effects == Effects::none ? 1 : 0);
  fit.place_count = design.place_count();
  fit.times = design.times;
  count_clusters(design, fit);

  auto solved = solve_least_squares(x, y);
  fit.beta = std::move(solved.beta);
  fit.bread = std::move(solved.bread);
  fit.collinear = std::move(solved.collinear);
  // NaN where the columns are collinear, and so are all that follow from it.
  fit.residual = k > 0 ? Vector(y - x * fit.beta) : y;
  fit.scores = fit.residual.asDiagonal() * x;
  fit.rss = fit.residual.squaredNorm();
  fit.sigma2 = fit.freedom() > 0 ? fit.rss / static_cast<double>(fit.freedom()) : missing;
  fit.r2 = 1 - fit.rss / y.squaredNorm();
  return fit;
}

Covariance classical(const LinearFit& fit) {
  Covariance c;
  c.matrix = fit.sigma2 * fit.bread;
  c.freedom = static_cast<double>(fit.freedom());
  c.semidefinite = c.matrix.allFinite();
  return c;
}

Covariance heteroskedastic(const LinearFit& fit, SmallSample small) {
  return sandwich(fit, small_factor(fit, small, fit.rows) * squared(fit.scores),
                  static_cast<double>(fit.freedom()));
}

Covariance clustered_by_place(const LinearFit& fit, SmallSample small) {
  const Index g = fit.places_with_rows;
  return sandwich(fit, small_factor(fit, small, g) * squared(sums_by_place(fit)),
                  static_cast<double>(g - 1));
}

Covariance clustered_by_time(const LinearFit& fit, SmallSample small) {
  const Index g = fit.times_with_rows;
  return sandwich(fit, small_factor(fit, small, g) * squared(sums_by_time(fit)),
                  static_cast<double>(g - 1));
}

Covariance clustered_two_way(const LinearFit& fit, SmallSample small) {
  const Index g = fit.places_with_rows;
  const Index h = fit.times_with_rows;
  const Matrix meat = small_factor(fit, small, g) * squared(sums_by_place(fit)) +
                      small_factor(fit, small, h) * squared(sums_by_time(fit)) -
                      small_factor(fit, small, fit.rows) * squared(fit.scores);
  return sandwich(fit, meat, static_cast<double>(std::min(g, h) - 1));
}

int default_lag(Index times) {
  return static_cast<int>(std::floor(4 * std::pow(static_cast<double>(times) / 100, 2.0 / 9)));
}

Covariance driscoll_kraay(const LinearFit& fit, int lag, SmallSample small) {
  if (lag < 0) lag = default_lag(fit.times_with_rows);
  const Matrix sums = sums_by_time(fit);
  Matrix meat = squared(sums);
  for (std::size_t t = 0; t < fit.times.size(); ++t)
    for (std::size_t s = 0; s < t; ++s) {
      const int gap = fit.times[t] - fit.times[s];
      if (gap > lag) continue;
      const Matrix one =
          sums.row(static_cast<Index>(t)).transpose() * sums.row(static_cast<Index>(s));
      meat += (1 - gap / (lag + 1.0)) * (one + one.transpose());
    }
  const Index g = fit.times_with_rows;
  return sandwich(fit, small_factor(fit, small, g) * meat, static_cast<double>(g - 1));
}

Covariance conley(const LinearFit& fit, const std::vector<Point>& points,
                  const ConleyOptions& options) {
  if (static_cast<Index>(points.size()) != fit.place_count)
    throw std::invalid_argument("conley: points differ from the places");
  if (!(options.km > 0)) throw std::invalid_argument("conley: the cutoff must be positive");
  if (options.small == SmallSample::clusters)
    throw std::invalid_argument("conley: there are no clusters");
  const Index k = fit.scores.cols();
  const auto at = [&](std::size_t t) {
    return fit.scores.middleRows(static_cast<Index>(t) * fit.place_count, fit.place_count);
  };
  Matrix meat = k > 0 ? near_products(fit, points, options) : Matrix::Zero(k, k);
  for (std::size_t t = 0; k > 0 && t < fit.times.size(); ++t) {
    for (std::size_t s = 0; s < t; ++s) {
      const int gap = fit.times[t] - fit.times[s];
      if (gap > options.serial_lag) continue;
      const Matrix one = at(t).transpose() * at(s);
      meat += (1 - gap / (options.serial_lag + 1.0)) * (one + one.transpose());
    }
  }
  return sandwich(fit, small_factor(fit, options.small, 0) * meat,
                  std::numeric_limits<double>::infinity());
}

Inference infer(const Vector& beta, const Covariance& covariance) {
  if (beta.size() != covariance.matrix.rows())
    throw std::invalid_argument("infer: as many coefficients as the covariance has rows");
  Inference made{Vector(beta.size()), Vector(beta.size()), Vector(beta.size())};
  for (Index i = 0; i < beta.size(); ++i) {
    const double variance = covariance.matrix(i, i);
    made.error(i) = variance >= 0 ? std::sqrt(variance) : missing;
    made.ratio(i) = beta(i) / made.error(i);
    made.p(i) =
        covariance.freedom > 0 ? student_two_tails(made.ratio(i), covariance.freedom) : missing;
  }
  return made;
}

}  // namespace balloon::measure
