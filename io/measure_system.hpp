// Few places, many times: a regression for each place with what was done elsewhere in it, errors
// correlated between places (seemingly unrelated regressions).
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/fault.hpp"
#include "measure/dependence_tests.hpp"
#include "measure/panel.hpp"
#include "measure/seemingly_unrelated.hpp"

namespace balloon {

inline constexpr measure::Index fewest_system_places = 2, most_system_places = 8;

/// What is asked. The equation of place i at time t is
///   outcome_it = c_i + g_i (t - middle) + a_i own_i,t-lag + b_i elsewhere_i,t-lag + controls +
///   e_it
/// with `elsewhere` the sum of the other places' treatment; a transform of treatments is that of
/// the sum. Effects of the specification play no part: an equation has its own constant, and
/// effects of times would take out with the common price what is looked for.
struct SystemPlan {
  std::string title;               ///< of the panel, as the text prints it
  std::string file;                ///< for messages
  std::vector<std::string> notes;  ///< on the panel, from whoever made it
  measure::Panel panel;
  measure::Specification specification;
  bool trend = true;       ///< a straight line over time in every equation
  int draws = 2000;        ///< of the bootstrap; 0: none
  std::uint64_t seed = 1;  ///< of its draws
};

/// The regression of one place.
struct SystemEquation {
  std::string place;
  std::vector<std::string> names;  ///< "constant", "trend", treatments, "X elsewhere", controls
  measure::Vector beta, error;
  measure::Vector p;              ///< two-sided, Student with times - coefficients (as systemfit)
  measure::Vector least_squares;  ///< the same without the others' errors
  double r2 = 0;                  ///< share of the outcome's variance
  double autocorrelation = 0;     ///< of residuals one time apart; the estimator assumes none
  /// Of each treatment elsewhere, as regressed: share of its variance that a straight line over
  /// time explains, and share that constant, trend and all other regressors leave.
  std::vector<double> trend_share, left_share;
};

/// What comes of one treatment elsewhere, over all places.
struct SystemEffect {
  std::string treatment;
  double value = 0, error = 0;  ///< mean of the b_i: outcome in a place per unit treated elsewhere
  double p = 1;                 ///< two-sided, Student as in the equations
  double low = 0, high = 0;     ///< 95 %, the same
  /// Outcome in all other places together per unit treated in one place, mean over that place:
  /// (places - 1) times the mean. NaN where a logarithm is taken, which does not add.
  double together = 0, together_error = 0;
  /// By bootstrap (panels made of the fit with normal errors of its covariance; the regressors
  /// stay): standard deviation of the mean, p and 95 % from its ratio to its standard error, which
  /// knows that the errors' covariance is estimated. NaN without draws.
  double drawn_error = 0, drawn_p = 1, drawn_low = 0, drawn_high = 0;
};

struct SystemStudy {
  SystemPlan plan;
  std::vector<int> times;  ///< those that all places have
  measure::SystemFit fit;
  std::vector<SystemEquation> equations;  ///< one a place
  std::vector<SystemEffect> effects;      ///< one a treatment
  measure::TestResult wald;               ///< that all coefficients on treatment elsewhere are zero
  double wald_drawn_p = 1;                ///< the same by bootstrap; NaN without draws
  int draws = 0;                          ///< that could be estimated
  std::vector<std::string> notes;         ///< what limits these estimates, most important first
  double seconds = 0;
};

/// Estimates by measure::seemingly_unrelated (two steps, systemfit's "geomean" divisor) on the
/// times that all places have. Nothing and faults where that cannot be done: fewer than 2 or more
/// than 8 places; what check_regression finds of the pooled panel; fewer times than coefficients
/// of an equation and equations together; in a place, an outcome that does not vary or that the
/// regressors explain whole, or a regressor that is zero, constant or made of others. Nothing
/// without a fault where `stop` was set.
std::optional<SystemStudy> run_system(SystemPlan plan, Faults& faults,
                                      const std::atomic<bool>* stop = nullptr);

/// The paragraph that says what such a system can and cannot see.
std::string system_sees(const SystemStudy& study);

/// Tables for the terminal; one JSON document; estimates one a row as CSV.
std::string system_text(const SystemStudy& study);
std::string system_json(const SystemStudy& study);
std::string system_csv(const SystemStudy& study);

}  // namespace balloon
