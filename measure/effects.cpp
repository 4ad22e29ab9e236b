#include "measure/effects.hpp"

#include <algorithm>
#include <cmath>
#include <eigen3/Eigen/Eigenvalues>

#include "measure/distributions.hpp"
#include "measure/resampling.hpp"

namespace balloon::measure {

namespace {

/// The sums that effects need, by rho, over all places.
class Multipliers {
 public:
  Multipliers(const Geography& geography, bool lags_outcome)
      : spatial_(geography.whole()), n_(static_cast<double>(spatial_.w.rows())) {
    const Vector ones = Vector::Ones(spatial_.w.rows());
    row_sum_ = (spatial_.w * ones).sum() / n_;
    if (!lags_outcome) return;
    whole_ = geography.constant() ? geography.neighbourhoods().front()->determinant
                                  : LogDeterminant(spatial_);
    closed_ = geography.rows_add_to_one();
    if (closed_) return;
    SpatialSolver solver(spatial_);
    own_ = SmoothInRho(48, [&](double rho) {
      solver.factor(rho);
      return solver.solve(ones).sum() / n_;
    });
  }

  /// Mean diagonal of A^-1 and A^-1 W, A = I - rho W.
  double diagonal(double rho) const { return 1 + rho * whole_.trace(rho) / n_; }
  double diagonal_lag(double rho) const { return whole_.trace(rho) / n_; }
  /// Mean row sums of the same; A^-1 W = (A^-1 - I) / rho.
  double rows(double rho) const { return closed_ ? 1 / (1 - rho) : own_.value(rho); }
  double rows_lag(double rho) const {
    if (closed_) return 1 / (1 - rho);
    return std::abs(rho) < 1e-6 ? row_sum_ + rho * own_.second(0) / 2 : (own_.value(rho) - 1) / rho;
  }
  double row_sum() const { return row_sum_; }

 private:
  const Spatial& spatial_;
  double n_, row_sum_ = 0;
  bool closed_ = false;
  LogDeterminant whole_;
  SmoothInRho own_;
};

struct Three {
  double direct = 0, total = 0;
  double indirect() const { return total - direct; }
};

Three effects_at(const Multipliers& m, bool lags_outcome, double b, double t, double rho) {
  if (!lags_outcome) return {b, b + t * m.row_sum()};
  return {b * m.diagonal(rho) + t * m.diagonal_lag(rho), b * m.rows(rho) + t * m.rows_lag(rho)};
}

/// A square root of a covariance that may be singular.
Matrix root(const Matrix& covariance) {
  const Eigen::SelfAdjointEigenSolver<Matrix> solver(covariance);
  return solver.eigenvectors() * solver.eigenvalues().cwiseMax(0).cwiseSqrt().asDiagonal();
}

void summarise(Effect& effect, std::vector<double>& draws) {
  std::sort(draws.begin(), draws.end());
  const auto quantile = [&](double p) {
    const double at = p * static_cast<double>(draws.size() - 1);
    const auto low = static_cast<std::size_t>(at);
    const auto high = std::min(low + 1, draws.size() - 1);
    return draws[low] + (at - static_cast<double>(low)) * (draws[high] - draws[low]);
  };
  double mean = 0, square = 0;
  for (const double d : draws) mean += d / static_cast<double>(draws.size());
  for (const double d : draws) square += (d - mean) * (d - mean);
  effect.simulated = std::sqrt(square / static_cast<double>(draws.size() - 1));
  effect.low = quantile(0.025);
  effect.high = quantile(0.975);
}

}  // namespace

std::vector<EffectRow> effects(const SpatialFit& fit, const Geography& geography, int draws,
                               std::uint64_t seed) {
  const Multipliers multipliers(geography, fit.lags_outcome());
  const Index parameters = fit.covariance.rows();
  const auto own = static_cast<Index>(fit.own);
  Vector centre(parameters);
  centre.head(fit.coefficients.size()) = fit.coefficients;
  if (fit.has_rho()) centre(parameters - 1) = fit.rho;
  const auto at = [&](const Vector& p, Index k) {
    return effects_at(multipliers, fit.lags_outcome(), p(k), fit.lags_regressors() ? p(own + k) : 0,
                      fit.has_rho() ? p(parameters - 1) : 0);
  };

  const Matrix square_root = root(fit.covariance);
  std::vector<Vector> drawn;
  for (int attempt = 0; static_cast<int>(drawn.size()) < draws && attempt < 20 * draws; ++attempt) {
    ReplicateDraws uniforms(seed, static_cast<std::uint64_t>(attempt));
    Vector z(parameters);
    for (Index i = 0; i < parameters; ++i)
      z(i) = normal_quantile(std::max(uniforms.uniform(), 0x1p-54));
    Vector p = centre + square_root * z;
    if (!fit.has_rho() || std::abs(p(parameters - 1)) <= SmoothInRho::bound)
      drawn.push_back(std::move(p));
  }

  std::vector<EffectRow> rows;
  for (Index k = 0; k < own; ++k) {
    EffectRow row{fit.names[static_cast<std::size_t>(k)], {}, {}, {}};
    const Three best = at(centre, k);
    row.direct.value = best.direct;
    row.indirect.value = best.indirect();
    row.total.value = best.total;

    // Effects are linear in coefficients and smooth in rho: central differences with a step far
    // above rounding and far below the curvature.
    Matrix gradient(parameters, 3);
    for (Index p = 0; p < parameters; ++p) {
      const bool is_rho = fit.has_rho() && p == parameters - 1;
      const double step = is_rho ? 1e-5 : std::max(1.0, std::abs(centre(p)));
      Vector up = centre, down = centre;
      up(p) += step;
      down(p) -= step;
      const Three above = at(up, k), below = at(down, k);
      gradient.row(p) << (above.direct - below.direct), (above.indirect() - below.indirect()),
          (above.total - below.total);
      gradient.row(p) /= 2 * step;
    }
    const Vector variance = (gradient.transpose() * fit.covariance * gradient).diagonal();
    row.direct.delta = std::sqrt(std::max(variance(0), 0.0));
    row.indirect.delta = std::sqrt(std::max(variance(1), 0.0));
    row.total.delta = std::sqrt(std::max(variance(2), 0.0));

    if (drawn.size() > 1) {
      std::vector<double> direct, indirect, total;
      for (const Vector& p : drawn) {
        const Three three = at(p, k);
        direct.push_back(three.direct);
        indirect.push_back(three.indirect());
        total.push_back(three.total);
      }
      summarise(row.direct, direct);
      summarise(row.indirect, indirect);
      summarise(row.total, total);
    }
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace balloon::measure
