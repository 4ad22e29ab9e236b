#include "inference/assimilation.hpp"

#include <cmath>
#include <eigen3/Eigen/Cholesky>
#include <map>
#include <stdexcept>
#include <vector>

#include "core/lanes.hpp"
#include "core/math.hpp"
#include "core/random.hpp"

namespace balloon::inference {

namespace {

struct ScalarArch;
using Scalar = Lanes<1, ScalarArch>;

constexpr const char* not_definite =
    "assimilation: the observation error's covariance is not definite";

using Indices = std::vector<Eigen::Index>;

/// Unknowns from `first` to before `last` that are moved by the same observations: {observations,
/// unknowns}, in a fixed order.
std::map<Indices, Indices> groups(const Step& step, Eigen::Index first, Eigen::Index last) {
  std::map<Indices, Indices> all;
  for (Eigen::Index i = first; i < last; ++i) {
    Indices figures;
    for (Eigen::Index j = 0; j < step.observed.size(); ++j)
      if (step.links == nullptr || (*step.links)(i, j) != 0) figures.push_back(j);
    all[figures].push_back(i);
  }
  return all;
}

/// Shrinks the sample covariances of deviations `u` and `g` by what may be chance in them.
void taper(Matrix& cross, const Matrix& u, const Matrix& g, double errors) {
  const auto n = u.cols();
  const double scale = 1.0 / static_cast<double>(n - 1);
  const Vector su = (u.rowwise().squaredNorm() * scale).cwiseSqrt();
  const Vector sg = (g.rowwise().squaredNorm() * scale).cwiseSqrt();
  for (Eigen::Index j = 0; j < cross.cols(); ++j) {
    for (Eigen::Index i = 0; i < cross.rows(); ++i) {
      const double both = su(i) * sg(j);
      const double r = both > 0 ? cross(i, j) / both : 0;
      cross(i, j) *= shrink(r, static_cast<int>(n), errors);
    }
  }
}

/// What the regression of deviations `u` on deviations `g` makes of the innovation.
Matrix increment(const Matrix& u, const Matrix& g, const Matrix& total, const Matrix& innovation,
                 double errors) {
  const Eigen::LLT<Matrix> factor(total);
  if (factor.info() != Eigen::Success) throw std::runtime_error(not_definite);
  const Matrix pull = factor.solve(innovation);
  Matrix cross = u * g.transpose() * (1.0 / static_cast<double>(u.cols() - 1));
  if (errors > 0) taper(cross, u, g, errors);
  return cross * pull;
}

}  // namespace

void fix_cache_sizes() {
  static const bool done = [] {
    Eigen::setCpuCacheSizes(cache_sizes[0], cache_sizes[1], cache_sizes[2]);
    return true;
  }();
  static_cast<void>(done);
}

Matrix observation_noise(std::uint64_t seed, Eigen::Index observations, Eigen::Index members) {
  Matrix z(observations, members);
  for (Eigen::Index j = 0; j < members; ++j) {
    const StreamKey<Scalar> key{seed, Scalar::WordsType(static_cast<std::uint64_t>(j))};
    for (Eigen::Index i = 0; i < observations; i += 2) {
      const auto u = uniforms(key, Stream::observation_error, static_cast<std::uint32_t>(i / 2), 0);
      z(i, j) = normal_quantile(u.first).lane(0);
      if (i + 1 < observations) z(i + 1, j) = normal_quantile(u.second).lane(0);
    }
  }
  return z;
}

Matrix deviations(const Matrix& m) { return m.colwise() - m.rowwise().mean(); }

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
  if (root.info() != Eigen::Success) throw std::runtime_error(not_definite);
  const Matrix spread = g * g.transpose() * scale;
  const Matrix noise = root.matrixL() * observation_noise(step.seed, data, n);
  const Matrix misfit = (-step.predicted).colwise() + step.observed;
  const auto move = [&](Eigen::Index first, Eigen::Index last, double factor) {
    const Matrix total = spread + error * (factor * factor);
    const Matrix innovation = misfit + noise * factor;
    for (const auto& [figures, rows] : groups(step, first, last)) {
      if (figures.empty()) continue;
      unknowns(rows, Eigen::all) +=
          increment(u(rows, Eigen::all), g(figures, Eigen::all), total(figures, figures),
                    innovation(figures, Eigen::all), step.taper);
    }
  };
  if (step.leading > 0) move(0, step.leading, step.leading_factor);
  move(step.leading, unknowns.rows(), 1);
}

}  // namespace balloon::inference
