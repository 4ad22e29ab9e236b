// What two-way fixed effects say of a policy whose date differs by place, and why not to trust it:
// places treated earlier serve as controls of later ones, so effects that grow or differ enter with
// negative weights.
#pragma once

#include <limits>
#include <vector>

#include "measure/panel.hpp"

namespace balloon::measure {

/// The date of places that the policy never reached.
inline constexpr int never_treated = std::numeric_limits<int>::max();

struct EventData {
  std::vector<int> times;          ///< ascending
  Matrix outcome;                  ///< places x times, any unit; NaN where missing
  std::vector<int> first_treated;  ///< date of each place, or never_treated
};

/// First time at which treatment (places x times) exceeds the threshold, or never_treated. A time
/// without a figure is taken for untreated. Throws std::invalid_argument for sizes that differ.
std::vector<int> first_treated_times(const Matrix& treatment, const std::vector<int>& times,
                                     double threshold = 0);

/// A coefficient with its standard error clustered by place (n / (n - 1), no other correction).
struct NaiveCoefficient {
  int event = 0;
  double value = 0, error = 0;
};

/// Least squares with effects of places and of times.
struct NaiveTwoWay {
  /// On an indicator of t >= g. NaN where it is collinear with the fixed effects.
  double coefficient = 0, error = 0;

  /// de Chaisemartin and D'Haultfoeuille (2020), Two-way fixed effects estimators with
  /// heterogeneous treatment effects, AER 110(9), Theorem 1, with each place a group: the
  /// coefficient is expected to be the sum over treated place-times of w times their effects, w = e
  /// / (sum of e over the treated), e the residual of the indicator on the fixed effects. The w add
  /// up to 1.
  Index treated_cells = 0;    ///< place-times with an outcome and t >= g
  double negative_share = 0;  ///< of these cells, how many have w < 0
  double negative_sum = 0;    ///< of the w below 0; -0.3: weights of 1.3 and -0.3
  Matrix weights;             ///< places x times as the data, 0 where untreated or missing

  /// On indicators of all event times but the reference. Without never-treated places the earliest
  /// lead is left out too, for it is not identified. Empty where the rest is collinear.
  std::vector<NaiveCoefficient> events;
  int reference = -1;
};

/// Reference: the event time left out. Throws std::invalid_argument for sizes that differ.
NaiveTwoWay naive_two_way(const EventData& data, int reference = -1);

}  // namespace balloon::measure
