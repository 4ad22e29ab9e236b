// Panels from known spatial models, for tests of bias and coverage.
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "measure/distributions.hpp"
#include "measure/resampling.hpp"
#include "measure/spatial_panel.hpp"

namespace balloon::test {

/// What the data are made with: one regressor that goes together with the effects of places and
/// times, so that leaving these in would bias.
struct KnownModel {
  measure::Model model;
  double rho = 0.4, own = 1, near = 0.5, sigma = 1;
  bool lags_outcome() const { return model == measure::Model::sar || model == measure::Model::sdm; }
  bool lags_error() const { return model == measure::Model::sem || model == measure::Model::sdem; }
  bool lags_regressor() const {
    return model == measure::Model::slx || model == measure::Model::sdm ||
           model == measure::Model::sdem;
  }
};

/// A square lattice of n places (n = rows x columns), rook neighbours.
inline measure::Weights lattice(measure::Index rows, measure::Index columns) {
  std::vector<Eigen::Triplet<double>> entries;
  for (measure::Index r = 0; r < rows; ++r)
    for (measure::Index c = 0; c < columns; ++c) {
      const auto here = static_cast<int>(r * columns + c);
      if (c + 1 < columns) {
        entries.emplace_back(here, here + 1, 1.0);
        entries.emplace_back(here + 1, here, 1.0);
      }
      if (r + 1 < rows) {
        const auto below = static_cast<int>(here + columns);
        entries.emplace_back(here, below, 1.0);
        entries.emplace_back(below, here, 1.0);
      }
    }
  return measure::given(rows * columns, entries);
}

inline measure::Design empty_design(measure::Index places, int times, measure::Effects effects) {
  measure::Design design;
  for (measure::Index i = 0; i < places; ++i) design.places.push_back(std::to_string(i));
  for (int t = 0; t < times; ++t) design.times.push_back(2000 + t);
  design.names = {"x"};
  design.treatments = 1;
  design.effects = effects;
  design.rows = places * times;
  design.y = measure::Vector::Zero(design.rows);
  design.x = measure::Matrix::Zero(design.rows, 1);
  design.present.assign(static_cast<std::size_t>(design.rows), 1);
  return design;
}

/// Fills a design with replicate `number` of a model.
inline void simulate(measure::Design& design, const measure::Spatial& spatial,
                     const measure::SpatialSolver& filter, const KnownModel& known,
                     std::uint64_t seed, std::uint64_t number) {
  using namespace measure;
  ReplicateDraws draws(seed, number);
  const auto normal = [&] {
    return normal_quantile((static_cast<double>(draws.next() >> 11) + 0.5) * 0x1p-53);
  };
  const Index n = design.place_count();
  Vector of_place(n);
  for (Index i = 0; i < n; ++i) of_place(i) = normal();
  for (Index t = 0; t < design.time_count(); ++t) {
    const double of_time = normal();
    Vector x(n), e(n);
    for (Index i = 0; i < n; ++i) {
      x(i) = normal() + 0.5 * of_place(i) + 0.5 * of_time;
      e(i) = known.sigma * normal();
    }
    if (known.lags_error()) e = filter.solve(e);
    Vector y = known.own * x + of_place + Vector::Constant(n, of_time) + e;
    if (known.lags_regressor()) y += known.near * (spatial.w * x);
    if (known.lags_outcome()) y = filter.solve(y);
    design.y.segment(t * n, n) = y;
    design.x.block(t * n, 0, n, 1) = x;
  }
}

/// What many replicates say of an estimator.
struct Recovery {
  std::string parameter;
  double bias = 0;      ///< mean estimate less truth
  double error = 0;     ///< of the bias: Monte Carlo standard error
  double coverage = 0;  ///< of 95 % intervals
  double ratio = 0;     ///< mean standard error over the estimates' standard deviation
};

inline std::vector<Recovery> recover(const KnownModel& known, measure::Index rows,
                                     measure::Index columns, int times, int replicates,
                                     std::uint64_t seed) {
  using namespace measure;
  const Weights weights = lattice(rows, columns);
  Design design = empty_design(rows * columns, times, Effects::two_way);
  Geography geography(weights, Standard::row, design);
  if (known.model != Model::slx) geography.prepare();
  const Spatial spatial = standardise(weights, Standard::row);
  SpatialSolver filter(spatial);
  filter.factor(known.rho);
  std::vector<double> truth{known.own};
  std::vector<std::string> names{"own"};
  if (known.lags_regressor()) truth.push_back(known.near), names.emplace_back("near");
  if (known.model != Model::slx) truth.push_back(known.rho), names.emplace_back("rho");
  const std::size_t count = truth.size();
  std::vector<double> sum(count), square(count), errors(count), covered(count);
  for (int r = 0; r < replicates; ++r) {
    simulate(design, spatial, filter, known, seed, static_cast<std::uint64_t>(r));
    const auto made = fit(SpatialData(design, geography), known.model);
    const Vector se = made.standard_errors();
    for (std::size_t k = 0; k < count; ++k) {
      const bool is_rho = names[k] == "rho";
      const double value = is_rho ? made.rho : made.coefficients(static_cast<Index>(k));
      const double off = value - truth[k], width = se(static_cast<Index>(k));
      sum[k] += off;
      square[k] += off * off;
      errors[k] += width;
      covered[k] += std::abs(off) <= 1.959963984540054 * width ? 1 : 0;
    }
  }
  std::vector<Recovery> all;
  for (std::size_t k = 0; k < count; ++k) {
    const double n = replicates, mean = sum[k] / n;
    const double sd = std::sqrt((square[k] - n * mean * mean) / (n - 1));
    all.push_back({names[k], mean, sd / std::sqrt(n), covered[k] / n, errors[k] / n / sd});
  }
  return all;
}

}  // namespace balloon::test
