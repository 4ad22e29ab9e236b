// The reduced problem on which the calibration is checked: few unknowns vary, all others stay at
// their medians, and what is fitted are national areas and cocaine prices of 1990-2000.
//
// It is the model as it is, of one structure, with the same unknowns, targets and errors as a
// calibration; only fewer of them, so that a hundred calibrations, or long chains, take minutes.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "inference/calibration.hpp"

namespace balloon::inference {

/// What a reduced calibration works on.
struct ReducedProblem {
  model::World world;    ///< as known at the origin
  model::Policy policy;  ///< likewise
  std::vector<analysis::Target> targets;
  int structure = 0, origin = 2000;
  std::vector<int> rows;           ///< of the unknowns that vary
  std::vector<std::string> names;  ///< theirs, "supply_response", "start_area/COL"
};

/// Parameters of growing and of the chain, the start's three areas, and the supply innovations of
/// the hubs in 1993 and 1996; targets of the series area_un and cocaine_price up to 2000.
ReducedProblem reduced_problem(const model::World& world, const model::Policy& history,
                               const std::vector<analysis::Target>& targets, int structure);

/// Full unknowns of which only the varying rows are taken from `unknowns`, the rest 0; and back.
Matrix expand(const ReducedProblem& problem, const Matrix& varying);
Matrix varying(const ReducedProblem& problem, const Matrix& unknowns);

/// The prior ensemble of the reduced problem, ready for `calibrate`.
StructureEnsemble reduced_prior(const ReducedProblem& problem, const Settings& settings);

/// Truths from the prior and what the model makes of them.
struct Truths {
  Matrix unknowns;            ///< varying unknowns x truths
  Matrix final_area;          ///< log of the last reported area of each country x truths
  std::vector<Vector> value;  ///< of each truth: the targets' true values, in their units
  std::vector<char> failed;
};

/// `count` truths from the streams of `seed`; shipments of a truth come from its own stream.
Truths draw_truths(const ReducedProblem& problem, std::uint64_t seed, int count, int threads,
                   const std::atomic<bool>* stop);

/// Targets as they would have been observed: true values with errors of error_covariance times
/// `error` squared (1: as the calibration believes). Residuals on the softened scale are those
/// errors exactly.
std::vector<analysis::Target> synthetic_targets(const ReducedProblem& problem, const Vector& value,
                                                std::uint64_t seed, std::uint32_t replicate,
                                                double error = 1);

/// Rows of `predicted` with the last reported area of each country, and the countries' names.
std::vector<Eigen::Index> final_rows(const ReducedProblem& problem,
                                     std::vector<std::string>* countries = nullptr);

/// Gaussian log-likelihood, without its constant, of each column of varying unknowns; minus
/// infinity where a member failed. Column j is always member j of `seed`: deterministic.
Vector log_likelihood(const ReducedProblem& problem, const std::vector<analysis::Target>& targets,
                      const Matrix& varying, std::uint64_t seed, double discrepancy, int threads,
                      const std::atomic<bool>* stop);

}  // namespace balloon::inference
