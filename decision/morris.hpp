// Screening of many inputs with few runs: elementary effects of Morris (1991, Technometrics 33(2),
// 161-174).
//
// A trajectory is a walk over a grid in the unit cube that moves every factor once; the change of
// the output over the move, divided by its length, is an elementary effect of the factor.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace balloon::decision {

/// Where the model is to be run: trajectory after trajectory, each of factors + 1 rows.
struct MorrisDesign {
  int factors = 0;
  int trajectories = 0;
  int levels = 4;              ///< p: coordinates are 0, 1 / (p - 1), .., 1
  std::vector<double> points;  ///< row after row

  /// Length of a move, p / (2 (p - 1)): with it all levels are equally likely (Morris 1991).
  double delta() const { return levels / (2.0 * (levels - 1)); }
  std::size_t rows() const {
    return static_cast<std::size_t>(trajectories) * static_cast<std::size_t>(factors + 1);
  }
  const double* row(std::size_t r) const { return &points[r * static_cast<std::size_t>(factors)]; }
};

/// Random trajectories: start, direction and order of the moves are drawn, independently. A
/// trajectory depends on (seed, factors, levels) and its number alone. Throws std::invalid_argument
/// without factors or trajectories, and unless levels is even and at least 2.
MorrisDesign morris_design(int factors, int trajectories, int levels, std::uint64_t seed);

/// Elementary effects of a factor, in the output's unit for the whole range of the factor.
struct MorrisEffect {
  double mu = 0;       ///< mean
  double mu_star = 0;  ///< mean of the absolute values: Campolongo et al. (2007, Environmental
                       ///< Modelling & Software 22(10), 1509-1518); effects do not cancel
  double low = 0, high = 0;  ///< 95 % interval of mu_star
  double sigma = 0;          ///< standard deviation (n - 1): curvature and interactions
};

struct MorrisEffects {
  std::vector<MorrisEffect> effects;  ///< by factor
  int used = 0;                       ///< trajectories
  int dropped = 0;                    ///< trajectories with a row that is NaN or infinite
};

/// Effects from the outputs of a design's rows. Intervals are 2.5 and 97.5 % quantiles of a
/// bootstrap over trajectories; NaN without resamples. sigma and intervals are NaN where fewer than
/// two trajectories are left, everything where none is. Throws std::invalid_argument where the
/// values are not one a row, resamples is negative, or a row of a trajectory is not the one before
/// it with one factor moved by delta that had not moved yet.
MorrisEffects morris_effects(const MorrisDesign& design, const std::vector<double>& values,
                             int resamples = 1000, std::uint64_t seed = 1);

}  // namespace balloon::decision
