// A second method beside ensemble smoothing: Markov chains with preconditioned Crank-Nicolson
// proposals on standard-normal unknowns, many chains run as one ensemble.
//
// Sources: Cotter, Roberts, Stuart & White (2013), MCMC methods for functions, Statistical Science
// 28, 424-446; the proposal with a covariance learned in burn-in, which leaves the standard normal
// as it is, is the generalised one of Rudolf & Sprungk (2018), Found. Comput. Math. 18, 309-343.
// Split R-hat: Gelman et al. (2013), Bayesian Data Analysis, 3rd edition, 11.4.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "inference/assimilation.hpp"

namespace balloon::inference {

/// How chains are run.
struct ChainSettings {
  int chains = 48;
  int burn_in = 600;     ///< steps that are thrown away; step size and covariance are learned here
  int steps = 2000;      ///< steps that are kept
  double beta = 0.3;     ///< first step size, on (0, 1]
  double target = 0.25;  ///< acceptance that the burn-in aims at
  std::uint64_t seed = 1990;
};

/// Log-likelihoods of the columns of unknowns, one a chain; minus infinity forbids a place.
using LogLikelihood = std::function<Vector(const Matrix& unknowns)>;

/// What the chains found.
struct ChainResult {
  Vector mean, sd;  ///< of each unknown, over all chains and kept steps
  Vector r_hat;     ///< split R-hat of each unknown; below 1.05 is taken as converged
  Vector error;     ///< Monte Carlo standard error of the mean, from the chains' own means
  double acceptance = 0, beta = 0;  ///< of the kept steps
  bool stopped = false;
};

/// Runs the chains from draws of the prior (`unknowns` standard normals each).
ChainResult run_chains(int unknowns, const ChainSettings& settings,
                       const LogLikelihood& log_likelihood,
                       const std::function<void(int, int)>& progress,
                       const std::atomic<bool>* stop);

/// One unknown by both methods.
struct MethodRow {
  std::string name;
  double mean_chains = 0, sd_chains = 0, r_hat = 0, error = 0;
  double mean_smoother = 0, sd_smoother = 0;
  double difference() const;  ///< of the means, in the chains' sd, without sign
  double ratio() const;       ///< smoother's sd over the chains'
};

/// Criteria: chains converged, means near, sds alike.
struct MethodCriteria {
  double difference = 0.25, low = 0.75, high = 1.33, r_hat = 1.05;
};

/// Both methods on the same data.
struct MethodComparison {
  std::string data;  ///< "synthetic" or "observed"
  std::vector<MethodRow> rows;
  double acceptance = 0, beta = 0;
  bool stopped = false;

  double worst_r_hat() const;
  bool passed(const MethodCriteria& criteria = {}) const;
};

/// Puts the members of a smoother beside the chains.
MethodComparison compare_methods(const std::string& data, const std::vector<std::string>& names,
                                 const ChainResult& chains, const Matrix& members);

}  // namespace balloon::inference
