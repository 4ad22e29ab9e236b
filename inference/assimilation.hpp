// One step of ensemble smoothing with multiple data assimilation: unknowns move toward what the
// observations say, by the regression of unknowns on predicted observations over the members.
//
// Source: Emerick & Reynolds (2013), Ensemble smoother with multiple data assimilation, Computers &
// Geosciences 55, 3-15, equations 1-5. With a linear model and many members the result is that of
// Bayes' rule for any series of inflations whose inverses add to one; with this model it is an
// approximation, which docs/validation.md checks by simulation.
#pragma once

#include <eigen3/Eigen/Core>

#include <cstddef>
#include <cstdint>

namespace balloon::inference {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;
using Mask = Eigen::Matrix<unsigned char, Eigen::Dynamic, Eigen::Dynamic>;

/// The sizes of caches, in bytes, that matrix products assume. Eigen cuts products into blocks by
/// the caches of the processor at hand, and sums of other blocks round otherwise: without this the
/// same calibration gives other bytes on another machine. Call before any product whose bytes
/// matter; only the first call does anything.
inline constexpr std::ptrdiff_t cache_sizes[] = {32 << 10, 512 << 10, 4 << 20};
void fix_cache_sizes();

/// What a step works on. Columns are members.
struct Step {
  const Matrix& predicted;   ///< observations x members, on the observations' scale
  const Vector& observed;    ///< observations
  const Matrix& covariance;  ///< observation error, positive definite
  double inflation = 1;      ///< alpha: the error's covariance is multiplied by it
  std::uint64_t seed = 0;    ///< of the perturbed observations
  double taper = 0;          ///< see `shrink`; 0: every sample covariance is believed
  /// 1 where an unknown (row) may be moved by an observation (column), else 0; null: everywhere.
  /// Each group of unknowns with the same links has a solution of its own, from its observations
  /// alone (local analysis: Evensen 2003, Ocean Dynamics 53, 343-367), for with one solution fewer
  /// members than observations cannot fit them all.
  const Mask* links = nullptr;
  /// Unknowns before the row `leading` see the errors' standard deviations times `leading_factor`:
  /// what every observation moves learns from a tempered likelihood (Gruenwald & van Ommen 2017,
  /// Bayesian Analysis 12, 1069-1103), so that what the model lacks in one year does not harden
  /// into a parameter of all years.
  Eigen::Index leading = 0;
  double leading_factor = 1;
};

/// Moves `unknowns` (unknowns x members) by one step. Throws std::invalid_argument where shapes
/// differ or there are fewer than 3 members, std::runtime_error where the covariance cannot be
/// factored.
void assimilate(const Step& step, Matrix& unknowns);

/// Standard normals of observation errors, observations x members; member j's from its own stream.
Matrix observation_noise(std::uint64_t seed, Eigen::Index observations, Eigen::Index members);

/// Members less their mean, row by row.
Matrix deviations(const Matrix& m);

/// Weight of a sample correlation r of n members: 0 where it may be chance (n r^2 < k^2), else the
/// share of r^2 that chance does not explain, 1 - k^2 / (n r^2). The positive-part shrinkage of
/// sampling error; k is the taper, in standard errors.
double shrink(double r, int members, double k);

}  // namespace balloon::inference
