#include "measure/seemingly_unrelated.hpp"

#include <algorithm>
#include <cmath>
#include <eigen3/Eigen/Dense>
#include <stdexcept>
#include <utility>

#include "measure/distributions.hpp"
#include "measure/least_squares.hpp"

namespace balloon::measure {

namespace {

void must_fit(const std::vector<Equation>& equations) {
  if (equations.empty()) throw std::invalid_argument("system: no equation");
  for (const auto& e : equations)
    if (e.y.size() != equations[0].y.size() || e.x.rows() != e.y.size() || e.x.cols() == 0 ||
        static_cast<Index>(e.names.size()) != e.x.cols())
      throw std::invalid_argument("system: shapes of equation " + e.name + " do not fit");
}

Matrix residuals(const std::vector<Equation>& equations, const SystemFit& fit, const Vector& beta) {
  Matrix made(fit.times, fit.equations);
  for (std::size_t i = 0; i < equations.size(); ++i) {
    const auto& e = equations[i];
    made.col(static_cast<Index>(i)) = e.y - e.x * beta.segment(fit.first[i], e.x.cols());
  }
  return made;
}

Matrix covariance_of(const Matrix& residual, const std::vector<Equation>& equations,
                     ResidualDivisor divisor) {
  Matrix products = residual.transpose() * residual;
  const auto times = static_cast<double>(residual.rows());
  if (divisor == ResidualDivisor::times) return products / times;
  Vector left(residual.cols());
  for (std::size_t i = 0; i < equations.size(); ++i)
    left(static_cast<Index>(i)) = times - static_cast<double>(equations[i].x.cols());
  return products.cwiseQuotient((left * left.transpose()).cwiseSqrt());
}

/// Generalised least squares with errors' covariance `s` between equations. False where s, or the
/// normal equations, have no inverse.
bool weighted(const std::vector<Equation>& equations, const SystemFit& fit, const Matrix& s,
              Vector& beta, Matrix& covariance) {
  // Judged on correlations, so that units are no matter.
  const Vector scale = s.diagonal().cwiseSqrt().cwiseInverse();
  if (!scale.allFinite()) return false;
  const Matrix correlation = scale.asDiagonal() * s * scale.asDiagonal();
  const Eigen::SelfAdjointEigenSolver<Matrix> roots(correlation);
  if (roots.eigenvalues().minCoeff() < 1e-12) return false;
  const Matrix inverse = scale.asDiagonal() * roots.eigenvectors() *
                         roots.eigenvalues().cwiseInverse().asDiagonal() *
                         roots.eigenvectors().transpose() * scale.asDiagonal();
  Matrix normal(fit.parameters, fit.parameters);
  Vector right = Vector::Zero(fit.parameters);
  for (std::size_t i = 0; i < equations.size(); ++i) {
    const auto& a = equations[i];
    for (std::size_t j = 0; j < equations.size(); ++j) {
      const auto& b = equations[j];
      const double w = inverse(static_cast<Index>(i), static_cast<Index>(j));
      normal.block(fit.first[i], fit.first[j], a.x.cols(), b.x.cols()) =
          w * (a.x.transpose() * b.x);
      right.segment(fit.first[i], a.x.cols()) += w * (a.x.transpose() * b.y);
    }
  }
  const Vector unit = normal.diagonal().cwiseSqrt().cwiseInverse();
  const Eigen::LDLT<Matrix> factors(unit.asDiagonal() * normal * unit.asDiagonal());
  if (factors.info() != Eigen::Success || !(factors.vectorD().minCoeff() > 1e-14)) return false;
  beta = unit.asDiagonal() * factors.solve(unit.asDiagonal() * right);
  const Matrix made = unit.asDiagonal() *
                      factors.solve(Matrix::Identity(fit.parameters, fit.parameters)) *
                      unit.asDiagonal();
  covariance = (made + made.transpose()) / 2;
  return true;
}

/// Equation by equation; the name of one whose columns are collinear, or nothing.
std::string separately(const std::vector<Equation>& equations, SystemFit& fit) {
  fit.least_squares = Vector::Constant(fit.parameters, missing);
  for (std::size_t i = 0; i < equations.size(); ++i) {
    const auto& e = equations[i];
    const auto solved = solve_least_squares(e.x, e.y);
    if (!solved.unique() || e.x.rows() == e.x.cols()) return e.name;
    fit.least_squares.segment(fit.first[i], e.x.cols()) = solved.beta;
  }
  return {};
}

void test_diagonal(const Matrix& residual, SystemFit& fit) {
  const Vector scale = residual.colwise().norm().cwiseInverse();
  fit.correlation = scale.asDiagonal() * (residual.transpose() * residual) * scale.asDiagonal();
  double squares = 0;
  for (Index i = 0; i < fit.equations; ++i)
    for (Index j = 0; j < i; ++j) squares += std::pow(fit.correlation(i, j), 2);
  fit.diagonal_freedom = fit.equations * (fit.equations - 1) / 2;
  fit.diagonal_statistic = static_cast<double>(fit.times) * squares;
  if (fit.diagonal_freedom > 0)
    fit.diagonal_p =
        chi_square_tail(fit.diagonal_statistic, static_cast<double>(fit.diagonal_freedom));
}

}  // namespace

SystemFit seemingly_unrelated(const std::vector<Equation>& equations,
                              const SystemOptions& options) {
  must_fit(equations);
  SystemFit fit;
  fit.times = equations[0].y.size();
  fit.equations = static_cast<Index>(equations.size());
  Index largest = 0;
  for (const auto& e : equations) {
    fit.first.push_back(fit.parameters);
    fit.parameters += e.x.cols();
    largest = std::max(largest, e.x.cols());
    for (const auto& column : e.names) fit.names.push_back(e.name + "." + column);
  }
  fit.covariances = fit.equations * (fit.equations + 1) / 2;
  const auto figures = static_cast<double>(fit.times * fit.equations);
  fit.times_per_parameter = static_cast<double>(fit.times) / static_cast<double>(largest);
  fit.figures_per_parameter = figures / static_cast<double>(fit.parameters + fit.covariances);
  fit.freedom = fit.times * fit.equations - fit.parameters;

  const auto give_up = [&](std::string why) {
    fit.problem = std::move(why);
    fit.converged = false;
    fit.beta = Vector::Constant(fit.parameters, missing);
    fit.covariance = Matrix::Constant(fit.parameters, fit.parameters, missing);
    fit.residual = Matrix::Constant(fit.times, fit.equations, missing);
    fit.used = fit.residual_covariance = Matrix::Constant(fit.equations, fit.equations, missing);
    return fit;
  };
  if (const auto name = separately(equations, fit); !name.empty()) {
    fit.diagonal_statistic = fit.diagonal_p = missing;
    return give_up("equation " + name + " has collinear columns or too few times");
  }
  fit.beta = fit.least_squares;
  fit.residual = residuals(equations, fit, fit.beta);
  test_diagonal(fit.residual, fit);
  for (; fit.rounds < std::max(options.rounds, 1) && !fit.converged; ++fit.rounds) {
    fit.used = covariance_of(fit.residual, equations, options.divisor);
    const Vector before = fit.beta;
    if (!weighted(equations, fit, fit.used, fit.beta, fit.covariance))
      return give_up("the residuals' covariance has no inverse");
    fit.residual = residuals(equations, fit, fit.beta);
    fit.converged =
        options.rounds > 1 && (fit.beta - before).norm() <= options.tolerance * before.norm();
  }
  fit.residual_covariance = covariance_of(fit.residual, equations, options.divisor);
  return fit;
}

}  // namespace balloon::measure
