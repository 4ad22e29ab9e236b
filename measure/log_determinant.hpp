// ln|I - rho W| and what follows from it, for every rho at once.
#pragma once

#include <functional>
#include <memory>

#include "measure/weights.hpp"

namespace balloon::measure {

/// A smooth function of rho on [-bound, bound] as a Chebyshev series in atanh(rho). In that
/// variable the logarithmic singularities at the reciprocals of W's eigenvalues lie at an imaginary
/// distance of at least pi/4 (pi/2 for real eigenvalues), however near to 1 they are, so that the
/// series converges geometrically at the ends too: 48 nodes reach 1e-12 of its size for real
/// eigenvalues.
class SmoothInRho {
 public:
  static constexpr double bound = 0.99;

  SmoothInRho() = default;
  SmoothInRho(int nodes, const std::function<double(double)>& function);

  double value(double rho) const;
  double first(double rho) const;   ///< derivative by rho
  double second(double rho) const;  ///< second derivative by rho

 private:
  Vector series_, slope_, curve_;
};

/// (I - rho W)^-1 for one rho: sparse Cholesky of the similar symmetric matrix where there is one,
/// else sparse LU.
class SpatialSolver {
 public:
  explicit SpatialSolver(const Spatial& spatial);
  ~SpatialSolver();
  SpatialSolver(SpatialSolver&&) noexcept;
  SpatialSolver& operator=(SpatialSolver&&) noexcept;

  /// Factors I - rho W. Throws std::domain_error where it is singular; |rho| < 1 never is.
  void factor(double rho);
  double log_determinant() const;
  /// (I - rho W)^-1 b and (I - rho W')^-1 b, column by column.
  Matrix solve(const Matrix& b) const;
  Matrix solve_transposed(const Matrix& b) const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

/// ln|I - rho W| for |rho| <= 0.99, with the traces of G = W (I - rho W)^-1 as its derivatives:
/// d/drho ln|I - rho W| = -tr G and d2/drho2 = -tr G^2.
class LogDeterminant {
 public:
  LogDeterminant() = default;
  explicit LogDeterminant(const Spatial& spatial);
  Index places() const { return places_; }
  double value(double rho) const { return series_.value(rho); }
  double trace(double rho) const { return -series_.first(rho); }
  double trace_square(double rho) const { return -series_.second(rho); }

 private:
  Index places_ = 0;
  SmoothInRho series_;
};

/// tr G'G and |G'1|^2, by one solve a place (at rho = 0 by none).
struct CrossTraces {
  double product = 0, column_sums = 0;
};
CrossTraces cross_traces(const Spatial& spatial, double rho);

}  // namespace balloon::measure
