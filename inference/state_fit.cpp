#include "inference/state_fit.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

namespace balloon::inference {

void Sensitivities::add(const Matrix& predicted, const Matrix& states) {
  if (predicted.rows() != cross_.rows() || states.rows() != cross_.cols() ||
      predicted.cols() != states.cols())
    throw std::invalid_argument("sensitivities: shapes of members and figures differ");
  fix_cache_sizes();
  std::vector<Eigen::Index> usable;
  for (Eigen::Index m = 0; m < predicted.cols(); ++m)
    if (predicted.col(m).allFinite()) usable.push_back(m);
  if (usable.empty()) return;
  const Matrix g = deviations(predicted(Eigen::all, usable));
  const Matrix s = deviations(states(Eigen::all, usable));
  cross_ += g * s.transpose();
  figure_ += g.rowwise().squaredNorm();
  state_ += s.rowwise().squaredNorm();
  members_ += static_cast<Eigen::Index>(usable.size());
}

Matrix Sensitivities::shrunk(double taper, const Mask& links) const {
  Matrix h = Matrix::Zero(cross_.rows(), cross_.cols());
  for (Eigen::Index j = 0; j < h.cols(); ++j) {
    for (Eigen::Index i = 0; i < h.rows(); ++i) {
      const double both = std::sqrt(figure_(i) * state_(j));
      if (links(j, i) == 0 || !(both > 0)) continue;
      const double r = cross_(i, j) / both;
      h(i, j) = cross_(i, j) / state_(j) * shrink(r, static_cast<int>(members_), taper);
    }
  }
  return h;
}

StateFit::StateFit(Matrix sensitivities, const Matrix& covariance)
    : sensitivities_(std::move(sensitivities)) {
  fix_cache_sizes();
  factor_.compute(sensitivities_ * sensitivities_.transpose() + covariance);
  if (factor_.info() != Eigen::Success)
    throw std::runtime_error("state fit: the observation error's covariance is not definite");
}

Matrix StateFit::step(const Matrix& states, const Matrix& prior, const Matrix& observed,
                      const Matrix& predicted, double length) const {
  const Matrix residual = observed - predicted + sensitivities_ * (states - prior);
  const Matrix goal = prior + sensitivities_.transpose() * factor_.solve(residual);
  return states + length * (goal - states);
}

}  // namespace balloon::inference
