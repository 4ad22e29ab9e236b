#include "inference/assimilation.hpp"

#include <cmath>
#include <eigen3/Eigen/Cholesky>
#include <stdexcept>

#include "core/lanes.hpp"
#include "core/math.hpp"
#include "core/random.hpp"

namespace balloon::inference {

namespace {

struct ScalarArch;
using Scalar = Lanes<1, ScalarArch>;

/// Standard normals, observations x members.
Matrix normals(std::uint64_t seed, Eigen::Index rows, Eigen::Index columns) {
  Matrix z(rows, columns);
  for (Eigen::Index j = 0; j < columns; ++j) {
    const StreamKey<Scalar> key{seed, Scalar::WordsType(static_cast<std::uint64_t>(j))};
    for (Eigen::Index i = 0; i < rows; i += 2) {
      const auto u = uniforms(key, Stream::observation_error, static_cast<std::uint32_t>(i / 2), 0);
      z(i, j) = normal_quantile(u.first).lane(0);
      if (i + 1 < rows) z(i + 1, j) = normal_quantile(u.second).lane(0);
    }
  }
  return z;
}

Matrix deviations(const Matrix& m) { return m.colwise() - m.rowwise().mean(); }

}  // namespace

void fix_cache_sizes() {
  static const bool done = [] {
    Eigen::setCpuCacheSizes(cache_sizes[0], cache_sizes[1], cache_sizes[2]);
    return true;
  }();
  static_cast<void>(done);
}

double shrink(double r, int members, double k) {
  const double signal = r * r * members;
  return signal > k * k ? 1 - k * k / signal : 0;
}

void assimilate(const Step& step, Matrix& unknowns) {
  const auto n = unknowns.cols();
  const auto data = step.observed.size();
  if (n < 3 || step.predicted.cols() != n || step.predicted.rows() != data ||
      step.covariance.rows() != data || step.covariance.cols() != data ||
      (step.links != nullptr &&
       (step.links->rows() != unknowns.rows() || step.links->cols() != data)))
    throw std::invalid_argument("assimilation: shapes of members and observations differ");
  if (data == 0) return;
  fix_cache_sizes();
  const double scale = 1.0 / static_cast<double>(n - 1);
  const Matrix g = deviations(step.predicted), u = deviations(unknowns);
  const Matrix error = step.covariance * step.inflation;
  const Eigen::LLT<Matrix> root(error);
  Matrix total = g * g.transpose() * scale + error;
  const Eigen::LLT<Matrix> factor(total);
  if (root.info() != Eigen::Success || factor.info() != Eigen::Success)
    throw std::runtime_error("assimilation: the observation error's covariance is not definite");
  Matrix innovation = root.matrixL() * normals(step.seed, data, n);
  innovation.colwise() += step.observed;
  innovation -= step.predicted;
  const Matrix pull = factor.solve(innovation);
  Matrix cross = u * g.transpose() * scale;
  if (step.links != nullptr) cross = cross.cwiseProduct(step.links->cast<double>());
  if (step.taper > 0) {
    const Vector su = (u.rowwise().squaredNorm() * scale).cwiseSqrt();
    const Vector sg = (g.rowwise().squaredNorm() * scale).cwiseSqrt();
    for (Eigen::Index j = 0; j < data; ++j) {
      for (Eigen::Index i = 0; i < cross.rows(); ++i) {
        const double both = su(i) * sg(j);
        const double r = both > 0 ? cross(i, j) / both : 0;
        cross(i, j) *= shrink(r, static_cast<int>(n), step.taper);
      }
    }
  }
  unknowns += cross * pull;
}

}  // namespace balloon::inference
