#include "measure/log_determinant.hpp"

#include <algorithm>
#include <cmath>
#include <eigen3/Eigen/SparseCholesky>
#include <eigen3/Eigen/SparseLU>
#include <numbers>
#include <optional>
#include <stdexcept>

namespace balloon::measure {

namespace {

double half_width() { return std::atanh(SmoothInRho::bound); }

/// Clenshaw's sum of a Chebyshev series at x in [-1, 1].
double clenshaw(const Vector& series, double x) {
  double a = 0, b = 0;
  for (Index k = series.size() - 1; k > 0; --k) {
    const double next = 2 * x * a - b + series(k);
    b = a;
    a = next;
  }
  return x * a - b + series(0);
}

/// The series of the derivative by x.
Vector derivative(const Vector& series) {
  const Index n = series.size();
  Vector made = Vector::Zero(n);
  for (Index k = n - 2; k >= 0; --k)
    made(k) = (k + 2 < n ? made(k + 2) : 0) + 2 * static_cast<double>(k + 1) * series(k + 1);
  made(0) /= 2;
  return made;
}

}  // namespace

SmoothInRho::SmoothInRho(int nodes, const std::function<double(double)>& function) {
  const double n = nodes;
  Vector at(nodes);
  for (int j = 0; j < nodes; ++j)
    at(j) = function(std::tanh(half_width() * std::cos(std::numbers::pi * (j + 0.5) / n)));
  series_.resize(nodes);
  for (int k = 0; k < nodes; ++k) {
    double sum = 0;
    for (int j = 0; j < nodes; ++j) sum += at(j) * std::cos(std::numbers::pi * k * (j + 0.5) / n);
    series_(k) = sum * (k == 0 ? 1 : 2) / n;
  }
  slope_ = derivative(series_) / half_width();
  curve_ = derivative(slope_) / half_width();
}

double SmoothInRho::value(double rho) const {
  return clenshaw(series_, std::atanh(rho) / half_width());
}

double SmoothInRho::first(double rho) const {
  return clenshaw(slope_, std::atanh(rho) / half_width()) / (1 - rho * rho);
}

double SmoothInRho::second(double rho) const {
  const double x = std::atanh(rho) / half_width();
  const double inner = 1 / (1 - rho * rho);
  return (clenshaw(curve_, x) + 2 * rho * clenshaw(slope_, x)) * inner * inner;
}

struct SpatialSolver::Parts {
  Vector scale;    ///< empty where W is not similar to a symmetric matrix
  Sparse unit, w;  ///< identity; W, or the symmetric matrix similar to it
  Eigen::SimplicialLDLT<Sparse> symmetric;
  Eigen::SparseLU<Sparse> general;
  bool analysed = false;
};

SpatialSolver::SpatialSolver(const Spatial& spatial) : parts_(std::make_unique<Parts>()) {
  Parts& p = *parts_;
  p.unit.resize(spatial.w.rows(), spatial.w.cols());
  p.unit.setIdentity();
  p.scale = spatial.scale;
  p.w = p.scale.size() == 0
            ? spatial.w
            : Sparse(p.scale.asDiagonal() * spatial.w * p.scale.cwiseInverse().asDiagonal());
}

SpatialSolver::~SpatialSolver() = default;
SpatialSolver::SpatialSolver(SpatialSolver&&) noexcept = default;
SpatialSolver& SpatialSolver::operator=(SpatialSolver&&) noexcept = default;

void SpatialSolver::factor(double rho) {
  Parts& p = *parts_;
  const Sparse a = p.unit - rho * p.w;
  const auto decompose = [&](auto& solver) {
    // rho = 0 keeps its explicit zeros, so that one pattern serves all.
    if (!p.analysed) solver.analyzePattern(a);
    solver.factorize(a);
    return solver.info() == Eigen::Success;
  };
  const bool done = p.scale.size() != 0 ? decompose(p.symmetric) : decompose(p.general);
  p.analysed = true;
  if (!done) throw std::domain_error("I - rho W is singular");
}

double SpatialSolver::log_determinant() const {
  if (parts_->scale.size() != 0) return parts_->symmetric.vectorD().array().log().sum();
  return parts_->general.logAbsDeterminant();
}

Matrix SpatialSolver::solve(const Matrix& b) const {
  const Parts& p = *parts_;
  if (p.scale.size() == 0) return p.general.solve(b);
  const Matrix scaled = p.scale.asDiagonal() * b;
  return p.scale.cwiseInverse().asDiagonal() * p.symmetric.solve(scaled);
}

Matrix SpatialSolver::solve_transposed(const Matrix& b) const {
  Parts& p = *parts_;
  if (p.scale.size() == 0) return p.general.transpose().solve(b);
  const Matrix scaled = p.scale.cwiseInverse().asDiagonal() * b;
  return p.scale.asDiagonal() * p.symmetric.solve(scaled);
}

LogDeterminant::LogDeterminant(const Spatial& spatial) : places_(spatial.w.rows()) {
  SpatialSolver solver(spatial);
  series_ = SmoothInRho(spatial.scale.size() != 0 ? 48 : 96, [&](double rho) {
    solver.factor(rho);
    return solver.log_determinant();
  });
}

CrossTraces cross_traces(const Spatial& spatial, double rho) {
  if (rho == 0)  // G is W, which every test without spatial lags asks for
    return {spatial.w.squaredNorm(),
            (spatial.w.transpose() * Vector::Ones(spatial.w.rows())).squaredNorm()};
  SpatialSolver solver(spatial);
  solver.factor(rho);
  const Index n = spatial.w.rows();
  constexpr Index width = 32;
  CrossTraces traces;
  for (Index from = 0; from < n; from += width) {
    const Index count = std::min(width, n - from);
    Matrix unit = Matrix::Zero(n, count);
    for (Index j = 0; j < count; ++j) unit(from + j, j) = 1;
    const Matrix g = spatial.w * solver.solve(unit);
    traces.product += g.squaredNorm();
    traces.column_sums += g.colwise().sum().squaredNorm();
  }
  return traces;
}

}  // namespace balloon::measure
