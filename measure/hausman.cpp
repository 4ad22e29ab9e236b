#include "measure/hausman.hpp"

#include <algorithm>
#include <cmath>
#include <eigen3/Eigen/Dense>
#include <utility>

#include "measure/distributions.hpp"
#include "measure/least_squares.hpp"

namespace balloon::measure {

namespace {

/// A design among some of its columns, with effects of places.
Design with_columns(const Design& design, const std::vector<Index>& columns) {
  Design made = design;
  made.effects = Effects::place;
  made.names.clear();
  made.x.resize(design.x.rows(), static_cast<Index>(columns.size()));
  for (std::size_t c = 0; c < columns.size(); ++c) {
    made.names.push_back(design.names[static_cast<std::size_t>(columns[c])]);
    made.x.col(static_cast<Index>(c)) = design.x.col(columns[c]);
  }
  made.treatments = std::min(design.treatments, made.names.size());
  return made;
}

struct Within {
  LinearFit fit;
  std::vector<Index> columns;
};

/// Fixed effects of places on the columns that they leave.
Within fixed_effects(const Design& design) {
  Within within;
  for (Index c = 0; c < design.x.cols(); ++c) within.columns.push_back(c);
  within.fit = least_squares(with_columns(design, within.columns));
  if (!within.fit.estimated()) {
    const auto gone = within.fit.collinear;
    std::erase_if(within.columns,
                  [&](Index c) { return std::find(gone.begin(), gone.end(), c) != gone.end(); });
    within.fit = least_squares(with_columns(design, within.columns));
  }
  return within;
}

double residual_variance(const Matrix& x, const Vector& y, const Vector& beta) {
  return (y - x * beta).squaredNorm() / static_cast<double>(x.rows() - x.cols());
}

/// Present rows only: a constant and the regressors, the place of each row, the places' means.
struct Rows {
  Matrix z;
  Vector y;
  std::vector<Index> place;
  Vector count;  ///< rows of each place
  Matrix z_mean;
  Vector y_mean;
};

Rows present_rows(const Design& design) {
  const Index n = design.place_count();
  const Index k = design.x.cols() + 1;
  Rows rows{Matrix(design.rows, k), Vector(design.rows), {},
            Vector::Zero(n),        Matrix::Zero(n, k),  Vector::Zero(n)};
  Index r = 0;
  for (Index s = 0; s < design.y.size(); ++s) {
    if (design.present[static_cast<std::size_t>(s)] == 0) continue;
    const Index i = s % n;
    rows.z(r, 0) = 1;
    rows.z.row(r).tail(k - 1) = design.x.row(s);
    rows.y(r) = design.y(s);
    rows.place.push_back(i);
    rows.count(i) += 1;
    rows.z_mean.row(i) += rows.z.row(r);
    rows.y_mean(i) += rows.y(r);
    ++r;
  }
  for (Index i = 0; i < n; ++i) {
    if (rows.count(i) == 0) continue;
    rows.z_mean.row(i) /= rows.count(i);
    rows.y_mean(i) /= rows.count(i);
  }
  return rows;
}

/// Takes a share of its place's mean off each row.
void take_off(Rows& rows, const Vector& share) {
  for (Index r = 0; r < rows.z.rows(); ++r) {
    const Index i = rows.place[static_cast<std::size_t>(r)];
    rows.z.row(r) -= share(i) * rows.z_mean.row(i);
    rows.y(r) -= share(i) * rows.y_mean(i);
  }
}

RandomEffects random_effects(const Design& design, const LinearFit& fixed) {
  Rows rows = present_rows(design);
  const Index k = rows.z.cols();
  RandomEffects made;
  made.names.emplace_back("constant");
  made.names.insert(made.names.end(), design.names.begin(), design.names.end());
  made.rows = design.rows;
  made.beta = Vector::Constant(k, missing);
  made.covariance = Matrix::Constant(k, k, missing);
  made.idiosyncratic = made.place = missing;
  made.theta = Vector::Constant(design.place_count(), missing);
  const auto places = static_cast<double>((rows.count.array() > 0).count());
  const double spare = places - static_cast<double>(k);
  if (!fixed.estimated() || fixed.freedom() <= 0) {
    made.problem = "fixed effects leave no freedom";
    return made;
  }
  if (spare <= 0) {
    made.problem = "fewer places than coefficients";
    return made;
  }

  // Between places: means, each counted as often as it has rows.
  const Vector root = rows.count.cwiseSqrt();
  const Matrix between = root.asDiagonal() * rows.z_mean;
  const auto between_fit = solve_least_squares(between, root.cwiseProduct(rows.y_mean));
  if (!between_fit.unique()) {
    made.problem = "regressors are collinear between places";
    return made;
  }
  const Vector gaps = rows.y_mean - rows.z_mean * between_fit.beta;
  const double between_rss = (rows.count.array() * gaps.array().square()).sum();
  // Expectations of the two sums of squares give the two variances (Baltagi and Chang 1994).
  const Matrix sums = rows.count.asDiagonal() * rows.z_mean;
  const double weight =
      static_cast<double>(design.rows) - (between_fit.bread * (sums.transpose() * sums)).trace();
  made.idiosyncratic = fixed.sigma2;
  made.place = (between_rss - spare * made.idiosyncratic) / weight;
  if (made.place < 0) {
    made.place = 0;
    made.floored = true;
  }
  made.theta = 1 - (1 + rows.count.array() * made.place / made.idiosyncratic).sqrt().inverse();

  take_off(rows, made.theta);
  const auto fit = solve_least_squares(rows.z, rows.y);
  made.beta = fit.beta;
  made.covariance = residual_variance(rows.z, rows.y, fit.beta) * fit.bread;
  if (!fit.unique()) made.problem = "regressors are collinear";
  return made;
}

/// The test by regression; NaN where the columns are collinear.
double added_by_demeaned(const Design& design, const HausmanTest& test) {
  Rows rows = present_rows(design);
  const Index k = rows.z.cols();
  const Index m = test.freedom;
  Rows demeaned = rows;
  take_off(demeaned, Vector::Ones(design.place_count()));
  take_off(rows, test.random.theta);
  Matrix x(rows.z.rows(), k + m);
  x.leftCols(k) = rows.z;
  for (Index a = 0; a < m; ++a)
    x.col(k + a) = demeaned.z.col(test.compared[static_cast<std::size_t>(a)] + 1);
  const auto fit = solve_least_squares(x, rows.y);
  if (!fit.unique()) return missing;
  const Vector added = fit.beta.tail(m);
  const Matrix spread = fit.bread.bottomRightCorner(m, m);
  return added.dot(Eigen::LDLT<Matrix>(spread).solve(added)) /
         residual_variance(x, rows.y, fit.beta);
}

}  // namespace

RandomEffects random_effects(const Design& design) {
  return random_effects(design, fixed_effects(design).fit);
}

HausmanTest hausman(const Design& design) {
  HausmanTest test;
  auto within = fixed_effects(design);
  test.fixed = std::move(within.fit);
  test.compared = std::move(within.columns);
  test.random = random_effects(design, test.fixed);
  test.freedom = static_cast<Index>(test.compared.size());
  test.statistic = test.p = test.by_regression = test.by_regression_p = missing;
  test.problem = test.random.problem;
  if (test.problem.empty() && test.compared.empty()) test.problem = "no regressor changes in time";
  if (!test.problem.empty()) return test;

  const Index m = test.freedom;
  Vector gap(m);
  Matrix spread(m, m);
  const Matrix fixed = classical(test.fixed).matrix;
  for (Index a = 0; a < m; ++a) {
    const Index i = test.compared[static_cast<std::size_t>(a)] + 1;  // after the constant
    gap(a) = test.fixed.beta(a) - test.random.beta(i);
    for (Index b = 0; b < m; ++b)
      spread(a, b) =
          fixed(a, b) - test.random.covariance(i, test.compared[static_cast<std::size_t>(b)] + 1);
  }
  const Eigen::LDLT<Matrix> factors(spread);
  test.definite = factors.info() == Eigen::Success && (factors.vectorD().array() > 0).all();
  test.statistic = std::abs(gap.dot(Eigen::FullPivLU<Matrix>(spread).solve(gap)));
  test.p = chi_square_tail(test.statistic, static_cast<double>(m));
  test.by_regression = added_by_demeaned(design, test);
  test.by_regression_p = chi_square_tail(test.by_regression, static_cast<double>(m));
  return test;
}

}  // namespace balloon::measure
