// The Patient Rule Induction Method: boxes in the space of factors in which cases of interest are
// dense, told by few limits (scenario discovery).
//
// Friedman and Fisher (1999), "Bump hunting in high-dimensional data", Statistics and Computing 9,
// 123-143; for scenarios Bryant and Lempert (2010), "Thinking inside the box", Technological
// Forecasting and Social Change 77(1), 34-49. Objective, quantiles and order of ties are those of
// the EMA Workbench (Kwakkel and Jaxa-Rozen 2016, Environmental Modelling & Software 79, 311-321);
// with stop_without_gain the trajectories of both are the same.
//
// Peeling. From all cases, step by step, the cases beyond a quantile of one factor are taken off,
// or one category. A cut lies half way between two neighbouring values, so that at least one case
// goes however many are tied. Of all cuts that one is made which gains most density per case taken
// off (the objective "lenient 1"; among equals that which restricts fewer factors), until the box
// is pure or the best cut would leave too few cases. Pasting then gives cases back at any limit,
// quantile by quantile, while the density rises. Every step is kept: the trajectory.
//
// Which box. Each limit has a quasi-p-value: the probability that as many cases as the box holds
// would have as many of interest or more, were the density what it is without that limit (binomial;
// after so many cuts were tried it is no true p-value). Of each box of the trajectory the least
// significant limit is dropped until every limit left is significant. Of the boxes so pruned, as
// far as they are denser in cases of interest than all cases are, the one with the highest harmonic
// mean of density and coverage (of the cases of interest outside earlier boxes) is chosen; or, if a
// density is asked for, the one with the most coverage among those that have it.
//
// Further boxes are sought in the cases outside the earlier ones.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "decision/factor_cases.hpp"

namespace balloon::decision {

struct PrimOptions {
  double peel = 0.05;          ///< share of the box's cases that a cut takes off
  double paste = 0.05;         ///< share of the cases beyond a limit that a paste gives back
  double least_mass = 0.05;    ///< share of all cases that peeling leaves in a box at least
  double significance = 0.05;  ///< limits with a quasi-p-value of this or more are dropped
  double least_density = 0;    ///< asked for; 0: the harmonic mean chooses
  /// Peel no further where no cut gains density, as the EMA Workbench does. To go on, as Friedman
  /// and Fisher do, finds more of what is weak: a step without gain is no end.
  bool stop_without_gain = false;
  int max_boxes = 3;
  int replicates = 100;  ///< resamples for the reproducibility of each box; 0: none
  std::uint64_t seed = 1;
};

/// Quasi-p-values of a restriction's parts; NaN for those it has not.
struct QuasiP {
  double low = std::numeric_limits<double>::quiet_NaN();
  double high = std::numeric_limits<double>::quiet_NaN();
  double categories = std::numeric_limits<double>::quiet_NaN();
};

/// A box and what is in it. Cases in the boxes found earlier do not count as in it.
struct Box {
  std::vector<Restriction> limits;  ///< ascending by factor
  std::vector<QuasiP> p;            ///< of each
  int cases = 0, hits = 0;          ///< in the box, and those of interest among them
  double coverage = 0;              ///< share of all cases of interest that are in the box
  double density = 0;               ///< share of the box's cases that are of interest
  double mass = 0;                  ///< share of all cases that are in the box
  /// By factor (all of them): share of bootstrap resamples of the cases whose box restricts the
  /// factor, and share whose box restricts the same factors as this one. A resample repeats cases,
  /// so that its limits look more significant than they are: compare a factor's share with those of
  /// factors known to do nothing. Empty and NaN without resamples.
  std::vector<double> reproducibility;
  double same_factors = std::numeric_limits<double>::quiet_NaN();
};

/// How a box was come by.
struct PrimTrajectory {
  std::vector<Box> steps;  ///< [0] has no limits
  std::size_t peeled = 0;  ///< last step of peeling; those after it are pasted
  std::size_t chosen = 0;  ///< step whose pruned box was taken; 0 where none was
};

struct PrimResult {
  int cases = 0, hits = 0;
  double base_rate = 0;  ///< density of all cases
  std::vector<Box> boxes;
  std::vector<PrimTrajectory> trajectories;  ///< one a round, the last of which may give no box
  double coverage = 0, density = 0;          ///< of all boxes together; 0 without boxes
};

/// Boxes, the first found first; none where no box is significant (nor without cases of interest,
/// or with nothing else). Throws std::invalid_argument for cases that check_cases() refuses, shares
/// outside (0, 0.5) (cuts) or [0, 1] (all others), or numbers below 0.
PrimResult prim(const Cases& cases, const PrimOptions& options = {});

/// P(X >= hits) of a binomial distribution with `cases` trials of probability `density`, down to
/// 1e-290 with a relative accuracy of 1e-11 for 10,000 trials. Throws std::invalid_argument for
/// hits outside [0, cases] or a density outside [0, 1].
double binomial_tail(int hits, int cases, double density);

}  // namespace balloon::decision
