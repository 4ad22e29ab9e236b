// The state given the parameters: after the assimilation has found each member's parameters, its
// start and its yearly innovations are fitted once more, from the member's own prior draw, with the
// parameters held.
//
// Why: the assimilation learns from correlations over the members. As the spread of a figure
// shrinks, the many small innovations that make it up compensate each other, each one's correlation
// with the figure falls below what a few hundred members can tell from chance, and the state stays
// about twice as uncertain as its observations (docs/decisions/0034-state-given-parameters.md).
// Sensitivities from states drawn afresh, which compensate nothing, do not fade.
//
// Sources: Oliver, He & Reynolds (1996), Conditioning permeability fields to pressure data, 5th
// European Conference on the Mathematics of Oil Recovery (a draw of the prior and one of the
// observations give a draw of the posterior, exactly so where the model is linear); Chen & Oliver
// (2013), Computational Geosciences 17, 689-703 (sensitivities from an ensemble, damped steps);
// Plummer (2015), Statistics and Computing 25, 37-43 (parameters that do not hear the last stage).
#pragma once

#include <eigen3/Eigen/Cholesky>

#include "inference/assimilation.hpp"

namespace balloon::inference {

/// Regression of figures on independent standard normal states, gathered from several runs.
class Sensitivities {
 public:
  Sensitivities(Eigen::Index figures, Eigen::Index states)
      : cross_(Matrix::Zero(figures, states)),
        figure_(Vector::Zero(figures)),
        state_(Vector::Zero(states)) {}

  /// Members of one run: predictions (figures x members) and states (states x members). Members
  /// with a prediction that is not finite are left out.
  void add(const Matrix& predicted, const Matrix& states);

  /// Figures x states, each shrunk by what may be chance in it (`shrink`), 0 where `links` (states
  /// x figures) has 0.
  Matrix shrunk(double taper, const Mask& links) const;

 private:
  Matrix cross_;
  Vector figure_, state_;  ///< sums of squares
  Eigen::Index members_ = 0;
};

/// Moves states toward the least of |state - prior|^2 + |observed - predicted|^2 / covariance, for
/// each member its own prior and observations, by the same sensitivities at every step.
class StateFit {
 public:
  /// Throws std::runtime_error where the covariance cannot be factored.
  StateFit(Matrix sensitivities, const Matrix& covariance);

  /// States after a step of length `length` in (0, 1]; all matrices have a column for each member.
  Matrix step(const Matrix& states, const Matrix& prior, const Matrix& observed,
              const Matrix& predicted, double length) const;

 private:
  Matrix sensitivities_;
  Eigen::LLT<Matrix> factor_;
};

}  // namespace balloon::inference
