#include "measure/least_squares.hpp"

#include <algorithm>
#include <eigen3/Eigen/Dense>
#include <stdexcept>

namespace balloon::measure {

Solution solve_least_squares(const Matrix& x, const Vector& y) {
  if (x.rows() != y.size()) throw std::invalid_argument("least squares: rows differ");
  const Index k = x.cols();
  Solution made;
  if (k == 0) return made;
  const Vector norms = x.colwise().norm();
  const Vector scale = (norms.array() > 0).select(norms.cwiseInverse(), 0);
  Eigen::ColPivHouseholderQR<Matrix> qr(x.rows(), k);
  qr.setThreshold(1e-10);
  qr.compute(x * scale.asDiagonal());
  const auto& order = qr.colsPermutation().indices();
  for (Index c = qr.rank(); c < k; ++c) made.collinear.push_back(order(c));
  std::sort(made.collinear.begin(), made.collinear.end());
  if (!made.unique()) {
    made.beta = Vector::Constant(k, missing);
    made.bread = Matrix::Constant(k, k, missing);
    return made;
  }
  made.beta = scale.asDiagonal() * qr.solve(y);
  const Matrix root =
      qr.matrixR().topLeftCorner(k, k).triangularView<Eigen::Upper>().solve(Matrix::Identity(k, k));
  const Matrix placed = scale.asDiagonal() * (qr.colsPermutation() * root);
  made.bread = placed * placed.transpose();
  return made;
}

}  // namespace balloon::measure
