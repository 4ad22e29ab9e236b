// Keyed random draws for what is done beside the model: forecasts of the null models, bootstraps.
//
// The generator is that of core/random.hpp; the fourth word of its counter is a purpose above those
// of balloon::Stream, so these draws never meet the model's. A sequence depends on (seed, purpose,
// draw, place) alone: more draws leave the first ones as they were.
#pragma once

#include <cstddef>
#include <cstdint>

namespace balloon::analysis {

/// What a sequence of draws is for. Values are stable: a retired purpose keeps its number.
enum class DrawPurpose : std::uint32_t {
  bootstrap = 1001,
  random_walk = 1002,
  random_walk_drift = 1003,
  autoregression = 1004,
  linear_trend = 1005,
  hydraulic = 1006,
  shares = 1007,
  forecast_error = 1008,
  synthetic_error = 1020,
  chains = 1021,
  trajectories = 1030,
  test = 1999,
};

/// e^x and ln x by core/math.hpp: the same bits on every machine.
double exact_exp(double x);
double exact_log(double x);

/// One sequence of draws.
class KeyedDraws {
 public:
  KeyedDraws(std::uint64_t seed, DrawPurpose purpose, std::uint32_t draw, std::uint32_t place = 0)
      : seed_(seed), purpose_(purpose), draw_(draw), place_(place) {}

  /// On (0, 1).
  double uniform();
  /// Standard normal.
  double normal();
  /// Chi-square with a whole number of degrees of freedom: a sum of squares.
  double chi_square(int df);
  /// Gamma with scale 1 and shape > 0. Marsaglia and Tsang (2000), ACM TOMS 26(3), 363-372.
  double gamma(double shape);
  /// A whole number in [0, n).
  std::size_t below(std::size_t n);

 private:
  std::uint64_t seed_;
  DrawPurpose purpose_;
  std::uint32_t draw_, place_, next_ = 0;
  double kept_ = 0;
  bool has_kept_ = false;
};

}  // namespace balloon::analysis
