// The algebra of least squares, for all estimators.
#pragma once

#include <vector>

#include "measure/types.hpp"

namespace balloon::measure {

struct Solution {
  Vector beta;
  Matrix bread;  ///< (X'X)^-1
  /// Columns of x that zero or the others leave nothing of (1e-10 of their length), or for which
  /// there are too few rows; where there is one, beta and bread are NaN.
  std::vector<Index> collinear;
  bool unique() const { return collinear.empty(); }
};

/// Least squares of y on x by QR with pivoting, each column taken at length 1, so that neither the
/// figures nor the rank hang on units. x may have no column. Throws std::invalid_argument where
/// rows differ.
Solution solve_least_squares(const Matrix& x, const Vector& y);

}  // namespace balloon::measure
